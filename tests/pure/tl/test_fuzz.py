"""Everything comes back as it went, for every constructor and every layer; and no bytes do harm."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from angarium.tl import codec, losses, union
from angarium.tl.errors import NotInLayer, TLError
from angarium.tl.layers import CANONICAL, SERVED
from tests.pure.tl import plain
from tests.pure.tl.chance import Chance, build, list_types
from tests.pure.tl.samples import OBJECTS

CANONICALS = [row.combinator for row in union.load().by_id.values() if row.layers & {CANONICAL, union.CORE}]
WHOLE = max(1, settings.default.max_examples // 600)  # examples of tests that go through everything in each
METHODS = {layer: [combinator for combinator in losses.list_layer(layer) if combinator.is_method] for layer in SERVED}
BYTES = [codec.encode(value, CANONICAL) for value in OBJECTS.values()]


@pytest.mark.parametrize("part", range(8))
@settings(max_examples=WHOLE)
@given(seed=st.integers(0, 1 << 32))
def test_fuzz_every_constructor_comes_back(part: int, seed: int) -> None:
    chance = Chance(Random(seed))
    for combinator in CANONICALS[part::8]:
        if combinator.name != "rpc_result":  # whose result has no type of its own
            said = chance.fill(combinator)
            value = build(said)
            data = codec.encode(value, CANONICAL)
            assert codec.read(data) == value
            assert plain.read(data, CANONICAL) == said
            assert plain.write(said, CANONICAL) == data


@pytest.mark.parametrize("layer", SERVED)
@settings(max_examples=WHOLE)
@given(seed=st.integers(0, 1 << 32))
def test_fuzz_every_method_of_every_layer_is_understood(layer: int, seed: int) -> None:
    chance = Chance(Random(seed), layer)
    for combinator in METHODS[layer]:
        heard = codec.read(plain.write(chance.fill(combinator), layer))
        assert type(heard).IS_METHOD
        _write_if_canonical(heard)


@pytest.mark.parametrize("layer", SERVED)
@settings(max_examples=WHOLE)
@given(seed=st.integers(0, 1 << 32))
def test_fuzz_every_object_of_the_newest_layer_is_told_in_older_ones(layer: int, seed: int) -> None:
    chance = Chance(Random(seed))
    told = 0
    for kind in losses.reach(layer, ["Updates", "User", "messages.Messages", "messages.Dialogs", "messages.ChatFull"]):
        for combinator in list_types(CANONICAL).get(kind, ()):
            try:
                data = codec.encode(build(chance.fill(combinator)), layer)
            except NotInLayer:
                continue
            plain.read(data, layer)
            told += 1
    assert told > 300


@given(data=st.sampled_from(BYTES), seed=st.integers(0, 1 << 32), changes=st.integers(1, 8))
def test_fuzz_changed_bytes_raise_nothing_but_tl_errors(data: bytes, seed: int, changes: int) -> None:
    _change_and_read(data, Random(seed), changes)


@given(layer=st.sampled_from(SERVED), seed=st.integers(0, 1 << 32), changes=st.integers(1, 4))
def test_fuzz_changed_requests_of_any_layer_raise_nothing_but_tl_errors(layer: int, seed: int, changes: int) -> None:
    random = Random(seed)
    for combinator in random.sample(METHODS[layer], 20):
        data = plain.write(Chance(random, layer).fill(combinator), layer)
        _change_and_read(data, random, changes)


def _change_and_read(data: bytes, random: Random, changes: int) -> None:
    changed = bytearray(data)
    for _ in range(changes):
        changed[random.randrange(len(changed))] = random.randrange(256)
    _read_or_refuse(bytes(changed))
    _read_or_refuse(bytes(changed[: random.randrange(len(changed)) & -4]))


@given(data=st.binary(max_size=200), combinator=st.sampled_from(CANONICALS))
def test_fuzz_random_bytes_raise_nothing_but_tl_errors(data: bytes, combinator: Any) -> None:
    _read_or_refuse(data)
    _read_or_refuse(combinator.id.to_bytes(4, "little") + data)


def _write_if_canonical(heard: Any) -> None:
    try:
        data = codec.encode(heard, CANONICAL)
    except NotInLayer:  # a call or a constructor that no newer layer has
        return
    assert codec.read(data) == heard


def _read_or_refuse(data: bytes) -> None:
    try:
        value = codec.read(data)
    except TLError:
        return
    repr(value)
