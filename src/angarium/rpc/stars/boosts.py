"""premium.*: boosts (https://core.telegram.org/api/boost)."""

from __future__ import annotations

from angarium.domain.stars import boosts
from angarium.domain.stars.boosts import FOR_EVER, Mine
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.boosts import render_boost
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _render_mine(call: Call, mine: Mine) -> types.premium.MyBoosts:
    shown: list[types.TypeMyBoost] = []
    for slot in range(1, mine.slots + 1):
        given = mine.given.get(slot)
        if given is None:
            shown.append(types.MyBoost(slot=slot, date=call.tx.now, expires=FOR_EVER))
            continue
        again = given.date + boosts.COOLDOWN
        shown.append(
            types.MyBoost(
                slot=slot, peer=render_peer(given.chat), date=given.date, expires=FOR_EVER,
                cooldown_until_date=again if again > call.tx.now else None,
            )
        )  # fmt: skip
    return types.premium.MyBoosts(my_boosts=shown, chats=render_chats(mine.facts), users=render_users(mine.facts))


@method("premium.getMyBoosts", bots=False)
async def get_my_boosts(call: Call, req: functions.premium.GetMyBoosts) -> types.premium.MyBoosts:
    return _render_mine(call, await boosts.mine(call.tx, call.user_id))


@method("premium.applyBoost", writes=True, bots=False)
async def apply_boost(call: Call, req: functions.premium.ApplyBoost) -> types.premium.MyBoosts:
    return _render_mine(call, await boosts.apply(call.tx, call.user_id, read_peer(call, req.peer), req.slots))


@method("premium.getBoostsStatus", bots=False)
async def get_boosts_status(call: Call, req: functions.premium.GetBoostsStatus) -> types.premium.BoostsStatus:
    seen = await boosts.status(call.tx, call.user_id, read_peer(call, req.peer))
    return types.premium.BoostsStatus(
        my_boost=bool(seen.mine),
        level=seen.level,
        current_level_boosts=boosts.needed(seen.level),
        boosts=seen.count,
        next_level_boosts=boosts.needed(seen.level + 1) if seen.level < boosts.MOST_LEVEL else None,
        boost_url=seen.link,
        my_boost_slots=seen.mine or None,
    )


@method("premium.getBoostsList", bots=False)
async def get_boosts_list(call: Call, req: functions.premium.GetBoostsList) -> types.premium.BoostsList:
    peer = read_peer(call, req.peer)
    count, page, follows, facts = await boosts.listing(call.tx, call.user_id, peer, req.offset, req.limit)
    if req.gifts:  # nobody gives boosts away
        return types.premium.BoostsList(count=0, boosts=[], users=[])
    return types.premium.BoostsList(
        count=count,
        boosts=[render_boost(one.user_id, one.slot, one.date) for one in page],
        next_offset=follows or None,
        users=render_users(facts),
    )


@method("premium.getUserBoosts")
async def get_user_boosts(call: Call, req: functions.premium.GetUserBoosts) -> types.premium.BoostsList:
    peer, giver_id = read_peer(call, req.peer), read_user(call, req.user_id)
    found, facts = await boosts.of_user(call.tx, call.user_id, peer, giver_id)
    shown: list[types.TypeBoost] = [render_boost(one.user_id, one.slot, one.date) for one in found]
    return types.premium.BoostsList(count=len(found), boosts=shown, users=render_users(facts))
