"""The formats in which the sources write a layer, each read into combinators."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from angarium.tl.combinator import Combinator, Field

Json = dict[str, Any]
_LINE = re.compile(r"^([\w.]+#[0-9a-f]+ .*? ?= [\w.<> ]+);", re.MULTILINE)
# The language's own built-ins, which the codec knows by itself.
BUILT_IN = frozenset({"vector", "boolTrue", "boolFalse"})


def parse_tl(text: str) -> Iterator[Combinator]:
    """TL source text, also when it is wrapped into a JavaScript template string."""
    text = text.partition("module.exports = `")[2] or text
    constructors, _, methods = text.partition("---functions---")
    for part, is_method in ((constructors, False), (methods, True)):
        for line in _LINE.findall(part):
            if line.partition("#")[0] not in BUILT_IN:
                yield Combinator.parse(line, is_method=is_method)


def parse_entries(text: str) -> Iterator[Combinator]:
    """The JSON form with `kind`, `name`, `arguments` and `typeModifiers`."""
    document = json.loads(text)
    for entry in document["e"] if isinstance(document, dict) else document:
        fields = tuple(Field.parse(argument["name"], _modified(argument)) for argument in entry.get("arguments", ()))
        generics = tuple(generic["name"] for generic in entry.get("generics", ()))
        yield Combinator(entry["name"], entry["id"], fields, _modified(entry), entry["kind"] == "method", generics)


def _modified(entry: Json) -> str:
    modifiers = entry.get("typeModifiers", {})
    written = {"int53": "long"}.get(entry["type"], entry["type"])
    if modifiers.get("isVector") or modifiers.get("isBareVector"):
        written = f"{'V' if modifiers.get('isVector') else 'v'}ector<{written}>"
    return f"{modifiers['predicate']}?{written}" if modifiers.get("predicate") else written


def parse_definitions(text: str) -> Iterator[Combinator]:
    """The form with camel-case names: the id tells which of the possible spellings is the schema's."""
    for entry in json.loads(text[text.index("[{") : text.rindex("]") + 1]):
        yield _respell(entry)


def _respell(entry: Json) -> Combinator:
    space = entry["namespace"] + "." if entry.get("namespace") else ""
    name = space + entry["name"][0].lower() + entry["name"][1:]
    arguments = [(key, _written(value)) for key, value in entry["argsConfig"].items()]
    generics = ("X",) if any(written.endswith("!X") for _, written in arguments) else ()
    result = entry["result"]
    combinator = Combinator(name, entry["constructorId"], (), result, entry["isFunction"])
    for names in product(*(_spellings(key) for key, _ in arguments)):
        fields = tuple(Field.parse(key, written) for key, (_, written) in zip(names, arguments, strict=True))
        combinator = Combinator(name, entry["constructorId"], fields, result, entry["isFunction"], generics)
        if combinator.compute_id() == combinator.id:
            break
    return combinator


def _spellings(camel: str) -> list[str]:
    """Usually one; two where a last digit leaves open whether a line stood before it."""
    if not camel[0].islower() or "_" in camel or camel.startswith("flags"):
        return [camel]
    snake = re.sub(r"([A-Z])", lambda match: "_" + match[1].lower(), camel)
    return [snake, re.sub(r"(\d+)$", r"_\1", snake)] if snake[-1].isdigit() else [snake]


def _written(argument: Json) -> str:
    if argument["flagIndicator"]:
        return "#"
    written = "!X" if argument["type"] == "X" else argument["type"]
    if argument["isVector"]:
        written = f"{'V' if argument['useVectorId'] else 'v'}ector<{written}>"
    return f"{argument['flagName']}.{argument['flagIndex']}?{written}" if argument["isFlag"] else written


def parse_ids(text: str) -> set[int]:
    """A table of nothing but ids: it says which constructors are of a layer, but not what they hold."""
    return {int(number, 16) for number in re.findall(r"^ +0x([0-9a-f]+): \w", text, re.MULTILINE)}


FORMATS = {"tl": parse_tl, "entries": parse_entries, "definitions": parse_definitions}
