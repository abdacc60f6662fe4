"""Every gate can turn red: faults are planted in a copy of the tree, and each gate must name its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.docs import errors
from tools.rules import guards, names, refusals, sizes, sql, tree

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


class Copy:
    """The server's sources and the settings of its gates, to be spoilt."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._before: dict[Path, bytes | None] = {}
        shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__", "*.pyi"))
        shutil.copytree(ROOT / "schema", root / "schema")
        shutil.copy(ROOT / "pyproject.toml", root)

    def write(self, name: str, text: str) -> None:
        """Give a file another text until `mend`."""
        path = self.root / name
        self._before.setdefault(path, path.read_bytes() if path.exists() else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def plant(self, name: str, line: str) -> None:
        """Put a line at the end of a module, which is made when it is missing."""
        path = self.root / "src/angarium" / name
        if not (room := path.with_name("__init__.py")).exists():
            self.write(str(room.relative_to(self.root)), "")
        text = path.read_text() if path.exists() else '"""Planted."""\n'
        self.write(str(path.relative_to(self.root)), text + line + "\n")

    def mend(self) -> None:
        """Take everything back."""
        for path, data in self._before.items():
            path.unlink() if data is None else path.write_bytes(data)
        self._before.clear()

    def ask(self, *command: str) -> tuple[int, str]:
        """What a gate says of the copy."""
        environment = os.environ | {"PYTHONPATH": str(self.root / "src")}
        program = str(BIN / command[0])
        result = subprocess.run(
            [program, *command[1:]], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        return result.returncode, result.stdout + result.stderr


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("mutants"))


@pytest.fixture
def copy(whole: Copy) -> Iterator[Copy]:
    yield whole
    whole.mend()


ROOMS = "Rooms depend downwards only"
PURE = "The protocol is pure: no I/O, no clock, no chance"
TL = "Only the doors speak TL"
DRIVERS = "Only the store speaks to databases"
STORE = "Only the domain and the operator ask the store"
FILES = "Files are the domain's and the operator's"
OPERATOR = "The operator's door does not go through the clients' door"
CYCLES = "No cycles anywhere"


FORBIDDEN = [
    (ROOMS, "store/boxes.py", "from angarium.domain import access", "angarium.store.boxes -> angarium.domain.access"),
    (ROOMS, "rpc/router.py", "from angarium import gateway", "angarium.rpc.router -> angarium.gateway"),
    (ROOMS, "mtproto/session.py", "from angarium.domain import access", "mtproto.session -> angarium.domain.access"),
    (ROOMS, "store/boxes.py", "from angarium import bus", "angarium.store.boxes -> angarium.bus"),
    (ROOMS, "utils/text.py", "X = 1", "not listed as layers:\n\n- angarium.utils"),
    (PURE, "mtproto/session.py", "import asyncio", "angarium.mtproto.session -> asyncio"),
    (PURE, "tl/codec.py", "import socket", "angarium.tl.codec -> socket"),
    (PURE, "crypto/kdf.py", "import time", "angarium.crypto.kdf -> time"),
    (PURE, "crypto/dh.py", "import secrets", "angarium.crypto.dh -> secrets"),
    (TL, "domain/access.py", "from angarium import tl", "angarium.domain.access -> angarium.tl "),
    (TL, "admin/folder.py", "from angarium.tl import codec", "angarium.admin.folder -> angarium.tl.codec"),
    (DRIVERS, "domain/access.py", "import apsw", "angarium.domain.access -> apsw"),
    (DRIVERS, "admin/folder.py", "import sqlite3", "angarium.admin.folder -> sqlite3"),
    (STORE, "rpc/router.py", "from angarium.store import boxes", "angarium.rpc.router -> angarium.store.boxes"),
    (STORE, "gateway/door.py", "from angarium.store import boxes", "angarium.gateway.door -> angarium.store.boxes"),
    (FILES, "rpc/router.py", "from angarium import blobs", "angarium.rpc.router -> angarium.blobs"),
    (OPERATOR, "admin/folder.py", "from angarium import bus", "angarium.admin.folder -> angarium.bus"),
    (CYCLES, "model/ids.py", "from angarium.model import messages", ".ids -> .messages"),
]
"""A contract, what breaks it where, and how it must be told of: all are planted at once, and each has to be named by its contract."""


@pytest.fixture(scope="module")
def told_of_rooms(whole: Copy) -> tuple[int, str]:
    for _, name, line, _ in FORBIDDEN:
        whole.plant(name, line)
    told = whole.ask("lint-imports", "--no-cache", "--no-logo")
    whole.mend()
    return told


@pytest.mark.parametrize(("contract", "name", "line", "words"), FORBIDDEN)
def test_a_forbidden_import_breaks_its_contract(
    told_of_rooms: tuple[int, str], contract: str, name: str, line: str, words: str
):
    code, told = told_of_rooms
    assert code != 0
    assert f"{contract} BROKEN" in told
    said = told.partition(f"\n{contract}\n{'-' * len(contract)}\n")[2].partition("\n---")[0]
    assert words in said, said


def test_the_contracts_hold_without_a_mutant(copy: Copy):
    code, told = copy.ask("lint-imports", "--no-cache", "--no-logo")
    assert code == 0, told


UNTYPED = [
    ("def wrong() -> int:\n    return 'text'\n", "Incompatible return value type"),
    ("def untyped(x):\n    return x\n", "missing a type annotation"),
]


def test_wrong_types_are_seen(copy: Copy):
    for line, _ in UNTYPED:
        copy.plant("model/ids.py", line)
    code, told = copy.ask("mypy", "--no-incremental", "--package", "angarium.model.ids")
    assert code != 0
    for _, words in UNTYPED:
        assert words in told


def test_an_unused_name_is_seen(copy: Copy):
    copy.plant("model/ids.py", "import os")
    code, told = copy.ask("ruff", "check", "--no-cache", "src/angarium/model/ids.py")
    assert code != 0
    assert "F401" in told


def test_untidy_code_is_seen(copy: Copy):
    copy.plant("model/ids.py", "x = { 'a':1 }")
    assert copy.ask("ruff", "format", "--no-cache", "--check", "src/angarium/model/ids.py")[0] != 0


@pytest.mark.parametrize(
    ("rule", "name", "line", "words"),
    [
        (sizes, "model/ids.py", "\n" * sizes.FILE_CAP, "lines"),
        (sizes, "model/ids.py", "def long() -> None:\n" + "    print()\n" * sizes.FUNCTION_CAP, "long has"),
        (names, "domain/utils.py", "", "says nothing"),
        (names, "rpc/helpers/text.py", "", "says nothing"),
        (names, "bare/thing.py", "", "one sentence"),
        (guards, "rpc/updates.py", "PLANTED = guards.require_open", "at the door"),
        (guards, "gateway/door.py", "from angarium.domain.chats.guards import Standing, require_admin", "at the door"),
    ],
)
def test_a_broken_habit_is_seen(copy: Copy, rule, name: str, line: str, words: str):
    copy.plant(name, line)
    assert any(words in fault for fault in rule.find_faults(copy.root))


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("SELECT id FROM account LIMIT 5", "LIMIT without ORDER BY"),
        ("SELECT strftime('%s', 'now')", "clock"),
        ("SELECT CURRENT_TIMESTAMP", "clock"),
        ("INSERT INTO a VALUES (now())", "clock"),
        ("SELECT random()", "chance"),
        ("INSERT OR REPLACE INTO a VALUES (1)", "SQLite alone"),
        ("SELECT rowid FROM a", "SQLite alone"),
        ("PRAGMA user_version", "SQLite alone"),
        ("SELECT id FROM a WHERE id = ANY(?)", "PostgreSQL alone"),
        ("SELECT id::text FROM a", "PostgreSQL alone"),
        ("SELECT max(a, b) FROM a", "LEAST"),
    ],
)
def test_a_statement_for_one_database_is_seen(copy: Copy, statement: str, words: str):
    copy.plant("store/boxes.py", f'PLANTED = "{statement}"')
    assert any(words in fault for fault in sql.find_faults(copy.root)), statement


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("a (\n    id INTEGER NOT NULL,\n    PRIMARY KEY (id)\n)", "only BIGINT"),
        ("a (\n    id BIGINT NOT NULL\n)", "no primary key"),
        ("a (\n    day BIGINT NOT NULL,\n    user_id BIGINT NOT NULL,\n    PRIMARY KEY (day, user_id)\n)", "no shard"),
        (
            "a (\n    id BIGINT NOT NULL,\n    x TEXT NOT NULL,\n    PRIMARY KEY (id)\n);\nCREATE UNIQUE INDEX u ON a (x)",
            "unique",
        ),
        ("a (\n    id BIGINT NOT NULL,\n    PRIMARY KEY (id)\n);\nCREATE TRIGGER t", "triggers"),
        ("a (\n    id BIGINT GENERATED ALWAYS AS IDENTITY,\n    PRIMARY KEY (id)\n)", "sequences"),
    ],
)
def test_a_table_for_one_database_is_seen(copy: Copy, table: str, words: str):
    copy.write("src/angarium/store/migrations/9999_planted.sql", f"CREATE TABLE {table};\n")
    assert any(words in fault for fault in sql.find_faults(copy.root)), table


