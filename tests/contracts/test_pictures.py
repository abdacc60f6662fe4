"""Whoever makes the sizes of pictures keeps one contract: the process of a server, and the thread that stories use."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from angarium.pictures import BROKEN, SHAPE, BadPicture, Made, Pictures
from angarium.pictures.process import ProcessPictures
from tests.stories.darkroom import InlinePictures
from tests.stories.files.materials import gif, mp4, ogg, png


@pytest.fixture(params=[ProcessPictures, InlinePictures])
async def pictures(request: pytest.FixtureRequest) -> AsyncIterator[Pictures]:
    made: Pictures = request.param()
    yield made
    await made.close()


def measure(made: list[Made]) -> list[tuple[str, int, int]]:
    return [(one.type, one.width, one.height) for one in made]


async def test_a_picture_has_its_sizes(pictures: Pictures) -> None:
    made = await pictures.make("photo", png(1000, 500))
    assert measure(made) == [("i", 40, 20), ("s", 100, 50), ("m", 320, 160), ("x", 800, 400), ("y", 1000, 500)]
    assert all(one.body.startswith(b"\xff\xd8") for one in made[1:])


async def test_several_are_asked_for_at_once(pictures: Pictures) -> None:
    sides = (50, 60, 70, 80)
    made = await asyncio.gather(*(pictures.make("photo", png(side, side)) for side in sides))
    assert [sizes[-1].width for sizes in made] == list(sides)


@pytest.mark.parametrize(
    ("plan", "body", "fault"),
    [
        ("photo", b"no picture", BROKEN),
        ("photo", png(100, 100)[:60], BROKEN),
        ("photo", png(2100, 100), SHAPE),
        ("sticker", b"", BROKEN),
    ],
)
async def test_what_is_no_picture_is_told_apart(pictures: Pictures, plan: str, body: bytes, fault: str) -> None:
    with pytest.raises(BadPicture, match=fault):
        await pictures.make(plan, body)
    assert measure(await pictures.make("thumb", png(32, 32)))[-1] == ("m", 32, 32), "the next one is made"


async def test_a_file_is_watched(pictures: Pictures, tmp_path: Path) -> None:
    async def watch(plan: str, body: bytes) -> list[Made]:
        path = tmp_path / plan
        path.write_bytes(body)
        return await pictures.watch(plan, path)

    look = await watch("look", mp4(320, 240))
    assert any((one.width, one.height) == (320, 240) for one in look) and max(one.duration for one in look) > 0
    assert max(one.duration for one in await watch("listen", ogg())) > 0
    assert any(b"ftyp" in one.body[:16] for one in await watch("gif", gif()))
    with pytest.raises(BadPicture, match=BROKEN):
        await watch("look", b"no film")


async def test_what_claims_to_be_enormous_ends_at_the_limits_of_the_process(tmp_path: Path) -> None:
    pictures, path = ProcessPictures(), tmp_path / "film"
    path.write_bytes(b"GIF89a, but not one")  # 8,236 times 30,050 points, says its head
    with pytest.raises(BadPicture, match=BROKEN):
        await pictures.watch("gif", path)
    path.write_bytes(mp4(320, 240))
    assert await pictures.watch("look", path), "the next one is watched"
    await pictures.close()
