"""`make check`: every gate, one after the other; all of them are asked, even when one is red."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Collection
from pathlib import Path

BIN = Path(sys.executable).parent
PYTHON = [name for name in ("src", "tests", "tools", "bench") if Path(name).is_dir()]
GATES: dict[str, list[str]] = {
    "lint": [f"{BIN}/ruff", "check", "-q", *PYTHON],
    "format": [f"{BIN}/ruff", "format", "-q", "--check", *PYTHON],
    "types": [f"{BIN}/mypy"],
    "rooms": [f"{BIN}/lint-imports", "--no-logo"],
    "house": [f"{BIN}/pytest", "-q", "-n2", "tests/house"],
    "web": ["npm", "--prefix", "web", "run", "--silent", "check"],
}


def main(names: Collection[str] = tuple(GATES)) -> int:
    """Run the named gates; returns the number of red ones."""
    red = []
    for name in names:
        command = GATES[name]
        if name == "web" and not Path("web/node_modules").is_dir():
            print("web     skipped: no web/node_modules; `make setup` makes them")
            continue
        began = time.monotonic()
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        print(f"{name:7} {'ok' if result.returncode == 0 else 'RED':4} {time.monotonic() - began:5.1f} s", flush=True)
        if result.returncode:
            red.append(name)
            print(result.stdout + result.stderr, flush=True)
    return len(red)


if __name__ == "__main__":
    sys.exit(main())
