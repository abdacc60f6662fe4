"""messages.editMessage and what belongs to it."""

from __future__ import annotations

from dataclasses import replace

from angarium.domain.contents import polls, previews, todos, whereabouts
from angarium.domain.messages import edits, scheduled
from angarium.domain.messages.edits import Change
from angarium.model.errors import Refusal
from angarium.model.ids import Peer
from angarium.model.messages import Media
from angarium.rpc.files.media import read_media
from angarium.rpc.keyboards import read_markup
from angarium.rpc.messages.contents import read_page, read_step, read_todo
from angarium.rpc.messages.quickreplies import edit_quick
from angarium.rpc.messages.texts import read_text
from angarium.rpc.peers import read_peer
from angarium.rpc.render.content_updates import render_poll_update
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.sent import render_updates
from angarium.rpc.render.updates import render_edited_message
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.editMessage", alone=True, flood="send")
async def edit_message(call: Call, req: functions.messages.EditMessage) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    text = read_text(call, req.message, req.entities) if req.message is not None else None
    media: Media | None = None
    if isinstance(req.media, types.InputMediaPoll | types.InputMediaTodo | types.InputMediaGeoLive):
        return await _edit_shared(call, req.media, peer, req.id)
    page = await read_page(call, req.media) if isinstance(req.media, types.InputMediaWebPage) else None
    if req.media is not None and not isinstance(req.media, types.InputMediaWebPage):
        media = await read_media(call, req.media)
    markup = read_markup(call, req.reply_markup, peer) if call.caller.bot else None
    change = Change(text=text, media=media, no_webpage=req.no_webpage, invert_media=req.invert_media, markup=markup)
    async with call.begin() as inner:
        if text is not None and page is None and media is None:
            page = await previews.of_text(inner.tx, call.user_id, peer, text, no_webpage=req.no_webpage)
        change = replace(change, page=page)
        if req.schedule_date:
            sent = await scheduled.edit(inner.tx, call.user_id, peer, req.id, change, req.schedule_date)
            update: types.TypeUpdate = types.UpdateNewScheduledMessage(message=render_message(sent.message, sent.facts))
            return render_updates([update], sent.facts, inner.tx.now)
        if text is None and media is None and page is None and markup is None and not req.no_webpage:
            raise Refusal("MESSAGE_EMPTY")
        if req.quick_reply_shortcut_id is not None:
            return await edit_quick(inner, req.quick_reply_shortcut_id, req.id, change)
        edited = await edits.edit(inner.tx, call.user_id, peer, req.id, change)
        await previews.follow(inner.tx, edited.message)
    update = render_edited_message(edited.message, edited.facts, edited.pts, 1)
    return render_updates([update], edited.facts, call.house.now())


async def _edit_shared(
    call: Call, media: types.InputMediaPoll | types.InputMediaTodo | types.InputMediaGeoLive, peer: Peer, id: int
) -> types.TypeUpdates:
    """A poll can only be ended by an edit; a to-do list is written anew; a live location moves or ends."""
    first: list[types.TypeUpdate] = []
    async with call.begin() as inner:
        match media:
            case types.InputMediaPoll():
                message, pts, facts = await polls.close(inner.tx, call.user_id, peer, id, media.poll.closed)
                # COMPAT(pyrogram, mtcute): they read how the poll stands in the first update.
                poll_id = message.content.media.extra_id if message.content.media else 0
                first.append(render_poll_update(poll_id, facts, message))
            case types.InputMediaTodo():
                message, pts, facts = await todos.change(inner.tx, call.user_id, peer, id, read_todo(call, media.todo))
            case _:
                message, pts, facts = await whereabouts.move(inner.tx, call.user_id, peer, id, read_step(media))
    return render_updates([*first, render_edited_message(message, facts, pts, 1)], facts, call.house.now())


@method("messages.getMessageEditData", bots=False)
async def get_message_edit_data(
    call: Call, req: functions.messages.GetMessageEditData
) -> types.messages.MessageEditData:
    message = await edits.require_editable(call.tx, call.user_id, read_peer(call, req.peer), req.id)
    return types.messages.MessageEditData(caption=not message.content.is_text)
