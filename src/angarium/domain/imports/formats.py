"""How other messengers write a chat down: WhatsApp on Android and iOS, LINE, KakaoTalk on phones and computers. Each line begins a message,
goes on with one, or says what nobody wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_MARK = r"[AaPp]\.? ?[Mm]\.?|上午|下午|午前|午後|오전|오후"
_AFTERNOON = re.compile(r"[Pp]|下午|午後|오후")
_TIME = rf"(?:(?P<before>{_MARK}) ?)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?: ?(?P<after>{_MARK}))?"
_DATE = r"(?P<a>\d{1,4})(?P<cut>[./\-]) ?(?P<b>\d{1,2})[./\-] ?(?P<c>\d{1,4})\.?"
_BETWEEN = r",? (?:klo |um |alle |às |kl\. )?"
_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": " "})
_DIRECTION = re.compile("^[\ufeff\u200e\u200f\u202a-\u202e]+")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

UNSAID = "\u200e"
"""What WhatsApp on iOS puts before a text that it has written itself."""


@dataclass(frozen=True, slots=True)
class Head:
    """The begin of a message. `date` is three numbers in the order in which they stand there; `clock` are seconds of the day. Without an
    author nobody wrote it; `marked`: the app wrote the text in the author's place."""

    date: tuple[int, int, int]
    clock: int
    author: str
    text: str
    marked: bool = False
    american: bool = False  # whether the numbers look like month, day, year


class Skipped:
    """A line that is no message and no part of one."""


SKIPPED = Skipped()
Read = Callable[[str], Head | Skipped | None]
"""Reads a line: what begins with it; None when it goes on with what was before."""


def _clock(match: re.Match[str]) -> int | None:
    """Seconds of the day; None when there is no such time."""
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if (mark := match["before"] or match["after"]) and hour <= 12:
        hour = hour % 12 + (12 if _AFTERNOON.match(mark) else 0)
    return hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 and second < 60 else None


# --- WhatsApp -------------------------------------------------------------------------------------------------------------------------

_WHATSAPP = (
    re.compile(rf"\[{_DATE}{_BETWEEN}{_TIME}\] (?P<rest>.*)"),
    re.compile(rf"{_DATE}{_BETWEEN}{_TIME} [-–] (?P<rest>.*)"),
)
_NAMED = re.compile(r"(?P<author>[^:\"“”«»„]{1,128}): ?(?P<text>.*)")


def read_whatsapp(line: str) -> Head | None:
    """A line of `_chat.txt` of iOS, or of an export of Android, in any language and order of day and month."""
    plain = line.isascii()
    line = line if plain else _DIRECTION.sub("", line)
    if not line[:1].isdigit() and not line.startswith("["):
        return None
    apple = line.startswith("[")
    match = _WHATSAPP[0 if apple else 1].match(line if plain else line[:48].translate(_SPACES) + line[48:])
    if not match:
        return None
    clock = _clock(match)
    if clock is None:
        return None
    date = int(match["a"]), int(match["b"]), int(match["c"])
    american = match["cut"] == "/" and bool(match["before"] or match["after"])
    rest = match["rest"] if apple or plain else _DIRECTION.sub("", match["rest"])
    if not (named := _NAMED.match(rest)):
        return Head(date, clock, "", rest, american=american)
    marked = named["text"].startswith(UNSAID)
    author, text = named["author"], named["text"]
    if not plain:
        author, text = _DIRECTION.sub("", author), _DIRECTION.sub("", text)
    return Head(date, clock, author.strip("\u202a\u202c\u2068\u2069 ~"), text, marked, american)


# --- LINE -----------------------------------------------------------------------------------------------------------------------------

_LINE_DAY = re.compile(r"(\d{4})[./] ?(\d{1,2})[./] ?(\d{1,2}) ?(?:\([^()\d]{1,12}\)|[^\d\t:]{0,12})$")
_LINE_DAY_ENGLISH = re.compile(r"[A-Z][a-z]{2}, (\d{1,2})/(\d{1,2})/(\d{4})$")
_LINE_SAID = re.compile(rf"{_TIME}\t(?P<author>[^\t]*)(?:\t(?P<text>.*))?$")


