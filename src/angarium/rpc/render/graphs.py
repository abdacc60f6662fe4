"""Charts in the form that clients draw (https://core.telegram.org/api/stats#rendering-graphs)."""

from __future__ import annotations

from typing import Any

import msgspec

from angarium.domain.threads.charts import COLORS, Chart
from angarium.tl import types

NOTHING = "Not enough data to display."
SUBCHART = 30
"""Points that are in view at first."""

LABELS = {  # COMPAT(Web A): without them it writes the numbers themselves below the graph
    "day": ("statsFormat('day')", "statsTooltipFormat('day')"),
    "week": ("statsFormat('day')", "statsTooltipFormat('week')"),
    "hours": ("statsFormat('5min')", "statsTooltipFormat('5min')"),
    "hour": ("statsFormatDayHour", "statsFormatDayHourFull"),
}


def render_graph(chart: Chart | None, token: str = "") -> types.TypeStatsGraph:
    """`token`: with which a day of it can be looked into."""
    if chart is None or chart.is_empty:
        return types.StatsGraphError(error=NOTHING)
    names = [f"y{at}" for at in range(len(chart.lines))]
    shown: dict[str, Any] = {
        "columns": [["x", *chart.x], *([name, *line.values] for name, line in zip(names, chart.lines, strict=True))],
        "types": {"x": "x", **dict.fromkeys(names, chart.form)},
        "names": {name: line.name for name, line in zip(names, chart.lines, strict=True)},
        "colors": {name: COLORS[at % len(COLORS)] for at, name in enumerate(names)},
        "hidden": [],
        "title": chart.title,
        "strokeWidth": 2,
        "subchart": {"show": True, "defaultZoom": [chart.x[max(len(chart.x) - SUBCHART, 0)], chart.x[-1]]},
    }
    if chart.stacked:
        shown["stacked"] = True
    if chart.percentage:
        shown["percentage"] = True
    shown["xTickFormatter"], shown["xTooltipFormatter"] = LABELS[chart.scale]
    data = types.DataJSON(data=msgspec.json.encode(shown).decode())
    return types.StatsGraph(json=data, zoom_token=token or None if chart.zoom else None)
