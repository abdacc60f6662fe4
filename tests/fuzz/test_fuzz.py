"""No bytes raise anything but PeerError, and none of them make memory grow (drill T5 of the design).

`make fuzz` runs longer; ANGARIUM_FUZZ is the number of mutated inputs for each target.
"""

from __future__ import annotations

import os
import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, mutate, seeds

ROUNDS = int(os.environ.get("ANGARIUM_FUZZ", "1000"))
COSTLY = {"block": 50, "inner": 2}

targets = pytest.mark.parametrize("name", TARGETS)


@targets
def test_fuzz_good_input_is_accepted_by_its_target(name: str) -> None:
    for seed in seeds()[name]:
        TARGETS[name](seed)


@targets
def test_fuzz_mutations_of_good_input(name: str) -> None:
    for number in range(ROUNDS // COSTLY.get(name, 1)):
        chance = random.Random(f"{name} {number}")
        TARGETS[name](mutate(chance.choice(seeds()[name]), chance))


@pytest.mark.parametrize("name", sorted(set(TARGETS) - {"block"}))
@given(data=st.binary(max_size=400))
def test_fuzz_any_bytes(name: str, data: bytes) -> None:
    TARGETS[name](data)


def test_fuzz_memory_stays_where_it_was() -> None:
    names = sorted(set(TARGETS) - {"block"})
    run_all(names, range(ROUNDS // 10))
    tracemalloc.start()
    run_all(names, range(ROUNDS // 10))
    before, _ = tracemalloc.get_traced_memory()
    run_all(names, range(ROUNDS // 10, ROUNDS // 10 + ROUNDS // 2))
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 1 << 20
    assert peak - before < 10 << 20


def run_all(names: list[str], numbers: range) -> None:
    for name in names:
        for number in numbers:
            chance = random.Random(f"memory {name} {number}")
            TARGETS[name](mutate(chance.choice(seeds()[name]), chance))
