"""Names say something, and every room says in one sentence what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.sources import read_source

BANNED = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc", "core", "stuff"}


def find_faults(root: Path) -> Iterator[str]:
    """Modules that are named after nothing, and packages without a docstring or with code in place of one."""
    for path in sorted((root / "src").rglob("*.py")):
        where = path.relative_to(root)
        name = path.parent.name if path.name == "__init__.py" else path.stem
        if name in BANNED:
            yield f"{where}: the name says nothing"
        if path.name == "__init__.py":
            sentence = read_source(path).docstring.split("\n\n")[0]
            if not sentence.endswith("."):
                yield f"{where}: a room begins with one sentence that says what it is"
        elif not read_source(path).docstring:
            yield f"{where}: a module begins with a sentence"
