"""Secret chats: their state, what waits for each device, their files. Bodies of messages are bytes that nobody here can read."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.ids import AuthorizationId
from angarium.model.secretchats import SecretChat, SecretFile
from angarium.model.secretevents import SecretChatChanged, SecretHistoryRead, SecretMessageCame
from angarium.store.db import Db

_encode = msgspec.msgpack.Encoder().encode
_decode_chat = msgspec.msgpack.Decoder(SecretChat).decode
_decode_file = msgspec.msgpack.Decoder(SecretFile).decode
_decode_message = msgspec.msgpack.Decoder(SecretMessageCame).decode
_decode_news = msgspec.msgpack.Decoder(SecretChatChanged | SecretHistoryRead).decode

News = SecretChatChanged | SecretHistoryRead


# --- chats


async def put_chat(db: Db, chat: SecretChat) -> None:
    """Both copies: each side finds the chat under its own account and, once it has one, its device."""
    await db.many(
        "INSERT INTO secret_chat (owner_id, id, login_id, body) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (owner_id, id) DO UPDATE SET login_id = excluded.login_id, body = excluded.body",
        [(party.user_id, chat.id, party.login_id, _encode(chat)) for party in (chat.admin, chat.participant)],
    )


async def find_chat(db: Db, owner_id: int, id: int) -> SecretChat | None:
    row = await db.one("SELECT body FROM secret_chat WHERE owner_id = ? AND id = ?", owner_id, id)
    return _decode_chat(row[0]) if row else None


async def find_chats_of(db: Db, owner_id: int, login_id: int) -> list[SecretChat]:
    """The chats that one device holds; with login 0, the invitations that no device has taken yet."""
    rows = await db.all("SELECT body FROM secret_chat WHERE owner_id = ? AND login_id = ?", owner_id, login_id)
    return [_decode_chat(row[0]) for row in rows]


async def remove_chat(db: Db, owner_id: int, id: int) -> None:
    """One side's copy, and what was to be said to that side about it."""
    await db.run("DELETE FROM secret_chat WHERE owner_id = ? AND id = ?", owner_id, id)
    await db.run("DELETE FROM secret_news WHERE user_id = ? AND chat_id = ?", owner_id, id)


# --- the qts line of a device

FIRST_QTS = 1
"""Of a line without messages."""


async def find_qts(db: Db, user_id: int, login_id: int) -> int:
    """The number of the latest message. A line begins at 1, as that of pts does: TDLib takes a message of qts 1 for a fault."""
    row = await db.one("SELECT qts FROM secret_line WHERE user_id = ? AND login_id = ?", user_id, login_id)
    return int(row[0]) if row else FIRST_QTS


async def add_message(db: Db, user_id: int, login_id: int, message: SecretMessageCame, keep: int) -> int:
    """Let a message wait for a device; its qts. Of more than `keep` that wait, the oldest goes."""
    row = await db.one(
        "INSERT INTO secret_line (user_id, login_id, qts) VALUES (?, ?, 2)"
        " ON CONFLICT (user_id, login_id) DO UPDATE SET qts = secret_line.qts + 1 RETURNING qts",
        user_id, login_id,
    )  # fmt: skip
    assert row is not None
    qts = int(row[0])
    await db.run(
        "INSERT INTO secret_message (user_id, login_id, qts, date, body) VALUES (?, ?, ?, ?, ?)",
        user_id, login_id, qts, message.date, _encode(message),
    )  # fmt: skip
    if qts > keep:
        await remove_messages(db, user_id, login_id, qts - keep)
    return qts


async def messages_since(
    db: Db, user_id: int, login_id: int, qts: int, limit: int
) -> list[tuple[int, SecretMessageCame]]:
    """What waits beyond `qts` with the qts of each, oldest first."""
    rows = await db.all(
        "SELECT qts, body FROM secret_message WHERE user_id = ? AND login_id = ? AND qts > ? ORDER BY qts LIMIT ?",
        user_id, login_id, qts, limit,
    )  # fmt: skip
    return [(int(at), _decode_message(body)) for at, body in rows]


