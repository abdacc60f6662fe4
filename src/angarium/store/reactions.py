"""Reactions on messages, in each box that holds the message."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.model.ids import Box, MsgId, Peer, is_chat
from angarium.model.messages import Message, ReactionCount, ReactionTally, RecentReaction
from angarium.store.db import Db, marks


def place(message: Message) -> tuple[Box, MsgId]:
    """Where the reactions on a message lie: the copies in the boxes of a basic group's members share theirs."""
    if is_chat(message.peer):
        return Box(message.peer), message.pair_id
    return message.box, message.id


async def set_of(
    db: Db,
    box: Box,
    message_id: MsgId,
    peer: Peer,
    chosen: Iterable[str],
    *,
    chat: Peer,
    date: int,
    big: bool,
    unread: bool,
) -> None:
    """Replace the reactions of one person on one message of a chat."""
    await db.run("DELETE FROM reaction WHERE box = ? AND message_id = ? AND peer = ?", box, message_id, peer)
    await db.many(
        "INSERT INTO reaction (box, message_id, peer, chat, reaction, date, position, big, unread)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (box, message_id, peer, chat, reaction, date, position, big, unread)
            for position, reaction in enumerate(chosen)
        ],
    )


async def chosen(db: Db, box: Box, message_id: MsgId, peer: Peer) -> list[str]:
    """What one person chose on one message, in their order."""
    rows = await db.all(
        "SELECT reaction FROM reaction WHERE box = ? AND message_id = ? AND peer = ? ORDER BY position",
        box,
        message_id,
        peer,
    )
    return [row[0] for row in rows]


async def listing(db: Db, box: Box, message_id: MsgId) -> list[RecentReaction]:
    """Every reaction on a message, latest first."""
    rows = await db.all(
        "SELECT peer, reaction, date, unread, big FROM reaction WHERE box = ? AND message_id = ? ORDER BY date DESC, peer, position",
        box, message_id,
    )  # fmt: skip
    return [RecentReaction(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[0] == box) for row in rows]


async def are_on(db: Db, box: Box, message_id: MsgId) -> bool:
    """Whether a message has any, given or paid."""
    for table, who in (("reaction", "peer"), ("paid_reaction", "user_id")):
        sql = f"SELECT {who} FROM {table} WHERE box = ? AND message_id = ? ORDER BY {who} LIMIT 1"
        if await db.one(sql, box, message_id) is not None:
            return True
    return False


async def remove(db: Db, box: Box, ids: Iterable[int]) -> None:
    """Forget the reactions on messages that are gone."""
    gone = [(box, id) for id in ids]
    await db.many("DELETE FROM reaction WHERE box = ? AND message_id = ?", gone)
    await db.many("DELETE FROM paid_reaction WHERE box = ? AND message_id = ?", gone)


async def unread_in(db: Db, box: Box, chat: Peer) -> list[int]:
    """Messages of a chat with reactions that the box's owner has not seen, ascending."""
    rows = await db.all(
        "SELECT DISTINCT message_id FROM reaction WHERE box = ? AND chat = ? AND unread = TRUE ORDER BY message_id",
        box,
        chat,
    )
    return [row[0] for row in rows]


async def unread_by(db: Db, chat: Peer, author: int) -> list[int]:
    """Messages that somebody wrote in a group, with reactions that they have not seen, ascending, by their ids (in a basic group: their
    numbers) in the group's own place."""
    if is_chat(chat):
        rows = await db.all(
            "SELECT DISTINCT r.message_id FROM reaction r JOIN message m ON m.box = ? AND m.peer = r.chat AND m.pair_id = r.message_id"
            " AND m.peer < 0 AND m.pair_id > 0 WHERE r.box = ? AND r.chat = ? AND r.unread = TRUE AND m.sender = ? ORDER BY r.message_id",
            author, chat, chat, author,
        )  # fmt: skip
    else:
        rows = await db.all(
            "SELECT DISTINCT r.message_id FROM reaction r JOIN message m ON m.box = r.box AND m.id = r.message_id"
            " WHERE r.box = ? AND r.chat = ? AND r.unread = TRUE AND m.sender = ? ORDER BY r.message_id",
            chat, chat, author,
        )  # fmt: skip
    return [row[0] for row in rows]


async def given_by(db: Db, box: int, who: int, limit: int) -> list[int]:
    """The messages of a group or channel that somebody reacted to, latest first."""
    rows = await db.all(
        "SELECT DISTINCT message_id FROM reaction WHERE box = ? AND peer = ? AND box < 0 ORDER BY message_id DESC LIMIT ?",
        box, who, limit,
    )  # fmt: skip
    return [row[0] for row in rows]


async def mark_seen(db: Db, box: Box, ids: Iterable[int]) -> None:
    await db.many(
        "UPDATE reaction SET unread = FALSE WHERE box = ? AND message_id = ? AND unread = TRUE",
        [(box, id) for id in ids],
    )


async def tags(db: Db, box: Box) -> list[tuple[str, int]]:
    """Reactions that the owner gave in Saved Messages, each with how often, most frequent first."""
    rows = await db.all(
        "SELECT reaction, count(*) FROM reaction WHERE box = ? AND chat = ? GROUP BY reaction ORDER BY count(*) DESC, reaction",
        box, box,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


async def tallies(db: Db, box: Box, ids: Iterable[int], viewer_id: int) -> dict[int, ReactionTally]:
    """Counts and latest reactions of messages, as `viewer_id` sees them; messages without any are left out."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT message_id, peer, reaction, date, position, big, unread FROM reaction WHERE box = ?"
        f" AND message_id IN ({marks(len(wanted))}) ORDER BY message_id, date DESC, peer",
        box, *wanted,
    )  # fmt: skip
    by_message: dict[int, list[tuple[int, str, int, int, bool, bool]]] = {}
    for id_, peer, reaction, date, position, big, unread in rows:
        by_message.setdefault(id_, []).append((peer, reaction, date, position, bool(big), bool(unread)))
    return {id_: _tally(found, viewer_id) for id_, found in by_message.items()}


def _tally(found: list[tuple[int, str, int, int, bool, bool]], viewer_id: int) -> ReactionTally:
    counts: dict[str, int] = {}
    chosen: dict[str, int] = {}
    for peer, reaction, _, position, _, _ in found:
        counts[reaction] = counts.get(reaction, 0) + 1
        if peer == viewer_id:
            chosen[reaction] = position
    return ReactionTally(
        counts=tuple(ReactionCount(reaction, count, chosen.get(reaction)) for reaction, count in counts.items()),
        recent=tuple(
            RecentReaction(Peer(peer), reaction, date, unread, big, peer == viewer_id)
            for peer, reaction, date, _, big, unread in found[:3]
        ),
    )
