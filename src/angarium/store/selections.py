"""Which messages a list is made of: a whole chat, or those of a kind, pinned, saved from somewhere, tagged, with unseen reactions."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from itertools import islice

from angarium.model.ids import Box, is_chat
from angarium.model.messages import Message
from angarium.store import messages
from angarium.store.db import Db
from angarium.store.messages import COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Messages of one box. `peer` None = of every chat, which takes `kinds`; each form below has its index."""

    box: int
    peer: int | None = None
    kinds: tuple[int, ...] = ()  # numbers of `messages.KINDS`; empty = all
    pinned: bool = False
    saved_from: int | None = None
    tag: str = ""
    unseen_reactions: bool = False
    out: bool | None = None
    sender: int | None = None  # in groups
    mentions_of: int | None = None  # messages that name this person, unread
    side: int = 0  # with no `peer`: 1 = private chats alone, -1 = groups alone
    thread: int = 0  # messages of the thread that began with this one
    floor: int = 0  # ids up to this one are not shown to whoever asks

    @property
    def is_whole_chat(self) -> bool:
        return not (
            self.kinds
            or self.pinned
            or self.saved_from is not None
            or self.tag
            or self.unseen_reactions
            or self.mentions_of is not None
            or self.thread
        )


def _sources(chosen: Selection) -> list[tuple[str, str, list[object]]]:
    """One (id column, FROM … WHERE …, arguments) for each index range that the selection covers."""
    if chosen.thread:
        return _thread_sources(chosen)
    if chosen.saved_from is not None:
        return _saved_sources(chosen)
    if chosen.unseen_reactions:
        return [_unseen(chosen)]
    if chosen.mentions_of is not None:
        return [
            ("id", "FROM mention WHERE owner_id = ? AND peer = ? AND unread = TRUE", [chosen.mentions_of, chosen.peer])
        ]
    if chosen.tag:
        return [
            (
                "message_id",
                "FROM reaction WHERE box = ? AND chat = ? AND reaction = ?",
                [chosen.box, chosen.peer, chosen.tag],
            )
        ]
    side = _side(chosen)
    if chosen.pinned:
        return [("id", f"FROM message WHERE box = ? AND peer = ? AND flags % 4 >= 2{side}", [chosen.box, chosen.peer])]
    if chosen.peer is None:
        return [
            ("id", f"FROM message WHERE box = ? AND kind > 0 AND kind = ?{side}", [chosen.box, kind])
            for kind in chosen.kinds
        ]
    if chosen.kinds:
        return [
            (
                "id",
                f"FROM message WHERE box = ? AND peer = ? AND kind > 0 AND kind = ?{side}",
                [chosen.box, chosen.peer, kind],
            )
            for kind in chosen.kinds
        ]
    return [("id", f"FROM message WHERE box = ? AND peer = ?{side}", [chosen.box, chosen.peer])]


def _unseen(chosen: Selection, within: str = "", *args: object) -> tuple[str, str, list[object]]:
    """What has reactions that its author has not seen; in groups, of one author (`sender`)."""
    here = [chosen.box, chosen.peer]
    if chosen.sender is None:
        return "message_id", f"FROM reaction WHERE box = ? AND chat = ? AND unread = TRUE{within}", [*here, *args]
    if chosen.peer is not None and is_chat(
        chosen.peer
    ):  # its reactions are kept once, by the messages' numbers within it
        source = (
            "FROM reaction r JOIN message m ON m.box = ? AND m.peer = r.chat AND m.pair_id = r.message_id AND m.peer < 0"
            " AND m.pair_id > 0 WHERE r.box = ? AND r.chat = ? AND r.unread = TRUE AND m.sender = ?"
        )
        return "m.id", source, [*here, chosen.peer, chosen.sender]
    written = (
        "EXISTS (SELECT 1 FROM message m WHERE m.box = reaction.box AND m.id = reaction.message_id AND m.sender = ?)"
    )
    source = f"FROM reaction WHERE box = ? AND chat = ? AND unread = TRUE AND {written}{within}"
    return "message_id", source, [*here, chosen.sender, *args]


