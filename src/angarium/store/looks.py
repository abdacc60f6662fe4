"""Backgrounds with files, themes that people made, and how single chats look."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.looks import ChatLook, Theme, Wallpaper
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode_wallpaper = msgspec.msgpack.Decoder(Wallpaper).decode
_decode_theme = msgspec.msgpack.Decoder(Theme).decode
_decode_look = msgspec.msgpack.Decoder(ChatLook).decode


async def add_wallpaper(db: Db, made: Wallpaper) -> None:
    await db.run("INSERT INTO wallpaper (id, body) VALUES (?, ?)", made.id, _encode(made))
    await db.run("INSERT INTO wallpaper_slug (slug, wallpaper_id) VALUES (?, ?)", made.slug, made.id)


async def find_wallpaper(db: Db, id: int) -> Wallpaper | None:
    row = await db.one("SELECT body FROM wallpaper WHERE id = ?", id)
    return _decode_wallpaper(row[0]) if row else None


async def find_wallpaper_named(db: Db, slug: str) -> Wallpaper | None:
    row = await db.one("SELECT wallpaper_id FROM wallpaper_slug WHERE slug = ?", slug)
    return await find_wallpaper(db, row[0]) if row else None


async def put_theme(db: Db, made: Theme) -> None:
    """A new theme, or one that was changed; its slug may be another than before."""
    await db.run("DELETE FROM theme_slug WHERE theme_id = ?", made.id)
    await db.run(
        "INSERT INTO theme (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        made.id, _encode(made),
    )  # fmt: skip
    await db.run("INSERT INTO theme_slug (slug, theme_id) VALUES (?, ?)", made.slug.casefold(), made.id)


async def find_themes(db: Db, ids: Iterable[int]) -> dict[int, Theme]:
    """Those of `ids` that exist."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT id, body FROM theme WHERE id IN ({marks(len(wanted))})", *wanted)
    return {row[0]: _decode_theme(row[1]) for row in rows}


async def find_theme_named(db: Db, slug: str) -> int | None:
    row = await db.one("SELECT theme_id FROM theme_slug WHERE slug = ?", slug.casefold())
    return int(row[0]) if row else None


async def kept_themes(db: Db, user_id: int) -> list[int]:
    """The themes of people that somebody keeps, latest first."""
    rows = await db.all("SELECT theme_id FROM theme_user WHERE user_id = ? ORDER BY date DESC, theme_id", user_id)
    return [row[0] for row in rows]


async def keep_theme(db: Db, user_id: int, theme_id: int, date: int) -> None:
    await db.run(
        "INSERT INTO theme_user (user_id, theme_id, date) VALUES (?, ?, ?)"
        " ON CONFLICT (user_id, theme_id) DO UPDATE SET date = excluded.date",
        user_id, theme_id, date,
    )  # fmt: skip


async def drop_theme(db: Db, user_id: int, theme_id: int) -> None:
    await db.run("DELETE FROM theme_user WHERE user_id = ? AND theme_id = ?", user_id, theme_id)


async def find_look(db: Db, owner_id: int, peer: int) -> ChatLook | None:
    row = await db.one("SELECT body FROM chat_look WHERE owner_id = ? AND peer = ?", owner_id, peer)
    return _decode_look(row[0]) if row else None


async def set_look(db: Db, owner_id: int, peer: int, look: ChatLook) -> None:
    await db.run(
        "INSERT INTO chat_look (owner_id, peer, body) VALUES (?, ?, ?)"
        " ON CONFLICT (owner_id, peer) DO UPDATE SET body = excluded.body",
        owner_id, peer, _encode(look),
    )  # fmt: skip
