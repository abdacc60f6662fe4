"""Fields whose type changed between layers: the function from one type to the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from angarium.tl.adapters import CONVERTED
from angarium.tl.combinator import find_element
from angarium.tl.errors import TLError
from angarium.tl.wire import is_object

Convert = Callable[[Any], Any]


def find_converter(old: str, new: str) -> Convert | None:
    """None where the value may stay as it is: both are objects, which say themselves what they are.

    Raises TLError when nobody entered a conversion.
    """
    known = CONVERTED.get((old, new))
    if known:
        return known
    one, other = find_element(old), find_element(new)
    if one and other:
        inner = find_converter(one[0], other[0])
        return None if inner is None else lambda items: [inner(item) for item in items]
    if old == new or (is_object(old) and is_object(new) and not one and not other):
        return None
    raise TLError(f"no conversion from {old} to {new}")
