"""What messages carry: files, contacts, places, polls, lists, previews (https://core.telegram.org/type/MessageMedia)."""

from __future__ import annotations

from angarium.model.facts import Facts
from angarium.model.messages import Media
from angarium.rpc.render.contents import render_page_media, render_todo
from angarium.rpc.render.files import DC, render_document, render_photo, render_size
from angarium.rpc.render.paidmedia import render_paid_media
from angarium.rpc.render.payments import render_invoice_media
from angarium.rpc.render.peers import render_open_peer
from angarium.rpc.render.polls import render_poll_media
from angarium.tl import types

__all__ = ["DC", "render_document", "render_media", "render_photo", "render_size"]


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
        case "game":
            return types.MessageMediaGame(game=_render_game(media, facts))
        case "dice":
            return types.MessageMediaDice(value=media.value, emoticon=media.emoticon)
        case "poll":
            return render_poll_media(facts.polls.get(media.extra_id), facts, render_media)
        case "todo":
            return render_todo(facts.todos.get(media.extra_id))
        case "web_page":
            return render_page_media(media, facts)
        case "paid":
            return render_paid_media(facts.paid.get(media.extra_id), facts, render_media)
        case "invoice":
            return render_invoice_media(media, facts.invoices.get(media.extra_id))
        case "story":  # clients fetch it, each as far as they may see it
            return types.MessageMediaStory(
                via_mention=media.naming, peer=render_open_peer(media.user_id), id=media.extra_id
            )
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
        video_cover=render_photo(facts.photos[media.cover_id], facts) if media.cover_id in facts.photos else None,
        video_timestamp=media.start or None,
        ttl_seconds=media.ttl_seconds or None,
    )


def _render_game(media: Media, facts: Facts) -> types.Game:
    return types.Game(
        id=media.extra_id, access_hash=media.extra_id, short_name=media.url, title=media.title, description=media.address,
        photo=render_photo(facts.photos.get(media.file_id), facts),
    )  # fmt: skip


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
