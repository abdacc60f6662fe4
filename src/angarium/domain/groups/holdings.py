"""The public groups and channels that somebody owns, and how many those may be."""

from __future__ import annotations

from angarium.domain import facts as gathered
from angarium.domain.work import Tx
from angarium.model.chats import CREATOR, ChatView
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import UserId
from angarium.store import participants


async def owned(tx: Tx, user_id: UserId, *, located: bool = False, personal: bool = False) -> tuple[Facts, list[int]]:
    """Public chats that somebody owns (https://core.telegram.org/method/channels.getAdminedPublicChannels): those that are `located` at
    a place, or the channels that can be shown on the own profile (`personal`)."""
    facts = await gathered.gather(tx, user_id, [], users=await participants.chats_of(tx, user_id, admin=True))
    return facts, [id for id, view in facts.chats.items() if _is_meant(view, located=located, personal=personal)]


def _is_meant(view: ChatView, *, located: bool, personal: bool) -> bool:
    if view.me is None or view.me.status != CREATOR:
        return False
    if located:
        return view.chat.profile.latitude is not None
    return bool(view.chat.profile.usernames) and (view.chat.is_broadcast or not personal)


async def check_room(tx: Tx, user_id: UserId, *, located: bool = False) -> None:
    """Whether one more may be theirs. Refuses CHANNELS_ADMIN_PUBLIC_TOO_MUCH, of located groups CHANNELS_ADMIN_LOCATED_TOO_MUCH."""
    _, ids = await owned(tx, user_id, located=located)
    if len(ids) >= tx.house.config.limits.public_channels:
        raise Refusal("CHANNELS_ADMIN_LOCATED_TOO_MUCH" if located else "CHANNELS_ADMIN_PUBLIC_TOO_MUCH")
