"""Changing what a group or channel is."""

from __future__ import annotations

from typing import Any

from angarium.domain import references
from angarium.domain.accounts import usernames
from angarium.domain.bots import doors
from angarium.domain.files import portraits
from angarium.domain.groups import changing, ending, holdings
from angarium.domain.messages.sent import Sent
from angarium.model.errors import Refusal
from angarium.model.files import Photo
from angarium.model.ids import Peer
from angarium.rpc.files.portraits import make_portrait
from angarium.rpc.groups.results import channel_update, render_changed
from angarium.rpc.messages.reactions import read_reaction
from angarium.rpc.peers import read_channel, read_chat, read_peer, read_user
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.editChatTitle", writes=True)
async def edit_chat_title(call: Call, req: functions.messages.EditChatTitle) -> types.TypeUpdates:
    peer = read_chat(req.chat_id)
    return await render_changed(call, peer, await changing.set_title(call.tx, call.user_id, peer, req.title))


@method("channels.editTitle", writes=True)
async def edit_title(call: Call, req: functions.channels.EditTitle) -> types.TypeUpdates:
    peer = read_channel(call, req.channel)
    return await render_changed(call, peer, await changing.set_title(call.tx, call.user_id, peer, req.title))


@method("messages.editChatAbout", writes=True)
async def edit_chat_about(call: Call, req: functions.messages.EditChatAbout) -> bool:
    await changing.set_about(call.tx, call.user_id, read_peer(call, req.peer), req.about)
    return True


@method("messages.editChatPhoto", alone=True)
async def edit_chat_photo(call: Call, req: functions.messages.EditChatPhoto) -> types.TypeUpdates:
    return await _set_photo(call, read_chat(req.chat_id), req.photo)


@method("channels.editPhoto", alone=True)
async def edit_photo(call: Call, req: functions.channels.EditPhoto) -> types.TypeUpdates:
    return await _set_photo(call, read_channel(call, req.channel), req.photo)


async def _set_photo(call: Call, peer: Peer, given: types.TypeInputChatPhoto) -> types.TypeUpdates:
    photo: Photo | None = None
    if isinstance(given, types.InputChatUploadedPhoto):
        photo = await make_portrait(call, given)
    elif isinstance(given, types.InputChatPhoto) and isinstance(given.id, types.InputPhoto):
        async with call.read() as before:
            photo = await changing.get_photo(before.tx, given.id.id, given.id.access_hash)
        references.require(call.house.secret, given.id.id, given.id.file_reference, call.house.now())
        photo = await portraits.make_of(call.house, call.user_id, photo)
    async with call.begin() as inner:
        notice: Sent = await changing.set_photo(inner.tx, call.user_id, peer, photo)
        return await render_changed(inner, peer, notice)


async def _switch(call: Call, given: types.TypeInputChannel, **fields: Any) -> types.TypeUpdates:
    peer = read_channel(call, given)
    await changing.switch(call.tx, call.user_id, peer, **fields)
    return await render_changed(call, peer, updates=[channel_update(peer)])


@method("channels.toggleSignatures", writes=True, bots=False)
async def toggle_signatures(call: Call, req: functions.channels.ToggleSignatures) -> types.TypeUpdates:
    fields = {"signatures": req.signatures_enabled, "signature_profiles": req.profiles_enabled}
    return await _switch(call, req.channel, **fields)


@method("channels.togglePreHistoryHidden", writes=True, bots=False)
async def toggle_pre_history_hidden(call: Call, req: functions.channels.TogglePreHistoryHidden) -> types.TypeUpdates:
    return await _switch(call, req.channel, history_hidden=req.enabled)


@method("channels.toggleSlowMode", writes=True, bots=False)
async def toggle_slow_mode(call: Call, req: functions.channels.ToggleSlowMode) -> types.TypeUpdates:
    return await _switch(call, req.channel, slow_mode=req.seconds)


@method("channels.toggleJoinToSend", writes=True, bots=False)
async def toggle_join_to_send(call: Call, req: functions.channels.ToggleJoinToSend) -> types.TypeUpdates:
    return await _switch(call, req.channel, join_to_send=req.enabled)


@method("channels.toggleJoinRequest", writes=True, bots=False)
async def toggle_join_request(call: Call, req: functions.channels.ToggleJoinRequest) -> types.TypeUpdates:
    peer = read_channel(call, req.channel)
    bot_id = read_user(call, req.guard_bot) if req.enabled and req.guard_bot is not None else 0
    await doors.set_guard(
        call.tx, call.user_id, peer, bot_id, enabled=req.enabled, invites_too=req.apply_to_invites
    )  # fmt: skip
    return await render_changed(call, peer, updates=[channel_update(peer)])


@method("channels.toggleParticipantsHidden", writes=True, bots=False)
async def toggle_participants_hidden(call: Call, req: functions.channels.ToggleParticipantsHidden) -> types.TypeUpdates:
    return await _switch(call, req.channel, members_hidden=req.enabled)


