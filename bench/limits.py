"""What the machine itself can do, measured in the same run: the part of each operation that no server can leave out."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from angarium.crypto import dh
from angarium.crypto.kdf import MessageCipher
from angarium.crypto.rsa import PrivateKey


def _each(work: Callable[[], object], seconds: float = 0.4) -> float:
    """CPU milliseconds of one call."""
    work()
    count, begun, until = 0, time.process_time(), time.perf_counter() + seconds
    while time.perf_counter() < until:
        work()
        count += 1
    return (time.process_time() - begun) / count * 1000


def _packets(size: int) -> tuple[float, float]:
    cipher = MessageCipher(os.urandom(256))
    plain = os.urandom((size + 63) // 16 * 16)
    packet = cipher.encrypt(plain, from_server=False)
    return _each(lambda: cipher.encrypt(plain, from_server=True)), _each(
        lambda: cipher.decrypt(packet, from_server=False)
    )


def _rows(batch: int = 32) -> float:
    """CPU milliseconds of writing one message durably: two copies, two log rows, two counters, two dialogs."""
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "limit.db", isolation_level=None)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE row (a INTEGER, b INTEGER, body BLOB, PRIMARY KEY (a, b)) WITHOUT ROWID")
        at = 0

        def write() -> None:
            nonlocal at
            database.execute("BEGIN")
            database.executemany(
                "INSERT INTO row VALUES (?, ?, ?)", [(n % 50, at + n, bytes(90)) for n in range(batch * 8)]
            )
            database.execute("COMMIT")
            at += batch * 8

        spent = _each(write)
        database.close()
    return spent / batch


def measure() -> dict[str, float]:
    """By the name of the benchmark: CPU milliseconds of the crypto and the durable write alone."""
    key = PrivateKey.generate()
    block = key.public.encrypt(os.urandom(144), os.urandom)
    exponent, public = (int.from_bytes(os.urandom(size), "big") for size in (dh.SECRET, dh.SIZE))
    modexps = _each(lambda: dh.power(dh.G, exponent)) + _each(lambda: dh.power(public % dh.PRIME, exponent))
    seal, open_ = _packets(200)
    push, _ = _packets(450)
    large, large_in = _packets(512 * 1024)
    page, _ = _packets(36 * 1024)
    disk = _each(lambda: sha256(bytes(512 * 1024)).digest())
    handshake = modexps + _each(lambda: key.decrypt(block))
    message = 2 * seal + open_ + _rows()
    return {
        "handshake": handshake,
        "sign_up": handshake + 4 * (seal + open_),
        "message": message,
        "message_half": message,
        "message_offered": message,
        "channel_post": message,
        "delivery": push,
        "delivery_calm": push,
        "channel_delivery": push,
        "history_100": page + open_,
        "file_up": 2 * (large_in + disk),
        "file_down": 2 * large,
    }
