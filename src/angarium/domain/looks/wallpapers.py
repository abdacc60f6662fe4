"""Chat backgrounds (https://core.telegram.org/api/wallpapers): fills and gradients, pictures and patterns."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from zlib import crc32

import msgspec

from angarium.domain.files import documents, photos, uploads
from angarium.domain.files.uploads import Upload
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.files import Attribute, Document
from angarium.model.ids import UserId
from angarium.model.looks import Wallpaper
from angarium.store import accounts, files, looks

SETTING = "wallpapers"

FIRST = 1 << 32
"""Ids begin above it: TDLib keeps the numbers below 2**31 for backgrounds that only it knows."""
MOST = 100


class Collection(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody saved, latest first, and which of ours they threw out."""

    saved: tuple[Wallpaper, ...] = ()
    removed: tuple[int, ...] = ()


OURS = (
    Wallpaper(id=FIRST + 1, colors=(0xDBE7D3, 0xC3D9E8, 0xE6DCC3, 0xCFE0CB), default=True),
    Wallpaper(id=FIRST + 2, colors=(0xE9EDF2,), default=True),
    Wallpaper(id=FIRST + 3, colors=(0xF4E4D0, 0xE8C4B4), rotation=45, default=True),
    Wallpaper(id=FIRST + 4, colors=(0xD6E8F5, 0xA9C8E6), rotation=0, default=True),
    Wallpaper(id=FIRST + 5, colors=(0xE6DDF4, 0xC9D6F2, 0xF2DCE8, 0xDDE6F7), default=True),
    Wallpaper(id=FIRST + 6, colors=(0x17212B,), dark=True, default=True),
    Wallpaper(id=FIRST + 7, colors=(0x1E2A3A, 0x2B2340, 0x1C3036, 0x241E30), dark=True, default=True),
    Wallpaper(id=FIRST + 8, colors=(0x0F1C1A, 0x1E332C), rotation=45, dark=True, default=True),
)


async def collection(tx: Tx, owner_id: UserId) -> Collection:
    return await accounts.find_setting(tx, owner_id, SETTING, Collection) or Collection()


async def listing(tx: Tx, owner_id: UserId) -> list[Wallpaper]:
    """What somebody chooses from: their own first, then ours."""
    mine = await collection(tx, owner_id)
    gone = {one.id for one in mine.saved} | set(mine.removed)
    return [*mine.saved, *(one for one in OURS if one.id not in gone)]


async def get(tx: Tx, owner_id: UserId, id: int) -> Wallpaper:
    """Refuses WALLPAPER_INVALID."""
    known = {one.id: one for one in (*OURS, *(await collection(tx, owner_id)).saved) if not one.document_id}
    if id not in known:
        raise Refusal("WALLPAPER_INVALID")
    return known[id]


async def get_filed(tx: Tx, *, id: int = 0, access_hash: int = 0, slug: str = "") -> Wallpaper:
    """One with a file, by id and access hash or by slug. Refuses WALLPAPER_INVALID."""
    found = await (looks.find_wallpaper_named(tx, slug) if slug else looks.find_wallpaper(tx, id))
    if found is None or (not slug and found.access_hash != access_hash):
        raise Refusal("WALLPAPER_INVALID")
    return found


async def gather(tx: Tx, found: Iterable[Wallpaper | None]) -> Facts:
    """The files of some backgrounds, and what it takes to fetch them."""
    return await documents.show(tx, [one.document_id for one in found if one is not None and one.document_id])


PATTERN = "application/x-tgwallpattern"
PATTERN_SIZE = 1024 * 1024
_PICTURES = {"image/jpeg": b"\xff\xd8", "image/png": b"\x89PNG", "image/webp": b"RIFF"}
"""What each kind begins with."""


async def upload(house: House, owner_id: UserId, given: Upload, mime_type: str, style: Wallpaper) -> Wallpaper:
    """A background with a file; `style` says how it is drawn. Refuses WALLPAPER_MIME_INVALID, WALLPAPER_FILE_INVALID and what uploads
    refuse. Opens its own units of work."""
    if mime_type == PATTERN:
        document = await _keep_pattern(house, owner_id, given)
    elif mime_type in _PICTURES:
        document = await _keep_picture(house, owner_id, given, mime_type)
    else:
        raise Refusal("WALLPAPER_MIME_INVALID")
    made = msgspec.structs.replace(
        style, id=document.id, document_id=document.id, access_hash=house.chance.long(), creator_id=owner_id,
        slug=urlsafe_b64encode(house.chance.bytes(12)).decode(), pattern=mime_type == PATTERN,
    )  # fmt: skip
    await uploads.require_room(house, owner_id, document.size)
    async with house.work.begin() as tx:
        await files.add_document(tx, document)
        await files.add_use(tx, owner_id, document.size)
        await looks.add_wallpaper(tx, made)
    return made


