"""Each place of the sources that refuses is reached by some test. A pytest plugin, which `make test` loads into levels 1 to 4
(`-p tests.refusals`), where everything runs in this process: it fails the run and names the places that nobody reached."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from angarium.model.errors import Refusal

SOURCES = Path(__file__).parents[1] / "src" / "angarium"

UNREACHED = {
    "domain/accounts/devices.py:end_earlier": "its key is destroyed while somebody signs in with it",
    "domain/accounts/freshness.py:require_owner": "its device logs out while it asks",
    "domain/imports/imports.py:_keep": "two import into one chat at once",
    "rpc/secret/parties.py:device_of": "its device logs out while it asks",
}
"""Places as `file:function` that only a race could reach, and which one. One that is reached, or is gone, may not stand here."""

_met: set[tuple[str, int]] = set()  # (file, line)


def places() -> Iterator[tuple[str, str, int, int]]:
    """Every (file, function, first line, last line) that makes a refusal; those that are made once for a whole module aside."""
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text()
        if "Refusal(" in text:
            yield from _within(path.relative_to(SOURCES).as_posix(), ast.parse(text), "")


def _within(file: str, node: ast.AST, function: str) -> Iterator[tuple[str, str, int, int]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _within(file, child, child.name)
            continue
        if function and isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id == "Refusal":
            yield file, function, child.lineno, child.end_lineno or child.lineno
        yield from _within(file, child, function)


def missing(met: set[tuple[str, int]]) -> list[str]:
    """What is wrong: places that nobody reached, and exceptions that are none."""
    wrong, excused = [], set()
    for file, function, first, last in places():
        if any((file, line) in met for line in range(first, last + 1)):
            continue
        if f"{file}:{function}" in UNREACHED:
            excused.add(f"{file}:{function}")
        else:
            wrong.append(f"{file}:{first} ({function}): no test is refused here")
    return wrong + [f"{place} is reached, or gone: no exception" for place in UNREACHED if place not in excused]


def pytest_configure() -> None:
    made = Refusal.__init__

    def make(self: Refusal, *args: Any, **more: Any) -> None:
        frame = sys._getframe(1)
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(SOURCES):
            _met.add((path.relative_to(SOURCES).as_posix(), frame.f_lineno))
        made(self, *args, **more)

    Refusal.__init__ = make  # type: ignore[method-assign]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _met.update((file, line) for file, line in getattr(node, "workeroutput", {}).get("refusals", ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:  # a process of several: the one that started them judges
        output["refusals"] = sorted(_met)
    elif wrong := missing(_met):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print("\n" + "\n".join(wrong))
