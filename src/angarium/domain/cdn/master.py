"""This server's side: whom it sends to the outpost, for which files, and what it pushes there (https://core.telegram.org/cdn).

Only what was shown in a public group or channel goes there, and only while many ask for it. Whatever goes wrong with the outpost, clients
hear FILE_TOKEN_INVALID, at which they go on here.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

import structlog

from angarium.blobs.depot import Depot, Unreachable
from angarium.crypto.aes import BLOCK, KEY, Ctr
from angarium.domain.cdn import proofs
from angarium.domain.cdn.demand import HOUR, Demand
from angarium.domain.cdn.proofs import PIECE
from angarium.domain.files import downloads, starters
from angarium.domain.house import House
from angarium.model import config
from angarium.model.clock import Clock
from angarium.model.errors import Refusal
from angarium.store import cdn
from angarium.store.cdn import CdnFile

FRESH = 6 * 86400
"""Seconds after which a file that is still popular gets another name and key."""

KEPT = FRESH + 86400
"""Seconds for which names are known: longer than any token that was made with one."""

AHEAD = 3
"""Pieces that follow the one that was asked for, since most read on."""

AT_ONCE = 4
"""Pieces on their way at the same time."""

WAITING = 256
"""Pieces on their way or in line; whoever asks for a further one is served here."""

SETTLED = 5
"""Seconds after its arrival in which nobody makes us push a piece again; several ask for it at once."""

ARRIVALS = 65_536

OUT = 60
"""Seconds for which nobody is sent to an outpost that did not take a piece."""

HEARD = 30
"""Seconds after its last answer for which it is taken to be there: whoever is sent to one that is not waits in vain."""

HASHED = 128 * 1024

Hashes = list[tuple[int, int, bytes]]
"""(offset, length, SHA-256) of plaintext."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where a file is, for one who may have it."""

    token: bytes
    secret: bytes
    iv: bytes
    hashes: Hashes


