"""The second implementations: each in a folder of its own, because several versions of one package do not mix."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache" / "vectors"


@dataclass(frozen=True)
class Library:
    """`layer` is the one the library speaks; `reader` the program of ours that drives it."""

    name: str
    version: str
    layer: int
    reader: str
    needs: tuple[str, ...] = ()
    by_id: bool = True  # whether it finds its classes by id, else by name
    rewrites: bool = True  # whether it writes what it read; Pyrogram adds an empty vector where an optional one was not

    @property
    def folder(self) -> Path:
        return CACHE / self.title

    @property
    def title(self) -> str:
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}"

    @property
    def is_python(self) -> bool:
        return self.reader.endswith(".py")

    def install(self) -> None:
        """Install the package with what its import needs, and nothing else."""
        if self.folder.exists():
            return
        packages = [f"{self.name}=={self.version}", *self.needs]
        if self.is_python:
            command = [
                sys.executable,
                "-m",
                "pip",
                "-q",
                "install",
                "--no-deps",
                "--target",
                str(self.folder),
                *packages,
            ]
        else:
            package = f"{self.name}@{self.version}"
            command = ["npm", "install", "--silent", "--ignore-scripts", "--prefix", str(self.folder), package]
        subprocess.run(command, check=True)

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Let the library read and write. It sees no network: its readers and writers need none."""
        self.install()
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONWARNINGS": "ignore"}
        command = [sys.executable if self.is_python else "node", str(HERE / self.reader), str(self.folder)]
        done = subprocess.run(
            command, input=json.dumps(question), capture_output=True, text=True, env=environment, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{self.name} {self.version}: {done.stderr}")
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


LIBRARIES = (
    Library("telethon", "1.27.0", 152, "telethon_reader.py", ("pyaes", "rsa", "pyasn1")),
    Library("pyrogram", "2.0.106", 158, "pyrogram_reader.py", ("pyaes", "pysocks"), rewrites=False),
    Library("telegram", "2.26.22", 198, "gramjs_reader.cjs"),
    Library("telethon", "1.39.0", 199, "telethon_reader.py", ("pyaes", "rsa", "pyasn1")),
    Library("@mtcute/core", "0.30.3", 227, "mtcute_reader.mjs", by_id=False),
    Library("telethon", "1.45.0", 229, "telethon_reader.py", ("pyaes", "rsa", "pyasn1")),
    Library("kurigram", "2.2.26", 229, "pyrogram_reader.py", ("pyaes", "pysocks", "python-socks"), rewrites=False),
)
