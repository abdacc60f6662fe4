"""The layers that are served: those whose schema the union table holds, from 133 (64-bit ids) on."""

from __future__ import annotations

from bisect import bisect_right

from angarium.tl import union

CANONICAL = union.CANONICAL
OLDEST = 133
SERVED: tuple[int, ...] = tuple(layer for layer in union.load().layers if layer >= OLDEST)


def serve(layer: int) -> int:
    """The layer in which a client that asked for `layer` is answered: the nearest one not newer, if there is one."""
    return SERVED[max(bisect_right(SERVED, layer) - 1, 0)]
