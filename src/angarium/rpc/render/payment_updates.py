"""What bots are asked before they are paid, and what was bought (https://core.telegram.org/api/payments)."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import starevents
from angarium.model.ids import is_channel
from angarium.rpc.render.media import render_media
from angarium.rpc.render.paidmedia import render_extended
from angarium.rpc.render.payments import render_address, render_info
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


@renders(starevents.CheckoutAsked)
def _checkout_asked(event: starevents.CheckoutAsked, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateBotPrecheckoutQuery(
            query_id=event.query_id, user_id=event.user_id, payload=event.payload, info=render_info(event.info),
            shipping_option_id=event.shipping_id or None, currency=event.currency, total_amount=event.total,
        ),
    )  # fmt: skip


@renders(starevents.ShippingAsked)
def _shipping_asked(event: starevents.ShippingAsked, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateBotShippingQuery(
            query_id=event.query_id, user_id=event.user_id, payload=event.payload,
            shipping_address=render_address(event.address),
        ),
    )  # fmt: skip


@renders(starevents.MediaBought)
def _media_bought(event: starevents.MediaBought, told: Told) -> Sequence[types.TypeUpdate]:
    message = told.facts.messages.get((event.peer if is_channel(event.peer) else told.box, event.id))
    media = message.content.media if message is not None else None
    view = told.facts.paid.get(media.extra_id) if media is not None else None
    if view is None:
        return ()
    shown = render_extended(view, told.facts, render_media)
    return (types.UpdateMessageExtendedMedia(peer=render_peer(event.peer), msg_id=event.id, extended_media=shown),)


@renders(starevents.MediaSold)
def _media_sold(event: starevents.MediaSold, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateBotPurchasedPaidMedia(user_id=event.user_id, payload=event.payload, qts=told.qts),)
