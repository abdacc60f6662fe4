"""Web apps (https://core.telegram.org/api/bots/webapps)."""

from __future__ import annotations

from typing import Any

from angarium.domain.bots import apps, bots, cloud, inline, instances, permissions, webapps
from angarium.domain.bots.initdata import read_theme
from angarium.domain.bots.webapps import Opened, Opening
from angarium.model.bots import Bot, BotApp, WebSession
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer
from angarium.model.messages import Action
from angarium.rpc.bots.results import read_result
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.bots import render_inline_id
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.media import render_photo
from angarium.rpc.render.sent import render_sent
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


async def _bot(call: Call, given: types.TypeInputUser) -> Bot:
    """Refuses BOT_INVALID."""
    bot = await bots.get(call.tx, read_user(call, given))
    if bot.restricted and call.user_id not in (bot.owner_id, *bot.guests):
        raise Refusal("BOT_INVALID")
    return bot


def _opening(call: Call, req: Any, bot: Bot, peer: Peer) -> Opening:
    theme = getattr(req, "theme_params", None)
    reply = getattr(req, "reply_to", None)
    return Opening(
        user_id=call.user_id,
        bot=bot,
        peer=peer,
        platform=req.platform,
        theme=read_theme(theme.data) if theme is not None else "",
        start=getattr(req, "start_param", None) or "",
        silent=getattr(req, "silent", False),
        reply_id=reply.reply_to_msg_id if isinstance(reply, types.InputReplyToMessage) else 0,
        send_as=_sender(call, getattr(req, "send_as", None)),
    )


def _sender(call: Call, given: types.TypeInputPeer | None) -> Peer | None:
    """In whose name the app's message is to be sent; None = nobody is named."""
    return read_peer(call, given) if given is not None else None


def _render(opened: Opened, req: Any) -> types.WebViewResultUrl:
    return types.WebViewResultUrl(
        fullsize=not req.compact, fullscreen=req.fullscreen, query_id=opened.query_id or None, url=opened.url
    )


@method("messages.requestWebView", writes=True, bots=False)
async def request_web_view(call: Call, req: functions.messages.RequestWebView) -> types.TypeWebViewResult:
    bot = await _bot(call, req.bot)
    opening = _opening(call, req, bot, read_peer(call, req.peer))
    url = req.url or (bot.menu.url if req.from_bot_menu else "") or bot.main_url
    return _render(await webapps.open_full(call.tx, opening, url, answers=True), req)


@method("messages.requestSimpleWebView", bots=False)
async def request_simple_web_view(call: Call, req: functions.messages.RequestSimpleWebView) -> types.TypeWebViewResult:
    bot = await _bot(call, req.bot)
    opening = _opening(call, req, bot, Peer(bot.id))
    if req.from_side_menu or not req.url:
        return _render(await webapps.open_full(call.tx, opening, req.url or bot.main_url, answers=False), req)
    return _render(await webapps.open_simple(call.tx, opening, req.url), req)


@method("messages.requestMainWebView", bots=False)
async def request_main_web_view(call: Call, req: functions.messages.RequestMainWebView) -> types.TypeWebViewResult:
    bot = await _bot(call, req.bot)
    if not bot.main_url:
        raise Refusal("BOT_INVALID")
    opening = _opening(call, req, bot, read_peer(call, req.peer))
    return _render(await webapps.open_full(call.tx, opening, bot.main_url, answers=False), req)


@method("messages.prolongWebView", writes=True, bots=False)
async def prolong_web_view(call: Call, req: functions.messages.ProlongWebView) -> bool:
    bot = await _bot(call, req.bot)
    reply = req.reply_to
    session = WebSession(
        user_id=call.user_id, peer=read_peer(call, req.peer), silent=req.silent,
        reply_id=reply.reply_to_msg_id if isinstance(reply, types.InputReplyToMessage) else 0,
        send_as=_sender(call, req.send_as),
    )  # fmt: skip
    await webapps.prolong(call.tx, call.user_id, bot.id, req.query_id, session)
    return True


