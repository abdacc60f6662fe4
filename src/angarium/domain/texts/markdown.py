"""Markdown, as an operator writes it, as text with formatting. Messages have no headings, lists or rules: a heading becomes bold, a list
gets bullets or numbers, a rule becomes a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from angarium.domain.texts import recognition
from angarium.domain.texts.formatting import arrange
from angarium.domain.texts.texts import units
from angarium.model.entities import Entity, FormattedText

_STYLES = {
    "strong": "Bold",
    "em": "Italic",
    "s": "Strike",
    "link": "TextUrl",
    "heading": "Bold",
    "blockquote": "Blockquote",
}
_BLOCKS = frozenset({"paragraph", "heading", "bullet_list", "ordered_list", "blockquote"})
_WEB = ("https://", "http://", "tg://", "mailto:")


@lru_cache(maxsize=64)
def read(text: str) -> FormattedText:
    """CommonMark with strikethrough. HTML stays what it looks like."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    reader = _Reader()
    reader.walk(parser.parse(text))
    words = "".join(reader.words)
    shown = words.rstrip()
    most = units(shown)
    kept = [one for one in reader.found if one.offset < most]
    return FormattedText(shown, tuple(arrange(shown, [_cut(one, most) for one in kept], _addresses(shown))))


def _addresses(text: str) -> list[Entity]:
    """Web and mail addresses that stand in the text as they are."""
    found = [one for one in recognition.find(text) if one[0] in ("Url", "Email")]
    return [Entity(kind, units(text[:start]), units(text[start:end])) for kind, start, end in found]


def _cut(entity: Entity, most: int) -> Entity:
    return Entity(entity.kind, entity.offset, min(entity.length, most - entity.offset), entity.value)


class _Reader:
    """Writes the words of the tokens, and remembers where each style began."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.found: list[Entity] = []
        self._at = 0
        self._open: list[tuple[int, str]] = []  # (offset, URL)
        self._lists: list[int | None] = []  # the next number; None = bullets
        self._deeds: dict[str, Callable[[Token], None]] = {
            "text": self._write, "code_inline": self._code, "code_block": self._code, "fence": self._code, "hr": self._rule,
            "softbreak": self._space, "hardbreak": self._break, "image": self._write, "list_item_open": self._item,
            "bullet_list_open": self._list, "ordered_list_open": self._list, "bullet_list_close": self._end_list,
            "ordered_list_close": self._end_list,
        }  # fmt: skip

    def walk(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            name = token.type.removesuffix("_open").removesuffix("_close")
            if name in _BLOCKS and token.nesting == 1:
                self._begin_block(token)
            if name in _STYLES and token.nesting:
                self._style(token, _STYLES[name])
            if deed := self._deeds.get(token.type):
                deed(token)
            if token.children and token.type != "image":
                self.walk(token.children)

    def _say(self, words: str) -> None:
        self.words.append(words)
        self._at += units(words)

    def _begin_block(self, token: Token) -> None:
        """A line of its own; an empty line before it, unless it stands close together with what is before."""
        so_far = "".join(self.words[-2:])
        if not so_far or so_far.endswith("\u2002"):
            return
        wanted = 1 if token.hidden or self._lists else 2
        have = len(so_far) - len(so_far.rstrip("\n"))
        self._say("\n" * max(wanted - have, 0))

    def _style(self, token: Token, kind: str) -> None:
        if token.nesting == 1:
            self._open.append((self._at, str(token.attrGet("href") or "")))
            return
        offset, url = self._open.pop()
        if kind != "TextUrl" or url.startswith(_WEB):
            self.found.append(Entity(kind, offset, self._at - offset, url))

    def _write(self, token: Token) -> None:
        self._say(token.content)

    def _code(self, token: Token) -> None:
        inline = token.type == "code_inline"
        if not inline:
            self._begin_block(token)
        words = token.content.rstrip("\n")
        kind = "Code" if inline else "Pre"
        self.found.append(Entity(kind, self._at, units(words), token.info.split(" ")[0] if token.info else ""))
        self._say(words)

    def _rule(self, token: Token) -> None:
        self._begin_block(token)
        self._say("—" * 3)

    def _space(self, token: Token) -> None:
        self._say(" ")

    def _break(self, token: Token) -> None:
        self._say("\n")

    def _list(self, token: Token) -> None:
        numbered = token.type.startswith("ordered")
        self._lists.append(int(token.attrGet("start") or 1) if numbered else None)

    def _end_list(self, token: Token) -> None:
        self._lists.pop()

    def _item(self, token: Token) -> None:
        if self.words and not self.words[-1].endswith("\n"):
            self._say("\n")
        number = self._lists[-1]
        self._say(" " * 2 * (len(self._lists) - 1) + (f"{number}.\u2002" if number is not None else "•\u2002"))
        if number is not None:
            self._lists[-1] = number + 1


def escape(text: str) -> str:
    """Text that `read` shows as it is."""
    return re.sub(r"([\\`*_{}\[\]()<>#+!~|-])", r"\\\1", " ".join(text.split()))
