"""Reactions (https://core.telegram.org/api/reactions), and the tags that they are in Saved Messages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from msgspec.structs import replace

from angarium import starter
from angarium.domain import facts as gathered
from angarium.domain.chats import guards, views
from angarium.domain.files import documents
from angarium.domain.messages import badges, copies, direct, directlines, private, reactionnews
from angarium.domain.people import activity
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import ConfigChanged, ReactionsChanged, RecentStickersChanged
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_chat, is_saved, is_user
from angarium.model.messages import Content, Message, RecentReaction
from angarium.store import accounts, directs, messages, threads
from angarium.store import reactions as stored

EMOJI = tuple(one.emoji for one in starter.drawings())
"""What everyone may react with; the pictures are of messages.getAvailableReactions."""

FIRST_DEFAULT = "👍"
"""What a double tap gives until somebody chooses."""

_KNOWN = frozenset(EMOJI)
EACH = 3  # reactions of one person on one message
RECENT, DEFAULT, TAG_TITLES = "recent_reactions", "default_reaction", "tag_titles"
KEPT = 50


def plain(emoticon: str) -> str:
    """An emoji without the mark that asks for colour, which clients send or leave out."""
    return emoticon.replace("\ufe0f", "")


async def check(tx: Tx, chosen: Sequence[str]) -> None:
    """Refuse REACTIONS_TOO_MANY, REACTION_INVALID."""
    if len(chosen) > EACH:
        raise Refusal("REACTIONS_TOO_MANY")
    custom = [int(one[7:]) for one in chosen if one.startswith("custom:")]
    if any(one not in _KNOWN for one in chosen if not one.startswith("custom:")):
        raise Refusal("REACTION_INVALID")
    if custom and len(await documents.find_many(tx, custom)) < len(set(custom)):
        raise Refusal("REACTION_INVALID")


async def react(
    tx: Tx, owner_id: UserId, peer: Peer, id: int, chosen: Sequence[str], *, big: bool, recent: bool
) -> Facts:
    """Replace one's reactions on a message; both sides see it. Returns what it takes to show them.

    Refuses MESSAGE_ID_INVALID, MESSAGE_NOT_MODIFIED, REACTION_INVALID, REACTIONS_TOO_MANY, and what sending refuses.
    """
    wanted = list(dict.fromkeys(chosen))
    await check(tx, wanted)
    standing = None if is_user(peer) else await guards.require_reader(tx, owner_id, peer)
    message = await messages.find(tx, guards.box_of(owner_id, peer), MsgId(id))
    if message is None or message.peer != peer or message.content.action is not None:
        raise Refusal("MESSAGE_ID_INVALID")
    if standing is not None and not standing.shows(message):
        raise Refusal("MESSAGE_ID_INVALID")
    before = await stored.chosen_by(tx, *stored.place(message), Peer(owner_id))
    if before == wanted:
        raise Refusal("MESSAGE_NOT_MODIFIED")
    activity.note(tx, owner_id)
    if standing is not None:
        await _check_allowed(tx, standing, message, wanted)
        if recent and wanted:
            await remember(tx, owner_id, wanted)
        facts = await _put_for_all(tx, message, owner_id, wanted, big=big)
        await reactionnews.tell(tx, message, owner_id, before, wanted)
        return facts
    if not is_saved(owner_id, peer):
        private.check_may_send(await private.require_pair(tx, owner_id, peer), Content(text="?"))
        if message.pair_id and (copy := await messages.find(tx, Box(peer), message.pair_id)):
            await _put(tx, copy, owner_id, wanted, big=big, unread=copy.out)
    if recent and wanted and not is_saved(owner_id, peer):
        await remember(tx, owner_id, wanted)
    await reactionnews.tell(tx, message, owner_id, before, wanted)
    return await _put(tx, message, owner_id, wanted, big=big, unread=False)


async def _put(tx: Tx, message: Message, by: UserId, chosen: list[str], *, big: bool, unread: bool) -> Facts:
    """One box's side of it."""
    before = await badges.unread_reactions(tx, (message,))
    await stored.set_of(
        tx, message.box, message.id, Peer(by), chosen, chat=message.peer, date=tx.now, big=big, unread=unread
    )  # fmt: skip
    left = await stored.are_on(tx, message.box, message.id)
    if left != message.reacted:
        change = {"add": messages.REACTED} if left else {"drop": messages.REACTED}
        await messages.set_flags(tx, message.box, (message.id,), **change)
    await badges.count_reactions(tx, message.box, message, before)
    facts = await gathered.gather(tx, message.box, [replace(message, reacted=left)])
    await tx.log(message.box, ReactionsChanged(id=message.id, peer=message.peer), facts)
    return facts


