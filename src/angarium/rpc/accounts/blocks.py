"""contacts.*: the block list (https://core.telegram.org/api/block)."""

from __future__ import annotations

from angarium.domain.accounts import blocks
from angarium.domain.facts import gather
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.rpc.peers import read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_MOST = 1000


def _read(call: Call, given: types.TypeInputPeer | None) -> UserId:
    if isinstance(given, types.InputPeerSelf):
        raise Refusal("CONTACT_ID_INVALID")
    return UserId(read_peer(call, given))


@method("contacts.block", writes=True, bots=False)
async def block(call: Call, req: functions.contacts.Block) -> bool:
    await blocks.set_blocked(call.tx, call.user_id, _read(call, req.id), blocked=True, stories=req.my_stories_from)
    return True


@method("contacts.unblock", writes=True, bots=False)
async def unblock(call: Call, req: functions.contacts.Unblock) -> bool:
    await blocks.set_blocked(call.tx, call.user_id, _read(call, req.id), blocked=False, stories=req.my_stories_from)
    return True


@method("contacts.setBlocked", writes=True, bots=False)
async def set_blocked(call: Call, req: functions.contacts.SetBlocked) -> bool:
    ids = [_read(call, given) for given in req.id[:_MOST]]
    limit = max(1, min(req.limit, _MOST))
    await blocks.set_list(call.tx, call.user_id, ids, stories=req.my_stories_from, limit=limit)
    return True


@method("contacts.getBlocked", bots=False)
async def get_blocked(call: Call, req: functions.contacts.GetBlocked) -> types.contacts.TypeBlocked:
    limit = max(1, min(req.limit, blocks.MOST))
    offset = max(req.offset, 0)
    count, found = await blocks.page(call.tx, call.user_id, offset, limit, stories=req.my_stories_from)
    ids = [id for id, _ in found]
    facts = await gather(call.tx, call.user_id, [], users=ids)
    listed = [types.PeerBlocked(peer_id=render_peer(id), date=date) for id, date in found]
    if offset == 0 and count == len(found):
        return types.contacts.Blocked(blocked=listed, chats=render_chats(facts, ids), users=render_users(facts, ids))
    return types.contacts.BlockedSlice(
        count=count, blocked=listed, chats=render_chats(facts, ids), users=render_users(facts, ids)
    )
