"""Asking to be let in, and letting in (https://core.telegram.org/api/invites#join-requests)."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain.accounts import profiles
from angarium.domain.chats import guards
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import joining, telling, turnover
from angarium.domain.messages.sent import Sent
from angarium.domain.texts import names
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.errors import Refusal
from angarium.model.events import JoinAsked, RequestsChanged
from angarium.model.ids import Peer, UserId
from angarium.model.invites import Importer, Invite
from angarium.store import accounts, invites

RIGHT = "invite_users"
LATEST = 10
"""Of those who wait, how many are shown beside the chat."""

AT_ONCE = 500
"""Of those who wait, how many are let in by one call at most."""

SEARCHED = 5000
PAGE = 100


async def ask(tx: Tx, chat: Chat, user_id: UserId, invite: Invite | None) -> Refusal:
    """Wait to be let in; the answer is INVITE_REQUEST_SENT in every case, to be raised once this is durable."""
    if await invites.find_request(tx, chat.peer, user_id) is None:
        about = (await profiles.get(tx, user_id)).profile.about
        hash = invite.hash if invite else ""
        await invites.add_request(tx, chat.peer, Importer(user_id=user_id, date=tx.now, hash=hash, about=about))
        await invites.count_use(tx, chat.peer, hash, requested=1)
        await tell(tx, chat)
        asked = JoinAsked(
            peer=chat.peer, user_id=user_id, date=tx.now, about=about, invite=invite or Invite(chat=chat.peer, hash="")
        )
        await turnover.tell_asked(tx, chat, asked)
    return Refusal("INVITE_REQUEST_SENT")


async def tell(tx: Tx, chat: Chat) -> None:
    """Admins who may let people in see how many wait (https://core.telegram.org/constructor/updatePendingJoinRequests)."""
    waiting, people = await summary(tx, chat.peer)
    event = RequestsChanged(peer=chat.peer, waiting=waiting, people=people)
    for admin in await turnover.leaders(tx, chat, RIGHT):
        await tx.log(admin, event)


async def summary(tx: Tx, peer: Peer) -> tuple[int, tuple[int, ...]]:
    """How many wait, and who the latest are."""
    latest = await invites.requests(tx, peer, None, LATEST)
    return await invites.count_requests(tx, peer), tuple(one.user_id for one in latest)


async def join_public(tx: Tx, user_id: UserId, peer: Peer) -> Sent | Refusal | None:
    """Join a public supergroup or channel, or ask to where admins let people in (https://core.telegram.org/method/channels.joinChannel);
    INVITE_REQUEST_SENT is to be raised once this is durable. Refuses what `joining.join` does."""
    standing = await guards.require_open(tx, user_id, peer)
    if standing.chat.profile.join_request and not standing.is_present:
        return await ask(tx, standing.chat, user_id, None)
    return await joining.join(tx, user_id, peer)


async def decide(tx: Tx, actor_id: UserId, peer: Peer, user_id: UserId, *, approved: bool) -> None:
    """Let somebody in, or do not (https://core.telegram.org/method/messages.hideChatJoinRequest).

    Refuses CHAT_ADMIN_REQUIRED, HIDE_REQUESTER_MISSING, USER_ALREADY_PARTICIPANT, USER_CHANNELS_TOO_MUCH, USERS_TOO_MUCH.
    """
    standing = await guards.require_admin(tx, actor_id, peer, RIGHT)
    asked = await invites.find_request(tx, peer, user_id)
    if asked is None:
        theirs = await guards.find(tx, user_id, peer)
        there = theirs is not None and theirs.is_present
        raise Refusal("USER_ALREADY_PARTICIPANT" if there else "HIDE_REQUESTER_MISSING")
    with tx.unasked():
        await _decide(tx, actor_id, peer, asked, approved=approved)
        await tell(tx, standing.chat)


async def _decide(tx: Tx, actor_id: UserId, peer: Peer, asked: Importer, *, approved: bool) -> None:
    user = await accounts.find(tx, asked.user_id)
    if not approved or user is None or user.profile.deleted:
        await invites.remove_request(tx, peer, asked)
        return
    them = await guards.find(tx, asked.user_id, peer)
    assert them is not None
    invite = await invites.find(tx, asked.hash) if asked.hash else None
    standing = Standing(await telling.get(tx, peer), asked.user_id, them.me)
    try:
        await joining.arrive(tx, standing, invite=invite or Invite(chat=peer, hash=""), approved_by=actor_id)
    except Refusal as refusal:
        if refusal.name == "CHANNELS_TOO_MUCH":
            raise Refusal("USER_CHANNELS_TOO_MUCH") from refusal
        raise
    await invites.add_importer(
        tx, peer, Importer(user_id=asked.user_id, date=tx.now, hash=asked.hash, approved_by=actor_id)
    )
    await invites.count_use(tx, peer, asked.hash, uses=1)


async def decide_all(tx: Tx, actor_id: UserId, peer: Peer, link_hash: str | None, *, approved: bool) -> None:
    """The same for all who wait, by one link or by any; those who are in too many chats go on waiting. Refuses CHAT_ADMIN_REQUIRED,
    HIDE_REQUESTER_MISSING, INVITE_HASH_EXPIRED, USERS_TOO_MUCH."""
    standing = await guards.require_admin(tx, actor_id, peer, RIGHT)
    if link_hash is not None:
        invite = await invites.find(tx, link_hash)
        if invite is None or invite.chat != peer:
            raise Refusal("INVITE_HASH_EXPIRED")
    waiting = await invites.requests(tx, peer, link_hash, AT_ONCE)
    if not waiting:
        raise Refusal("HIDE_REQUESTER_MISSING")
    with tx.unasked():
        for asked in reversed(waiting):
            try:
                await _decide(tx, actor_id, peer, asked, approved=approved)
            except Refusal as refusal:
                if refusal.name != "USER_CHANNELS_TOO_MUCH":
                    raise
        await tell(tx, standing.chat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who came by a link (None = any), or waits (`requested`); beyond somebody with this date."""

    hash: str | None = None
    requested: bool = False
    query: str = ""
    before: int = 0
    before_user: int = 0
    limit: int = PAGE


async def page(tx: Tx, actor_id: UserId, peer: Peer, wanted: Wanted) -> tuple[list[Importer], int]:
    """Latest first, and how many there are (https://core.telegram.org/method/messages.getChatInviteImporters). Refuses
    CHAT_ADMIN_REQUIRED, INVITE_HASH_EXPIRED, SEARCH_WITH_LINK_NOT_SUPPORTED."""
    standing = await guards.require_admin(tx, actor_id, peer, RIGHT)
    if wanted.hash is not None:
        if wanted.query:
            raise Refusal("SEARCH_WITH_LINK_NOT_SUPPORTED")
        invite = await invites.find(tx, wanted.hash)
        if invite is None or invite.chat != peer:
            raise Refusal("INVITE_HASH_EXPIRED")
        if invite.admin_id != actor_id and not standing.is_creator:
            raise Refusal("CHAT_ADMIN_REQUIRED")
    limit = max(1, min(wanted.limit or PAGE, PAGE))
    read = invites.requests if wanted.requested else invites.importers
    found = await read(
        tx, peer, wanted.hash, SEARCHED if wanted.query else limit, before=wanted.before, before_user=wanted.before_user
    )
    if wanted.query:
        found = await _matching(tx, found, names.words(wanted.query))
        return found[:limit], len(found)
    count = await (invites.count_requests if wanted.requested else invites.count_importers)(tx, peer, wanted.hash)
    return found, count


async def _matching(tx: Tx, found: list[Importer], query: list[str]) -> list[Importer]:
    kept: list[Importer] = []
    for start in range(0, len(found), 500):
        part = found[start : start + 500]
        people = await accounts.find_many(tx, [one.user_id for one in part])
        for one in part:
            if (user := people.get(one.user_id)) is None:
                continue
            words = names.words(user.profile.first_name, user.profile.last_name, *user.profile.usernames)
            if all(any(word.startswith(begin) for word in words) for begin in query):
                kept.append(one)
    return kept
