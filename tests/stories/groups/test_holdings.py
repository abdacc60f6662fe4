"""The public groups and channels somebody owns, and how many those may be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from angarium.model.config import Config, Handshakes, Limits
from angarium.tl import functions, types
from tests.stories.accounts.secrets import prove, set_password
from tests.stories.harness import Actor, World, refused

call = functions.channels
HERE = types.InputGeoPoint(lat=52.5, long=13.4)


async def shown(actor: Actor, **fields: Any) -> list[str]:
    return sorted(chat.title for chat in (await actor(call.GetAdminedPublicChannels(**fields))).chats)


@pytest.mark.parametrize("layer", [135, 178, 229])
async def test_how_many_public_chats_one_may_own(tmp_path: Path, layer: int) -> None:
    config = Config(handshakes=Handshakes(processes=0), limits=Limits(public_channels=2))
    async with World(tmp_path, config) as world:
        alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
        town, third = [await alice.create_channel(title, bob, megagroup=True) for title in ("Town", "Third")]
        news = await alice.create_channel("News", bob)
        await alice.create_channel("Corner", megagroup=True, geo_point=HERE, address="Here")
        for at, peer in enumerate((town, news)):
            assert await shown(alice, check_limit=True) == ["Town"][:at]
            assert await alice(call.CheckUsername(channel=types.InputChannelEmpty(), username="our_third"))
            await alice(call.UpdateUsername(channel=alice.channel(peer), username=f"our_{-peer}"))
        assert await shown(alice) == ["News", "Town"]
        assert await shown(bob) == [], "who is only a member frees no name"
        if layer > 177:
            assert await shown(alice, for_personal=True) == ["News"]
        assert (
            await shown(alice, by_location=True) == await shown(alice, by_location=True, check_limit=True) == ["Corner"]
        )
        with refused("CHANNELS_ADMIN_PUBLIC_TOO_MUCH"):
            await shown(alice, check_limit=True)
        with refused("CHANNELS_ADMIN_PUBLIC_TOO_MUCH"):
            await alice(call.CheckUsername(channel=types.InputChannelEmpty(), username="our_third"))
        with refused("CHANNELS_ADMIN_PUBLIC_TOO_MUCH"):
            await alice(call.UpdateUsername(channel=alice.channel(third), username="our_third"))
        await alice(
            call.UpdateUsername(channel=alice.channel(town), username="our_village")
        )  # what is public may be renamed
        await alice(call.UpdateUsername(channel=alice.channel(news), username=""))
        await alice(call.UpdateUsername(channel=alice.channel(third), username="our_third"))
        assert await shown(alice) == ["Third", "Town"]
        await alice.create_channel("Yard", megagroup=True, geo_point=HERE, address="There")
        with refused("CHANNELS_ADMIN_LOCATED_TOO_MUCH"):
            await shown(alice, by_location=True, check_limit=True)
        with refused("CHANNELS_ADMIN_LOCATED_TOO_MUCH"):
            await alice.create_channel("Attic", megagroup=True, geo_point=HERE, address="Above")


async def test_an_heir_has_no_room_for_a_public_chat(tmp_path: Path) -> None:
    config = Config(handshakes=Handshakes(processes=0), limits=Limits(public_channels=1))
    async with World(tmp_path, config) as world:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        await set_password(alice, "a good one")
        town = await alice.create_channel("Town", bob, megagroup=True)
        corner = await alice.create_channel("Corner", bob, megagroup=True, geo_point=HERE, address="Here")
        await alice(call.UpdateUsername(channel=alice.channel(town), username="our_town"))
        own = await bob.create_channel("Own")
        await bob.create_channel("Nook", megagroup=True, geo_point=HERE, address="Here")
        await bob(call.UpdateUsername(channel=bob.channel(own), username="our_own"))
        for peer, name in ((town, "CHANNELS_ADMIN_PUBLIC_TOO_MUCH"), (corner, "CHANNELS_ADMIN_LOCATED_TOO_MUCH")):
            give = functions.messages.EditChatCreator(
                peer=alice.chat(peer), user_id=alice.user(bob), password=await prove(alice, "a good one")
            )
            with refused(name):
                await alice(give)
        await bob(call.UpdateUsername(channel=bob.channel(own), username=""))
        await alice(functions.messages.EditChatCreator(
            peer=alice.chat(town), user_id=alice.user(bob), password=await prove(alice, "a good one")))  # fmt: skip
        assert await shown(bob) == ["Town"] and await shown(alice) == []
