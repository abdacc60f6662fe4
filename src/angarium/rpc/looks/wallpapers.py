"""account.*: chat backgrounds (https://core.telegram.org/api/wallpapers)."""

from __future__ import annotations

from angarium.domain.looks import wallpapers
from angarium.domain.looks.wallpapers import Wallpaper
from angarium.model.errors import Refusal
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def render_wallpaper(made: Wallpaper) -> types.WallPaperNoFile:
    colors: list[int | None] = [*made.colors, None, None, None]
    settings = types.WallPaperSettings(
        background_color=colors[0],
        second_background_color=colors[1],
        third_background_color=colors[2],
        fourth_background_color=colors[3],
        rotation=made.rotation if len(made.colors) > 1 else None,
    )
    return types.WallPaperNoFile(id=made.id, default=made.default, dark=made.dark, settings=settings)


async def _read(
    call: Call, given: types.TypeInputWallPaper, settings: types.WallPaperSettings | None = None
) -> Wallpaper:
    """Refuses WALLPAPER_INVALID: backgrounds with files are not there."""
    if not isinstance(given, types.InputWallPaperNoFile):
        raise Refusal("WALLPAPER_INVALID")
    if given.id == 0 and settings is not None:
        colors = (
            settings.background_color,
            settings.second_background_color,
            settings.third_background_color,
            settings.fourth_background_color,
        )
        return wallpapers.mixed([color for color in colors if color is not None], settings.rotation or 0)
    return await wallpapers.get(call.tx, call.user_id, given.id)


@method("account.getWallPapers", bots=False)
async def get_wall_papers(call: Call, req: functions.account.GetWallPapers) -> types.account.TypeWallPapers:
    found = await wallpapers.listing(call.tx, call.user_id)
    number = hash_of(one.id for one in found)
    if req.hash and req.hash == number:
        return types.account.WallPapersNotModified()
    return types.account.WallPapers(hash=number, wallpapers=[render_wallpaper(one) for one in found])


@method("account.getWallPaper", bots=False)
async def get_wall_paper(call: Call, req: functions.account.GetWallPaper) -> types.TypeWallPaper:
    return render_wallpaper(await _read(call, req.wallpaper))


@method("account.getMultiWallPapers", bots=False)
async def get_multi_wall_papers(call: Call, req: functions.account.GetMultiWallPapers) -> list[types.TypeWallPaper]:
    return [render_wallpaper(await _read(call, given)) for given in req.wallpapers[:100]]


@method("account.saveWallPaper", writes=True, bots=False)
async def save_wall_paper(call: Call, req: functions.account.SaveWallPaper) -> bool:
    made = await _read(call, req.wallpaper, req.settings)
    if req.unsave:
        await wallpapers.unsave(call.tx, call.user_id, made.id)
    else:
        await wallpapers.save(call.tx, call.user_id, made)
    return True


@method("account.installWallPaper", writes=True, bots=False)
async def install_wall_paper(call: Call, req: functions.account.InstallWallPaper) -> bool:
    await wallpapers.save(call.tx, call.user_id, await _read(call, req.wallpaper, req.settings))
    return True


@method("account.resetWallPapers", writes=True, bots=False)
async def reset_wall_papers(call: Call, req: functions.account.ResetWallPapers) -> bool:
    await wallpapers.reset(call.tx, call.user_id)
    return True
