"""Who looked at stories and what they said; how far people have read; where stories were passed on to."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.model.stories import Stealth, StoryReader, StoryViewer
from angarium.store.db import Db, marks

_AT_ONCE = 500


async def find(db: Db, box: int, id: int, viewer_id: int) -> StoryViewer | None:
    row = await db.one(
        "SELECT viewer_id, date, reaction FROM story_view WHERE box = ? AND id = ? AND viewer_id = ?",
        box,
        id,
        viewer_id,
    )
    return StoryViewer(*row) if row else None


async def put(db: Db, box: int, id: int, viewer: StoryViewer) -> None:
    await db.run(
        "INSERT INTO story_view (box, id, viewer_id, date, reaction) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (box, id, viewer_id) DO UPDATE SET date = excluded.date, reaction = excluded.reaction",
        box, id, viewer.user_id, viewer.date, viewer.reaction,
    )  # fmt: skip


async def remove(db: Db, box: int, id: int, viewer_id: int) -> None:
    await db.run("DELETE FROM story_view WHERE box = ? AND id = ? AND viewer_id = ?", box, id, viewer_id)


async def seen_by(db: Db, box: int, ids: Iterable[int], viewer_id: int) -> dict[int, str]:
    """Which of these stories somebody has looked at, and what they said to them."""
    wanted = tuple(ids)
    rows = await db.all(
        f"SELECT id, reaction FROM story_view WHERE box = ? AND id IN ({marks(len(wanted))}) AND viewer_id = ?",
        box, *wanted, viewer_id,
    )  # fmt: skip
    return {row[0]: row[1] for row in rows}


async def since(db: Db, viewer_id: int, date: int, limit: int) -> list[tuple[int, int]]:
    """(box, id) of the stories that somebody has looked at since, without saying anything."""
    rows = await db.all(
        "SELECT box, id FROM story_view WHERE viewer_id = ? AND date >= ? AND reaction = '' ORDER BY date DESC LIMIT ?",
        viewer_id, date, limit,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


async def recent(db: Db, box: int, id: int, limit: int) -> list[int]:
    """Who looked last."""
    rows = await db.all(
        "SELECT viewer_id FROM story_view WHERE box = ? AND id = ? ORDER BY date DESC, viewer_id DESC LIMIT ?",
        box,
        id,
        limit,
    )
    return [row[0] for row in rows]


async def page(
    db: Db, box: int, id: int, before: tuple[int, int], limit: int, *, reacted: bool | None = None
) -> list[StoryViewer]:
    """Who looked, latest first, beyond the keyset (date, person); with `reacted` only those who said something, or nothing."""
    which = "" if reacted is None else " AND reaction <> ''" if reacted else " AND reaction = ''"
    rows = await db.all(
        f"SELECT viewer_id, date, reaction FROM story_view WHERE box = ? AND id = ?{which} AND (date, viewer_id) < (?, ?)"
        " ORDER BY date DESC, viewer_id DESC LIMIT ?",
        box, id, *before, limit,
    )  # fmt: skip
    return [StoryViewer(*row) for row in rows]


async def count_contacts(db: Db, box: int, id: int) -> int:
    """How many of those who looked are the owner's contacts."""
    row = await db.one(
        "SELECT count(*) FROM story_view v JOIN relation r ON r.owner_id = v.box AND r.other_id = v.viewer_id"
        " WHERE v.box = ? AND v.id = ? AND r.contact = TRUE",
        box, id,
    )  # fmt: skip
    return int(row[0]) if row else 0


async def contacts_among(db: Db, owner_id: int, ids: Iterable[int]) -> set[int]:
    """Those of `ids` who are somebody's contacts."""
    wanted = tuple(ids)
    rows = await db.all(
        f"SELECT other_id FROM relation WHERE owner_id = ? AND other_id IN ({marks(len(wanted))}) AND contact = TRUE",
        owner_id, *wanted,
    )  # fmt: skip
    return {row[0] for row in rows}


# --- counters ------------------------------------------------------------------------------------------------------------------------


async def tally(db: Db, box: int, ids: Iterable[int]) -> dict[int, list[tuple[str, int]]]:
    """What was said to these stories, and by how many; most said first."""
    wanted = tuple(ids)
    rows = await db.all(
        f"SELECT id, reaction, number FROM story_tally WHERE box = ? AND id IN ({marks(len(wanted))}) AND number > 0",
        box, *wanted,
    )  # fmt: skip
    found: dict[int, list[tuple[str, int]]] = {}
    for id, reaction, number in rows:
        found.setdefault(id, []).append((reaction, number))
    return {id: sorted(said, key=lambda one: (-one[1], one[0])) for id, said in found.items()}


async def count_reaction(db: Db, box: int, id: int, reaction: str, change: int) -> None:
    await db.run(
        "INSERT INTO story_tally (box, id, reaction, number) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (box, id, reaction) DO UPDATE SET number = story_tally.number + ?",
        box, id, reaction, change, change,
    )  # fmt: skip


async def add_hour(db: Db, box: int, id: int, hour: int) -> None:
    await db.run(
        "INSERT INTO story_hour (box, id, hour, views) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (box, id, hour) DO UPDATE SET views = story_hour.views + 1",
        box, id, hour,
    )  # fmt: skip


