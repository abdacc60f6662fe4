"""Pinned npm packages: fetched with npm's own client, checked against their pin, never executed."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One file of one package: the schema of `layer` (0: MTProto's own messages)."""

    package: str
    version: str
    integrity: str
    file: str
    format: str
    layer: int

    @property
    def archive(self) -> str:
        return f"{self.package.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    def check_integrity(self, path: Path) -> None:
        """Refuse an archive other than the pinned one."""
        digest = base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
        if self.integrity != "sha512-" + digest:
            raise ValueError(f"{self.archive}: sha512-{digest} is not the pinned {self.integrity}")


def fetch(source: Source, folder: Path) -> str:
    """Download a package unless it is there, check it, and return the text of the source's file."""
    path = folder / source.archive
    if not path.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise FileNotFoundError("npm is needed to download the sources of the schema")
        subprocess.run([npm, "pack", "--silent", f"{source.package}@{source.version}"], cwd=folder, check=True)
    source.check_integrity(path)
    with tarfile.open(path) as archive:
        member = archive.extractfile("package/" + source.file)
        if member is None:
            raise FileNotFoundError(f"{source.archive} has no {source.file}")
        return member.read().decode()
