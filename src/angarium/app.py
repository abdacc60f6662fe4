"""The composition root: everything is built here, by hand, top to bottom. The only owner of clock, randomness and Config."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
import os
import secrets
import signal
import ssl
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
import uvloop

from angarium.admin.config import split_address
from angarium.admin.folder import Folder
from angarium.admin.keys import open_key
from angarium.blobs.folder import FolderBlobs
from angarium.blobs.pieces import Pieces
from angarium.bus.local import LocalBus
from angarium.crypto.rsa import PrivateKey
from angarium.domain import start, sweeps
from angarium.domain.cdn.master import Cdn
from angarium.domain.cdn.outpost import Outpost
from angarium.domain.floods import Floods
from angarium.domain.house import House
from angarium.domain.work import Work
from angarium.gateway.door import Door
from angarium.gateway.handshake_pool import HandshakePool
from angarium.model.clock import Chance, Clock
from angarium.model.config import Config, Logging
from angarium.pictures.process import ProcessPictures
from angarium.rpc.outpost import OutpostRouter
from angarium.rpc.router import Router
from angarium.senders import outbound
from angarium.sources import outside
from angarium.store import backup, sqlite

SWEEP = 1.0
"""Seconds between two looks at what is due."""

BUFFER_MAX, MEMORY_KEPT = 4 << 20, 32 << 20
"""Bytes: a larger buffer gets pages of its own; of what smaller ones gave back so much is kept for the next."""

YOUNG = 10_000
"""Objects more than were freed since the collector of cycles last looked, before it looks again."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # https://man7.org/linux/man-pages/man3/mallopt.3.html

log = structlog.get_logger(__name__)


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
class OutpostApp:
    """A machine near the readers that hands out encrypted pieces."""

    house: House
    door: Door
    pool: HandshakePool

    async def open(self) -> None:
        await self.pool.start()
        await self.door.open()

    async def close(self) -> None:
        """Let nobody in, finish what is under way."""
        await self.door.close()
        await self.pool.close()


@dataclass(slots=True)
class App:
    """One server; it listens once `door` is told to."""

    house: House
    router: Router
    door: Door
    pool: HandshakePool
    engine: sqlite.SqliteEngine

    async def open(self) -> None:
        """Get ready: what every server holds from its first start on, the handshake processes, the door's clock."""
        await start.prepare(self.house)
        await self.pool.start()
        await self.door.open()

    async def sweep(self) -> None:
        """Do what is due, again and again, until cancelled. A failure is logged, and the next round tries anew."""
        while True:
            await asyncio.sleep(SWEEP)
            try:
                await sweeps.sweep(self.house)
            except Exception:
                log.exception("a sweep failed")

    async def close(self) -> None:
        """Let nobody in, finish what is under way, close the database."""
        await self.door.close()
        await self.pool.close()
        if self.house.sources.pages is not None:
            self.house.sources.pages.stop()
        if self.house.cdn is not None:
            await self.house.cdn.close()
        await self.house.settle()
        await self.house.pictures.close()
        self.engine.close()


def build(
    config: Config,
    folder: Folder,
    key: PrivateKey,
    *,
    clock: Clock | None = None,
    chance: Chance | None = None,
    web: Path | None = None,
    certificate: ssl.SSLContext | None = None,
    monotonic: Callable[[], float] | None = None,
) -> App:
    """Put a server together over a data folder. Must be called on the loop that will run it."""
    chance = chance or SystemChance()
    folder.make()
    backup.update(folder.database)
    engine = sqlite.SqliteEngine(folder.database)
    house = House(
        config=config,
        clock=clock or SystemClock(),
        chance=chance,
        secret=_secret(folder.secret, chance),
        bus=LocalBus(),
        blobs=FolderBlobs(folder.files),
        pictures=ProcessPictures(),
        senders=outbound.make(config),
        sources=outside.make(config),
    )
    if config.cdn.address:
        house.cdn = Cdn(config.cdn, house.clock)
    house.work = Work(engine, house)
    router = Router(house, Floods(config.rates, house.clock))
    waiting, processes = config.handshakes.waiting, config.handshakes.processes
    pool = HandshakePool(key.to_pem(), processes=processes, queue_limit=waiting)
    door = Door(house, router, pool, key, web=web, certificate=certificate, monotonic=monotonic)
    return App(house, router, door, pool, engine)


