"""Pure: a PNG or WebP → a sticker and its thumbnail, both WebP (https://core.telegram.org/api/stickers#static-stickers)."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from angarium.pictures import BROKEN, SHAPE, BadPicture, Made

SIDES = {"sticker": 512, "emoji": 100, "sticker_thumb": 100}
"""The plans: one side of a sticker has this many pixels and the other no more; the others are squares."""

THUMB = 128


def make(plan: str, body: bytes) -> list[Made]:
    """The thumbnail ("m") and the sticker itself ("webp"). Raises BadPicture."""
    try:
        picture: Image.Image = Image.open(io.BytesIO(body), formats=("PNG", "WEBP"))
        _check_shape(picture, SIDES[plan])
        if getattr(picture, "n_frames", 1) > 1:
            raise BadPicture(BROKEN)
        given = picture.format
        picture.load()
        drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError) as fault:
        raise BadPicture(BROKEN) from fault
    small = drawn.copy()
    small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    whole = body if given == "WEBP" else _encode(drawn)
    return [
        Made("m", small.width, small.height, _encode(small)),
        Made("webp", drawn.width, drawn.height, whole),
    ]


def _check_shape(picture: Image.Image, side: int) -> None:
    smaller, larger = sorted(picture.size)
    if larger != side or (side < 512 and smaller != side):
        raise BadPicture(SHAPE)


def _encode(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=90, method=4)
    return out.getvalue()
