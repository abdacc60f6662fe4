"""Threads: what was answered below which message, and how far everybody has read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from angarium.model.messages import Draft, NotifySettings
from angarium.model.threads import Carried, Thread, ThreadState
from angarium.store import spans
from angarium.store.db import Db, Row, marks

RECENT = 3
_encode = msgspec.msgpack.Encoder().encode
_decode_draft = msgspec.msgpack.Decoder(Draft).decode
_decode_notify = msgspec.msgpack.Decoder(NotifySettings).decode
_STATE = "owner_id, box, top_id, read_inbox, read_outbox, draft, notify"


def _thread(row: Row) -> Thread:
    box, top_id, replies, max_id, topic, recent = row[:6]
    people = tuple(int(one) for one in recent.split()) if recent else ()
    return Thread(box=box, top_id=top_id, replies=replies, max_id=max_id, topic=bool(topic), recent=people)


async def find(db: Db, box: int, top_id: int) -> Thread | None:
    row = await db.one(
        "SELECT box, top_id, replies, max_id, topic, recent FROM thread WHERE box = ? AND top_id = ?", box, top_id
    )
    return _thread(row) if row else None


async def find_many(db: Db, box: int, ids: Iterable[int]) -> dict[int, Thread]:
    """The threads that began with these messages."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(
        "SELECT box, top_id, replies, max_id, topic, recent FROM thread"
        f" WHERE box = ? AND top_id IN ({marks(len(wanted))})",
        box, *wanted,
    )  # fmt: skip
    return {row[1]: _thread(row) for row in rows}


async def put(db: Db, changed: Thread) -> None:
    """Write a whole row."""
    recent = " ".join(str(one) for one in changed.recent)
    await db.run(
        "INSERT INTO thread (box, top_id, replies, max_id, topic, recent) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (box, top_id) DO UPDATE SET replies = excluded.replies, max_id = excluded.max_id,"
        " topic = excluded.topic, recent = excluded.recent",
        changed.box, changed.top_id, changed.replies, changed.max_id, changed.topic, recent,
    )  # fmt: skip


async def remove(db: Db, box: int, top_id: int) -> None:
    """The thread itself; its messages are the caller's."""
    await db.run("DELETE FROM thread WHERE box = ? AND top_id = ?", box, top_id)


async def add_messages(db: Db, box: int, top_id: int, found: Iterable[tuple[int, int, int]]) -> None:
    """Messages of a thread: (id, sender, kind)."""
    await db.many(
        "INSERT INTO thread_message (box, top_id, id, sender, kind) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (box, top_id, id) DO UPDATE SET kind = excluded.kind",
        [(box, top_id, id, sender, kind) for id, sender, kind in found],
    )


async def remove_messages(db: Db, box: int, top_id: int, ids: Iterable[int]) -> None:
    await db.many(
        "DELETE FROM thread_message WHERE box = ? AND top_id = ? AND id = ?", [(box, top_id, id) for id in ids]
    )


async def holds(db: Db, box: int, top_id: int, ids: Iterable[int]) -> set[int]:
    """Those of `ids` that are in the thread."""
    wanted = tuple(ids)
    if not wanted:
        return set()
    rows = await db.all(
        f"SELECT id FROM thread_message WHERE box = ? AND top_id = ? AND id IN ({marks(len(wanted))})",
        box, top_id, *wanted,
    )  # fmt: skip
    return {row[0] for row in rows}


