"""Inline mode (https://core.telegram.org/api/bots/inline)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.bots import inline, inlinemessages, webfiles
from angarium.domain.bots.inline import Choice, Question
from angarium.domain.facts import gather
from angarium.domain.messages import scheduled
from angarium.domain.messages.edits import Change
from angarium.model.bots import InlineAnswer, InlineResult
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId
from angarium.model.messages import Content, Media, Message
from angarium.rpc.bots.results import read_result, render_result
from angarium.rpc.files.media import read_media
from angarium.rpc.keyboards import read_markup, read_peer_types
from angarium.rpc.messages.quickreplies import keep_contents
from angarium.rpc.messages.texts import read_replies, read_text
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.bots import render_peer_types
from angarium.rpc.render.sent import render_sent
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


async def facts_of_results(call: Call, bot_id: int, results: tuple[InlineResult, ...]) -> Facts:
    """What it takes to show results: their files, and the bot."""
    shown = [
        Message(
            box=Box(call.user_id), id=MsgId(at), peer=Peer(call.user_id), sender=Peer(call.user_id), date=0,
            content=Content(media=media),
        )
        for at, result in enumerate(results) if (media := inline.media_of(result) or result.message.media)
    ]  # fmt: skip
    async with call.house.work.read() as tx:
        return await gather(tx, call.user_id, shown, users=(bot_id,))


@method("messages.getInlineBotResults", alone=True, bots=False, flood="search")
async def get_inline_bot_results(
    call: Call, req: functions.messages.GetInlineBotResults
) -> types.messages.TypeBotResults:
    bot_id = read_user(call, req.bot)
    peer = Peer(0) if isinstance(req.peer, types.InputPeerEmpty) else read_peer(call, req.peer)
    point = req.geo_point
    async with call.begin() as inner:
        question = Question(
            bot_id=bot_id,
            asker_id=call.user_id,
            peer_type=await inline.peer_type(inner.tx, bot_id, call.user_id, peer),
            query=req.query[: inline.QUERY],
            offset=req.offset[: inline.OFFSET],
            place=(point.lat, point.long) if isinstance(point, types.InputGeoPoint) else None,
        )
        query_id, answer = await inline.ask(inner.tx, question)
    if not isinstance(answer, InlineAnswer):
        said = await answer
        if said is None:
            raise Refusal("BOT_RESPONSE_TIMEOUT")
        answer = said
        async with call.begin() as inner:
            await inline.keep(inner.tx, question, query_id, answer)
    return await _render_results(call, bot_id, query_id, answer)


async def _render_results(call: Call, bot_id: int, query_id: int, answer: InlineAnswer) -> types.messages.BotResults:
    facts = await facts_of_results(call, bot_id, answer.results)
    pm, web = answer.switch_pm, answer.switch_web
    return types.messages.BotResults(
        gallery=answer.gallery,
        query_id=query_id,
        next_offset=answer.next_offset or None,
        switch_pm=types.InlineBotSwitchPM(text=pm[0], start_param=pm[1]) if pm else None,
        switch_webview=types.InlineBotWebView(text=web[0], url=web[1]) if web else None,
        results=[render_result(result, facts) for result in answer.results],
        cache_time=answer.cache_time,
        users=render_users(facts, (bot_id,)),
    )


@method("messages.setInlineBotResults", alone=True, users=False)
async def set_inline_bot_results(call: Call, req: functions.messages.SetInlineBotResults) -> bool:
    pm, web = req.switch_pm, req.switch_webview
    if len(req.results) > inline.MOST_RESULTS:
        raise Refusal("RESULTS_TOO_MUCH")
    answer = InlineAnswer(
        results=tuple([await read_result(call, one) for one in req.results]),
        gallery=req.gallery,
        private=req.private,
        next_offset=req.next_offset or "",
        switch_pm=(pm.text, pm.start_param) if pm is not None else None,
        switch_web=(web.text, web.url) if web is not None else None,
        cache_time=max(0, req.cache_time),
    )
    inline.check(answer)
    async with call.begin() as inner:
        inline.answer(inner.tx, call.user_id, req.query_id, await inline.require_games(inner.tx, call.user_id, answer))
    return True


@method("messages.sendInlineBotResult", alone=True, bots=False, flood="send")
async def send_inline_bot_result(call: Call, req: functions.messages.SendInlineBotResult) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    if not req.random_id:
        raise Refusal("RANDOM_ID_EMPTY")
    async with call.house.work.read() as tx:
        choice = Choice(*await inline.require_result(tx, req.query_id, req.id, peer))
    media: Media | None = None
    if webfiles.is_needed(choice.result):
        media = await webfiles.fetch(call.house, call.user_id, choice.result)
    content = inline.content_of(choice.bot_id, choice.result, media, silent=req.silent)
    content = replace(content, paid_stars=max(0, req.allow_paid_stars or 0))
    send_as = read_peer(call, req.send_as) if req.send_as is not None else None
    async with call.begin() as inner:
        if req.quick_reply_shortcut is not None:
            return await keep_contents(inner, req.quick_reply_shortcut, [(content, req.random_id)])
        replies = await read_replies(inner, peer, req.reply_to, req.random_id)
        if req.schedule_date:
            sent = await scheduled.schedule(
                inner.tx, call.user_id, peer, content, req.random_id, req.schedule_date, replies, send_as=send_as
            )
        else:
            sent = await inline.send(
                inner.tx, call.user_id, peer, choice, content, req.random_id, replies, clear_draft=req.clear_draft,
                send_as=send_as,
            )  # fmt: skip
    return render_sent([sent], date=call.house.now())


# --- messages that were sent through a bot


@method("messages.editInlineBotMessage", alone=True, users=False, flood="send")
async def edit_inline_bot_message(call: Call, req: functions.messages.EditInlineBotMessage) -> bool:
    text = read_text(call, req.message, req.entities) if req.message is not None else None
    media: Media | None = None
    if req.media is not None and not isinstance(req.media, types.InputMediaWebPage):
        media = await read_media(call, req.media)
    markup = read_markup(call, req.reply_markup, 0)
    change = Change(text=text, media=media, no_webpage=req.no_webpage, invert_media=req.invert_media, markup=markup)
    async with call.begin() as inner:
        await inlinemessages.edit(inner.tx, call.user_id, *read_inline_id(req.id), change)
    return True


def read_inline_id(given: types.TypeInputBotInlineMessageID) -> tuple[int, int, int]:
    """Box, id and hash. Refuses MESSAGE_ID_INVALID."""
    if not isinstance(given, types.InputBotInlineMessageID64):
        raise Refusal("MESSAGE_ID_INVALID")
    return given.owner_id, given.id, given.access_hash


# --- messages that a web app lets its user share


@method("messages.savePreparedInlineMessage", alone=True, users=False)
async def save_prepared_inline_message(
    call: Call, req: functions.messages.SavePreparedInlineMessage
) -> types.messages.BotPreparedInlineMessage:
    result = await read_result(call, req.result)
    user_id = read_user(call, req.user_id)
    answer = InlineAnswer(results=(result,), asker_id=user_id, peer_types=read_peer_types(req.peer_types))
    inline.check(answer)
    async with call.begin() as inner:
        answer = await inline.require_games(inner.tx, call.user_id, answer)
        id, until = await inlinemessages.prepare(inner.tx, call.user_id, user_id, answer)
    return types.messages.BotPreparedInlineMessage(id=id, expire_date=until)


@method("messages.getPreparedInlineMessage", alone=True, bots=False)
async def get_prepared_inline_message(
    call: Call, req: functions.messages.GetPreparedInlineMessage
) -> types.messages.PreparedInlineMessage:
    bot_id = UserId(read_user(call, req.bot))
    async with call.house.work.read() as tx:
        query_id, answer = await inlinemessages.require_prepared(tx, bot_id, call.user_id, req.id)
    facts = await facts_of_results(call, bot_id, answer.results)
    return types.messages.PreparedInlineMessage(
        query_id=query_id,
        result=render_result(answer.results[0], facts),
        peer_types=render_peer_types(answer.peer_types),
        cache_time=0,
        users=render_users(facts, (bot_id,)),
    )
