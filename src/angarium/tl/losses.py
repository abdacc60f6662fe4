"""`python -m angarium.tl.losses`: what conversion between a served layer and the canonical one would lose unseen.

Fields are matched by name, so a field that vanished, or whose type changed, is lost without an error. Each such loss
must have an adapter (`tl/adapters`) or an entry with its reason in `schema/accepted_losses.toml`; otherwise this
fails. One loss is accepted by rule and not listed: an optional field newer than a layer is left out in that layer.

Upward are the methods of a layer and all that their parameters may hold, because clients send those; downward are all
that results and updates may hold.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from angarium.tl import union
from angarium.tl.adapters import FALLBACKS, LOWERED, RAISED, RESULTS
from angarium.tl.combinator import Combinator, Field, strip
from angarium.tl.conversion import find_converter
from angarium.tl.errors import TLError
from angarium.tl.layers import CANONICAL, SERVED
from angarium.tl.objects import get_canonical
from angarium.tl.wire import get_zero


class Loss(NamedTuple):
    """`what` is a field's name, or `*` for the constructor itself; `how` says what happens to it."""

    direction: str
    name: str
    what: str
    how: str


@cache
def list_layer(layer: int) -> tuple[Combinator, ...]:
    """The combinators of a layer."""
    return tuple(row.combinator for row in union.load().by_id.values() if layer in row.layers)


def reach(layer: int, roots: Iterable[str]) -> set[str]:
    """All types that values of the root types may hold in a layer."""
    by_result: dict[str, list[Combinator]] = defaultdict(list)
    for combinator in list_layer(layer):
        if not combinator.is_method:
            by_result[combinator.result].append(combinator)
    found: set[str] = set()
    todo = [strip(kind) for kind in roots]
    while todo:
        kind = todo.pop()
        if kind not in found:
            found.add(kind)
            todo += [strip(field.type) for combinator in by_result[kind] for field in combinator.fields]
    return found


def find_up(layer: int) -> Iterator[Loss]:
    """What a client of the layer says and the server would not hear."""
    methods = [combinator for combinator in list_layer(layer) if combinator.is_method]
    kinds = reach(layer, [field.type for method in methods for field in method.fields])
    for combinator in list_layer(layer):
        if combinator.is_method or combinator.result in kinds:
            yield from _compare_up(combinator)


def _compare_up(combinator: Combinator) -> Iterator[Loss]:
    canonical = get_canonical(combinator.name, combinator.is_method)
    taken = RAISED[combinator.name][1] if combinator.name in RAISED else frozenset()
    if not _is_in_canonical_layer(canonical):
        if combinator.name not in RAISED:
            yield Loss("up", combinator.name, "*", "is in no newer layer")
        return
    for field in combinator.field.values():
        if field.name not in taken:
            if field.name not in canonical.field:
                yield Loss("up", combinator.name, field.name, f"{field} is dropped")
            elif how := _find_change(field, canonical.field[field.name]):
                yield Loss("up", combinator.name, field.name, how)
    for field in canonical.field.values():
        lacking = field.name not in combinator.field and field.name not in taken
        if lacking and not field.optional and get_zero(field.type) is None:
            yield Loss("up", combinator.name, field.name, f"{field} stays empty")


def find_down(layer: int) -> Iterator[Loss]:
    """What the server says and a client of the layer would not hear, or would hear as a zero."""
    methods = [combinator for combinator in list_layer(layer) if combinator.is_method]
    kinds = reach(layer, ["Updates", "RpcError", *(method.result for method in methods)])
    for combinator in list_layer(layer):
        if not combinator.is_method and combinator.result in kinds:
            yield from _compare_down(combinator)
    names = {combinator.name for combinator in list_layer(layer)}
    for combinator in list_layer(CANONICAL):
        if combinator.name not in names and not combinator.is_method and combinator.result in kinds:
            if combinator.name not in FALLBACKS and combinator.result not in FALLBACKS:
                yield Loss("down", combinator.name, "*", f"a {combinator.result} that an older layer lacks")
    for method in methods:
        canonical = get_canonical(method.name, True)
        if method.result != canonical.result and method.name not in RESULTS and _is_in_canonical_layer(canonical):
            yield Loss("down", method.name, "*", f"answered {method.result}, now {canonical.result}")


def _compare_down(combinator: Combinator) -> Iterator[Loss]:
    canonical = get_canonical(combinator.name, False)
    if not _is_in_canonical_layer(canonical):
        return  # the server says it in newer words, or not at all
    given = LOWERED[combinator.name][1] if combinator.name in LOWERED else frozenset()
    for field in combinator.field.values():
        if field.name in given:
            continue
        known = canonical.field.get(field.name)
        if known is None:
            yield Loss(
                "down", combinator.name, field.name, f"{field} is unset" if field.optional else f"{field} is zero"
            )
        elif how := _find_change(known, field):
            yield Loss("down", combinator.name, field.name, how)
        elif known.optional and not field.optional and get_zero(field.type) is None:
            yield Loss("down", combinator.name, field.name, f"{field} may be missing")
    for field in canonical.field.values():
        if field.name not in combinator.field and field.name not in given and not field.optional:
            yield Loss("down", combinator.name, field.name, f"{field} is not said")


def _is_in_canonical_layer(combinator: Combinator) -> bool:
    return union.load().find(combinator.name, CANONICAL, is_method=combinator.is_method) is not None


def _find_change(old: Field, new: Field) -> str | None:
    try:
        find_converter(old.type, new.type)
    except TLError as error:
        return str(error)
    return None


def find_all(layers: Iterable[int] = SERVED) -> dict[Loss, list[int]]:
    """Every loss with the layers in which it happens."""
    losses: dict[Loss, list[int]] = defaultdict(list)
    for layer in layers:
        for loss in dict.fromkeys([*find_up(layer), *find_down(layer)]):
            losses[loss].append(layer)
    return losses


def read_accepted(text: str | None = None) -> dict[tuple[str, str, str], str]:
    """The reviewed list: (direction, name, what) → the reason why nobody misses it."""
    if text is None:
        text = (Path(__file__).parents[3] / "schema" / "accepted_losses.toml").read_text()
    accepted = {}
    for entry in tomllib.loads(text).get("accepted", []):
        for place in entry["losses"]:
            name, _, what = place.partition(" ")
            for field in what.split() or ["*"]:
                accepted[entry["direction"], name, field] = entry["reason"]
    return accepted


def find_unseen(accepted: dict[tuple[str, str, str], str], layers: Iterable[int] = SERVED) -> list[str]:
    """Lines about losses that nobody reviewed, and about reviewed ones that no longer happen."""
    losses = find_all(layers)
    lines = [
        f"{loss.direction} {loss.name} {loss.what}: {loss.how} ({_span(happens)})"
        for loss, happens in losses.items()
        if loss[:3] not in accepted
    ]
    known = {loss[:3] for loss in losses}
    lines += [f"accepted, but nothing is lost: {' '.join(entry)}" for entry in accepted if entry not in known]
    return lines


def _span(layers: list[int]) -> str:
    return f"{layers[0]}" if len(layers) == 1 else f"{layers[0]}-{layers[-1]}"


def main() -> None:
    """Print what is lost unseen; exit with 1 if anything is."""
    lines = find_unseen(read_accepted())
    print("\n".join(sorted(lines)) if lines else f"layers {SERVED[0]}-{SERVED[-1]}: nothing is lost unseen")
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
