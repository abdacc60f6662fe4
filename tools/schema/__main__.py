"""`python -m tools.schema`: write the union table; `--check`: fail if it would change; `--id LINE`: the id of a line."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from angarium.tl.combinator import Combinator
from angarium.tl.union import Union
from tools.schema.formats import FORMATS, parse_ids
from tools.schema.packages import Source, fetch

SCHEMA = Path(__file__).parents[2] / "schema"
CACHE = Path(__file__).parents[2] / ".cache" / "schema"
HEADER = """\
// The union of all layers of the API known here, one combinator a line; the comment behind a line names the layers.
// Written by `make schema` from the packages pinned in sources.toml: facts (names, ids, fields), every id verified
// by CRC32. Do not edit.
"""
Key = tuple[bool, int]
Found = dict[Key, list[tuple[int, Combinator]]]


def main() -> None:
    """Build the table, and write or compare it."""
    parser = argparse.ArgumentParser(prog="python -m tools.schema", description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the committed table differs from the sources")
    parser.add_argument("--id", metavar="LINE", help="print the id of a line such as 'name a:int = Result'")
    options = parser.parse_args()
    if options.id:
        name, _, rest = options.id.partition(" ")
        print(f"{Combinator.parse(f'{name}#0 {rest}', is_method=False).compute_id():08x}")
        return
    pins = tomllib.loads((SCHEMA / "sources.toml").read_text())
    table = build(pins)
    path = SCHEMA / "union.tl"
    if not options.check:
        path.write_text(table)
    elif path.read_text() != table:
        raise SystemExit("schema/union.tl differs from its sources: run `make schema`")
    print(f"{path.name}: {table.count(' // ')} combinators")


def build(pins: dict[str, Any]) -> str:
    """The text of the union table."""
    CACHE.mkdir(parents=True, exist_ok=True)
    sources = [Source(**pin) for pin in pins["source"]]
    dropped = {row["name"] for row in pins["dropped"]}
    core = set(Union((SCHEMA / "mtproto.tl").read_text()).by_id)
    found: Found = {}
    for source in sources:
        for combinator in _read(source):
            if (
                not combinator.name.startswith("mtcute.")
                and combinator.name not in dropped
                and combinator.id not in core
            ):
                _check_id(combinator, source.name)
                found.setdefault((combinator.is_method, combinator.id), []).append((source.layer, combinator))
    for row in Union((SCHEMA / "extra.tl").read_text()).by_id.values():
        _check_id(row.combinator, "extra.tl")
        found[row.is_method, row.id] = [(layer, row.combinator) for layer in row.layers or {0}]
    merged = {key: merge([form for _, form in sorted(each, key=lambda pair: -pair[0])]) for key, each in found.items()}
    layers = {key: {layer for layer, _ in each if layer} for key, each in found.items()}
    for source in sources:
        if source.format == "ids":
            _add_layer(source, layers)
    for derived in pins["derived"]:
        _derive_layer(derived, merged, layers)
    return render(merged, layers)


def _read(source: Source) -> Iterable[Combinator]:
    return FORMATS[source.format](fetch(source, CACHE)) if source.format in FORMATS else ()


def _check_id(combinator: Combinator, where: str) -> None:
    if combinator.compute_id() != combinator.id:
        raise ValueError(f"{where}: the id of `{combinator}` is not its CRC32")


def _add_layer(source: Source, layers: dict[Key, set[int]]) -> None:
    """A layer known by its ids: everything that another source spells out; `extra.tl` spells out the rest."""
    ids = parse_ids(fetch(source, CACHE))
    for (_, number), known in layers.items():
        if number in ids:
            known.add(source.layer)


def _derive_layer(derived: dict[str, Any], forms: dict[Key, Combinator], layers: dict[Key, set[int]]) -> None:
    """A layer that differs from a known one in names that are listed, or spelled out in `extra.tl`."""
    layer, base, older = derived["layer"], derived["base"], derived["older"]
    own = {forms[key].name for key, known in layers.items() if layer in known}
    for key, known in layers.items():
        name = forms[key].name
        of_older = name in derived["in_older_form"]
        if name not in own and name not in derived["absent"] and (older if of_older else base) in known:
            known.add(layer)


def merge(versions: list[Combinator]) -> Combinator:
    """One id in several layers, newest first: an id does not cover `true` flags, so that they come and go under it.

    The newest names win; a flag that only an older layer has is kept when its bit is free.
    """
    newest = versions[0]
    fields = list(newest.fields)
    for field in [field for version in versions[1:] for field in version.fields if field.type == "true"]:
        if all(
            (known.flag_word, known.bit) != (field.flag_word, field.bit) and known.name != field.name
            for known in fields
        ):
            fields.insert([known.name for known in fields].index(str(field.flag_word)) + 1, field)
    return replace(newest, fields=tuple(fields))


def render(found: dict[Key, Combinator], layers: dict[Key, set[int]]) -> str:
    """Constructors first, methods after; sorted by name, then oldest first."""
    known = sorted({layer for each in layers.values() for layer in each})
    parts = [HEADER, "// layers " + " ".join(map(str, known)) + "\n"]
    for is_method, title in ((False, "---types---\n"), (True, "---functions---\n")):
        parts.append(title)
        keys = sorted((k for k in found if k[0] is is_method), key=lambda k: (found[k].name, min(layers[k]), k[1]))
        parts += [f"{found[key]}; // {render_layers(layers[key], known)}\n" for key in keys]
    return "".join(parts)


def render_layers(layers: Iterable[int], known: list[int]) -> str:
    """Runs of neighbours in `known` become `first-last`."""
    runs: list[list[int]] = []
    for layer in sorted(layers):
        position = known.index(layer)
        if runs and known[position - 1] == runs[-1][1]:
            runs[-1][1] = layer
        else:
            runs.append([layer, layer])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


if __name__ == "__main__":
    main()