class Cdn:
    """The outpost as this server knows it."""

    def __init__(self, settings: config.Cdn, clock: Clock) -> None:
        self.settings = settings
        self.secret = bytes.fromhex(settings.secret)
        self.demand = Demand(settings.people)
        self._depot = Depot(settings.push or f"http://{settings.address}")
        self._clock = clock
        self._out_until = 0.0
        self._heard = 0.0
        self._greeting: asyncio.Task[None] | None = None
        self._hour, self._spent = 0, 0
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._flights: dict[tuple[bytes, int], asyncio.Task[None]] = {}
        self._arrived: OrderedDict[tuple[bytes, int], float] = OrderedDict()

    @property
    def ready(self) -> bool:
        """Whether anything may go there now."""
        return self._clock.now() >= self._out_until and self._left() > 0

    async def answers(self) -> bool:
        """Whether it is there for somebody who would be sent to it: it was heard lately, or it is asked now."""
        if not self.ready:
            return False
        if self._clock.now() - self._heard > HEARD:
            if self._greeting is None or self._greeting.done():
                self._greeting = asyncio.ensure_future(self._tell(proofs.HELLO))
            with suppress(Unreachable):
                await asyncio.shield(self._greeting)
        return self.ready

    async def push(self, house: House, file: CdnFile, piece: int) -> None:
        """Bring a piece there, and begin with those that follow. Raises Unreachable."""
        if self._since_arrival(file, piece) > SETTLED:
            await asyncio.shield(self._fly(house, file, piece))
        for number in range(piece + 1, min(piece + 1 + AHEAD, -(-file.size // PIECE))):
            if self._since_arrival(file, number) > HOUR and (file.name, number) not in self._flights:
                house.start(self._bring(house, file, number))

    async def _bring(self, house: House, file: CdnFile, piece: int) -> None:
        """Ahead of those who will ask: it does not matter when it fails."""
        with suppress(Unreachable, Refusal):
            await asyncio.shield(self._fly(house, file, piece))

    async def close(self) -> None:
        """Give up what is on its way."""
        under_way = [*self._flights.values(), *([self._greeting] if self._greeting else [])]
        for errand in under_way:
            errand.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._depot.close()

    def _since_arrival(self, file: CdnFile, piece: int) -> float:
        return self._clock.now() - self._arrived.get((file.name, piece), 0.0)

    def _fly(self, house: House, file: CdnFile, piece: int) -> asyncio.Task[None]:
        """One push for all who wait for it."""
        which = file.name, piece
        if (flight := self._flights.get(which)) is None:
            if len(self._flights) >= WAITING:
                raise Unreachable("too much is on its way there")
            flight = self._flights[which] = asyncio.ensure_future(self._push(house, file, piece))
            flight.add_done_callback(lambda done: self._land(which, done))
        return flight

    def _land(self, which: tuple[bytes, int], flight: asyncio.Task[None]) -> None:
        del self._flights[which]
        if flight.cancelled() or flight.exception() is not None:  # asked for, since nobody may be waiting
            return
        self._arrived[which] = self._clock.now()
        self._arrived.move_to_end(which)
        if len(self._arrived) > ARRIVALS:
            self._arrived.popitem(last=False)

    async def _push(self, house: House, file: CdnFile, piece: int) -> None:
        async with self._at_once:
            if not self.ready:
                raise Unreachable("it has not been lately, or has had enough for this hour")
            offset = piece * PIECE
            body = encrypt(file, offset, await downloads.read(house, downloads.Body("", 0, file.blob), offset, PIECE))
            self._spent += len(body)
            await self._tell(f"/cdn/{file.name.hex()}/{piece}", body)

    async def _tell(self, path: str, body: bytes = b"") -> None:
        """A piece, or a greeting. When it fails, the outpost is left alone for a while."""
        headers = {proofs.PROOF: proofs.prove_push(self.secret, path, body, int(self._clock.now()))}
        try:
            await (self._depot.put(path, body, headers) if body else self._depot.greet(path, headers))
        except Unreachable as fault:
            self._out_until = self._clock.now() + OUT
            log.warning("the machine near the readers is out of reach; files are served here", reason=str(fault))
            raise
        self._heard = self._clock.now()

    def _left(self) -> int:
        """Bytes that may still be pushed in this hour."""
        hour = int(self._clock.now()) // HOUR
        if hour != self._hour:
            self._hour, self._spent = hour, 0
        return self.settings.upload - self._spent


async def redirect(house: House, blob: str, user_id: int) -> Redirect | None:
    """Send somebody to the outpost for a file that was shown in public and that they are about to fetch from its beginning; None when it
    is served here."""
    known = house.cdn
    if known is None or not blob or blob.startswith(starters.PREFIX):
        return None
    now = house.now()
    try:
        size = await house.blobs.size(blob)
    except FileNotFoundError:
        return None
    if size < known.settings.smallest or not known.demand.note(blob, user_id, now):
        return None
    if not await known.answers() or not known.demand.send(blob, user_id, now):
        return None
    file = await _name(house, blob, size)
    token = proofs.make_file_token(known.secret, proofs.Named(file.name, file.size), now)
    return Redirect(token, file.secret, file.iv, await _hash(house, file, 0))


async def reupload(house: House, file_token: bytes, request_token: bytes) -> Hashes:
    """Push the piece that the outpost lacks; the hashes of it. Refuses FILE_TOKEN_INVALID, REQUEST_TOKEN_INVALID, LOCATION_INVALID."""
    known, file = await _require(house, file_token)
    piece = proofs.read_request_token(known.secret, request_token, file.name, house.now())
    try:
        await known.push(house, file, piece)
    except Unreachable:
        raise Refusal("FILE_TOKEN_INVALID") from None
    return await _hash(house, file, piece * PIECE)


async def hashes(house: House, file_token: bytes, offset: int) -> Hashes:
    """Those from `offset` to the end of its piece. Refuses FILE_TOKEN_INVALID, OFFSET_INVALID, LOCATION_INVALID."""
    _, file = await _require(house, file_token)
    if offset < 0:
        raise Refusal("OFFSET_INVALID")
    return await _hash(house, file, offset)


def encrypt(file: CdnFile, offset: int, body: bytes) -> bytes:
    """A part that begins at a whole block (https://core.telegram.org/cdn#decrypting-files)."""
    return Ctr(file.secret, file.iv[:-4] + (offset // BLOCK).to_bytes(4, "big")).update(body)


async def _hash(house: House, file: CdnFile, offset: int) -> Hashes:
    """COMPAT(Pyrogram, kurigram): they cut a megabyte by the index and the length of each hash, so there are none beyond it, and the
    last one claims a whole length, too."""
    start = offset // HASHED * HASHED
    body = await downloads.read(house, downloads.Body("", 0, file.blob), start, PIECE - start % PIECE)
    return [(start + at, HASHED, sha256(body[at : at + HASHED]).digest()) for at in range(0, len(body), HASHED)]


async def _require(house: House, file_token: bytes) -> tuple[Cdn, CdnFile]:
    known = house.cdn
    if known is not None:
        named = proofs.read_file_token(known.secret, file_token, house.now())
        async with house.work.read() as tx:
            file = await cdn.find(tx, named.name)
        if file is not None:
            return known, file
    raise Refusal("FILE_TOKEN_INVALID")


async def _name(house: House, blob: str, size: int) -> CdnFile:
    """Under which name and key a file lies there; made when it first becomes popular, and anew after some days."""
    since = house.now() - FRESH
    async with house.work.read() as tx:
        file = await cdn.find_of(tx, blob, since)
    if file is None:
        async with house.work.begin() as tx:
            file = await cdn.find_of(tx, blob, since)
            if file is None:
                random = house.chance.bytes
                file = CdnFile(random(proofs.NAME), blob, size, random(KEY), random(BLOCK))
                await cdn.add(tx, file, tx.now)
    return file
