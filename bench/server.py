"""The server under test: `angarium serve` in its own process, and what the system says it used."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from angarium.crypto.rsa import PrivateKey

TICKS = os.sysconf("SC_CLK_TCK")
# Everyday limits are for people; a load generator on one address is many people.
SETTINGS = """
listen = ["127.0.0.1:0"]

[codes]
test_numbers = true
senders = ["in_app"]

[rates]
send = {burst = 1000000, per_minute = 10000000}
upload = {burst = 1000000, per_minute = 10000000}
code = {burst = 1000000, per_minute = 10000000}
sign_in = {burst = 1000000, per_minute = 10000000}
address = {burst = 1000000, per_minute = 10000000}
contacts = {burst = 1000000, per_minute = 10000000}
search = {burst = 1000000, per_minute = 10000000}
other = {burst = 1000000, per_minute = 10000000}

[registration]
per_minute = 1000000

[logging]
level = "error"
"""


class Server:
    """Use with `with`. `cpu()` is the CPU seconds of the server and its children so far."""

    def __init__(self, settings: str = SETTINGS) -> None:
        self._settings = settings

    def __enter__(self) -> Server:
        self._folder = tempfile.TemporaryDirectory(prefix="angarium-bench-")
        self.folder = Path(self._folder.name)
        (self.folder / "angarium.toml").write_text(self._settings)
        self.start()
        self.key_file = self.folder / "server.key"
        self.key = PrivateKey.from_pem(self.key_file.read_bytes())
        return self

    def start(self) -> None:
        """Start it, at an address of its own each time."""
        environment = {**os.environ, "ANGARIUM_DATA": str(self.folder)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "angarium", "serve"], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "other clients" in line:
                host, _, port = line.split()[2].rstrip(",").rpartition(":")
                self.address = (host, int(port))
                break
        else:
            raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """End it as a crash does; `start` must follow."""
        self._process.kill()
        self._process.wait(30)

    def restart(self, between: Callable[[Path], None]) -> None:
        """Stop it, do something to its database, and start it again, at another address."""
        self._process.terminate()
        self._process.wait(30)
        between(self.folder / "angarium.db")
        self.start()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._folder.cleanup()

    def _pids(self) -> list[int]:
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return [self._process.pid, *map(int, children)]

    def cpu(self, *, alone: bool = False) -> float:
        """`alone`: the server's own process only, without its handshake and picture processes."""
        return sum(_cpu(pid) for pid in (self._pids()[:1] if alone else self._pids()))

    def settle(self, seconds: float = 0.4) -> float:
        """Wait until the server has nothing left to do, and return its CPU seconds so far. What it prepares ahead while it is idle
        (pairs for handshakes, say) is thereby paid for by the operations that used it up, and by no others."""
        before, now = -1.0, self.cpu()
        while now - before > seconds / 40:
            time.sleep(seconds)
            before, now = now, self.cpu()
        return now

    def memory(self) -> int:
        """Resident bytes of all its processes, shared pages counted once (PSS)."""
        return sum(_pss(pid) for pid in self._pids())

    def own_memory(self) -> int:
        return _pss(self._process.pid)


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
