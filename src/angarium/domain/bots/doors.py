"""Bots that guard the door of a supergroup: whoever wants to come in is theirs to let in, to turn away, to leave to the admins, or to ask
something in a web app first (https://core.telegram.org/bots/api#answerchatjoinrequestquery)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.bots import bots, webapps
from angarium.domain.bots.webapps import Opened, Opening
from angarium.domain.chats import guards
from angarium.domain.groups import changing, requests
from angarium.domain.groups.requests import QUERIES, Verdict
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import JoinDecided
from angarium.model.ids import Peer, UserId
from angarium.model.invites import JoinQuery
from angarium.store import accounts, invites
from angarium.store import bots as stored


async def set_guard(tx: Tx, actor_id: UserId, peer: Peer, bot_id: int, *, enabled: bool, invites_too: bool) -> None:
    """Whether people ask to be let in, and who answers them (https://core.telegram.org/method/channels.toggleJoinRequest); `invites_too`
    = also those who come by the links that there are. Refuses BOT_INVALID for a bot that guards no doors or may not let people in here,
    and what `changing.switch` does."""
    if bot_id:
        user, standing = await accounts.find(tx, bot_id), await guards.find(tx, bot_id, peer)
        if user is None or user.profile.face is None or not user.profile.face.guard:
            raise Refusal("BOT_INVALID")
        if standing is None or not standing.has(requests.RIGHT):
            raise Refusal("BOT_INVALID")
    changed = 0
    if invites_too:
        await guards.require_admin(tx, actor_id, peer, "ban_users")
        changed = await invites.set_request_needed(tx, peer, needed=enabled)
    try:
        await changing.switch(tx, actor_id, peer, join_request=enabled, guard_bot=bot_id)
    except Refusal as refusal:
        if refusal.name != "CHAT_NOT_MODIFIED" or not changed:
            raise


async def _require(tx: Tx, bot_id: int, query_id: int) -> JoinQuery:
    found = await stored.find_query(tx, bot_id, QUERIES, query_id, tx.now, JoinQuery)
    if found is None:
        raise Refusal("QUERY_ID_INVALID")
    return found


async def answer(tx: Tx, bot_id: UserId, query_id: int, verdict: Verdict, url: str = "") -> None:
    """What a bot says to somebody at the door (https://core.telegram.org/method/bots.setJoinChatResults): "web" lets them open `url`,
    after which it answers again. Refuses QUERY_ID_INVALID, URL_INVALID, CHAT_ADMIN_REQUIRED, and what coming in does."""
    query = await _require(tx, bot_id, query_id)
    if verdict == "web":
        webapps.require_url(url)
        await stored.put_query(tx, bot_id, QUERIES, query_id, tx.now + requests.KEPT, replace(query, url=url))
    else:
        await stored.remove_query(tx, bot_id, QUERIES, query_id)
    await requests.settle(tx, bot_id, query, verdict)
    key, house = (QUERIES, query_id), tx.house
    waits = house.waits.is_open(key)
    if waits:

        async def tell() -> None:
            house.waits.answer(key, verdict)

        tx.after_commit(tell)
    if verdict == "declined" or not waits:
        event = JoinDecided(peer=query.chat, query_id=query_id, verdict=verdict, url=url if verdict == "web" else "")
        with tx.unasked():
            await tx.log(query.user_id, event)


async def open_app(tx: Tx, user_id: UserId, query_id: int, platform: str, theme: str) -> Opened:
    """The web app in which the guard asks something (https://core.telegram.org/method/messages.requestChatJoinWebView). Refuses
    QUERY_ID_INVALID."""
    bot_id = query_id >> 32
    query = await _require(tx, bot_id, query_id)
    if query.user_id != user_id or not query.url:
        raise Refusal("QUERY_ID_INVALID")
    opening = Opening(user_id=user_id, bot=await bots.get(tx, bot_id), peer=query.chat, platform=platform, theme=theme)
    return await webapps.open_full(tx, opening, query.url, answers=False)
