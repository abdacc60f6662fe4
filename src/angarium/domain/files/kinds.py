"""What kind of thing a message is, for search filters and privacy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from angarium.model.errors import Refusal
from angarium.model.files import Document
from angarium.model.messages import Content, Media
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
ALBUMS = {"photo": "views", "video": "views", "gif": "", "music": "music", "document": "files"}
"""The looks that can be put in and taken out by an edit, and of which album each can be a part; "" = of none."""
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


def look_of(media: Media | None) -> str:
    """A document's form, or the kind of any other medium; "" = there is none."""
    return "" if media is None else media.form if media.kind == "document" else media.kind


def check_album(album: Sequence[Media]) -> None:
    """Photos and films go together; files go with files only, and music with music
    (https://core.telegram.org/bots/api/methods/sendmediagroup). What stands alone is no album. Refuses MEDIA_INVALID."""
    parts = {ALBUMS.get(look_of(media), "") for media in album}
    if len(album) > 1 and (len(parts) > 1 or "" in parts):
        raise Refusal("MEDIA_INVALID")


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
