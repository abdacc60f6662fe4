"""Files to upload: pictures, vector animations, WebM headers."""

from __future__ import annotations

import gzip
import io
import json
import struct
from typing import Any

from PIL import Image

from angarium.tl import functions, types
from tests.stories.harness import Actor


def png(width: int, height: int, color: tuple[int, int, int] = (200, 30, 60), form: str = "PNG") -> bytes:
    body = io.BytesIO()
    Image.new("RGBA", (width, height), (*color, 200)).save(body, form)
    return body.getvalue()


def tgs(**said: Any) -> bytes:
    animation = {"v": "5.5.2", "tgs": 1, "fr": 60, "ip": 0, "op": 180, "w": 512, "h": 512, "layers": []}
    return gzip.compress(json.dumps(animation | said).encode())


def _element(id: int, body: bytes) -> bytes:
    return id.to_bytes((id.bit_length() + 7) // 8, "big") + (len(body) | 1 << 28).to_bytes(4, "big") + body


def webm(
    width: int = 512, height: int = 512, seconds: float = 2.0, codec: str = "V_VP9", *, sound: bool = False
) -> bytes:
    """The head of a WebM file: what is looked at before any frame."""
    video = _element(0xE0, _element(0xB0, width.to_bytes(2, "big")) + _element(0xBA, height.to_bytes(2, "big")))
    tracks = _element(0xAE, _element(0x83, b"\1") + _element(0x86, codec.encode()) + video)
    if sound:
        tracks += _element(0xAE, _element(0x83, b"\2") + _element(0x86, b"A_OPUS"))
    info = _element(0x2AD7B1, (1_000_000).to_bytes(3, "big")) + _element(0x4489, struct.pack(">d", seconds * 1000))
    head = _element(0x1A45DFA3, _element(0x4282, b"webm"))
    return head + _element(
        0x18538067, _element(0x1549A966, info) + _element(0x1654AE6B, tracks) + _element(0x1F43B675, b"")
    )


async def upload(actor: Actor, body: bytes, name: str = "a.bin") -> types.InputFile:
    number = actor.world.random.getrandbits(62)
    await actor(functions.upload.SaveFilePart(file_id=number, file_part=0, bytes=body))
    return types.InputFile(id=number, parts=1, name=name, md5_checksum="")


async def ready(actor: Actor, body: bytes, mime_type: str = "image/png", name: str = "a.png") -> types.InputDocument:
    """A file as makers of stickers name it: uploaded, and known by a document."""
    media = types.InputMediaUploadedDocument(
        file=await upload(actor, body, name), mime_type=mime_type, attributes=[], force_file=True
    )
    made = await actor(functions.messages.UploadMedia(peer=types.InputPeerSelf(), media=media))
    return named(made.document)


def named(document: Any) -> types.InputDocument:
    return types.InputDocument(id=document.id, access_hash=document.access_hash, file_reference=document.file_reference)


async def item(
    actor: Actor, body: bytes, emoji: str, mime_type: str = "image/png", **more: Any
) -> types.InputStickerSetItem:
    return types.InputStickerSetItem(document=await ready(actor, body, mime_type), emoji=emoji, **more)
