"""Stars: balances, movements, and in whose name somebody pays for reactions."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import starevents
from angarium.model.facts import Facts
from angarium.model.ids import Peer
from angarium.model.stars import Entry
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


def render_stars(count: int) -> types.StarsAmount:
    return types.StarsAmount(amount=count, nanos=0)


def render_entry(entry: Entry) -> types.StarsTransaction:
    """https://core.telegram.org/constructor/starsTransaction: the amount is below zero when stars went out."""
    other: types.TypeStarsTransactionPeer = types.StarsTransactionPeerUnsupported()
    if entry.peer:
        other = types.StarsTransactionPeer(peer=render_peer(entry.peer))
    return types.StarsTransaction(
        refund=entry.refund,
        gift=entry.kind == "gift",
        reaction=entry.kind == "reaction",
        id=entry.charge,
        amount=render_stars(entry.stars),
        date=entry.date,
        peer=other,
        title=entry.title or None,
        description=entry.description or None,
        bot_payload=entry.payload or None,
        msg_id=entry.message_id or None,
        paid_messages=1 if entry.kind == "message" else None,
    )


def render_privacy(anonymous: bool, peer: Peer, facts: Facts) -> types.TypePaidReactionPrivacy:
    """In whose name somebody pays for reactions."""
    view = facts.chats.get(peer)
    if anonymous:
        return types.PaidReactionPrivacyAnonymous()
    if view is None:
        return types.PaidReactionPrivacyDefault()
    channel = types.InputPeerChannel(channel_id=number_of(peer), access_hash=view.access_hash)
    return types.PaidReactionPrivacyPeer(peer=channel)


@renders(starevents.StarsChanged)
def _stars_changed(event: starevents.StarsChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateStarsBalance(balance=render_stars(event.balance)),)


@renders(starevents.PaidPrivacyChanged)
def _privacy_changed(event: starevents.PaidPrivacyChanged, told: Told) -> Sequence[types.TypeUpdate]:
    private = render_privacy(event.anonymous, event.peer, told.facts)
    return (types.UpdatePaidReactionPrivacy(private=private),)
