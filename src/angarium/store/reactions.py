"""Reactions on messages, in each box that holds the message."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from angarium.model.ids import Box, MsgId, Peer, is_chat
from angarium.model.messages import Message, ReactionCount, ReactionTally, RecentReaction
from angarium.store.db import Db, marks

LATEST = 3
"""How many of the latest reactions are shown with a message."""


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
    chosen: Sequence[str],
    *,
    chat: Peer,
    date: int,
    big: bool,
    unread: bool,
) -> None:
    """Replace the reactions of one person on one message of a chat."""
    before = await chosen_by(db, box, message_id, peer)
    await db.run("DELETE FROM reaction WHERE box = ? AND message_id = ? AND peer = ?", box, message_id, peer)
    await db.many(
        "INSERT INTO reaction (box, message_id, peer, chat, reaction, date, position, big, unread)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (box, message_id, peer, chat, reaction, date, position, big, unread)
            for position, reaction in enumerate(chosen)
        ],
    )
    await db.many(
        "INSERT INTO reaction_tally (box, message_id, reaction, number) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (box, message_id, reaction) DO UPDATE SET number = reaction_tally.number + 1",
        [(box, message_id, reaction) for reaction in chosen if reaction not in before],
    )
    if lost := [(box, message_id, reaction) for reaction in before if reaction not in chosen]:
        where = "WHERE box = ? AND message_id = ? AND reaction = ?"
        await db.many(f"UPDATE reaction_tally SET number = number - 1 {where}", lost)
        await db.many(f"DELETE FROM reaction_tally {where} AND number <= 0", lost)


async def chosen_by(db: Db, box: Box, message_id: MsgId, peer: Peer) -> list[str]:
    """What one person chose on one message, in their order."""
    rows = await db.all(
        "SELECT reaction FROM reaction WHERE box = ? AND message_id = ? AND peer = ? ORDER BY position",
        box,
        message_id,
        peer,
    )
    return [row[0] for row in rows]


async def listing(
    db: Db, box: Box, message_id: MsgId, viewer_id: int, *, only: str = "", offset: int = 0, limit: int
) -> list[RecentReaction]:
    """A page of the reactions on a message, or of those of one kind, latest first, as `viewer_id` sees them."""
    which, kinds = (" AND reaction = ?", (only,)) if only else ("", ())
    rows = await db.all(
        f"SELECT peer, reaction, date, unread, big FROM reaction WHERE box = ? AND message_id = ?{which}"
        " ORDER BY date DESC, peer, position LIMIT ? OFFSET ?",
        box, message_id, *kinds, limit, offset,
    )  # fmt: skip
    return [RecentReaction(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[0] == viewer_id) for row in rows]


async def counts(db: Db, box: Box, ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """How often each reaction was given to these messages, the most frequent first; messages without any are left out."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT message_id, reaction, number FROM reaction_tally WHERE box = ? AND message_id IN ({marks(len(wanted))})"
        " ORDER BY message_id, number DESC, reaction",
        box, *wanted,
    )  # fmt: skip
    found: dict[int, dict[str, int]] = {}
    for id, reaction, number in rows:
        found.setdefault(id, {})[reaction] = number
    return found


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
    for table in ("reaction", "reaction_tally", "paid_reaction"):
        await db.many(f"DELETE FROM {table} WHERE box = ? AND message_id = ?", gone)


async def unread_among(db: Db, box: Box, ids: Iterable[int]) -> set[int]:
    """Those of these messages that have reactions which their author has not seen."""
    wanted = tuple(ids)
    if not wanted:
        return set()
    rows = await db.all(
        f"SELECT DISTINCT message_id FROM reaction WHERE box = ? AND message_id IN ({marks(len(wanted))}) AND unread = TRUE",
        box, *wanted,
    )  # fmt: skip
    return {row[0] for row in rows}


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


async def tags(db: Db, box: Box, saved_from: Peer | None = None) -> list[tuple[str, int]]:
    """Reactions that the owner gave in Saved Messages, or to what was saved there from one chat, each with how often, most frequent
    first."""
    within, arguments = "", [int(box), int(box)]
    if saved_from is not None:
        within = (
            " AND EXISTS (SELECT 1 FROM saved_message v WHERE v.box = ? AND v.peer = ? AND v.id = reaction.message_id)"
        )
        arguments += [int(box), int(saved_from)]
    rows = await db.all(
        f"SELECT reaction, count(*) FROM reaction WHERE box = ? AND chat = ?{within}"
        " GROUP BY reaction ORDER BY count(*) DESC, reaction",
        *arguments,
    )
    return [(row[0], row[1]) for row in rows]


async def tallies(db: Db, box: Box, ids: Iterable[int], viewer_id: int) -> dict[int, ReactionTally]:
    """Counts and latest reactions of messages, as `viewer_id` sees them; messages without any are left out."""
    counted = await counts(db, box, ids)
    mine = await _chosen_on(db, box, counted, viewer_id) if viewer_id and counted else {}
    return {
        id: ReactionTally(
            counts=tuple(ReactionCount(one, number, mine.get((id, one))) for one, number in given.items()),
            recent=tuple(await listing(db, box, MsgId(id), viewer_id, limit=LATEST)),
        )
        for id, given in counted.items()
    }


async def _chosen_on(db: Db, box: Box, ids: Collection[int], peer: int) -> dict[tuple[int, str], int]:
    """(message, reaction) → place among one person's own."""
    rows = await db.all(
        f"SELECT message_id, reaction, position FROM reaction WHERE box = ? AND message_id IN ({marks(len(ids))}) AND peer = ?",
        box, *ids, peer,
    )  # fmt: skip
    return {(row[0], row[1]): row[2] for row in rows}
