"""What clients ask whether there is any of: games, tones, calls."""

from __future__ import annotations

from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getEmojiGameInfo", bots=False)
async def get_emoji_game_info(call: Call, req: functions.messages.GetEmojiGameInfo) -> types.messages.TypeEmojiGameInfo:
    return types.messages.EmojiGameUnavailable()


@method("aicompose.getTones", bots=False)
async def get_tones(call: Call, req: functions.aicompose.GetTones) -> types.aicompose.TypeTones:
    return types.aicompose.Tones(hash=0, tones=[], users=[])


@method("phone.getCallConfig", bots=False)
async def get_call_config(call: Call, req: functions.phone.GetCallConfig) -> types.DataJSON:
    return types.DataJSON(data="{}")  # clients keep what is built into them
