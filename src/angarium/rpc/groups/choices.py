"""Further choices of whoever leads a supergroup, reactions taken away, and channels that are recommended or were left."""

from __future__ import annotations

from typing import Any

from angarium.domain.accounts import addressbook, blocks
from angarium.domain.groups import choices, directs, recommendations
from angarium.domain.groups.overviews import Overview
from angarium.domain.stars import boosts
from angarium.model.chats import MEGAGROUP
from angarium.model.errors import Refusal
from angarium.model.events import ReactionsChanged
from angarium.model.ids import MsgId
from angarium.rpc.groups import full
from angarium.rpc.groups.results import channel_update, render_changed
from angarium.rpc.peers import read_channel, read_participant, read_peer
from angarium.rpc.push import render_event
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.sent import render_updates
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


async def _say_choices(call: Call, seen: Overview) -> dict[str, Any]:
    """What was chosen, for a supergroup's full information."""
    profile = seen.view.chat.profile
    found: dict[str, Any] = {}
    if await blocks.holds(call.tx, call.user_id, seen.view.chat.peer):
        found["blocked"] = True
    if profile.latitude is not None and seen.view.chat.creator_id == call.user_id:
        found["can_set_location"] = True
    if profile.boosts_unrestrict:
        found["boosts_unrestrict"] = profile.boosts_unrestrict
    if seen.view.chat.kind == MEGAGROUP:
        found["boosts_applied"] = await boosts.applied(call.tx, seen.view.chat.peer, call.user_id) or None
    if profile.paid_message_stars:
        found["send_paid_messages_stars"] = profile.paid_message_stars
    return found


full.EXTRAS.append(_say_choices)


@method("channels.editLocation", writes=True, bots=False)
async def edit_location(call: Call, req: functions.channels.EditLocation) -> bool:
    point = req.geo_point
    peer = read_channel(call, req.channel)
    if not isinstance(point, types.InputGeoPoint) or not (-90 <= point.lat <= 90 and -180 <= point.long <= 180):
        raise Refusal("GEO_POINT_INVALID")
    await choices.set_place(call.tx, call.user_id, peer, point.lat, point.long, req.address)
    return True


@method("channels.setBoostsToUnblockRestrictions", writes=True, bots=False)
async def set_boosts(call: Call, req: functions.channels.SetBoostsToUnblockRestrictions) -> types.TypeUpdates:
    peer = read_channel(call, req.channel)
    await choices.set_boosts(call.tx, call.user_id, peer, req.boosts)
    return await render_changed(call, peer, updates=[channel_update(peer)])


@method("channels.updatePaidMessagesPrice", writes=True, bots=False)
async def update_paid_messages_price(call: Call, req: functions.channels.UpdatePaidMessagesPrice) -> types.TypeUpdates:
    peer = read_channel(call, req.channel)
    if await directs.is_channel(call.tx, peer):
        stars, allowed = req.send_paid_messages_stars, req.broadcast_messages_allowed
        notice = await directs.set_open(call.tx, call.user_id, peer, stars, allowed=allowed)
        return await render_changed(call, peer, notice, updates=[channel_update(peer)])
    if req.broadcast_messages_allowed:  # only channels have direct messages
        raise Refusal("CHANNEL_MONOFORUM_UNSUPPORTED")
    await choices.set_price(call.tx, call.user_id, peer, req.send_paid_messages_stars)
    return await render_changed(call, peer, updates=[channel_update(peer)])


@method("channels.getChannelRecommendations", bots=False)
async def get_channel_recommendations(
    call: Call, req: functions.channels.GetChannelRecommendations
) -> types.messages.TypeChats:
    peer = read_channel(call, req.channel) if req.channel is not None else None
    ids, facts = await recommendations.find(call.tx, call.user_id, peer)
    return types.messages.Chats(chats=render_chats(facts, ids))


@method("channels.getLeftChannels", bots=False)
async def get_left_channels(call: Call, req: functions.channels.GetLeftChannels) -> types.messages.TypeChats:
    await addressbook.require_takeout(call.tx, call.user_id, call.caller.takeout_id)
    count, ids, facts = await recommendations.left(call.tx, call.user_id, req.offset)
    chats = render_chats(facts, ids)
    return (
        types.messages.Chats(chats=chats) if len(ids) >= count else types.messages.ChatsSlice(count=count, chats=chats)
    )


@method("messages.deleteParticipantReaction", writes=True)
async def delete_participant_reaction(
    call: Call, req: functions.messages.DeleteParticipantReaction
) -> types.TypeUpdates:
    peer, who = read_peer(call, req.peer), read_participant(call, req.participant)
    facts = await choices.take_reaction(call.tx, call.user_id, peer, req.msg_id, who)
    event = ReactionsChanged(id=MsgId(req.msg_id), peer=peer)
    return render_updates(list(render_event(event, facts, call.user_id, 0, 0)), facts, call.tx.now)


@method("messages.deleteParticipantReactions", writes=True)
async def delete_participant_reactions(call: Call, req: functions.messages.DeleteParticipantReactions) -> bool:
    await choices.take_reactions(
        call.tx, call.user_id, read_peer(call, req.peer), read_participant(call, req.participant)
    )
    return True
