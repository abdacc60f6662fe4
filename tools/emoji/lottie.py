"""Flat shapes → animated stickers (https://core.telegram.org/stickers/webp#animated-stickers): Lottie, 512 × 512, 60 frames a second."""

from __future__ import annotations

import gzip
import json
import math
from typing import Any

Json = dict[str, Any]
Shape = tuple[
    str, float, list[tuple[bool, list[tuple[float, float]], list[tuple[float, float]], list[tuple[float, float]]]]
]
"""Colour (#rrggbb), opacity, and subpaths: closed?, points, incoming and outgoing tangents."""

SIDE, UNIT = 512, 15.0


def still(value: object) -> Json:
    return {"a": 0, "k": value}


def moving(frames: list[tuple[int, list[float]]]) -> Json:
    """Eased keyframes: (frame, value). The last one leads nowhere: with an ease of its own, rlottie (which telegram-desktop and the mobile
    apps draw with) takes it for the start of one more movement, towards nothing, and shows nothing at all."""
    keys: list[Json] = [{"t": at, "s": value} for at, value in frames]
    for key in keys[:-1]:
        size = len(key["s"])
        key["i"] = {"x": [0.58] * size, "y": [1] * size}
        key["o"] = {"x": [0.42] * size, "y": [0] * size}
    return {"a": 1, "k": keys}


def group(shape: Shape) -> Json:
    colour, opacity, subpaths = shape
    rgb = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    paths = [
        {"ty": "sh", "ks": still({"c": closed, "v": points, "i": incoming, "o": outgoing})}
        for closed, points, incoming, outgoing in subpaths
    ]
    fill = {"ty": "fl", "c": still([*[round(part, 3) for part in rgb], 1]), "o": still(round(opacity * 100)), "r": 1}
    place = {"ty": "tr", "p": still([0, 0]), "a": still([0, 0]), "s": still([100, 100]), "r": still(0), "o": still(100)}
    return {"ty": "gr", "it": [*paths, fill, place]}


def layer(frames: int, content: Json, **transform: Json) -> Json:
    """`transform` overrides position (p), scale (s, per cent), rotation (r) and opacity (o)."""
    base = {
        "o": still(100), "r": still(0), "p": still([SIDE / 2, SIDE / 2, 0]), "a": still([16, 16, 0]),
        "s": still([100 * UNIT, 100 * UNIT, 100]),
    }  # fmt: skip
    return {"ddd": 0, "sr": 1, "ks": base | transform, "ao": 0, "ip": 0, "op": frames, "st": 0, "bm": 0, **content}


def drawing(shapes: list[Shape]) -> Json:
    # Lottie draws the first item on top, SVG the last.
    return {"ty": 4, "shapes": [group(shape) for shape in reversed(shapes)]}


def pack(frames: int, layers: list[Json], assets: list[Json] | None = None) -> bytes:
    """A .tgs body: gzipped, and the same bytes every time."""
    for at, item in enumerate(layers, 1):
        item["ind"] = at
    document = {
        "tgs": 1, "v": "5.5.2", "fr": 60, "ip": 0, "op": frames, "w": SIDE, "h": SIDE, "nm": "angarium", "ddd": 0,
        "assets": assets or [], "layers": layers,
    }  # fmt: skip
    return gzip.compress(json.dumps(document, separators=(",", ":")).encode(), 9, mtime=0)


def scale(factor: float) -> list[float]:
    return [round(100 * UNIT * factor, 1), round(100 * UNIT * factor, 1), 100]


def appear(shapes: list[Shape]) -> bytes:
    """Pops in."""
    grow = moving([(0, scale(0.0)), (14, scale(1.1)), (22, scale(0.96)), (30, scale(1.0))])
    return pack(40, [layer(40, drawing(shapes), s=grow)])


def select(shapes: list[Shape]) -> bytes:
    """Sways, and can be looped."""
    sway = moving([(0, [0]), (20, [-9]), (60, [9]), (100, [-4]), (120, [0])])
    breathe = moving([(0, scale(0.92)), (40, scale(1.0)), (80, scale(0.92)), (120, scale(0.92))])
    return pack(120, [layer(120, drawing(shapes), r=sway, s=breathe)])


def activate(shapes: list[Shape]) -> bytes:
    """Jumps once."""
    middle = SIDE / 2
    jump = moving(
        [
            (0, [middle, middle, 0]),
            (10, [middle, middle + 18, 0]),
            (26, [middle, middle - 60, 0]),
            (44, [middle, middle, 0]),
        ]
    )
    squash = moving([(0, scale(1.0)), (10, scale(0.9)), (26, scale(1.02)), (44, scale(0.94)), (56, scale(1.0))])
    return pack(64, [layer(64, drawing(shapes), p=jump, s=squash)])


def effect(shapes: list[Shape]) -> bytes:
    """Bursts into small ones that fly apart and fade."""
    content = [layer(90, drawing(shapes))]
    content[0]["ks"]["p"], content[0]["ks"]["s"] = still([16, 16, 0]), still([100, 100, 100])
    assets = [{"id": "e", "layers": content}]
    layers = []
    for at in range(10):
        angle, far, start = math.tau * at / 10 + 0.3, 120 + 70 * (at % 3), at % 4 * 3
        to = [round(SIDE / 2 + far * math.cos(angle), 1), round(SIDE / 2 + far * math.sin(angle) - 30, 1), 0]
        small = 2.2 + 0.9 * (at % 3)
        flying = layer(
            90,
            {"ty": 0, "refId": "e", "w": 32, "h": 32},
            p=moving([(start, [SIDE / 2, SIDE / 2, 0]), (start + 50, to), (89, [to[0], to[1] + 40, 0])]),
            s=moving(
                [
                    (start, [0, 0, 100]),
                    (start + 20, [small * 100, small * 100, 100]),
                    (89, [small * 70, small * 70, 100]),
                ]
            ),
            r=moving([(0, [0]), (89, [50 if at % 2 else -50])]),
            o=moving([(0, [100]), (60, [100]), (89, [0])]),
        )
        layers.append(flying)
    return pack(90, layers, assets)


def sparkle() -> bytes:
    """Golden sparks around any reaction; one for all."""
    star: Shape = (
        "#f2b233", 1.0,
        [(True, [(16, 4), (18.5, 13.5), (28, 16), (18.5, 18.5), (16, 28), (13.5, 18.5), (4, 16), (13.5, 13.5)],
          [(0, 0)] * 8, [(0, 0)] * 8)],
    )  # fmt: skip
    layers = []
    for at in range(12):
        angle, far, start = math.tau * at / 12, 190 + 30 * (at % 2), at * 2
        place = [round(SIDE / 2 + far * math.cos(angle), 1), round(SIDE / 2 + far * math.sin(angle), 1), 0]
        twinkle = moving(
            [
                (start, [0, 0, 100]),
                (start + 14, [150 + 90 * (at % 3), 150 + 90 * (at % 3), 100]),
                (start + 34, [0, 0, 100]),
            ]
        )
        layers.append(layer(64, drawing([star]), p=still(place), s=twinkle))
    return pack(64, layers)
