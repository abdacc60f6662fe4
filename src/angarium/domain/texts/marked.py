"""Text with formatting as HTML and back, for those who change words and leave the marks: a translator moves a span with its words."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from angarium.domain.texts.texts import units
from angarium.model.entities import Entity, FormattedText


def to_html(text: FormattedText) -> str:
    """Each piece of formatting becomes a span that bears its place in the list; lines end in <br>."""
    raw = text.text.encode("utf-16-le", "surrogatepass")
    opens: dict[int, list[tuple[int, int]]] = {}
    for place, entity in enumerate(text.entities):
        opens.setdefault(entity.offset, []).append((entity.offset + entity.length, place))
    cuts = sorted({0, len(raw) // 2, *opens, *(entity.offset + entity.length for entity in text.entities)})
    parts: list[str] = []
    stack: list[tuple[int, int]] = []  # (end, place)
    for at, cut in enumerate(cuts):
        again: list[int] = []
        while stack and any(end <= cut for end, _ in stack):
            end, place = stack.pop()
            parts.append("</span>")
            if end > cut:
                again.append(place)
        new = [place for _, place in sorted(opens.get(cut, ()), reverse=True)]
        for place in (*reversed(again), *new):
            entity = text.entities[place]
            parts.append(f'<span id="{place}">')
            stack.append((entity.offset + entity.length, place))
        following = cuts[at + 1] if at + 1 < len(cuts) else cut
        words = raw[2 * cut : 2 * following].decode("utf-16-le", "replace")
        parts.append(escape(words, quote=False).replace("\n", "<br>"))
    return "".join(parts)


def from_html(marked: str, entities: tuple[Entity, ...]) -> FormattedText:
    """What came back: the words, and each span of `entities` where it stands now."""
    reader = _Reader(entities)
    reader.feed(marked)
    reader.close()
    return FormattedText("".join(reader.words), tuple(sorted(reader.found, key=lambda one: (one.offset, -one.length))))


class _Reader(HTMLParser):
    def __init__(self, entities: tuple[Entity, ...]) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.found: list[Entity] = []
        self._entities = entities
        self._at = 0
        self._open: list[tuple[int, int]] = []  # (place, offset)
        self._last: dict[int, int] = {}  # where the latest piece of each is in `found`

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        self._at += units(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")
        elif tag == "span":
            name = dict(attrs).get("id") or ""
            place = int(name) if name.isdecimal() and int(name) < len(self._entities) else -1
            self._open.append((place, self._at))

    def handle_endtag(self, tag: str) -> None:
        if tag != "span" or not self._open:
            return
        place, offset = self._open.pop()
        if place < 0 or self._at == offset:
            return
        was = self._entities[place]
        last = self._last.get(place)
        if last is not None and self.found[last].offset + self.found[last].length == offset:
            offset = self.found[last].offset  # the two halves of one that another one had cut
            self.found[last] = Entity(was.kind, offset, self._at - offset, was.value, was.target, was.collapsed)
            return
        self._last[place] = len(self.found)
        self.found.append(Entity(was.kind, offset, self._at - offset, was.value, was.target, was.collapsed))
