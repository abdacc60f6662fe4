"""Themes for the whole client and for single chats (https://core.telegram.org/api/themes)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain.files import documents, starters
from angarium.domain.looks import wallpapers
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import ThemeChanged
from angarium.model.facts import Facts
from angarium.model.ids import FileId, UserId
from angarium.model.looks import Look, Theme, Wallpaper
from angarium.store import accounts, looks

REMOVED = "themes_removed"
TITLE = 128
_SLUG = re.compile(r"[A-Za-z][A-Za-z0-9_]{4,63}")


def _look(base: str, accent: int, bubbles: tuple[int, ...], *colors: int) -> Look:
    dark = base in ("Night", "Tinted")
    number = 1000 + sum(colors) % 1_000_000_007
    return Look(base, accent, bubbles, Wallpaper(id=wallpapers.FIRST + number, colors=colors, dark=dark))


def _theme(id: int, slug: str, title: str, looks: tuple[Look, ...], emoji: str = "") -> Theme:
    return Theme(id=id, slug=slug, title=title, looks=looks, emoji=emoji)


THEMES = (
    _theme(
        1,
        "AngariumClassic",
        "Classic",
        (_look("Classic", 0x3E8E5A, (0xE4F6D9,), 0xDBE7D3, 0xC3D9E8, 0xE6DCC3, 0xCFE0CB),),
    ),
    _theme(2, "AngariumDay", "Day", (_look("Day", 0x2F73C9, (0x5B96DD, 0x2F73C9), 0xFFFFFF),)),
    _theme(3, "AngariumTinted", "Dusk", (_look("Tinted", 0x6FB3E0, (0x2F6EA5,), 0x17212B),)),
    _theme(4, "AngariumNight", "Night", (_look("Night", 0xC79BF5, (0x7A55A8, 0x5A4A94), 0x0C1014),)),
)


def _chat(
    id: int, emoji: str, title: str, accent: int, first: int, second: int, light: tuple[int, int], dark: tuple[int, int]
) -> Theme:
    looks = (_look("Classic", accent, (first, second), *light), _look("Tinted", first, (second, accent), *dark))
    return _theme(id, f"AngariumChat{id}", title, looks, emoji)


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
    return theme.access_hash or starters.derive(tx.house.secret, f"theme {theme.slug}")


async def listing(tx: Tx, owner_id: UserId) -> list[Theme]:
    """The themes in somebody's list: those of people that they keep, then ours."""
    removed = await accounts.find_setting(tx, owner_id, REMOVED, tuple[int, ...]) or ()
    kept = await looks.kept_themes(tx, owner_id)
    known = await looks.find_themes(tx, kept)
    return [*(known[id] for id in kept if id in known), *(theme for theme in THEMES if theme.id not in removed)]


async def get(tx: Tx, *, id: int = 0, shown: int = 0, slug: str = "") -> Theme:
    """By id and access hash, or by slug. Refuses THEME_INVALID, THEME_SLUG_INVALID."""
    for theme in (*THEMES, *CHATS):
        if slug and theme.slug == slug:
            return theme
        if not slug and theme.id == id and access_hash(tx, theme) == shown:
            return theme
    wanted = (await looks.find_theme_named(tx, slug) or 0) if slug else id
    found = (await looks.find_themes(tx, (wanted,))).get(wanted)
    if found is None or (not slug and found.access_hash != shown):
        raise Refusal("THEME_SLUG_INVALID" if slug else "THEME_INVALID")
    return found


def find_chat(emoji: str) -> Theme | None:
    """The theme for chats that an emoji names."""
    plain = starters.plain(emoji)
    return next((theme for theme in CHATS if theme.emoji == plain), None)


async def keep(tx: Tx, owner_id: UserId, theme: Theme, *, kept: bool) -> None:
    """Have a theme in one's list, or not."""
    if theme.creator_id:
        await (looks.keep_theme(tx, owner_id, theme.id, tx.now) if kept else looks.drop_theme(tx, owner_id, theme.id))
        return
    removed = await accounts.find_setting(tx, owner_id, REMOVED, tuple[int, ...]) or ()
    after = tuple(id for id in removed if id != theme.id) + (() if kept else (theme.id,))
    await accounts.set_setting(tx, owner_id, REMOVED, after)


async def check_slug(tx: Tx, slug: str, *, of: int = 0) -> None:
    """Refuse THEME_SLUG_INVALID and THEME_SLUG_OCCUPIED; `of` is the theme that may have it."""
    if not _SLUG.fullmatch(slug):
        raise Refusal("THEME_SLUG_INVALID")
    ours = {theme.slug.casefold() for theme in (*THEMES, *CHATS)}
    if slug.casefold() in ours or await looks.find_theme_named(tx, slug) not in (None, of):
        raise Refusal("THEME_SLUG_OCCUPIED")


def check_title(title: str) -> str:
    """Refuses THEME_TITLE_INVALID."""
    if not 1 <= len(title.strip()) <= TITLE:
        raise Refusal("THEME_TITLE_INVALID")
    return title.strip()


@dataclass(frozen=True, slots=True)
class Design:
    """What a theme is made of; what is empty stays as it was."""

    slug: str = ""
    title: str = ""
    document_id: FileId | None = None
    looks: tuple[Look, ...] = ()


async def create(tx: Tx, owner_id: UserId, design: Design) -> Theme:
    """A theme of one's own, in one's list at once; without a slug it is given one. Refuses THEME_TITLE_INVALID, THEME_SLUG_INVALID,
    THEME_SLUG_OCCUPIED."""
    title = check_title(design.title)
    id = tx.chance.long() & (2**62 - 1) | 1
    slug = design.slug or f"t{id:x}"
    await check_slug(tx, slug)
    made = Theme(
        id=id, slug=slug, title=title, looks=design.looks, creator_id=owner_id, access_hash=tx.chance.long(),
        document_id=design.document_id or FileId(0),
    )  # fmt: skip
    await looks.put_theme(tx, made)
    await looks.keep_theme(tx, owner_id, id, tx.now)
    return made


async def update(tx: Tx, owner_id: UserId, theme: Theme, design: Design) -> Theme:
    """Refuses THEME_INVALID for anybody else's, and what `create` refuses."""
    if not theme.creator_id or theme.creator_id != owner_id:
        raise Refusal("THEME_INVALID")
    if design.slug:
        await check_slug(tx, design.slug, of=theme.id)
    made = replace(
        theme, slug=design.slug or theme.slug, title=check_title(design.title) if design.title else theme.title,
        document_id=design.document_id or theme.document_id, looks=design.looks or theme.looks,
    )  # fmt: skip
    await looks.put_theme(tx, made)
    await tx.log(owner_id, ThemeChanged(id=theme.id))
    return made


async def gather(tx: Tx, found: Iterable[Theme]) -> Facts:
    """The files of some themes and of their backgrounds."""
    listed = list(found)
    facts = await wallpapers.gather(tx, [look.wallpaper for theme in listed for look in theme.looks])
    facts.merge(await documents.show(tx, [theme.document_id for theme in listed if theme.document_id]))
    return facts


async def add(tx: Tx, id: int, facts: Facts) -> None:
    """A theme into the facts of an update."""
    found = await looks.find_themes(tx, (id,))
    facts.merge(await gather(tx, found.values()))
    facts.themes.update(found)
