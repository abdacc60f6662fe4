"""What messages carry: photos, documents, contacts, places (https://core.telegram.org/type/MessageMedia)."""

from __future__ import annotations

from angarium.model.facts import Facts
from angarium.model.files import Document, Photo, PhotoSize
from angarium.model.messages import Media
from angarium.rpc.render.attributes import render_attributes
from angarium.tl import types

DC = 2


def render_photo(photo: Photo | None, facts: Facts) -> types.TypePhoto:
    if photo is None:
        return types.PhotoEmpty(id=0)
    return types.Photo(
        id=photo.id,
        has_stickers=photo.has_stickers,
        access_hash=photo.access_hash,
        file_reference=facts.references.get(photo.id, b""),
        date=photo.date,
        sizes=[render_size(size) for size in photo.sizes],
        dc_id=DC,
    )


def render_size(size: PhotoSize) -> types.TypePhotoSize:
    if size.type == "i":
        return types.PhotoStrippedSize(type="i", bytes=size.inline)
    if size.type == "j":
        return types.PhotoPathSize(type="j", bytes=size.inline)
    if size.steps:
        return types.PhotoSizeProgressive(type=size.type, w=size.width, h=size.height, sizes=list(size.steps))
    return types.PhotoSize(type=size.type, w=size.width, h=size.height, size=size.size)


def render_document(document: Document | None, facts: Facts) -> types.TypeDocument:
    if document is None:
        return types.DocumentEmpty(id=0)
    return types.Document(
        id=document.id,
        access_hash=document.access_hash,
        file_reference=facts.references.get(document.id, b""),
        date=document.date,
        mime_type=document.mime_type,
        size=document.size,
        thumbs=[render_size(size) for size in document.thumbs] or None,
        dc_id=DC,
        attributes=render_attributes(document.attributes),
    )


def render_media(media: Media, facts: Facts) -> types.TypeMessageMedia:
    match media.kind:
        case "photo":
            return types.MessageMediaPhoto(
                spoiler=media.spoiler,
                photo=None if media.expired else render_photo(facts.photos.get(media.file_id), facts),
                ttl_seconds=media.ttl_seconds or None,
            )
        case "document":
            return _render_file(media, facts)
        case "contact":
            return types.MessageMediaContact(
                phone_number=media.phone, first_name=media.first_name, last_name=media.last_name, vcard=media.vcard,
                user_id=media.user_id,
            )  # fmt: skip
        case "geo" | "geo_live" | "venue":
            return _render_place(media)
        case "dice":
            return types.MessageMediaDice(value=media.value, emoticon=media.emoticon)
        case _:
            return types.MessageMediaUnsupported()


def _render_file(media: Media, facts: Facts) -> types.MessageMediaDocument:
    return types.MessageMediaDocument(
        spoiler=media.spoiler,
        video=media.form in ("video", "round", "gif"),
        round=media.form == "round",
        voice=media.form == "voice",
        nopremium=False,
        document=None if media.expired else render_document(facts.documents.get(media.file_id), facts),
        ttl_seconds=media.ttl_seconds or None,
    )


def _render_place(media: Media) -> types.TypeMessageMedia:
    point = types.GeoPoint(
        long=media.longitude, lat=media.latitude, access_hash=media.extra_id, accuracy_radius=media.accuracy or None
    )
    if media.kind == "geo_live":
        return types.MessageMediaGeoLive(
            geo=point, heading=media.heading or None, period=media.period,
            proximity_notification_radius=media.proximity or None,
        )  # fmt: skip
    if media.kind == "venue":
        return types.MessageMediaVenue(
            geo=point, title=media.title, address=media.address, provider=media.provider, venue_id=media.venue_id,
            venue_type=media.venue_type,
        )  # fmt: skip
    return types.MessageMediaGeo(geo=point)
