"""The process that pays for handshakes, at the lowest priority: RSA, g^a and g_b^a, and nothing else.

It imports `crypto` alone, so that it stays small. It reads tasks from its standard input and answers on its standard
output, each behind four bytes of length; the first thing it reads is the private key. It ends with its input, and so
never outlives the server, however that dies.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from contextlib import suppress
from select import select

from angarium.crypto import dh, rsa

OPEN = b"O"
RAISE = b"R"
STOCK = 64
"""Pairs (a, g^a) that wait, made while there is nothing else to do."""


class Workbench:
    """Does the tasks; keeps a stock of pairs, each of which is given away once."""

    def __init__(self, pem: bytes) -> None:
        self._key = rsa.PrivateKey.from_pem(pem, proved=True)
        self._stock: deque[tuple[bytes, bytes]] = deque()

    def work(self, task: bytes) -> bytes:
        """OPEN + RSA block → a + g^a + what was inside (nothing when it does not open); RAISE + g_b + a → g_b^a."""
        if task[:1] == RAISE:
            return dh.to_bytes(dh.power(dh.from_bytes(task[1 : 1 + dh.SIZE]), dh.from_bytes(task[1 + dh.SIZE :])))
        while not self._stock:
            self._make_pair()
        a, g_a = self._stock.popleft()
        try:
            return a + g_a + self._key.decrypt(task[1:])
        except rsa.BadBlock:
            return a + g_a

    def prepare(self) -> bool:
        """Make a pair ahead; False when there are enough."""
        if len(self._stock) >= STOCK:
            return False
        self._make_pair()
        return True

    def _make_pair(self) -> None:
        a = os.urandom(dh.SECRET)
        g_a = dh.power(dh.G, dh.from_bytes(a))
        # https://core.telegram.org/mtproto/security_guidelines#using-secure-pseudorandom-number-generator-to-create-dh-secret-p
        with suppress(dh.BadPublic):
            dh.check_public(g_a)
            self._stock.append((a, dh.to_bytes(g_a)))


class _Inbox:
    """The tasks in a pipe, each behind four bytes of length."""

    def __init__(self, source: int) -> None:
        self._source = source
        self._held = bytearray()

    def take(self, *, wait: bool) -> bytes | None:
        """The next task; b"" at the end of the input. Without `wait`, None while there is nothing to read."""
        while True:
            end = 4 + int.from_bytes(self._held[:4], "little")
            if len(self._held) >= max(end, 5):
                task = bytes(self._held[4:end])
                del self._held[:end]
                return task
            if not wait and not select([self._source], [], [], 0)[0]:
                return None
            data = os.read(self._source, 1 << 16)
            if not data:
                return b""
            self._held += data


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us too; the server tells us when it is over
    if hasattr(os, "nice"):
        os.nice(19)
    inbox = _Inbox(0)
    pem = inbox.take(wait=True)
    if not pem:
        return
    bench, stocked = Workbench(pem), False
    while (task := inbox.take(wait=stocked)) != b"":
        if task is None:
            stocked = not bench.prepare()
            continue
        answer = bench.work(task)
        _write_all(1, len(answer).to_bytes(4, "little") + answer)
        stocked = False


def _write_all(target: int, data: bytes) -> None:
    while data:
        data = data[os.write(target, data) :]


if __name__ == "__main__":
    main()
