"""messages.*: what clients report of messages, and what belongs to messages of channels. In private chats there is nothing to count."""

from __future__ import annotations

from angarium.domain.messages import histories
from angarium.rpc.messages.histories import render_page
from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getMessagesViews", bots=False)
async def get_messages_views(call: Call, req: functions.messages.GetMessagesViews) -> types.messages.MessageViews:
    read_peer(call, req.peer)
    return types.messages.MessageViews(views=[types.MessageViews() for _ in req.id[:100]], chats=[], users=[])


@method("messages.getExtendedMedia", bots=False)
async def get_extended_media(call: Call, req: functions.messages.GetExtendedMedia) -> types.TypeUpdates:
    """Media that is for sale, of which there is none."""
    read_peer(call, req.peer)
    return types.Updates(updates=[], users=[], chats=[], date=call.tx.now, seq=0)


@method("messages.reportMessagesDelivery", bots=False)
async def report_messages_delivery(call: Call, req: functions.messages.ReportMessagesDelivery) -> bool:
    """Asked of clients only for messages that Telegram marks so; nothing is kept."""
    read_peer(call, req.peer)
    return True


@method("messages.reportReadMetrics", bots=False)
async def report_read_metrics(call: Call, req: functions.messages.ReportReadMetrics) -> bool:
    """How long somebody looked at a message. Nobody's business: nothing is kept."""
    read_peer(call, req.peer)
    return True


@method("messages.getSplitRanges", bots=False)
async def get_split_ranges(call: Call, req: functions.messages.GetSplitRanges) -> list[types.MessageRange]:
    """Parts in which an export reads the messages (https://core.telegram.org/api/takeout): one is enough."""
    return [types.MessageRange(min_id=1, max_id=2**31 - 1)]


@method("messages.getRecentLocations", bots=False)
async def get_recent_locations(call: Call, req: functions.messages.GetRecentLocations) -> types.messages.TypeMessages:
    """Live locations that are still told in a chat."""
    page = await histories.live_places(call.tx, call.user_id, read_peer(call, req.peer), req.limit)
    return render_page(page, req.hash)
