"""A backup is whole and proves itself; one that does not is never put in place."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import apsw
import pytest

from angarium.admin import backup, keys
from angarium.admin.folder import Folder
from angarium.model.errors import StorageUnavailable
from angarium.store import backup as database
from angarium.store import schema
from angarium.store.db import StoreTooNew
from angarium.store.sqlite import connect

NOW = 1_800_000_000


def silent(what: str, done: int, total: int) -> None:
    assert what
    assert 0 <= done <= total


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A data folder in use: a database with an open writer, a key, a body."""
    made = Folder(tmp_path / "data")
    made.make()
    keys.open_key(made)
    (made.files / "ab").mkdir(parents=True)
    (made.files / "ab" / "cd").write_bytes(b"body" * 1000)
    (made.files / "uploads").mkdir()
    (made.files / "uploads" / "0").write_bytes(b"unfinished")
    with connect(made.database) as db:
        schema.migrate(db)
        db.execute("INSERT INTO server (name, value) VALUES ('name', x'00')")
    return made


@pytest.fixture
def writer(folder: Folder):
    """A server that writes while the backup is made."""
    db = connect(folder.database)
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO server (name, value) VALUES ('not committed', x'00')")
    yield db
    db.execute("COMMIT")
    db.close()


@pytest.mark.parametrize("name", ["b.tar", "b.tar.gz"])
def test_a_backup_made_while_running_comes_back_whole(
    folder: Folder, writer: apsw.Connection, tmp_path: Path, name: str
):
    manifest = backup.write(folder, tmp_path / name, NOW, silent)
    assert manifest["rows"]["server"] == 1
    assert (tmp_path / name).stat().st_mode & 0o077 == 0
    there = Folder(tmp_path / "there")
    assert backup.restore(tmp_path / name, there, NOW, replace=False, progress=silent) == manifest
    assert (there.files / "ab" / "cd").read_bytes() == b"body" * 1000
    assert not (there.files / "uploads").exists()
    assert there.key.read_bytes() == folder.key.read_bytes()
    assert there.key.stat().st_mode & 0o077 == 0
    assert connect(there.database, readonly=True).execute("SELECT name FROM server").fetchall() == [("name",)]
    with pytest.raises(backup.BackupFailed, match="there already"):
        backup.write(folder, tmp_path / name, NOW, silent)


def test_restore_moves_what_was_there_aside(folder: Folder, tmp_path: Path):
    backup.write(folder, tmp_path / "b.tar", NOW, silent)
    with pytest.raises(backup.BackupFailed, match="--replace"):
        backup.restore(tmp_path / "b.tar", folder, NOW, replace=False, progress=silent)
    with folder.hold(), pytest.raises(backup.BackupFailed, match="stop it first"):
        backup.restore(tmp_path / "b.tar", folder, NOW, replace=True, progress=silent)
    backup.restore(tmp_path / "b.tar", folder, NOW, replace=True, progress=silent)
    assert (tmp_path / f"data.before-{NOW}" / "angarium.db").exists()
    assert folder.database.exists()


def rewrite(source: Path, change) -> None:
    """Write the backup again with every member passed through `change(name, data) -> data or None`."""
    with tarfile.open(source) as tar:
        members = [(info.name, tar.extractfile(info).read()) for info in tar]
    with tarfile.open(source, "w") as tar:
        for name, data in members:
            if (new := change(name, data)) is not None:
                info = tarfile.TarInfo(new[0])
                info.size = len(new[1])
                tar.addfile(info, io.BytesIO(new[1]))


def with_manifest(**changes):
    return lambda name, data: (
        name,
        json.dumps(json.loads(data) | changes).encode() if name == backup.MANIFEST else data,
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda name, data: (name, data[:-1] + b"!" if name == "files/ab/cd" else data), "files/ab/cd"),
        (lambda name, data: None if name == "files/ab/cd" else (name, data), "files/ab/cd"),
        (lambda name, data: None if name == backup.MANIFEST else (name, data), "manifest"),
        (lambda name, data: ("../escaped" if name == "files/ab/cd" else name, data), "no backup of ours"),
        (lambda name, data: ("extra" if name == "files/ab/cd" else name, data), "differ"),
        (with_manifest(rows={"server": 2}), "rows"),
        (with_manifest(schema=9999), "newer"),
        (with_manifest(files=3), "manifest"),
    ],
)
def test_a_backup_that_was_changed_is_refused(folder: Folder, tmp_path: Path, change, words: str):
    backup.write(folder, tmp_path / "b.tar", NOW, silent)
    rewrite(tmp_path / "b.tar", change)
    there = Folder(tmp_path / "there")
    with pytest.raises(backup.BackupFailed, match=words):
        backup.restore(tmp_path / "b.tar", there, NOW, replace=False, progress=silent)
    assert not there.path.exists()
    assert not (tmp_path / "escaped").exists()
    assert not list(tmp_path.glob(".there*"))


def test_a_damaged_database_is_not_backed_up(folder: Folder, tmp_path: Path):
    folder.database.write_bytes(b"not a database" * 1000)
    with pytest.raises(backup.BackupFailed):
        backup.write(folder, tmp_path / "b.tar", NOW, silent)
    assert not list(tmp_path.glob("b.tar*"))


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_cut_backup_is_refused(folder: Folder, tmp_path: Path, size: int):
    backup.write(folder, tmp_path / "b.tar", NOW, silent)
    (tmp_path / "b.tar").write_bytes((tmp_path / "b.tar").read_bytes()[:size])
    with pytest.raises(backup.BackupFailed):
        backup.restore(tmp_path / "b.tar", Folder(tmp_path / "there"), NOW, replace=False, progress=silent)


def test_a_folder_is_held_once(folder: Folder):
    assert not folder.is_held()
    with folder.hold():
        assert folder.is_held()
        from angarium.admin.faults import InUse

        with pytest.raises(InUse), folder.hold():
            pass
    assert not folder.is_held()


def test_an_update_keeps_a_copy_first(tmp_path: Path):
    path = tmp_path / "angarium.db"
    database.update(path)
    assert database.inspect(path, thorough=True).version == database.newest()
    with connect(path) as db:
        db.execute("PRAGMA user_version = 1")
    with pytest.raises(StorageUnavailable):  # its tables are there already: nothing is changed
        database.update(path)
    assert database.inspect(tmp_path / "angarium.before-0001.db", thorough=True).version == 1
    with connect(path) as db:
        db.execute("PRAGMA user_version = 9999")
    with pytest.raises(StoreTooNew):
        database.update(path)
