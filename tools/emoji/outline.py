"""The outline that stands for a sticker until it has come (https://core.telegram.org/api/files#vector-thumbnails)."""

from __future__ import annotations

from collections.abc import Sequence

LETTERS = "AACAAAAHAAALMAAAQASTAVAAAZaacaaaahaaalmaaaqastava.az0123456789-,"
STEP = 4
"""Corners lie on a grid this wide: the outline is blurred anyway."""

Point = tuple[float, float]


def outline(points: Sequence[Point], side: int) -> bytes:
    """The convex hull of points in a square of 32 units, as a packed SVG path in one of `side` pixels."""
    grid = {(round(x * side / 32 / STEP) * STEP, round(y * side / 32 / STEP) * STEP) for x, y in points}
    corners = hull(sorted(grid))
    (x, y), rest = corners[0], corners[1:]
    packed = _digits(x) + _letter(",") + _digits(y)
    command = True
    for to_x, to_y in rest:
        packed += _letter("l") if command else b""
        packed += _number(to_x - x, first=command) + _number(to_y - y)
        x, y, command = to_x, to_y, False
    return packed


def hull(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The corners of sorted points, in order (Andrew's monotone chain)."""

    def chain(ordered: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for x, y in ordered:
            while len(found) > 1:
                (ax, ay), (bx, by) = found[-2:]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                found.pop()
            found.append((x, y))
        return found[:-1]

    return chain(points) + chain(points[::-1])


def _letter(letter: str) -> bytes:
    return bytes([192 + LETTERS.index(letter)])


def _digits(number: int) -> bytes:
    return b"".join(_letter(letter) for letter in str(number))


def _number(number: int, *, first: bool = False) -> bytes:
    """One byte up to 63, with the sign or the comma that parts it from the number before."""
    if abs(number) < 64:
        return bytes([number if number >= 0 and first else 128 + number if number >= 0 else 64 - number])
    return (b"" if number < 0 or first else _letter(",")) + _digits(number)