@method("channels.toggleAntiSpam", writes=True, bots=False)
async def toggle_anti_spam(call: Call, req: functions.channels.ToggleAntiSpam) -> types.TypeUpdates:
    return await _switch(call, req.channel, antispam=req.enabled)


@method("channels.toggleAutotranslation", writes=True, bots=False)
async def toggle_autotranslation(call: Call, req: functions.channels.ToggleAutotranslation) -> types.TypeUpdates:
    return await _switch(call, req.channel, autotranslation=req.enabled)


@method("messages.toggleNoForwards", writes=True, bots=False)
async def toggle_no_forwards(call: Call, req: functions.messages.ToggleNoForwards) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    if peer > 0:
        raise Refusal("PEER_ID_INVALID")
    await changing.switch(call.tx, call.user_id, peer, noforwards=req.enabled)
    return await render_changed(call, peer)


@method("messages.setChatAvailableReactions", writes=True, bots=False)
async def set_chat_available_reactions(
    call: Call, req: functions.messages.SetChatAvailableReactions
) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    fields: dict[str, Any] = {"reactions_limit": max(0, min(req.reactions_limit or 0, 100))}
    match req.available_reactions:
        case types.ChatReactionsNone():
            fields["reactions"] = ()
        case types.ChatReactionsAll():
            fields |= {"reactions": None, "custom_reactions": req.available_reactions.allow_custom}
        case types.ChatReactionsSome():
            chosen = tuple(dict.fromkeys(read_reaction(one) for one in req.available_reactions.reactions[:100]))
            await changing.check_reactions(call.tx, chosen)
            fields["reactions"] = chosen
    if req.paid_enabled is not None and await changing.may_be_paid(call.tx, peer, paid=req.paid_enabled):
        fields["paid_reactions"] = req.paid_enabled
    await changing.switch(call.tx, call.user_id, peer, **fields)
    return await render_changed(call, peer)


@method("channels.checkUsername", bots=False)
async def check_username(call: Call, req: functions.channels.CheckUsername) -> bool:
    peer = None if isinstance(req.channel, types.InputChannelEmpty) else read_channel(call, req.channel)
    if not await usernames.is_free(call.tx, req.username, peer):
        raise Refusal("USERNAME_OCCUPIED")
    if peer is None:
        await holdings.check_room(call.tx, call.user_id)
    return True


@method("channels.updateUsername", writes=True, bots=False)
async def update_username(call: Call, req: functions.channels.UpdateUsername) -> bool:
    await changing.set_name(call.tx, call.user_id, read_channel(call, req.channel), req.username)
    return True


@method("channels.toggleUsername", writes=True, bots=False)
async def toggle_username(call: Call, req: functions.channels.ToggleUsername) -> bool:
    peer = read_channel(call, req.channel)
    await changing.toggle_name(call.tx, call.user_id, peer, req.username, active=req.active)
    return True


@method("channels.reorderUsernames", writes=True, bots=False)
async def reorder_usernames(call: Call, req: functions.channels.ReorderUsernames) -> bool:
    await changing.reorder_names(call.tx, call.user_id, read_channel(call, req.channel), list(req.order[:100]))
    return True


@method("channels.deactivateAllUsernames", writes=True, bots=False)
async def deactivate_all_usernames(call: Call, req: functions.channels.DeactivateAllUsernames) -> bool:
    await changing.hide_names(call.tx, call.user_id, read_channel(call, req.channel))
    return True


@method("channels.updateColor", writes=True, bots=False)
async def update_color(call: Call, req: functions.channels.UpdateColor) -> types.TypeUpdates:
    names = ("profile_color", "profile_background_emoji_id") if req.for_profile else ("color", "background_emoji_id")
    if req.color is not None and not 0 <= req.color <= 20:
        raise Refusal("COLOR_INVALID")
    fields = dict(zip(names, (req.color, req.background_emoji_id), strict=True))
    return await _switch(call, req.channel, **fields)


@method("channels.updateEmojiStatus", writes=True, bots=False)
async def update_emoji_status(call: Call, req: functions.channels.UpdateEmojiStatus) -> types.TypeUpdates:
    status = req.emoji_status
    chosen = status.document_id if isinstance(status, types.EmojiStatus) else None
    until = (status.until or 0) if isinstance(status, types.EmojiStatus) else 0
    fields = {"emoji_status": chosen, "emoji_status_until": until}
    return await _switch(call, req.channel, **fields)


@method("channels.setMainProfileTab", writes=True, bots=False)
async def set_main_profile_tab(call: Call, req: functions.channels.SetMainProfileTab) -> bool:
    tab = req.tab.NAME.removeprefix("profileTab")
    await changing.switch(call.tx, call.user_id, read_channel(call, req.channel), main_tab=tab)
    return True


@method("channels.convertToGigagroup", writes=True, bots=False)
async def convert_to_gigagroup(call: Call, req: functions.channels.ConvertToGigagroup) -> types.TypeUpdates:
    peer = read_channel(call, req.channel)
    await ending.to_gigagroup(call.tx, call.user_id, peer)
    return await render_changed(call, peer, updates=[channel_update(peer)])