class LineReader:
    """An export of LINE: a day, then what was said on it, parted by tabs."""

    def __init__(self) -> None:
        self._day = (0, 0, 0)
        self._quoted = False

    def __call__(self, line: str) -> Head | Skipped | None:
        if self._quoted:
            self._quoted = not line.endswith('"')
            return None
        if day := _LINE_DAY.match(line):
            self._day = int(day[1]), int(day[2]), int(day[3])
            return SKIPPED
        if day := _LINE_DAY_ENGLISH.match(line):
            self._day = int(day[3]), int(day[1]), int(day[2])
            return SKIPPED
        said = _LINE_SAID.match(line)
        if not said or not self._day[0]:
            return None if self._day[0] else SKIPPED
        clock, text = _clock(said), said["text"]
        if clock is None:
            return None
        if text is None or not said["author"]:
            return Head(self._day, clock, "", text or said["author"])
        self._quoted = text.startswith('"') and (len(text) == 1 or not text.endswith('"'))
        return Head(self._day, clock, said["author"], text)


def is_line(first: str) -> bool:
    return _DIRECTION.sub("", first).startswith("[LINE]")


# --- KakaoTalk ------------------------------------------------------------------------------------------------------------------------

_KAKAO_DAY = re.compile(r"(\d{4})[년.] ?(\d{1,2})[월.] ?(\d{1,2})[일.]?")
_KAKAO_ENGLISH = re.compile(r"([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4})")
_KAKAO_PHONE = re.compile(
    rf"(?P<day>.{{8,20}}?)(?: at)? {_TIME}(?:, (?P<author>.{{1,128}}?) : (?P<text>.*)|(?P<rest>[:,].*|))$"
)
_KAKAO_COMPUTER = re.compile(rf"\[(?P<author>.{{1,128}}?)\] \[{_TIME}\] (?P<text>.*)$")


def _kakao_day(text: str) -> tuple[int, int, int] | None:
    if day := _KAKAO_DAY.match(text):
        return int(day[1]), int(day[2]), int(day[3])
    if (day := _KAKAO_ENGLISH.match(text)) and day[1] in _MONTHS:
        return int(day[3]), _MONTHS.index(day[1]) + 1, int(day[2])
    return None


class KakaoReader:
    """An export of KakaoTalk: on phones each line has its date, on computers days stand between lines of dashes."""

    def __init__(self) -> None:
        self._day = (0, 0, 0)

    def __call__(self, line: str) -> Head | Skipped | None:
        line = _DIRECTION.sub("", line)
        if line.startswith("-----"):
            day = line.strip("- ")
            self._day = _kakao_day(day) or _kakao_day(day.partition(", ")[2]) or self._day
            return SKIPPED
        if self._day[0] and (said := _KAKAO_COMPUTER.match(line)) and (clock := _clock(said)) is not None:
            return Head(self._day, clock, said["author"], said["text"])
        said = _KAKAO_PHONE.match(line)
        found = _kakao_day(said["day"]) if said else None
        if said and found and (clock := _clock(said)) is not None:
            return Head(found, clock, said["author"] or "", said["text"] or said["rest"] or "")
        if _kakao_day(line) and len(line) < 32:
            return SKIPPED
        return None


def is_kakao(first: str) -> bool:
    return "카카오톡" in first or "KakaoTalk" in first


# --- attachments ----------------------------------------------------------------------------------------------------------------------

_BRACKETED = re.compile(r"(?P<caption>.*?)[ \n]?\u200e?<[^<>:\n]{2,32}: ?(?P<name>[^<>/\\\n]{1,200}\.\w{1,5})>$", re.S)
_FOLLOWED = re.compile(r"(?P<name>[^<>/\\\n]{1,200}\.\w{1,5}) \([^()\n]{3,60}\)(?:\n(?P<caption>.*))?$", re.S)
_KAKAO_FILE = re.compile(r"(?P<name>[0-9a-f]{32,128}\.\w{2,5})(?P<caption>)$")


def find_attachment(text: str) -> tuple[str, str] | None:
    """(name, caption) of the file that a message was, in whatever language the app says so."""
    for form in (_BRACKETED, _FOLLOWED, _KAKAO_FILE):
        if match := form.match(text):
            return match["name"], (match["caption"] or "").strip()
    return None
