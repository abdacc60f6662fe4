"""Sticker sets and what people keep of them (https://core.telegram.org/api/stickers)."""

from __future__ import annotations

import msgspec

from angarium.model.ids import FileId

Pack = tuple[str, tuple[FileId, ...]]
"""An emoji and the documents that show it."""


class StickerSet(msgspec.Struct, frozen=True, kw_only=True):
    """`kind` is "stickers", "masks" or "emojis" (custom emoji); `hash` changes with what is in it."""

    id: int
    access_hash: int
    short_name: str
    title: str
    kind: str
    documents: tuple[FileId, ...]
    packs: tuple[Pack, ...]
    keywords: tuple[tuple[FileId, tuple[str, ...]], ...] = ()
    official: bool = False
    hash: int = 0


class Installed(msgspec.Struct, frozen=True, kw_only=True):
    """One set in one person's list. A larger `position` stands higher; `state` is "installed", "archived" or "removed"."""

    set_id: int
    kind: str
    position: int
    date: int
    state: str = "installed"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One document on somebody's shelf."""

    document_id: FileId
    date: int
