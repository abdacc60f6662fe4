"""Server salts: derived, not stored, so that they survive a restart (https://core.telegram.org/mtproto/description#server-salt)."""

from __future__ import annotations

import hmac
from hashlib import sha256
from struct import Struct

WINDOW = 1800  # seconds; a salt is the current one for this long and good for as long again
EARLY = 300  # seconds a client whose clock runs ahead may use the next salt before its time

_NAME = Struct("<qq")
_LONG = Struct("<q")


class Salts:
    """The salts of one auth key. The first comes out of the handshake and is honoured like the one of its window."""

    __slots__ = ("_key_id", "_now", "_secret", "_valid", "created", "first")

    def __init__(self, secret: bytes, key_id: int, first: int = 0, created: int = 0) -> None:
        self._secret = secret
        self._key_id = key_id
        self.first = first
        self.created = created
        self._now = -1
        self._valid: tuple[int, ...] = ()

    def of(self, window: int) -> int:
        """The salt of a window, counted in half hours since the epoch; never 0, which clients send for "none yet"."""
        # https://core.telegram.org/mtproto/auth_key: the client already uses the first salt when the exchange is over
        if self.first and window == self.created // WINDOW:
            return self.first
        digest = hmac.digest(self._secret, b"server salt" + _NAME.pack(self._key_id, window), sha256)
        return int(_LONG.unpack_from(digest)[0]) or 1

    def current(self, now: float) -> int:
        """The salt to put into messages to the client."""
        self._look(int(now))
        return self._valid[0]

    def accepts(self, salt: int, now: float) -> bool:
        """Whether a client may use `salt` at `now`."""
        self._look(int(now))
        return salt in self._valid

    def future(self, count: int, now: float) -> list[tuple[int, int, int]]:
        """(valid since, valid until, salt) of this window and the following ones."""
        window = int(now) // WINDOW
        return [(w * WINDOW, (w + 2) * WINDOW, self.of(w)) for w in range(window, window + count)]

    def _look(self, now: int) -> None:
        """Keep the salts that are good at `now`: the current one, the last one, and close to the change the next."""
        step = now // EARLY
        if step == self._now:
            return
        self._now = step
        window = now // WINDOW
        known = [window, window - 1] if (now + EARLY) // WINDOW == window else [window, window - 1, window + 1]
        self._valid = tuple(self.of(w) for w in known)
