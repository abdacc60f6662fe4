"""`make test`: every level, bottom to top; the last line counts them all.

With CI=true a skipped test is a failed one: a machine that cannot run a level has not tested it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
ROOM = 1 << 30
"""Bytes; a test's folder goes with the test, unless it failed."""
NPM = ["npm", "--prefix", "web", "run", "--silent"]


@dataclass(slots=True)
class Count:
    """How a level ended."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0


def main() -> int:
    """Run the levels that there are; 0 when nothing failed, and in CI nothing was skipped."""
    strict = os.environ.get("CI") == "true"
    subprocess.run(["tools/system"], check=strict)
    total = Count()
    with tempfile.TemporaryDirectory() as scratch:
        for name, run in LEVELS.items():
            print(f"\n=== {name}", flush=True)
            began = time.monotonic()
            count = run(Path(scratch) / f"{name}.report")
            print(
                f"--- {name}: {count.passed} passed, {count.failed} failed, {count.skipped} skipped in {time.monotonic() - began:.0f} s",
                flush=True,
            )
            total.passed += count.passed
            total.failed += count.failed
            total.skipped += count.skipped
    if strict and total.skipped:
        print("nothing may be skipped in CI", flush=True)
        total.failed, total.skipped = total.failed + total.skipped, 0
    print(f"\n{total.passed} passed, {total.failed} failed, {total.skipped} skipped", flush=True)
    return 1 if total.failed or not total.passed else 0


def _pytest(*arguments: str) -> Callable[[Path], Count]:
    def run(report: Path) -> Count:
        folders = [argument for argument in arguments if not argument.startswith("-") and Path(argument).is_dir()]
        options = [argument for argument in arguments if argument.startswith("-")]
        command = [*PYTEST, f"--junitxml={report}", *options, *folders]
        code = subprocess.run(command, check=False, env=os.environ | _in_memory()).returncode
        return _read_junit(report, code)

    return run


def _in_memory() -> dict[str, str]:
    """Folders of tests lie in memory where a system has such a place: a thousand databases wait for no disk."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return {"PYTEST_DEBUG_TEMPROOT": str(memory)} if roomy else {}


def _clients(report: Path) -> Count:
    subprocess.run([sys.executable, "-m", "tests.clients.install"], check=True)
    return _pytest("-n2", "--dist=worksteal", "tests/clients")(
        report
    )  # each has a namespace, and so the ports, for itself


def _vitest(report: Path) -> Count:
    code = subprocess.run(
        [*NPM, "test", "--", "--reporter=default", "--reporter=junit", f"--outputFile.junit={report}"], check=False
    ).returncode
    return _read_junit(report, code)


def _journeys(report: Path) -> Count:
    """The journeys write `[{"name": ..., "state": "passed" | "failed" | "skipped"}]` to the file that JOURNEYS_REPORT names."""
    code = subprocess.run([*NPM, "journeys"], check=False, env=os.environ | {"JOURNEYS_REPORT": str(report)}).returncode
    states = [entry["state"] for entry in json.loads(report.read_text())] if report.exists() else []
    count = Count(states.count("passed"), states.count("failed"), states.count("skipped"))
    return _trust(count, code)


def _gates(report: Path) -> Count:
    """Lint, format, types, rooms and the web client's own checks, which are no tests of a runner: each counts as one."""
    from tools import check

    red = check.main(("lint", "format", "types", "rooms", "web"))
    return Count(passed=5 - red, failed=red)


def _read_junit(report: Path, code: int) -> Count:
    count = Count()
    if report.exists():
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            tests, failed, errors, skipped = (
                int(suite.get(name) or 0) for name in ("tests", "failures", "errors", "skipped")
            )
            count.failed += failed + errors
            count.skipped += skipped
            count.passed += tests - failed - errors - skipped
    return _trust(count, code)


def _trust(count: Count, code: int) -> Count:
    # A runner that died has failed, whatever its report says.
    if code and not count.failed:
        count.failed = 1
    return count


LEVELS: dict[str, Callable[[Path], Count]] = {
    "gates": _gates,
    "pure, stories, contracts, house": _pytest(
        "-n2",
        "--dist=worksteal",
        "-ptests.refusals",
        "tests/house",
        "tests/stories",
        "tests/gateway",
        "tests/fuzz",
        "tests/pure",
        "tests/contracts",
    ),
    "web": _vitest,
    "drills": _pytest("tests/drills"),
    "clients": _clients,
    "journeys": _journeys,
}

if __name__ == "__main__":
    sys.exit(main())
