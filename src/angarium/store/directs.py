"""Direct messages of channels: the topics, what each admin has seen of them, and the suggested posts that were approved."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from angarium.model.directs import Approved, DirectState, DirectTopic
from angarium.model.messages import Draft
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode_draft = msgspec.msgpack.Decoder(Draft).decode
_TOPIC = "box, user_id, changed, read_user, free"
_STATE = "owner_id, box, user_id, read_inbox, unread_mark, draft"
_APPROVED = "box, id, channel, post, payer, stars, charge"


def line_of(box: int, user_id: int) -> int:
    """The log of one topic: a box in which there is nothing but what happened, far below the numbers of chats."""
    digest = blake2b(b"%d %d" % (box, user_id), digest_size=8).digest()
    return -(2**61) - (int.from_bytes(digest, "little") >> 4)


def _topic(row: Row) -> DirectTopic:
    return DirectTopic(
        box=row[0], user_id=row[1], changed=row[2], read_user=row[3], free=bool(row[4]),
        line=line_of(row[0], row[1]),
    )  # fmt: skip


async def find(db: Db, box: int, user_id: int) -> DirectTopic | None:
    row = await db.one(f"SELECT {_TOPIC} FROM direct_topic WHERE box = ? AND user_id = ?", box, user_id)
    return _topic(row) if row else None


async def find_many(db: Db, box: int, users: Iterable[int]) -> dict[int, DirectTopic]:
    """The topics of these people."""
    wanted = tuple(users)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT {_TOPIC} FROM direct_topic WHERE box = ? AND user_id IN ({marks(len(wanted))})", box, *wanted
    )
    return {row[1]: _topic(row) for row in rows}


async def of_user(db: Db, user_id: int, since: int = 0) -> list[DirectTopic]:
    """Somebody's own topics in which something happened at `since` or later."""
    rows = await db.all(
        f"SELECT {_TOPIC} FROM direct_topic WHERE user_id = ? AND changed >= ? ORDER BY changed, box", user_id, since
    )
    return [_topic(row) for row in rows]


async def put(db: Db, changed: DirectTopic) -> None:
    """Write a whole row."""
    await db.run(
        f"INSERT INTO direct_topic ({_TOPIC}) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (box, user_id) DO UPDATE SET changed = excluded.changed, read_user = excluded.read_user,"
        " free = excluded.free",
        changed.box, changed.user_id, changed.changed, changed.read_user, changed.free,
    )  # fmt: skip


async def set_changed(db: Db, box: int, user_id: int, now: int) -> None:
    """Its log grew."""
    await db.run("UPDATE direct_topic SET changed = ? WHERE box = ? AND user_id = ?", now, box, user_id)


# --- an admin's own side ---------------------------------------------------------------------------------------------------------


def _state(row: Row) -> DirectState:
    draft = _decode_draft(row[5]) if row[5] is not None else None
    return DirectState(
        owner_id=row[0], box=row[1], user_id=row[2], read_inbox=row[3], unread_mark=bool(row[4]), draft=draft
    )


async def find_states(db: Db, owner_id: int, box: int, users: Iterable[int]) -> dict[int, DirectState]:
    wanted = tuple(users)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT {_STATE} FROM direct_state WHERE owner_id = ? AND box = ? AND user_id IN ({marks(len(wanted))})",
        owner_id, box, *wanted,
    )  # fmt: skip
    return {row[2]: _state(row) for row in rows}


async def put_state(db: Db, changed: DirectState) -> None:
    """Write a whole row."""
    await db.run(
        f"INSERT INTO direct_state ({_STATE}) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (owner_id, box, user_id) DO UPDATE SET read_inbox = excluded.read_inbox,"
        " unread_mark = excluded.unread_mark, draft = excluded.draft",
        changed.owner_id, changed.box, changed.user_id, changed.read_inbox, changed.unread_mark,
        _encode(changed.draft) if changed.draft else None,
    )  # fmt: skip


async def drafts(db: Db, owner_id: int) -> list[DirectState]:
    """Topics in which somebody is writing."""
    rows = await db.all(
        f"SELECT {_STATE} FROM direct_state WHERE owner_id = ? AND draft IS NOT NULL ORDER BY box, user_id", owner_id
    )
    return [_state(row) for row in rows]


async def marked(db: Db, owner_id: int, box: int) -> list[int]:
    """Topics that an admin marked as unread."""
    rows = await db.all(
        "SELECT user_id FROM direct_state WHERE owner_id = ? AND box = ? AND unread_mark = TRUE ORDER BY user_id",
        owner_id, box,
    )  # fmt: skip
    return [row[0] for row in rows]


async def count_said(db: Db, box: int, user_id: int, after: int, *, by_user: bool, limit: int = 2000) -> int:
    """Messages of a topic with id > `after` that the person wrote, or that the channel did, up to `limit`."""
    same = "=" if by_user else "<>"
    row = await db.one(
        "SELECT count(*) FROM (SELECT v.id FROM saved_message v JOIN message m ON m.box = v.box AND m.id = v.id"
        f" WHERE v.box = ? AND v.peer = ? AND v.id > ? AND m.sender {same} ? ORDER BY v.id LIMIT ?) AS newer",
        box, user_id, after, user_id, limit,
    )  # fmt: skip
    return int(row[0]) if row else 0


async def last_said(db: Db, box: int, user_id: int, until: int, *, by_user: bool) -> int:
    """The newest message of a topic with id <= `until` that the person wrote, or that the channel did; 0 = none."""
    same = "=" if by_user else "<>"
    row = await db.one(
        "SELECT v.id FROM saved_message v JOIN message m ON m.box = v.box AND m.id = v.id"
        f" WHERE v.box = ? AND v.peer = ? AND v.id <= ? AND m.sender {same} ? ORDER BY v.id DESC LIMIT 1",
        box, user_id, until, user_id,
    )  # fmt: skip
    return int(row[0]) if row else 0


async def holds(db: Db, box: int, user_id: int, ids: Iterable[int]) -> list[int]:
    """Those of `ids` that are in the topic."""
    wanted = tuple(ids)
    if not wanted:
        return []
    rows = await db.all(
        f"SELECT id FROM saved_message WHERE box = ? AND peer = ? AND id IN ({marks(len(wanted))}) ORDER BY id",
        box, user_id, *wanted,
    )  # fmt: skip
    return [row[0] for row in rows]


# --- suggested posts -----------------------------------------------------------------------------------------------------------------


async def find_approved(db: Db, box: int, id: int) -> Approved | None:
    row = await db.one(f"SELECT {_APPROVED} FROM suggested_post WHERE box = ? AND id = ?", box, id)
    return Approved(*row) if row else None


async def put_approved(db: Db, one: Approved) -> None:
    """Write a whole row."""
    await db.run(
        f"INSERT INTO suggested_post ({_APPROVED}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (box, id) DO UPDATE SET post = excluded.post",
        one.box, one.id, one.channel, one.post, one.payer, one.stars, one.charge,
    )  # fmt: skip


async def drop_approved(db: Db, box: int, id: int) -> None:
    await db.run("DELETE FROM suggested_post WHERE box = ? AND id = ?", box, id)


async def find_posted(db: Db, channel: int, posts: Iterable[int]) -> list[Approved]:
    """The suggestions behind these posts of a channel."""
    wanted = tuple(posts)
    if not wanted:
        return []
    rows = await db.all(
        f"SELECT {_APPROVED} FROM suggested_post WHERE channel = ? AND post IN ({marks(len(wanted))})", channel, *wanted
    )
    return [Approved(*row) for row in rows]
