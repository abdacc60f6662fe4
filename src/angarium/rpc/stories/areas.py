"""Places on a story that can be tapped, as clients send them (https://core.telegram.org/type/MediaArea)."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

from angarium.domain.bots import inline
from angarium.domain.messages import reactions
from angarium.model.errors import Refusal
from angarium.model.ids import CHANNEL_OFFSET, Peer, is_channel
from angarium.model.stories import MediaArea
from angarium.rpc.messages.reactions import read_reaction
from angarium.rpc.peers import read_channel
from angarium.rpc.router import Call
from angarium.tl import types

MOST = 10
TEXT, URL = 256, 4096
SCHEMES = ("http://", "https://", "tg://", "ton://")


async def read_areas(call: Call, given: Sequence[types.TypeMediaArea] | None) -> tuple[MediaArea, ...]:
    """What is good of what a client sent, ten at most. Refuses MEDIA_INVALID, REACTION_INVALID, VENUE_ID_INVALID."""
    return tuple([await read_area(call, area) for area in (given or ())[:MOST]])


async def read_area(call: Call, area: types.TypeMediaArea) -> MediaArea:
    """Refuses what `read_areas` does."""
    where = _read_coordinates(area.coordinates)
    match area:
        case types.MediaAreaVenue():
            return MediaArea(
                kind="venue", **where, **_read_point(area.geo), title=area.title[:TEXT], address=area.address[:TEXT],
                provider=area.provider[:TEXT], venue_id=area.venue_id[:TEXT], venue_type=area.venue_type[:TEXT],
            )  # fmt: skip
        case types.InputMediaAreaVenue():
            return await _read_found(call, where, area.query_id, area.result_id)
        case types.MediaAreaGeoPoint():
            return MediaArea(kind="geo", **where, **_read_point(area.geo), **_read_address(area.address))
        case types.MediaAreaSuggestedReaction():
            said = read_reaction(area.reaction)
            async with call.house.work.read() as tx:
                await reactions.check(tx, [said])
            return MediaArea(kind="reaction", **where, reaction=said, dark=area.dark, flipped=area.flipped)
        case types.InputMediaAreaChannelPost():
            return _read_post(where, read_channel(call, area.channel), area.msg_id)
        case types.MediaAreaChannelPost() if 0 < area.channel_id < CHANNEL_OFFSET:
            return _read_post(where, Peer(-CHANNEL_OFFSET - area.channel_id), area.msg_id)
        case types.MediaAreaUrl() if len(area.url) <= URL and area.url.lower().startswith(SCHEMES):
            return MediaArea(kind="url", **where, url=area.url)
        case types.MediaAreaWeather() if isfinite(area.temperature_c) and len(area.emoji) <= 16:
            return MediaArea(
                kind="weather", **where, emoji=area.emoji, temperature=area.temperature_c, color=area.color
            )
        case types.MediaAreaStarGift():
            return MediaArea(kind="gift", **where, url=area.slug[:TEXT])
        case _:
            raise Refusal("MEDIA_INVALID")


async def _read_found(call: Call, where: dict[str, Any], query_id: int, result_id: str) -> MediaArea:
    """A place that a bot found when it was asked inline. Refuses VENUE_ID_INVALID."""
    async with call.house.work.read() as tx:
        answer = await inline.find(tx, query_id) if query_id else None
    result = next((one for one in answer.results if one.id == result_id), None) if answer is not None else None
    place = result.message.media if result is not None else None
    if place is None or place.kind not in ("geo", "venue"):
        raise Refusal("VENUE_ID_INVALID")
    return MediaArea(
        kind=place.kind, **where, latitude=place.latitude, longitude=place.longitude, title=place.title,
        address=place.address, provider=place.provider, venue_id=place.venue_id, venue_type=place.venue_type,
    )  # fmt: skip


def _read_post(where: dict[str, Any], peer: Peer, id: int) -> MediaArea:
    if not is_channel(peer) or not 0 < id < 2**31:
        raise Refusal("MEDIA_INVALID")
    return MediaArea(kind="post", **where, peer=peer, post=id)


def _read_coordinates(given: types.TypeMediaAreaCoordinates) -> dict[str, Any]:
    """In percent of the story's size; what lies beyond its edge is cut there."""
    numbers = (given.x, given.y, given.w, given.h, given.rotation, given.radius or 0.0)
    if not all(map(isfinite, numbers)):
        raise Refusal("MEDIA_INVALID")
    x, y, w, h = (min(max(number, 0.0), 100.0) for number in numbers[:4])
    radius = None if given.radius is None else min(max(given.radius, 0.0), 100.0)
    return {"x": x, "y": y, "w": w, "h": h, "rotation": given.rotation % 360, "radius": radius}


def _read_point(given: types.TypeGeoPoint) -> dict[str, Any]:
    if not isinstance(given, types.GeoPoint) or not (-90 <= given.lat <= 90 and -180 <= given.long <= 180):
        raise Refusal("MEDIA_INVALID")
    return {"latitude": given.lat, "longitude": given.long}


def _read_address(given: types.TypeGeoPointAddress | None) -> dict[str, Any]:
    if given is None:
        return {}
    return {
        "country": given.country_iso2[:2].upper(),
        "state": (given.state or "")[:TEXT],
        "city": (given.city or "")[:TEXT],
        "street": (given.street or "")[:TEXT],
    }
