"""account.*: emoji statuses, and the custom emoji offered for pictures and backgrounds (https://core.telegram.org/api/emoji-status)."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.files import starters
from angarium.domain.looks import statuses
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _render(ids: Sequence[int], asked: int) -> types.account.TypeEmojiStatuses:
    number = hash_of(ids)
    if asked and asked == number:
        return types.account.EmojiStatusesNotModified()
    return types.account.EmojiStatuses(hash=number, statuses=[types.EmojiStatus(document_id=id) for id in ids])


def _render_list(ids: Sequence[int], asked: int) -> types.TypeEmojiList:
    number = hash_of(ids)
    if asked and asked == number:
        return types.EmojiListNotModified()
    return types.EmojiList(hash=number, document_id=list(ids))


@method("account.getDefaultEmojiStatuses", bots=False)
async def get_default_emoji_statuses(
    call: Call, req: functions.account.GetDefaultEmojiStatuses
) -> types.account.TypeEmojiStatuses:
    return _render(statuses.offered(call.tx, starters.STATUSES), req.hash)


@method("account.getChannelDefaultEmojiStatuses", bots=False)
async def get_channel_default_emoji_statuses(
    call: Call, req: functions.account.GetChannelDefaultEmojiStatuses
) -> types.account.TypeEmojiStatuses:
    return _render(statuses.offered(call.tx, starters.CHANNEL_STATUSES), req.hash)


@method("account.getRecentEmojiStatuses", bots=False)
async def get_recent_emoji_statuses(
    call: Call, req: functions.account.GetRecentEmojiStatuses
) -> types.account.TypeEmojiStatuses:
    return _render(await statuses.recent(call.tx, call.user_id), req.hash)


@method("account.clearRecentEmojiStatuses", writes=True, bots=False)
async def clear_recent_emoji_statuses(call: Call, req: functions.account.ClearRecentEmojiStatuses) -> bool:
    await statuses.clear_recent(call.tx, call.user_id)
    return True


@method("account.getCollectibleEmojiStatuses", bots=False)
async def get_collectible_emoji_statuses(
    call: Call, req: functions.account.GetCollectibleEmojiStatuses
) -> types.account.TypeEmojiStatuses:
    return _render((), req.hash)


@method("account.getChannelRestrictedStatusEmojis", bots=False)
async def get_channel_restricted_status_emojis(
    call: Call, req: functions.account.GetChannelRestrictedStatusEmojis
) -> types.TypeEmojiList:
    return _render_list((), req.hash)


@method("account.getDefaultProfilePhotoEmojis", bots=False)
async def get_default_profile_photo_emojis(
    call: Call, req: functions.account.GetDefaultProfilePhotoEmojis
) -> types.TypeEmojiList:
    return _render_list(statuses.picked(call.tx, statuses.FACES), req.hash)


@method("account.getDefaultGroupPhotoEmojis", bots=False)
async def get_default_group_photo_emojis(
    call: Call, req: functions.account.GetDefaultGroupPhotoEmojis
) -> types.TypeEmojiList:
    return _render_list(statuses.picked(call.tx, statuses.FACES), req.hash)


@method("account.getDefaultBackgroundEmojis", bots=False)
async def get_default_background_emojis(
    call: Call, req: functions.account.GetDefaultBackgroundEmojis
) -> types.TypeEmojiList:
    return _render_list(statuses.picked(call.tx, statuses.PATTERNS), req.hash)
