"""Photos and documents (https://core.telegram.org/constructor/photo, https://core.telegram.org/constructor/document)."""

from __future__ import annotations

from angarium.model.facts import Facts
from angarium.model.files import Document, Photo, PhotoSize
from angarium.rpc.render.attributes import render_attributes
from angarium.tl import types

DC = 2


def render_photo(photo: Photo | None, facts: Facts) -> types.TypePhoto:
    if photo is None:
        return types.PhotoEmpty(id=0)
    return types.Photo(
        id=photo.id,
        has_stickers=photo.has_stickers,
        access_hash=photo.access_hash,
        file_reference=facts.references.get(photo.id, b""),
        date=photo.date,
        sizes=[render_size(size) for size in photo.sizes],
        dc_id=DC,
    )


def render_size(size: PhotoSize) -> types.TypePhotoSize:
    if size.type == "i":
        return types.PhotoStrippedSize(type="i", bytes=size.inline)
    if size.type == "j":
        return types.PhotoPathSize(type="j", bytes=size.inline)
    if size.steps:
        return types.PhotoSizeProgressive(type=size.type, w=size.width, h=size.height, sizes=list(size.steps))
    return types.PhotoSize(type=size.type, w=size.width, h=size.height, size=size.size)


def render_document(document: Document | None, facts: Facts) -> types.TypeDocument:
    if document is None:
        return types.DocumentEmpty(id=0)
    return types.Document(
        id=document.id,
        access_hash=document.access_hash,
        file_reference=facts.references.get(document.id, b""),
        date=document.date,
        mime_type=document.mime_type,
        size=document.size,
        thumbs=[render_size(size) for size in document.thumbs] or None,
        dc_id=DC,
        attributes=render_attributes(document.attributes),
    )
