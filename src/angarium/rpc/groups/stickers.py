"""channels.*: the sticker set and the emoji of a supergroup (https://core.telegram.org/method/channels.setStickers)."""

from __future__ import annotations

from typing import Any

from angarium.domain.files import stickers, stickersets
from angarium.domain.groups import changing
from angarium.domain.groups.overviews import Overview
from angarium.model.errors import Refusal
from angarium.model.ids import is_channel
from angarium.rpc.files.stickers import read_set
from angarium.rpc.groups import full
from angarium.rpc.peers import read_channel
from angarium.rpc.render.stickers import render_set
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


async def _choose(call: Call, given: types.TypeInputChannel, chosen: types.TypeInputStickerSet, kind: str) -> None:
    """Refuses STICKERSET_INVALID for a set of another kind, and what `changing.switch` refuses."""
    peer, id = read_channel(call, given), 0
    if not isinstance(chosen, types.InputStickerSetEmpty):
        made = await read_set(call.tx, chosen)
        if made.kind != kind:
            raise Refusal("STICKERSET_INVALID")
        id = made.id
    field = "emoji_set" if kind == "emojis" else "sticker_set"
    await changing.switch(call.tx, call.user_id, peer, **{field: id})


@method("channels.setStickers", writes=True)
async def set_stickers(call: Call, req: functions.channels.SetStickers) -> bool:
    await _choose(call, req.channel, req.stickerset, "stickers")
    return True


@method("channels.setEmojiStickers", writes=True)
async def set_emoji_stickers(call: Call, req: functions.channels.SetEmojiStickers) -> bool:
    await _choose(call, req.channel, req.stickerset, "emojis")
    return True


async def _add_to_full(call: Call, seen: Overview) -> dict[str, Any]:
    """The sets of a supergroup, for its page."""
    profile = seen.view.chat.profile
    if not is_channel(seen.view.chat.peer) or not (profile.sticker_set or profile.emoji_set):
        return {}
    found = await stickersets.find_many(call.tx, [id for id in (profile.sticker_set, profile.emoji_set) if id])
    fields: dict[str, Any] = {}
    for name, id in (("stickerset", profile.sticker_set), ("emojiset", profile.emoji_set)):
        if id in found:
            row = await stickers.find_install(call.tx, call.user_id, found[id])
            facts = await stickers.gather(call.tx, found[id])
            fields[name] = render_set(found[id], row, facts, viewer_id=call.user_id)
    return fields


full.EXTRAS.append(_add_to_full)
