"""Reads an exported chat: which app wrote it, in what order its dates are, who said what and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import msgspec

from angarium.domain.imports import formats
from angarium.domain.imports.formats import Head, KakaoReader, LineReader, Read
from angarium.model.errors import Refusal

HEAD = 100
"""Lines by which an export is told."""

NAME = 128
TITLE = 255
"""Letters of the line above the messages: what finds a title there takes the square of its time."""

EARLIEST = date(1990, 1, 1).toordinal()
EPOCH = date(1970, 1, 1).toordinal()
DAY = 86400
_QUOTED = re.compile(r"[\"“„«](?P<title>[^\"“”„«»]{1,255})[\"”“»]")


class Said(msgspec.Struct, frozen=True, array_like=True):
    """A message of the chat; `date` in epoch seconds, as if the chat had been led in UTC: exports do not tell the zone."""

    date: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What an export is: of which app, of a private chat (`pm`) or a group, and what that is called; False and False: nobody can tell."""

    app: str
    pm: bool = False
    group: bool = False
    title: str = ""


def choose(lines: Sequence[str]) -> tuple[str, Read]:
    """The app whose export begins like this, and what reads it. Refuses IMPORT_FORMAT_UNRECOGNIZED."""
    first = next((line for line in lines if line.strip()), "")
    if formats.is_line(first):
        return "LINE", LineReader()
    if formats.is_kakao(first):
        return "KakaoTalk", KakaoReader()
    if any(formats.read_whatsapp(line) is not None for line in lines[:10]):
        return "WhatsApp", formats.read_whatsapp
    raise Refusal("IMPORT_FORMAT_UNRECOGNIZED")


def lines_of(text: str, most: int = -1) -> list[str]:
    """The first lines of a text; only those that the apps themselves would call so."""
    return [line.removesuffix("\r") for line in text.split("\n", most)[: most if most > 0 else None]]


def outline(head: str) -> Outline:
    """What the first lines of an export tell (https://core.telegram.org/method/messages.checkHistoryImport). Refuses
    IMPORT_FORMAT_UNRECOGNIZED, IMPORT_FORMAT_DATE_INVALID."""
    lines = lines_of(head, HEAD)
    app, read = choose(lines)
    found = [one for line in lines if isinstance(one := read(line), Head)]
    if not found:
        raise Refusal("IMPORT_FORMAT_UNRECOGNIZED")
    order_of(found, None)
    if app != "WhatsApp":
        return _outline_of_others(app, next(line for line in lines if line.strip()), found)
    title = found[0].author if found[0].marked else ""
    for one in found[:20]:
        if not one.author and (quoted := _QUOTED.search(one.text)):
            return Outline(app, group=True, title=quoted["title"])
    authors = {one.author for one in found if one.author and not one.marked}
    if len(authors | {title} - {""}) > 2:
        return Outline(app, group=True, title=title)
    if (
        title and title not in authors
    ):  # who only ever appears as the app's voice is the group itself, or was silent so far
        return Outline(app, title=title)
    return Outline(app, pm=len(authors) == 2, title=title)


_LINE_TITLE = re.compile(
    r"\[LINE\] ?(?:Chat history (?:with|in) |与|與)?(?P<title>.+?)(?:との?トーク履歴|のトーク履歴|的聊天[记記]录|的聊天記錄)?$"
)
_KAKAO_TITLE = re.compile(r"(?:KakaoTalk Chats with (?P<english>.+)|(?P<title>.+?)(?: 님과)? 카카오톡 대화)$")


def _outline_of_others(app: str, first: str, found: Sequence[Head]) -> Outline:
    named = (_LINE_TITLE if app == "LINE" else _KAKAO_TITLE).search(first.strip("\ufeff \r")[:TITLE])
    title = next((one for one in named.groups() if one), "") if named else ""
    authors = {one.author for one in found if one.author}
    return Outline(app, pm=len(authors) == 2 and title in authors, group=len(authors) > 2, title=title)


def read_all(text: str, today: int) -> list[Said]:
    """Everything that was said, in the order of the file. `today` in days since 1970: nothing is later than tomorrow. Refuses
    IMPORT_FORMAT_UNRECOGNIZED, IMPORT_FORMAT_DATE_INVALID."""
    lines = lines_of(text)
    _, read = choose(lines)
    heads: list[Head] = []
    bodies: list[list[str]] = []
    for line in lines:
        one = read(line)
        if isinstance(one, Head):
            heads.append(one)
            bodies.append([one.text])
        elif one is None and bodies:
            bodies[-1].append(line)
    if not heads:
        raise Refusal("IMPORT_FORMAT_UNRECOGNIZED")
    order = order_of(heads, today)
    people = {one.author for one in heads if not one.marked}
    return [
        Said(_date_of(one, order), one.author[:NAME], said)
        for at, (one, body) in enumerate(zip(heads, bodies, strict=True))
        if one.author and not _is_voice(one, at, people) and (said := _joined(body))
    ]


def _is_voice(one: Head, at: int, people: set[str]) -> bool:
    """Whether the app itself says it: on iOS in the name of the chat, as in the first line."""
    return one.marked and formats.find_attachment(one.text) is None and (at == 0 or one.author not in people)


def _joined(body: Sequence[str]) -> str:
    """The lines of a message; LINE puts quotes around more than one."""
    text = "\n".join(body).strip()
    if len(body) > 1 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].replace('""', '"')
    return text


# --- dates ----------------------------------------------------------------------------------------------------------------------------

Order = tuple[int, int, int]
YEAR_FIRST, DAY_FIRST, MONTH_FIRST = (0, 1, 2), (2, 1, 0), (2, 0, 1)
"""Where in the three numbers year, month and day are."""


@lru_cache(maxsize=65536)
def _day(numbers: tuple[int, int, int], order: Order) -> int | None:
    """Days since 1970; None when there is no such day."""
    year, month, day = (numbers[at] for at in order)
    if year < 100:
        year += 2000
    elif year > 2400:
        year -= 543  # the Buddhist era
    try:
        found = date(year, month, day).toordinal()
    except ValueError:
        return None
    return found - EPOCH if found >= EARLIEST else None


def _date_of(one: Head, order: Order) -> int:
    day = _day(one.date, order)
    assert day is not None, "order_of has looked at all of them"
    return day * DAY + one.clock


def order_of(heads: Iterable[Head], today: int | None) -> Order:
    """In which order the numbers of the dates are: the one in which each is a day, and time goes backwards least. Refuses
    IMPORT_FORMAT_DATE_INVALID."""
    days = list(dict.fromkeys(one.date for one in heads))
    american = any(one.american for one in heads)
    likely = (YEAR_FIRST,) if days[0][0] > 31 else (MONTH_FIRST, DAY_FIRST) if american else (DAY_FIRST, MONTH_FIRST)
    best: tuple[int, Order] | None = None
    for order in (*likely, *(() if days[0][0] > 31 else (YEAR_FIRST,))):
        found = [_day(numbers, order) for numbers in days]
        known = [day for day in found if day is not None and (today is None or day <= today + 1)]
        if len(known) < len(days):
            continue
        backwards = sum(1 for before, after in zip(known, known[1:], strict=False) if after < before)
        if best is None or backwards < best[0]:
            best = backwards, order
    if best is None:
        raise Refusal("IMPORT_FORMAT_DATE_INVALID")
    return best[1]