def _thread_sources(chosen: Selection) -> list[tuple[str, str, list[object]]]:
    """The same within one thread of a supergroup."""
    box, top = chosen.box, chosen.thread
    within = "SELECT 1 FROM thread_message t WHERE t.box = ? AND t.top_id = ? AND t.id"
    if chosen.unseen_reactions:
        return [_unseen(chosen, f" AND EXISTS ({within} = reaction.message_id)", box, top)]
    if chosen.mentions_of is not None:
        source = f"FROM mention WHERE owner_id = ? AND peer = ? AND unread = TRUE AND EXISTS ({within} = mention.id)"
        return [("id", source, [chosen.mentions_of, chosen.peer, box, top])]
    if chosen.pinned:
        source = f"FROM message WHERE box = ? AND peer = ? AND flags % 4 >= 2 AND EXISTS ({within} = message.id)"
        return [("id", source, [box, chosen.peer, box, top])]
    side = "" if chosen.sender is None else f" AND sender = {int(chosen.sender)}"
    if chosen.kinds:
        source = f"FROM thread_message WHERE box = ? AND top_id = ? AND kind > 0 AND kind = ?{side}"
        return [("id", source, [box, top, kind]) for kind in chosen.kinds]
    return [("id", f"FROM thread_message WHERE box = ? AND top_id = ?{side}", [box, top])]


def _saved_sources(chosen: Selection) -> list[tuple[str, str, list[object]]]:
    """The same within one chat of Saved Messages, or one topic of a channel's direct messages."""
    box, peer = chosen.box, chosen.saved_from
    within = "EXISTS (SELECT 1 FROM saved_message v WHERE v.box = ? AND v.peer = ? AND v.id"
    side, here = _side(chosen), [box, chosen.peer]
    if chosen.unseen_reactions:
        return [_unseen(chosen, f" AND {within} = reaction.message_id)", box, peer)]
    if chosen.mentions_of is not None:
        source = f"FROM mention WHERE owner_id = ? AND peer = ? AND unread = TRUE AND {within} = mention.id)"
        return [("id", source, [chosen.mentions_of, chosen.peer, box, peer])]
    if chosen.tag:
        source = f"FROM reaction WHERE box = ? AND chat = ? AND reaction = ? AND {within} = reaction.message_id)"
        return [("message_id", source, [*here, chosen.tag, box, peer])]
    if chosen.pinned:
        source = f"FROM message WHERE box = ? AND peer = ? AND flags % 4 >= 2{side} AND {within} = message.id)"
        return [("id", source, [*here, box, peer])]
    if chosen.kinds:
        source = f"FROM message WHERE box = ? AND peer = ? AND kind > 0 AND kind = ?{side} AND {within} = message.id)"
        return [("id", source, [*here, kind, box, peer]) for kind in chosen.kinds]
    if side:
        source = f"FROM message WHERE box = ? AND peer = ?{side} AND {within} = message.id)"
        return [("id", source, [*here, box, peer])]
    return [("id", "FROM saved_message WHERE box = ? AND peer = ?", [box, peer])]


def _side(chosen: Selection) -> str:
    side = "" if chosen.out is None else f" AND flags % 2 = {int(chosen.out)}"
    if chosen.side:
        side += " AND peer > 0" if chosen.side > 0 else " AND peer < 0"
    if chosen.sender is not None:
        side += f" AND sender = {int(chosen.sender)}" + (
            " AND peer < 0" if (chosen.peer or 0) < 0 else ""
        )  # the index is for groups
    return side


def _once(chosen: Selection) -> str:
    """A message has as many rows among reactions as people reacted to it."""
    return "DISTINCT " if chosen.unseen_reactions else ""


