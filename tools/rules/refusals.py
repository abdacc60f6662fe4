"""Whatever the server refuses, some story provokes by its name, beside what is not refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.docs import errors
from tools.sources import read_source

LEVELS = ("stories", "gateway")


def find_faults(root: Path) -> Iterator[str]:
    """Names that no story expects."""
    expected = {text for level in LEVELS for path in (root / "tests" / level).rglob("*.py") for text in _texts(path)}
    for name in errors.load(root):
        form = re.compile(re.escape(name).replace("%d", r"(\d+|\{\})"))
        if not any(map(form.fullmatch, expected)):
            yield f"schema/errors.toml: no story provokes {name}"


def _texts(path: Path) -> Iterator[str]:
    """The texts in a module, but for its docstrings; `{}` stands for what is put into one."""
    return (text.fill("{}") for text in read_source(path).texts if not text.bare)
