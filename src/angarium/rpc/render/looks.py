"""Backgrounds and themes (https://core.telegram.org/type/WallPaper, https://core.telegram.org/type/Theme)."""

from __future__ import annotations

from angarium.model import events
from angarium.model.facts import Facts
from angarium.model.looks import Look, Theme, Wallpaper
from angarium.rpc.render.files import render_document
from angarium.rpc.render.peers import render_peer
from angarium.tl import types

BASES: dict[str, type[types.TypeBaseTheme]] = {
    "Classic": types.BaseThemeClassic,
    "Day": types.BaseThemeDay,
    "Night": types.BaseThemeNight,
    "Tinted": types.BaseThemeTinted,
    "Arctic": types.BaseThemeArctic,
}


def render_wallpaper(made: Wallpaper, facts: Facts, viewer_id: int = 0) -> types.TypeWallPaper:
    """`facts` hold the document of one with a file."""
    settings = _render_settings(made)
    if not made.document_id:
        return types.WallPaperNoFile(id=made.id, default=made.default, dark=made.dark, settings=settings)
    return types.WallPaper(
        id=made.id,
        creator=made.creator_id != 0 and made.creator_id == viewer_id,
        default=made.default,
        pattern=made.pattern,
        dark=made.dark,
        access_hash=made.access_hash,
        slug=made.slug,
        document=render_document(facts.documents.get(made.document_id), facts),
        settings=settings,
    )


def _render_settings(made: Wallpaper) -> types.WallPaperSettings | None:
    colors: list[int | None] = [*made.colors, None, None, None, None]
    settings = types.WallPaperSettings(
        blur=made.blur,
        motion=made.motion,
        background_color=colors[0],
        second_background_color=colors[1],
        third_background_color=colors[2],
        fourth_background_color=colors[3],
        intensity=made.intensity,
        rotation=made.rotation if len(made.colors) > 1 else None,
        emoticon=made.emoticon or None,
    )
    return None if settings == types.WallPaperSettings() and made.document_id else settings


def render_theme(theme: Theme, access_hash: int, facts: Facts, viewer_id: int) -> types.Theme:
    """`facts` hold the documents of a theme with a file and of its backgrounds."""
    file = facts.documents.get(theme.document_id) if theme.document_id else None
    return types.Theme(
        id=theme.id,
        creator=theme.creator_id != 0 and theme.creator_id == viewer_id,
        access_hash=access_hash,
        slug=theme.slug,
        title=theme.title,
        default=not theme.emoji and not theme.creator_id,
        for_chat=bool(theme.emoji),
        emoticon=theme.emoji or None,
        document=render_document(file, facts) if file else None,
        settings=[_render_look(look, facts) for look in theme.looks] or None,
    )


def _render_look(look: Look, facts: Facts) -> types.ThemeSettings:
    return types.ThemeSettings(
        base_theme=BASES[look.base](),
        accent_color=look.accent,
        outbox_accent_color=look.accent if look.outbox is None else look.outbox,
        message_colors_animated=look.animated,
        message_colors=list(look.bubbles) or None,
        wallpaper=render_wallpaper(look.wallpaper, facts) if look.wallpaper else None,
    )


def render_chat_wallpaper(
    event: events.ChatWallpaperChanged, facts: Facts, viewer_id: int
) -> types.UpdatePeerWallpaper:
    shown = render_wallpaper(event.wallpaper, facts, viewer_id) if event.wallpaper else None
    return types.UpdatePeerWallpaper(
        wallpaper_overridden=event.overridden, peer=render_peer(event.peer), wallpaper=shown
    )
