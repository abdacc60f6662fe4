"""payments.*: what is in a purse of stars, and what moved in it."""

from __future__ import annotations

from angarium.domain import offsets
from angarium.domain.stars import accounts, revenue
from angarium.domain.stars.accounts import Statement, Wish
from angarium.model.errors import Refusal
from angarium.rpc.peers import read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.graphs import render_graph
from angarium.rpc.render.stars import render_entry, render_stars
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _render(found: Statement) -> types.payments.StarsStatus:
    return types.payments.StarsStatus(
        balance=render_stars(found.balance),
        history=[render_entry(entry) for entry in found.entries] or None,
        next_offset=str(found.after) if found.after else None,
        chats=render_chats(found.facts),
        users=render_users(found.facts),
    )


def _other_currency() -> types.payments.StarsStatus:
    """Nobody has any of it here: stars are all there is."""
    return types.payments.StarsStatus(balance=types.StarsTonAmount(amount=0), chats=[], users=[])


@method("payments.getStarsStatus", writes=True)
async def get_stars_status(call: Call, req: functions.payments.GetStarsStatus) -> types.payments.StarsStatus:
    peer = read_peer(call, req.peer)
    if req.ton:
        await accounts.require_owner(call.tx, call.user_id, peer)
        return _other_currency()
    return _render(await accounts.show(call.tx, call.user_id, peer, Wish()))


@method("payments.getStarsTransactions", writes=True)
async def get_stars_transactions(
    call: Call, req: functions.payments.GetStarsTransactions
) -> types.payments.StarsStatus:
    peer = read_peer(call, req.peer)
    if req.subscription_id:  # there are none
        raise Refusal("SUBSCRIPTION_ID_INVALID")
    if req.ton:
        await accounts.require_owner(call.tx, call.user_id, peer)
        return _other_currency()
    (after,) = offsets.find(req.offset, 1) or (0,)
    wish = Wish(after, req.limit or accounts.MOST, req.ascending, req.inbound, req.outbound)
    return _render(await accounts.show(call.tx, call.user_id, peer, wish))


@method("payments.getStarsTransactionsByID", writes=True)
async def get_stars_transactions_by_id(
    call: Call, req: functions.payments.GetStarsTransactionsByID
) -> types.payments.StarsStatus:
    wanted = [(one.id, one.refund) for one in req.id]
    return _render(await accounts.pick(call.tx, call.user_id, read_peer(call, req.peer), wanted))


@method("payments.getStarsSubscriptions", writes=True, bots=False)
async def get_stars_subscriptions(
    call: Call, req: functions.payments.GetStarsSubscriptions
) -> types.payments.StarsStatus:
    """There are no subscriptions; the balance stands beside them."""
    found = await accounts.show(call.tx, call.user_id, read_peer(call, req.peer), Wish())
    return types.payments.StarsStatus(balance=render_stars(found.balance), chats=[], users=[])


@method("payments.getStarsRevenueStats", writes=True)
async def get_stars_revenue_stats(
    call: Call, req: functions.payments.GetStarsRevenueStats
) -> types.payments.StarsRevenueStats:
    """Stars are worth nothing in money, and nobody takes them out."""
    peer = read_peer(call, req.peer)
    found = await revenue.find(call.tx, call.user_id, peer)
    if req.ton:
        nothing = types.StarsTonAmount(amount=0)
        empty = types.StarsRevenueStatus(current_balance=nothing, available_balance=nothing, overall_revenue=nothing)
        return types.payments.StarsRevenueStats(revenue_graph=render_graph(None), status=empty, usd_rate=0.0)
    balance = render_stars(found.balance)
    status = types.StarsRevenueStatus(
        current_balance=balance, available_balance=balance, overall_revenue=render_stars(found.overall)
    )
    return types.payments.StarsRevenueStats(revenue_graph=render_graph(found.by_day), status=status, usd_rate=0.0)
