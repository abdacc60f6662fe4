"""Pure: bytes of a picture → its sizes (https://core.telegram.org/api/files#image-thumbnail-types)."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from angarium.pictures import BROKEN, SHAPE, BadPicture, Made

PLANS: dict[str, tuple[tuple[str, int], ...]] = {
    "photo": (("s", 100), ("m", 320), ("x", 800), ("y", 1280), ("w", 2560)),
    "profile": (("a", 160), ("b", 320), ("c", 640)),
    "thumb": (("m", 320),),
}
SQUARE = frozenset({"profile"})

MOST_PIXELS = 100_000_000
MOST_SIDES = 10_000  # width + height, https://core.telegram.org/api/errors: PHOTO_INVALID_DIMENSIONS
MOST_RATIO = 20

STRIPPED_SIDE = 40
# The 623 bytes in front of a stripped thumbnail's data are known to every client: libjpeg's own header at quality 20.
STRIPPED_QUALITY, STRIPPED_HEADER, STRIPPED_FOOTER = 20, 623, 2

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def make(plan: str, body: bytes) -> list[Made]:
    """All sizes of the plan up to the picture's own, the stripped one first. Raises BadPicture."""
    picture = _open(body)
    if plan in SQUARE:
        picture = ImageOps.fit(picture, (min(picture.size),) * 2)
    made = [_strip(picture)]
    for letter, side in PLANS[plan]:
        made.append(_scale(picture, letter, side))
        if max(picture.size) <= side and plan not in SQUARE:
            break
    return made


def _open(body: bytes) -> Image.Image:
    try:
        picture: Image.Image = Image.open(io.BytesIO(body), formats=("JPEG", "PNG", "WEBP", "GIF", "BMP"))
        width, height = picture.size
        if width + height > MOST_SIDES or max(width, height) > MOST_RATIO * min(width, height):
            raise BadPicture(SHAPE)
        picture.draft("RGB", (2560, 2560))  # a large JPEG is scaled while it is decoded
        picture = ImageOps.exif_transpose(picture)
        return _flatten(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError) as fault:
        raise BadPicture(BROKEN) from fault


def _flatten(picture: Image.Image) -> Image.Image:
    """Without transparency, which JPEG has not: on white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, layer).convert("RGB")
    return picture.convert("RGB")


def _scale(picture: Image.Image, letter: str, side: int) -> Made:
    copy = picture.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=87, progressive=side > 320, optimize=True)
    return Made(letter, copy.width, copy.height, out.getvalue())


def _strip(picture: Image.Image) -> Made:
    copy = picture.copy()
    copy.thumbnail((STRIPPED_SIDE, STRIPPED_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=STRIPPED_QUALITY, optimize=False, progressive=False)
    data = out.getvalue()[STRIPPED_HEADER:-STRIPPED_FOOTER]
    return Made("i", copy.width, copy.height, bytes((1, copy.height, copy.width)) + data)
