"""messages.*: how often messages were seen, and what clients report of them."""

from __future__ import annotations

from angarium.domain.messages import histories
from angarium.domain.threads import views
from angarium.rpc.messages.histories import render_page
from angarium.rpc.peers import read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.messages import render_views
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getMessagesViews", writes=True, bots=False)
async def get_messages_views(call: Call, req: functions.messages.GetMessagesViews) -> types.messages.MessageViews:
    peer = read_peer(call, req.peer)
    seen = await views.look(call.tx, call.user_id, peer, req.id, increment=req.increment)
    shown = [render_views(message, seen.facts) if message else types.MessageViews() for message in seen.messages]
    return types.messages.MessageViews(views=shown, chats=render_chats(seen.facts), users=render_users(seen.facts))


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
    """Parts in which an export reads the messages of private chats and basic groups (https://core.telegram.org/api/takeout)."""
    return [types.MessageRange(min_id=low, max_id=high) for low, high in await histories.split(call.tx, call.user_id)]


@method("messages.getRecentLocations", bots=False)
async def get_recent_locations(call: Call, req: functions.messages.GetRecentLocations) -> types.messages.TypeMessages:
    """Live locations that are still told in a chat."""
    page = await histories.live_places(call.tx, call.user_id, read_peer(call, req.peer), req.limit)
    return render_page(page, req.hash)
