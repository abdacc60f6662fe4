"""Reactions on messages, in each box that holds the message."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.model.ids import Box, MsgId, Peer
from angarium.model.messages import ReactionCount, ReactionTally, RecentReaction
from angarium.store.db import Db, marks


async def set_of(db: Db, box: Box, message_id: MsgId, peer: Peer, chosen: Iterable[str], *, date: int, big: bool, unread: bool) -> None:
    """Replace the reactions of one person on one message."""
    await db.run("DELETE FROM reaction WHERE box = ? AND message_id = ? AND peer = ?", box, message_id, peer)
    await db.many(
        "INSERT INTO reaction (box, message_id, peer, reaction, date, position, big, unread) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(box, message_id, peer, reaction, date, position, big, unread) for position, reaction in enumerate(chosen)],
    )


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
