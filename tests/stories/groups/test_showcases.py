"""The channel that somebody shows on their own page."""

from __future__ import annotations

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.harness import World, refused

LAYERS = [133, 177, 200, 229]


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_channel_of_ones_own_is_shown_on_the_page(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    bot = await make_bot(world, alice, "TellerBot")
    channel = await alice.create_channel("News")
    posts = [await alice.write(channel, text) for text in ("one", "two", "three")]
    show = functions.account.UpdatePersonalChannel(channel=alice.channel(channel))
    with refused("CHANNEL_INVALID"):  # nobody else could look inside
        await alice(show)
    await alice(functions.channels.UpdateUsername(channel=alice.channel(channel), username="alices_news"))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(functions.account.UpdatePersonalChannel(channel=bob.channel(channel)))
    group = await alice.create_channel("Group", megagroup=True)
    with refused("CHANNEL_INVALID"):
        await alice(functions.account.UpdatePersonalChannel(channel=alice.channel(group)))
    assert await alice(show)
    full = await bob(functions.users.GetFullUser(id=bob.user(alice)))
    if layer >= 178:
        assert full.full_user.personal_channel_id == alice.channel(channel).channel_id
        assert full.full_user.personal_channel_message == posts[-1] and full.chats[0].title == "News"
    ask = functions.messages.GetPersonalChannelHistory(
        user_id=bot.user(alice), limit=2, max_id=0, min_id=posts[0] - 1, hash=0
    )
    found = await bot(ask)
    assert [one.message for one in found.messages] == ["three", "two"] and found.chats[0].title == "News"
    ask.user_id = types.InputUser(user_id=1, access_hash=0)
    with refused("USER_ID_INVALID"):
        await bot(ask)
    ask.user_id = bot.user(alice)
    with refused("USER_BOT_REQUIRED"):
        await alice(ask)
    await alice(functions.channels.UpdateUsername(channel=alice.channel(channel), username=""))
    assert (await bot(ask)).messages == []
    assert await alice(functions.account.UpdatePersonalChannel(channel=types.InputChannelEmpty()))
    full = await bob(functions.users.GetFullUser(id=bob.user(alice)))
    assert getattr(full.full_user, "personal_channel_id", None) is None
