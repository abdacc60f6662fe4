"""Whether somebody may is asked where the deed is done, in the domain: what a door asks, another door forgets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

DOORS = ("rpc", "gateway")
_ASKED = re.compile(r"\bguards\.require_\w+|domain\.chats\.guards import [^\n]*\brequire_\w+")


def find_faults(root: Path) -> Iterator[str]:
    """Doors that ask for rights in a chat."""
    for door in DOORS:
        for path in sorted((root / "src/angarium" / door).rglob("*.py")):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if _ASKED.search(line):
                    yield f"{path.relative_to(root)}:{number}: a guard is asked at the door, not in the domain"