async def _check_allowed(tx: Tx, standing: guards.Standing, message: Message, wanted: Sequence[str]) -> None:
    """What a group or channel allows (https://core.telegram.org/method/messages.setChatAvailableReactions). Refuses REACTION_INVALID,
    REACTIONS_TOO_MANY, CHAT_WRITE_FORBIDDEN."""
    profile = standing.chat.profile
    if standing.lacks("send_reactions", tx.now) or not (standing.chat.is_channel or standing.is_present):
        raise Refusal("CHAT_WRITE_FORBIDDEN")
    if profile.reactions is not None and any(one not in profile.reactions for one in wanted):
        raise Refusal("REACTION_INVALID")
    if not profile.custom_reactions and any(one.startswith("custom:") for one in wanted):
        raise Refusal("REACTION_INVALID")
    if profile.reactions_limit and wanted:
        place, number = stored.place(message)
        there = (await stored.counts(tx, place, (number,))).get(number, {})
        if len({*there, *wanted}) > profile.reactions_limit:
            raise Refusal("REACTIONS_TOO_MANY")


REACTED: list[Callable[[Tx, Message, str], Awaitable[None]]] = []
"""Who is told of every reaction in a supergroup or channel, and which it is."""


async def _put_for_all(tx: Tx, message: Message, by: UserId, chosen: list[str], *, big: bool) -> Facts:
    """In a group or channel the reactions lie in one place; its author has not seen the new ones."""
    place = stored.place(message)
    unread = message.author != by and not message.content.post
    before = await badges.unread_reactions(tx, (message,))
    await stored.set_of(
        tx, *place, Peer(by), chosen, chat=message.peer, date=tx.now, big=big, unread=unread and bool(chosen)
    )
    if is_channel(message.box):
        if unread:
            await badges.count_reactions(tx, message.sender, message, before)
            await tx.log(message.author, ReactionsChanged(id=message.id, peer=message.peer))
        return await announce(tx, message, by, chosen[-1] if chosen else "")
    left = await stored.are_on(tx, *place)
    everyone = [message, *await copies.of(tx, message)]
    if left != message.reacted:
        change = {"add": messages.REACTED} if left else {"drop": messages.REACTED}
        for copy in everyone:
            await messages.set_flags(tx, copy.box, (copy.id,), **change)
    for copy in everyone:
        if copy.out and unread:
            await badges.count_reactions(tx, copy.box, copy, before)
        await tx.log(copy.box, ReactionsChanged(id=copy.id, peer=copy.peer))
    return await gathered.gather(tx, by, [replace(message, reacted=left)])


async def announce(tx: Tx, message: Message, by: UserId, said: str) -> Facts:
    """Tell all who are online in a supergroup or channel how the reactions on a message stand; returns what `by` sees of them.
    `said` is the new reaction; empty: there are not more than before."""
    for watch in REACTED if said else ():
        await watch(tx, message, said)
    left = await stored.are_on(tx, message.box, message.id)
    if left != message.reacted:
        change = {"add": messages.REACTED} if left else {"drop": messages.REACTED}
        await messages.set_flags(tx, message.box, (message.id,), **change)
    event, seen = ReactionsChanged(id=message.id, peer=message.peer), replace(message, reacted=left)
    if tx.heard(message.box):
        tx.passing(message.box, event, await gathered.for_anybody(tx, [seen]))
    if message.content.topic:
        await directlines.pass_on(tx, event, seen)
    facts = await gathered.gather(tx, by, [seen])
    if tx.heard(by):
        tx.passing(by, event, facts)  # what everybody hears does not say which are one's own
    return facts


async def take_away(tx: Tx, message: Message, who: Peer, viewer_id: UserId) -> Facts:
    """Take somebody's reactions off a message of a group or channel; the caller has checked that it may be."""
    before = await stored.chosen_by(tx, *stored.place(message), who)
    await _put_for_all(tx, message, UserId(who), [], big=False)
    if before:
        await reactionnews.tell(tx, message, who, before, ())
    left = await stored.are_on(tx, *stored.place(message))
    return await gathered.gather(tx, viewer_id, [replace(message, reacted=left)])


async def read(tx: Tx, owner_id: UserId, peer: Peer, thread: int = 0, topic: int = 0) -> int:
    """All reactions in a chat, or in one thread or topic of it, have been seen; returns how many messages that concerns."""
    if not is_user(peer):
        return await _read_in_group(tx, owner_id, peer, thread, topic)
    unseen = await stored.unread_in(tx, Box(owner_id), peer)
    if unseen:
        await stored.mark_seen(tx, Box(owner_id), unseen)
        for id in unseen:
            await tx.log(owner_id, ReactionsChanged(id=MsgId(id), peer=peer))
    await badges.recount_reactions(tx, owner_id, peer)
    return len(unseen)


