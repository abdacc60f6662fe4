"""What happens to somebody's stars, and to what is paid for."""

from __future__ import annotations

from angarium.model.ids import MsgId, Peer
from angarium.model.logged import Base
from angarium.model.payments import Address, OrderInfo


class StarsChanged(Base, frozen=True):
    """What the reader has now."""

    balance: int


class PaidPrivacyChanged(Base, frozen=True):
    """How the reader pays for reactions unless they say otherwise: in their own name (0), in nobody's, or in that of `peer`."""

    anonymous: bool = False
    peer: Peer = Peer(0)


class CheckoutAsked(Base, frozen=True):
    """To a bot: somebody is about to pay for this; it says whether they may."""

    query_id: int
    user_id: int
    payload: bytes
    currency: str
    total: int
    info: OrderInfo | None = None
    shipping_id: str = ""


class ShippingAsked(Base, frozen=True):
    """To a bot: where the goods are to go; it says how they could, and for how much."""

    query_id: int
    user_id: int
    payload: bytes
    address: Address


class ChatBoosted(Base, frozen=True):
    """To a bot: somebody boosts a chat that it leads."""

    peer: Peer
    user_id: int
    slot: int
    date: int


class MediaBought(Base, frozen=True):
    """The reader sees now what they have paid for."""

    peer: Peer
    id: MsgId


class MediaSold(Base, frozen=True):
    """To a bot: somebody has bought what it had offered."""

    user_id: int
    payload: str


StarEvent = StarsChanged | PaidPrivacyChanged | CheckoutAsked | ShippingAsked | ChatBoosted | MediaBought | MediaSold
