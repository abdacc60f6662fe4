"""The union table: every id follows from its line, and every line means what it says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from angarium.tl import union
from angarium.tl.combinator import Combinator, Field
from angarium.tl.layers import CANONICAL, OLDEST, SERVED, serve

SCHEMA = Path(__file__).parents[3] / "schema"
TABLE = union.load()


def test_every_id_is_the_crc32_of_its_line() -> None:
    wrong = [str(row.combinator) for row in TABLE.by_id.values() if row.combinator.compute_id() != row.id]
    assert wrong == []
    assert len(TABLE.by_id) > 3000


def test_a_changed_line_no_longer_has_its_id() -> None:
    line = "inputPeerUser#dde8a54c user_id:long access_hash:long = InputPeer"
    assert Combinator.parse(line, is_method=False).compute_id() == 0xDDE8A54C
    assert Combinator.parse(line.replace("user_id:long", "user_id:int"), is_method=False).compute_id() != 0xDDE8A54C


def test_lines_read_back_as_they_are_written() -> None:
    for row in TABLE.by_id.values():
        assert Combinator.parse(str(row.combinator), is_method=row.is_method) == row.combinator


def test_a_name_means_one_combinator_in_a_layer() -> None:
    for rows in (*TABLE.types.values(), *TABLE.methods.values()):
        layers = [layer for row in rows for layer in row.layers & set(TABLE.layers)]
        assert len(layers) == len(set(layers)), rows[0].name


def test_conditions_and_vectors_are_read() -> None:
    assert Field.parse("a", "flags2.7?Vector<long>") == Field("a", "Vector<long>", "flags2", 7)
    combinator = Combinator.parse("invokeWithLayer#da9b0d0d {X:Type} layer:int query:!X = X;", is_method=True)
    assert combinator.generics == ("X",)
    assert combinator.compute_id() == combinator.id


def test_every_layer_of_the_sources_is_served() -> None:
    pins = tomllib.loads((SCHEMA / "sources.toml").read_text())
    sources = pins["source"]
    assert tuple(sorted({source["layer"] for source in sources + pins["derived"]})) == SERVED == TABLE.layers
    assert max(source["layer"] for source in sources) == CANONICAL
    assert SERVED[SERVED.index(CANONICAL) :] == (CANONICAL, 232)  # what packages do not spell out yet
    assert all(source["integrity"].startswith(("sha512-", "sha256-")) for source in sources)


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        (0, SERVED[0]),
        (OLDEST, SERVED[0]),
        (152, 152),
        (199, 199),
        (200, 200),
        (203, 201),
        (229, 229),
        (231, 229),
        (233, 232),
    ],
)
def test_a_client_is_answered_in_the_nearest_layer_not_newer(asked: int, served: int) -> None:
    assert serve(asked) == served