async def _keep_pattern(house: House, owner_id: UserId, given: Upload) -> Document:
    """A gzipped drawing, which clients paint themselves."""
    blob, size = await uploads.finish(house, owner_id, given)
    if size > PATTERN_SIZE or await house.blobs.read(blob, 0, 2) != b"\x1f\x8b":
        raise Refusal("WALLPAPER_FILE_INVALID")
    return _document(house, owner_id, PATTERN, blob, size, Attribute(kind="Filename", file_name="pattern.tgv"))


async def _keep_picture(house: House, owner_id: UserId, given: Upload, mime_type: str) -> Document:
    """A picture as it was given (TDLib holds its own copy against what it gets back), or a JPEG when it is
    larger than what is shown or not what it was said to be."""
    blob, size = await uploads.finish(house, owner_id, given)
    if size > photos.MOST:
        raise Refusal("WALLPAPER_FILE_INVALID")
    try:
        body = await house.blobs.read(blob, 0, size)
        sizes = await photos.make_sizes(house, "photo", body)
    except Refusal as refusal:
        raise Refusal("WALLPAPER_FILE_INVALID" if refusal.name in _BAD_PICTURES else refusal.name) from None
    largest = sizes[-1]
    shape = Attribute(kind="ImageSize", width=largest.width, height=largest.height)
    thumbs = tuple(size for size in sizes if size.type in ("i", "m"))
    if max(largest.width, largest.height) < photos.WIDEST and body.startswith(_PICTURES[mime_type]):
        made = _document(house, owner_id, mime_type, blob, size, shape)
    else:
        made = _document(house, owner_id, "image/jpeg", largest.blob, largest.size, shape)
    return msgspec.structs.replace(made, thumbs=thumbs)


_BAD_PICTURES = frozenset({"IMAGE_PROCESS_FAILED", "PHOTO_INVALID_DIMENSIONS"})


def _document(house: House, owner_id: UserId, mime_type: str, blob: str, size: int, *said: Attribute) -> Document:
    return Document(
        id=photos.new_id(house), owner_id=owner_id, access_hash=house.chance.long(), date=house.now(), mime_type=mime_type,
        size=size, blob=blob, attributes=said,
    )  # fmt: skip


def mixed(colors: Sequence[int], rotation: int) -> Wallpaper:
    """A fill of somebody's own colours; the same colours are the same wallpaper. Refuses WALLPAPER_INVALID."""
    if not 1 <= len(colors) <= 4 or any(not 0 <= color <= 0xFFFFFF for color in colors):
        raise Refusal("WALLPAPER_INVALID")
    number = crc32(b"".join(color.to_bytes(3, "big") for color in colors) + bytes([rotation // 45 % 8]))
    return Wallpaper(id=FIRST | number, colors=tuple(colors), rotation=rotation // 45 % 8 * 45)


async def save(tx: Tx, owner_id: UserId, wallpaper: Wallpaper) -> None:
    """To the front of the list."""
    mine = await collection(tx, owner_id)
    saved = (wallpaper, *(one for one in mine.saved if one.id != wallpaper.id))[:MOST]
    removed = tuple(id for id in mine.removed if id != wallpaper.id)
    await accounts.set_setting(tx, owner_id, SETTING, Collection(saved=saved, removed=removed))


async def unsave(tx: Tx, owner_id: UserId, id: int) -> None:
    """Out of the list; resetting brings ours back."""
    mine = await collection(tx, owner_id)
    saved = tuple(one for one in mine.saved if one.id != id)
    ours = any(one.id == id for one in OURS)
    removed = tuple(dict.fromkeys((*mine.removed, id))) if ours else mine.removed
    await accounts.set_setting(tx, owner_id, SETTING, Collection(saved=saved, removed=removed))


async def reset(tx: Tx, owner_id: UserId) -> None:
    await accounts.remove_setting(tx, owner_id, SETTING)
