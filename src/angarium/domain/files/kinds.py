"""What kind of thing a message is, for search filters and privacy."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.model.files import Document
from angarium.model.messages import Content
from angarium.store.messages import KINDS

_MEDIA = {
    "photo": "photo",
    "contact": "contact",
    "geo": "geo",
    "geo_live": "geo",
    "venue": "geo",
    "poll": "poll",
    "web_page": "url",
}
_ACTIONS = {"ChatEditPhoto": "chat_photo", "PhoneCall": "call"}
"""Service messages that have filters of their own."""
_LINKS = frozenset({"Url", "TextUrl", "Email"})


def kind_of(content: Content) -> str:
    """One of `store.messages.KINDS`, or "text"."""
    if content.action is not None:
        return _ACTIONS.get(content.action.kind, "service")
    if content.media is not None:
        return content.media.form if content.media.kind == "document" else _MEDIA.get(content.media.kind, "text")
    if any(entity.kind in _LINKS for entity in content.entities):
        return "url"
    return "text"


def search_kind(content: Content) -> int:
    """The number under which a message is stored among the kinds that searches filter by: pictures that vanish after a look are none."""
    if content.media is not None and content.media.ttl_seconds:
        return 0
    return KINDS.get(kind_of(content), 0)


def form_of(document: Document) -> str:
    """What a document is to its reader: "voice", "music", "round", "gif", "video", "sticker" or "document"."""
    by_kind = {attribute.kind: attribute for attribute in document.attributes}
    if "Sticker" in by_kind or "CustomEmoji" in by_kind:
        return "sticker"
    if audio := by_kind.get("Audio"):
        return "voice" if audio.voice else "music"
    if "Animated" in by_kind:
        return "gif"
    if video := by_kind.get("Video"):
        return "round" if video.round_message else "video"
    return "document"


def numbers(kinds: Iterable[str]) -> tuple[int, ...]:
    """The numbers under which kinds are stored."""
    return tuple(KINDS[kind] for kind in kinds)
