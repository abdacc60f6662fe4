"""Clients of every age get answers in their own layer."""

from __future__ import annotations

import pytest

from angarium.tl import functions, types
from angarium.tl.layers import SERVED
from tests.stories.harness import World

OLDEST, SOME = SERVED[0], SERVED[:: max(1, len(SERVED) // 6)]


@pytest.mark.parametrize("layer", sorted({*SOME, OLDEST, SERVED[-1]}))
async def test_an_old_client_manages_its_account(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    await bob.say(alice, "hello")
    await alice(functions.account.UpdateUsername(username="alice_one"))
    await alice(functions.account.UpdateProfile(first_name="Alicia", about="me"))
    await alice(functions.contacts.AddContact(id=alice.user(bob), first_name="Bob", last_name="", phone=""))
    for query in (
        functions.account.GetPassword(),
        functions.account.GetAuthorizations(),
        functions.account.GetPrivacy(key=types.InputPrivacyKeyStatusTimestamp()),
        functions.account.GetNotifySettings(peer=types.InputNotifyPeer(peer=alice.peer(bob))),
        functions.account.GetAccountTTL(),
        functions.account.GetGlobalPrivacySettings(),
        functions.account.GetContentSettings(),
        functions.account.GetContactSignUpNotification(),
        functions.account.UpdateStatus(offline=False),
        functions.users.GetFullUser(id=alice.user(bob)),
        functions.users.GetUsers(id=[types.InputUserSelf()]),
        functions.contacts.GetContacts(hash=0),
        functions.contacts.GetStatuses(),
        functions.contacts.GetBlocked(limit=10),
        functions.contacts.Search(q="bob", limit=10),
        functions.contacts.ResolveUsername(username="alice_one"),
        functions.contacts.GetTopPeers(correspondents=True, limit=10),
        functions.messages.GetPeerSettings(peer=alice.peer(bob)),
        functions.photos.GetUserPhotos(user_id=alice.user(bob), limit=10),
    ):
        assert await alice(query) is not None
    second = await world.sign_in(alice, layer=layer)
    await bob(functions.account.UpdateProfile(first_name="Robert"))
    await bob(functions.account.UpdateStatus(offline=False))
    await alice(functions.contacts.Block(id=alice.peer(bob)))
    for device in (alice, second):
        await device.barrier()
        assert device.heard(types.UpdateUserName)
    assert second.heard(types.UpdatePeerBlocked)


async def test_a_layer_above_our_own_reads_groups_and_answers(world: World) -> None:
    """TDLib 1.8.69 speaks 232, whose channels, profiles and answers have other ids than ours."""
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=232)
    town = await alice.create_channel("Town", bob, megagroup=True)
    first = await alice.write(town, "first")
    await bob.write(town, "second", reply_to=types.InputReplyToMessage(reply_to_msg_id=first))
    history = await bob(
        functions.messages.GetHistory(
            peer=bob.chat(town), limit=1, offset_id=0, offset_date=0, add_offset=0, max_id=0, min_id=0, hash=0
        )
    )
    assert history.messages[0].reply_to.reply_to_msg_id == first
    full = await bob(functions.channels.GetFullChannel(channel=bob.channel(town)))
    assert full.full_chat.participants_count == 2
    (himself,) = (await bob(functions.users.GetFullUser(id=types.InputUserSelf()))).users
    assert himself.first_name == "Bob"
