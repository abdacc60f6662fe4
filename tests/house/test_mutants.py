"""Every gate can turn red: each test plants one fault in a copy of the tree and holds that its gate sees it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.docs import errors
from tools.rules import names, refusals, sizes, sql, tree

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The server's sources and the settings of its gates, to be spoilt."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.pyi"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(copy: Path, name: str, line: str) -> None:
    """Put a line at the end of a module, which is made when it is missing."""
    path = copy / "src/angarium" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text((path.read_text() if path.exists() else '"""Planted."""\n') + line + "\n")


def gate(copy: Path, *command: str) -> tuple[int, str]:
    environment = os.environ | {"PYTHONPATH": str(copy / "src")}
    result = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    return result.returncode, result.stdout + result.stderr


ROOMS = "Rooms depend downwards only"
PURE = "The protocol is pure: no I/O, no clock, no chance"
TL = "Only the doors speak TL"
DRIVERS = "Only the store speaks to databases"
STORE = "Only the domain and the operator ask the store"
FILES = "Files are the domain's and the operator's"
OPERATOR = "The operator's door does not go through the clients' door"
CYCLES = "No cycles anywhere"


@pytest.mark.parametrize(
    ("contract", "name", "line"),
    [
        (ROOMS, "store/boxes.py", "from angarium.domain import access"),
        (ROOMS, "rpc/router.py", "from angarium import gateway"),
        (ROOMS, "mtproto/session.py", "from angarium.domain import access"),
        (ROOMS, "store/boxes.py", "from angarium import bus"),
        (ROOMS, "utils/text.py", "X = 1"),
        (PURE, "mtproto/session.py", "import asyncio"),
        (PURE, "tl/codec.py", "import socket"),
        (PURE, "crypto/kdf.py", "import time"),
        (PURE, "crypto/dh.py", "import secrets"),
        (TL, "domain/access.py", "from angarium import tl"),
        (TL, "admin/folder.py", "from angarium.tl import codec"),
        (DRIVERS, "domain/access.py", "import apsw"),
        (DRIVERS, "admin/folder.py", "import sqlite3"),
        (STORE, "rpc/router.py", "from angarium.store import boxes"),
        (STORE, "gateway/door.py", "from angarium.store import boxes"),
        (FILES, "rpc/router.py", "from angarium import blobs"),
        (OPERATOR, "admin/folder.py", "from angarium import bus"),
        (CYCLES, "model/ids.py", "from angarium.model import messages"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(copy: Path, contract: str, name: str, line: str):
    plant(copy, name, line)
    code, told = gate(copy, "lint-imports", "--no-cache", "--no-logo")
    assert code != 0
    assert f"{contract} BROKEN" in told


def test_the_contracts_hold_without_a_mutant(copy: Path):
    code, told = gate(copy, "lint-imports", "--no-cache", "--no-logo")
    assert code == 0, told


def test_a_wrong_type_is_seen(copy: Path):
    plant(copy, "model/ids.py", "def wrong() -> int:\n    return 'text'\n")
    code, told = gate(copy, "mypy", "--no-incremental", "--package", "angarium.model")
    assert code != 0
    assert "Incompatible return value type" in told


def test_an_untyped_function_is_seen(copy: Path):
    plant(copy, "model/ids.py", "def untyped(x):\n    return x\n")
    assert "missing a type annotation" in gate(copy, "mypy", "--no-incremental", "--package", "angarium.model")[1]


def test_an_unused_name_is_seen(copy: Path):
    plant(copy, "model/ids.py", "import os")
    code, told = gate(copy, "ruff", "check", "--no-cache", "src/angarium/model/ids.py")
    assert code != 0
    assert "F401" in told


def test_untidy_code_is_seen(copy: Path):
    plant(copy, "model/ids.py", "x = { 'a':1 }")
    assert gate(copy, "ruff", "format", "--no-cache", "--check", "src/angarium/model/ids.py")[0] != 0


@pytest.mark.parametrize(
    ("rule", "name", "line", "words"),
    [
        (sizes, "model/ids.py", "\n" * sizes.FILE_CAP, "lines"),
        (sizes, "model/ids.py", "def long() -> None:\n" + "    print()\n" * sizes.FUNCTION_CAP, "long has"),
        (names, "domain/utils.py", "", "says nothing"),
        (names, "rpc/helpers/text.py", "", "says nothing"),
        (names, "bare/thing.py", "", "one sentence"),
    ],
)
def test_a_broken_habit_is_seen(copy: Path, rule, name: str, line: str, words: str):
    plant(copy, name, line)
    assert any(words in fault for fault in rule.find_faults(copy))


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
def test_a_statement_for_one_database_is_seen(copy: Path, statement: str, words: str):
    plant(copy, "store/boxes.py", f'PLANTED = "{statement}"')
    assert any(words in fault for fault in sql.find_faults(copy)), statement


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
def test_a_table_for_one_database_is_seen(copy: Path, table: str, words: str):
    (copy / "src/angarium/store/migrations/9999_planted.sql").write_text(f"CREATE TABLE {table};\n")
    assert any(words in fault for fault in sql.find_faults(copy)), table


def test_an_error_that_nobody_documented_is_seen(copy: Path):
    shutil.copytree(ROOT / "schema", copy / "schema")
    assert errors.find_faults(copy) == []
    plant(copy, "domain/access.py", 'PLANTED = Refusal("NEVER_HEARD_OF")')
    assert "NEVER_HEARD_OF is not in schema/errors.toml" in errors.find_faults(copy)[0]
    (copy / "schema/errors.toml").write_text('"NEVER_SAID" = { code = 400, means = "?" }\n')
    assert any("nobody says NEVER_SAID" in fault for fault in errors.find_faults(copy))


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
