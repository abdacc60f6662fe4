"""Albums: stories of one profile under one title."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.model.ids import Peer
from angarium.model.stories import StoryAlbum
from angarium.store.db import Db, marks


async def add(db: Db, box: int, title: str) -> StoryAlbum:
    """A new album, after the others."""
    await db.run(
        "INSERT INTO story_line (box, last_id, last_album) VALUES (?, 0, 1)"
        " ON CONFLICT (box) DO UPDATE SET last_album = story_line.last_album + 1",
        box,
    )
    row = await db.one("SELECT last_album FROM story_line WHERE box = ?", box)
    last = await db.one("SELECT max(position) FROM story_album WHERE box = ?", box)
    made = StoryAlbum(box=Peer(box), id=row[0] if row else 0, position=(last[0] or 0) + 1 if last else 1, title=title)
    await db.run(
        "INSERT INTO story_album (box, id, position, title) VALUES (?, ?, ?, ?)",
        box, made.id, made.position, made.title,
    )  # fmt: skip
    return made


async def find_all(db: Db, box: int) -> list[StoryAlbum]:
    """In their order; an account has few."""
    rows = await db.all("SELECT id, position, title FROM story_album WHERE box = ?", box)
    found = [StoryAlbum(box=Peer(box), id=row[0], position=row[1], title=row[2]) for row in rows]
    return sorted(found, key=lambda album: (album.position, album.id))


async def find(db: Db, box: int, id: int) -> StoryAlbum | None:
    row = await db.one("SELECT id, position, title FROM story_album WHERE box = ? AND id = ?", box, id)
    return StoryAlbum(box=Peer(box), id=row[0], position=row[1], title=row[2]) if row else None


async def rename(db: Db, box: int, id: int, title: str) -> None:
    await db.run("UPDATE story_album SET title = ? WHERE box = ? AND id = ?", title, box, id)


async def reorder(db: Db, box: int, order: list[int]) -> None:
    await db.many(
        "UPDATE story_album SET position = ? WHERE box = ? AND id = ?",
        [(place + 1, box, id) for place, id in enumerate(order)],
    )


async def remove(db: Db, box: int, id: int) -> None:
    await db.run("DELETE FROM story_in_album WHERE box = ? AND album = ?", box, id)
    await db.run("DELETE FROM story_album WHERE box = ? AND id = ?", box, id)


async def stories(db: Db, box: int, id: int, offset: int, limit: int) -> list[int]:
    """A page of the stories in an album, in their order."""
    rows = await db.all(
        "SELECT id FROM story_in_album WHERE box = ? AND album = ? ORDER BY position, id LIMIT ? OFFSET ?",
        box, id, limit, offset,
    )  # fmt: skip
    return [row[0] for row in rows]


async def count(db: Db, box: int, id: int) -> int:
    row = await db.one("SELECT count(*) FROM story_in_album WHERE box = ? AND album = ?", box, id)
    return int(row[0]) if row else 0


async def set_stories(db: Db, box: int, id: int, order: list[int]) -> None:
    """All that an album holds."""
    await db.run("DELETE FROM story_in_album WHERE box = ? AND album = ?", box, id)
    await db.many(
        "INSERT INTO story_in_album (box, album, position, id) VALUES (?, ?, ?, ?)",
        [(box, id, place, one) for place, one in enumerate(order)],
    )


async def albums_of(db: Db, box: int, ids: Iterable[int]) -> dict[int, list[int]]:
    """The albums in which stories are."""
    wanted = tuple(ids)
    rows = await db.all(
        f"SELECT id, album FROM story_in_album WHERE box = ? AND id IN ({marks(len(wanted))})", box, *wanted
    )
    found: dict[int, list[int]] = {}
    for id, album in rows:
        found.setdefault(id, []).append(album)
    return {id: sorted(albums) for id, albums in found.items()}
