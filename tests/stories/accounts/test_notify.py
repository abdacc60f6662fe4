"""What makes a sound."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.harness import World, refused


async def test_one_chat_is_muted(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = types.InputNotifyPeer(peer=alice.peer(bob))
    empty = await alice(functions.account.GetNotifySettings(peer=peer))
    assert empty == types.PeerNotifySettings()
    mute = types.InputPeerNotifySettings(mute_until=2**31 - 1, sound=types.NotificationSoundNone())
    assert await alice(functions.account.UpdateNotifySettings(peer=peer, settings=mute))
    await alice.barrier()
    known = await alice(functions.account.GetNotifySettings(peer=peer))
    assert (known.mute_until, known.other_sound, known.silent) == (2**31 - 1, types.NotificationSoundNone(), None)
    found = await alice(functions.account.GetNotifyExceptions())
    assert [update.peer.peer.user_id for update in found.updates] == [bob.user_id]
    full = await alice(functions.users.GetFullUser(id=alice.user(bob)))
    assert full.full_user.notify_settings == known
    with refused("PEER_ID_INVALID"):
        stranger = types.InputNotifyPeer(peer=types.InputPeerUser(user_id=bob.user_id, access_hash=1))
        await alice(functions.account.GetNotifySettings(peer=stranger))


async def test_kinds_of_chats_have_settings(world: World) -> None:
    alice = await world.sign_up("Alice")
    for peer in (types.InputNotifyUsers(), types.InputNotifyChats(), types.InputNotifyBroadcasts()):
        known = await alice(functions.account.GetNotifySettings(peer=peer))
        assert (known.show_previews, known.silent, known.mute_until) == (True, False, 0)
        sound = types.NotificationSoundLocal(title="Bell", data="bell.ogg")
        wish = types.InputPeerNotifySettings(show_previews=False, sound=sound)
        assert await alice(functions.account.UpdateNotifySettings(peer=peer, settings=wish))
        known = await alice(functions.account.GetNotifySettings(peer=peer))
        assert (known.show_previews, known.silent, known.ios_sound) == (False, False, sound)
    assert await alice(functions.account.ResetNotifySettings())
    known = await alice(functions.account.GetNotifySettings(peer=types.InputNotifyUsers()))
    assert (known.show_previews, known.ios_sound) == (True, types.NotificationSoundDefault())


async def test_reactions_have_settings(world: World) -> None:
    alice = await world.sign_up("Alice")
    known = await alice(functions.account.GetReactionsNotifySettings())
    assert known.messages_notify_from == types.ReactionNotificationsFromContacts()
    known.messages_notify_from = types.ReactionNotificationsFromAll()
    known.stories_notify_from = None
    assert await alice(functions.account.SetReactionsNotifySettings(settings=known)) == known
    assert await alice(functions.account.GetReactionsNotifySettings()) == known


async def test_sleeping_devices_say_where_they_are_woken(world: World) -> None:
    alice = await world.sign_up("Alice")
    register = functions.account.RegisterDevice(
        token_type=10, token='{"endpoint": "https://push.example.org"}', app_sandbox=False, secret=b"", other_uids=[]
    )
    assert await alice(register)
    assert await alice(functions.account.UpdateDeviceLocked(period=60))
    for kind, token, refusal in (
        (99, "x", "TOKEN_TYPE_INVALID"),
        (10, "", "TOKEN_EMPTY"),
        (10, "x" * 5000, "TOKEN_INVALID"),
    ):
        with refused(refusal):
            await alice(
                functions.account.RegisterDevice(
                    token_type=kind, token=token, app_sandbox=False, secret=b"", other_uids=[]
                )
            )
    with refused("TOKEN_INVALID"):
        await alice(functions.account.UnregisterDevice(token_type=10, token="another", other_uids=[]))
    assert await alice(functions.account.UnregisterDevice(token_type=10, token=register.token, other_uids=[]))
