"""Groups and channels in full, and lists of them."""

from __future__ import annotations

from typing import Any

from angarium.domain.chats import guards
from angarium.domain.groups import ending, holdings, overviews
from angarium.domain.groups.overviews import Overview
from angarium.domain.messages import histories, reads
from angarium.domain.messages.deletions import delete_in_channel
from angarium.model.chats import MEGAGROUP
from angarium.model.errors import Refusal
from angarium.model.messages import Message, NotifySettings
from angarium.rpc.groups.results import render_changed
from angarium.rpc.looks.rings import add_stories
from angarium.rpc.messages.histories import list_topics
from angarium.rpc.peers import read_channel, read_chat, read_peer, read_user
from angarium.rpc.render.chats import number_of, render_chats
from angarium.rpc.render.media import render_photo
from angarium.rpc.render.members import render_group_members
from angarium.rpc.render.messages import render_message, render_reaction
from angarium.rpc.render.notify import render_notify
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

MOST = 200


@method("messages.getChats")
async def get_chats(call: Call, req: functions.messages.GetChats) -> types.messages.TypeChats:
    facts = await overviews.show(call.tx, call.user_id, [read_chat(id) for id in req.id[:MOST]])
    return types.messages.Chats(chats=render_chats(facts))


@method("channels.getChannels")
async def get_channels(call: Call, req: functions.channels.GetChannels) -> types.messages.TypeChats:
    facts = await overviews.show(call.tx, call.user_id, [read_channel(call, one) for one in req.id[:MOST]])
    return types.messages.Chats(chats=render_chats(facts))


@method("messages.getFullChat")
async def get_full_chat(call: Call, req: functions.messages.GetFullChat) -> types.messages.ChatFull:
    seen = await overviews.get(call.tx, call.user_id, read_chat(req.chat_id))
    view, profile = seen.view, seen.view.chat.profile
    full = types.ChatFull(
        id=number_of(view.chat.peer),
        about=profile.about,
        participants=render_group_members(view, seen.facts),
        chat_photo=_photo(seen),
        notify_settings=render_notify(seen.dialog.notify or NotifySettings()),
        pinned_msg_id=seen.pinned_id or None,
        folder_id=seen.dialog.folder_id or None,
        ttl_period=profile.ttl_period or None,
        has_scheduled=seen.has_scheduled,
        available_reactions=render_reactions_allowed(seen),
        reactions_limit=profile.reactions_limit or None,
        **await _extras(call, seen),
    )
    return types.messages.ChatFull(full_chat=full, chats=render_chats(seen.facts), users=render_users(seen.facts))


@method("channels.getFullChannel")
async def get_full_channel(call: Call, req: functions.channels.GetFullChannel) -> types.messages.ChatFull:
    seen = await overviews.get(call.tx, call.user_id, read_channel(call, req.channel))
    full = types.ChannelFull(**_render_channel(seen), **await _extras(call, seen))
    await add_stories(call, seen.view.chat.peer, full)
    return types.messages.ChatFull(full_chat=full, chats=render_chats(seen.facts), users=render_users(seen.facts))


async def _extras(call: Call, seen: Overview) -> dict[str, Any]:
    """What other parts of the house add: invite links, requests, bots."""
    extras: dict[str, Any] = {"bot_info": []}
    for add in EXTRAS:
        extras |= await add(call, seen)
    return extras


EXTRAS: list[Any] = []
"""Functions (call, overview) → further fields of chatFull and channelFull."""


