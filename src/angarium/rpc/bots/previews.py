"""bots.*: pictures and videos on a bot's page."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.bots import commands, previews
from angarium.model.bots import Preview
from angarium.model.facts import Facts
from angarium.rpc.bots.managing import require_bot
from angarium.rpc.files.media import read_media
from angarium.rpc.peers import read_user
from angarium.rpc.render.media import render_media
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _render(preview: Preview, facts: Facts) -> types.BotPreviewMedia:
    return types.BotPreviewMedia(date=preview.date, media=render_media(previews.as_media(preview), facts))


async def _render_all(call: Call, found: Sequence[Preview]) -> list[types.BotPreviewMedia]:
    facts = await previews.show(call.tx, call.user_id, found)
    return [_render(one, facts) for one in found]


@method("bots.getPreviewMedias", bots=False)
async def get_preview_medias(call: Call, req: functions.bots.GetPreviewMedias) -> list[types.BotPreviewMedia]:
    language = call.caller.device.lang_code[:2] if call.caller.device else ""
    return await _render_all(call, await previews.shown_to(call.tx, read_user(call, req.bot), language))


@method("bots.getPreviewInfo", bots=False)
async def get_preview_info(call: Call, req: functions.bots.GetPreviewInfo) -> types.bots.PreviewInfo:
    bot = await require_bot(call, req.bot)
    found = await previews.find(call.tx, bot.id, commands.check_language(req.lang_code))
    return types.bots.PreviewInfo(
        media=await _render_all(call, found), lang_codes=await previews.languages(call.tx, bot.id)
    )


@method("bots.addPreviewMedia", alone=True, bots=False)
async def add_preview_media(call: Call, req: functions.bots.AddPreviewMedia) -> types.BotPreviewMedia:
    media = await read_media(call, req.media)
    async with call.begin() as inner:
        made = await previews.add(inner.tx, await require_bot(inner, req.bot), req.lang_code, media)
        return (await _render_all(inner, [made]))[0]


@method("bots.editPreviewMedia", alone=True, bots=False)
async def edit_preview_media(call: Call, req: functions.bots.EditPreviewMedia) -> types.BotPreviewMedia:
    old, new = await read_media(call, req.media), await read_media(call, req.new_media)
    async with call.begin() as inner:
        made = await previews.edit(inner.tx, await require_bot(inner, req.bot), req.lang_code, old, new)
        return (await _render_all(inner, [made]))[0]


@method("bots.deletePreviewMedia", alone=True, bots=False)
async def delete_preview_media(call: Call, req: functions.bots.DeletePreviewMedia) -> bool:
    gone = [await read_media(call, one) for one in req.media[: previews.MOST]]
    async with call.begin() as inner:
        await previews.delete(inner.tx, await require_bot(inner, req.bot), req.lang_code, gone)
    return True


@method("bots.reorderPreviewMedias", alone=True, bots=False)
async def reorder_preview_medias(call: Call, req: functions.bots.ReorderPreviewMedias) -> bool:
    order = [await read_media(call, one) for one in req.order[: previews.MOST]]
    async with call.begin() as inner:
        await previews.reorder(inner.tx, await require_bot(inner, req.bot), req.lang_code, order)
    return True
