"""messages.*: what was read, and when."""

from __future__ import annotations

from angarium.domain.messages import direct, reads
from angarium.rpc.peers import read_dialog_peers, read_peer
from angarium.rpc.render.peers import render_peer
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.readHistory", writes=True, bots=False)
async def read_history(call: Call, req: functions.messages.ReadHistory) -> types.messages.AffectedMessages:
    pts, count = await reads.read_history(call.tx, call.user_id, read_peer(call, req.peer), req.max_id)
    return types.messages.AffectedMessages(pts=pts, pts_count=count)


@method("messages.readMessageContents", writes=True, bots=False)
async def read_message_contents(
    call: Call, req: functions.messages.ReadMessageContents
) -> types.messages.AffectedMessages:
    pts, count = await reads.read_contents(call.tx, call.user_id, req.id)
    return types.messages.AffectedMessages(pts=pts, pts_count=count)


@method("messages.getOutboxReadDate", bots=False)
async def get_outbox_read_date(call: Call, req: functions.messages.GetOutboxReadDate) -> types.OutboxReadDate:
    return types.OutboxReadDate(
        date=await reads.read_date(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id)
    )


@method("messages.getMessageReadParticipants", bots=False)
async def get_message_read_participants(
    call: Call, req: functions.messages.GetMessageReadParticipants
) -> list[types.ReadParticipantDate]:
    """For groups; of a private chat nothing is told here (https://core.telegram.org/method/messages.getMessageReadParticipants)."""
    found = await reads.readers(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id)
    return [types.ReadParticipantDate(user_id=id, date=date) for id, date in found]


@method("messages.markDialogUnread", writes=True, bots=False)
async def mark_dialog_unread(call: Call, req: functions.messages.MarkDialogUnread) -> bool:
    peers = read_dialog_peers(call, [req.peer])
    if req.parent_peer is not None:
        for topic in peers:
            await direct.mark(call.tx, call.user_id, read_peer(call, req.parent_peer), topic, unread=req.unread)
        return True
    for peer in peers:
        await reads.mark(call.tx, call.user_id, peer, unread=req.unread)
    return True


@method("messages.getDialogUnreadMarks", bots=False)
async def get_dialog_unread_marks(
    call: Call, req: functions.messages.GetDialogUnreadMarks
) -> list[types.TypeDialogPeer]:
    if req.parent_peer is not None:
        topics = await direct.marked(call.tx, call.user_id, read_peer(call, req.parent_peer))
        return [types.DialogPeer(peer=render_peer(topic)) for topic in topics]
    return [types.DialogPeer(peer=render_peer(peer)) for peer in await reads.marked(call.tx, call.user_id)]


@method("messages.receivedMessages", bots=False)
async def received_messages(call: Call, req: functions.messages.ReceivedMessages) -> list[types.ReceivedNotifyMessage]:
    """A client tells what arrived; there is nothing to remember (https://core.telegram.org/method/messages.receivedMessages)."""
    return []
