"""Invite links: made and led by admins, followed by people."""

from __future__ import annotations

from typing import Any

from angarium.domain import facts as gathered
from angarium.domain.chats import views
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import invites, overviews, requests
from angarium.domain.groups.invites import Terms, Wanted
from angarium.domain.groups.overviews import Overview
from angarium.domain.groups.requests import Guarded
from angarium.model.chats import MEGAGROUP
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import is_channel
from angarium.model.invites import Invite
from angarium.rpc.accounts.verdicts import carry_out
from angarium.rpc.groups import doors, full
from angarium.rpc.groups.results import channel_update, render_changed
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.chats import render_chat
from angarium.rpc.render.invites import render_invite
from angarium.rpc.render.media import render_photo
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

PEEK = 300
"""Seconds for which a client may take a look that it may take anyway: the chat is public."""


async def _people(call: Call, *found: Invite | None) -> list[types.TypeUser]:
    admins = {invite.admin_id for invite in found if invite is not None}
    return render_users(await gathered.gather(call.tx, call.user_id, [], users=admins), admins)


@method("messages.exportChatInvite", writes=True)
async def export_chat_invite(call: Call, req: functions.messages.ExportChatInvite) -> types.TypeExportedChatInvite:
    if req.subscription_pricing is not None:  # nothing is subscribed to: docs/decisions/0026-stars.md
        raise Refusal("SUBSCRIPTION_PERIOD_INVALID")
    terms = Terms(
        title=req.title, expires=req.expire_date, limit=req.usage_limit, needs_request=req.request_needed or None
    )
    made = await invites.make(call.tx, call.user_id, read_peer(call, req.peer), terms, anew=req.legacy_revoke_permanent)
    return render_invite(made)


@method("messages.getExportedChatInvites", writes=True, bots=False)
async def get_exported_chat_invites(
    call: Call, req: functions.messages.GetExportedChatInvites
) -> types.messages.ExportedChatInvites:
    wanted = Wanted(
        admin_id=read_user(call, req.admin_id), revoked=req.revoked, before=req.offset_date or 0,
        before_hash=invites.read_hash(req.offset_link or ""), limit=req.limit,
    )  # fmt: skip
    found, count = await invites.page(call.tx, call.user_id, read_peer(call, req.peer), wanted)
    return types.messages.ExportedChatInvites(
        count=count, invites=[render_invite(one) for one in found], users=await _people(call, *found)
    )


@method("messages.getExportedChatInvite", bots=False)
async def get_exported_chat_invite(
    call: Call, req: functions.messages.GetExportedChatInvite
) -> types.messages.TypeExportedChatInvite:
    _, found = await invites.require_own(call.tx, call.user_id, read_peer(call, req.peer), req.link)
    return types.messages.ExportedChatInvite(invite=render_invite(found), users=await _people(call, found))


@method("messages.editExportedChatInvite", writes=True)
async def edit_exported_chat_invite(
    call: Call, req: functions.messages.EditExportedChatInvite
) -> types.messages.TypeExportedChatInvite:
    peer = read_peer(call, req.peer)
    if req.revoked:
        ended, fresh = await invites.revoke(call.tx, call.user_id, peer, req.link)
        users = await _people(call, ended, fresh)
        if fresh is None:
            return types.messages.ExportedChatInvite(invite=render_invite(ended), users=users)
        return types.messages.ExportedChatInviteReplaced(
            invite=render_invite(ended), new_invite=render_invite(fresh), users=users
        )
    terms = Terms(title=req.title, expires=req.expire_date, limit=req.usage_limit, needs_request=req.request_needed)
    changed = await invites.edit(call.tx, call.user_id, peer, req.link, terms)
    return types.messages.ExportedChatInvite(invite=render_invite(changed), users=await _people(call, changed))


@method("messages.deleteExportedChatInvite", writes=True, bots=False)
async def delete_exported_chat_invite(call: Call, req: functions.messages.DeleteExportedChatInvite) -> bool:
    await invites.delete(call.tx, call.user_id, read_peer(call, req.peer), req.link)
    return True


@method("messages.deleteRevokedExportedChatInvites", writes=True, bots=False)
async def delete_revoked_exported_chat_invites(
    call: Call, req: functions.messages.DeleteRevokedExportedChatInvites
) -> bool:
    admin_id = read_user(call, req.admin_id)
    await invites.delete_revoked(call.tx, call.user_id, read_peer(call, req.peer), admin_id)
    return True


