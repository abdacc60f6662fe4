"""Previews of links (https://core.telegram.org/api/links): what a page says of itself, kept for all who send its address."""

from __future__ import annotations

import msgspec

from angarium.model.ids import FileId


class WebPage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What messages show does not change behind their backs: a page that says something new gets a new id, and the first one of its address
    points to it (`current`). `state` is "pending" while it is being fetched, "ready", or "empty" for an address that has nothing to
    show. Times are epoch seconds; `duration` is in seconds."""

    id: int
    url: str
    state: str = "pending"
    fetched: int = 0
    shown_url: str = ""
    kind: str = ""  # "article", "photo", "video", "document", "profile" …
    site_name: str = ""
    title: str = ""
    description: str = ""
    author: str = ""
    photo_id: FileId = FileId(0)
    document_id: FileId = FileId(0)
    embed_url: str = ""
    embed_type: str = ""
    embed_width: int = 0
    embed_height: int = 0
    duration: int = 0
    large: bool = False  # its picture is worth a large place
    hash: int = 0
    image_url: str = ""
    current: int = 0  # the page that now stands for this address, if it is another one
