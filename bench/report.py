"""One JSON line for each benchmark, and at the end a table of ratios."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """Milliseconds."""
    if not seconds:
        return {}
    ordered = sorted(seconds)
    return {
        f"p{part}": round(ordered[min(len(ordered) - 1, len(ordered) * part // 100)] * 1000, 2) for part in (50, 95, 99)
    }


def tell(name: str, **figures: Any) -> dict[str, Any]:
    row = {
        "bench": name,
        **{key: round(value, 4) if isinstance(value, float) else value for key, value in figures.items()},
    }
    print(json.dumps(row), flush=True)
    return row


def table(rows: Sequence[dict[str, Any]]) -> str:
    """What each operation cost beside the least that this machine could do it for, measured just before and just after."""
    lines = [
        "",
        f"{'operation':<28}{'server CPU':>14}{'physical limit':>16}{'ratio':>8}{'a second':>12}{'p50':>10}{'p95':>10}{'p99':>10}",
    ]
    for row in rows:
        limit = row["limit_ms"]
        if "cpu_ms" not in row or not limit:
            continue
        waits = "".join(f"{row[part]:>7.1f} ms" if part in row else "" for part in ("p50", "p95", "p99"))
        lines.append(
            f"{row['bench']:<28}{row['cpu_ms']:>11.3f} ms{limit:>13.3f} ms{row['cpu_ms'] / limit:>8.1f}"
            f"{row['per_second']:>12.0f}{waits}"
        )
    return "\n".join(lines)
