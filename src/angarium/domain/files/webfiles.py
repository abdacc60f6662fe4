"""Files that are nobody's upload: pictures of places, and the covers of music (https://core.telegram.org/api/files#downloading-webfiles)."""

from __future__ import annotations

import msgspec

from angarium.domain.files.downloads import Body
from angarium.domain.house import House
from angarium.model.errors import Refusal
from angarium.model.files import Document

SIDES, ZOOMS, SCALES = (16, 1024), (13, 20), (1, 3)


async def draw_place(
    house: House, latitude: float, longitude: float, width: int, height: int, zoom: int, scale: int
) -> Body:
    """Refuses LOCATION_INVALID for what is no place, or a picture that is too large."""
    on_earth = -90 <= latitude <= 90 and -180 <= longitude <= 180
    fits = all(SIDES[0] <= side <= SIDES[1] for side in (width, height))
    if not on_earth or not fits or not ZOOMS[0] <= zoom <= ZOOMS[1] or not SCALES[0] <= scale <= SCALES[1]:
        raise Refusal("LOCATION_INVALID")
    packed = msgspec.msgpack.encode((latitude, longitude, width, height, zoom, scale))
    (made,) = await house.pictures.make("map", packed)
    return Body("image/png", 0, inline=made.body)


def cover_of(document: Document, *, small: bool) -> Body:
    """The picture that came with a piece of music. Refuses LOCATION_INVALID when none did."""
    shown = [size for size in document.thumbs if size.blob]
    if not shown:
        raise Refusal("LOCATION_INVALID")
    return Body("image/jpeg", document.date, (shown[0] if small else shown[-1]).blob)


async def weigh(house: House, body: Body) -> int:
    """Bytes."""
    return await house.blobs.size(body.blob) if body.blob else len(body.inline)