async def ids_before(db: Db, chosen: Selection, before: int, after: int, limit: int) -> list[int]:
    """Ids with `after` < id < `before`, newest first."""
    runs = []
    for column, source, args in _sources(chosen):
        rows = await db.all(
            f"SELECT {_once(chosen)}{column} {source} AND {column} < ? AND {column} > ? ORDER BY {column} DESC LIMIT ?",
            *args, before, after, limit,
        )  # fmt: skip
        runs.append([row[0] for row in rows])
    return runs[0] if len(runs) == 1 else list(islice(merge(*runs, reverse=True), limit))


async def skip(db: Db, chosen: Selection, before: int, after: int, count: int) -> int | None:
    """The id of the last of the `count` newest messages with `after` < id < `before`; None when there are fewer."""
    sources = _sources(chosen)
    union = " UNION ALL ".join(
        f"SELECT {column} AS id {source} AND {column} < ? AND {column} > ?" for column, source, _ in sources
    )
    row = await db.one(
        f"{union} ORDER BY id DESC LIMIT 1 OFFSET ?",
        *[arg for _, _, args in sources for arg in (*args, before, after)], count - 1,
    )  # fmt: skip
    return row[0] if row else None


async def ids_from(db: Db, chosen: Selection, start: int, before: int, limit: int) -> list[int]:
    """The oldest ids with `start` <= id < `before`, oldest first."""
    runs = []
    for column, source, args in _sources(chosen):
        rows = await db.all(
            f"SELECT {_once(chosen)}{column} {source} AND {column} >= ? AND {column} < ? ORDER BY {column} LIMIT ?",
            *args,
            start,
            before,
            limit,
        )
        runs.append([row[0] for row in rows])
    return runs[0] if len(runs) == 1 else list(islice(merge(*runs), limit))


async def count(db: Db, chosen: Selection, *, above: int = 0) -> int:
    """How many there are that may be shown, or how many with id >= `above`."""
    total, lowest = 0, max(above, chosen.floor + 1)
    for column, source, args in _sources(chosen):
        what = f"DISTINCT {column}" if chosen.unseen_reactions else "*"
        row = await db.one(f"SELECT count({what}) {source} AND {column} >= ?", *args, lowest)
        total += int(row[0]) if row else 0
    return total


async def days(db: Db, chosen: Selection, before: int) -> list[tuple[int, int, int, int]]:
    """Messages of one kind in a chat with id < `before`, by day (UTC): (day, lowest id, highest id, how many), latest first."""
    found: dict[int, tuple[int, int, int]] = {}
    for column, source, args in _sources(chosen):
        rows = await db.all(
            f"SELECT date / 86400, min(id), max(id), count(*) {source} AND {column} < ? AND {column} > ?"
            " GROUP BY date / 86400",
            *args, before, chosen.floor,
        )  # fmt: skip
        for day, low, high, number in rows:
            at = found.get(day, (low, high, 0))
            found[day] = (min(at[0], low), max(at[1], high), at[2] + number)
    return [(day, *found[day]) for day in sorted(found, reverse=True)]


async def page_before(db: Db, chosen: Selection, before: int, after: int, limit: int) -> list[Message]:
    """The newest messages with `after` < id < `before`, newest first."""
    if not chosen.is_whole_chat:
        return await _fetch(db, chosen.box, await ids_before(db, chosen, before, after, limit))
    side = _side(chosen)
    rows = await db.all(
        f"SELECT {COLUMNS} FROM message WHERE box = ? AND peer = ? AND id < ? AND id > ?{side} ORDER BY id DESC LIMIT ?",
        chosen.box, chosen.peer, before, after, limit,
    )  # fmt: skip
    return [messages.message(row) for row in rows]


async def page_from(db: Db, chosen: Selection, start: int, before: int, limit: int) -> list[Message]:
    """The oldest messages with `start` <= id < `before`, newest first."""
    return await _fetch(db, chosen.box, (await ids_from(db, chosen, start, before, limit))[::-1])


async def _fetch(db: Db, box: int, ids: list[int]) -> list[Message]:
    found = await messages.find_many(db, Box(box), ids)
    return [found[id] for id in ids if id in found]
