"""Pictures of people and groups that are photos, short videos, or an emoji before a background
(https://core.telegram.org/api/files#uploading-profile-or-chat-photos)."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from angarium import starter
from angarium.domain.files import documents, photos, starters, stickersets, uploads
from angarium.domain.files.uploads import Upload
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.files import Document, Photo, PhotoSize, VideoSize
from angarium.model.ids import UserId
from angarium.pictures import ABSENT, BadPicture

VIDEO_SIZE = 10 * 1024 * 1024
MOST_SECONDS = 10.5
SIDE = 640
_MP4 = b"ftyp"


@dataclass(frozen=True, slots=True)
class Markup:
    """A custom emoji, or a sticker of a set, before one to four colours."""

    colors: tuple[int, ...]
    document: Document
    set_id: int = 0
    set_hash: int = 0


@dataclass(frozen=True, slots=True)
class Portrait:
    """What was uploaded: a still, a video and the second of it that the still shows, an emoji."""

    still: Upload | None = None
    video: Upload | None = None
    start: float = 0.0
    markup: Markup | None = None


async def find_markup(
    tx: Tx, colors: tuple[int, ...], document_id: int, *, set_id: int = 0, set_hash: int = 0
) -> Markup:
    """Refuses EMOJI_MARKUP_INVALID for colours or a drawing that do not do."""
    if not 1 <= len(colors) <= 4 or any(not 0 <= color <= 0xFFFFFF for color in colors):
        raise Refusal("EMOJI_MARKUP_INVALID")
    document = (await documents.find_many(tx, (document_id,))).get(document_id)
    if document is None:
        raise Refusal("EMOJI_MARKUP_INVALID")
    if set_id:
        made = await stickersets.get(tx, id=set_id, access_hash=set_hash)
        if document_id not in made.documents:
            raise Refusal("EMOJI_MARKUP_INVALID")
    elif all(one.kind != "CustomEmoji" for one in document.attributes):
        raise Refusal("EMOJI_MARKUP_INVALID")
    return Markup(colors, document, set_id, set_hash)


async def make(house: House, owner_id: UserId, given: Portrait) -> Photo:
    """Store it and know it. Refuses PHOTO_FILE_MISSING, VIDEO_FILE_INVALID and what `photos.make_photo` refuses. Opens its own units of
    work."""
    videos: list[VideoSize] = []
    sizes: tuple[PhotoSize, ...] = ()
    if given.still is not None:
        sizes = await photos.make_sizes(house, "profile", await uploads.read(house, owner_id, given.still, photos.MOST))
    if given.video is not None:
        video, frame = await _make_video(house, owner_id, given.video, given.start)
        videos.append(video)
        if not sizes and frame:
            sizes = await photos.make_sizes(house, "profile", frame)
    if given.markup is not None:
        videos.append(_render(given.markup))
        sizes = sizes or await _draw(house, given.markup)
    if not sizes:
        raise Refusal("PHOTO_FILE_MISSING" if given.video is None else "VIDEO_FILE_INVALID")
    return await photos.keep_photo(house, owner_id, sizes, videos=tuple(videos))


async def make_of(house: House, owner_id: UserId, photo: Photo) -> Photo:
    """The picture that a photo sent in a message makes; one that is a picture already stays what it is. TDLib names a photo that it
    uploaded before by its id. Refuses what `make` refuses. Opens its own units of work."""
    if any(size.type == "a" for size in photo.sizes):
        return photo
    largest = max((size for size in photo.sizes if size.blob), key=lambda size: size.size)
    body = await house.blobs.read(largest.blob, 0, largest.size)
    return await photos.keep_photo(house, owner_id, await photos.make_sizes(house, "profile", body))


async def _make_video(house: House, owner_id: UserId, upload: Upload, start: float) -> tuple[VideoSize, bytes]:
    """The video and its frame; without the extra `video` the frame is missing."""
    blob, size = await uploads.finish(house, owner_id, upload)
    if size > VIDEO_SIZE or (await house.blobs.read(blob, 4, 4)) != _MP4 or not 0 <= start <= MOST_SECONDS:
        raise Refusal("VIDEO_FILE_INVALID")
    width = height = SIDE
    frame = b""
    path = house.blobs.find_path(blob)
    if path is not None:
        try:
            film = (await house.pictures.watch("look", path))[0]
        except BadPicture as fault:
            if str(fault) != ABSENT:
                raise Refusal("VIDEO_FILE_INVALID") from None
        else:
            if film.duration > MOST_SECONDS:
                raise Refusal("VIDEO_FILE_INVALID")
            width, height, frame = film.width, film.height, film.body
    return VideoSize(type="u", width=width, height=height, size=size, blob=blob, start=start), frame


def _render(markup: Markup) -> VideoSize:
    return VideoSize(
        type="sticker" if markup.set_id else "emoji", emoji_id=markup.document.id, set_id=markup.set_id,
        set_hash=markup.set_hash, colors=markup.colors,
    )  # fmt: skip


async def _draw(house: House, markup: Markup) -> tuple[PhotoSize, ...]:
    """The still of an emoji before its background."""
    packed = msgspec.msgpack.encode((markup.colors, await _find_drawing(house, markup.document)))
    return await photos.make_sizes(house, "backdrop", packed)


async def _find_drawing(house: House, document: Document) -> bytes:
    """A still of a sticker: itself, or of a starter animation the drawing; b"" when there is none."""
    if document.blob.startswith(starters.PREFIX):
        path = f"{document.blob.removeprefix(starters.PREFIX).partition('/')[0]}/icon.webp"
        return starter.read(path) if path in starter.sizes() else b""
    if document.mime_type == "image/webp":
        return await house.blobs.read(document.blob, 0, document.size)
    return b""
