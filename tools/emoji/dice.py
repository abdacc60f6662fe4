"""Throws of dice and balls (https://core.telegram.org/api/dice): first one that is in the air, then one for each value."""

from __future__ import annotations

import math

from tools.emoji import lottie
from tools.emoji.lottie import SIDE, Json, Shape, drawing, layer, moving, pack, scale, still

BALLS = {"🎯": 6, "🏀": 5, "⚽": 5, "🎳": 6}
"""With how many values; what a value means is the sender's own joy, and dots say which it was."""

IVORY, EDGE, PIP, GOLD = "#f6f1e4", "#cdbf9f", "#7a2e2e", "#f2b233"
ROUND = 0.5523
PIPS = {
    1: [(0, 0)],
    2: [(-1, -1), (1, 1)],
    3: [(-1, -1), (0, 0), (1, 1)],
    4: [(-1, -1), (1, -1), (-1, 1), (1, 1)],
    5: [(-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1)],
    6: [(-1, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (1, 1)],
}


def dot(x: float, y: float, radius: float, colour: str) -> Shape:
    """A disc, in the drawings' 32 units."""
    points = [(x + radius, y), (x, y + radius), (x - radius, y), (x, y - radius)]
    k = radius * ROUND
    outgoing = [(0, k), (-k, 0), (0, -k), (k, 0)]
    incoming = [(-ox, -oy) for ox, oy in outgoing]
    rounded = [[(round(a, 2), round(b, 2)) for a, b in row] for row in (points, incoming, outgoing)]
    return colour, 1.0, [(True, *rounded)]


def tile(half: float, corner: float, colour: str) -> Shape:
    """A square with round corners around the middle."""
    near, far, k = 16 - half, 16 + half, corner * ROUND
    points = [
        (near + corner, near), (far - corner, near), (far, near + corner), (far, far - corner),
        (far - corner, far), (near + corner, far), (near, far - corner), (near, near + corner),
    ]  # fmt: skip
    outgoing = [(0, 0), (k, 0), (0, 0), (0, k), (0, 0), (-k, 0), (0, 0), (0, -k)]
    incoming = [(-k, 0), (0, 0), (0, -k), (0, 0), (k, 0), (0, 0), (0, k), (0, 0)]
    rounded = [[(round(a, 2), round(b, 2)) for a, b in row] for row in (points, incoming, outgoing)]
    return colour, 1.0, [(True, *rounded)]


def face(value: int) -> list[Shape]:
    pips = [dot(16 + 5 * x, 16 + 5 * y, 1.9, PIP) for x, y in PIPS[value]]
    return [tile(11, 3.2, EDGE), tile(10.2, 2.8, IVORY), *pips]


def die(value: int) -> bytes:
    """Tumbles over two other faces and comes to rest; 0 = tumbles on."""
    frames, turn = (60, 20) if value == 0 else (110, 20)
    order = [3, 6, 2] if value == 0 else [(value + 2) % 6 + 1, (value + 4) % 6 + 1, value]
    spin = moving([(0, [-540]), (50, [0])]) if value else moving([(0, [0]), (59, [360])])
    middle = SIDE / 2
    hop = moving([(0, [middle, middle - 60, 0]), (34, [middle, middle + 16, 0]), (50, [middle, middle, 0])])
    near = moving([(0, scale(0.6)), (34, scale(0.9)), (50, scale(1.0))])
    layers: list[Json] = []
    for at, shown in enumerate(order):
        last = at == len(order) - 1
        span = {"ip": at * turn, "op": frames if last else (at + 1) * turn}
        transform = {"r": spin} | ({"p": hop, "s": near} if value else {"s": still(scale(0.9))})
        layers.append(layer(frames, drawing(face(shown)) | span, **transform))
    return pack(frames, layers)


def ball(shapes: list[Shape], value: int, values: int) -> bytes:
    """Flies in and lands; then as many golden dots as the value, of as many as there are. 0 = hops on."""
    middle = SIDE / 2
    if value == 0:
        hop = moving([(0, [middle, middle, 0]), (20, [middle, middle - 70, 0]), (40, [middle, middle, 0])])
        return pack(60, [layer(60, drawing(shapes), p=hop, s=still(scale(0.72)))])
    flight = moving([(0, [middle, SIDE + 150, 0]), (30, [middle, middle - 110, 0]), (52, [middle, middle - 30, 0])])
    turn = moving([(0, [-200]), (52, [0])])
    layers = [layer(110, drawing(shapes), p=flight, r=turn, s=still(scale(0.72)))]
    for at in range(values):
        place = [round(middle + (at - (values - 1) / 2) * 52, 1), SIDE - 50, 0]
        shape = dot(16, 16, 12, GOLD if at < value else EDGE)
        start = 52 + at * 5
        grow = moving([(start, [0, 0, 100]), (start + 10, [150, 150, 100])])
        layers.append(layer(110, drawing([shape]), p=still(place), s=grow))
    return pack(110, layers)


def corners() -> list[tuple[float, float]]:
    """The outline of a die."""
    half = 11 * lottie.UNIT / 16
    return [(16 + half * math.copysign(1, x), 16 + half * math.copysign(1, y)) for x, y in PIPS[4]]
