"""Folders of chats as clients show them: saved filters over the list of dialogs (https://core.telegram.org/api/folders)."""

from __future__ import annotations

import msgspec

from angarium.model.entities import Entity
from angarium.model.ids import Peer


class Filter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """https://core.telegram.org/constructor/dialogFilter; `id` is the client's choice, from 2 on."""

    id: int
    title: str
    title_entities: tuple[Entity, ...] = ()
    title_noanimate: bool = False
    emoticon: str = ""
    color: int | None = None
    pinned: tuple[Peer, ...] = ()
    included: tuple[Peer, ...] = ()
    excluded: tuple[Peer, ...] = ()
    contacts: bool = False
    non_contacts: bool = False
    groups: bool = False
    broadcasts: bool = False
    bots: bool = False
    exclude_muted: bool = False
    exclude_read: bool = False
    exclude_archived: bool = False
    chatlist: bool = False  # it can be shared, or came by a link: a list of groups and channels, without rules
    invites: bool = False  # the owner has made links to it
    slug: str = ""  # the link it came by
    joined: tuple[Peer, ...] = ()  # what the owner came into by that link
    hidden: tuple[Peer, ...] = ()  # what was added behind that link and is not to be offered any more
