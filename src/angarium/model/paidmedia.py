"""Pictures and films that are seen for stars (https://core.telegram.org/api/paid-media)."""

from __future__ import annotations

import msgspec

from angarium.model.messages import Media


class PaidMedia(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is sold together. `seller` is the channel or bot that gets the stars, `author_id` the account that made it."""

    id: int = 0
    seller: int
    author_id: int
    stars: int
    items: tuple[Media, ...]
    payload: str = ""


class PaidView(msgspec.Struct, frozen=True):
    """The same, and those of its buyers whom it is to be shown to."""

    paid: PaidMedia
    buyers: frozenset[int] = frozenset()
