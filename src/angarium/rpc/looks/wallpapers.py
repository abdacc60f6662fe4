"""account.*: chat backgrounds (https://core.telegram.org/api/wallpapers)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain.looks import wallpapers
from angarium.model.errors import Refusal
from angarium.model.looks import Wallpaper
from angarium.rpc.files.media import read_upload
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.looks import render_wallpaper
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

MOST = 100


def read_style(given: types.WallPaperSettings | None) -> Wallpaper:
    """How a background is drawn, without the background. Refuses WALLPAPER_INVALID for colours that are none."""
    if given is None:
        return Wallpaper(id=0)
    listed = (
        given.background_color,
        given.second_background_color,
        given.third_background_color,
        given.fourth_background_color,
    )
    colors = tuple(color for color in listed if color is not None)
    if any(not 0 <= color <= 0xFFFFFF for color in colors) or not -100 <= (given.intensity or 0) <= 100:
        raise Refusal("WALLPAPER_INVALID")
    return Wallpaper(
        id=0, colors=colors, rotation=(given.rotation or 0) // 45 % 8 * 45, blur=given.blur, motion=given.motion,
        intensity=given.intensity, emoticon=(given.emoticon or "")[:16],
    )  # fmt: skip


async def read_wallpaper(
    call: Call, given: types.TypeInputWallPaper, settings: types.WallPaperSettings | None = None
) -> Wallpaper:
    """A known background, drawn as the settings say. Refuses WALLPAPER_INVALID."""
    style = read_style(settings)
    match given:
        case types.InputWallPaperNoFile() if given.id == 0 and style.emoticon:
            return replace(style, id=wallpapers.FIRST)
        case types.InputWallPaperNoFile() if given.id == 0 and settings is not None:
            return replace(wallpapers.mixed(style.colors, style.rotation), intensity=style.intensity)
        case types.InputWallPaperNoFile():
            known = await wallpapers.get(call.tx, call.user_id, given.id)
        case types.InputWallPaper() if not given.access_hash:  # so telegram-desktop names one without a file, too
            known = await wallpapers.get(call.tx, call.user_id, given.id)
        case types.InputWallPaper():
            known = await wallpapers.get_filed(call.tx, id=given.id, access_hash=given.access_hash)
        case types.InputWallPaperSlug() if given.slug:
            known = await wallpapers.get_filed(call.tx, slug=given.slug)
        case _:
            raise Refusal("WALLPAPER_INVALID")
    if settings is None or (not known.document_id and not style.colors):
        return known
    return replace(
        known, colors=style.colors, rotation=style.rotation, blur=style.blur, motion=style.motion,
        intensity=style.intensity,
    )  # fmt: skip


async def _render(call: Call, found: Sequence[Wallpaper]) -> list[types.TypeWallPaper]:
    facts = await wallpapers.gather(call.tx, found)
    return [render_wallpaper(one, facts, call.user_id) for one in found]


@method("account.getWallPapers", bots=False)
async def get_wall_papers(call: Call, req: functions.account.GetWallPapers) -> types.account.TypeWallPapers:
    found = await wallpapers.listing(call.tx, call.user_id)
    number = hash_of(one.id for one in found)
    if req.hash and req.hash == number:
        return types.account.WallPapersNotModified()
    return types.account.WallPapers(hash=number, wallpapers=await _render(call, found))


@method("account.getWallPaper", bots=False)
async def get_wall_paper(call: Call, req: functions.account.GetWallPaper) -> types.TypeWallPaper:
    (shown,) = await _render(call, [await read_wallpaper(call, req.wallpaper)])
    return shown


@method("account.getMultiWallPapers", bots=False)
async def get_multi_wall_papers(call: Call, req: functions.account.GetMultiWallPapers) -> list[types.TypeWallPaper]:
    return await _render(call, [await read_wallpaper(call, given) for given in req.wallpapers[:MOST]])


@method("account.saveWallPaper", writes=True, bots=False)
async def save_wall_paper(call: Call, req: functions.account.SaveWallPaper) -> bool:
    made = await read_wallpaper(call, req.wallpaper, req.settings)
    if req.unsave:
        await wallpapers.unsave(call.tx, call.user_id, made.id)
    else:
        await wallpapers.save(call.tx, call.user_id, made)
    return True


@method("account.installWallPaper", writes=True, bots=False)
async def install_wall_paper(call: Call, req: functions.account.InstallWallPaper) -> bool:
    await wallpapers.save(call.tx, call.user_id, await read_wallpaper(call, req.wallpaper, req.settings))
    return True


@method("account.resetWallPapers", writes=True, bots=False)
async def reset_wall_papers(call: Call, req: functions.account.ResetWallPapers) -> bool:
    await wallpapers.reset(call.tx, call.user_id)
    return True


@method("account.uploadWallPaper", alone=True, bots=False, flood="upload")
async def upload_wall_paper(call: Call, req: functions.account.UploadWallPaper) -> types.TypeWallPaper:
    style = read_style(req.settings)
    made = await wallpapers.upload(call.house, call.user_id, read_upload(req.file), req.mime_type, style)
    async with call.begin() as now:
        if not req.for_chat:
            await wallpapers.save(now.tx, call.user_id, made)
        (shown,) = await _render(now, [made])
        return shown
