"""stickers.*: sets that people and bots make (https://core.telegram.org/api/stickers#creating-stickersets)."""

from __future__ import annotations

from angarium.domain.files import ownsets, stickers
from angarium.domain.files.ownsets import Plan
from angarium.domain.files.stickerfiles import Given, MaskAt
from angarium.model.errors import Refusal
from angarium.model.files import Document
from angarium.model.stickers import OwnSet, StickerSet
from angarium.rpc.files.shelves import read_document
from angarium.rpc.files.stickers import read_kind, read_set
from angarium.rpc.peers import read_user
from angarium.rpc.render.stickers import render_full
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


async def _render(call: Call, made: StickerSet) -> types.messages.StickerSet:
    async with call.read() as now:
        row = await stickers.find_install(now.tx, call.user_id, made)
        return render_full(made, row, await stickers.gather(now.tx, made), viewer_id=call.user_id)


async def _show(call: Call, made: StickerSet) -> types.messages.StickerSet:
    """The same within a unit of work."""
    row = await stickers.find_install(call.tx, call.user_id, made)
    return render_full(made, row, await stickers.gather(call.tx, made), viewer_id=call.user_id)


async def _read_item(call: Call, given: types.TypeInputStickerSetItem) -> Given:
    """Refuses STICKER_FILE_INVALID, and what file references refuse."""
    document = await read_document(call, given.document, "STICKER_FILE_INVALID")
    return Given(document, given.emoji, given.keywords or "", _read_mask(given.mask_coords))


def _read_mask(given: types.MaskCoords | None) -> MaskAt | None:
    return (given.n, given.x, given.y, given.zoom) if given is not None else None


async def _read_mine(call: Call, given: types.TypeInputStickerSet) -> OwnSet:
    return await ownsets.get_mine(call.tx, call.user_id, await read_set(call.tx, given))


async def _read_sticker(call: Call, given: types.TypeInputDocument) -> tuple[OwnSet, int, Document]:
    """One's own set, the place in it and the document. Refuses STICKER_INVALID."""
    document = await read_document(call, given, "STICKER_INVALID")
    made, at = await ownsets.find_sticker(call.tx, call.user_id, document)
    return made, at, document


@method("stickers.createStickerSet", alone=True)
async def create_sticker_set(call: Call, req: functions.stickers.CreateStickerSet) -> types.messages.TypeStickerSet:
    if req.masks and req.emojis:
        raise Refusal("PACK_TYPE_INVALID")
    async with call.read() as before:
        kind = read_kind(masks=req.masks, emojis=req.emojis)
        owner_id = await ownsets.require_owner(before.tx, call.user_id, read_user(call, req.user_id), req.short_name)
        plan = Plan(owner_id, req.title, req.short_name, kind, text_color=req.text_color and req.emojis)
        await ownsets.check_plan(before.tx, plan, len(req.stickers))
        given = [await _read_item(before, one) for one in req.stickers]
        thumb = await read_document(before, req.thumb, "STICKER_THUMB_PNG_NOPNG") if req.thumb else None
    return await _render(call, await ownsets.create(call.house, plan, given, thumb))


@method("stickers.addStickerToSet", alone=True)
async def add_sticker_to_set(call: Call, req: functions.stickers.AddStickerToSet) -> types.messages.TypeStickerSet:
    async with call.read() as before:
        made = await _read_mine(before, req.stickerset)
        given = await _read_item(before, req.sticker)
    return await _render(call, await ownsets.add(call.house, call.user_id, made, given))


@method("stickers.replaceSticker", alone=True)
async def replace_sticker(call: Call, req: functions.stickers.ReplaceSticker) -> types.messages.TypeStickerSet:
    async with call.read() as before:
        made, _, old = await _read_sticker(before, req.sticker)
        given = await _read_item(before, req.new_sticker)
    return await _render(call, await ownsets.put(call.house, call.user_id, old, made, given))


@method("stickers.removeStickerFromSet", writes=True)
async def remove_sticker_from_set(
    call: Call, req: functions.stickers.RemoveStickerFromSet
) -> types.messages.TypeStickerSet:
    made, at, _ = await _read_sticker(call, req.sticker)
    return await _show(call, await ownsets.remove(call.tx, made, at))


@method("stickers.changeStickerPosition", writes=True)
async def change_sticker_position(
    call: Call, req: functions.stickers.ChangeStickerPosition
) -> types.messages.TypeStickerSet:
    made, at, _ = await _read_sticker(call, req.sticker)
    return await _show(call, await ownsets.move(call.tx, made, at, req.position))


@method("stickers.changeSticker", writes=True)
async def change_sticker(call: Call, req: functions.stickers.ChangeSticker) -> types.messages.TypeStickerSet:
    made, at, document = await _read_sticker(call, req.sticker)
    mask = _read_mask(req.mask_coords)
    return await _show(call, await ownsets.describe(call.tx, made, at, document, req.emoji, mask, req.keywords))


@method("stickers.setStickerSetThumb", alone=True)
async def set_sticker_set_thumb(
    call: Call, req: functions.stickers.SetStickerSetThumb
) -> types.messages.TypeStickerSet:
    async with call.read() as before:
        made = await _read_mine(before, req.stickerset)
        thumb = await read_document(before, req.thumb, "STICKER_THUMB_PNG_NOPNG") if req.thumb else None
    chosen = req.thumb_document_id or 0
    return await _render(call, await ownsets.set_thumb(call.house, call.user_id, made, thumb, chosen))


@method("stickers.renameStickerSet", writes=True)
async def rename_sticker_set(call: Call, req: functions.stickers.RenameStickerSet) -> types.messages.TypeStickerSet:
    return await _show(call, await ownsets.rename(call.tx, await _read_mine(call, req.stickerset), req.title))


@method("stickers.deleteStickerSet", writes=True)
async def delete_sticker_set(call: Call, req: functions.stickers.DeleteStickerSet) -> bool:
    await ownsets.delete(call.tx, await _read_mine(call, req.stickerset))
    return True


@method("stickers.checkShortName", bots=False)
async def check_short_name(call: Call, req: functions.stickers.CheckShortName) -> bool:
    await ownsets.check_name(call.tx, req.short_name)
    return True


@method("stickers.suggestShortName", bots=False)
async def suggest_short_name(
    call: Call, req: functions.stickers.SuggestShortName
) -> types.stickers.TypeSuggestedShortName:
    return types.stickers.SuggestedShortName(short_name=await ownsets.suggest_name(call.tx, req.title))
