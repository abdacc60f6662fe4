"""A group or channel in full, as one viewer may see it, and lists of them."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain import facts as gathered
from angarium.domain.chats import guards, rights, views
from angarium.domain.groups import holdings
from angarium.domain.messages import channel, directlines
from angarium.domain.messages import dialogs as listed
from angarium.domain.work import Tx
from angarium.model.chats import CREATOR, ChatView
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import CHANNEL_OFFSET, MsgId, Peer, UserId, is_channel
from angarium.model.messages import Dialog
from angarium.store import accounts, chats, circles, messages, participants, relations

ONLINE_AMONG = 1000
"""Members among whom those online are counted."""

ACQUAINTANCES = 5
"""Contacts shown beside an invite link."""

INACTIVE = 30 * 86400
_SEND_AS = "send_as"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    view: ChatView
    dialog: Dialog
    facts: Facts
    pts: int
    online: int = 0
    pinned_id: int = 0
    has_scheduled: bool = False
    next_send: int = 0
    send_as: Peer | None = None


async def get(tx: Tx, viewer_id: UserId, peer: Peer) -> Overview:
    """Refuses what `guards.require_open` does."""
    standing = await guards.require_reader(tx, viewer_id, peer)
    chat, me = standing.chat, standing.me
    page = await listed.pick(tx, viewer_id, (peer,))
    facts = await gathered.gather(
        tx, viewer_id, [], users=_related(chat.peer, chat.profile.linked, chat.profile.migrated_to)
    )
    if not chat.is_channel:
        facts.members = {peer: await participants.present(tx, peer)}
        ids = [one.user_id for one in facts.members[peer]]
        facts.merge(await gathered.gather(tx, viewer_id, [], users=ids))
    pause = chat.profile.slow_mode if me is not None and not standing.is_admin else 0
    next_send = me.last_sent + pause if me is not None and pause and me.last_sent + pause > tx.now else 0
    return Overview(
        view=views.view(tx, viewer_id, chat, me),
        dialog=page.dialogs[0],
        facts=facts,
        pts=await directlines.pts_for(tx, standing) if chat.is_channel else 0,
        online=await participants.count_online(tx, peer, ONLINE_AMONG, tx.now) if not chat.is_broadcast else 0,
        pinned_id=await newest_pinned(tx, guards.box_of(viewer_id, peer), peer) if not chat.profile.monoforum else 0,
        has_scheduled=await circles.has_scheduled(tx, viewer_id, peer),
        next_send=next_send,
        send_as=await default_sender(tx, viewer_id, peer),
    )


def _related(*peers: Peer | None) -> list[int]:
    return [peer for peer in peers if peer is not None]


async def newest_pinned(tx: Tx, box: int, peer: int) -> int:
    """The id of the newest pinned message; 0 = none."""
    return await circles.newest_pinned(tx, box, peer)


async def online(tx: Tx, viewer_id: UserId, peer: Peer) -> int:
    """Members online. Refuses what `guards.require_open` does, CHAT_ADMIN_REQUIRED for a channel."""
    standing = await guards.require_open(tx, viewer_id, peer)
    return 1 if standing.chat.is_broadcast else await participants.count_online(tx, peer, ONLINE_AMONG, tx.now)


async def show(tx: Tx, viewer_id: UserId, peers: list[Peer]) -> Facts:
    """Several chats. Refuses CHANNEL_INVALID, CHAT_ID_INVALID for one that does not exist."""
    facts = await gathered.gather(tx, viewer_id, [], users=peers)
    for peer in peers:
        view = facts.chats.get(peer)
        if view is None or (not is_channel(peer) and view.me is None):
            raise Refusal("CHANNEL_INVALID" if is_channel(peer) else "CHAT_ID_INVALID")
    return facts


async def common(tx: Tx, viewer_id: UserId, other_id: UserId, max_id: int, limit: int) -> tuple[int, Facts, list[int]]:
    """Chats of two people, beyond the one with the number `max_id`."""
    shared = await participants.shared(tx, viewer_id, other_id)
    beyond = [id for id in shared if not max_id or _number(id) > max_id] if max_id else shared
    page = sorted(beyond, key=_number)[: max(1, min(limit or 100, 100))]
    return len(shared), await gathered.gather(tx, viewer_id, [], users=page), page


async def acquaintances(tx: Tx, viewer_id: UserId, peer: Peer) -> list[int]:
    """Contacts of somebody who are in a chat, for a look at it from outside: a few."""
    contacts = await relations.contacts(tx, viewer_id)
    known = await participants.find_many(tx, peer, contacts[:ONLINE_AMONG])
    return [id for id, one in known.items() if one.present][:ACQUAINTANCES]


def _number(peer: int) -> int:
    return -peer - CHANNEL_OFFSET if is_channel(peer) else -peer


async def inactive(tx: Tx, user_id: UserId) -> tuple[list[int], Facts, list[int]]:
    """Chats in which nothing has happened for long, the longest first."""
    mine = [id for id in await participants.chats_of(tx, user_id) if is_channel(id)]
    found = await chats.find_many(tx, mine)
    quiet = sorted(
        (chat for chat in found.values() if chat.top_date < tx.now - INACTIVE), key=lambda chat: chat.top_date
    )
    ids = [chat.peer for chat in quiet[:100]]
    return [chat.top_date for chat in quiet[:100]], await gathered.gather(tx, user_id, [], users=ids), list(ids)


async def author(tx: Tx, user_id: UserId, peer: Peer, id: int) -> tuple[int, Facts]:
    """Who wrote a channel's post. Refuses CHAT_ADMIN_REQUIRED, MESSAGE_ID_INVALID."""
    await guards.require_admin(tx, user_id, peer)
    message = await messages.find(tx, guards.box_of(user_id, peer), MsgId(id))
    if message is None:
        raise Refusal("MESSAGE_ID_INVALID")
    facts = await gathered.gather(tx, user_id, [], users=(message.author,))
    if message.author not in facts.users:
        raise Refusal("MESSAGE_ID_INVALID")
    return message.author, facts


