"""Polls, how they stand, and who voted for what."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.ids import Peer
from angarium.model.polls import Poll, Tally, Vote
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode_poll = msgspec.msgpack.Decoder(Poll).decode
_decode_tally = msgspec.msgpack.Decoder(Tally).decode

MOST_OPTIONS = 12
"""Votes of one person in one poll at most."""


async def add(db: Db, poll: Poll) -> None:
    await db.run("INSERT INTO poll (id, body, tally) VALUES (?, ?, ?)", poll.id, _encode(poll), _encode(Tally()))


async def put(db: Db, poll: Poll, tally: Tally) -> None:
    """Write back a poll and how it stands."""
    await db.run("UPDATE poll SET body = ?, tally = ? WHERE id = ?", _encode(poll), _encode(tally), poll.id)


async def find_many(db: Db, ids: Iterable[int]) -> dict[int, tuple[Poll, Tally]]:
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT id, body, tally FROM poll WHERE id IN ({marks(len(wanted))})", *wanted)
    return {row[0]: (_decode_poll(row[1]), _decode_tally(row[2])) for row in rows}


async def chosen(db: Db, voter: int, ids: Iterable[int]) -> dict[int, tuple[bytes, ...]]:
    """What one person voted for, by poll."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT poll_id, option FROM poll_vote WHERE poll_id IN ({marks(len(wanted))}) AND voter = ?", *wanted, voter
    )
    found: dict[int, tuple[bytes, ...]] = {}
    for poll_id, option in rows:
        found[poll_id] = (*found.get(poll_id, ()), option)
    return found


async def set_votes(db: Db, poll_id: int, voter: int, options: Iterable[bytes], date: int, shown: int) -> None:
    """Replace what one person voted for, in the name of `shown`."""
    await db.run("DELETE FROM poll_vote WHERE poll_id = ? AND voter = ?", poll_id, voter)
    await db.many(
        "INSERT INTO poll_vote (poll_id, voter, option, date, shown) VALUES (?, ?, ?, ?, ?)",
        [(poll_id, voter, option, date, 0 if shown == voter else shown) for option in options],
    )


async def remove_option(db: Db, poll_id: int, option: bytes) -> None:
    await db.run("DELETE FROM poll_vote WHERE poll_id = ? AND option = ?", poll_id, option)


async def count_voters(db: Db, poll_id: int) -> int:
    row = await db.one("SELECT count(DISTINCT voter) FROM poll_vote WHERE poll_id = ?", poll_id)
    return int(row[0]) if row else 0


_SHOWN = "CASE WHEN shown <> 0 THEN shown ELSE voter END"


async def latest_voters(db: Db, poll_id: int, limit: int, option: bytes | None = None) -> list[Peer]:
    """Who voted last, of everyone or for one option; latest first."""
    if option is None:  # a row for each option that somebody chose
        rows = await db.all(
            f"SELECT {_SHOWN} FROM poll_vote WHERE poll_id = ? ORDER BY date DESC, voter DESC LIMIT ?",
            poll_id, limit * MOST_OPTIONS,
        )  # fmt: skip
    else:
        rows = await db.all(
            f"SELECT {_SHOWN} FROM poll_vote WHERE poll_id = ? AND option = ? ORDER BY date DESC, voter DESC LIMIT ?",
            poll_id, option, limit,
        )  # fmt: skip
    return list(dict.fromkeys(row[0] for row in rows))[:limit]


async def votes_for(db: Db, poll_id: int, option: bytes, before: tuple[int, int], limit: int) -> list[Vote]:
    """Votes for one option, latest first, from (date, voter) `before` on."""
    rows = await db.all(
        "SELECT voter, date, shown FROM poll_vote WHERE poll_id = ? AND option = ? AND (date, voter) < (?, ?)"
        " ORDER BY date DESC, voter DESC LIMIT ?",
        poll_id, option, *before, limit,
    )  # fmt: skip
    return [Vote(voter, (option,), date, shown or voter) for voter, date, shown in rows]


async def votes(db: Db, poll_id: int, before: tuple[int, int], limit: int, most_options: int) -> list[Vote]:
    """Everyone's votes, latest first, from (date, voter) `before` on."""
    rows = await db.all(
        "SELECT voter, option, date, shown FROM poll_vote WHERE poll_id = ? AND (date, voter) < (?, ?)"
        " ORDER BY date DESC, voter DESC LIMIT ?",
        poll_id, *before, (limit + 1) * most_options,
    )  # fmt: skip
    found: dict[int, Vote] = {}
    for voter, option, date, shown in rows:
        known = found.get(voter)
        found[voter] = Vote(voter, (*(known.options if known else ()), option), date, shown or voter)
    return list(found.values())[:limit]


# --- votes that the author of a poll has not seen


async def votes_by_hour(db: Db, poll_id: int) -> list[tuple[int, bytes, int]]:
    """(hour since 1970, option, votes), oldest first."""
    rows = await db.all(
        "SELECT date / 3600, option, count(*) FROM poll_vote WHERE poll_id = ? GROUP BY date / 3600, option"
        " ORDER BY date / 3600, option",
        poll_id,
    )  # fmt: skip
    return [(row[0], row[1], row[2]) for row in rows]


async def mark_unread(db: Db, owner_id: int, peer: int, message_id: int, poll_id: int) -> None:
    await db.run(
        "INSERT INTO poll_unread (owner_id, peer, message_id, poll_id) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (owner_id, peer, message_id) DO NOTHING",
        owner_id, peer, message_id, poll_id,
    )  # fmt: skip


async def unread(db: Db, owner_id: int, peer: int) -> list[int]:
    """The messages of a chat whose polls have votes that their author has not seen, newest first."""
    rows = await db.all(
        "SELECT message_id FROM poll_unread WHERE owner_id = ? AND peer = ? ORDER BY message_id DESC", owner_id, peer
    )
    return [row[0] for row in rows]


async def unread_of(db: Db, owner_id: int, poll_ids: Iterable[int]) -> set[int]:
    """Those of the polls that have votes unseen by this person."""
    wanted = tuple(poll_ids)
    if not wanted:
        return set()
    rows = await db.all(
        f"SELECT poll_id FROM poll_unread WHERE owner_id = ? AND poll_id IN ({marks(len(wanted))})", owner_id, *wanted
    )
    return {row[0] for row in rows}


async def mark_read(db: Db, owner_id: int, peer: int, message_id: int = 0) -> None:
    """All unseen votes of a chat have been seen, or those on one message."""
    only = " AND message_id = ?" if message_id else ""
    args = (message_id,) if message_id else ()
    await db.run(f"DELETE FROM poll_unread WHERE owner_id = ? AND peer = ?{only}", owner_id, peer, *args)


async def count_unread(db: Db, owner_id: int) -> dict[int, int]:
    """By chat, how many of one's polls have votes that one has not seen."""
    rows = await db.all("SELECT peer, count(*) FROM poll_unread WHERE owner_id = ? GROUP BY peer", owner_id)
    return {row[0]: row[1] for row in rows}


async def forget_unread(db: Db, rows: Iterable[tuple[int, int, int]]) -> None:
    """These messages, as (owner, chat, id), are gone."""
    await db.many("DELETE FROM poll_unread WHERE owner_id = ? AND peer = ? AND message_id = ?", rows)