async def newest(db: Db, box: int, top_id: int, limit: int = 20) -> list[tuple[int, int]]:
    """(id, sender) of the newest messages of a thread, latest first."""
    rows = await db.all(
        "SELECT id, sender FROM thread_message WHERE box = ? AND top_id = ? ORDER BY id DESC LIMIT ?",
        box, top_id, limit,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


async def between(db: Db, box: int, top_id: int, after: int, until: int, limit: int = 200) -> list[tuple[int, int]]:
    """(id, sender) of the newest messages of a thread with `after` < id <= `until`, latest first."""
    rows = await db.all(
        "SELECT id, sender FROM thread_message WHERE box = ? AND top_id = ? AND id > ? AND id <= ? ORDER BY id DESC LIMIT ?",
        box, top_id, after, until, limit,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


async def count_others(db: Db, box: int, top_id: int, after: int, reader: int, limit: int = 2000) -> int:
    """Messages of a thread with id > `after` that somebody else wrote, without what was brought into the chat, up to `limit`."""
    found = 0
    for start, end in await spans.gaps(db, box, box, after):
        row = await db.one(
            "SELECT count(*) FROM (SELECT id FROM thread_message WHERE box = ? AND top_id = ? AND id > ? AND id <= ? AND sender <> ?"
            " ORDER BY id LIMIT ?) AS newer",
            box, top_id, start, end, reader, limit - found,
        )  # fmt: skip
        found += int(row[0]) if row else 0
    return found


# --- somebody's own side ---------------------------------------------------------------------------------------------------------


def _state(row: Row) -> ThreadState:
    return ThreadState(
        owner_id=row[0], box=row[1], top_id=row[2], read_inbox_max_id=row[3], read_outbox_max_id=row[4],
        draft=_decode_draft(row[5]) if row[5] is not None else None,
        notify=_decode_notify(row[6]) if row[6] is not None else None,
    )  # fmt: skip


async def find_state(db: Db, owner_id: int, box: int, top_id: int) -> ThreadState | None:
    row = await db.one(
        f"SELECT {_STATE} FROM thread_state WHERE owner_id = ? AND box = ? AND top_id = ?", owner_id, box, top_id
    )
    return _state(row) if row else None


async def find_states(db: Db, owner_id: int, box: int, tops: Iterable[int]) -> dict[int, ThreadState]:
    wanted = tuple(tops)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT {_STATE} FROM thread_state WHERE owner_id = ? AND box = ? AND top_id IN ({marks(len(wanted))})",
        owner_id, box, *wanted,
    )  # fmt: skip
    return {row[2]: _state(row) for row in rows}


async def put_state(db: Db, changed: ThreadState) -> None:
    """Write a whole row."""
    await db.run(
        f"INSERT INTO thread_state ({_STATE}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (owner_id, box, top_id) DO UPDATE SET read_inbox = excluded.read_inbox,"
        " read_outbox = excluded.read_outbox, draft = excluded.draft, notify = excluded.notify",
        changed.owner_id, changed.box, changed.top_id, changed.read_inbox_max_id, changed.read_outbox_max_id,
        _encode(changed.draft) if changed.draft else None, _encode(changed.notify) if changed.notify else None,
    )  # fmt: skip


async def drafts(db: Db, owner_id: int) -> list[ThreadState]:
    """Threads in which somebody is writing."""
    rows = await db.all(
        f"SELECT {_STATE} FROM thread_state WHERE owner_id = ? AND draft IS NOT NULL ORDER BY box, top_id", owner_id
    )
    return [_state(row) for row in rows]


# --- posts in discussion groups -----------------------------------------------------------------------------------------------------


async def carry(db: Db, one: Carried) -> None:
    """Note where a post lies in the discussion group."""
    await db.run(
        "INSERT INTO carried (box, post, chat, id, root) VALUES (?, ?, ?, ?, ?)",
        one.channel, one.post, one.chat, one.id, one.root,
    )  # fmt: skip


async def find_carried(db: Db, channel: int, posts: Sequence[int]) -> dict[int, Carried]:
    """Where posts of a channel lie in its discussion group."""
    if not posts:
        return {}
    rows = await db.all(
        f"SELECT box, post, chat, id, root FROM carried WHERE box = ? AND post IN ({marks(len(posts))})",
        channel, *posts,
    )  # fmt: skip
    return {row[1]: Carried(*row) for row in rows}


async def find_posts(db: Db, chat: int, ids: Sequence[int]) -> dict[int, Carried]:
    """Which posts these messages of a discussion group are copies of."""
    if not ids:
        return {}
    rows = await db.all(
        f"SELECT box, post, chat, id, root FROM carried WHERE chat = ? AND id IN ({marks(len(ids))})", chat, *ids
    )
    return {row[3]: Carried(*row) for row in rows}


async def album(db: Db, chat: int, root: int) -> list[Carried]:
    """The copies of one post, or of all of its album, oldest first. An album is written at once: its numbers follow each other."""
    rows = await db.all(
        "SELECT box, post, chat, id, root FROM carried WHERE chat = ? AND id >= ? AND id < ? ORDER BY id",
        chat, root, root + 100,
    )  # fmt: skip
    return [Carried(*row) for row in rows if row[4] == root]


async def drop_carried(db: Db, gone: Iterable[Carried]) -> None:
    await db.many("DELETE FROM carried WHERE box = ? AND post = ?", [(one.channel, one.post) for one in gone])


async def below_posts(db: Db, channel: int, posts: Sequence[int]) -> dict[int, Thread]:
    """What was commented on posts of a channel, by post."""
    if not posts:
        return {}
    rows = await db.all(
        "SELECT t.box, t.top_id, t.replies, t.max_id, t.topic, t.recent, c.post FROM carried c"
        f" JOIN thread t ON t.box = c.chat AND t.top_id = c.id WHERE c.box = ? AND c.post IN ({marks(len(posts))})",
        channel, *posts,
    )  # fmt: skip
    return {row[6]: msgspec.structs.replace(_thread(row), chat=row[0]) for row in rows}
