"""`python -m tools.emoji`: makes src/angarium/starter/starter.zip. Needs npm, and svgelements and Pillow from PyPI.

The drawings are Microsoft's Fluent Emoji (flat), under the MIT licence, as packed by @iconify-json/fluent-emoji-flat.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import svgelements
from PIL import Image, ImageChops, ImageDraw

from tools.emoji import dice, lottie
from tools.emoji.lottie import Shape
from tools.emoji.outline import outline

PACKAGE = "@iconify-json/fluent-emoji-flat@1.2.6"
INTEGRITY = Path(__file__).with_name("integrity.txt")
TARGET = Path("src/angarium/starter/starter.zip")
ICON = 256

# The order in which clients offer them (https://core.telegram.org/api/reactions), with their names.
EMOJI: dict[str, str] = json.loads(Path(__file__).with_name("names.json").read_text("utf-8"))


def fetch() -> dict[str, Any]:
    """The package's icons, once its bytes are those that were pinned."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True
        )
        body = (Path(folder) / done.stdout.strip()).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(body).digest()).decode()
    if INTEGRITY.exists() and INTEGRITY.read_text().strip() != found:
        sys.exit(f"{PACKAGE} is not what it was: {found}")
    INTEGRITY.write_text(found + "\n")
    with tarfile.open(fileobj=io.BytesIO(body)) as tar:
        files = {name: tar.extractfile(f"package/{name}.json").read() for name in ("icons", "chars")}  # type: ignore[union-attr]
    return {"icons": json.loads(files["icons"]), "chars": json.loads(files["chars"])}


def find(package: dict[str, Any], emoji: str) -> str:
    """The SVG body of an emoji."""
    codes = [f"{ord(letter):x}" for letter in emoji]
    for key in ("-".join(codes), "-".join(code for code in codes if code != "fe0f")):
        if name := package["chars"].get(key):
            icons = package["icons"]
            while name in icons.get("aliases", {}):
                name = icons["aliases"][name]["parent"]
            return str(icons["icons"][name]["body"])
    raise LookupError(emoji)


