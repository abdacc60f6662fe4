"""Pure: a square of one to four colours with a drawing on it, for a profile photo that is an emoji."""

from __future__ import annotations

import io

import msgspec
from PIL import Image, UnidentifiedImageError

from angarium.pictures import BROKEN, BadPicture, Made, sizes

PLANS = frozenset({"backdrop"})
SIDE = 640
SHARE = 0.6
"""Of the side that the drawing takes."""


class Backdrop(msgspec.Struct, array_like=True):
    """Colours as RGB from the top to the bottom; `drawing` is a WebP or PNG, or nothing."""

    colors: tuple[int, ...]
    drawing: bytes = b""


def make(plan: str, body: bytes) -> list[Made]:
    """The sizes of a profile photo. Raises BadPicture."""
    wanted = msgspec.msgpack.decode(body, type=Backdrop)
    picture = _gradient(wanted.colors).convert("RGBA")
    if wanted.drawing:
        try:
            drawing = Image.open(io.BytesIO(wanted.drawing), formats=("PNG", "WEBP")).convert("RGBA")
        except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as fault:
            raise BadPicture(BROKEN) from fault
        drawing = drawing.resize((int(SIDE * SHARE),) * 2, Image.Resampling.LANCZOS)
        corner = (SIDE - drawing.width) // 2
        picture.alpha_composite(drawing, (corner, corner))
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG")
    return sizes.make("profile", out.getvalue())


def _gradient(colors: tuple[int, ...]) -> Image.Image:
    column = Image.new("RGB", (1, max(2, len(colors))))
    for at in range(column.height):
        color = colors[min(at, len(colors) - 1)]
        column.putpixel((0, at), (color >> 16 & 255, color >> 8 & 255, color & 255))
    return column.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
