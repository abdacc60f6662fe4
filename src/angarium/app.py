"""The composition root: everything is built here, by hand, top to bottom. The only owner of clock, randomness and Config."""

from __future__ import annotations

import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from angarium.blobs.folder import FolderBlobs
from angarium.bus.local import LocalBus
from angarium.domain.floods import Floods
from angarium.domain.house import House
from angarium.domain.work import Work
from angarium.model.clock import Chance, Clock
from angarium.model.config import Config
from angarium.rpc.router import Router
from angarium.senders import Sender
from angarium.senders.console import ConsoleSender
from angarium.store import schema, sqlite


class SystemClock:
    def now(self) -> float:
        return time.time()


class SystemChance:
    def bytes(self, size: int) -> bytes:
        return os.urandom(size)

    def below(self, limit: int) -> int:
        return secrets.randbelow(limit)

    def long(self) -> int:
        return int.from_bytes(os.urandom(8), "little", signed=True) or 1


@dataclass(slots=True)
class App:
    """One server, not yet listening."""

    config: Config
    house: House
    router: Router
    engine: sqlite.SqliteEngine

    async def close(self) -> None:
        await self.house.settle()
        self.engine.close()


def build(config: Config, folder: Path, *, clock: Clock | None = None, chance: Chance | None = None) -> App:
    """Put a server together over a data folder. Must be called on the loop that will run it."""
    chance = chance or SystemChance()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = folder / "angarium.db"
    connection = sqlite.connect(database)
    schema.migrate(connection)
    connection.close()
    engine = sqlite.SqliteEngine(database)
    house = House(
        config=config,
        clock=clock or SystemClock(),
        chance=chance,
        secret=_secret(folder / "secret.key", chance),
        bus=LocalBus(),
        blobs=FolderBlobs(folder / "files"),
        senders=_senders(config),
    )
    house.work = Work(engine, house)
    return App(config, house, Router(house, Floods(config.rates, house.clock)), engine)


def _senders(config: Config) -> dict[str, Sender]:
    return {"console": ConsoleSender()}


def _secret(path: Path, chance: Chance) -> bytes:
    """The server's own secret, made at the first start; not in the database, so that a copy of that alone opens nothing."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(chance.bytes(32))
            file.flush()
            os.fsync(descriptor)
    return path.read_bytes()
