"""Files as the messenger knows them; their bodies are in `blobs` under the SHA-256 of the content."""

from __future__ import annotations

import msgspec

from angarium.model.ids import FileId


class PhotoSize(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One size of https://core.telegram.org/api/files#image-thumbnail-types: `type` is its letter. A stripped size ("i") and an
    SVG-like outline ("j") carry their bytes in `inline`; all others are a blob. `steps` are the prefix lengths of a progressive JPEG."""

    type: str
    width: int = 0
    height: int = 0
    size: int = 0
    blob: str = ""
    inline: bytes = b""
    steps: tuple[int, ...] = ()


class VideoSize(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A moving form of a photo (https://core.telegram.org/api/files#video-types): a blob, or a custom emoji ("emoji") or sticker
    ("sticker") before a background of `colors`."""

    type: str
    width: int = 0
    height: int = 0
    size: int = 0
    blob: str = ""
    start: float = 0.0  # seconds: the frame that the still picture shows
    emoji_id: int = 0  # the custom emoji, or the sticker of the set
    set_id: int = 0
    set_hash: int = 0
    colors: tuple[int, ...] = ()


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    id: FileId
    owner_id: int
    access_hash: int
    date: int
    sizes: tuple[PhotoSize, ...] = ()
    has_stickers: bool = False
    videos: tuple[VideoSize, ...] = ()
    sticker_sets: tuple[int, ...] = ()  # from which stickers were put on it


class Attribute(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document's attribute: `kind` is the TL name without its prefix ("Filename", "ImageSize", "Video", "Audio", "Animated",
    "Sticker", "CustomEmoji"); the other fields are those of that constructor."""

    kind: str
    file_name: str = ""
    width: int = 0
    height: int = 0
    duration: float = 0.0
    title: str = ""
    performer: str = ""
    voice: bool = False
    waveform: bytes = b""
    round_message: bool = False
    supports_streaming: bool = False
    nosound: bool = False
    alt: str = ""
    set_id: int = 0
    set_hash: int = 0
    free: bool = False
    text_color: bool = False
    mask: bool = False
    mask_at: tuple[int, float, float, float] | None = None  # part of the face, x, y, zoom


class Document(msgspec.Struct, frozen=True, kw_only=True):
    id: FileId
    owner_id: int
    access_hash: int
    date: int
    mime_type: str
    size: int
    blob: str
    attributes: tuple[Attribute, ...] = ()
    thumbs: tuple[PhotoSize, ...] = ()
    sticker_sets: tuple[int, ...] = ()  # from which stickers were put on it