def test_an_error_that_nobody_documented_is_seen(copy: Copy):
    assert errors.find_faults(copy.root) == []
    copy.plant("domain/access.py", 'PLANTED = Refusal("NEVER_HEARD_OF")')
    assert "NEVER_HEARD_OF is not in schema/errors.toml" in errors.find_faults(copy.root)[0]
    copy.write("schema/errors.toml", '"NEVER_SAID" = { code = 400, means = "?" }\n')
    assert any("nobody says NEVER_SAID" in fault for fault in errors.find_faults(copy.root))


def test_a_refusal_that_no_story_provokes_is_seen(tmp_path: Path):
    for name in ("schema", "tests/stories/refusals", "tests/gateway"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "schema/errors.toml").write_text(
        '"PHOTO_INVALID_DIMENSIONS" = { code = 400 }\n"FLOOD_WAIT_%d" = { code = 420 }\n'
    )
    assert list(refusals.find_faults(tmp_path)) == []
    story = tmp_path / "tests/stories/refusals/test_files.py"
    story.write_text(
        story.read_text().replace('refused("PHOTO_INVALID_DIMENSIONS")', "refused()") + '"PHOTO_INVALID_DIMENSIONS"'
    )
    assert list(refusals.find_faults(tmp_path)) == ["schema/errors.toml: no story provokes PHOTO_INVALID_DIMENSIONS"]


@pytest.mark.parametrize("text", ["see py" + "pi.org/simple", "at /wo" + "rk/main/x", "in /ho" + "me/somebody/x"])
def test_this_machine_in_the_tree_is_seen(tmp_path: Path, text: str):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "note.md").write_text(f"a\n{text}\n")
    assert [fault.split(":")[:2] for fault in tree.find_faults(tmp_path)] == [["note.md", "2"]]


def test_a_licence_that_is_not_free_is_seen(monkeypatch: pytest.MonkeyPatch):
    facts = tree.metadata.metadata("rich")
    facts.replace_header("License", "Commercial") if "License" in facts else facts.add_header("License", "Commercial")
    del facts["License-Expression"], facts["Classifier"]
    monkeypatch.setattr(tree.metadata, "metadata", lambda name: facts)
    assert list(tree.find_unfree("rich==1 \\\n")) == ["rich: licence Commercial"]
    monkeypatch.undo()
    assert list(tree.find_unfree("no-such-thing==1 \\\n")) == ["no-such-thing: not installed"]
