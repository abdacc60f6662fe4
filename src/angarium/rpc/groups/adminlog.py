"""The log of what was done in supergroups and channels."""

from __future__ import annotations

from angarium.domain.groups import adminlog, profilelog, publicity
from angarium.domain.groups.adminlog import Wanted
from angarium.rpc.peers import read_channel, read_user
from angarium.rpc.render.adminlog import render_event
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

SORTS = (
    "join", "leave", "invite", "ban", "unban", "kick", "unkick", "promote", "demote", "info", "settings", "pinned", "edit", "delete",
    "group_call", "invites", "send", "forums", "sub_extend", "edit_rank",
)  # fmt: skip
MOST_ADMINS = 100

WATCHING = (profilelog.watch, publicity.watch)
"""Who looks at changes of profiles from the moment on that this is imported."""


@method("channels.getAdminLog", bots=False)
async def get_admin_log(call: Call, req: functions.channels.GetAdminLog) -> types.channels.AdminLogResults:
    chosen = req.events_filter
    wanted = Wanted(
        sorts=() if chosen is None else tuple(sort for sort in SORTS if getattr(chosen, sort)),
        users=tuple(read_user(call, one) for one in (req.admins or ())[:MOST_ADMINS]),
        query=req.q.strip(),
        before=max(req.max_id, 0),
        after=max(req.min_id, 0),
        limit=req.limit,
    )
    found = await adminlog.read(call.tx, call.user_id, read_channel(call, req.channel), wanted)
    shown = [render_event(row, found.chat, found.facts) for row in found.rows]
    return types.channels.AdminLogResults(
        events=[event for event in shown if event is not None],
        chats=render_chats(found.facts),
        users=render_users(found.facts),
    )
