"""Bots, what they offer, and what lasts for a while between them and people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from angarium.model.bots import Bot, BotApp, Score, Verification, WebLogin
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode_bot = msgspec.msgpack.Decoder(Bot).decode
_decode_login = msgspec.msgpack.Decoder(WebLogin).decode

T = TypeVar("T")


async def put(db: Db, bot: Bot) -> None:
    await db.run(
        "INSERT INTO bot (id, owner_id, body) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET owner_id = excluded.owner_id, body = excluded.body",
        bot.id, bot.owner_id, _encode(bot),
    )  # fmt: skip


async def find(db: Db, bot_id: int) -> Bot | None:
    row = await db.one("SELECT body FROM bot WHERE id = ?", bot_id)
    return _decode_bot(row[0]) if row else None


async def among(db: Db, ids: Iterable[int]) -> list[int]:
    """Which of these accounts are bots."""
    wanted = tuple(ids)
    if not wanted:
        return []
    return [row[0] for row in await db.all(f"SELECT id FROM bot WHERE id IN ({marks(len(wanted))})", *wanted)]


async def owned(db: Db, owner_id: int) -> list[Bot]:
    """Everyone's own bots, oldest number first."""
    rows = await db.all("SELECT body FROM bot WHERE owner_id = ? ORDER BY id", owner_id)
    return [_decode_bot(row[0]) for row in rows]


async def some(db: Db, after: int, limit: int) -> list[Bot]:
    """Bots by number, beyond `after`."""
    rows = await db.all("SELECT body FROM bot WHERE id > ? ORDER BY id LIMIT ?", after, limit)
    return [_decode_bot(row[0]) for row in rows]


# --- what a bot has several of


async def put_item(db: Db, bot_id: int, kind: str, name: str, body: object) -> None:
    await db.run(
        "INSERT INTO bot_item (user_id, kind, name, body) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id, kind, name) DO UPDATE SET body = excluded.body",
        bot_id, kind, name, _encode(body),
    )  # fmt: skip


async def find_item(db: Db, bot_id: int, kind: str, name: str, form: type[T]) -> T | None:
    row = await db.one("SELECT body FROM bot_item WHERE user_id = ? AND kind = ? AND name = ?", bot_id, kind, name)
    return msgspec.msgpack.decode(row[0], type=form) if row else None


async def items(db: Db, bot_id: int, kind: str, form: type[T]) -> list[tuple[str, T]]:
    """Everything of a kind, by name."""
    rows = await db.all("SELECT name, body FROM bot_item WHERE user_id = ? AND kind = ? ORDER BY name", bot_id, kind)
    return [(row[0], msgspec.msgpack.decode(row[1], type=form)) for row in rows]


async def remove_item(db: Db, bot_id: int, kind: str, name: str) -> None:
    await db.run("DELETE FROM bot_item WHERE user_id = ? AND kind = ? AND name = ?", bot_id, kind, name)


async def remove_items(db: Db, bot_id: int) -> None:
    """Everything that a bot has."""
    await db.run("DELETE FROM bot_item WHERE user_id = ?", bot_id)


async def put_app(db: Db, app: BotApp) -> None:
    await put_item(db, app.bot_id, app.kind, app.short_name.lower(), app)
    await db.run(
        "INSERT INTO bot_app_id (id, bot_id, kind, name) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        app.id, app.bot_id, app.kind, app.short_name.lower(),
    )  # fmt: skip


async def find_app(db: Db, id: int) -> BotApp | None:
    """An app or game by its number."""
    row = await db.one("SELECT bot_id, kind, name FROM bot_app_id WHERE id = ?", id)
    return await find_item(db, row[0], row[1], row[2], BotApp) if row else None


async def remove_app(db: Db, app: BotApp) -> None:
    await remove_item(db, app.bot_id, app.kind, app.short_name.lower())
    await db.run("DELETE FROM bot_app_id WHERE id = ?", app.id)


# --- what lasts for a while


async def put_query(db: Db, bot_id: int, kind: str, id: int, expires_at: int, body: object) -> None:
    await db.run(
        "INSERT INTO bot_query (user_id, kind, id, expires_at, body) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (user_id, kind, id) DO UPDATE SET expires_at = excluded.expires_at, body = excluded.body",
        bot_id, kind, id, expires_at, _encode(body),
    )  # fmt: skip


