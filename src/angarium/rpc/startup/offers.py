"""What clients ask whether there is any of: bots in the attachment menu, advertisements, games, tones."""

from __future__ import annotations

from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getSponsoredMessages", bots=False)
async def get_sponsored_messages(
    call: Call, req: functions.messages.GetSponsoredMessages
) -> types.messages.TypeSponsoredMessages:
    read_peer(call, req.peer)
    return types.messages.SponsoredMessagesEmpty()


@method("messages.getEmojiGameInfo", bots=False)
async def get_emoji_game_info(call: Call, req: functions.messages.GetEmojiGameInfo) -> types.messages.TypeEmojiGameInfo:
    return types.messages.EmojiGameUnavailable()


@method("aicompose.getTones", bots=False)
async def get_tones(call: Call, req: functions.aicompose.GetTones) -> types.aicompose.TypeTones:
    return types.aicompose.Tones(hash=0, tones=[], users=[])


@method("phone.getCallConfig", bots=False)
async def get_call_config(call: Call, req: functions.phone.GetCallConfig) -> types.DataJSON:
    return types.DataJSON(data="{}")  # clients keep what is built into them
