"""messages.forwardMessages, and telling that a screenshot was taken."""

from __future__ import annotations

from angarium.domain.contents import effects, previews
from angarium.domain.groups import suggestions
from angarium.domain.messages import forwards, sending
from angarium.domain.messages.forwards import Manner
from angarium.domain.messages.sent import Replies
from angarium.model.errors import Refusal
from angarium.model.ids import is_saved
from angarium.model.messages import Action, Content
from angarium.rpc.messages.quickreplies import keep_contents
from angarium.rpc.messages.texts import read_direct, read_replies, read_suggested
from angarium.rpc.peers import read_peer
from angarium.rpc.render.sent import render_sent
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.forwardMessages", writes=True, flood="send")
async def forward_messages(call: Call, req: functions.messages.ForwardMessages) -> types.TypeUpdates:
    source, target = read_peer(call, req.from_peer), read_peer(call, req.to_peer)
    manner = Manner(
        drop_author=req.drop_author,
        drop_captions=req.drop_media_captions,
        silent=req.silent,
        noforwards=req.noforwards,
        effect=effects.check(call.house.secret, target, req.effect),
        start=req.video_timestamp,
        schedule_date=req.schedule_date or 0,
        send_as=read_peer(call, req.send_as) if req.send_as is not None else None,
        topic=read_direct(call, target, req.reply_to) or 0,
        suggested=suggestions.check(call.house, read_suggested(req.suggested_post)),
        replies=await read_replies(call, target, _reply_to(req)),
        paid_stars=max(0, req.allow_paid_stars or 0) // max(1, len(req.id)),
    )
    if req.quick_reply_shortcut is not None:
        made = await forwards.copies(call.tx, call.user_id, source, req.id, req.random_id, target, manner)
        return await keep_contents(call, req.quick_reply_shortcut, list(zip(made, req.random_id, strict=True)))
    sent = await forwards.forward(call.tx, call.user_id, source, req.id, req.random_id, target, manner)
    for one in sent:
        await previews.follow(call.tx, one.message)
    return render_sent(sent, date=call.tx.now)


def _reply_to(req: functions.messages.ForwardMessages) -> types.TypeInputReplyTo | None:
    """A topic can be named without an answer in it."""
    if req.reply_to is None and req.top_msg_id:
        return types.InputReplyToMessage(reply_to_msg_id=req.top_msg_id, top_msg_id=req.top_msg_id)
    return req.reply_to


@method("messages.sendScreenshotNotification", writes=True, flood="send", bots=False)
async def send_screenshot_notification(
    call: Call, req: functions.messages.SendScreenshotNotification
) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    if is_saved(call.user_id, peer):
        raise Refusal("PEER_ID_INVALID")
    replies: Replies | None = await read_replies(call, peer, req.reply_to)
    content = Content(action=Action(kind="ScreenshotTaken"))
    sent = await sending.send(call.tx, call.user_id, peer, content, req.random_id, replies=replies)
    return render_sent([sent], date=call.tx.now)
