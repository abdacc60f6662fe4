"""Photos and documents (https://core.telegram.org/constructor/photo, https://core.telegram.org/constructor/document)."""

from __future__ import annotations

from angarium.model.facts import Facts
from angarium.model.files import Document, Photo, PhotoSize, VideoSize
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
        video_sizes=[render_video(video) for video in photo.videos] or None,
        dc_id=DC,
    )


def render_video(video: VideoSize) -> types.TypeVideoSize:
    match video.type:
        case "emoji":
            return types.VideoSizeEmojiMarkup(emoji_id=video.emoji_id, background_colors=list(video.colors))
        case "sticker":
            named = types.InputStickerSetID(id=video.set_id, access_hash=video.set_hash)
            return types.VideoSizeStickerMarkup(
                stickerset=named, sticker_id=video.emoji_id, background_colors=list(video.colors)
            )
        case _:
            return types.VideoSize(
                type=video.type, w=video.width, h=video.height, size=video.size, video_start_ts=video.start
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
