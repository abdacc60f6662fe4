"""messages.*: folders, which are filters over the list of chats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from angarium.domain import facts as gathered
from angarium.domain.messages import folders
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.folders import Filter
from angarium.model.ids import Peer
from angarium.rpc.messages.texts import read_entities
from angarium.rpc.peers import read_peer
from angarium.rpc.render.folders import MARKS, peers_of, render_filter
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

TITLE = 12 * 8  # twelve characters, some of them custom emoji written out


def _read_peers(call: Call, given: Sequence[types.TypeInputPeer]) -> tuple[Peer, ...]:
    return tuple(dict.fromkeys(read_peer(call, one) for one in given[: folders.CHATS + 1]))


def _read(call: Call, id: int, given: types.TypeDialogFilter) -> Filter:
    if not isinstance(given, types.DialogFilter | types.DialogFilterChatlist):
        raise Refusal("FILTER_NOT_SUPPORTED")
    excluded = given.exclude_peers if isinstance(given, types.DialogFilter) else ()
    marks: dict[str, Any] = {mark: getattr(given, mark, False) for mark in MARKS}
    return Filter(
        id=id,
        title=given.title.text[:TITLE],
        title_entities=read_entities(call, given.title.entities),
        emoticon=(given.emoticon or "")[:16],
        color=given.color,
        pinned=_read_peers(call, given.pinned_peers),
        included=_read_peers(call, given.include_peers),
        excluded=_read_peers(call, excluded),
        **marks,
    )


@method("messages.getDialogFilters", bots=False)
async def get_dialog_filters(call: Call, req: functions.messages.GetDialogFilters) -> types.messages.DialogFilters:
    found, tags = await folders.listing(call.tx, call.user_id)
    users = {peer for one in found if one for peer in peers_of(one)}
    facts = await gathered.gather(call.tx, call.user_id, [], users=users)
    return types.messages.DialogFilters(
        tags_enabled=tags,
        filters=[types.DialogFilterDefault() if one is None else render_filter(one, facts) for one in found],
    )


@method("messages.updateDialogFilter", writes=True, bots=False)
async def update_dialog_filter(call: Call, req: functions.messages.UpdateDialogFilter) -> bool:
    if req.filter is None:
        await folders.remove(call.tx, call.user_id, req.id)
    else:
        changed = _read(call, req.id, req.filter)
        if isinstance(req.filter, types.DialogFilterChatlist):
            changed = await folders.as_chatlist(call.tx, call.user_id, changed)
        await folders.put(call.tx, call.user_id, changed)
    return True


@method("messages.updateDialogFiltersOrder", writes=True, bots=False)
async def update_dialog_filters_order(call: Call, req: functions.messages.UpdateDialogFiltersOrder) -> bool:
    await folders.reorder(call.tx, call.user_id, req.order)
    return True


@method("messages.getSuggestedDialogFilters", bots=False)
async def get_suggested_dialog_filters(
    call: Call, req: functions.messages.GetSuggestedDialogFilters
) -> list[types.DialogFilterSuggested]:
    """What most people begin with, as long as somebody has no folders."""
    found, _ = await folders.listing(call.tx, call.user_id)
    if any(found):
        return []
    unread = Filter(id=2, title="Unread", contacts=True, non_contacts=True, groups=True, broadcasts=True, bots=True,
                    exclude_read=True, exclude_archived=True)  # fmt: skip
    personal = Filter(id=3, title="Personal", contacts=True, non_contacts=True)
    return [
        types.DialogFilterSuggested(filter=render_filter(unread, Facts()), description="New messages from all chats."),
        types.DialogFilterSuggested(filter=render_filter(personal, Facts()), description="Only messages from people."),
    ]


@method("messages.toggleDialogFilterTags", writes=True, bots=False)
async def toggle_dialog_filter_tags(call: Call, req: functions.messages.ToggleDialogFilterTags) -> bool:
    await folders.show_tags(call.tx, call.user_id, shown=req.enabled)
    return True
