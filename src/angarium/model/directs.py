"""Direct messages of channels (https://core.telegram.org/api/monoforum) and the posts that are suggested there
(https://core.telegram.org/api/suggested-posts)."""

from __future__ import annotations

import msgspec

from angarium.model.messages import Draft

LEAST, MOST = 5, 100_000
"""Stars that are offered (stars_suggested_post_amount_min and _max of https://core.telegram.org/api/config)."""

SOONEST, LATEST = 300, 2_678_400
"""Seconds until a post that is suggested for a time (stars_suggested_post_future_min and _max)."""

AGE = 86_400
"""Seconds for which a post must stand before it is paid (stars_suggested_post_age_min)."""


class DirectTopic(msgspec.Struct, frozen=True, kw_only=True):
    """What one person and a channel write each other. `box` are the channel's direct messages, `line` the log that the person hears,
    `read_user` how far they have read; `free` = they need not pay."""

    box: int
    user_id: int
    line: int
    changed: int = 0
    read_user: int = 0
    free: bool = False


class DirectState(msgspec.Struct, frozen=True, kw_only=True):
    """An admin's own side of a topic."""

    owner_id: int
    box: int
    user_id: int
    read_inbox: int = 0
    unread_mark: bool = False
    draft: Draft | None = None


class Approved(msgspec.Struct, frozen=True):
    """A suggestion that was approved; `post` is its number in the channel, 0 = it waits for its time."""

    box: int
    id: int
    channel: int
    post: int
    payer: int
    stars: int
    charge: str
