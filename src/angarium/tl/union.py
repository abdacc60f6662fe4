"""The union table: every constructor and method of every layer we know, and the layers each is part of.

The table is data (`schema/union.tl`, in TL's own language): a comment behind each line names the layers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from angarium.tl.combinator import Combinator

CORE = 0  # the "layer" of MTProto's own messages, which every session may use whatever its layer
CANONICAL = 229  # the layer of the server's own types; a newer one in the table is told as older ones are: converted
OWN = -1  # the "layer" of our additions (schema/angarium.tl)
TABLES = ("mtproto.tl", "angarium.tl", "union.tl")


def read_table(name: str) -> str:
    """The text of a schema file: beside this module in a wheel, in `schema/` in a checkout."""
    packed = files("angarium.tl") / name
    if packed.is_file():
        return packed.read_text("utf-8")
    return (Path(__file__).parents[3] / "schema" / name).read_text("utf-8")


def parse_layers(comment: str) -> frozenset[int]:
    """Read the comment behind a line: numbers and ranges such as `133-150 198`."""
    layers: set[int] = set()
    for word in comment.split():
        first, _, last = word.partition("-") if not word.startswith("-") else (word, "", "")
        layers.update(range(int(first), int(last or first) + 1))
    return frozenset(layers)


class Row:
    """One line of the table, parsed when somebody asks for it."""

    __slots__ = ("_combinator", "_layers", "_text", "id", "is_method", "name")

    def __init__(self, text: str, *, is_method: bool) -> None:
        head = text[: text.index(" ")]
        self.name, _, number = head.partition("#")
        self.id, self.is_method, self._text = int(number, 16), is_method, text
        self._combinator: Combinator | None = None
        self._layers: frozenset[int] | None = None

    @property
    def combinator(self) -> Combinator:
        if self._combinator is None:
            self._combinator = Combinator.parse(self._text.partition("; //")[0], is_method=self.is_method)
        return self._combinator

    @property
    def layers(self) -> frozenset[int]:
        if self._layers is None:
            self._layers = parse_layers(self._text.partition("; //")[2])
        return self._layers


class Union:
    """The parsed table; indexes by id and by name."""

    def __init__(self, *texts: str) -> None:
        self.by_id: dict[int, Row] = {}
        self.types: dict[str, list[Row]] = {}
        self.methods: dict[str, list[Row]] = {}
        self.layers: tuple[int, ...] = ()
        for text in texts:
            for row in self._read(text):
                self.by_id[row.id] = row
                (self.methods if row.is_method else self.types).setdefault(row.name, []).append(row)

    def _read(self, text: str) -> Iterator[Row]:
        is_method = False
        for line in text.splitlines():
            if line.startswith("// layers "):
                self.layers = tuple(int(word) for word in line.split()[2:])
            elif line.startswith("---"):
                is_method = line.startswith("---functions")
            elif line and not line.startswith("//"):
                yield Row(line, is_method=is_method)

    def get_newest(self, rows: list[Row]) -> Combinator:
        """Of several combinators of one name the one of the newest layer up to ours; of a still newer one, if it alone has the name."""
        return max(rows, key=_get_age).combinator if len(rows) > 1 else rows[0].combinator

    def is_canonical(self, combinator: Combinator) -> bool:
        """Whether it is the form that its name has in our own layer, or one of MTProto or of ours."""
        layers = self.by_id[combinator.id].layers
        return CANONICAL in layers or CORE in layers or OWN in layers

    def find(self, name: str, layer: int, *, is_method: bool) -> Combinator | None:
        """The combinator that `name` means in a layer."""
        for row in (self.methods if is_method else self.types).get(name, ()):
            layers = row.layers
            if layer in layers or CORE in layers or OWN in layers:
                return row.combinator
        return None


def _get_age(row: Row) -> tuple[bool, int]:
    layers = [layer for layer in row.layers if layer <= CANONICAL]
    return bool(layers), max(layers or row.layers)


@cache
def load() -> Union:
    """The union of all layers and of our own additions."""
    return Union(*map(read_table, TABLES))
