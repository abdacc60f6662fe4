"""Files that lie at the outpost under other names, and how they are encrypted there."""

from __future__ import annotations

import msgspec

from angarium.store.db import Db

_COLUMNS = "name, blob, size, secret, iv"


class CdnFile(msgspec.Struct, frozen=True):
    """`secret` and `iv` are those of AES-256-CTR; `name` is what the outpost calls the file."""

    name: bytes
    blob: str
    size: int
    secret: bytes
    iv: bytes


async def add(db: Db, file: CdnFile, created: int) -> None:
    await db.run(
        f"INSERT INTO cdn_file ({_COLUMNS}, created) VALUES (?, ?, ?, ?, ?, ?)",
        file.name, file.blob, file.size, file.secret, file.iv, created,
    )  # fmt: skip


async def find(db: Db, name: bytes) -> CdnFile | None:
    row = await db.one(f"SELECT {_COLUMNS} FROM cdn_file WHERE name = ?", name)
    return CdnFile(*row) if row else None


async def find_of(db: Db, blob: str, since: int) -> CdnFile | None:
    """The newest name of a body, unless it was made before `since`."""
    row = await db.one(
        f"SELECT {_COLUMNS} FROM cdn_file WHERE blob = ? AND created >= ? ORDER BY created DESC LIMIT 1", blob, since
    )
    return CdnFile(*row) if row else None


async def remove_before(db: Db, created: int) -> None:
    await db.run("DELETE FROM cdn_file WHERE created < ?", created)
