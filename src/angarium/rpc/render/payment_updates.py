"""What bots are asked before they are paid (https://core.telegram.org/api/payments)."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import starevents
from angarium.rpc.render.payments import render_address, render_info
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
