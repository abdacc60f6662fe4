"""What statistics are drawn from: numbers by the day, by the hour, by the weekday."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from angarium.store.activity import Hour

DAY = 86400
COLORS = (
    "BLUE#4681bb", "GREEN#4bd964", "RED#fe3c30", "GOLDEN#ffd25e", "LIGHTBLUE#58a8ed", "LIGHTGREEN#8fcf39", "ORANGE#f28c39",
    "INDIGO#7f79f3", "PURPLE#9f79e8", "CYAN#40d0ca",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    values: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`x` in milliseconds since 1970, or the hours of a day. `form` is how it is drawn: "line", "step", "bar" or "area". `zoom` = each
    of its days can be looked into."""

    title: str
    x: Sequence[int]
    lines: Sequence[Line]
    form: str = "line"
    stacked: bool = False
    percentage: bool = False
    zoom: bool = False

    @property
    def scale(self) -> str:
        """What is between two points: "hour" of any day, "hours" of certain ones, "day" or "week"."""
        step = self.x[1] - self.x[0] if len(self.x) > 1 else DAY * 1000
        if step == 1:
            return "hour"
        return "hours" if step < DAY * 1000 else "day" if step == DAY * 1000 else "week"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return len(self.x) < 2 or not any(any(line.values) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Span:
    """Days since 1970: from `first` to `last`, both in it."""

    first: int
    last: int

    @property
    def x(self) -> list[int]:
        return [day * DAY * 1000 for day in range(self.first, self.last + 1)]

    def by_day(self, hours: Iterable[Hour], number: Callable[[Hour], int]) -> list[int]:
        """What happened on each day."""
        sums = [0] * (self.last - self.first + 1)
        for hour in hours:
            if 0 <= (at := hour.hour // 24 - self.first) < len(sums):
                sums[at] += number(hour)
        return sums

    def days(self, found: Iterable[tuple[int, int]]) -> list[int]:
        """(day, number) pairs, added up on each day."""
        sums = [0] * (self.last - self.first + 1)
        for day, number in found:
            if 0 <= day - self.first < len(sums):
                sums[day - self.first] += number
        return sums


def growth(title: str, span: Span, hours: Sequence[Hour], members: int) -> Chart:
    """How many there were at the end of each day, reckoned back from how many there are."""
    joined, left = span.by_day(hours, lambda one: one.joins), span.by_day(hours, lambda one: one.leaves)
    counted = [members]
    for came, went in zip(reversed(joined[1:]), reversed(left[1:]), strict=True):
        counted.append(max(counted[-1] - came + went, 0))
    return Chart(title=title, x=span.x, lines=[Line(title, counted[::-1])])


def by_day(
    title: str, span: Span, hours: Sequence[Hour], fields: dict[str, str], *, zoom: bool = False, form: str = "line"
) -> Chart:
    """Fields of `Hour`, each under its name, by the day. Bars stand upon each other, those that are never there left out."""
    lines = [Line(name, span.by_day(hours, lambda one, f=field: getattr(one, f))) for field, name in fields.items()]  # type: ignore[misc]
    if bars := form == "bar":
        lines = [line for line in lines if any(line.values)]
    return Chart(title=title, x=span.x, lines=lines, zoom=zoom, form=form, stacked=bars)


def by_hour(title: str, day: int, hours: Sequence[Hour], fields: dict[str, str]) -> Chart:
    """The same within one day."""
    known = {one.hour: one for one in hours}
    there = [known.get(day * 24 + at) or Hour(day * 24 + at) for at in range(24)]
    x = [one.hour * 3_600_000 for one in there]
    return Chart(
        title=title, x=x, lines=[Line(name, [getattr(one, field) for one in there]) for field, name in fields.items()]
    )


def shares(title: str, span: Span, found: Iterable[tuple[int, str]]) -> Chart:
    """(day, name) rows, added up over the days: how much of the whole each name has, the largest first."""
    grouped: dict[str, list[int]] = {}
    for day, name in found:
        grouped.setdefault(name, []).append(day)
    ordered = sorted(grouped, key=lambda name: -len(grouped[name]))[: len(COLORS)]
    lines = [
        Line(name, [sum(one <= day for one in grouped[name]) for day in range(span.first, span.last + 1)])
        for name in ordered
    ]
    return Chart(title=title, x=span.x, lines=lines, form="area", stacked=True, percentage=True)


def top_hours(title: str, hours: Sequence[Hour], field: str, since: int) -> Chart:
    """At what hour of the day (UTC) the most happens: from the day `since` on, and as long before."""
    now, before = [0] * 24, [0] * 24
    for one in hours:
        (now if one.hour // 24 >= since else before)[one.hour % 24] += getattr(one, field)
    return Chart(title=title, x=list(range(24)), lines=[Line("This week", now), Line("Last week", before)])


def weekdays(title: str, span: Span, hours: Sequence[Hour], field: str) -> Chart:
    """On what day of the week the most happens, for each week of the span; weeks begin on Mondays."""
    weeks = range(span.first - (span.first + 3) % 7, span.last + 1, 7)
    numbers: dict[int, int] = {}
    for one in hours:
        day = one.hour // 24
        numbers[day] = numbers.get(day, 0) + getattr(one, field)
    lines = [Line(name, [numbers.get(monday + at, 0) for monday in weeks]) for at, name in enumerate(WEEKDAYS)]
    x = [monday * DAY * 1000 for monday in weeks]
    return Chart(title=title, x=x, lines=lines, form="area", stacked=True, percentage=True)


def by_name(title: str, span: Span, found: Iterable[tuple[int, str, int]], *, form: str = "bar") -> Chart:
    """(day, name, number) rows, a line for each name, the largest first."""
    grouped: dict[str, list[tuple[int, int]]] = {}
    for day, name, number in found:
        grouped.setdefault(name, []).append((day, number))
    ordered = sorted(grouped, key=lambda name: -sum(number for _, number in grouped[name]))[: len(COLORS)]
    lines = [Line(name, span.days(grouped[name])) for name in ordered]
    return Chart(title=title, x=span.x, lines=lines, form=form, stacked=True)
