"""What the operator orders from another process: it is written down as due, and the server that runs carries it out and tells whom it
concerns."""

from __future__ import annotations

from typing import Any

import structlog
from msgspec.structs import replace

from angarium.domain import dues
from angarium.domain.accounts import accounts, devices, profiles
from angarium.domain.bots import bots, vouching
from angarium.domain.chats import guards
from angarium.domain.groups import ending, telling
from angarium.domain.operator import sanctions
from angarium.domain.work import Tx
from angarium.model import orders
from angarium.model.errors import Refusal
from angarium.model.events import ConfigChanged
from angarium.model.ids import Peer, UserId
from angarium.model.orders import Order
from angarium.model.sanctions import FROZEN, LIMITED
from angarium.store import bots as stored
from angarium.store import chats, logins
from angarium.store.operator import DELETES, ORDERS, SIGNS_OUT, take_order

log = structlog.get_logger(__name__)


@dues.happens(DELETES)
async def delete(tx: Tx, user_id: int, _: int) -> None:
    await accounts.delete(tx, UserId(user_id))


@dues.happens(SIGNS_OUT)
async def sign_out(tx: Tx, user_id: int, _: int) -> None:
    """End every device of an account; their open sockets learn of it at once."""
    for device in await logins.find_all(tx, user_id):
        await devices.log_out(tx, device)


@dues.happens(ORDERS)
async def carry_out(tx: Tx, box: int, id: int) -> None:
    """Do what was ordered for a person or a chat; whoever sees them hears of it. What cannot be done any more is forgotten."""
    wanted = await take_order(tx, box, id)
    if wanted is None:
        return
    try:
        await (_about_person(tx, UserId(box), wanted) if box > 0 else _about_chat(tx, Peer(box), wanted))
    except Refusal as refusal:
        log.info("what the operator ordered cannot be done", kind=wanted.kind, peer=box, refusal=refusal.name)


async def _about_person(tx: Tx, user_id: UserId, wanted: Order) -> None:
    match wanted.kind:
        case orders.RESTRICT:
            await profiles.change(tx, user_id, "user", restricted=wanted.text)
        case orders.VERIFY:
            await profiles.change(tx, user_id, "user", verified=wanted.on)
        case orders.CHECK_FACTS:
            await profiles.change(tx, user_id, "user", fact_checker=wanted.on)
            tx.passing(user_id, ConfigChanged())  # their clients offer it from now on, or no more
        case orders.SUPPORT:
            await profiles.change(tx, user_id, "user", support=wanted.on)
            tx.passing(user_id, ConfigChanged())
        case orders.VOUCH:
            bot = await bots.get(tx, user_id)
            await stored.put(tx, replace(bot, verifies=wanted.text, verify_icon=wanted.icon))
            await bots.bump(tx, user_id)
            if not wanted.text:
                await vouching.silence(tx, user_id)
        case orders.LIMIT | orders.FREEZE:
            kind = LIMITED if wanted.kind == orders.LIMIT else FROZEN
            if wanted.on:
                await sanctions.impose(tx, user_id, kind, wanted.text, wanted.until)
            else:
                await sanctions.lift(tx, user_id, kind)
        case orders.DELETE:
            await accounts.delete(tx, user_id)


async def _about_chat(tx: Tx, peer: Peer, wanted: Order) -> None:
    match wanted.kind:
        case orders.RESTRICT:
            await _change(tx, peer, restricted=wanted.text)
        case orders.VERIFY:
            await _change(tx, peer, verified=wanted.on)
        case orders.DELETE:
            chat = await telling.get(tx, peer)
            standing = await guards.find(tx, chat.creator_id, peer)
            if standing is not None and not chat.profile.deleted:
                await ending.end(tx, standing)


async def _change(tx: Tx, peer: Peer, **fields: Any) -> None:
    """Refuses CHANNEL_INVALID for a chat that is no more."""
    chat = await telling.get(tx, peer)
    if chat.profile.deleted:
        raise Refusal("CHANNEL_INVALID")
    made = replace(chat.profile, **fields)
    if made != chat.profile:
        await chats.set_profile(tx, peer, made)
        await telling.tell_members(tx, peer)
