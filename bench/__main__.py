"""`python -m bench [NAME …]`: handshakes, sign_ups, messages, fan_out, channel, histories, large, files, idle; all of them without a
name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine
from typing import Any

import uvloop

from bench import groups, large, limits, report, scenarios
from bench.server import Server

SECONDS = 6.0

RUNS: dict[str, Callable[[Server], Coroutine[Any, Any, Any]]] = {
    "handshakes": lambda server: scenarios.handshakes(server, SECONDS),
    "sign_ups": lambda server: scenarios.sign_ups(server, SECONDS),
    "messages": lambda server: scenarios.messages(server, SECONDS),
    "fan_out": lambda server: groups.fan_out(server, SECONDS),
    "channel": lambda server: groups.channel(server, SECONDS),
    "histories": lambda server: scenarios.histories(server, SECONDS / 2),
    "large": lambda server: large.large(server, 2.0),
    "files": lambda server: scenarios.files(server, 256),
    "idle": lambda server: scenarios.idle(server, 1500),
}


def main(names: list[str]) -> int:
    if unknown := [name for name in names if name not in RUNS]:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(RUNS)}", file=sys.stderr)
        return 2
    rows: list[dict[str, Any]] = []
    found = limits.measure()
    for name in names or RUNS:
        with Server() as server:
            made = uvloop.run(RUNS[name](server))
        before, found = found, limits.measure()
        here = {operation: (before[operation] + found[operation]) / 2 for operation in found}
        rows += [{**row, "limit_ms": here.get(row["bench"])} for row in (made if isinstance(made, list) else [made])]
    print(report.table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