async def link(tx: Tx, user_id: UserId, peer: Peer, id: int) -> str:
    """A link to a message (https://core.telegram.org/api/links#message-links). Refuses MESSAGE_ID_INVALID."""
    standing = await guards.require_open(tx, user_id, peer)
    if await messages.find(tx, guards.box_of(user_id, peer), MsgId(id)) is None:
        raise Refusal("MESSAGE_ID_INVALID")
    names = standing.chat.profile.usernames
    return f"https://t.me/{names[0]}/{id}" if names else f"https://t.me/c/{_number(peer)}/{id}"


async def senders(tx: Tx, user_id: UserId, peer: Peer) -> tuple[Facts, list[int]]:
    """In whose names somebody may write here: their own, the group's when they are anonymous, those of their public channels."""
    standing = await guards.require_open(tx, user_id, peer)
    ids: list[int] = [user_id]
    if standing.chat.profile.monoforum and standing.chat.profile.direct is not None:
        ids = [standing.chat.profile.direct]  # admins answer as their channel, and not otherwise
    elif standing.chat.is_channel:
        if standing.chat.is_broadcast or "anonymous" in rights.of(standing.chat, standing.me):
            ids.insert(0, peer)
        if not standing.chat.is_broadcast:
            facts, mine = await holdings.owned(tx, user_id)
            ids += [id for id in mine if facts.chats[id].chat.is_broadcast]
    return await gathered.gather(tx, user_id, [], users=ids), ids


async def payers(tx: Tx, user_id: UserId, peer: Peer) -> tuple[Facts, list[int]]:
    """In whose names somebody may pay for reactions: their own, and those of their channels."""
    await guards.require_open(tx, user_id, peer)
    facts = await gathered.gather(tx, user_id, [], users=await participants.chats_of(tx, user_id, admin=True))
    mine = [
        id
        for id, view in facts.chats.items()
        if view.chat.is_broadcast and view.me is not None and view.me.status == CREATOR
    ]
    return await gathered.gather(tx, user_id, [], users=mine), [user_id, *mine]


async def choose_sender(tx: Tx, user_id: UserId, peer: Peer, send_as: Peer) -> None:
    """Remember in whose name somebody writes here. Refuses SEND_AS_PEER_INVALID."""
    standing = await guards.require_open(tx, user_id, peer)
    await channel.choose_sender(tx, standing, send_as)
    known = await accounts.find_setting(tx, user_id, _SEND_AS, dict[int, int]) or {}
    await accounts.set_setting(tx, user_id, _SEND_AS, known | {peer: send_as})


async def default_sender(tx: Tx, user_id: UserId, peer: Peer) -> Peer | None:
    """In whose name somebody writes here unless they say otherwise; None = their own."""
    known = await accounts.find_setting(tx, user_id, _SEND_AS, dict[int, int]) or {}
    return Peer(known[peer]) if peer in known else None
