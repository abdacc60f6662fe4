"""Live locations: moving, ending, and telling when two people come near each other (https://core.telegram.org/api/live-location)."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from msgspec.structs import replace

from angarium.domain.contents import copies, places
from angarium.domain.messages import histories, sending
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Action, Content, Media, Message

EARTH = 6_371_000  # metres
NEARBY = 100
"""Live locations of one chat that are compared with one that moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where somebody is now; None = as it was. `period` is in seconds from the message's date, `proximity` in metres."""

    stopped: bool = False
    latitude: float | None = None
    longitude: float | None = None
    accuracy: int = 0
    heading: int | None = None
    period: int | None = None
    proximity: int | None = None


def distance(one: Media, other: Media) -> float:
    """Metres between two places."""
    low, high = radians(one.latitude), radians(other.latitude)
    half = sin((high - low) / 2) ** 2
    half += cos(low) * cos(high) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, half)))


async def move(tx: Tx, owner_id: UserId, peer: Peer, id: int, step: Step) -> tuple[Message, int, Facts]:
    """Change one's live location, or end it. Returns the message, pts and facts.

    Refuses MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED, MEDIA_PREV_INVALID, MESSAGE_NOT_MODIFIED.
    """
    message = await places.require_message(tx, owner_id, peer, id)
    if message.author != owner_id or message.content.forward is not None:
        raise Refusal("MESSAGE_AUTHOR_REQUIRED")
    media = message.content.media
    if media is None or media.kind != "geo_live":
        raise Refusal("MEDIA_PREV_INVALID")
    if message.date + media.period <= tx.now:
        raise Refusal("MESSAGE_NOT_MODIFIED")
    moved = _moved(media, step, max(1, tx.now - message.date))
    if moved == media:
        raise Refusal("MESSAGE_NOT_MODIFIED")
    changed = _with(message, moved, tx.now)
    pts, facts = await copies.show_again(tx, owner_id, changed)
    if not step.stopped:
        with tx.unasked():
            await warn(tx, changed)
    return changed, pts, facts


def _moved(media: Media, step: Step, elapsed: int) -> Media:
    if step.latitude is not None and step.longitude is not None:
        media = replace(media, latitude=step.latitude, longitude=step.longitude, accuracy=step.accuracy)
    if step.stopped:  # it has lasted until now
        return replace(media, period=elapsed, heading=0, proximity=0)
    if step.heading is not None:
        media = replace(media, heading=step.heading)
    if step.period is not None:
        media = replace(media, period=step.period)
    return replace(media, proximity=media.proximity if step.proximity is None else step.proximity)


def _with(message: Message, media: Media, now: int) -> Message:
    """An edit that clients do not show as one."""
    return replace(message, content=replace(message.content, media=media), edit_date=now, edit_hidden=True)


async def warn(tx: Tx, moved: Message) -> None:
    """Tell a chat of the people who have come as near as one of them wished to know. A wish is fulfilled once."""
    here = moved.content.media
    if here is None or here.kind != "geo_live":
        return
    mover = UserId(moved.author)
    page = await histories.live_places(tx, mover, moved.peer, NEARBY)
    seen: set[int] = set()
    for other in page.messages:  # the newest of each person counts
        there = other.content.media
        if other.author in seen or other.author == mover or there is None:
            continue
        seen.add(other.author)
        metres = distance(here, there)
        for wish, by in ((moved, other), (other, moved)):
            radius = wish.content.media.proximity if wish.content.media else 0
            if radius and metres <= radius:
                await _reached(tx, wish, UserId(by.author), round(metres))


async def _reached(tx: Tx, wish: Message, near: UserId, metres: int) -> None:
    media = wish.content.media
    if media is None:
        return
    viewer = UserId(wish.box if wish.box > 0 else wish.author)
    fulfilled = _with(wish, replace(media, proximity=0), tx.now)
    await copies.show_again(tx, viewer, fulfilled)
    action = Action(kind="GeoProximityReached", users=(near, wish.author), number=metres)
    chat = wish.peer if wish.peer < 0 else Peer(wish.author)
    await sending.deliver(tx, await sending.get_target(tx, near, chat), Content(action=action), None)
