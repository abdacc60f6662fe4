"""What the server finds out by looking into a file: of videos what their sender left out, of recordings the waveform; and GIFs become
films (https://core.telegram.org/api/gifs). Without the extra `video` files stay as they were sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from angarium.domain.files import photos
from angarium.domain.house import House
from angarium.model.errors import Refusal
from angarium.model.files import Attribute, PhotoSize
from angarium.pictures import BadPicture, Made

GIF_SIZE = 20 * 1024 * 1024
ANIMATION_SIZE = 20 * 1024 * 1024
"""Videos without sound up to this size are animations, unless their sender says otherwise."""

VOICE_SIZE = 50 * 1024 * 1024
MP4 = "video/mp4"


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A body and what is said of it."""

    mime_type: str
    blob: str
    size: int
    attributes: tuple[Attribute, ...]
    thumbs: tuple[PhotoSize, ...] = ()


async def complete(house: House, file: File, *, animate: bool) -> File:
    """A file with what was found out about it. `animate`: a video without sound may become an animation."""
    path = house.blobs.find_path(file.blob)
    said = {attribute.kind: attribute for attribute in file.attributes}
    if path is None:
        return file
    try:
        if file.mime_type == "image/gif" and file.size <= GIF_SIZE:
            return await _animate(house, file, path)
        if file.mime_type.startswith("video/") and _needs_look(file, said, animate=animate):
            found = await house.pictures.watch("look", path)
            return await _with_film(house, file, found, animate=animate)
        if "Audio" in said and said["Audio"].voice and not said["Audio"].waveform and file.size <= VOICE_SIZE:
            (wave,) = await house.pictures.watch("listen", path)
            return _with_wave(file, wave)
    except BadPicture:
        pass  # it is sent as it is
    return file


def _needs_look(file: File, said: dict[str, Attribute], *, animate: bool) -> bool:
    video = said.get("Video")
    unknown = video is None or not (video.width and video.height and video.duration)
    may_turn = animate and file.mime_type == MP4 and "Animated" not in said and file.size <= ANIMATION_SIZE
    return unknown or not file.thumbs or may_turn


async def _with_film(house: House, file: File, found: Sequence[Made], *, animate: bool) -> File:
    by_type = {made.type: made for made in found}
    film, silent = by_type["film"], "sound" not in by_type
    before = next((one for one in file.attributes if one.kind == "Video"), Attribute(kind="Video"))
    video = replace(
        before, width=before.width or film.width, height=before.height or film.height,
        duration=before.duration or film.duration, nosound=before.nosound or silent,
    )  # fmt: skip
    attributes = (*(one for one in file.attributes if one.kind != "Video"), video)
    turned = animate and silent and not before.round_message and file.mime_type == MP4
    if turned and file.size <= ANIMATION_SIZE and all(one.kind != "Animated" for one in attributes):
        attributes = (*attributes, Attribute(kind="Animated"))
    return replace(file, attributes=attributes, thumbs=file.thumbs or await make_thumbs(house, film.body))


def _with_wave(file: File, wave: Made) -> File:
    attributes = tuple(
        replace(one, waveform=wave.body, duration=one.duration or wave.duration) if one.kind == "Audio" else one
        for one in file.attributes
    )
    return replace(file, attributes=attributes)


async def _animate(house: House, file: File, path: Path) -> File:
    """A GIF as MPEG-4."""
    (film,) = await house.pictures.watch("gif", path)
    blob = await house.blobs.put(film.body)
    kept = tuple(_renamed(one) for one in file.attributes if one.kind not in ("ImageSize", "Animated", "Video"))
    video = Attribute(kind="Video", width=film.width, height=film.height, duration=film.duration, nosound=True)
    made = replace(
        file, mime_type=MP4, blob=blob, size=len(film.body), attributes=(*kept, video, Attribute(kind="Animated"))
    )
    return made if made.thumbs else await complete(house, made, animate=False)


def _renamed(attribute: Attribute) -> Attribute:
    if attribute.kind == "Filename" and attribute.file_name.lower().endswith(".gif"):
        return replace(attribute, file_name=attribute.file_name[:-4] + ".mp4")
    return attribute


async def make_thumbs(house: House, picture: bytes) -> tuple[PhotoSize, ...]:
    """None when the picture cannot be shown."""
    try:
        return await photos.make_sizes(house, "thumb", picture)
    except (Refusal, BadPicture):
        return ()
