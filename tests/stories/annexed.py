"""What messages share with others changes without them: how a poll stands, whether a link has a preview. The witness holds messages
against each other as a client shows them after it has heard of that."""

from __future__ import annotations

from typing import Any


def settled(message: Any) -> Any:
    """A message without how its poll stands, which `updateMessagePoll` tells to those who look at it, and no log keeps."""
    media = getattr(message, "media", None)
    if media is not None and media.NAME == "messageMediaEmpty":
        return _copy(message, media=None)
    if (
        media is not None and media.NAME == "messageMediaPaidMedia"
    ):  # `updateMessageExtendedMedia` tells that it was bought
        return _copy(message, media=_copy(media, extended_media=[]))
    if media is None or media.NAME != "messageMediaPoll":
        return message
    poll = _copy(media.poll, hash=0, closed=False)
    return _copy(message, media=_copy(media, poll=poll, results=None))


def with_page(message: Any, page: Any) -> Any:
    """A message after `updateWebPage`: a preview that was pending is there, or is none."""
    media = getattr(message, "media", None)
    if media is None or media.NAME != "messageMediaWebPage" or media.webpage.id != page.id:
        return message
    return _copy(message, media=None if page.NAME == "webPageEmpty" else _copy(media, webpage=page))


def _copy(found: Any, **other: Any) -> Any:
    return type(found)(**{**vars(found), **other})