def _render_channel(seen: Overview) -> dict[str, Any]:
    chat, profile, dialog = seen.view.chat, seen.view.chat.profile, seen.dialog
    standing = guards.Standing(chat, seen.facts.viewer_id, seen.view.me)
    leads = standing.is_admin
    migrated = -profile.migrated_from if profile.migrated_from else None
    return {
        "id": number_of(chat.peer),
        "about": profile.about,
        "participants_count": chat.members,
        "admins_count": chat.admins if leads else None,
        "kicked_count": chat.banned if leads else None,
        "banned_count": chat.restricted if leads else None,
        "online_count": seen.online if chat.kind == MEGAGROUP else None,
        "can_view_participants": leads or not (chat.is_broadcast or profile.members_hidden),
        "can_set_username": standing.is_creator,
        "can_set_stickers": standing.has("change_info") and chat.kind == MEGAGROUP,
        "can_delete_channel": standing.is_creator,
        "can_view_stats": leads,
        "hidden_prehistory": profile.history_hidden,
        "participants_hidden": profile.members_hidden,
        "antispam": profile.antispam,
        "has_scheduled": seen.has_scheduled,
        "read_inbox_max_id": dialog.read_inbox_max_id,
        "read_outbox_max_id": dialog.read_outbox_max_id,
        "unread_count": dialog.unread_count,
        "chat_photo": _photo(seen) or types.PhotoEmpty(id=0),
        "notify_settings": render_notify(dialog.notify or NotifySettings()),
        "migrated_from_chat_id": migrated,
        "migrated_from_max_id": profile.migrated_max_id if migrated else None,
        "pinned_msg_id": seen.pinned_id or None,
        "available_min_id": seen.view.me.available_min_id or None if seen.view.me else None,
        "folder_id": dialog.folder_id or None,
        "linked_chat_id": number_of(profile.linked) if profile.linked else None,
        "location": _location(seen),
        "slowmode_seconds": profile.slow_mode or None,
        "slowmode_next_send_date": seen.next_send or None,
        "pts": seen.pts,
        "ttl_period": profile.ttl_period or None,
        "default_send_as": render_peer(seen.send_as) if seen.send_as else None,
        "available_reactions": render_reactions_allowed(seen),
        "reactions_limit": profile.reactions_limit or None,
        "paid_reactions_available": profile.paid_reactions,
        "paid_media_allowed": chat.is_broadcast,
        "can_view_stars_revenue": chat.is_broadcast and standing.is_creator,
        "stats_dc": 2 if leads else None,
        "main_tab": types.ProfileTabPosts() if profile.main_tab == "Posts" else None,
    }


def _photo(seen: Overview) -> types.TypePhoto | None:
    id = seen.view.chat.profile.photo_id
    return render_photo(seen.facts.photos[id], seen.facts) if id and id in seen.facts.photos else None


def _location(seen: Overview) -> types.TypeChannelLocation | None:
    profile = seen.view.chat.profile
    if profile.latitude is None or profile.longitude is None:
        return None
    point = types.GeoPoint(lat=profile.latitude, long=profile.longitude, access_hash=0)
    return types.ChannelLocation(geo_point=point, address=profile.address)


def render_reactions_allowed(seen: Overview) -> types.TypeChatReactions:
    """What may be given under messages here."""
    profile = seen.view.chat.profile
    if profile.reactions is None:
        return types.ChatReactionsAll(allow_custom=profile.custom_reactions)
    if not profile.reactions:
        return types.ChatReactionsNone()
    return types.ChatReactionsSome(reactions=[render_reaction(one) for one in profile.reactions])


@method("messages.getOnlines", bots=False)
async def get_onlines(call: Call, req: functions.messages.GetOnlines) -> types.ChatOnlines:
    peer = read_peer(call, req.peer)
    return types.ChatOnlines(onlines=await overviews.online(call.tx, call.user_id, peer))


@method("messages.getCommonChats", bots=False)
async def get_common_chats(call: Call, req: functions.messages.GetCommonChats) -> types.messages.TypeChats:
    user_id = read_user(call, req.user_id)
    if user_id == call.user_id:
        raise Refusal("USER_ID_INVALID")
    count, facts, ids = await overviews.common(call.tx, call.user_id, user_id, req.max_id, req.limit)
    shown = render_chats(facts, ids)
    return (
        types.messages.Chats(chats=shown) if len(ids) >= count else types.messages.ChatsSlice(count=count, chats=shown)
    )


@method("channels.getAdminedPublicChannels", bots=False)
async def get_admined_public_channels(
    call: Call, req: functions.channels.GetAdminedPublicChannels
) -> types.messages.TypeChats:
    if req.check_limit:
        await holdings.check_room(call.tx, call.user_id, located=req.by_location)
    facts, ids = await holdings.owned(call.tx, call.user_id, located=req.by_location, personal=req.for_personal)
    return types.messages.Chats(chats=render_chats(facts, ids))


