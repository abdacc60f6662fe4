"""account.*: themes (https://core.telegram.org/api/themes)."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.files import documents
from angarium.domain.looks import themes
from angarium.domain.looks.themes import Design
from angarium.model.errors import Refusal
from angarium.model.files import Attribute
from angarium.model.looks import Look, Theme
from angarium.rpc.files.media import read_upload
from angarium.rpc.files.shelves import read_document
from angarium.rpc.looks.wallpapers import read_wallpaper
from angarium.rpc.render.files import render_document
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.looks import BASES, render_theme
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

MOST_COLORS = 4
FILE = 5 * 1024 * 1024
FORMATS = "application/x-tgtheme-"


async def _render_many(call: Call, found: Sequence[Theme]) -> list[types.TypeTheme]:
    facts = await themes.gather(call.tx, found)
    return [render_theme(theme, themes.access_hash(call.tx, theme), facts, call.user_id) for theme in found]


async def _render_one(call: Call, theme: Theme) -> types.TypeTheme:
    (shown,) = await _render_many(call, [theme])
    return shown


async def _render(call: Call, found: Sequence[Theme], asked: int) -> types.account.TypeThemes:
    number = hash_of(theme.id for theme in found)
    if asked and asked == number:
        return types.account.ThemesNotModified()
    return types.account.Themes(hash=number, themes=await _render_many(call, found))


async def _read(call: Call, given: types.TypeInputTheme) -> Theme:
    match given:
        case types.InputTheme():
            return await themes.get(call.tx, id=given.id, shown=given.access_hash)
        case types.InputThemeSlug() if given.slug:
            return await themes.get(call.tx, slug=given.slug)
        case _:
            raise Refusal("THEME_INVALID")


async def _read_look(call: Call, given: types.TypeInputThemeSettings) -> Look:
    """Refuses THEME_PARAMS_INVALID, WALLPAPER_INVALID."""
    base = next((name for name, kind in BASES.items() if isinstance(given.base_theme, kind)), "")
    bubbles = tuple(given.message_colors or ())
    if not base or len(bubbles) > MOST_COLORS:
        raise Refusal("THEME_PARAMS_INVALID")
    wallpaper = await read_wallpaper(call, given.wallpaper, given.wallpaper_settings) if given.wallpaper else None
    outbox, animated = given.outbox_accent_color, given.message_colors_animated
    return Look(base, given.accent_color, bubbles, wallpaper, outbox, animated)


async def _read_design(call: Call, req: functions.account.CreateTheme | functions.account.UpdateTheme) -> Design:
    """Refuses THEME_FILE_INVALID and what file references refuse."""
    document = await read_document(call, req.document, "THEME_FILE_INVALID") if req.document else None
    if document is not None and not document.mime_type.startswith(FORMATS):
        raise Refusal("THEME_FILE_INVALID")
    looks = tuple([await _read_look(call, one) for one in (req.settings or ())[:2]])
    return Design(req.slug or "", req.title or "", document.id if document else None, looks)


@method("account.getThemes", bots=False)
async def get_themes(call: Call, req: functions.account.GetThemes) -> types.account.TypeThemes:
    return await _render(call, await themes.listing(call.tx, call.user_id), req.hash)


@method("account.getChatThemes", bots=False)
async def get_chat_themes(call: Call, req: functions.account.GetChatThemes) -> types.account.TypeThemes:
    return await _render(call, themes.CHATS, req.hash)


@method("account.getUniqueGiftChatThemes", bots=False)
async def get_unique_gift_chat_themes(
    call: Call, req: functions.account.GetUniqueGiftChatThemes
) -> types.account.TypeChatThemes:
    return types.account.ChatThemes(hash=0, themes=[], chats=[], users=[])


@method("account.getTheme", bots=False)
async def get_theme(call: Call, req: functions.account.GetTheme) -> types.TypeTheme:
    return await _render_one(call, await _read(call, req.theme))


@method("account.saveTheme", writes=True, bots=False)
async def save_theme(call: Call, req: functions.account.SaveTheme) -> bool:
    await themes.keep(call.tx, call.user_id, await _read(call, req.theme), kept=not req.unsave)
    return True


@method("account.installTheme", bots=False)
async def install_theme(call: Call, req: functions.account.InstallTheme) -> bool:
    # What a client shows is the client's business; only a theme that does not exist is refused.
    if req.theme is not None:
        await _read(call, req.theme)
    return True


@method("account.createTheme", writes=True, bots=False)
async def create_theme(call: Call, req: functions.account.CreateTheme) -> types.TypeTheme:
    return await _render_one(call, await themes.create(call.tx, call.user_id, await _read_design(call, req)))


@method("account.updateTheme", writes=True, bots=False)
async def update_theme(call: Call, req: functions.account.UpdateTheme) -> types.TypeTheme:
    theme = await _read(call, req.theme)
    return await _render_one(call, await themes.update(call.tx, call.user_id, theme, await _read_design(call, req)))


@method("account.uploadTheme", alone=True, bots=False, flood="upload")
async def upload_theme(call: Call, req: functions.account.UploadTheme) -> types.TypeDocument:
    if not req.mime_type.startswith(FORMATS):
        raise Refusal("THEME_MIME_INVALID")
    name = Attribute(kind="Filename", file_name=req.file_name.replace("/", "_")[:255])
    file, thumb = read_upload(req.file), read_upload(req.thumb) if req.thumb else None
    if file.parts * 512 * 1024 > FILE:
        raise Refusal("THEME_FILE_INVALID")
    wish = documents.Wish(plain=True)
    made = await documents.make_document(call.house, call.user_id, file, req.mime_type, (name,), thumb, wish)
    async with call.read() as now:
        return render_document(made, await documents.show(now.tx, [made.id]))
