"""The rules of the house, held against the tree as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.refusals import UNREACHED, missing, places
from tools.rules import guards, names, refusals, sizes, sql, tree

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "rule", [sizes, names, guards, refusals, sql, tree], ids=lambda rule: rule.__name__.rpartition(".")[2]
)
def test_the_tree_keeps_the_rule(rule):
    assert not (faults := list(rule.find_faults(ROOT))), "\n" + "\n".join(faults)


def test_what_we_ship_is_free_to_ship():
    lock = (ROOT / "requirements/run.txt").read_text()
    assert lock.count("==") > 10
    assert not (faults := list(tree.find_unfree(lock))), "\n" + "\n".join(faults)


def test_a_refusal_that_no_test_meets_is_named():
    everything = {(file, first) for file, _, first, _ in places()}
    assert missing(everything) == [f"{place} is reached, or gone: no exception" for place in UNREACHED]
    file, function, first, _ = next(place for place in places() if f"{place[0]}:{place[1]}" not in UNREACHED)
    assert f"{file}:{first} ({function}): no test is refused here" in missing(everything - {(file, first)})
