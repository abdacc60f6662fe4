"""Further things that whoever leads a supergroup chooses: its place, what writing costs; and reactions taken away."""

from __future__ import annotations

from angarium.domain.chats import guards
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import changing
from angarium.domain.messages import reactions
from angarium.domain.work import Tx
from angarium.model.chats import MEGAGROUP
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import MsgId, Peer, UserId, is_channel, is_user
from angarium.model.messages import Message
from angarium.store import messages
from angarium.store import reactions as stored

ADDRESS = 96
"""Letters of an address at most (https://core.telegram.org/method/channels.editLocation)."""

BOOSTS, PRICE = 8, 10_000
"""Boosts that lift restrictions (boosts_to_unblock_restrictions) and stars that a message costs (stars_paid_message_amount_max) at
most: https://core.telegram.org/api/config#client-configuration."""

AT_ONCE = 1000


async def _require(tx: Tx, actor_id: UserId, peer: Peer, right: str) -> Standing:
    """Refuses CHAT_ADMIN_REQUIRED, MEGAGROUP_REQUIRED."""
    standing = await guards.require_admin(tx, actor_id, peer, right)
    if standing.chat.kind != MEGAGROUP:
        raise Refusal("MEGAGROUP_REQUIRED")
    return standing


async def set_place(tx: Tx, actor_id: UserId, peer: Peer, latitude: float, longitude: float, address: str) -> None:
    """Move a group that was made for a place. Refuses CHAT_ADMIN_REQUIRED, MEGAGROUP_REQUIRED, MEGAGROUP_GEO_REQUIRED, ADDRESS_INVALID,
    CHAT_NOT_MODIFIED."""
    standing = await _require(tx, actor_id, peer, "change_info")
    if standing.chat.profile.latitude is None:
        raise Refusal("MEGAGROUP_GEO_REQUIRED")
    address = " ".join(address.split())
    if not 1 <= len(address) <= ADDRESS:
        raise Refusal("ADDRESS_INVALID")
    await changing.put(tx, standing, latitude=latitude, longitude=longitude, address=address)


async def set_boosts(tx: Tx, actor_id: UserId, peer: Peer, number: int) -> None:
    """With how many boosts a member is free of restrictions, 0 to `BOOSTS` (https://core.telegram.org/api/boost). Refuses
    CHAT_ADMIN_REQUIRED, MEGAGROUP_REQUIRED, CHAT_NOT_MODIFIED."""
    standing = await _require(tx, actor_id, peer, "ban_users")
    await changing.put(tx, standing, boosts_unrestrict=max(0, min(number, BOOSTS)))


async def set_price(tx: Tx, actor_id: UserId, peer: Peer, stars: int) -> None:
    """What members pay for a message (https://core.telegram.org/api/paid-messages). Refuses STARS_AMOUNT_INVALID, CHAT_ADMIN_REQUIRED,
    MEGAGROUP_REQUIRED, CHAT_NOT_MODIFIED."""
    standing = await _require(tx, actor_id, peer, "ban_users")
    if not 0 <= stars <= PRICE:
        raise Refusal("STARS_AMOUNT_INVALID")
    await changing.put(tx, standing, paid_message_stars=stars)


async def take_reaction(tx: Tx, actor_id: UserId, peer: Peer, id: int, who: Peer) -> Facts:
    """Take away somebody's reaction on one message (https://core.telegram.org/method/messages.deleteParticipantReaction). Refuses
    CHAT_ADMIN_REQUIRED, MESSAGE_ID_INVALID, PARTICIPANT_ID_INVALID."""
    await _require_cleaner(tx, actor_id, peer)
    message = (await messages.find_many(tx, guards.box_of(actor_id, peer), (id,))).get(id)
    if message is None or message.peer != peer:
        raise Refusal("MESSAGE_ID_INVALID")
    if not await stored.chosen_by(tx, *stored.place(message), who):
        raise Refusal("PARTICIPANT_ID_INVALID")
    return await reactions.take_away(tx, message, who, actor_id)


async def take_reactions(tx: Tx, actor_id: UserId, peer: Peer, who: Peer) -> None:
    """All of somebody's reactions in a chat, `AT_ONCE` at most (https://core.telegram.org/method/messages.deleteParticipantReactions).
    Refuses CHAT_ADMIN_REQUIRED, PARTICIPANT_ID_INVALID for who gave none."""
    await _require_cleaner(tx, actor_id, peer)
    given = await stored.given_by(tx, peer, who, AT_ONCE)
    if not given:
        raise Refusal("PARTICIPANT_ID_INVALID")
    for message in await _copies(tx, actor_id, peer, given):
        await reactions.take_away(tx, message, who, actor_id)


async def _copies(tx: Tx, actor_id: UserId, peer: Peer, given: list[int]) -> list[Message]:
    """The messages with reactions as the admin has them; reactions of a basic group lie under the messages' numbers."""
    box = guards.box_of(actor_id, peer)
    ids = given if is_channel(peer) else await messages.copy_ids(tx, actor_id, peer, given)
    return list((await messages.find_many(tx, box, [MsgId(id) for id in ids])).values())


async def _require_cleaner(tx: Tx, actor_id: UserId, peer: Peer) -> None:
    if is_user(peer):
        raise Refusal("PEER_ID_INVALID")
    await guards.require_admin(tx, actor_id, peer, "delete_messages")
