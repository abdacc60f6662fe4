"""messages.*: sending."""

from __future__ import annotations

from angarium.domain.contents import effects, polls, previews, whereabouts
from angarium.domain.files import shelves
from angarium.domain.files.kinds import check_album
from angarium.domain.groups import suggestions
from angarium.domain.messages import scheduled, sending
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.work import Tx
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, is_saved, is_user
from angarium.model.messages import Content, Media
from angarium.rpc.files.media import read_media
from angarium.rpc.keyboards import read_markup
from angarium.rpc.messages.contents import read_content, read_page
from angarium.rpc.messages.quickreplies import keep_contents
from angarium.rpc.messages.texts import read_caption, read_direct, read_replies, read_suggested, read_text
from angarium.rpc.peers import read_peer
from angarium.rpc.render.media import render_media
from angarium.rpc.render.sent import render_sent, render_short
from angarium.rpc.router import Call, method
from angarium.rpc.stars.invoices import make_paid_media
from angarium.tl import functions, types

ALBUM = 10
"""Files in one album at most (https://core.telegram.org/method/messages.sendMultiMedia)."""

Sending = functions.messages.SendMessage | functions.messages.SendMedia | functions.messages.SendMultiMedia


def _content(
    call: Call,
    peer: Peer,
    req: Sending,
    text: FormattedText,
    media: Media | None = None,
    *,
    grouped_id: int = 0,
    markup: bytes = b"",
    among: int = 1,
) -> Content:
    """`among`: in how many messages what its sender agrees to pay is divided."""
    return Content(
        text=text.text,
        entities=text.entities,
        media=media,
        silent=req.silent,
        noforwards=req.noforwards,
        invert_media=req.invert_media,
        no_webpage=getattr(req, "no_webpage", False),
        effect=effects.check(call.house.secret, peer, req.effect),
        grouped_id=grouped_id,
        markup=markup,
        business_bot=call.caller.business_bot,
        topic=read_direct(call, peer, req.reply_to) or 0,
        suggested=suggestions.check(call.house, read_suggested(getattr(req, "suggested_post", None))),
        paid_stars=max(0, req.allow_paid_stars or 0) // among,
    )


async def _send(
    call: Call, tx: Tx, req: Sending, peer: Peer, content: Content, random_id: int, replies: Replies | None
) -> Sent:
    content = await previews.attach(tx, call.user_id, peer, content)
    if req.schedule_date and call.caller.bot:
        raise Refusal("SCHEDULE_BOT_NOT_ALLOWED")
    send_as = read_peer(call, req.send_as) if req.send_as is not None else None
    if req.schedule_date:
        sent = await scheduled.schedule(
            tx, call.user_id, peer, content, random_id, req.schedule_date, replies, send_as=send_as
        )
        if req.clear_draft:
            await sending.forget_draft(tx, call.user_id, sent.message)
    else:
        sent = await sending.send(
            tx, call.user_id, peer, content, random_id, replies=replies, clear_draft=req.clear_draft,
            send_as=send_as,
        )  # fmt: skip
    await previews.follow(tx, sent.message)
    return sent


@method("messages.sendMessage", writes=True, flood="send")
async def send_message(call: Call, req: functions.messages.SendMessage) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    if not req.random_id:
        raise Refusal("RANDOM_ID_EMPTY")
    text = read_text(call, req.message, req.entities)
    if not text.text:
        raise Refusal("MESSAGE_EMPTY")
    markup = read_markup(call, req.reply_markup, peer)
    if req.quick_reply_shortcut is not None:
        kept = await previews.attach(call.tx, call.user_id, peer, _content(call, peer, req, text))
        return await keep_contents(call, req.quick_reply_shortcut, [(kept, req.random_id)])
    replies = await read_replies(call, peer, req.reply_to, req.random_id)
    sent = await _send(call, call.tx, req, peer, _content(call, peer, req, text, markup=markup), req.random_id, replies)
    plain = not (req.schedule_date or markup or call.caller.business_bot)
    if not plain or is_saved(call.user_id, peer) or not is_user(peer):
        return render_sent([sent], date=call.tx.now)
    return render_short(sent)


