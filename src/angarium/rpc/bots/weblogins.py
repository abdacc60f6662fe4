"""Signing in to web sites (https://core.telegram.org/api/url-authorization)."""

from __future__ import annotations

from angarium.domain.bots import permissions, weblogins
from angarium.domain.bots.callbacks import Press
from angarium.domain.facts import gather
from angarium.model.bots import WebLogin
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.model.messages import Action
from angarium.rpc.peers import read_peer
from angarium.rpc.render.users import render_user, render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.requestUrlAuth", bots=False)
async def request_url_auth(call: Call, req: functions.messages.RequestUrlAuth) -> types.TypeUrlAuthResult:
    if req.peer is None:  # a link in a text: no site is signed in to from there
        if not req.url:
            raise Refusal("URL_INVALID")
        return types.UrlAuthResultDefault()
    press = Press(call.user_id, read_peer(call, req.peer), req.msg_id or 0, b"")
    try:
        button, bot, domain = await weblogins.find_button(call.tx, press, req.button_id or 0)
    except Refusal as refusal:
        if refusal.name == "BOT_DOMAIN_INVALID":
            return types.UrlAuthResultDefault()
        raise
    facts = await gather(call.tx, call.user_id, [], users=(bot.id,))
    asks = button.asks_write and not await permissions.may_write(call.tx, call.user_id, bot.id)
    return types.UrlAuthResultRequest(
        request_write_access=asks, bot=render_user(facts.users[bot.id], facts), domain=domain
    )


@method("messages.acceptUrlAuth", writes=True, bots=False)
async def accept_url_auth(call: Call, req: functions.messages.AcceptUrlAuth) -> types.TypeUrlAuthResult:
    if req.peer is None:
        if not req.url:
            raise Refusal("URL_INVALID")
        return types.UrlAuthResultDefault()
    press = Press(call.user_id, read_peer(call, req.peer), req.msg_id or 0, b"")
    button, bot, domain = await weblogins.find_button(call.tx, press, req.button_id or 0)
    device = call.caller.device
    name = device.app_version if device else ""
    url = await weblogins.sign_in(call.tx, call.user_id, bot, domain, button.url, name, call.caller.address)
    if req.write_allowed and button.asks_write:
        with call.tx.unasked():
            await permissions.let_write(call.tx, call.user_id, bot.id, Action(kind="BotAllowed", text=domain))
    return types.UrlAuthResultAccepted(url=url)


def _render_login(login: WebLogin) -> types.WebAuthorization:
    return types.WebAuthorization(
        hash=login.hash, bot_id=login.bot_id, domain=login.domain, browser=login.browser, platform=login.platform,
        date_created=login.created, date_active=login.active, ip=login.address, region=login.region,
    )  # fmt: skip


@method("account.getWebAuthorizations", bots=False)
async def get_web_authorizations(
    call: Call, req: functions.account.GetWebAuthorizations
) -> types.account.WebAuthorizations:
    found = await weblogins.listing(call.tx, call.user_id)
    ids = list(dict.fromkeys(UserId(login.bot_id) for login in found))
    facts = await gather(call.tx, call.user_id, [], users=ids)
    logins = [_render_login(login) for login in found]
    return types.account.WebAuthorizations(authorizations=logins, users=render_users(facts, ids))


@method("account.resetWebAuthorization", writes=True, bots=False)
async def reset_web_authorization(call: Call, req: functions.account.ResetWebAuthorization) -> bool:
    await weblogins.end(call.tx, call.user_id, req.hash)
    return True


@method("account.resetWebAuthorizations", writes=True, bots=False)
async def reset_web_authorizations(call: Call, req: functions.account.ResetWebAuthorizations) -> bool:
    await weblogins.end_all(call.tx, call.user_id)
    return True
