"""The walk of one message, as ARCHITECTURE.md tells it, taken by a message."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import FrameType

import angarium
from tests.stories.harness import World

HOUSE = Path(angarium.__file__).parent
_STATION = re.compile(r"^\d\. `([\w/]+\.py)`", re.M)


def stations() -> list[str]:
    """The files that the page names, in its order."""
    text = Path("ARCHITECTURE.md").read_text("utf-8")
    walk = text.partition("## The walk of one message")[2].partition("\n## ")[0]
    return _STATION.findall(walk)


async def test_a_message_walks_as_the_page_says(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "first")
    await bob.barrier()
    passed: dict[str, None] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(str(HOUSE)):
            passed.setdefault(str(Path(frame.f_code.co_filename).relative_to(HOUSE)))

    sys.setprofile(note)
    try:
        await alice.say(bob, "second")
        await world.settle()
    finally:
        sys.setprofile(None)
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["first", "second"]
    told = stations()
    assert len(told) == 8
    assert [name for name in passed if name in told] == told


def test_every_subject_stands_on_the_page() -> None:
    words = set(
        re.findall(
            r"\w+", Path("ARCHITECTURE.md").read_text("utf-8").partition("grouped by subject")[2].partition("##")[0]
        )
    )
    for room in ("domain", "rpc"):
        packages = {face.parent.name for face in (HOUSE / room).glob("*/__init__.py")}
        assert packages and packages <= words, packages - words