def _offer(media: Media | None) -> dict[str, str]:
    """What a button below it is for: a game, or an invoice."""
    if media is not None and media.kind in ("game", "invoice"):
        return {"game" if media.kind == "game" else "price": media.title}
    return {}


@method("messages.sendMedia", alone=True, flood="send")
async def send_media(call: Call, req: functions.messages.SendMedia) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    if not req.random_id:
        raise Refusal("RANDOM_ID_EMPTY")
    media = None
    if isinstance(req.media, types.InputMediaWebPage):  # a link preview: the text carries the link
        text = read_text(call, req.message, req.entities)
        media = await read_page(call, req.media)
        if not text.text and media is None:
            raise Refusal("MESSAGE_EMPTY")
    else:
        text = read_caption(call, req.message, req.entities)
        if isinstance(req.media, types.InputMediaPaidMedia):
            media = await make_paid_media(call, peer, req.media)
        else:
            media = await read_content(call, req.media, req.schedule_date)
    markup = read_markup(call, req.reply_markup, peer, **_offer(media))
    async with call.begin() as inner:
        if media is not None and media.kind == "poll":
            await polls.check_place(inner.tx, call.user_id, peer, media.extra_id)
        content = _content(call, peer, req, text, media, markup=markup)
        if req.quick_reply_shortcut is not None:
            return await keep_contents(inner, req.quick_reply_shortcut, [(content, req.random_id)])
        replies = await read_replies(inner, peer, req.reply_to, req.random_id)
        sent = await _send(inner, inner.tx, req, peer, content, req.random_id, replies)
        if media is not None:
            await shelves.note_sent(inner.tx, call.user_id, media)
        if media is not None and media.kind == "geo_live" and not req.schedule_date:
            with inner.tx.unasked():
                await whereabouts.warn(inner.tx, sent.message)
    return render_sent([sent], date=call.house.now())


@method("messages.sendMultiMedia", alone=True, flood="send")
async def send_multi_media(call: Call, req: functions.messages.SendMultiMedia) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    if not 1 <= len(req.multi_media) <= ALBUM:
        raise Refusal("MULTI_MEDIA_TOO_LONG" if req.multi_media else "MEDIA_EMPTY")
    if not all(single.random_id for single in req.multi_media):
        raise Refusal("RANDOM_ID_EMPTY")
    if len({single.random_id for single in req.multi_media}) < len(req.multi_media):
        raise Refusal("RANDOM_ID_INVALID")
    grouped_id = call.house.chance.long() if len(req.multi_media) > 1 else 0
    contents = []
    album = []
    for single in req.multi_media:
        text = read_caption(call, single.message, single.entities)
        media = await read_media(call, single.media)
        album.append(media)
        contents.append(_content(call, peer, req, text, media, grouped_id=grouped_id, among=len(req.multi_media)))
    check_album(album)
    async with call.begin() as inner:
        if req.quick_reply_shortcut is not None:
            pairs = [(content, single.random_id) for content, single in zip(contents, req.multi_media, strict=True)]
            return await keep_contents(inner, req.quick_reply_shortcut, pairs)
        replies = await read_replies(inner, peer, req.reply_to)
        sent = [
            await _send(inner, inner.tx, req, peer, content, single.random_id, replies)
            for content, single in zip(contents, req.multi_media, strict=True)
        ]
    return render_sent(sent, date=call.house.now())


@method("messages.uploadMedia", alone=True, flood="send")
async def upload_media(call: Call, req: functions.messages.UploadMedia) -> types.TypeMessageMedia:
    """Turn an upload into media that can be sent later (https://core.telegram.org/method/messages.uploadMedia)."""
    read_peer(call, req.peer)
    media = await read_media(call, req.media)
    async with call.house.work.read() as tx:
        return render_media(media, await sending.facts_of_media(tx, call.user_id, media))
