"""What happened in a supergroup or channel, by the hour; who wrote how much, by the day; what was looked at."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from angarium.store.db import Db, marks

_FIELDS = (
    "messages", "views", "forwards", "joins", "leaves", "from_followers", "from_search", "from_channels", "from_groups",
    "from_private", "mutes", "unmutes", "came_public", "came_links", "came_requests", "came_added",
)  # fmt: skip
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[int]).decode


class Hour(msgspec.Struct, frozen=True, array_like=True):
    """An hour since 1970, and what happened in it. `from_…` says where those came from who saw posts, `came_…` how those came who
    joined."""

    hour: int
    messages: int = 0
    views: int = 0
    forwards: int = 0
    joins: int = 0
    leaves: int = 0
    from_followers: int = 0
    from_search: int = 0
    from_channels: int = 0
    from_groups: int = 0
    from_private: int = 0
    mutes: int = 0
    unmutes: int = 0
    came_public: int = 0
    came_links: int = 0
    came_requests: int = 0
    came_added: int = 0


class Writer(msgspec.Struct, frozen=True, array_like=True):
    """Somebody, how many messages they wrote, and how many letters."""

    user_id: int
    messages: int
    letters: int


async def add(db: Db, box: int, hour: int, **counted: int) -> None:
    """Count what happened: fields of `Hour`, and how often."""
    await db.run(_counting(tuple(counted)), box, hour, *counted.values())


@cache
def _counting(fields: tuple[str, ...]) -> str:
    """The statement that counts in these fields. Raises ValueError when there is none of the name."""
    others = [field for field in _FIELDS if field not in fields]
    if len(others) + len(fields) != len(_FIELDS):
        raise ValueError(", ".join(fields))
    changes = ", ".join(f"{field} = activity.{field} + excluded.{field}" for field in fields)
    return (
        f"INSERT INTO activity (box, hour, {', '.join([*fields, *others])})"
        f" VALUES (?, ?, {marks(len(fields))}{', 0' * len(others)}) ON CONFLICT (box, hour) DO UPDATE SET {changes}"
    )


async def hours(db: Db, box: int, since: int, until: int) -> list[Hour]:
    """What happened in the hours with `since` <= hour < `until`, oldest first."""
    rows = await db.all(
        f"SELECT hour, {', '.join(_FIELDS)} FROM activity WHERE box = ? AND hour >= ? AND hour < ? ORDER BY hour",
        box, since, until,
    )  # fmt: skip
    return [Hour(*row) for row in rows]


async def note_person(db: Db, box: int, day: int, user_id: int, messages: int, letters: int) -> None:
    """Somebody was there on a day, and wrote so much."""
    await db.run(
        "INSERT INTO activity_person (box, day, user_id, messages, letters) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (box, day, user_id) DO UPDATE SET messages = activity_person.messages + ?,"
        " letters = activity_person.letters + ?",
        box, day, user_id, messages, letters, messages, letters,
    )  # fmt: skip


async def people(db: Db, box: int, since: int, until: int) -> list[Writer]:
    """Who was there on the days with `since` <= day < `until`, who wrote most first."""
    rows = await db.all(
        "SELECT user_id, sum(messages), sum(letters) FROM activity_person WHERE box = ? AND day >= ? AND day < ?"
        " GROUP BY user_id ORDER BY sum(messages) DESC, user_id",
        box, since, until,
    )  # fmt: skip
    return [Writer(row[0], int(row[1]), int(row[2])) for row in rows]


async def people_by_day(db: Db, box: int, since: int, until: int) -> list[tuple[int, int, int]]:
    """(day, how many were there, how many of them wrote) of the days with `since` <= day < `until`."""
    rows = await db.all(
        "SELECT day, count(*), sum(CASE WHEN messages > 0 THEN 1 ELSE 0 END) FROM activity_person"
        " WHERE box = ? AND day >= ? AND day < ? GROUP BY day",
        box, since, until,
    )  # fmt: skip
    return [(row[0], int(row[1]), int(row[2])) for row in rows]


async def add_reaction(db: Db, box: int, day: int, reaction: str) -> None:
    """Somebody reacted to a message."""
    await db.run(
        "INSERT INTO reaction_day (box, day, reaction, number) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (box, day, reaction) DO UPDATE SET number = reaction_day.number + 1",
        box, day, reaction,
    )  # fmt: skip


async def reactions(db: Db, box: int, since: int, until: int) -> list[tuple[int, str, int]]:
    """(day, reaction, how often) of the days with `since` <= day < `until`."""
    rows = await db.all(
        "SELECT day, reaction, number FROM reaction_day WHERE box = ? AND day >= ? AND day < ?", box, since, until
    )
    return [(row[0], row[1], row[2]) for row in rows]


# --- posts ---------------------------------------------------------------------------------------------------------------------------


async def seen(db: Db, user_id: int, chat: int, day: int) -> set[int]:
    """The posts of a channel that somebody has looked at on this day."""
    row = await db.one("SELECT day, seen FROM view_mark WHERE user_id = ? AND chat = ?", user_id, chat)
    return set(_decode(row[1])) if row and row[0] == day else set()


async def mark_seen(db: Db, user_id: int, chat: int, day: int, ids: Iterable[int]) -> None:
    """All that somebody has looked at on this day; what was before it is forgotten."""
    await db.run(
        "INSERT INTO view_mark (user_id, chat, day, seen) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id, chat) DO UPDATE SET day = excluded.day, seen = excluded.seen",
        user_id, chat, day, _encode(sorted(ids)),
    )  # fmt: skip


async def add_post_views(db: Db, box: int, ids: Iterable[int], hour: int) -> None:
    await db.many(
        "INSERT INTO post_view (box, id, hour, views) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (box, id, hour) DO UPDATE SET views = post_view.views + 1",
        [(box, id, hour) for id in ids],
    )


async def post_views(db: Db, box: int, id: int) -> list[tuple[int, int]]:
    """(hour, views) of one post, oldest first."""
    rows = await db.all("SELECT hour, views FROM post_view WHERE box = ? AND id = ? ORDER BY hour", box, id)
    return [(row[0], row[1]) for row in rows]


async def forget_posts(db: Db, box: int, ids: Iterable[int]) -> None:
    """What was counted of posts that are gone."""
    gone = [(box, id) for id in ids]
    await db.many("DELETE FROM post_view WHERE box = ? AND id = ?", gone)
    await db.many("DELETE FROM post_copy WHERE box = ? AND post = ?", gone)


async def note_copy(db: Db, box: int, post: int, date: int, chat: int, id: int) -> None:
    """A post was passed on to a chat."""
    await db.run("INSERT INTO post_copy (box, post, date, chat, id) VALUES (?, ?, ?, ?, ?)", box, post, date, chat, id)


async def copies(db: Db, box: int, post: int, before: tuple[int, int, int], limit: int) -> list[tuple[int, int, int]]:
    """(date, chat, id) of where a post was passed on to, latest first, beyond the keyset `before`."""
    rows = await db.all(
        "SELECT date, chat, id FROM post_copy WHERE box = ? AND post = ? AND (date, chat, id) < (?, ?, ?)"
        " ORDER BY date DESC, chat DESC, id DESC LIMIT ?",
        box, post, *before, limit,
    )  # fmt: skip
    return [(row[0], row[1], row[2]) for row in rows]


async def count_copies(db: Db, box: int, post: int) -> int:
    row = await db.one("SELECT count(*) FROM post_copy WHERE box = ? AND post = ?", box, post)
    return int(row[0]) if row else 0


async def reactions_on(db: Db, box: int, id: int) -> list[tuple[int, str, int]]:
    """Reactions on one message: (day, reaction, how many)."""
    rows = await db.all(
        "SELECT date / 86400, reaction, count(*) FROM reaction WHERE box = ? AND message_id = ?"
        " GROUP BY date / 86400, reaction",
        box, id,
    )  # fmt: skip
    return [(row[0], row[1], row[2]) for row in rows]


async def reacted(db: Db, box: int, ids: list[int]) -> dict[int, int]:
    """How many reactions each of these messages has."""
    if not ids:
        return {}
    rows = await db.all(
        "SELECT message_id, count(*) FROM reaction WHERE box = ? AND message_id >= ? AND message_id <= ? GROUP BY message_id",
        box, min(ids), max(ids),
    )  # fmt: skip
    return {row[0]: row[1] for row in rows}
