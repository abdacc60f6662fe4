"""Words for the search index: without case and marks, in pairs where a script writes no spaces, with the ends of long compounds."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+|[\U0001f000-\U0001faff\u2600-\u27bf]")
# Scripts without spaces between words: Han, kana, Hangul, Thai, Lao, Khmer, Burmese.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
LONG = 9  # words beyond this are compounds more often than not
LONGEST = 40
MOST = 2000


def fold(text: str) -> str:
    """Without case, accents and width."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in apart if not unicodedata.combining(letter) or _UNSPACED.match(letter))
    return unicodedata.normalize("NFC", kept)


def of_text(text: str) -> list[str]:
    """What a text is found by."""
    found: dict[str, None] = {}
    for word in _words(text):
        if _UNSPACED.match(word):
            found.update(dict.fromkeys(_pairs(word)))
            continue
        found[word[:LONGEST]] = None
        if len(word) > LONG:
            found.update((word[at:LONGEST], None) for at in range(2, min(len(word), LONGEST) - 3))
        if len(found) > MOST:
            break
    return list(found)


def of_query(query: str) -> list[str]:
    """What to look for, each as the beginning of a word; all of them must be there."""
    found: dict[str, None] = {}
    for word in _words(query[:256]):
        if _UNSPACED.match(word):
            found.update(dict.fromkeys(_pairs(word)[:-1] or [word]))
        else:
            found[word[:LONGEST]] = None
    return list(found)[:16]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for word in _WORD.findall(fold(text)):
        at = 0
        for run in _UNSPACED.finditer(word):
            words += [word[at : run.start()], run.group()]
            at = run.end()
        words.append(word[at:])
    return [word for word in words if word]


def _pairs(word: str) -> list[str]:
    """Every two neighbours, and the last letter alone, so that one letter finds it as a beginning."""
    return [word[at : at + 2] for at in range(len(word))]