@method("messages.getAdminsWithInvites", bots=False)
async def get_admins_with_invites(
    call: Call, req: functions.messages.GetAdminsWithInvites
) -> types.messages.ChatAdminsWithInvites:
    found = await invites.admins(call.tx, call.user_id, read_peer(call, req.peer))
    ids = {id for id, _, _ in found}
    facts = await gathered.gather(call.tx, call.user_id, [], users=ids)
    return types.messages.ChatAdminsWithInvites(
        admins=[
            types.ChatAdminWithInvites(admin_id=id, invites_count=valid, revoked_invites_count=ended)
            for id, valid, ended in found
        ],
        users=render_users(facts, ids),
    )


@method("messages.checkChatInvite", bots=False)
async def check_chat_invite(call: Call, req: functions.messages.CheckChatInvite) -> types.TypeChatInvite:
    return await preview(call, req.hash)


async def preview(call: Call, hash: str) -> types.TypeChatInvite:
    """Where a link leads, for whoever follows it. Refuses what `invites.check` does."""
    invite, standing = await invites.check(call.tx, call.user_id, hash)
    facts = await gathered.gather(call.tx, call.user_id, [], users=(invite.chat,))
    if (
        invite.chat not in facts.chats
    ):  # a basic group: nobody outside is told of it by its number, but whoever has a link is
        facts.chats[invite.chat] = views.view(call.tx, call.user_id, standing.chat, None)
        await gathered.add_files(call.tx, facts, [])
    view = facts.chats[invite.chat]
    if standing.is_present:
        return types.ChatInviteAlready(chat=render_chat(view, facts))
    if view.open and standing.chat.is_channel and not invite.needs_request:
        return types.ChatInvitePeek(chat=render_chat(view, facts), expires=call.tx.now + PEEK)
    return await _render_preview(call, invite, standing, facts)


async def _render_preview(call: Call, invite: Invite, standing: Standing, facts: Facts) -> types.ChatInvite:
    chat, profile = standing.chat, standing.chat.profile
    known = [] if chat.is_broadcast else await overviews.acquaintances(call.tx, call.user_id, chat.peer)
    people = await gathered.gather(call.tx, call.user_id, [], users=known)
    photo = facts.photos.get(profile.photo_id) if profile.photo_id else None
    return types.ChatInvite(
        channel=chat.is_channel,
        broadcast=chat.is_broadcast,
        public=bool(profile.usernames),
        megagroup=chat.kind == MEGAGROUP,
        request_needed=invite.needs_request,
        verified=profile.verified,
        title=profile.title,
        about=profile.about or None,
        photo=render_photo(photo, facts) if photo is not None else types.PhotoEmpty(id=0),
        participants_count=chat.members,
        participants=render_users(people, known) or None,
        color=profile.color if profile.color is not None else -chat.peer % 7,
    )


@method("messages.importChatInvite", alone=True, bots=False)
async def import_chat_invite(
    call: Call, req: functions.messages.ImportChatInvite
) -> types.messages.TypeChatInviteJoinResult:
    came: invites.Came | Guarded = await carry_out(call, lambda tx: invites.follow(tx, call.user_id, req.hash))
    if isinstance(came, Guarded):
        return await doors.wait(call, came)
    async with call.read() as inner:
        told = [channel_update(came.peer)] if is_channel(came.peer) else []
        updates = await render_changed(inner, came.peer, came.notice, updates=told)
    return types.messages.ChatInviteJoinResultOk(updates=updates)


async def _add_to_full(call: Call, seen: Overview) -> dict[str, Any]:
    """The main link of an admin, and who waits to be let in."""
    view = seen.view
    if not Standing(view.chat, call.user_id, view.me).has(invites.RIGHT):
        return {}
    main = await invites.find_main(call.tx, view.chat.peer, call.user_id)
    waiting, people = await requests.summary(call.tx, view.chat.peer)
    if people:
        seen.facts.merge(await gathered.gather(call.tx, call.user_id, [], users=people))
    found: dict[str, Any] = {"exported_invite": render_invite(main) if main is not None else None}
    if guard := view.chat.profile.guard_bot:
        seen.facts.merge(await gathered.gather(call.tx, call.user_id, [], users=(guard,)))
        found["guard_bot_id"] = guard
    if waiting:
        found |= {"requests_pending": waiting, "recent_requesters": list(people)}
    return found


full.EXTRAS.append(_add_to_full)
