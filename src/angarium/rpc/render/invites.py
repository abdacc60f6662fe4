"""Invite links and those who come by them (https://core.telegram.org/type/ExportedChatInvite)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from angarium.model import events
from angarium.model.chats import Participant
from angarium.model.facts import Facts
from angarium.model.ids import is_channel
from angarium.model.invites import Importer, Invite
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.members import render_group_member, render_member
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


def render_invite(invite: Invite) -> types.TypeExportedChatInvite:
    if not invite.hash:
        return types.ChatInvitePublicJoinRequests()
    return types.ChatInviteExported(
        revoked=invite.revoked,
        permanent=invite.permanent,
        request_needed=invite.needs_request,
        link=invite.link,
        admin_id=invite.admin_id,
        date=invite.date,
        expire_date=invite.expires or None,
        usage_limit=invite.limit or None,
        usage=invite.uses or None,
        requested=invite.requested or None,
        title=invite.title or None,
    )


def render_importer(one: Importer) -> types.ChatInviteImporter:
    return types.ChatInviteImporter(
        requested=one.requested,
        via_chatlist=one.via_chatlist,
        user_id=one.user_id,
        date=one.date,
        about=one.about or None,
        approved_by=one.approved_by or None,
    )


@renders(events.RequestsChanged)
def _requests_changed(event: events.RequestsChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdatePendingJoinRequests(
            peer=render_peer(event.peer), requests_pending=event.waiting, recent_requesters=list(event.people)
        ),
    )


@renders(events.JoinAsked)
def _join_asked(event: events.JoinAsked, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateBotChatInviteRequester(
            peer=render_peer(event.peer), date=event.date, user_id=event.user_id, about=event.about,
            invite=render_invite(event.invite), qts=told.qts, query_id=event.query_id or None,
        ),
    )  # fmt: skip


_VERDICTS: dict[str, Callable[[], types.TypeJoinChatBotResult]] = {
    "approved": types.JoinChatBotResultApproved,
    "declined": types.JoinChatBotResultDeclined,
    "queued": types.JoinChatBotResultQueued,
}


@renders(events.JoinDecided)
def _join_decided(event: events.JoinDecided, told: Told) -> Sequence[types.TypeUpdate]:
    web = event.verdict == "web"
    result = types.JoinChatBotResultWebView(url=event.url) if web else _VERDICTS[event.verdict]()
    peer = render_peer(event.peer)
    return (types.UpdateJoinChatWebViewDecision(peer=peer, query_id=event.query_id, result=result),)


@renders(events.ParticipantChanged)
def _participant_changed(event: events.ParticipantChanged, told: Told) -> Sequence[types.TypeUpdate]:
    invite = render_invite(event.invite) if event.invite is not None else None
    if not is_channel(event.peer):
        return (
            types.UpdateChatParticipant(
                chat_id=number_of(event.peer), date=event.date, actor_id=event.actor_id, user_id=event.user_id,
                prev_participant=_in_group(event.before), new_participant=_in_group(event.after), invite=invite, qts=told.qts,
            ),
        )  # fmt: skip
    return (
        types.UpdateChannelParticipant(
            via_chatlist=event.via_chatlist, channel_id=number_of(event.peer), date=event.date, actor_id=event.actor_id,
            user_id=event.user_id, prev_participant=_in_channel(event.before, event.peer, told.facts),
            new_participant=_in_channel(event.after, event.peer, told.facts), invite=invite, qts=told.qts,
        ),
    )  # fmt: skip


def _in_group(one: Participant | None) -> types.TypeChatParticipant | None:
    return render_group_member(one) if one is not None and one.present else None


def _in_channel(one: Participant | None, peer: int, facts: Facts) -> types.TypeChannelParticipant | None:
    if one is None or peer not in facts.chats:
        return None
    return render_member(facts.chats[peer].chat, one, facts.viewer_id)
