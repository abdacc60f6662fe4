"""messages.*: quick replies (https://core.telegram.org/api/business#quick-reply-shortcuts)."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.business import quickreplies
from angarium.domain.messages.edits import Change
from angarium.model.business import QuickMessage, QuickReply
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.messages import Content
from angarium.rpc.peers import read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.quick_replies import render_quick_message, render_quick_reply
from angarium.rpc.render.sent import render_sent, render_updates
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

MOST = 100


async def keep_contents(
    call: Call, given: types.TypeInputQuickReplyShortcut, contents: Sequence[tuple[Content, int]]
) -> types.TypeUpdates:
    """Put messages into a shortcut in place of sending them. Refuses SHORTCUT_INVALID, and what `quickreplies.keep` refuses."""
    reply: QuickReply | None
    match given:
        case types.InputQuickReplyShortcutId():
            name, reply = "", await quickreplies.require(call.tx, call.user_id, given.shortcut_id)
        case _:
            name = given.shortcut
            reply = await quickreplies.find(call.tx, call.user_id, name=name)
    updates: list[types.TypeUpdate] = []
    facts = Facts(viewer_id=call.user_id)
    for content, random_id in contents:
        id, message = await quickreplies.keep(call.tx, call.user_id, reply, name, content, random_id)
        facts.merge(await quickreplies.gather(call.tx, call.user_id, [message]))
        now = await quickreplies.require(call.tx, call.user_id, id)
        if now.count == 1:
            updates.append(types.UpdateNewQuickReply(quick_reply=render_quick_reply(now)))
        shown = render_quick_message(call.user_id, id, message, facts)
        updates += [
            types.UpdateMessageID(id=message.id, random_id=random_id),
            types.UpdateQuickReplyMessage(message=shown),
        ]
        reply = now
    return render_updates(updates, facts, call.tx.now)


async def edit_quick(call: Call, shortcut_id: int, id: int, change: Change) -> types.TypeUpdates:
    """messages.editMessage for a message of a shortcut."""
    message = await quickreplies.edit(call.tx, call.user_id, shortcut_id, id, change)
    facts = await quickreplies.gather(call.tx, call.user_id, [message])
    shown = render_quick_message(call.user_id, shortcut_id, message, facts)
    return render_updates([types.UpdateQuickReplyMessage(message=shown)], facts, call.tx.now)


def _texts(found: Sequence[QuickMessage]) -> list[int]:
    """What a hash over messages is made of."""
    return [number for message in found for number in (message.id, message.edit_date)]


@method("messages.getQuickReplies", bots=False)
async def get_quick_replies(call: Call, req: functions.messages.GetQuickReplies) -> types.messages.TypeQuickReplies:
    found, tops = await quickreplies.listing(call.tx, call.user_id)
    listed = [
        number
        for reply in found
        for number in (reply.id, int.from_bytes(reply.shortcut.encode()[:7], "big"), *_texts([tops[reply.id]]))
    ]
    if req.hash and req.hash == hash_of(listed):
        return types.messages.QuickRepliesNotModified()
    facts = await quickreplies.gather(call.tx, call.user_id, list(tops.values()))
    return types.messages.QuickReplies(
        quick_replies=[render_quick_reply(reply) for reply in found],
        messages=[render_quick_message(call.user_id, reply.id, tops[reply.id], facts) for reply in found],
        chats=render_chats(facts),
        users=render_users(facts),
    )


@method("messages.getQuickReplyMessages", bots=False)
async def get_quick_reply_messages(
    call: Call, req: functions.messages.GetQuickReplyMessages
) -> types.messages.TypeMessages:
    wanted = req.id[:MOST] if req.id is not None else None
    found = await quickreplies.pick(call.tx, call.user_id, req.shortcut_id, wanted)
    if req.hash and req.hash == hash_of(_texts(found)):
        return types.messages.MessagesNotModified(count=len(found))
    facts = await quickreplies.gather(call.tx, call.user_id, found)
    shown = [render_quick_message(call.user_id, req.shortcut_id, one, facts) for one in found]
    return types.messages.Messages(messages=shown, topics=[], chats=render_chats(facts), users=render_users(facts))


@method("messages.checkQuickReplyShortcut", bots=False)
async def check_quick_reply_shortcut(call: Call, req: functions.messages.CheckQuickReplyShortcut) -> bool:
    await quickreplies.check_free(call.tx, call.user_id, req.shortcut)
    return True


@method("messages.editQuickReplyShortcut", writes=True, bots=False)
async def edit_quick_reply_shortcut(call: Call, req: functions.messages.EditQuickReplyShortcut) -> bool:
    await quickreplies.rename(call.tx, call.user_id, req.shortcut_id, req.shortcut)
    return True


@method("messages.deleteQuickReplyShortcut", writes=True, bots=False)
async def delete_quick_reply_shortcut(call: Call, req: functions.messages.DeleteQuickReplyShortcut) -> bool:
    await quickreplies.delete(call.tx, call.user_id, req.shortcut_id)
    return True


@method("messages.reorderQuickReplies", writes=True, bots=False)
async def reorder_quick_replies(call: Call, req: functions.messages.ReorderQuickReplies) -> bool:
    await quickreplies.reorder(call.tx, call.user_id, req.order[:MOST])
    return True


@method("messages.deleteQuickReplyMessages", writes=True, bots=False)
async def delete_quick_reply_messages(
    call: Call, req: functions.messages.DeleteQuickReplyMessages
) -> types.TypeUpdates:
    gone = await quickreplies.delete_messages(call.tx, call.user_id, req.shortcut_id, req.id[:MOST])
    updates: list[types.TypeUpdate] = []
    if gone:
        updates.append(types.UpdateDeleteQuickReplyMessages(shortcut_id=req.shortcut_id, messages=list(gone)))
    if await quickreplies.find(call.tx, call.user_id, id=req.shortcut_id) is None:
        updates.append(types.UpdateDeleteQuickReply(shortcut_id=req.shortcut_id))
    return render_updates(updates, Facts(viewer_id=call.user_id), call.tx.now)


@method("messages.sendQuickReplyMessages", writes=True, bots=False, flood="send")
async def send_quick_reply_messages(call: Call, req: functions.messages.SendQuickReplyMessages) -> types.TypeUpdates:
    if any(not random_id for random_id in req.random_id):
        raise Refusal("RANDOM_ID_EMPTY")
    peer, ids = read_peer(call, req.peer), req.id[:MOST]
    sent = await quickreplies.send(call.tx, call.user_id, peer, req.shortcut_id, ids, req.random_id)
    return render_sent(sent, date=call.tx.now)
