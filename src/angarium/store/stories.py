"""Stories: what was posted, and by what it is found."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.stories import Story, StoryContent, StoryKey
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(StoryContent).decode
_COLUMNS = "box, id, date, expires, pinned, top, author, random_id, views, reactions, forwards, body"
_AT_ONCE = 500


def _story(row: Row) -> Story:
    return Story(
        box=row[0], id=row[1], date=row[2], expires=row[3], pinned=bool(row[4]), top=row[5], author=row[6], random_id=row[7],
        views=row[8], reactions=row[9], forwards=row[10], content=_decode(row[11]),
    )  # fmt: skip


async def next_id(db: Db, box: int) -> int:
    """A number that no story of this box had."""
    await db.run(
        "INSERT INTO story_line (box, last_id, last_album) VALUES (?, 1, 0)"
        " ON CONFLICT (box) DO UPDATE SET last_id = story_line.last_id + 1",
        box,
    )
    return await last_id(db, box)


async def last_id(db: Db, box: int) -> int:
    """The highest number a story of this box ever had; 0 = it never posted."""
    row = await db.one("SELECT last_id FROM story_line WHERE box = ?", box)
    return int(row[0]) if row else 0


async def add(db: Db, story: Story) -> None:
    await db.run(
        f"INSERT INTO story ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        story.box, story.id, story.date, story.expires, story.pinned, story.top, story.author, story.random_id, story.views,
        story.reactions, story.forwards, _encode(story.content),
    )  # fmt: skip


async def set_content(db: Db, story: Story) -> None:
    await db.run("UPDATE story SET body = ? WHERE box = ? AND id = ?", _encode(story.content), story.box, story.id)


async def set_pinned(db: Db, box: int, ids: Iterable[int], *, pinned: bool) -> None:
    """On the profile or not; what is not, is not at its head either."""
    await db.many(
        "UPDATE story SET pinned = ?, top = CASE WHEN ? THEN top ELSE 0 END WHERE box = ? AND id = ?",
        [(pinned, pinned, box, id) for id in ids],
    )


async def set_top(db: Db, box: int, ids: list[int]) -> None:
    """Those at the head of the profile, first one first."""
    await db.run("UPDATE story SET top = 0 WHERE box = ? AND top > 0", box)
    await db.many(
        "UPDATE story SET top = ? WHERE box = ? AND id = ?",
        [(len(ids) - place, box, id) for place, id in enumerate(ids)],
    )


async def top(db: Db, box: int) -> list[int]:
    """Those at the head of the profile, first one first."""
    rows = await db.all("SELECT id FROM story WHERE box = ? AND top > 0 ORDER BY top DESC", box)
    return [row[0] for row in rows]


async def count_more(db: Db, box: int, id: int, *, views: int = 0, reactions: int = 0, forwards: int = 0) -> None:
    await db.run(
        "UPDATE story SET views = views + ?, reactions = reactions + ?, forwards = forwards + ? WHERE box = ? AND id = ?",
        views, reactions, forwards, box, id,
    )  # fmt: skip


async def remove(db: Db, box: int, id: int) -> None:
    """A story, and all that was known of it."""
    for table in ("story", "story_view", "story_tally", "story_hour", "story_copy", "story_word", "story_in_album"):
        await db.run(f"DELETE FROM {table} WHERE box = ? AND id = ?", box, id)


async def find(db: Db, box: int, id: int) -> Story | None:
    row = await db.one(f"SELECT {_COLUMNS} FROM story WHERE box = ? AND id = ?", box, id)
    return _story(row) if row else None


async def find_many(db: Db, keys: Iterable[StoryKey]) -> dict[StoryKey, Story]:
    """Those of `keys` that exist."""
    by_box: dict[int, list[int]] = {}
    for box, id in dict.fromkeys(keys):
        by_box.setdefault(box, []).append(id)
    found: dict[StoryKey, Story] = {}
    for box, ids in by_box.items():
        rows = await db.all(
            f"SELECT {_COLUMNS} FROM story WHERE box = ? AND id IN ({marks(len(ids))}) ORDER BY id", box, *ids
        )
        found.update({story.key: story for story in map(_story, rows)})
    return found


async def find_by_random(db: Db, box: int, author: int, random_id: int) -> Story | None:
    row = await db.one(
        f"SELECT {_COLUMNS} FROM story WHERE box = ? AND author = ? AND random_id = ?", box, author, random_id
    )
    return _story(row) if row else None


async def active(db: Db, boxes: Iterable[int], now: int) -> list[Story]:
    """What these boxes show at present, box by box, oldest first."""
    wanted = sorted(set(boxes))
    found: list[Story] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = await db.all(
            f"SELECT {_COLUMNS} FROM story WHERE box IN ({marks(len(some))}) AND expires > ?", *some, now
        )
        found += map(_story, rows)
    return sorted(found, key=lambda story: story.key)


async def count_active(db: Db, box: int, now: int) -> int:
    row = await db.one("SELECT count(*) FROM story WHERE box = ? AND expires > ?", box, now)
    return int(row[0]) if row else 0


async def nth_date(db: Db, box: int, place: int) -> int:
    """When the story was posted that has `place` later ones; 0 = there are not so many."""
    row = await db.one("SELECT date FROM story WHERE box = ? ORDER BY id DESC LIMIT 1 OFFSET ?", box, place)
    return int(row[0]) if row else 0


async def page(db: Db, box: int, before: int, limit: int, *, pinned: bool = False) -> list[Story]:
    """Stories with smaller numbers than `before`, latest first."""
    which = " AND pinned = TRUE" if pinned else ""
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM story WHERE box = ?{which} AND id < ? ORDER BY id DESC LIMIT ?", box, before, limit
    )
    return [_story(row) for row in rows]


async def count(db: Db, box: int, *, pinned: bool = False) -> int:
    which = " AND pinned = TRUE" if pinned else ""
    row = await db.one(f"SELECT count(*) FROM story WHERE box = ?{which}", box)
    return int(row[0]) if row else 0


async def has_pinned(db: Db, box: int) -> bool:
    return (
        await db.one("SELECT id FROM story WHERE box = ? AND pinned = TRUE ORDER BY id DESC LIMIT 1", box) is not None
    )


# --- what public stories are found by ------------------------------------------------------------------------------------------------


async def set_words(db: Db, story: Story, words: Iterable[str]) -> None:
    """By which words it is found from now on."""
    await db.run("DELETE FROM story_word WHERE box = ? AND id = ?", story.box, story.id)
    await db.many(
        "INSERT INTO story_word (word, date, box, id) VALUES (?, ?, ?, ?) ON CONFLICT (word, date, box, id) DO NOTHING",
        [(word, story.date, story.box, story.id) for word in words],
    )


async def find_word(
    db: Db, word: str, before: tuple[int, int, int], limit: int, box: int = 0
) -> list[tuple[int, int, int]]:
    """(date, box, id) of what is found by a word, latest first, beyond the keyset `before`; with `box`, of one alone."""
    if box:
        rows = await db.all(
            "SELECT date, box, id FROM story_word WHERE box = ? AND word = ? AND (date, id) < (?, ?)"
            " ORDER BY date DESC, id DESC LIMIT ?",
            box, word, before[0], before[2], limit,
        )  # fmt: skip
    else:
        rows = await db.all(
            "SELECT date, box, id FROM story_word WHERE word = ? AND (date, box, id) < (?, ?, ?)"
            " ORDER BY date DESC, box DESC, id DESC LIMIT ?",
            word, *before, limit,
        )  # fmt: skip
    return [(row[0], row[1], row[2]) for row in rows]


async def count_word(db: Db, word: str, box: int = 0, most: int = 1000) -> int:
    """How many are found by a word; `most` at most."""
    which, args = (" AND box = ?", (word, box)) if box else ("", (word,))
    row = await db.one(
        f"SELECT count(*) FROM (SELECT date FROM story_word WHERE word = ?{which} ORDER BY date LIMIT ?) AS found",
        *args, most,
    )  # fmt: skip
    return int(row[0]) if row else 0
