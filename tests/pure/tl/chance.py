"""Random values of any TL type, canonical or as a layer has them."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

from angarium.tl import union
from angarium.tl.combinator import Combinator, find_element
from angarium.tl.layers import CANONICAL
from angarium.tl.objects import TLObject, attribute, get_class
from angarium.tl.wire import group_bits
from tests.pure.tl.plain import Plain

EDGES = {"int": (-(1 << 31), -1, 0, 1, (1 << 31) - 1), "long": (-(1 << 63), -1, 0, 5, (1 << 63) - 1)}
TEXTS = ("", "a", "ab", "abc", "abcd", "ünïcode 🐇", "x" * 253, "x" * 254, "\0")
QUERY = "help.getConfig"


@cache
def list_types(layer: int) -> dict[str, list[Combinator]]:
    """The constructors of a layer by type, the simplest first."""
    found: dict[str, list[Combinator]] = {}
    for row in union.load().by_id.values():
        if not row.is_method and row.layers & {layer, union.CORE}:
            found.setdefault(row.combinator.result, []).append(row.combinator)
    for known in found.values():
        known.sort(key=_weigh)
    return found


def _weigh(combinator: Combinator) -> int:
    """How much must be said: an object that holds one of its own kind never ends."""
    mandatory = [field for field in combinator.fields if not field.optional and find_element(field.type) is None]
    return sum(100 if field.type == combinator.result else 1 for field in mandatory)


class Chance:
    """Makes plain dictionaries of one layer; `build` makes canonical objects of them."""

    def __init__(self, random: Random, layer: int = CANONICAL) -> None:
        self.random, self.layer = random, layer

    def fill(self, combinator: Combinator, depth: int = 0) -> Plain:
        """A dictionary with all mandatory fields and some of the others."""
        said: set[str] = set()
        for fields in group_bits(combinator).values():
            if self.random.random() < (0.5 if depth < 2 else 0.1):
                said |= {field.name for field in fields}
        value: Plain = {"_": combinator.name}
        for field in combinator.field.values():
            if not field.optional or field.name in said:
                value[field.name] = True if field.type == "true" else self.value(field.type, depth + 1)
        return value

    def value(self, kind: str, depth: int) -> Any:
        """A value of a type."""
        element = find_element(kind)
        if element:
            return [self.value(element[0], depth + 1) for _ in range(self.random.randrange(3 if depth < 3 else 1))]
        if kind in EDGES:
            return self.random.choice(EDGES[kind])
        if kind == "double":
            return self.random.choice((0.0, -1.5, 1e300))
        if kind in ("string", "bytes"):
            text = self.random.choice(TEXTS)
            return text if kind == "string" else text.encode()
        if kind in ("int128", "int256"):
            return self.random.randbytes(int(kind[3:]) // 8)
        return self.random.random() < 0.5 if kind == "Bool" else self.object(kind, depth)

    def object(self, kind: str, depth: int) -> Plain:
        """An object of a type; deep down the simplest one."""
        if kind in ("!X", "X", "Object"):
            return {"_": QUERY}
        known = list_types(self.layer).get(kind) or [
            row.combinator for row in union.load().types[kind]
        ]  # a bare constructor's name
        return self.fill(known[0] if depth > 3 else self.random.choice(known), depth)


def build(value: Any) -> Any:
    """The canonical object of a plain value."""
    if isinstance(value, list):
        return [build(item) for item in value]
    if not isinstance(value, dict):
        return value
    cls: type[TLObject] = get_class(value["_"], value["_"] in union.load().methods)
    return cls(**{attribute(name): build(field) for name, field in value.items() if name != "_"})
