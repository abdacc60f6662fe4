"""The outpost itself: it takes pieces from its own server alone, and gives them to whoever shows a token
(https://core.telegram.org/cdn#how-cdn-dcs-are-different-from-the-master-dcs). It knows neither people nor keys of files."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from angarium.blobs.pieces import Pieces
from angarium.domain.cdn import proofs
from angarium.domain.cdn.proofs import PIECE
from angarium.model.clock import Clock
from angarium.model.errors import Refusal

GRAIN = 4096


@dataclass(frozen=True, slots=True)
class Lacking:
    """The piece is not here; `token` lets the client ask our server to push it."""

    token: bytes


class Outpost:
    """Pieces, and the secret shared with the server whose they are."""

    def __init__(self, secret: bytes, pieces: Pieces, clock: Clock) -> None:
        self._secret, self._pieces, self._clock = secret, pieces, clock

    def now(self) -> int:
        return int(self._clock.now())

    async def read(self, token: bytes, offset: int, limit: int) -> bytes | Lacking:
        """Ciphertext; b"" beyond the end. Refuses FILE_TOKEN_INVALID, OFFSET_INVALID, LIMIT_INVALID."""
        named = proofs.read_file_token(self._secret, token, self.now())
        check_range(offset, limit)
        if offset >= named.size:
            return b""
        piece, start = divmod(offset, PIECE)
        found = await self._pieces.read(named.name.hex(), piece, start, limit)
        if found is None:
            return Lacking(proofs.make_request_token(self._secret, named.name, piece, self.now()))
        return found

    def expect(self, path: str, proof: str) -> bytes | None:
        """Whether a piece may come in, before a byte of it is read: the SHA-256 that it must have, or None."""
        return proofs.read_push(self._secret, path, proof, self.now())

    async def take(self, file: str, piece: int, body: bytes, digest: bytes) -> bool:
        """Keep a piece that was expected; False when it is not the one that was announced. Raises OSError."""
        if sha256(body).digest() != digest:
            return False
        await self._pieces.put(file, piece, body)
        return True


def check_range(offset: int, limit: int) -> None:
    """Refuse OFFSET_INVALID and LIMIT_INVALID
    (https://core.telegram.org/cdn#restrictions-on-uploadgetfile-and-uploadgetcdnfile-parameters)."""
    if offset < 0 or offset % GRAIN:
        raise Refusal("OFFSET_INVALID")
    if limit <= 0 or limit % GRAIN or PIECE % limit or offset // PIECE != (offset + limit - 1) // PIECE:
        raise Refusal("LIMIT_INVALID")
