"""Themes for the whole client and for single chats (https://core.telegram.org/api/themes)."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain.files import starters
from angarium.domain.looks import wallpapers
from angarium.domain.looks.wallpapers import Wallpaper
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import accounts

REMOVED = "themes_removed"


@dataclass(frozen=True, slots=True)
class Look:
    """`base` is "Classic", "Day", "Night", "Tinted" or "Arctic"; colours are RGB."""

    base: str
    accent: int
    bubbles: tuple[int, ...]
    wallpaper: Wallpaper


@dataclass(frozen=True, slots=True)
class Theme:
    """`emoji` names a theme for chats, which has a light and a dark look."""

    id: int
    slug: str
    title: str
    looks: tuple[Look, ...]
    emoji: str = ""


def _look(base: str, accent: int, bubbles: tuple[int, ...], *colors: int) -> Look:
    dark = base in ("Night", "Tinted")
    number = 1000 + sum(colors) % 1_000_000_007
    return Look(base, accent, bubbles, Wallpaper(id=wallpapers.FIRST + number, colors=colors, dark=dark))


THEMES = (
    Theme(
        1,
        "AngariumClassic",
        "Classic",
        (_look("Classic", 0x3E8E5A, (0xE4F6D9,), 0xDBE7D3, 0xC3D9E8, 0xE6DCC3, 0xCFE0CB),),
    ),
    Theme(2, "AngariumDay", "Day", (_look("Day", 0x2F73C9, (0x5B96DD, 0x2F73C9), 0xFFFFFF),)),
    Theme(3, "AngariumTinted", "Dusk", (_look("Tinted", 0x6FB3E0, (0x2F6EA5,), 0x17212B),)),
    Theme(4, "AngariumNight", "Night", (_look("Night", 0xC79BF5, (0x7A55A8, 0x5A4A94), 0x0C1014),)),
)


def _chat(
    id: int, emoji: str, title: str, accent: int, first: int, second: int, light: tuple[int, int], dark: tuple[int, int]
) -> Theme:
    looks = (_look("Classic", accent, (first, second), *light), _look("Tinted", first, (second, accent), *dark))
    return Theme(id, f"AngariumChat{id}", title, looks, emoji)


CHATS = (
    _chat(11, "❤", "Rose", 0xB8405E, 0xE88C9F, 0xD4657F, (0xFBE9EC, 0xF3CED6), (0x2A1A20, 0x3A2129)),
    _chat(12, "🎃", "Pumpkin", 0xC06A1F, 0xF0B070, 0xE08E45, (0xFCEFDF, 0xF6D9B8), (0x2A2017, 0x3B2A1A)),
    _chat(13, "🍓", "Strawberry", 0xC23B4A, 0xF08B92, 0xDC6470, (0xFFF0EE, 0xF7D5D2), (0x2B1B1C, 0x3B2225)),
    _chat(14, "🎄", "Fir", 0x2F7D4F, 0x86C79A, 0x54A873, (0xE9F4EA, 0xCBE4D0), (0x16231B, 0x1D3226)),
    _chat(15, "🐳", "Whale", 0x2573B0, 0x82BCE6, 0x4D97D0, (0xE8F2FA, 0xC8E0F2), (0x15202B, 0x1B2E3F)),
    _chat(16, "🦄", "Unicorn", 0x8A4FC4, 0xC79BEE, 0xA872DC, (0xF4ECFB, 0xE2D1F4), (0x211A2B, 0x2E223D)),
    _chat(17, "👾", "Arcade", 0x5A4FC9, 0x9C95EC, 0x776DDB, (0xEFEEFC, 0xD6D3F6), (0x1A1A2C, 0x24233F)),
    _chat(18, "🕊", "Dove", 0x55707F, 0xA4B9C4, 0x7D97A4, (0xEEF2F4, 0xD6E0E5), (0x191E21, 0x232B30)),
)  # fmt: skip


def access_hash(tx: Tx, theme: Theme) -> int:
    return starters.derive(tx.house.secret, f"theme {theme.slug}")


async def listing(tx: Tx, owner_id: UserId) -> list[Theme]:
    """The themes in somebody's list."""
    removed = await accounts.find_setting(tx, owner_id, REMOVED, tuple[int, ...]) or ()
    return [theme for theme in THEMES if theme.id not in removed]


def get(tx: Tx, *, id: int = 0, shown: int = 0, slug: str = "") -> Theme:
    """By id and access hash, or by slug. Refuses THEME_INVALID, THEME_SLUG_INVALID."""
    for theme in (*THEMES, *CHATS):
        if slug and theme.slug == slug:
            return theme
        if not slug and theme.id == id and access_hash(tx, theme) == shown:
            return theme
    raise Refusal("THEME_SLUG_INVALID" if slug else "THEME_INVALID")


async def keep(tx: Tx, owner_id: UserId, theme: Theme, *, kept: bool) -> None:
    """Have a theme in one's list, or not."""
    removed = await accounts.find_setting(tx, owner_id, REMOVED, tuple[int, ...]) or ()
    after = tuple(id for id in removed if id != theme.id) + (() if kept else (theme.id,))
    await accounts.set_setting(tx, owner_id, REMOVED, after)
