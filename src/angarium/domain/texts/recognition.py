"""What the server finds in a text by itself: links, addresses, names, tags, commands, numbers (https://core.telegram.org/api/entities).

Offsets here are positions in the Python string; `domain/texts/texts.py` turns them into UTF-16.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from angarium.domain.texts.toplevel import TOP_LEVEL

Found = tuple[str, int, int]  # kind, start, end

_HINT = re.compile(r"[@#$/.+:]|\d{4}")  # a text without any of these holds nothing to find

_URL = re.compile(
    r"(?<![\w@.\-/])(?:(?P<scheme>https?|ftp|tg|ton|tonsite)://)?"
    r"(?P<host>(?:[\w](?:[\w\-]{0,62}[\w])?\.)*[\w](?:[\w\-]{0,62}[\w])?)"
    r"(?P<port>:\d{1,5})?(?P<rest>[/?#][^\s\u2000-\u206f<>«»\"“”‘’`]*)?",
)
_EMAIL = re.compile(
    r"(?<![\w.+\-@])[A-Za-z0-9](?:[\w.+\-]{0,62}\w)?@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w@])",
    re.A,
)
_MENTION = re.compile(r"(?<![\w@./])@([A-Za-z][A-Za-z0-9_]{2,31})(?![\w@])")
_HASHTAG = re.compile(
    r"(?<![\w#/&])#((?:\w|[\u200c\u00b7\u0d80-\u0dff]){1,256})(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w#])"
)
_CASHTAG = re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?![\w$])")
_COMMAND = re.compile(r"(?<![\w/<>.:])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/<>@])", re.A)
_PHONE = re.compile(r"(?<![\w+])\+\d(?:[ \-]?\(?\d\)?){6,14}(?![\w])", re.A)
_CARD = re.compile(r"(?<![\w.,$+\-])\d(?:[ \-]?\d){12,18}(?![\w])", re.A)


def find(text: str) -> list[Found]:
    """Everything, without overlaps, by position; where two claim the same place, the first kind in the order below has it."""
    if not _HINT.search(text):
        return []
    taken: list[Found] = []
    for kind, search in _SEARCHES.items():
        for start, end in search(text):
            if all(end <= other[1] or start >= other[2] for other in taken):
                taken.append((kind, start, end))
    return sorted(taken, key=lambda found: found[1])


def _emails(text: str) -> Iterator[tuple[int, int]]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            if match.group().rpartition(".")[2].lower() in TOP_LEVEL:
                yield match.span()


def _urls(text: str) -> Iterator[tuple[int, int]]:
    if "." not in text and "://" not in text:
        return
    for match in _URL.finditer(text):
        if _is_host(match["host"], match["scheme"]):
            yield match.start(), match.start() + len(_without_tail(match.group()))


def _is_host(host: str, scheme: str | None) -> bool:
    if scheme in ("tg", "ton"):
        return True
    labels = host.split(".")
    if len(labels) == 4 and all(label.isdecimal() and len(label) < 4 and int(label) < 256 for label in labels):
        return True
    if len(labels) < 2:
        return scheme is not None and host == "localhost"
    last = labels[-1].lower()
    if scheme is None:
        return last in TOP_LEVEL and "_" not in host
    return last in TOP_LEVEL or (len(last) > 1 and last.isalpha()) or last.startswith("xn--")


def _without_tail(url: str) -> str:
    """Punctuation that ends the sentence, and a bracket that was opened before the link, are not part of it."""
    while url:
        last = url[-1]
        opening = {")": "(", "]": "[", "}": "{"}.get(last)
        if last in ".,:;!?'*_~|" and not (last in "_*~|" and "/" in url[8:]):
            url = url[:-1]
        elif opening and url.count(last) > url.count(opening):
            url = url[:-1]
        else:
            break
    return url


def _mentions(text: str) -> Iterator[tuple[int, int]]:
    if "@" in text:
        yield from (match.span() for match in _MENTION.finditer(text))


def _hashtags(text: str) -> Iterator[tuple[int, int]]:
    if "#" in text:
        yield from (match.span() for match in _HASHTAG.finditer(text) if not match[1].isdecimal())


def _cashtags(text: str) -> Iterator[tuple[int, int]]:
    if "$" in text:
        yield from (match.span() for match in _CASHTAG.finditer(text))


def _commands(text: str) -> Iterator[tuple[int, int]]:
    if "/" in text:
        yield from (match.span() for match in _COMMAND.finditer(text))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    if "+" in text:
        yield from (match.span() for match in _PHONE.finditer(text))


def _cards(text: str) -> Iterator[tuple[int, int]]:
    for match in _CARD.finditer(text):
        digits = [int(letter) for letter in match.group() if letter.isdigit()]
        if digits[0] in (2, 3, 4, 5, 6, 8, 9) and _luhn(digits):
            yield match.span()


def _luhn(digits: list[int]) -> bool:
    doubled = (digit * 2 - 9 * (digit > 4) if at % 2 else digit for at, digit in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0


_SEARCHES = {
    "Email": _emails,
    "Url": _urls,
    "Mention": _mentions,
    "BotCommand": _commands,
    "Hashtag": _hashtags,
    "Cashtag": _cashtags,
    "Phone": _phones,
    "BankCard": _cards,
}
KINDS = frozenset(_SEARCHES)
"""Kinds that only the server makes: a client's claims to them are dropped."""