async def find_query(db: Db, bot_id: int, kind: str, id: int, now: int, form: type[T]) -> T | None:
    row = await db.one(
        "SELECT body FROM bot_query WHERE user_id = ? AND kind = ? AND id = ? AND expires_at > ?", bot_id, kind, id, now
    )
    return msgspec.msgpack.decode(row[0], type=form) if row else None


async def remove_query(db: Db, bot_id: int, kind: str, id: int) -> None:
    await db.run("DELETE FROM bot_query WHERE user_id = ? AND kind = ? AND id = ?", bot_id, kind, id)


async def remember(db: Db, bot_id: int, question: bytes, query_id: int, expires_at: int) -> None:
    """An inline question has been answered."""
    await db.run(
        "INSERT INTO bot_known (user_id, question, query_id, expires_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id, question) DO UPDATE SET query_id = excluded.query_id, expires_at = excluded.expires_at",
        bot_id, question, query_id, expires_at,
    )  # fmt: skip


async def recall(db: Db, bot_id: int, question: bytes, now: int) -> int | None:
    """The query that answered the same question lately."""
    row = await db.one(
        "SELECT query_id FROM bot_known WHERE user_id = ? AND question = ? AND expires_at > ?", bot_id, question, now
    )
    return int(row[0]) if row else None


async def remove_expired(db: Db, now: int) -> None:
    await db.run("DELETE FROM bot_query WHERE expires_at <= ?", now)
    await db.run("DELETE FROM bot_known WHERE expires_at <= ?", now)


# --- scores


async def put_score(db: Db, chat: int, game_id: int, user_id: int, score: int, now: int) -> None:
    await db.run(
        "INSERT INTO game_score (hash, game_id, user_id, score, date) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (hash, game_id, user_id) DO UPDATE SET score = excluded.score, date = excluded.date",
        chat, game_id, user_id, score, now,
    )  # fmt: skip


async def scores(db: Db, chat: int, game_id: int) -> list[Score]:
    """Everyone who played a game in a hash, best first; who was there first stands above."""
    rows = await db.all(
        "SELECT user_id, score FROM game_score WHERE hash = ? AND game_id = ? ORDER BY score DESC, date, user_id LIMIT 1000",
        chat, game_id,
    )  # fmt: skip
    return [Score(row[0], row[1]) for row in rows]


# --- web sites


async def put_login(db: Db, user_id: int, login: WebLogin) -> None:
    await db.run(
        "INSERT INTO web_login (user_id, hash, body) VALUES (?, ?, ?)"
        " ON CONFLICT (user_id, hash) DO UPDATE SET body = excluded.body",
        user_id, login.hash, _encode(login),
    )  # fmt: skip


async def logins(db: Db, user_id: int) -> list[WebLogin]:
    rows = await db.all("SELECT body FROM web_login WHERE user_id = ? ORDER BY hash", user_id)
    return [_decode_login(row[0]) for row in rows]


async def remove_login(db: Db, user_id: int, hash: int) -> None:
    await db.run("DELETE FROM web_login WHERE user_id = ? AND hash = ?", user_id, hash)


async def remove_logins(db: Db, user_id: int) -> None:
    await db.run("DELETE FROM web_login WHERE user_id = ?", user_id)


# --- who vouches for whom


async def put_vouch(db: Db, peer: int, vouch: Verification) -> None:
    await db.run(
        "INSERT INTO vouched (peer, body) VALUES (?, ?) ON CONFLICT (peer) DO UPDATE SET body = excluded.body",
        peer, _encode(vouch),
    )  # fmt: skip


async def find_vouch(db: Db, peer: int) -> Verification | None:
    row = await db.one("SELECT body FROM vouched WHERE peer = ?", peer)
    return msgspec.msgpack.decode(row[0], type=Verification) if row else None


async def vouched_by(db: Db, bot_id: int) -> list[int]:
    """Everyone and everything that a bot vouches for. Reads the whole table, which is as small as such words are rare."""
    rows = await db.all("SELECT peer, body FROM vouched ORDER BY peer")
    return [row[0] for row in rows if msgspec.msgpack.decode(row[1], type=Verification).bot_id == bot_id]


async def remove_vouch(db: Db, peer: int) -> None:
    await db.run("DELETE FROM vouched WHERE peer = ?", peer)
