"""messages.*: drafts."""

from __future__ import annotations

from typing import Any

from angarium.domain import facts as gathered
from angarium.domain.messages import drafts
from angarium.domain.messages.replies import QUOTE_LENGTH, Answered
from angarium.domain.texts import texts
from angarium.model.ids import MsgId
from angarium.model.messages import Draft, Reply
from angarium.rpc.messages.texts import read_answered, read_direct, read_entities, read_suggested
from angarium.rpc.peers import read_peer, read_thread
from angarium.rpc.push import render_event
from angarium.rpc.render.sent import render_updates
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

URL = 2048
"""Letters of a link at most."""


@method("messages.saveDraft", writes=True, bots=False)
async def save_draft(call: Call, req: functions.messages.SaveDraft) -> bool:
    peer = read_peer(call, req.peer)
    answered = read_answered(call, req.reply_to)
    top_id = read_thread(peer, answered.top_id if answered else 0)
    topic = read_direct(call, peer, req.reply_to) or 0
    draft = None
    if req.message.strip() or (answered and answered.id != top_id):
        written = texts.keep(
            req.message, read_entities(call, req.entities or ()), call.house.config.limits.message_length
        )
        draft = Draft(
            date=call.tx.now,
            text=written.text,
            entities=written.entities,
            reply=_read_reply(answered, MsgId(top_id)) if answered else None,
            no_webpage=req.no_webpage,
            invert_media=req.invert_media,
            effect=req.effect or 0,
            suggested=read_suggested(req.suggested_post),
            **_read_page(req.media),
        )
    await drafts.write(call.tx, call.user_id, peer, draft, top_id, topic)
    return True


def _read_reply(answered: Answered, top_id: MsgId) -> Reply:
    """What is going to be answered, as the client said it: whether it can be is asked when the message is sent."""
    return Reply(
        id=answered.id,
        peer=answered.peer,
        top_id=top_id,
        quote=texts.keep(answered.quote, answered.quote_entities, QUOTE_LENGTH) if answered.quote else None,
        quote_offset=answered.quote_offset if answered.quote else 0,
        todo_item=answered.todo_item,
        poll_option=answered.poll_option,
        story=answered.story,
    )


def _read_page(given: types.TypeInputMedia | None) -> dict[str, Any]:
    """Which link is to be previewed, and how; drafts carry no other media (https://core.telegram.org/api/drafts)."""
    if not isinstance(given, types.InputMediaWebPage):
        return {}
    size = "large" if given.force_large_media else "small" if given.force_small_media else ""
    return {"page": given.url[:URL], "page_size": size, "page_optional": given.optional}


@method("messages.getAllDrafts", bots=False)
async def get_all_drafts(call: Call, req: functions.messages.GetAllDrafts) -> types.TypeUpdates:
    found = await drafts.list_all(call.tx, call.user_id)
    named = {place for event in found for place in (event.peer, event.topic) if place}
    named |= gathered.peers_in_drafts(event.draft for event in found)
    facts = await gathered.gather(call.tx, call.user_id, [], users=named)
    updates: list[types.TypeUpdate] = []
    for event in found:
        updates += render_event(event, facts, call.user_id, 0, 0)
    return render_updates(updates, facts, call.tx.now)


@method("messages.clearAllDrafts", writes=True, bots=False)
async def clear_all_drafts(call: Call, req: functions.messages.ClearAllDrafts) -> bool:
    await drafts.clear_all(call.tx, call.user_id)
    return True
