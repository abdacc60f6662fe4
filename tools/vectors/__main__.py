"""`python -m tools.vectors`: write tests/vectors/tl/*.json anew, one file for each second implementation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from angarium.tl import codec, union
from angarium.tl.layers import serve
from tests.pure.tl.comparison import list_differences
from tests.pure.tl.samples import OBJECTS, REQUESTS
from tools.vectors.libraries import LIBRARIES, Library

FOLDER = Path(__file__).parents[2] / "tests" / "vectors" / "tl"


def main() -> None:
    """Ask every library, and print how its reading differs from the canonical object: each line is to be reviewed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for library in LIBRARIES:
        vectors = make(library)
        path = FOLDER / f"{library.title}.json"
        path.write_text(json.dumps(vectors, indent=1, ensure_ascii=False) + "\n")
        print(f"{path.name}: {len(vectors['objects'])} objects, {len(vectors['requests'])} requests")
        for name, vector in vectors["objects"].items():
            for place, ours, theirs in vector["adapted"]:
                print(f"  {name} {place}: {ours} -> {theirs}")


def make(library: Library) -> dict[str, Any]:
    """The vectors of one library."""
    layer = serve(library.layer)
    encoded = {name: codec.encode(value, layer).hex() for name, value in OBJECTS.items()}
    asked = {name: resolve(spoken, layer, by_id=library.by_id) for name, (spoken, _) in REQUESTS.items()}
    answer = library.ask({"objects": encoded, "requests": asked})
    objects = {}
    for name, read in answer["objects"].items():
        if library.rewrites and read["hex"] != encoded[name]:
            raise ValueError(f"{library.name} {library.version} writes {name} as {read['hex']}, not {encoded[name]}")
        fields = named(read["fields"])
        adapted = list_differences(OBJECTS[name], fields)
        objects[name] = {"hex": encoded[name], "fields": fields, "adapted": adapted}
    return {
        "library": f"{library.name} {library.version}",
        "layer": layer,
        "objects": objects,
        "requests": answer["requests"],
    }


def named(value: Any) -> Any:
    """Ids become names, and all numbers are numbers."""
    if isinstance(value, dict):
        if "hex" in value:
            return value
        if "long" in value:
            return int(value["long"])
        fields = {key: named(field) for key, field in value.items() if key != "_" and field not in (None, False)}
        known = value["_"]
        name = known.removeprefix("mt_") if isinstance(known, str) else union.load().by_id[known & 0xFFFFFFFF].name
        return {"_": name, **fields}
    return [named(item) for item in value] if isinstance(value, list) else value


def resolve(value: Any, layer: int, *, by_id: bool) -> Any:
    """Names become the ids that they have in a layer, unless the library goes by names; unknown fields go."""
    if isinstance(value, int) and abs(value) >> 53:  # JSON in JavaScript would round it
        return {"long": str(value)}
    if not isinstance(value, dict):
        return [resolve(item, layer, by_id=by_id) for item in value] if isinstance(value, list) else value
    table, name = union.load(), value["_"]
    combinator = table.find(name, layer, is_method=name in table.methods)
    if combinator is None:
        raise ValueError(f"{name} is not in layer {layer}")
    fields = {
        key: {"hex": field} if combinator.field[key].type == "bytes" else resolve(field, layer, by_id=by_id)
        for key, field in value.items()
        if key in combinator.field
    }
    return {"_": combinator.id if by_id else name, **fields}


if __name__ == "__main__":
    main()