def build_outpost(
    config: Config,
    folder: Folder,
    key: PrivateKey,
    *,
    clock: Clock | None = None,
    chance: Chance | None = None,
    monotonic: Callable[[], float] | None = None,
) -> OutpostApp:
    """Put an outpost together over a data folder of its own: pieces and a key, no database. Must be called on the loop that will run it."""
    clock, chance = clock or SystemClock(), chance or SystemChance()
    folder.make()
    house = House(
        config=config,
        clock=clock,
        chance=chance,
        secret=chance.bytes(32),  # for salts, which like the auth keys do not outlive the process
        bus=LocalBus(),
        blobs=FolderBlobs(folder.files),
        pictures=ProcessPictures(),
        senders={},
        outpost=Outpost(_secret(folder.secret, chance), Pieces(folder.pieces, config.cdn.cache), clock),
    )
    router = OutpostRouter(house, Floods(config.rates, clock))
    pool = HandshakePool(key.to_pem(), processes=config.handshakes.processes, queue_limit=config.handshakes.waiting)
    return OutpostApp(house, Door(house, router, pool, key, monotonic=monotonic), pool)


def _secret(path: Path, chance: Chance) -> bytes:
    """The server's own secret, made at the first start; not in the database, so that a copy of that alone opens nothing."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(chance.bytes(32))
            file.flush()
            os.fsync(descriptor)
    return path.read_bytes()


def find_web() -> Path | None:
    """The built web client: inside the installed package, or in the checkout that this runs from."""
    inside = Path(__file__).parent / "web"
    beside = Path(__file__).parents[2] / "web" / "dist"
    return next((folder for folder in (inside, beside) if (folder / "index.html").is_file()), None)


def _certificate(config: Config, folder: Folder) -> ssl.SSLContext | None:
    files = folder.certificate(config)
    if files is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)
    return context


def serve(config: Config, folder: Path, ready: Callable[[Sequence[str]], None]) -> None:
    """Run a server until SIGINT or SIGTERM; `ready` is called with its addresses once it listens."""
    _set_up_logs(config.logging)
    _reuse_memory()
    uvloop.run(_serve(config, Folder(folder), ready))


def serve_outpost(config: Config, folder: Path, ready: Callable[[Sequence[str]], None]) -> None:
    """The same for an outpost."""
    _set_up_logs(config.logging)
    _reuse_memory()
    uvloop.run(_serve_outpost(config, Folder(folder), ready))


async def _serve(config: Config, folder: Folder, ready: Callable[[Sequence[str]], None]) -> None:
    app = build(config, folder, open_key(folder), web=find_web(), certificate=_certificate(config, folder))
    await app.open()
    sweeping = asyncio.get_running_loop().create_task(app.sweep())
    try:
        await _listen_until_stopped(app.door, config, ready)
    finally:
        sweeping.cancel()
        await app.close()


async def _serve_outpost(config: Config, folder: Folder, ready: Callable[[Sequence[str]], None]) -> None:
    app = build_outpost(config, folder, open_key(folder))
    await app.open()
    try:
        await _listen_until_stopped(app.door, config, ready)
    finally:
        await app.close()


async def _listen_until_stopped(door: Door, config: Config, ready: Callable[[Sequence[str]], None]) -> None:
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    _settle_in()
    listening = [await door.listen(*split_address(address)) for address in config.listen]
    ready([f"[{at.host}]:{at.port}" if ":" in at.host else f"{at.host}:{at.port}" for at in listening])
    await stopping.wait()


def _settle_in() -> None:
    """What the start has made stays until the end, so the collector of cycles need not walk through it again and again: it stopped
    everyone for 80 milliseconds, every second or two under load, and for 10 without it (docs/develop/benchmarks.md). What is called all
    the time leaves no cycles, and calls under way are no reason to look for any: hence a threshold above what a wave of them holds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


def _reuse_memory() -> None:
    """Let the C library keep what large buffers gave back, up to MEMORY_KEPT. By default it returns each one to the system and asks for
    new pages for the next, which costs a part of a file more than half of what its encryption does (docs/develop/benchmarks.md)."""
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):  # musl has none
        mallopt(_M_MMAP_THRESHOLD, BUFFER_MAX)
        mallopt(_M_TRIM_THRESHOLD, MEMORY_KEPT)


def _set_up_logs(settings: Logging) -> None:
    as_json = settings.format == "json" or (settings.format == "auto" and not sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, settings.level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
