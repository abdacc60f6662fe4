"""Asking to be let in, and letting in (https://core.telegram.org/api/invites#join-requests)."""

from __future__ import annotations

from asyncio import Future
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from angarium.domain.accounts import profiles
from angarium.domain.chats import guards
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import joining, telling, turnover
from angarium.domain.messages.sent import Sent
from angarium.domain.texts import names
from angarium.domain.work import Tx
from angarium.model.chats import BANNED, Chat
from angarium.model.errors import Refusal
from angarium.model.events import JoinAsked, RequestsChanged
from angarium.model.ids import Peer, UserId
from angarium.model.invites import Importer, Invite, JoinQuery
from angarium.store import accounts, bots, invites

RIGHT = "invite_users"
LATEST = 10
"""Of those who wait, how many are shown beside the chat."""

AT_ONCE = 500
"""Of those who wait, how many are let in by one call at most."""

SEARCHED = 5000
PAGE = 100


QUERIES = "join"
"""Questions to bots that guard doors: their kind in `store.bots`, and the key under which whoever asks waits."""

PATIENCE, KEPT = 10, 86_400
"""Seconds for which an answer is waited for, and after which there can be none any more."""

Verdict = Literal["approved", "declined", "queued", "web"]


@dataclass(frozen=True, slots=True)
class Guarded:
    """Somebody stands at a door that a bot guards; `verdict` is what it says, None when it says nothing for a while."""

    peer: Peer
    bot_id: int
    query_id: int
    verdict: Future[Verdict | None]


async def ask(
    tx: Tx, chat: Chat, user_id: UserId, invite: Invite | None, *, in_passing: bool = False
) -> Refusal | Guarded:
    """Wait to be let in; INVITE_REQUEST_SENT is to be raised once this is durable, unless a bot guards the door. `in_passing`: nobody
    waits for what it says, so that the admins see who asks."""
    if await invites.find_request(tx, chat.peer, user_id) is not None:
        return Refusal("INVITE_REQUEST_SENT")
    about = (await profiles.get(tx, user_id)).profile.about
    hash = invite.hash if invite else ""
    asked = JoinAsked(
        peer=chat.peer, user_id=user_id, date=tx.now, about=about, invite=invite or Invite(chat=chat.peer, hash="")
    )
    if await _is_guarded(tx, chat):
        bot_id = chat.profile.guard_bot
        query_id = bot_id << 32 | tx.chance.below(1 << 32)
        query = JoinQuery(chat=chat.peer, user_id=user_id, date=tx.now, hash=hash, about=about)
        await bots.put_query(tx, bot_id, QUERIES, query_id, tx.now + KEPT, query)
        await tx.log(bot_id, replace(asked, query_id=query_id))
        if in_passing:
            await _queue(tx, chat, Importer(user_id=user_id, date=tx.now, hash=hash, about=about))
            return Refusal("INVITE_REQUEST_SENT")
        future = tx.house.waits.open((QUERIES, query_id), tx.now + PATIENCE)
        return Guarded(chat.peer, bot_id, query_id, future)
    await _queue(tx, chat, Importer(user_id=user_id, date=tx.now, hash=hash, about=about))
    await turnover.tell_asked(tx, chat, asked)
    return Refusal("INVITE_REQUEST_SENT")


async def _is_guarded(tx: Tx, chat: Chat) -> bool:
    """Whether the bot that guards the door may (still) let people in."""
    if not chat.profile.guard_bot:
        return False
    standing = await guards.find(tx, chat.profile.guard_bot, chat.peer)
    return standing is not None and standing.has(RIGHT)


async def _queue(tx: Tx, chat: Chat, asked: Importer) -> None:
    if await invites.find_request(tx, chat.peer, asked.user_id) is None:
        await invites.add_request(tx, chat.peer, asked)
        await invites.count_use(tx, chat.peer, asked.hash, requested=1)
        await tell(tx, chat)


async def leave_to_admins(tx: Tx, user_id: UserId, asked: Guarded) -> None:
    """The guard says nothing, or guards no longer: the admins see who waits, and it may answer still."""
    query = await bots.find_query(tx, asked.bot_id, QUERIES, asked.query_id, tx.now, JoinQuery)
    them = await guards.find(tx, user_id, asked.peer)
    if query is None or them is None or them.is_present or _is_shut_out(them):
        return
    with tx.unasked():
        await _queue(tx, them.chat, _importer(query))


def _is_shut_out(them: Standing) -> bool:
    return them.me is not None and them.me.status == BANNED


def _importer(query: JoinQuery) -> Importer:
    return Importer(user_id=query.user_id, date=query.date, hash=query.hash, about=query.about)


async def settle(tx: Tx, bot_id: UserId, query: JoinQuery, verdict: Verdict) -> None:
    """Do what the guard says. Refuses CHAT_ADMIN_REQUIRED, QUERY_ID_INVALID to let in who was shut out meanwhile, and what coming in
    does; nothing for those who are there already."""
    standing = await guards.require_admin(tx, bot_id, query.chat, RIGHT)
    asked = _importer(query)
    them = await guards.find(tx, query.user_id, query.chat)
    if them is not None and _is_shut_out(them):
        if verdict == "approved":
            raise Refusal("QUERY_ID_INVALID")
        return
    if verdict == "web" or (them is not None and them.is_present):
        return
    with tx.unasked():
        if verdict == "queued":
            await _queue(tx, standing.chat, asked)
            return
        waited = await invites.find_request(tx, query.chat, query.user_id) is not None
        if verdict == "approved" or waited:
            await _decide(tx, bot_id, query.chat, asked, approved=verdict == "approved")
        if waited:
            await tell(tx, standing.chat)


async def tell(tx: Tx, chat: Chat) -> None:
    """Admins who may let people in see how many wait (https://core.telegram.org/constructor/updatePendingJoinRequests)."""
    waiting, people = await summary(tx, chat.peer)
    event = RequestsChanged(peer=chat.peer, waiting=waiting, people=people)
    for admin in await turnover.leaders(tx, chat, RIGHT):
        await tx.log(admin, event)


async def forget(tx: Tx, chat: Chat, user_id: int) -> None:
    """Whoever is shut out waits no more: else somebody who may only let people in could bring them back."""
    if (asked := await invites.find_request(tx, chat.peer, user_id)) is not None:
        await invites.remove_request(tx, chat.peer, asked)
        with tx.unasked():
            await tell(tx, chat)


async def summary(tx: Tx, peer: Peer) -> tuple[int, tuple[int, ...]]:
    """How many wait, and who the latest are."""
    latest = await invites.requests(tx, peer, None, LATEST)
    return await invites.count_requests(tx, peer), tuple(one.user_id for one in latest)


async def join_public(tx: Tx, user_id: UserId, peer: Peer) -> Sent | Guarded | Refusal | None:
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
