"""Who is in a group or channel (https://core.telegram.org/type/ChatParticipant, https://core.telegram.org/type/ChannelParticipant)."""

from __future__ import annotations

from angarium.domain.chats import rights
from angarium.model.chats import ADMIN, BANNED, CREATOR, LEFT, RESTRICTED, Chat, ChatView, Participant
from angarium.model.facts import Facts
from angarium.rpc.render.chats import number_of, render_admin_rights, render_banned_rights
from angarium.rpc.render.peers import render_peer
from angarium.tl import types


def render_group_members(view: ChatView, facts: Facts) -> types.TypeChatParticipants:
    """Everyone in a basic group; closed to those who are not in it."""
    if view.me is None or not view.me.present:
        return types.ChatParticipantsForbidden(chat_id=number_of(view.chat.peer))
    return types.ChatParticipants(
        chat_id=number_of(view.chat.peer),
        participants=[render_group_member(one) for one in facts.members.get(view.chat.peer, ())],
        version=view.chat.version,
    )


def render_group_member(one: Participant) -> types.TypeChatParticipant:
    rank = one.rank or None
    if one.status == CREATOR:
        return types.ChatParticipantCreator(user_id=one.user_id, rank=rank)
    made = types.ChatParticipantAdmin if one.status == ADMIN else types.ChatParticipant
    return made(user_id=one.user_id, inviter_id=one.inviter_id or one.user_id, date=one.date, rank=rank)


def render_member(chat: Chat, one: Participant, viewer_id: int) -> types.TypeChannelParticipant:
    """One member of a supergroup or channel, or somebody who is shut out or has left."""
    rank = one.rank or None
    match one.status:
        case _ if one.status == CREATOR and one.present:
            granted = render_admin_rights(rights.of(chat, one))
            return types.ChannelParticipantCreator(user_id=one.user_id, admin_rights=granted, rank=rank)
        case _ if one.status == ADMIN and one.present:
            return types.ChannelParticipantAdmin(
                can_edit=viewer_id in (chat.creator_id, one.promoted_by),
                self=one.user_id == viewer_id,
                user_id=one.user_id,
                inviter_id=one.inviter_id or one.user_id if one.user_id == viewer_id else None,
                promoted_by=one.promoted_by,
                date=one.date,
                admin_rights=render_admin_rights(one.rights),
                rank=rank,
            )
        case _ if one.status in (RESTRICTED, BANNED):
            return types.ChannelParticipantBanned(
                left=not one.present,
                peer=render_peer(one.user_id),
                kicked_by=one.kicked_by,
                date=one.date,
                banned_rights=render_banned_rights(one.banned, one.until),
                rank=rank,
            )
        case _ if one.status == LEFT or not one.present:
            return types.ChannelParticipantLeft(peer=render_peer(one.user_id))
    if one.user_id == viewer_id:
        return types.ChannelParticipantSelf(
            user_id=one.user_id,
            inviter_id=one.inviter_id or one.user_id,
            date=one.date,
            via_request=one.by_request,
            rank=rank,
        )
    return types.ChannelParticipant(user_id=one.user_id, date=one.date, rank=rank)
