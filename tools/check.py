"""`make check`: every gate; all of them are asked, even when one is red."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BIN = Path(sys.executable).parent
PYTHON = [name for name in ("src", "tests", "tools", "bench") if Path(name).is_dir()]
GATES: dict[str, list[str]] = {
    "web": ["npm", "--prefix", "web", "run", "--silent", "check"],
    "lint": [f"{BIN}/ruff", "check", "-q", *PYTHON],
    "format": [f"{BIN}/ruff", "format", "-q", "--check", *PYTHON],
    "types": [f"{BIN}/mypy"],
    "rooms": [f"{BIN}/lint-imports", "--no-logo"],
    "house": [f"{BIN}/pytest", "-q", "-n2", "tests/house"],
}


def main(names: Collection[str] = tuple(GATES)) -> int:
    """Run the named gates, two at a time; returns the number of red ones."""
    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(_is_red, names))


def _is_red(name: str) -> bool:
    if name == "web" and not Path("web/node_modules").is_dir():
        print("web     skipped: no web/node_modules; `make setup` makes them", flush=True)
        return False
    began = time.monotonic()
    result = subprocess.run(GATES[name], capture_output=True, text=True, check=False)
    red = result.returncode != 0
    told = result.stdout + result.stderr if red else ""
    print(f"{name:7} {'RED' if red else 'ok':3} {time.monotonic() - began:5.1f} s\n{told}", end="", flush=True)
    return red


if __name__ == "__main__":
    sys.exit(main())
