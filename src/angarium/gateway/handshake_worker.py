"""The process that pays for handshakes, at the lowest priority: RSA, g^a and g_b^a, and nothing else.

It imports `crypto` alone, so that it stays small. It reads tasks from its standard input and answers on its standard
output, each behind four bytes of length; the first thing it reads is the private key. It ends with its input, and so
never outlives the server, however that dies.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from queue import Empty, SimpleQueue
from threading import Thread
from typing import BinaryIO

from angarium.crypto import dh, rsa

OPEN = b"O"
RAISE = b"R"
STOCK = 64
"""Pairs (a, g^a) that wait, made while there is nothing else to do."""


class Workbench:
    """Does the tasks; keeps a stock of pairs, each of which is given away once."""

    def __init__(self, pem: bytes) -> None:
        self._key = rsa.PrivateKey.from_pem(pem)
        self._stock: deque[tuple[bytes, bytes]] = deque()

    def work(self, task: bytes) -> bytes:
        """OPEN + RSA block → a + g^a + what was inside (nothing when it does not open); RAISE + g_b + a → g_b^a."""
        if task[:1] == RAISE:
            g_b, a = dh.from_bytes(task[1 : 1 + dh.SIZE]), dh.from_bytes(task[1 + dh.SIZE :])
            return dh.to_bytes(dh.power(g_b, a))
        a_bytes, g_a = self._stock.popleft() if self._stock else _make_pair()
        try:
            return a_bytes + g_a + self._key.decrypt(task[1:])
        except rsa.BadBlock:
            return a_bytes + g_a

    def prepare(self) -> bool:
        """Make one pair ahead; False when there are enough."""
        if len(self._stock) >= STOCK:
            return False
        self._stock.append(_make_pair())
        return True


def _make_pair() -> tuple[bytes, bytes]:
    # https://core.telegram.org/mtproto/security_guidelines#using-secure-pseudorandom-number-generator-to-create-dh-secret-p
    while True:
        a = os.urandom(dh.SIZE)
        g_a = dh.power(dh.G, dh.from_bytes(a))
        try:
            dh.check_public(g_a)
        except dh.BadPublic:
            continue
        return a, dh.to_bytes(g_a)


def _read_all(source: BinaryIO, inbox: SimpleQueue[bytes]) -> None:
    while True:
        size = int.from_bytes(source.read(4), "little")
        task = source.read(size)
        inbox.put(task)
        if not task:
            return


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us too; the server tells us when it is over
    if hasattr(os, "nice"):
        os.nice(19)
    inbox: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_read_all, args=(sys.stdin.buffer, inbox), daemon=True).start()
    pem = inbox.get()
    if not pem:
        return
    bench = Workbench(pem)
    while task := _take(inbox, bench):
        answer = bench.work(task)
        sys.stdout.buffer.write(len(answer).to_bytes(4, "little") + answer)
        sys.stdout.buffer.flush()


def _take(inbox: SimpleQueue[bytes], bench: Workbench) -> bytes:
    while True:
        try:
            return inbox.get_nowait()
        except Empty:
            if not bench.prepare():
                return inbox.get()


if __name__ == "__main__":
    main()