@method("messages.sendWebViewData", writes=True, bots=False, flood="send")
async def send_web_view_data(call: Call, req: functions.messages.SendWebViewData) -> types.TypeUpdates:
    bot_id = read_user(call, req.bot)
    if not req.random_id:
        raise Refusal("RANDOM_ID_EMPTY")
    sent = await webapps.send_data(call.tx, call.user_id, bot_id, req.random_id, req.button_text, req.data)
    return render_sent([sent], date=call.tx.now)


@method("messages.sendWebViewResultMessage", alone=True, users=False, flood="send")
async def send_web_view_result_message(
    call: Call, req: functions.messages.SendWebViewResultMessage
) -> types.TypeWebViewMessageSent:
    result = await read_result(call, req.result)
    inline.check_results((result,))
    async with call.begin() as inner:
        query_id, session = await webapps.require_session(inner.tx, call.user_id, req.bot_query_id)
        message = (await webapps.answer(inner.tx, call.user_id, query_id, session, result)).message
    if not message.content.markup:
        return types.WebViewMessageSent()
    shown = instances.inline_hash(call.house.secret, call.user_id, message.box, message.id)
    return types.WebViewMessageSent(msg_id=render_inline_id(message.box, message.id, shown))


@method("bots.invokeWebViewCustomMethod", writes=True, bots=False)
async def invoke_custom_method(call: Call, req: functions.bots.InvokeWebViewCustomMethod) -> types.TypeDataJSON:
    bot = await _bot(call, req.bot)
    return types.DataJSON(data=await cloud.invoke(call.tx, bot.id, call.user_id, req.custom_method, req.params.data))


@method("bots.checkDownloadFileParams", bots=False)
async def check_download_file_params(call: Call, req: functions.bots.CheckDownloadFileParams) -> bool:
    await _bot(call, req.bot)
    return webapps.may_download(req.file_name, req.url)


# --- apps with a name of their own


async def _app(call: Call, given: types.TypeInputBotApp) -> BotApp:
    """Refuses BOT_APP_INVALID, BOT_APP_SHORTNAME_INVALID, BOT_INVALID."""
    if isinstance(given, types.InputBotAppShortName):
        return await apps.require(call.tx, read_user(call, given.bot_id), "app", given.short_name)
    return await apps.get(call.tx, given.id, "app")


def _render_app(app: BotApp, facts: Facts) -> types.BotApp:
    return types.BotApp(
        id=app.id, access_hash=app.id, short_name=app.short_name, title=app.title, description=app.description,
        photo=render_photo(facts.photos.get(app.photo_id), facts), hash=hash_of((app.id, app.photo_id)),
    )  # fmt: skip


@method("messages.getBotApp", bots=False)
async def get_bot_app(call: Call, req: functions.messages.GetBotApp) -> types.messages.BotApp:
    app = await _app(call, req.app)
    facts = await apps.show(call.tx, app)
    allowed = await permissions.may_write(call.tx, call.user_id, app.bot_id)
    shown: types.TypeBotApp = _render_app(app, facts)
    if req.hash and req.hash == hash_of((app.id, app.photo_id)):
        shown = types.BotAppNotModified()
    return types.messages.BotApp(inactive=not allowed, request_write_access=not allowed, app=shown)


@method("messages.requestAppWebView", writes=True, bots=False)
async def request_app_web_view(call: Call, req: functions.messages.RequestAppWebView) -> types.TypeWebViewResult:
    app = await _app(call, req.app)
    bot = await bots.get(call.tx, app.bot_id)
    if req.write_allowed:
        action = Action(kind="BotAllowed", title=app.short_name, number=app.id)
        with call.tx.unasked():
            await permissions.let_write(call.tx, call.user_id, bot.id, action)
    opening = _opening(call, req, bot, read_peer(call, req.peer))
    return _render(await webapps.open_full(call.tx, opening, app.url, answers=False), req)
