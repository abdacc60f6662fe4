"""To-do lists (https://core.telegram.org/api/todo): one object for all copies of its message."""

from __future__ import annotations

import msgspec

from angarium.model.entities import FormattedText
from angarium.model.ids import Peer, UserId


class TodoItem(msgspec.Struct, frozen=True, array_like=True):
    id: int
    title: FormattedText


class Completion(msgspec.Struct, frozen=True, array_like=True):
    """Who ticked off which item, and when."""

    id: int
    by: Peer
    date: int


class Todo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: int
    owner_id: UserId
    title: FormattedText
    items: tuple[TodoItem, ...]
    others_can_append: bool = False
    others_can_complete: bool = False
    completions: tuple[Completion, ...] = ()
