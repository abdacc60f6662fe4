"""Programs that are out of date, links that they do not know, and what they tell of themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from angarium.admin.config import BadConfig, parse
from angarium.domain.operator import apps
from angarium.model.accounts import Device
from angarium.model.config import Apps, Config, Handshakes, Previews
from angarium.tl import functions, types
from tests.stories.harness import World

call = functions.help
LAYERS = [133, 158, 200, 229]
NEWEST = Apps(
    newest=("android 99.1 https://example.org/app.apk", "android/shop 98.0 https://example.org/shop"),
    text="It is **quicker**.",
    required=True,
)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A server whose operator hands out programs."""
    async with World(
        tmp_path, Config(apps=NEWEST, handshakes=Handshakes(processes=0), previews=Previews(enabled=False))
    ) as made:
        yield made


@pytest.mark.parametrize("layer", LAYERS)
async def test_an_old_program_is_told_of_a_newer_one(world: World, layer: int) -> None:
    device = await world.device("Somebody", "4915510999999", layer=layer)
    hello = functions.InitConnection(
        api_id=1, device_model="phone", system_version="1", app_version="99.0.7 (1)", system_lang_code="en",
        lang_pack="android", lang_code="en", query=call.GetAppUpdate(source=""),
    )  # fmt: skip
    found = await device(functions.InvokeWithLayer(layer=layer, query=hello))
    assert (found.version, found.url, found.text) == ("99.1", "https://example.org/app.apk", "It is quicker.")
    assert found.can_not_skip and isinstance(found.entities[0], types.MessageEntityBold)
    # Whoever has it from a shop gets what the shop has, which is not newer than this one.
    assert isinstance(await device(call.GetAppUpdate(source="shop")), types.help.NoAppUpdate)


def test_versions_are_compared_number_by_number() -> None:
    def newer(version: str, pack: str = "android") -> bool:
        return apps.find_newer(NEWEST, Device(lang_pack=pack, app_version=version), "") is not None

    assert newer("9.10 x64") and newer("99") and newer("99.0.9.9")
    assert not (newer("99.1") or newer("99.1.0") or newer("100") or newer("beta") or newer("1", "ios"))
    assert apps.find_newer(NEWEST, None, "") is None


def test_a_line_that_names_no_version_is_refused() -> None:
    with pytest.raises(BadConfig, match=r"`android https://example.org` is no platform, version and web address"):
        parse('[apps]\nnewest = ["android https://example.org"]')
    assert parse('[apps]\nnewest = ["ios 1.2 https://example.org"]').apps.newest


@pytest.mark.parametrize("layer", LAYERS)
async def test_links_are_explained_that_a_program_does_not_know(world: World, layer: int) -> None:
    device = await world.device("Somebody", "4915510999999", layer=layer)
    for path in ("tg://addlist?slug=x", "addlist?slug=x", "addlist"):
        found = await device(call.GetDeepLinkInfo(path=path))
        assert found.update_app and "a shared folder" in found.message
    gift = await device(call.GetDeepLinkInfo(path="nft?slug=x"))
    assert not gift.update_app and gift.message == "Angarium does not have collectible gifts, which this link is for."
    for path in ("nonsense?x=1", "", "[", "tg://"):
        assert isinstance(await device(call.GetDeepLinkInfo(path=path)), types.help.DeepLinkInfoEmpty)


@pytest.mark.parametrize("layer", LAYERS)
async def test_what_programs_tell_of_themselves_is_in_the_log(world: World, layer: int) -> None:
    device = await world.device("Somebody", "4915510999999", layer=layer)
    words = types.JsonObjectValue(key="words", value=types.JsonString(value="x" * 9999))
    items = [types.JsonNumber(value=1.5), types.JsonBool(value=True), types.JsonNull()]
    data = types.JsonObject(value=[types.JsonObjectValue(key="items", value=types.JsonArray(value=items)), words])
    event = types.InputAppEvent(time=1.0, type="crash" * 99, peer=0, data=data)
    with capture_logs() as told:
        assert await device(call.SaveAppLog(events=[event] * 99))
    lines = [line for line in told if line.get("kind", "").startswith("crash")]
    assert len(lines) == 16 and all(len(line["data"]) == 512 and len(line["kind"]) == 64 for line in lines)
    assert lines[0]["data"].startswith('{"items": [1.5, true, null], "words": "xxx')
