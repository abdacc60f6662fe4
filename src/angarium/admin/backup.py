"""Backup and restore: one tar file that proves itself.

It holds the database as it was at one moment, the key, the settings, the certificates and every file body, and at its end
`manifest.json` with the SHA-256 of each of them and the number of rows of each table. `restore` unpacks it beside the data
folder, compares everything, and only then puts it in place.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from angarium import __version__
from angarium.admin.faults import BackupFailed
from angarium.admin.folder import Folder, sync_folder
from angarium.model.errors import StorageUnavailable
from angarium.store import backup as database

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20

Progress = Callable[[str, int, int], None]
"""Told of: what is being done, how much of it is done, out of how much."""


def write(folder: Folder, target: Path, now: int, progress: Progress) -> dict[str, Any]:
    """Write a backup while the server may be running; returns its manifest. `target` appears whole or not at all."""
    if not folder.database.exists():
        raise BackupFailed(f"there is no database at {folder.database}")
    if target.exists():
        raise BackupFailed(f"{target} is there already")
    partial = target.with_name(target.name + ".partial")
    try:
        with tempfile.TemporaryDirectory(dir=folder.path, prefix=".backup-") as scratch:
            manifest = _write(folder, partial, Path(scratch) / folder.database.name, now, progress)
        partial.replace(target)
        sync_folder(target.absolute().parent)
    except (OSError, StorageUnavailable, tarfile.TarError) as fault:
        raise BackupFailed(str(fault)) from fault
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write(folder: Folder, partial: Path, copy: Path, now: int, progress: Progress) -> dict[str, Any]:
    database.copy(folder.database, copy, lambda done, total: progress("database", done, total))
    found = database.inspect(copy, thorough=False)
    if found.fault:
        raise StorageUnavailable(f"the database is damaged: {found.fault}")
    manifest: dict[str, Any] = {
        "format": FORMAT, "angarium": __version__, "created": now, "schema": found.version, "rows": found.counts, "files": {},
    }  # fmt: skip
    # File bodies never change once written, and were written before the rows that name them: copied after the database, none is missing.
    members = [(folder.database.name, copy), *_find_members(folder)]
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz" if partial.name.endswith(".gz.partial") else "w") as tar:
            for number, (name, path) in enumerate(members):
                progress("files", number, len(members))
                _add(tar, name, path, manifest["files"])
            _add_manifest(tar, manifest, now)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _find_members(folder: Folder) -> Iterator[tuple[str, Path]]:
    for path in (folder.config, folder.key, folder.secret):
        if path.exists():
            yield path.name, path
    for top in (folder.tls, folder.files):
        for path in sorted(top.rglob("*")):
            if path.is_file() and not any(
                part.startswith(".") or part == "uploads" for part in path.relative_to(top).parts
            ):
                yield str(path.relative_to(folder.path)), path


def _add(tar: tarfile.TarFile, name: str, path: Path, digests: dict[str, str]) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # deleted since it was listed: then no row of the copied database needs it any more, or restore says so
    with file:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = os.fstat(file.fileno()).st_size, int(path.stat().st_mtime), 0o600
        reader = _Hashing(file)
        tar.addfile(info, reader)
        digests[name] = reader.digest.hexdigest()


class _Hashing:
    """A file that hashes what is read from it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _add_manifest(tar: tarfile.TarFile, manifest: dict[str, Any], now: int) -> None:
    data = json.dumps(manifest, indent=1, sort_keys=True).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mtime, info.mode = len(data), now, 0o600
    with tempfile.SpooledTemporaryFile() as file:
        file.write(data)
        file.seek(0)
        tar.addfile(info, file)


def restore(source: Path, folder: Folder, now: int, *, replace: bool, progress: Progress) -> dict[str, Any]:
    """Unpack, prove and put in place; returns the manifest. What was there before is moved aside, never deleted."""
    if folder.is_held():
        raise BackupFailed(f"a server is running on {folder.path}: stop it first")
    if folder.database.exists() and not replace:
        raise BackupFailed(f"there is a database in {folder.path} already; with --replace it is moved aside")
    folder.path.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.path.parent, prefix=f".{folder.path.name}-restoring-"))
    try:
        digests = _unpack(source, fresh, progress)
        manifest = _prove(fresh, digests, progress)
        (fresh / MANIFEST).unlink()
        if folder.path.exists() and any(folder.path.iterdir()):
            folder.path.rename(folder.path.with_name(f"{folder.path.name}.before-{now}"))
        elif folder.path.exists():
            folder.path.rmdir()
        fresh.rename(folder.path)
        sync_folder(folder.path.parent)
    except (OSError, EOFError, tarfile.TarError, StorageUnavailable) as fault:
        raise BackupFailed(f"{source}: {fault}") from fault
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return manifest


def _unpack(source: Path, fresh: Path, progress: Progress) -> dict[str, str]:
    digests: dict[str, str] = {}
    total = source.stat().st_size
    with source.open("rb") as raw, tarfile.open(fileobj=raw, mode="r:*") as tar:
        for info in tar:
            path = fresh / info.name
            if not info.isfile() or not path.resolve().is_relative_to(fresh.resolve()):
                raise BackupFailed(f"{source} holds {info.name!r}, which no backup of ours does")
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            body = tar.extractfile(info)
            assert body is not None
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                digest = hashlib.sha256()
                while data := body.read(CHUNK):
                    digest.update(data)
                    file.write(data)
                    progress("unpacking", min(raw.tell(), total), total)
                file.flush()
                os.fsync(file.fileno())
            digests[info.name] = digest.hexdigest()
    return digests


def _prove(fresh: Path, digests: dict[str, str], progress: Progress) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((fresh / MANIFEST).read_bytes())
        promised, rows, schema = dict(manifest["files"]), manifest["rows"], int(manifest["schema"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        raise BackupFailed("it is not a whole backup: its manifest is missing or damaged") from None
    digests.pop(MANIFEST)
    if wrong := sorted(name for name in promised.keys() | digests.keys() if promised.get(name) != digests.get(name)):
        raise BackupFailed(f"{len(wrong)} files differ from the manifest, {wrong[0]} first")
    if schema > database.newest():
        raise BackupFailed(f"it was made by a newer Angarium ({manifest.get('angarium')}): update first")
    progress("proving", 0, 1)
    found = database.inspect(fresh / Folder(fresh).database.name, thorough=True)
    if found.fault:
        raise BackupFailed(f"its database is damaged: {found.fault}")
    if found.counts != rows or found.version != schema:
        raise BackupFailed("its database does not hold the rows that the manifest promises")
    progress("proving", 1, 1)
    return manifest
