"""The operator's way to the database: the same file that the running server has open."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from angarium.admin.faults import NoDatabase
from angarium.store import backup, sqlite
from angarium.store.db import Db

T = TypeVar("T")


def ask(path: Path, question: Callable[[Db], Awaitable[T]]) -> T:
    """Answer a question from one committed state."""

    async def run() -> T:
        engine = _open(path)
        db = await engine.enter_snapshot()
        try:
            return await question(db)
        finally:
            engine.leave_snapshot(db)
            engine.close()

    return asyncio.run(run())


def order(path: Path, change: Callable[[Db], Awaitable[T]]) -> T:
    """Make a change; it is durable when this returns."""

    async def run() -> T:
        engine = _open(path)
        try:
            db = await engine.enter()
            try:
                result = await change(db)
            except BaseException:
                engine.abandon()
                raise
            await engine.leave(lambda: None)
            return result
        finally:
            engine.close()

    return asyncio.run(run())


def _open(path: Path) -> sqlite.SqliteEngine:
    if not path.exists():
        raise NoDatabase(f"there is no database at {path}: `angarium serve` makes it")
    if not backup.is_current(path):
        raise NoDatabase(f"{path} is from an older Angarium: `angarium serve` brings it up to date")
    return sqlite.SqliteEngine(path)
