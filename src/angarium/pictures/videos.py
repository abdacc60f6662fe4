"""Pure: a video, animation or recording → what it is, a frame of it, its loudness; a GIF → MPEG-4. Needs the extra `video`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from angarium.pictures import ABSENT, BROKEN, BadPicture, Made

if TYPE_CHECKING:
    from av.container import InputContainer

PLANS = frozenset({"look", "listen", "gif"})
MOST_SIDE = 4096
FRAME_SIDE = 640
GIF_SIDE = 1280
GIF_SECONDS = 60
GIF_FRAMES = 1500
FRAME_AFTER = 0.1
"""Part of the duration after which the frame for the thumbnail is taken: many videos begin black."""

SAMPLES, LOUDEST, BITS = 100, 31, 5
"""Of a waveform (https://core.telegram.org/constructor/documentAttributeAudio)."""

HEARD_SECONDS = 3600
RATE = 8000


def make(plan: str, path: str) -> list[Made]:
    """ "look": the frame (JPEG) with the film's size and duration, "sound" when it has any; "listen": the waveform with the duration;
    "gif": the MPEG-4 of an animation. Raises BadPicture."""
    try:
        import av
    except ImportError:
        raise BadPicture(ABSENT) from None
    try:
        match plan:
            case "look":
                return list(_look(path))
            case "listen":
                return [_listen(path)]
            case _:
                return [_film(path)]
    except (av.FFmpegError, OSError, ValueError, ArithmeticError, LookupError, RuntimeError) as fault:
        raise BadPicture(BROKEN) from fault


def _open(path: str) -> InputContainer:
    import av

    return av.open(path, mode="r", metadata_errors="replace", options={"protocol_whitelist": "file"})


def _duration(container: InputContainer, stream: Any) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return float(container.duration) / 1e6 if container.duration else 0.0


def _look(path: str) -> Iterator[Made]:
    with _open(path) as container:
        if not container.streams.video:
            raise BadPicture(BROKEN)
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        seconds = _duration(container, stream)
        if not 0 < stream.width <= MOST_SIDE or not 0 < stream.height <= MOST_SIDE:
            raise BadPicture(BROKEN)
        if seconds > 1 and stream.time_base:
            container.seek(int(seconds * FRAME_AFTER / stream.time_base), stream=stream)
        frame = next(container.decode(stream), None)
        if frame is None:
            raise BadPicture(BROKEN)
        picture = frame.to_image()  # type: ignore[no-untyped-call]
        turned = int(getattr(frame, "rotation", 0) or 0)
        if turned % 360:
            picture = picture.rotate(turned, expand=True)
        picture.thumbnail((FRAME_SIDE, FRAME_SIDE))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=85)
        width, height = (stream.height, stream.width) if turned % 180 else (stream.width, stream.height)
        yield Made("film", width, height, out.getvalue(), seconds)
        if container.streams.audio:
            yield Made("sound", 0, 0, b"", seconds)


def _listen(path: str) -> Made:
    """The loudest value of each hundredth of a recording."""
    import av

    with _open(path) as container:
        if not container.streams.audio:
            raise BadPicture(BROKEN)
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        peaks: list[int] = []
        for frame in container.decode(stream):
            for part in resampler.resample(frame):
                said = memoryview(bytes(part.planes[0])[: part.samples * 2]).cast("h")
                peaks += [max(map(abs, said[at : at + 80])) for at in range(0, len(said), 80)]
            if len(peaks) > HEARD_SECONDS * RATE // 80:
                break
    if not peaks:
        raise BadPicture(BROKEN)
    return Made("wave", 0, 0, _wave(peaks), len(peaks) * 80 / RATE)


def _wave(peaks: list[int]) -> bytes:
    """A hundred five-bit values, packed from the lowest bit on."""
    top = max(*peaks, 1)
    parts = [
        peaks[at * len(peaks) // SAMPLES : max((at + 1) * len(peaks) // SAMPLES, at * len(peaks) // SAMPLES + 1)]
        for at in range(SAMPLES)
    ]
    values = [max(part, default=0) * LOUDEST // top for part in parts]
    packed = sum(value << BITS * at for at, value in enumerate(values))
    return packed.to_bytes((SAMPLES * BITS + 7) // 8, "little")


def _film(path: str) -> Made:
    """A GIF as H.264 without sound (https://core.telegram.org/api/gifs). Refuses a still one."""
    import av

    out = io.BytesIO()
    with _open(path) as container, av.open(out, "w", format="mp4") as film:
        source = container.streams.video[0]
        frames = container.decode(source)
        first, second = next(frames, None), next(frames, None)
        if first is None or second is None:
            raise BadPicture(BROKEN)
        width, height = _even(first.width, first.height)
        stream = film.add_stream("libx264", rate=Fraction(100))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 100)
        stream.codec_context.thread_count = 1
        stream.options = {"preset": "veryfast", "crf": "26"}
        last = 0
        for at, frame in enumerate(_chain(first, second, frames)):
            time = int((frame.time or 0.0) * 100)
            if at >= GIF_FRAMES or time > GIF_SECONDS * 100:
                break
            drawn = frame.reformat(width, height, "yuv420p")
            last = max(time, last + 1) if at else time
            drawn.pts, drawn.time_base = last, Fraction(1, 100)
            film.mux(stream.encode(drawn))
        film.mux(stream.encode(None))
    return Made("film", width, height, out.getvalue(), max(last / 100, 0.1))


def _even(width: int, height: int) -> tuple[int, int]:
    """Within the largest side, and even, as the encoder wants it."""
    scale = min(1.0, GIF_SIDE / max(width, height))
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def _chain(first: Any, second: Any, rest: Any) -> Iterator[Any]:
    yield first
    yield second
    yield from rest
