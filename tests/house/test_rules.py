"""The rules of the house, held against the tree as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

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
