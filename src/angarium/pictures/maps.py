"""Pure: a place on the earth → a picture of its surroundings: the lines of a map without its land, for a server that has no maps."""

from __future__ import annotations

import io
import math

import msgspec
from PIL import Image, ImageDraw

from angarium.pictures import Made

PLANS = frozenset({"map"})
TILE = 256
GROUND, LINE, FINE, INK = (232, 236, 226), (178, 190, 178), (212, 219, 208), (86, 98, 92)


class Place(msgspec.Struct, array_like=True):
    """Degrees; width and height in points, `scale` pixels each."""

    latitude: float
    longitude: float
    width: int
    height: int
    zoom: int
    scale: int


def make(plan: str, body: bytes) -> list[Made]:
    """One PNG."""
    place = msgspec.msgpack.decode(body, type=Place)
    width, height = place.width * place.scale, place.height * place.scale
    picture = Image.new("RGB", (width, height), GROUND)
    pen = ImageDraw.Draw(picture)
    x, y = _project(place.latitude, place.longitude, place.zoom)
    left, top = x * place.scale - width / 2, y * place.scale - height / 2
    for step, color in ((TILE * place.scale // 8, FINE), (TILE * place.scale, LINE)):
        for at in range(int(-left % step), width, step):
            pen.line((at, 0, at, height), fill=color)
        for at in range(int(-top % step), height, step):
            pen.line((0, at, width, at), fill=color)
    pen.text((6, height - 16), f"{place.latitude:.5f}, {place.longitude:.5f}", fill=INK)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return [Made("map", width, height, out.getvalue())]


def _project(latitude: float, longitude: float, zoom: int) -> tuple[float, float]:
    """Points from the corner of the world (Web Mercator)."""
    side = TILE * 2**zoom
    sine = min(max(math.sin(math.radians(latitude)), -0.9999), 0.9999)
    return (longitude + 180) / 360 * side, (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * side
