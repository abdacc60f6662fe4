"""What clients send beside text (https://core.telegram.org/type/InputMedia), read into facts. Files are made on the way, which takes
time: call it outside of any unit of work."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain.bots import apps
from angarium.domain.files import documents, downloads, photos
from angarium.domain.files.kinds import form_of
from angarium.domain.files.uploads import Upload
from angarium.domain.messages import dice
from angarium.model.errors import Refusal
from angarium.model.files import Document, Photo
from angarium.model.messages import Media
from angarium.rpc.peers import read_user
from angarium.rpc.render.attributes import read_attributes
from angarium.rpc.router import Call
from angarium.tl import types

VIEW_ONCE = 2**31 - 1
MOST_TTL = 60
TEXT = 256
MOST_STICKERS = 20


def read_upload(given: types.TypeInputFile | None) -> Upload:
    """Refuses MEDIA_INVALID for what is no upload."""
    match given:
        case types.InputFile():
            return Upload(given.id, given.parts, given.name, given.md5_checksum)
        case types.InputFileBig():
            return Upload(given.id, given.parts, given.name)
        case _:
            raise Refusal("MEDIA_INVALID")


async def read_media(call: Call, given: types.TypeInputMedia | None) -> Media:
    """Refuses MEDIA_EMPTY, MEDIA_INVALID, TTL_MEDIA_INVALID and what uploads and file references refuse."""
    match given:
        case types.InputMediaUploadedPhoto():
            sets = await _read_stickers(call, given.stickers)
            photo = await photos.make_photo(call.house, call.user_id, read_upload(given.file), sticker_sets=sets)
            return _of_photo(photo, given.ttl_seconds, spoiler=given.spoiler)
        case types.InputMediaUploadedDocument():
            return await _of_upload(call, given)
        case types.InputMediaPhoto() | types.InputMediaDocument():
            return await _of_known(call, given)
        case types.InputMediaContact():
            return _of_contact(given)
        case types.InputMediaGeoPoint() | types.InputMediaGeoLive() | types.InputMediaVenue():
            return _of_place(call, given)
        case types.InputMediaDice():
            return dice.throw(call.house.chance, given.emoticon)
        case types.InputMediaGame():
            return await _of_game(call, given.id)
        case None | types.InputMediaEmpty():
            raise Refusal("MEDIA_EMPTY")
        case _:
            raise Refusal("MEDIA_INVALID")


async def _of_game(call: Call, given: types.TypeInputGame) -> Media:
    """A game of the bot that sends it. Refuses GAME_BOT_INVALID, SHORT_NAME_INVALID."""
    async with call.house.work.read() as tx:
        if isinstance(given, types.InputGameShortName):
            game = await apps.require(tx, read_user(call, given.bot_id), "game", given.short_name)
        else:
            game = await apps.get(tx, given.id, "game")
    if game.bot_id != call.user_id:
        raise Refusal("GAME_BOT_INVALID")
    return apps.as_media(game)


def _ttl(seconds: int | None) -> int:
    if seconds is None or seconds == 0:
        return 0
    if seconds != VIEW_ONCE and not 0 < seconds <= MOST_TTL:
        raise Refusal("TTL_MEDIA_INVALID")
    return seconds


def _of_photo(photo: Photo, ttl: int | None, *, spoiler: bool) -> Media:
    return Media(kind="photo", file_id=photo.id, ttl_seconds=_ttl(ttl), spoiler=spoiler)


def _of_document(document: Document, ttl: int | None, *, spoiler: bool, as_file: bool = False) -> Media:
    form = "document" if as_file else form_of(document)
    return Media(kind="document", file_id=document.id, form=form, ttl_seconds=_ttl(ttl), spoiler=spoiler)


async def _of_upload(call: Call, given: types.InputMediaUploadedDocument) -> Media:
    ttl = _ttl(given.ttl_seconds)
    document = await documents.make_document(
        call.house,
        call.user_id,
        read_upload(given.file),
        given.mime_type,
        read_attributes(given.attributes),
        read_upload(given.thumb) if given.thumb else None,
        documents.Wish(
            plain=given.force_file,
            animate=not given.nosound_video,
            sticker_sets=await _read_stickers(call, given.stickers),
        ),
    )
    media = _of_document(document, ttl, spoiler=given.spoiler, as_file=given.force_file)
    return await _with_cover(call, media, given.video_cover, given.video_timestamp)


async def _with_cover(call: Call, media: Media, cover: types.TypeInputPhoto | None, start: int | None) -> Media:
    """A video with the photo and the second that its sender chose for it. Refuses what file references refuse."""
    if media.form != "video" or (cover is None and not start):
        return media
    if not isinstance(cover, types.InputPhoto):
        return replace(media, start=max(0, start or 0))
    async with call.house.work.read() as tx:
        photo = await downloads.require_photo(tx, cover.id, cover.access_hash, cover.file_reference)
    return replace(media, cover_id=photo.id, start=max(0, start or 0))


async def _read_stickers(call: Call, given: Sequence[types.TypeInputDocument] | None) -> tuple[int, ...]:
    """The sets of the stickers that were put on a picture (https://core.telegram.org/api/stickers#attached-stickers)."""
    if not given:
        return ()
    async with call.house.work.read() as tx:
        found = [
            await downloads.require_document(tx, one.id, one.access_hash, one.file_reference)
            for one in given[:MOST_STICKERS]
            if isinstance(one, types.InputDocument)
        ]
    sets = (attribute.set_id for document in found for attribute in document.attributes)
    return tuple(dict.fromkeys(id for id in sets if id))


async def _of_known(call: Call, given: types.InputMediaPhoto | types.InputMediaDocument) -> Media:
    """Refuses MEDIA_EMPTY, DOCUMENT_INVALID and what file references refuse."""
    try:
        return await _find_known(call, given)
    except Refusal as refusal:
        if refusal.name != "FILE_ID_INVALID":
            raise
        raise Refusal("DOCUMENT_INVALID" if isinstance(given.id, types.InputDocument) else "MEDIA_EMPTY") from None


async def _find_known(call: Call, given: types.InputMediaPhoto | types.InputMediaDocument) -> Media:
    async with call.house.work.read() as tx:
        match given.id:
            case types.InputPhoto() as named:
                photo = await downloads.require_photo(tx, named.id, named.access_hash, named.file_reference)
                return _of_photo(photo, given.ttl_seconds, spoiler=given.spoiler)
            case types.InputDocument() as named:
                document = await downloads.require_document(tx, named.id, named.access_hash, named.file_reference)
                media = _of_document(document, given.ttl_seconds, spoiler=given.spoiler)
            case _:
                raise Refusal("MEDIA_EMPTY")
    return await _with_cover(call, media, given.video_cover, given.video_timestamp)


def _of_contact(given: types.InputMediaContact) -> Media:
    if not given.first_name.strip() and not given.last_name.strip():
        raise Refusal("MEDIA_INVALID")
    return Media(
        kind="contact", phone=given.phone_number[:32], first_name=given.first_name[:TEXT], last_name=given.last_name[:TEXT],
        vcard=given.vcard[:4096],
    )  # fmt: skip


def _of_place(call: Call, given: types.InputMediaGeoPoint | types.InputMediaGeoLive | types.InputMediaVenue) -> Media:
    point = given.geo_point
    if not isinstance(point, types.InputGeoPoint) or not (-90 <= point.lat <= 90 and -180 <= point.long <= 180):
        raise Refusal("MEDIA_INVALID")
    place = Media(
        kind="geo",
        latitude=point.lat,
        longitude=point.long,
        accuracy=point.accuracy_radius or 0,
        extra_id=call.house.chance.long(),
    )
    match given:
        case types.InputMediaVenue():
            return replace(
                place, kind="venue", title=given.title[:TEXT], address=given.address[:TEXT], provider=given.provider[:TEXT],
                venue_id=given.venue_id[:TEXT], venue_type=given.venue_type[:TEXT],
            )  # fmt: skip
        case types.InputMediaGeoLive():
            period = given.period or 0
            if not 60 <= period <= 86400 and period != VIEW_ONCE:
                raise Refusal("MEDIA_INVALID")
            proximity = given.proximity_notification_radius or 0
            return replace(place, kind="geo_live", heading=given.heading or 0, period=period, proximity=proximity)
        case _:
            return place
