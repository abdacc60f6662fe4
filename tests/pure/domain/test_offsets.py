"""What clients hand back may be anything."""

from __future__ import annotations

import pytest

from angarium.domain import offsets


def test_what_was_given_out_is_read() -> None:
    assert offsets.find("5", 1) == (5,)
    assert offsets.find(f"{2**63 - 1}:{-(2**63)}", 2, ":") == (2**63 - 1, -(2**63))
    assert offsets.before("7.-1000000000005.3") == (7, -1000000000005, 3)


@pytest.mark.parametrize("wild", ["", "soon", "5.5", "--5", "+5", " 5", "²", "٣", "5\n", f"{2**63}", "9" * 5000, "1_0"])
def test_anything_else_is_no_place(wild: str) -> None:
    assert offsets.find(wild, 1) is None
    assert offsets.before(f"{wild}.1.1") == (offsets.BEYOND,) * 3
