"""Files to upload: pictures, vector animations, WebM headers."""

from __future__ import annotations

import array
import gzip
import io
import json
import math
import struct
from typing import Any

import av
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


def gif(frames: int = 10) -> bytes:
    body = io.BytesIO()
    drawn = [Image.new("RGB", (121, 80), (at * 20, 50, 90)) for at in range(frames)]
    drawn[0].save(body, "GIF", save_all=True, append_images=drawn[1:], duration=80, loop=0)
    return body.getvalue()


def mp4(width: int = 320, height: int = 240, *, sound: bool = False, rate: int = 15) -> bytes:
    """Thirty frames: two seconds, unless they come at another `rate`."""
    body = io.BytesIO()
    with av.open(body, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        voice = film.add_stream("aac", rate=44100) if sound else None
        for at in range(30):
            picture = Image.new("RGB", (width, height), (at * 8, 90, 10))
            film.mux(stream.encode(av.VideoFrame.from_image(picture)))
        film.mux(stream.encode(None))
        if voice is not None:
            _speak(film, voice, "fltp", 44100, 1024)
    return body.getvalue()


def ogg() -> bytes:
    """A second of speech that grows louder."""
    body = io.BytesIO()
    with av.open(body, "w", format="ogg") as record:
        _speak(record, record.add_stream("libopus", rate=48000), "flt", 48000, 960)
    return body.getvalue()


def _speak(record: Any, stream: Any, form: str, rate: int, samples: int) -> None:
    for at in range(50):
        frame = av.AudioFrame(format=form, layout="mono", samples=samples)
        frame.sample_rate, frame.pts = rate, at * samples
        frame.planes[0].update(array.array("f", [math.sin(k / 9) * at / 50 for k in range(samples)]).tobytes())
        record.mux(stream.encode(frame))
    record.mux(stream.encode(None))
