"""What happens to themes and backgrounds, as updates."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import events
from angarium.rpc.render.looks import render_chat_wallpaper, render_theme
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


@renders(events.ChatWallpaperChanged)
def _wallpaper_changed(event: events.ChatWallpaperChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (render_chat_wallpaper(event, told.facts, told.viewer_id),)


@renders(events.ThemeChanged)
def _theme_changed(event: events.ThemeChanged, told: Told) -> Sequence[types.TypeUpdate]:
    theme = told.facts.themes.get(event.id)
    if theme is None:
        return ()
    return (types.UpdateTheme(theme=render_theme(theme, theme.access_hash, told.facts, told.viewer_id)),)