async def messages_until(db: Db, user_id: int, login_id: int, qts: int) -> list[SecretMessageCame]:
    """What waits up to `qts`, oldest first."""
    rows = await db.all(
        "SELECT body FROM secret_message WHERE user_id = ? AND login_id = ? AND qts <= ? ORDER BY qts",
        user_id, login_id, qts,
    )  # fmt: skip
    return [_decode_message(body) for (body,) in rows]


async def remove_messages(db: Db, user_id: int, login_id: int, qts: int) -> None:
    await db.run("DELETE FROM secret_message WHERE user_id = ? AND login_id = ? AND qts <= ?", user_id, login_id, qts)


# --- news: the state of chats, and reads


async def put_news(db: Db, user_id: int, logins: Iterable[int], kind: str, date: int, news: News) -> None:
    """The latest word on a chat to these devices; an earlier one of the same kind is forgotten."""
    body = _encode(news)
    await db.many(
        "INSERT INTO secret_news (user_id, chat_id, kind, login_id, date, body) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (user_id, chat_id, kind, login_id) DO UPDATE SET date = excluded.date, body = excluded.body",
        [(user_id, news.chat_id, kind, login_id, date, body) for login_id in logins],
    )


async def find_told(db: Db, user_id: int, chat_id: int) -> list[AuthorizationId]:
    """The devices of somebody that have been told of a chat."""
    rows = await db.all(
        "SELECT login_id FROM secret_news WHERE user_id = ? AND chat_id = ? AND kind = 'chat'", user_id, chat_id
    )
    return [AuthorizationId(row[0]) for row in rows]


async def find_news(db: Db, user_id: int, chat_id: int, kind: str, login_id: int) -> News | None:
    row = await db.one(
        "SELECT body FROM secret_news WHERE user_id = ? AND chat_id = ? AND kind = ? AND login_id = ?",
        user_id, chat_id, kind, login_id,
    )  # fmt: skip
    return _decode_news(row[0]) if row else None


async def remove_news(db: Db, user_id: int, chat_id: int, kind: str, login_id: int) -> None:
    await db.run(
        "DELETE FROM secret_news WHERE user_id = ? AND chat_id = ? AND kind = ? AND login_id = ?",
        user_id, chat_id, kind, login_id,
    )  # fmt: skip


async def news_since(db: Db, user_id: int, login_id: int, date: int, limit: int) -> list[News]:
    """From `date` on, oldest first."""
    rows = await db.all(
        "SELECT body FROM secret_news WHERE user_id = ? AND login_id = ? AND date >= ? ORDER BY date LIMIT ?",
        user_id, login_id, date, limit,
    )  # fmt: skip
    return [_decode_news(row[0]) for row in rows]


# --- what was sent


async def add_sent(db: Db, user_id: int, chat_id: int, random_id: int, date: int, file_id: int) -> None:
    await db.run(
        "INSERT INTO secret_sent (user_id, chat_id, random_id, date, file_id) VALUES (?, ?, ?, ?, ?)",
        user_id, chat_id, random_id, date, file_id,
    )  # fmt: skip


async def find_sent(db: Db, user_id: int, chat_id: int, random_id: int) -> tuple[int, int] | None:
    """When something was sent under this random_id, and with which file (0 = none)."""
    row = await db.one(
        "SELECT date, file_id FROM secret_sent WHERE user_id = ? AND chat_id = ? AND random_id = ?",
        user_id, chat_id, random_id,
    )  # fmt: skip
    return (int(row[0]), int(row[1])) if row else None


# --- files


async def add_file(db: Db, file: SecretFile) -> None:
    await db.run("INSERT INTO secret_file (id, body) VALUES (?, ?)", file.id, _encode(file))


async def find_file(db: Db, id: int) -> SecretFile | None:
    row = await db.one("SELECT body FROM secret_file WHERE id = ?", id)
    return _decode_file(row[0]) if row else None


# --- the end


async def remove_device(db: Db, user_id: int, login_id: int) -> None:
    """Everything that waits for a device that is no more."""
    for table in ("secret_message", "secret_news", "secret_line"):
        await db.run(f"DELETE FROM {table} WHERE user_id = ? AND login_id = ?", user_id, login_id)


async def remove_old(db: Db, before: int) -> None:
    """Messages that nobody has fetched since, and the memory of what was sent."""
    for table in ("secret_message", "secret_sent"):
        await db.run(f"DELETE FROM {table} WHERE date < ?", before)
