"""The page that says what everybody has, in the language of whoever reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from angarium.model.config import GIB, MIB, Config, Handshakes, Limits, Previews
from angarium.tl import functions
from tests.stories.client import Client
from tests.stories.harness import Actor, World


def in_language(actor: Actor, code: str) -> Client:
    """Another session of the device, whose client speaks a language."""
    client = actor.world.make_client(actor.auth_key, actor.layer)
    plain = client.introduce

    def introduce(query: Any) -> Any:
        hello = plain(query)
        hello.query.lang_code = code
        return hello

    client.introduce = introduce  # type: ignore[method-assign]
    return client


def bold(page: Any) -> list[str]:
    raw = page.status_text.encode("utf-16-le")
    return [raw[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le") for one in page.status_entities]


@pytest.mark.parametrize("layer", [143, 158, 229])
async def test_it_is_made_out_of_the_operators_limits(tmp_path: Path, layer: int) -> None:
    limits = Limits(file_size=GIB + GIB // 2, storage=700 * MIB, channels=12_345, message_length=5000)
    config = Config(
        name="The *Town*", limits=limits, handshakes=Handshakes(processes=0), previews=Previews(enabled=False)
    )
    async with World(tmp_path, config) as world:
        alice = await world.sign_up("Alice", layer=layer)
        page = await alice(functions.help.GetPremiumPromo())
        assert bold(page)[:6] == ["The *Town*", "1.5\u00a0GB", "700\u00a0MB", "5,000", "1,024", "140"]
        assert "12,345" in bold(page) and "Nothing is sold" in page.status_text and page.videos == []
        german = await in_language(alice, "de-AT")(functions.help.GetPremiumPromo())
        assert "nichts verkauft" in german.status_text and "12.345" in bold(german) and "1,5\u00a0GB" in bold(german)
        other = await in_language(alice, "tlh")(functions.help.GetPremiumPromo())
        assert other.status_text == page.status_text and "translated" not in page.status_text
