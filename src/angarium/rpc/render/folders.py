"""Folders, plain and shared (https://core.telegram.org/type/DialogFilter)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from angarium.model.facts import Facts
from angarium.model.folders import Filter
from angarium.model.ids import Peer
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.entities import render_entities
from angarium.tl import types

MARKS = (
    "contacts", "non_contacts", "groups", "broadcasts", "bots", "exclude_muted", "exclude_read", "exclude_archived",
    "title_noanimate",
)  # fmt: skip


def peers_of(filter: Filter) -> set[Peer]:
    """Whom and what a folder names."""
    return {*filter.pinned, *filter.included, *filter.excluded}


def render_input_peers(ids: Iterable[Peer], facts: Facts) -> list[types.TypeInputPeer]:
    """Peers as the viewer may name them; those that are gone are left out."""
    found = (_render_input_peer(id, facts) for id in ids)
    return [peer for peer in found if peer is not None]


def _render_input_peer(id: Peer, facts: Facts) -> types.TypeInputPeer | None:
    if id in facts.users:
        view = facts.users[id]
        return (
            types.InputPeerSelf()
            if view.is_self
            else types.InputPeerUser(user_id=view.user.id, access_hash=view.access_hash)
        )
    if id not in facts.chats:
        return None
    chat = facts.chats[id]
    if chat.chat.is_channel:
        return types.InputPeerChannel(channel_id=number_of(id), access_hash=chat.access_hash)
    return types.InputPeerChat(chat_id=number_of(id))


def render_title(filter: Filter) -> types.TextWithEntities:
    return types.TextWithEntities(text=filter.title, entities=render_entities(filter.title_entities) or [])


def render_filter(filter: Filter, facts: Facts) -> types.DialogFilter | types.DialogFilterChatlist:
    def peers(ids: Sequence[Peer]) -> list[types.TypeInputPeer]:
        return render_input_peers(ids, facts)

    if filter.chatlist:
        return types.DialogFilterChatlist(
            id=filter.id,
            has_my_invites=filter.invites,
            title_noanimate=filter.title_noanimate,
            title=render_title(filter),
            emoticon=filter.emoticon or None,
            color=filter.color,
            pinned_peers=peers(filter.pinned),
            include_peers=peers(filter.included),
        )
    return types.DialogFilter(
        id=filter.id,
        title=render_title(filter),
        emoticon=filter.emoticon or None,
        color=filter.color,
        pinned_peers=peers(filter.pinned),
        include_peers=peers(filter.included),
        exclude_peers=peers(filter.excluded),
        **{mark: getattr(filter, mark) for mark in MARKS},
    )
