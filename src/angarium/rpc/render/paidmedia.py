"""Posts that are seen for stars (https://core.telegram.org/constructor/messageMediaPaidMedia): whoever has not bought one sees its
outlines."""

from __future__ import annotations

from collections.abc import Callable

from angarium.domain.chats import rights
from angarium.model.facts import Facts
from angarium.model.files import PhotoSize
from angarium.model.messages import Media
from angarium.model.paidmedia import PaidView
from angarium.rpc.render.files import render_size
from angarium.tl import types

Render = Callable[[Media, Facts], "types.TypeMessageMedia"]


def _sees(view: PaidView, facts: Facts) -> bool:
    """Who has bought it, has made it, or leads the channel that sells it."""
    if facts.viewer_id == view.paid.author_id or facts.viewer_id in view.buyers:
        return True
    seller = facts.chats.get(view.paid.seller)
    return bool(facts.viewer_id) and seller is not None and rights.is_admin(seller.me)


def render_extended(view: PaidView, facts: Facts, render: Render) -> list[types.TypeMessageExtendedMedia]:
    """The media themselves, or what is shown of them before. `render` is `render_media`."""
    if _sees(view, facts):
        return [types.MessageExtendedMedia(media=render(item, facts)) for item in view.paid.items]
    return [_outline(item, facts) for item in view.paid.items]


def _outline(item: Media, facts: Facts) -> types.MessageExtendedMediaPreview:
    sizes: tuple[PhotoSize, ...] = ()
    width = height = seconds = 0
    if item.kind == "photo" and (photo := facts.photos.get(item.file_id)) is not None:
        sizes = photo.sizes
        width, height = max(((size.width, size.height) for size in sizes), default=(0, 0))
    elif (document := facts.documents.get(item.file_id)) is not None:
        sizes = document.thumbs
        film = next((one for one in document.attributes if one.kind == "Video"), None)
        if film is not None:
            width, height, seconds = film.width, film.height, int(film.duration)
    thumb = next((size for size in sizes if size.type == "i"), None)
    return types.MessageExtendedMediaPreview(
        w=width or None, h=height or None, thumb=render_size(thumb) if thumb else None, video_duration=seconds or None
    )


def render_paid_media(view: PaidView | None, facts: Facts, render: Render) -> types.TypeMessageMedia:
    if view is None:
        return types.MessageMediaUnsupported()
    return types.MessageMediaPaidMedia(
        stars_amount=view.paid.stars, extended_media=render_extended(view, facts, render)
    )
