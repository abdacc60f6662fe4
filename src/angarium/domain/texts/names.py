"""Names as words to be found by: whatever the case, the accents or the script."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")
# Scripts that write no spaces between words: there every part of a name may be what is typed.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_MOST = 32


def words(*texts: str) -> list[str]:
    """The words under which a name is found by their beginnings."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _WORD.findall(fold(text)):
            if _UNSPACED.search(word):
                found.update(dict.fromkeys(word[at:] for at in range(min(len(word), 16))))
            else:
                found[word] = None
    return list(found)[:_MOST]


def fold(text: str) -> str:
    """The text without case and accents."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return plain.casefold().replace("ß", "ss")
