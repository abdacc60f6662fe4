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
    owner_id: int = 0  # who made it; 0 = the server itself
    text_color: bool = False
    thumb: FileId = FileId(0)  # what stands for it in lists; 0 = its first sticker


class Sticker(msgspec.Struct, frozen=True, array_like=True):
    """One document of a set that somebody made, with the emoji and the words that lead to it."""

    id: FileId
    emoji: tuple[str, ...]
    words: tuple[str, ...] = ()


class OwnSet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A set as its maker keeps it; what is shown (`StickerSet`) follows from it. Stored as one value: add fields with defaults only."""

    id: int
    access_hash: int
    owner_id: int
    short_name: str
    title: str
    kind: str
    stickers: tuple[Sticker, ...]
    text_color: bool = False
    thumb: FileId = FileId(0)


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
