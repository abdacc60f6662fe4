"""What was brought into a chat from another messenger: runs of messages that are never unread. They are kept apart from the messages, so
that a long one costs whoever counts what is left no more than a short one."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.store.db import Db

END = 2**62


async def add(db: Db, box: int, peer: int, first: int, last: int) -> None:
    """The messages `first` to `last` of a chat were brought; what follows one run at once is a part of it."""
    row = await db.one("SELECT first FROM import_span WHERE box = ? AND peer = ? AND last = ?", box, peer, first - 1)
    if row is not None:
        await db.run("DELETE FROM import_span WHERE box = ? AND peer = ? AND last = ?", box, peer, first - 1)
        first = row[0]
    await db.run("INSERT INTO import_span (box, peer, last, first) VALUES (?, ?, ?, ?)", box, peer, last, first)


async def _beyond(db: Db, box: int, peer: int, after: int) -> list[tuple[int, int]]:
    rows = await db.all(
        "SELECT first, last FROM import_span WHERE box = ? AND peer = ? AND last > ? ORDER BY last", box, peer, after
    )
    return [(row[0], row[1]) for row in rows]


async def gaps(db: Db, box: int, peer: int, after: int) -> list[tuple[int, int]]:
    """The stretches of a chat beyond `after` that lie between those runs, each as (beyond which id, up to which), in order."""
    found = []
    for first, last in await _beyond(db, box, peer, after):
        if after < first - 1:
            found.append((after, first - 1))
        after = last
    return [*found, (after, END)]


async def held(db: Db, box: int, peer: int, ids: Iterable[int]) -> set[int]:
    """Those of `ids` that were brought."""
    wanted = sorted(ids)
    runs = await _beyond(db, box, peer, wanted[0] - 1) if wanted else []
    return {id for id in wanted if any(first <= id <= last for first, last in runs)}