async def _read_in_group(tx: Tx, owner_id: UserId, peer: Peer, thread: int, topic: int) -> int:
    place, author = Box(peer), int(owner_id)
    if topic:  # what a channel said is its admins'
        author = (await direct.require_leader(tx, owner_id, peer)).chat.profile.direct or owner_id
    unseen = await stored.unread_by(tx, peer, author)
    if thread:
        unseen = sorted(await threads.holds(tx, peer, thread, unseen))
    if topic:
        unseen = await directs.holds(tx, peer, topic, unseen)
    if unseen:
        await stored.mark_seen(tx, place, unseen)
        ids = await messages.copy_ids(tx, owner_id, peer, unseen) if is_chat(peer) else unseen
        for id in ids:
            await tx.log(owner_id, ReactionsChanged(id=MsgId(id), peer=peer))
    await badges.recount_reactions(tx, owner_id, peer)
    return len(unseen)


async def listing(
    tx: Tx, owner_id: UserId, peer: Peer, id: int, only: str, offset: int, limit: int
) -> tuple[int, list[RecentReaction], Facts]:
    """Who reacted to a message, latest first: how many, one page, and the people. Refuses MSG_ID_INVALID."""
    standing = None if is_user(peer) else await guards.require_reader(tx, owner_id, peer)
    message = await messages.find(tx, guards.box_of(owner_id, peer), MsgId(id))
    if message is None or message.peer != peer or (standing is not None and not standing.shows(message)):
        raise Refusal("MSG_ID_INVALID")
    if message.content.post:
        raise Refusal("BROADCAST_FORBIDDEN")
    place, number = stored.place(message)
    given = (await stored.counts(tx, place, (number,))).get(number, {})
    page = await stored.listing(tx, place, number, owner_id, only=only, offset=min(offset, 2**31), limit=limit)
    hidden = await views.disguised(tx, peer, owner_id, [row.peer for row in page])
    page = [replace(row, peer=peer) if row.peer in hidden else row for row in page]
    count = given.get(only, 0) if only else sum(given.values())
    return count, page, await gathered.gather(tx, owner_id, [], users=[row.peer for row in page])


async def remember(tx: Tx, owner_id: UserId, chosen: list[str]) -> None:
    known = await recent(tx, owner_id)
    after = tuple(dict.fromkeys((*reversed(chosen), *known)))[:KEPT]
    if after != known:
        await accounts.set_setting(tx, owner_id, RECENT, after)
        await tx.log(owner_id, RecentStickersChanged(what="recent_reactions"))


async def recent(tx: Tx, owner_id: UserId) -> tuple[str, ...]:
    """Used lately, latest first."""
    return await accounts.find_setting(tx, owner_id, RECENT, tuple[str, ...]) or ()


async def clear_recent(tx: Tx, owner_id: UserId) -> None:
    await accounts.remove_setting(tx, owner_id, RECENT)
    await tx.log(owner_id, RecentStickersChanged(what="recent_reactions"))


async def set_default(tx: Tx, owner_id: UserId, reaction: str) -> None:
    """What a double tap gives (https://core.telegram.org/method/messages.setDefaultReaction); other devices fetch their configuration
    anew. Refuses REACTION_INVALID."""
    await check(tx, [reaction])
    await accounts.set_setting(tx, owner_id, DEFAULT, reaction)
    tx.passing(owner_id, ConfigChanged())


async def default(tx: Tx, owner_id: UserId) -> str:
    """What a double tap gives: what its owner chose, or what everybody begins with."""
    return await accounts.find_setting(tx, owner_id, DEFAULT, str) or FIRST_DEFAULT


async def tags(tx: Tx, owner_id: UserId, saved_from: Peer | None = None) -> list[tuple[str, int, str]]:
    """The tags of Saved Messages, or of what was saved from one chat: (reaction, how often, title)."""
    titles = await accounts.find_setting(tx, owner_id, TAG_TITLES, dict[str, str]) or {}
    found = await stored.tags(tx, Box(owner_id), saved_from)
    return [(reaction, count, titles.get(reaction, "")) for reaction, count in found]


async def name_tag(tx: Tx, owner_id: UserId, reaction: str, title: str) -> None:
    """Give a tag a title, or take it away ("")."""
    await check(tx, [reaction])
    titles = await accounts.find_setting(tx, owner_id, TAG_TITLES, dict[str, str]) or {}
    titles.pop(reaction, None)
    await accounts.set_setting(tx, owner_id, TAG_TITLES, titles | ({reaction: title[:12]} if title else {}))
    await tx.log(owner_id, RecentStickersChanged(what="saved_tags"))
