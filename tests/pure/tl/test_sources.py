"""How `make schema` reads its sources: three ways to write the same, one check of what was downloaded."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest

from angarium.tl.combinator import Combinator
from tools.schema.__main__ import merge, render_layers
from tools.schema.formats import parse_definitions, parse_entries, parse_ids, parse_tl
from tools.schema.packages import Source

MEDIA = "inputMediaPhoto#b3ba0635 flags:# spoiler:flags.1?true id:InputPhoto ttl_seconds:flags.0?int = InputMedia"
WRAPPER = "invokeWithLayer#da9b0d0d {X:Type} layer:int query:!X = X"
EXPECTED = [Combinator.parse(MEDIA, is_method=False), Combinator.parse(WRAPPER, is_method=True)]


def test_tl_is_read_also_within_a_script() -> None:
    text = (
        f"module.exports = `vector#1cb5c415 {{t:Type}} # [ t ] = Vector t;\n{MEDIA};\n---functions---\n{WRAPPER};\n`;"
    )
    assert list(parse_tl(text)) == EXPECTED


def test_entries_are_read() -> None:
    entries = [
        {
            "kind": "class", "name": "inputMediaPhoto", "type": "InputMedia", "id": 0xB3BA0635,
            "arguments": [
                {"name": "flags", "type": "#"},
                {"name": "spoiler", "type": "true", "typeModifiers": {"predicate": "flags.1"}},
                {"name": "id", "type": "InputPhoto"},
                {"name": "ttl_seconds", "type": "int", "typeModifiers": {"predicate": "flags.0"}},
            ],
        },
        {
            "kind": "method", "name": "invokeWithLayer", "type": "X", "id": 0xDA9B0D0D,
            "generics": [{"name": "X", "type": "Type"}],
            "arguments": [{"name": "layer", "type": "int"}, {"name": "query", "type": "!X"}],
        },
    ]  # fmt: skip
    assert list(parse_entries(json.dumps({"l": 1, "e": entries}))) == EXPECTED
    wide = {"kind": "class", "name": "x", "type": "X", "id": 0, "arguments": [
        {"name": "a", "type": "int53", "typeModifiers": {"isVector": True}}]}  # fmt: skip
    assert next(iter(parse_entries(json.dumps([wide])))).fields[0].type == "Vector<long>"


def test_camel_case_is_spelled_as_the_id_says() -> None:
    def argument(kind: str | None, flag: int = -1, indicator: bool = False) -> dict[str, object]:
        return {"isVector": False, "isFlag": flag >= 0, "flagName": "flags" if flag >= 0 else None, "flagIndex": flag,
                "flagIndicator": indicator, "type": kind, "useVectorId": None}  # fmt: skip

    fields = {"flags": argument(None, indicator=True), "spoiler": argument("true", 1), "id": argument("InputPhoto"),
              "ttlSeconds": argument("int", 0)}  # fmt: skip
    photo = {"name": "InputMediaPhoto", "constructorId": 0xB3BA0635, "argsConfig": fields, "result": "InputMedia",
             "isFunction": False}  # fmt: skip
    wrapper = {"name": "InvokeWithLayer", "constructorId": 0xDA9B0D0D, "result": "X", "isFunction": True,
               "argsConfig": {"layer": argument("int"), "query": argument("X")}}  # fmt: skip
    text = f'"use strict";\nmodule.exports = {json.dumps([photo, wrapper])};'
    assert list(parse_definitions(text)) == EXPECTED


def test_a_table_of_ids_is_read() -> None:
    assert parse_ids("tlobjects = {\n    0xb3ba0635: types.InputMediaPhoto,\n    0x05162463: types.ResPQ,\n}") == {
        0xB3BA0635,
        0x05162463,
    }


def test_flags_that_come_and_go_under_one_id_are_kept_where_their_bit_is_free() -> None:
    newest = Combinator.parse("a#1 flags:# x:flags.0?true = A", is_method=False)
    older = Combinator.parse("a#1 flags:# y:flags.0?true z:flags.1?true = A", is_method=False)
    assert [str(field) for field in merge([newest, older]).fields] == ["flags:#", "z:flags.1?true", "x:flags.0?true"]


def test_layers_are_written_as_runs_of_the_known_ones() -> None:
    assert render_layers({135, 137, 138, 143}, [135, 137, 138, 140, 143]) == "135-138 143"


def test_another_archive_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tgz"
    path.write_bytes(b"one")
    digest = base64.b64encode(hashlib.sha512(b"one").digest()).decode()
    source = Source("a", "1", f"sha512-{digest}", "file", "tl", 1)
    source.check_integrity(path)
    path.write_bytes(b"other")
    with pytest.raises(ValueError, match="is not the pinned"):
        source.check_integrity(path)
