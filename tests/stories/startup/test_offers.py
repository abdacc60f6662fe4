"""What clients ask whether there is any of: properly empty answers, in old layers, too."""

from __future__ import annotations

import json
from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.harness import World, refused

ME = types.InputPeerSelf()


@pytest.mark.parametrize("layer", [167, 200, 229])
async def test_no_stories(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    found = await alice(functions.stories.GetAllStories())
    assert found.count == 0 and found.peer_stories == []
    again = await alice(functions.stories.GetAllStories(state=found.state))
    assert isinstance(again, types.stories.AllStoriesNotModified)
    theirs = await alice(functions.stories.GetPeerStories(peer=alice.peer(bob)))
    assert theirs.stories.stories == [] and bob.user_id in {user.id for user in theirs.users}
    for ask in (
        functions.stories.GetStoriesArchive(peer=ME, offset_id=0, limit=10),
        functions.stories.GetPinnedStories(peer=ME, offset_id=0, limit=10),
        functions.stories.GetStoriesByID(peer=ME, id=[1]),
    ):
        assert (await alice(ask)).stories == []
    assert (await alice(functions.stories.GetAllReadPeerStories())).updates == []
    assert (await alice(functions.stories.GetChatsToSend())).chats == []
    if layer == 229:
        assert await alice(functions.stories.GetPeerMaxIDs(id=[alice.peer(bob)])) == [types.RecentStory()]
        assert (await alice(functions.stories.GetAlbums(peer=ME, hash=0))).albums == []
        assert (await alice(functions.stories.CanSendStory(peer=ME))).count_remains == 100


@pytest.mark.parametrize("layer", [189, 200, 229])
async def test_nothing_is_sold(world: World, layer: int) -> None:
    alice = await world.sign_up("Alice", layer=layer)
    empty: list[Any] = [
        functions.payments.GetStarsTopupOptions(),
        functions.payments.GetStarsGiftOptions(),
        functions.payments.GetStarsGiveawayOptions(),
        functions.payments.GetPremiumGiftCodeOptions(),
    ]
    for ask in empty:
        assert await alice(ask) == []
    assert (await alice(functions.payments.GetStarGifts(hash=0))).gifts == []
    assert not (await alice(functions.payments.GetSavedInfo())).has_saved_credentials
    if layer == 229:
        assert (await alice(functions.payments.GetSavedStarGifts(peer=ME, offset="", limit=10))).gifts == []
        assert (await alice(functions.payments.GetStarGiftCollections(peer=ME, hash=0))).collections == []
        assert (await alice(functions.payments.GetStarGiftActiveAuctions(hash=0))).auctions == []


async def test_no_business_and_no_bots(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    assert (await alice(functions.messages.GetQuickReplies(hash=0))).quick_replies == []
    assert (await alice(functions.account.GetBusinessChatLinks())).links == []
    assert (await alice(functions.account.GetConnectedBots())).connected_bots == []
    assert (await alice(functions.messages.GetAttachMenuBots(hash=0))).bots == []
    with refused("BOT_INVALID"):
        await alice(functions.messages.GetAttachMenuBot(bot=alice.user(bob)))
    assert (await alice(functions.channels.GetChannelRecommendations())).chats == []
    with refused("CHANNEL_INVALID"):
        channel = types.InputChannel(channel_id=5, access_hash=5)
        await alice(functions.channels.GetChannelRecommendations(channel=channel))
    assert (await alice(functions.channels.GetAdminedPublicChannels())).chats == []
    assert isinstance(await alice(functions.messages.GetEmojiGameInfo()), types.messages.EmojiGameUnavailable)
    assert (await alice(functions.aicompose.GetTones(hash=0))).tones == []
    assert json.loads((await alice(functions.phone.GetCallConfig())).data) == {}


async def test_a_browser_that_looks_for_a_passkey_finds_none(world: World) -> None:
    device = await world.device("Alice", "4915510999999")
    found = await device(functions.auth.InitPasskeyLogin(api_id=11111, api_hash="a" * 32))
    wish = json.loads(found.options.data)["publicKey"]
    assert wish["challenge"] and wish["allowCredentials"] == []
    with refused("API_ID_INVALID"):
        await device(functions.auth.InitPasskeyLogin(api_id=0, api_hash=""))
    shown = types.InputPasskeyCredentialPublicKey(
        id="x", raw_id="x",
        response=types.InputPasskeyResponseLogin(
            client_data=types.DataJSON(data="{}"), authenticator_data=b"", signature=b"", user_handle=""
        ),
    )  # fmt: skip
    with refused("PASSKEY_CREDENTIAL_NOT_FOUND"):
        await device(functions.auth.FinishPasskeyLogin(credential=shown))
    alice = await world.sign_up("Alice")
    assert (await alice(functions.account.GetPasskeys())).passkeys == []
