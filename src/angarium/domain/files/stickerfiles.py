"""From an uploaded file to a sticker: what it must be like, and the document that goes into a set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from angarium.domain.files import animations, downloads, photos
from angarium.domain.files.downloads import Body
from angarium.domain.house import House
from angarium.domain.texts import emoji
from angarium.model.errors import Refusal
from angarium.model.files import Attribute, Document, PhotoSize
from angarium.model.ids import FileId
from angarium.pictures import SHAPE, BadPicture
from angarium.store import files

STILL_SIZE = 512 * 1024
THUMB_SIZE = 32 * 1024
"""Bytes of a set's thumbnail that moves; one that stands still is drawn anew, and never large."""

EMOJI, WORDS, WORD = 20, 20, 64
"""Emoji and words of one sticker, and the longest word."""

TGS, WEBM = "application/x-tgsticker", "video/webm"
_NAMES = {"image/webp": "sticker.webp", TGS: "AnimatedSticker.tgs", WEBM: "sticker.webm"}
MaskAt = tuple[int, float, float, float]


@dataclass(frozen=True, slots=True)
class Given:
    """What a maker names: a file, the emoji and words that lead to it, the place of a mask."""

    document: Document
    emoji: str
    words: str = ""
    mask_at: MaskAt | None = None


def read_emoji(given: str) -> tuple[str, ...]:
    """Refuses STICKER_EMOJI_INVALID for a text with anything else in it, or none, or too many."""
    found = emoji.split(given)
    if not 1 <= len(found) <= EMOJI:
        raise Refusal("STICKER_EMOJI_INVALID")
    return tuple(found)


def read_words(given: str) -> tuple[str, ...]:
    """Words with commas between; what is too much is left out."""
    found = (word.strip()[:WORD] for word in given.split(","))
    return tuple(dict.fromkeys(word for word in found if word))[:WORDS]


def check_mask(at: MaskAt | None) -> MaskAt | None:
    """Refuses STICKER_INVALID for a place that is on no face (https://core.telegram.org/constructor/maskCoords)."""
    if at is not None and (not 0 <= at[0] <= 3 or not all(abs(value) < 100 for value in at[1:])):
        raise Refusal("STICKER_INVALID")
    return at


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is fit for a set."""

    mime_type: str
    size: int
    blob: str
    width: int
    height: int
    duration: float = 0.0
    thumbs: tuple[PhotoSize, ...] = ()


async def prepare(house: House, document: Document, kind: str) -> Made:
    """Check a file for a set of this kind ("stickers", "masks", "emojis", or "thumb"), and make a WebP of a PNG. Refuses
    STICKER_FILE_INVALID and what stickers of its form refuse; for a set's thumbnail STICKER_THUMB_PNG_NOPNG, STICKER_THUMB_TGS_NOTGS.
    Opens its own unit of work."""
    if document.size > STILL_SIZE:
        raise Refusal("STICKER_VIDEO_BIG" if document.mime_type == WEBM else "STICKER_FILE_INVALID")
    body = await downloads.read(house, Body(document.mime_type, document.date, document.blob), 0, STILL_SIZE)
    match _form(document.mime_type, body):
        case "tgs":
            side = _check_moving_thumb(body) if kind == "thumb" else animations.check_tgs(body)
            made = Made(TGS, len(body), document.blob, side, side)
        case "webm":
            if kind == "thumb" and len(body) > THUMB_SIZE:
                raise Refusal("STICKER_VIDEO_BIG")
            video = animations.check_webm(body, 512 if kind in ("stickers", "masks") else 100)
            made = Made(WEBM, len(body), document.blob, video.width, video.height, video.duration, document.thumbs)
        case _:
            made = await _prepare_still(house, body, kind)
    return made


def _check_moving_thumb(body: bytes) -> int:
    """https://core.telegram.org/method/stickers.setStickerSetThumb"""
    if len(body) > THUMB_SIZE:
        raise Refusal("STICKER_THUMB_TGS_NOTGS")
    try:
        return animations.check_tgs(body, (512, 100))
    except Refusal:
        raise Refusal("STICKER_THUMB_TGS_NOTGS") from None


def _form(mime_type: str, body: bytes) -> str:
    """What a file says that it is counts; what says nothing is looked at."""
    if mime_type == TGS or (mime_type != WEBM and body.startswith(animations.GZIP)):
        return "tgs"
    if mime_type == WEBM or body.startswith(animations.EBML):
        return "webm"
    return "still"


_PLANS = {"stickers": "sticker", "masks": "sticker", "emojis": "emoji", "thumb": "sticker_thumb"}


async def _prepare_still(house: House, body: bytes, kind: str) -> Made:
    """Refuses STICKER_PNG_DIMENSIONS, STICKER_PNG_NOPNG; for a set's thumbnail STICKER_THUMB_PNG_NOPNG."""
    try:
        thumb, whole = await house.pictures.make(_PLANS[kind], body)
    except BadPicture as fault:
        if kind == "thumb":
            raise Refusal("STICKER_THUMB_PNG_NOPNG") from None
        raise Refusal("STICKER_PNG_DIMENSIONS" if str(fault) == SHAPE else "STICKER_PNG_NOPNG") from None
    small = PhotoSize(
        type="m", width=thumb.width, height=thumb.height, size=len(thumb.body), blob=await house.blobs.put(thumb.body)
    )
    blob = await house.blobs.put(whole.body)
    return Made("image/webp", len(whole.body), blob, whole.width, whole.height, 0.0, (small,))


async def add_document(
    house: House, owner_id: int, made: Made, named: Attribute, *, id: FileId | None = None
) -> Document:
    """The document of a sticker. `named` says to which set it belongs. Opens its own unit of work."""
    shape: Sequence[Attribute] = (Attribute(kind="ImageSize", width=made.width, height=made.height),)
    if made.mime_type == WEBM:
        shape = (Attribute(kind="Video", width=made.width, height=made.height, duration=made.duration, nosound=True),)
    document = Document(
        id=id or photos.new_id(house), owner_id=owner_id, access_hash=house.chance.long(), date=house.now(),
        mime_type=made.mime_type, size=made.size, blob=made.blob, thumbs=made.thumbs,
        attributes=(*shape, named, Attribute(kind="Filename", file_name=_NAMES[made.mime_type])),
    )  # fmt: skip
    async with house.work.begin() as tx:
        await files.add_document(tx, document)
    return document
