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