def shapes_of(body: str) -> list[Shape]:
    svg = svgelements.SVG.parse(
        io.StringIO(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">{body}</svg>')
    )
    shapes: list[Shape] = []
    for element in svg.elements():
        if isinstance(element, svgelements.Shape) and element.fill is not None and element.fill.value is not None:
            path = abs(svgelements.Path(element))
            opacity = element.fill.opacity if element.fill.opacity is not None else 1.0
            shapes.append(
                (f"#{element.fill.red:02x}{element.fill.green:02x}{element.fill.blue:02x}", opacity, subpaths_of(path))
            )
    return shapes


def subpaths_of(path: svgelements.Path) -> list[Any]:
    """Cubic Béziers as points with relative tangents, rounded to a hundredth of a unit."""
    found = []
    path.approximate_arcs_with_cubics()
    for subpath in path.as_subpaths():
        points: list[tuple[float, float]] = []
        incoming: list[tuple[float, float]] = []
        outgoing: list[tuple[float, float]] = []
        for segment in svgelements.Path(subpath):
            if isinstance(segment, svgelements.Move):
                points.append((segment.end.x, segment.end.y)), incoming.append((0, 0)), outgoing.append((0, 0))
            elif isinstance(segment, svgelements.CubicBezier | svgelements.QuadraticBezier | svgelements.Line):
                first, second = controls(segment)
                start, end = segment.start, segment.end
                outgoing[-1] = (first.x - start.x, first.y - start.y)
                (
                    points.append((end.x, end.y)),
                    incoming.append((second.x - end.x, second.y - end.y)),
                    outgoing.append((0, 0)),
                )
        if len(points) > 1:
            found.append(
                (True, *[[(round(x, 2), round(y, 2)) for x, y in row] for row in (points, incoming, outgoing)])
            )
    return found


def controls(segment: Any) -> tuple[Any, Any]:
    if isinstance(segment, svgelements.CubicBezier):
        return segment.control1, segment.control2
    if isinstance(segment, svgelements.QuadraticBezier):
        return segment.start + (segment.control - segment.start) * (2 / 3), segment.end + (
            segment.control - segment.end
        ) * (2 / 3)
    return segment.start, segment.end


def icon(shapes: list[Shape]) -> bytes:
    """A still picture, WebP with transparency."""
    big = ICON * 4
    canvas = Image.new("RGBA", (big, big))
    for colour, opacity, subpaths in shapes:
        mask = Image.new("1", (big, big))
        for _, points, incoming, outgoing in subpaths:
            piece = Image.new("1", (big, big))
            ImageDraw.Draw(piece).polygon(
                [(x * big / 32, y * big / 32) for x, y in flatten(points, incoming, outgoing)], fill=1
            )
            mask = ImageChops.logical_xor(mask, piece)
        rgb = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        level = mask.convert("L").point(lambda value, part=opacity: int(value * part))
        canvas = Image.alpha_composite(
            canvas, Image.merge("RGBA", (*[Image.new("L", (big, big), part) for part in rgb], level))
        )
    out = io.BytesIO()
    canvas.resize((ICON, ICON), Image.Resampling.LANCZOS).save(out, "WEBP", quality=80, method=6)
    return out.getvalue()


def flatten(points: list[Any], incoming: list[Any], outgoing: list[Any], steps: int = 10) -> list[tuple[float, float]]:
    found = []
    for at in range(len(points)):
        a, d = points[at], points[(at + 1) % len(points)]
        b = (a[0] + outgoing[at][0], a[1] + outgoing[at][1])
        c_in = incoming[(at + 1) % len(points)]
        c = (d[0] + c_in[0], d[1] + c_in[1])
        for step in range(steps):
            t = step / steps
            u = 1 - t
            found.append(tuple(u**3 * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t**3 * d[i] for i in (0, 1)))
    return found  # type: ignore[return-value]


def corners(shapes: list[Shape]) -> Iterator[tuple[float, float]]:
    """Points on the drawing's edges, in its own units: as the animations show it, somewhat smaller than the whole square."""
    for _, _, subpaths in shapes:
        for _, points, incoming, outgoing in subpaths:
            for x, y in flatten(points, incoming, outgoing, 4):
                yield 16 + (x - 16) * lottie.UNIT / 16, 16 + (y - 16) * lottie.UNIT / 16


def main() -> None:
    package = fetch()
    made = TARGET.with_suffix(".new")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:

        def add(name: str, body: bytes) -> None:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), body)

        listed = []
        for emoji, title in EMOJI.items():
            shapes = shapes_of(find(package, emoji))
            stem = "-".join(f"{ord(letter):x}" for letter in emoji)
            listed.append({"emoji": emoji, "title": title, "stem": stem})
            add(f"{stem}/icon.webp", icon(shapes))
            for role in ("appear", "select", "activate", "effect"):
                add(f"{stem}/{role}.tgs", getattr(lottie, role)(shapes))
            add(f"{stem}/outline", outline(list(corners(shapes)), lottie.SIDE))
        for value in range(7):
            add(f"1f3b2/{value}.tgs", dice.die(value))
        add("1f3b2/outline", outline(dice.corners(), lottie.SIDE))
        for emoji, values in dice.BALLS.items():
            shapes, stem = shapes_of(find(package, emoji)), f"{ord(emoji):x}"
            for value in range(values + 1):
                add(f"{stem}/{value}.tgs", dice.ball(shapes, value, values))
            add(f"{stem}/outline", outline(list(corners(shapes)), lottie.SIDE))
        add("around.tgs", lottie.sparkle())
        add("index.json", json.dumps(listed, ensure_ascii=False, indent=1).encode())
        worst = max(archive.infolist(), key=lambda entry: entry.file_size)
    made.replace(TARGET)
    print(f"{len(listed)} emoji, {TARGET.stat().st_size} bytes, the largest {worst.filename} with {worst.file_size}")


if __name__ == "__main__":
    main()
