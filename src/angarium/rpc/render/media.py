"""What messages carry: photos, documents, contacts, places (https://core.telegram.org/type/MessageMedia)."""

from __future__ import annotations

from angarium.model.facts import Facts
from angarium.model.files import Photo
from angarium.model.messages import Media, Message
from angarium.tl import types


def render_photo(photo: Photo | None) -> types.TypePhoto:
    return types.PhotoEmpty(id=photo.id if photo else 0)


def render_media(media: Media, facts: Facts, message: Message) -> types.TypeMessageMedia:
    return types.MessageMediaUnsupported()
