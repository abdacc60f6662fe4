"""Document attributes (https://core.telegram.org/type/DocumentAttribute), in both directions."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.model.files import Attribute
from angarium.tl import types

NAME = 255
WAVEFORM = 256
MOST = 16


def render_attributes(attributes: Iterable[Attribute]) -> list[types.TypeDocumentAttribute]:
    return [_render(attribute) for attribute in attributes]


def _render(attribute: Attribute) -> types.TypeDocumentAttribute:
    match attribute.kind:
        case "ImageSize":
            return types.DocumentAttributeImageSize(w=attribute.width, h=attribute.height)
        case "Animated":
            return types.DocumentAttributeAnimated()
        case "Video":
            return types.DocumentAttributeVideo(
                round_message=attribute.round_message, supports_streaming=attribute.supports_streaming, nosound=attribute.nosound,
                duration=attribute.duration, w=attribute.width, h=attribute.height,
            )  # fmt: skip
        case "Audio":
            return types.DocumentAttributeAudio(
                voice=attribute.voice, duration=int(attribute.duration), title=attribute.title or None,
                performer=attribute.performer or None, waveform=attribute.waveform or None,
            )  # fmt: skip
        case "Sticker":
            return types.DocumentAttributeSticker(
                mask=attribute.mask, alt=attribute.alt, stickerset=_set(attribute), mask_coords=_mask(attribute)
            )
        case "CustomEmoji":
            return types.DocumentAttributeCustomEmoji(
                free=attribute.free, text_color=attribute.text_color, alt=attribute.alt, stickerset=_set(attribute)
            )
        case "HasStickers":
            return types.DocumentAttributeHasStickers()
        case _:
            return types.DocumentAttributeFilename(file_name=attribute.file_name)


def _set(attribute: Attribute) -> types.TypeInputStickerSet:
    if not attribute.set_id:
        return types.InputStickerSetEmpty()
    return types.InputStickerSetID(id=attribute.set_id, access_hash=attribute.set_hash)


def _mask(attribute: Attribute) -> types.MaskCoords | None:
    if attribute.mask_at is None:
        return None
    part, x, y, zoom = attribute.mask_at
    return types.MaskCoords(n=part, x=x, y=y, zoom=zoom)


def read_attributes(given: Iterable[types.TypeDocumentAttribute]) -> tuple[Attribute, ...]:
    """What an uploader says of a file. Stickers and custom emoji are made elsewhere, and no one may claim to be in a set."""
    return tuple(read for attribute in list(given)[:MOST] if (read := _read(attribute)) is not None)


def _read(attribute: types.TypeDocumentAttribute) -> Attribute | None:
    match attribute:
        case types.DocumentAttributeFilename():
            return Attribute(kind="Filename", file_name=attribute.file_name.replace("/", "_").replace("\0", "")[:NAME])
        case types.DocumentAttributeImageSize():
            return Attribute(kind="ImageSize", width=attribute.w, height=attribute.h)
        case types.DocumentAttributeAnimated():
            return Attribute(kind="Animated")
        case types.DocumentAttributeVideo():
            return Attribute(
                kind="Video", round_message=attribute.round_message, supports_streaming=attribute.supports_streaming,
                nosound=attribute.nosound, duration=attribute.duration, width=attribute.w, height=attribute.h,
            )  # fmt: skip
        case types.DocumentAttributeAudio():
            return Attribute(
                kind="Audio", voice=attribute.voice, duration=attribute.duration, title=(attribute.title or "")[:NAME],
                performer=(attribute.performer or "")[:NAME], waveform=(attribute.waveform or b"")[:WAVEFORM],
            )  # fmt: skip
        case types.DocumentAttributeSticker():
            return Attribute(kind="Sticker", alt=attribute.alt[:64])
        case _:
            return None
