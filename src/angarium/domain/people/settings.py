"""Switches of one account, each stored under its name."""

from __future__ import annotations

import msgspec

from angarium.domain.work import Tx
from angarium.model.ids import UserId
from angarium.store import accounts

SPONSORED = "sponsored_messages"
"""Whether somebody wants to see the operator's announcements."""


class GlobalPrivacy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """https://core.telegram.org/constructor/globalPrivacySettings"""

    archive_strangers: bool = False
    keep_archived_unmuted: bool = False
    keep_archived_folders: bool = False
    hide_read_marks: bool = False
    strangers_require_premium: bool = False
    display_gifts_button: bool = False


class ReactionNotices(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """https://core.telegram.org/constructor/reactionsNotifySettings; from whom: "contacts", "all" or "" for nobody."""

    messages: str = "contacts"
    stories: str = "contacts"
    poll_votes: str = "contacts"
    sound: str = "default"
    show_previews: bool = True


async def global_privacy(tx: Tx, user_id: int) -> GlobalPrivacy:
    return await accounts.find_setting(tx, user_id, "global_privacy", GlobalPrivacy) or GlobalPrivacy()


async def set_global_privacy(tx: Tx, user_id: UserId, chosen: GlobalPrivacy) -> None:
    await accounts.set_setting(tx, user_id, "global_privacy", chosen)


async def reaction_notices(tx: Tx, user_id: UserId) -> ReactionNotices:
    return await accounts.find_setting(tx, user_id, "reaction_notices", ReactionNotices) or ReactionNotices()


async def set_reaction_notices(tx: Tx, user_id: UserId, chosen: ReactionNotices) -> None:
    await accounts.set_setting(tx, user_id, "reaction_notices", chosen)


async def is_on(tx: Tx, user_id: UserId, name: str, *, default: bool = False) -> bool:
    """A plain switch; `default` until it is set."""
    found = await accounts.find_setting(tx, user_id, name, bool)
    return default if found is None else found


async def switch(tx: Tx, user_id: UserId, name: str, *, on: bool) -> None:
    await accounts.set_setting(tx, user_id, name, on)


async def find_takeout(tx: Tx, user_id: UserId) -> int | None:
    """The number of the export under way (https://core.telegram.org/api/takeout)."""
    return await accounts.find_setting(tx, user_id, "takeout", int)


async def begin_takeout(tx: Tx, user_id: UserId) -> int:
    id = tx.chance.long() & (2**62 - 1)
    await accounts.set_setting(tx, user_id, "takeout", id)
    return id


async def end_takeout(tx: Tx, user_id: UserId) -> None:
    await accounts.remove_setting(tx, user_id, "takeout")


def forum_view(peer: int) -> str:
    """The setting of whoever sees a forum as one list of messages."""
    return f"forum as messages {peer}"
