"""account.*: themes (https://core.telegram.org/api/themes)."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.looks import themes
from angarium.domain.looks.themes import Look, Theme
from angarium.model.errors import Refusal
from angarium.rpc.looks.wallpapers import render_wallpaper
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_BASES: dict[str, type] = {
    "Classic": types.BaseThemeClassic,
    "Day": types.BaseThemeDay,
    "Night": types.BaseThemeNight,
    "Tinted": types.BaseThemeTinted,
    "Arctic": types.BaseThemeArctic,
}


def render_theme(call: Call, theme: Theme) -> types.Theme:
    return types.Theme(
        id=theme.id,
        access_hash=themes.access_hash(call.tx, theme),
        slug=theme.slug,
        title=theme.title,
        default=not theme.emoji,
        for_chat=bool(theme.emoji),
        emoticon=theme.emoji or None,
        settings=[_render_look(look) for look in theme.looks],
    )


def _render_look(look: Look) -> types.ThemeSettings:
    return types.ThemeSettings(
        base_theme=_BASES[look.base](),
        accent_color=look.accent,
        outbox_accent_color=look.accent,
        message_colors=list(look.bubbles),
        wallpaper=render_wallpaper(look.wallpaper),
    )


def _render(call: Call, found: Sequence[Theme], asked: int) -> types.account.TypeThemes:
    number = hash_of(theme.id for theme in found)
    if asked and asked == number:
        return types.account.ThemesNotModified()
    return types.account.Themes(hash=number, themes=[render_theme(call, theme) for theme in found])


def _read(call: Call, given: types.TypeInputTheme) -> Theme:
    match given:
        case types.InputTheme():
            return themes.get(call.tx, id=given.id, shown=given.access_hash)
        case types.InputThemeSlug() if given.slug:
            return themes.get(call.tx, slug=given.slug)
        case _:
            raise Refusal("THEME_INVALID")


@method("account.getThemes", bots=False)
async def get_themes(call: Call, req: functions.account.GetThemes) -> types.account.TypeThemes:
    return _render(call, await themes.listing(call.tx, call.user_id), req.hash)


@method("account.getChatThemes", bots=False)
async def get_chat_themes(call: Call, req: functions.account.GetChatThemes) -> types.account.TypeThemes:
    return _render(call, themes.CHATS, req.hash)


@method("account.getUniqueGiftChatThemes", bots=False)
async def get_unique_gift_chat_themes(
    call: Call, req: functions.account.GetUniqueGiftChatThemes
) -> types.account.TypeChatThemes:
    return types.account.ChatThemes(hash=0, themes=[], chats=[], users=[])


@method("account.getTheme", bots=False)
async def get_theme(call: Call, req: functions.account.GetTheme) -> types.TypeTheme:
    return render_theme(call, _read(call, req.theme))


@method("account.saveTheme", writes=True, bots=False)
async def save_theme(call: Call, req: functions.account.SaveTheme) -> bool:
    await themes.keep(call.tx, call.user_id, _read(call, req.theme), kept=not req.unsave)
    return True


@method("account.installTheme", bots=False)
async def install_theme(call: Call, req: functions.account.InstallTheme) -> bool:
    # What a client shows is the client's business; only a theme that does not exist is refused.
    if req.theme is not None:
        _read(call, req.theme)
    return True