@method("channels.getInactiveChannels", bots=False)
async def get_inactive_channels(
    call: Call, req: functions.channels.GetInactiveChannels
) -> types.messages.InactiveChats:
    dates, facts, ids = await overviews.inactive(call.tx, call.user_id)
    return types.messages.InactiveChats(dates=dates, chats=render_chats(facts, ids), users=[])


@method("channels.getMessages")
async def get_messages(call: Call, req: functions.channels.GetMessages) -> types.messages.TypeMessages:
    peer = read_channel(call, req.channel)
    ids = [one.id if isinstance(one, types.InputMessageID) else 0 for one in req.id]
    for at, one in enumerate(req.id):
        if isinstance(one, types.InputMessageReplyTo):
            ids[at] = await histories.answered(call.tx, peer, one.id)
        elif isinstance(one, types.InputMessagePinned):
            ids[at] = await overviews.newest_pinned(call.tx, peer, peer)
    found, facts = await histories.pick(call.tx, call.user_id, ids, peer)
    shown = [
        render_message(one, facts)
        if isinstance(one, Message)
        else types.MessageEmpty(id=one, peer_id=render_peer(peer))
        for one in found
    ]
    topics = await list_topics(call, [one for one in found if isinstance(one, Message)], facts)
    return types.messages.ChannelMessages(
        pts=await histories.pts(call.tx, peer, call.user_id), count=len(shown), messages=shown, topics=topics, chats=render_chats(facts),
        users=render_users(facts),
    )  # fmt: skip


@method("channels.readHistory", writes=True, bots=False)
async def read_history(call: Call, req: functions.channels.ReadHistory) -> bool:
    return await reads.read_channel(call.tx, call.user_id, read_channel(call, req.channel), req.max_id)


@method("channels.readMessageContents", writes=True, bots=False)
async def read_message_contents(call: Call, req: functions.channels.ReadMessageContents) -> bool:
    peer = read_channel(call, req.channel)
    return await reads.read_contents_of_channel(call.tx, call.user_id, peer, list(req.id))


@method("channels.deleteMessages", writes=True)
async def delete_messages(call: Call, req: functions.channels.DeleteMessages) -> types.messages.AffectedMessages:
    affected = await delete_in_channel(call.tx, call.user_id, read_channel(call, req.channel), req.id)
    return types.messages.AffectedMessages(pts=affected.pts, pts_count=affected.count)


@method("channels.deleteHistory", writes=True, bots=False)
async def delete_history(call: Call, req: functions.channels.DeleteHistory) -> types.TypeUpdates:
    peer = read_channel(call, req.channel)
    await ending.cut_history(call.tx, call.user_id, peer, req.max_id, for_everyone=req.for_everyone)
    return await render_changed(call, peer)


@method("channels.getMessageAuthor", bots=False)
async def get_message_author(call: Call, req: functions.channels.GetMessageAuthor) -> types.TypeUser:
    peer = read_channel(call, req.channel)
    author, facts = await overviews.author(call.tx, call.user_id, peer, req.id)
    return render_users(facts, (author,))[0]


@method("channels.exportMessageLink", bots=False)
async def export_message_link(call: Call, req: functions.channels.ExportMessageLink) -> types.ExportedMessageLink:
    peer = read_channel(call, req.channel)
    link = await overviews.link(call.tx, call.user_id, peer, req.id)
    return types.ExportedMessageLink(link=link, html=f'<a href="{link}">{link}</a>')


@method("channels.getSendAs", bots=False)
async def get_send_as(call: Call, req: functions.channels.GetSendAs) -> types.channels.SendAsPeers:
    look = overviews.payers if req.for_paid_reactions else overviews.senders
    facts, ids = await look(call.tx, call.user_id, read_peer(call, req.peer))
    return types.channels.SendAsPeers(
        peers=[types.SendAsPeer(peer=render_peer(id)) for id in ids],
        chats=render_chats(facts, ids),
        users=render_users(facts),
    )


@method("messages.saveDefaultSendAs", writes=True, bots=False)
async def save_default_send_as(call: Call, req: functions.messages.SaveDefaultSendAs) -> bool:
    await overviews.choose_sender(call.tx, call.user_id, read_peer(call, req.peer), read_peer(call, req.send_as))
    return True
