"""Chat backgrounds (https://core.telegram.org/api/wallpapers): fills and gradients, which need no file."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import msgspec

from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import accounts

SETTING = "wallpapers"

FIRST = 1 << 32
"""Ids begin above it: TDLib keeps the numbers below 2**31 for backgrounds that only it knows."""
MOST = 100


class Wallpaper(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One to four colours as RGB; two are a gradient turned by `rotation` degrees."""

    id: int
    colors: tuple[int, ...]
    rotation: int = 0
    dark: bool = False
    default: bool = False


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
    known = {one.id: one for one in (*OURS, *(await collection(tx, owner_id)).saved)}
    if id not in known:
        raise Refusal("WALLPAPER_INVALID")
    return known[id]


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
