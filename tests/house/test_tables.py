"""Tables that other things are made from: every method is told in a story, every setting is read."""

from __future__ import annotations

import re
import typing
from pathlib import Path

from angarium.model.config import Config, Section
from angarium.rpc.router import METHODS, load_methods

ROOT = Path(__file__).parents[2]


def test_some_story_calls_every_method():
    load_methods()
    told = {
        name
        for folder in ("stories", "gateway")
        for path in (ROOT / "tests" / folder).rglob("*.py")
        for name in _calls(path)
    }
    untold = [name for name in METHODS if _class_name(name) not in told]
    assert not untold, f"{len(untold)} of {len(METHODS)}: {' '.join(untold)}"


def _calls(path: Path) -> set[str]:
    """`functions.messages.SendMessage(`, also under a shorter name: `call = functions.messages`."""
    text = path.read_text("utf-8")
    for short, long in re.findall(r"^(\w+) = (functions\.\w+)$", text, re.M):
        text = re.sub(rf"\b{short}\.", f"{long}.", text)
    return set(re.findall(r"functions\.((?:\w+\.)?[A-Z]\w*)\(", text))


def _class_name(name: str) -> str:
    space, _, last = name.rpartition(".")
    last = "".join(part[:1].upper() + part[1:] for part in last.split("_"))
    return f"{space}.{last}" if space else last


def test_every_setting_is_read_by_somebody():
    sources = [
        path for path in (ROOT / "src").rglob("*.py") if path.relative_to(ROOT).parts[-2:] != ("model", "config.py")
    ]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    unread = [name for name in sorted(_names(Config)) if not re.search(rf"\.{name}\b", text)]
    assert not unread


def _names(section: type[Section]) -> set[str]:
    names: set[str] = set()
    for name, kind in typing.get_type_hints(section).items():
        deeper = isinstance(kind, type) and issubclass(kind, Section)
        names |= {name} | (_names(kind) if deeper else set())
    return names
