"""contacts.*: finding people, and the people one talks with most."""

from __future__ import annotations

from angarium.domain.accounts import finding, usernames
from angarium.domain.facts import gather
from angarium.domain.messages import toppeers
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.rpc.accounts.verdicts import carry_out
from angarium.rpc.peers import read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_ASKED = (
    "correspondents",
    "bots_pm",
    "bots_inline",
    "phone_calls",
    "forward_users",
    "forward_chats",
    "groups",
    "channels",
    "bots_app",
    "bots_guestchat",
)
_CATEGORIES: dict[str, type[types.TopPeerCategoryCorrespondents | types.TopPeerCategoryBotsPM]] = {
    toppeers.CORRESPONDENTS: types.TopPeerCategoryCorrespondents,
    toppeers.BOTS: types.TopPeerCategoryBotsPM,
}


async def _render_resolved(call: Call, tx: Tx, id: int) -> types.contacts.ResolvedPeer:
    facts = await gather(tx, call.user_id, [], users=(id,))
    return types.contacts.ResolvedPeer(
        peer=render_peer(id), chats=render_chats(facts, (id,)), users=render_users(facts, (id,))
    )


@method("contacts.resolveUsername", flood="contacts")
async def resolve_username(call: Call, req: functions.contacts.ResolveUsername) -> types.contacts.TypeResolvedPeer:
    return await _render_resolved(call, call.tx, await usernames.resolve(call.tx, req.username))


@method("contacts.resolvePhone", alone=True, flood="contacts", bots=False)
async def resolve_phone(call: Call, req: functions.contacts.ResolvePhone) -> types.contacts.TypeResolvedPeer:
    found = await carry_out(call, lambda tx: finding.by_phone(tx, call.user_id, req.phone))
    async with call.house.work.read() as tx:
        return await _render_resolved(call, tx, found)


@method("contacts.search", flood="search", bots=False)
async def search(call: Call, req: functions.contacts.Search) -> types.contacts.TypeFound:
    found = await finding.search(call.tx, call.user_id, req.q, req.limit)
    facts = await gather(call.tx, call.user_id, [], users=(*found.mine, *found.others))
    ids = [id for id in (*found.mine, *found.others) if _is_wanted(id, facts, req)]
    mine = set(found.mine)
    return types.contacts.Found(
        my_results=[render_peer(id) for id in ids if id in mine],
        results=[render_peer(id) for id in ids if id not in mine],
        chats=render_chats(facts, ids),
        users=render_users(facts, ids),
    )


def _is_wanted(id: int, facts: Facts, req: functions.contacts.Search) -> bool:
    """Bots or channels alone, if that was asked for."""
    if id in facts.users:
        return facts.users[id].user.profile.bot if req.bots else not req.broadcasts
    if id not in facts.chats:
        return False
    view = facts.chats[id]
    return view.open and not view.chat.profile.deleted and (view.chat.is_broadcast if req.broadcasts else not req.bots)


@method("contacts.getTopPeers", bots=False)
async def get_top_peers(call: Call, req: functions.contacts.GetTopPeers) -> types.contacts.TypeTopPeers:
    if not any(getattr(req, name) for name in _ASKED):
        raise Refusal("TYPES_EMPTY")
    if not await toppeers.is_enabled(call.tx, call.user_id):
        return types.contacts.TopPeersDisabled()
    offset, limit = max(req.offset, 0), max(1, min(req.limit, 100))
    asked = tuple(name for name in toppeers.CATEGORIES if getattr(req, name))
    rated = await toppeers.find(call.tx, call.user_id, asked, offset + limit)
    pages = {name: found[offset:] for name, found in rated.items()}
    ids = [id for page in pages.values() for id, _ in page]
    facts = await gather(call.tx, call.user_id, [], users=ids)
    categories = [
        types.TopPeerCategoryPeers(
            category=_CATEGORIES[name](),
            count=len(rated[name]),
            peers=[types.TopPeer(peer=render_peer(id), rating=rating) for id, rating in page],
        )
        for name, page in pages.items()
    ]
    return types.contacts.TopPeers(categories=categories, chats=[], users=render_users(facts, ids))


@method("contacts.toggleTopPeers", writes=True, bots=False)
async def toggle_top_peers(call: Call, req: functions.contacts.ToggleTopPeers) -> bool:
    await toppeers.set_enabled(call.tx, call.user_id, enabled=req.enabled)
    return True


@method("contacts.resetTopPeerRating", writes=True, bots=False)
async def reset_top_peer_rating(call: Call, req: functions.contacts.ResetTopPeerRating) -> bool:
    category = next((name for name, kind in _CATEGORIES.items() if isinstance(req.category, kind)), "")
    await toppeers.forget(call.tx, call.user_id, category, read_peer(call, req.peer))
    return True