async def hours(db: Db, box: int, id: int) -> list[tuple[int, int]]:
    """(hour, views) of one story, oldest first."""
    rows = await db.all("SELECT hour, views FROM story_hour WHERE box = ? AND id = ? ORDER BY hour", box, id)
    return [(row[0], row[1]) for row in rows]


async def reactions_by_day(db: Db, box: int, id: int) -> list[tuple[int, str, int]]:
    """(day, reaction, how many)."""
    rows = await db.all(
        "SELECT date / 86400, reaction, count(*) FROM story_view WHERE box = ? AND id = ? AND reaction <> ''"
        " GROUP BY date / 86400, reaction",
        box, id,
    )  # fmt: skip
    return [(row[0], row[1], row[2]) for row in rows]


async def seen_by_day(db: Db, box: int, first_id: int) -> list[tuple[int, int]]:
    """(day, views) of all stories from `first_id` on."""
    rows = await db.all(
        "SELECT hour / 24, sum(views) FROM story_hour WHERE box = ? AND id >= ? GROUP BY hour / 24", box, first_id
    )
    return [(row[0], int(row[1])) for row in rows]


async def said_by_day(db: Db, box: int, first_id: int) -> list[tuple[int, str, int]]:
    """(day, reaction, how many) of all stories from `first_id` on."""
    rows = await db.all(
        "SELECT date / 86400, reaction, count(*) FROM story_view WHERE box = ? AND id >= ? AND reaction <> ''"
        " GROUP BY date / 86400, reaction",
        box, first_id,
    )  # fmt: skip
    return [(row[0], row[1], row[2]) for row in rows]


async def passed_by_day(db: Db, box: int, first_id: int) -> list[tuple[int, int]]:
    """(day, how often passed on) of all stories from `first_id` on."""
    rows = await db.all(
        "SELECT date / 86400, count(*) FROM story_copy WHERE box = ? AND id >= ? GROUP BY date / 86400", box, first_id
    )
    return [(row[0], row[1]) for row in rows]


# --- copies --------------------------------------------------------------------------------------------------------------------------


async def note_copy(db: Db, box: int, id: int, date: int, chat: int, copy_id: int, *, reposted: bool) -> None:
    """A story was passed on in public: as a message, or made into another story."""
    await db.run(
        "INSERT INTO story_copy (box, id, date, chat, copy_id, reposted) VALUES (?, ?, ?, ?, ?, ?)",
        box, id, date, chat, copy_id, reposted,
    )  # fmt: skip


async def copies(
    db: Db, box: int, id: int, before: tuple[int, int, int], limit: int
) -> list[tuple[int, int, int, bool]]:
    """(date, chat, number there, whether it is a story), latest first, beyond the keyset."""
    rows = await db.all(
        "SELECT date, chat, copy_id, reposted FROM story_copy WHERE box = ? AND id = ? AND (date, chat, copy_id) < (?, ?, ?)"
        " ORDER BY date DESC, chat DESC, copy_id DESC LIMIT ?",
        box, id, *before, limit,
    )  # fmt: skip
    return [(row[0], row[1], row[2], bool(row[3])) for row in rows]


async def count_copies(db: Db, box: int, id: int) -> int:
    row = await db.one("SELECT count(*) FROM story_copy WHERE box = ? AND id = ?", box, id)
    return int(row[0]) if row else 0


# --- readers -------------------------------------------------------------------------------------------------------------------------


async def readers(db: Db, user_id: int, boxes: Iterable[int]) -> dict[int, StoryReader]:
    """How far somebody has read the stories of these."""
    wanted = sorted(set(boxes))
    found: dict[int, StoryReader] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = await db.all(
            f"SELECT box, max_id, hidden FROM story_reader WHERE user_id = ? AND box IN ({marks(len(some))})",
            user_id, *some,
        )  # fmt: skip
        found.update({row[0]: StoryReader(row[1], bool(row[2])) for row in rows})
    return found


async def all_read(db: Db, user_id: int, limit: int) -> list[tuple[int, int]]:
    """(box, up to which story) of all whose stories somebody has read."""
    rows = await db.all(
        "SELECT box, max_id FROM story_reader WHERE user_id = ? AND max_id > 0 ORDER BY box LIMIT ?", user_id, limit
    )
    return [(row[0], row[1]) for row in rows]


async def put_reader(db: Db, user_id: int, box: int, reader: StoryReader) -> None:
    await db.run(
        "INSERT INTO story_reader (user_id, box, max_id, hidden) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id, box) DO UPDATE SET max_id = excluded.max_id, hidden = excluded.hidden",
        user_id, box, reader.max_id, reader.hidden,
    )  # fmt: skip


async def find_account(db: Db, user_id: int) -> tuple[bool, Stealth]:
    """Whether somebody has put all stories away, and how they look at them."""
    row = await db.one(
        "SELECT all_hidden, stealth_until, stealth_cooldown FROM story_account WHERE user_id = ?", user_id
    )
    return (bool(row[0]), Stealth(row[1], row[2])) if row else (False, Stealth())


async def put_account(db: Db, user_id: int, stealth: Stealth, *, all_hidden: bool) -> None:
    await db.run(
        "INSERT INTO story_account (user_id, all_hidden, stealth_until, stealth_cooldown) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id) DO UPDATE SET all_hidden = excluded.all_hidden, stealth_until = excluded.stealth_until,"
        " stealth_cooldown = excluded.stealth_cooldown",
        user_id, all_hidden, stealth.until, stealth.cooldown,
    )  # fmt: skip
