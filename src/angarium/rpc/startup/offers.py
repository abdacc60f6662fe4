"""What clients ask whether there is any of: bots in the attachment menu, advertisements, recommendations, games, tones."""

from __future__ import annotations

from angarium.model.errors import Refusal
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getAttachMenuBots", bots=False)
async def get_attach_menu_bots(call: Call, req: functions.messages.GetAttachMenuBots) -> types.TypeAttachMenuBots:
    return types.AttachMenuBots(hash=0, bots=[], users=[])


@method("messages.getAttachMenuBot", bots=False)
async def get_attach_menu_bot(call: Call, req: functions.messages.GetAttachMenuBot) -> types.TypeAttachMenuBotsBot:
    read_user(call, req.bot)
    raise Refusal("BOT_INVALID")  # no bot offers itself there yet


@method("messages.getSponsoredMessages", bots=False)
async def get_sponsored_messages(
    call: Call, req: functions.messages.GetSponsoredMessages
) -> types.messages.TypeSponsoredMessages:
    read_peer(call, req.peer)
    return types.messages.SponsoredMessagesEmpty()


@method("channels.getChannelRecommendations", bots=False)
async def get_channel_recommendations(
    call: Call, req: functions.channels.GetChannelRecommendations
) -> types.messages.TypeChats:
    if req.channel is not None:
        raise Refusal("CHANNEL_INVALID")
    return types.messages.Chats(chats=[])


@method("channels.getAdminedPublicChannels", bots=False)
async def get_admined_public_channels(
    call: Call, req: functions.channels.GetAdminedPublicChannels
) -> types.messages.TypeChats:
    return types.messages.Chats(chats=[])


@method("messages.getEmojiGameInfo", bots=False)
async def get_emoji_game_info(call: Call, req: functions.messages.GetEmojiGameInfo) -> types.messages.TypeEmojiGameInfo:
    return types.messages.EmojiGameUnavailable()


@method("aicompose.getTones", bots=False)
async def get_tones(call: Call, req: functions.aicompose.GetTones) -> types.aicompose.TypeTones:
    return types.aicompose.Tones(hash=0, tones=[], users=[])


@method("account.getSavedMusicIds", bots=False)
async def get_saved_music_ids(call: Call, req: functions.account.GetSavedMusicIds) -> types.account.TypeSavedMusicIds:
    return types.account.SavedMusicIds(ids=[])


@method("phone.getCallConfig")
async def get_call_config(call: Call, req: functions.phone.GetCallConfig) -> types.DataJSON:
    return types.DataJSON(data="{}")  # clients keep what is built into them
