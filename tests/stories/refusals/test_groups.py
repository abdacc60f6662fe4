"""What is too much or forbidden in groups and channels, each beside what just fits."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from angarium.store import chats
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.bots.test_games import GAME
from tests.stories.bots.test_inline import answered, article
from tests.stories.files.materials import png, upload
from tests.stories.groups.deeds import GONE
from tests.stories.groups.test_abuse import limit
from tests.stories.groups.test_invites import export, follow
from tests.stories.groups.test_shared_folders import put_folder, shown
from tests.stories.harness import Actor, World, refused

call, channels, chatlists = functions.messages, functions.channels, functions.chatlists
HELPER = types.ChatAdminRights(other=True, ban_users=True)


async def promote(actor: Actor, peer: int, other: Actor, given: Any = HELPER) -> None:
    user = actor.user(other)
    await actor(channels.EditAdmin(channel=actor.channel(peer), user_id=user, admin_rights=given, rank=""))


async def ban(actor: Actor, peer: int, other: Actor) -> None:
    await actor(channels.EditBanned(channel=actor.channel(peer), participant=actor.peer(other), banned_rights=GONE))


async def test_admins(world: World) -> None:
    alice, bob, carol, dave = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol", "Dave")]
    town = await alice.create_channel("Town", bob, carol, dave, megagroup=True)
    limit(world, admins=3)
    await promote(alice, town, bob)
    await promote(alice, town, carol)
    with refused("ADMINS_TOO_MUCH"):
        await promote(alice, town, dave)
    with refused("USER_ADMIN_INVALID"):
        await ban(bob, town, carol)
    with refused("USER_ADMIN_INVALID"):
        await ban(bob, town, alice)
    await ban(bob, town, dave)
    erin = await world.sign_up("Erin")
    await alice(channels.InviteToChannel(channel=alice.channel(town), users=[alice.user(erin)]))
    with refused("USER_KICKED"):
        await erin(channels.InviteToChannel(channel=erin.channel(town), users=[erin.user(dave)]))
    await bob(channels.InviteToChannel(channel=bob.channel(town), users=[bob.user(dave)]))


async def test_too_many_chats(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    limit(world, channels=2)
    town = await alice.create_channel("Town", megagroup=True)
    link = (await export(alice, town, request_needed=True)).link
    with refused("INVITE_REQUEST_SENT"):
        await follow(bob, link)
    for title in ("One", "Two"):
        await bob.create_channel(title)
    with refused("CHANNELS_TOO_MUCH"):
        await bob.create_channel("Three")
    with refused("CHANNELS_TOO_MUCH"):
        await follow(bob, (await export(alice, town)).link)
    decide = call.HideChatJoinRequest(peer=alice.chat(town), user_id=alice.user(bob), approved=True)
    with refused("USER_CHANNELS_TOO_MUCH"):
        await alice(decide)
    limit(world, channels=3)
    await alice(decide)


async def test_too_many_shared_folders(world: World) -> None:
    alice = await world.sign_up("Alice")
    news = await alice.create_channel("News")
    for id in range(2, 23):
        await put_folder(alice, id, news)

    def share(id: int) -> Any:
        return chatlists.ExportChatlistInvite(chatlist=shown(id), title="Mine", peers=[alice.chat(news)])

    for id in range(2, 22):
        await alice(share(id))
    with refused("CHATLISTS_TOO_MUCH"):
        await alice(share(22))
    for _ in range(99):
        await alice(share(2))
    with refused("INVITES_TOO_MUCH"):
        await alice(share(2))


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_picture_that_is_none(world: World, kind: str) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    unknown = types.InputChatPhoto(id=types.InputPhoto(id=4711, access_hash=1, file_reference=b""))
    if kind == "group":
        peer = await alice.create_group("Garden", bob)
        edit: Any = call.EditChatPhoto(chat_id=-peer, photo=unknown)
    else:
        peer = await alice.create_channel("Town", bob, megagroup=True)
        edit = channels.EditPhoto(channel=alice.channel(peer), photo=unknown)
    with refused("PHOTO_INVALID"):
        await alice(edit)
    edit.photo = types.InputChatPhotoEmpty()
    with refused("CHAT_NOT_MODIFIED"):
        await alice(edit)


async def test_a_place_that_the_operator_has_closed(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    await bob.write(town, "hello")
    async with world.app.house.work.begin() as tx:
        known = await chats.find(tx, town)
        assert known is not None
        await chats.set_profile(tx, town, replace(known.profile, restricted="breaks the law"))
    with refused("CHAT_RESTRICTED"):
        await bob.write(town, "hello?")


async def test_games_and_results_of_bots(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    bot = await make_bot(world, alice, "GamesBot", settings=GAME)
    await alice(channels.InviteToChannel(channel=alice.channel(town), users=[alice.user(bot)]))

    async def close(**lost: bool) -> None:
        rights = types.ChatBannedRights(until_date=0, **lost)
        await alice(call.EditChatDefaultBannedRights(peer=alice.chat(town), banned_rights=rights))

    game = types.InputMediaGame(id=types.InputGameShortName(bot_id=bot.user(bot), short_name="chess"))
    play = call.SendMedia(peer=bot.chat(town), media=game, message="", random_id=5)
    results = await answered(bob, bot, bob.chat(town), "words", [article("a", "text")])
    choose = call.SendInlineBotResult(peer=bob.chat(town), query_id=results.query_id, id="a", random_id=6)
    await close(send_games=True, send_inline=True)
    with refused("CHAT_SEND_GAME_FORBIDDEN", 403):
        await bot(play)
    with refused("CHAT_SEND_INLINE_FORBIDDEN"):
        await bob(choose)
    await close()
    await bot(play)
    await bob(choose)


async def test_an_album_is_one_message_in_slow_mode(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    await alice(channels.ToggleSlowMode(channel=alice.channel(town), seconds=10))

    async def send(first: int) -> None:
        album = [
            types.InputSingleMedia(
                media=types.InputMediaUploadedPhoto(file=await upload(bob, png(64, 64))), random_id=at, message=""
            )
            for at in range(first, first + 3)
        ]
        await bob(call.SendMultiMedia(peer=bob.chat(town), multi_media=album))

    await send(1)
    with refused("SLOWMODE_WAIT_10"):
        await send(11)
    world.clock.advance(10)
    await send(11)
    await alice.barrier()
    assert len({message.grouped_id for message in alice.messages}) == 2 and len(alice.messages) == 6


@pytest.mark.parametrize("layer", [158, 229])
async def test_whoever_does_not_want_to_be_added(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    town = await alice.create_channel("Town", megagroup=True)
    invite = channels.InviteToChannel(channel=alice.channel(town), users=[alice.user(bob)])
    key, nobody = types.InputPrivacyKeyChatInvite(), [types.InputPrivacyValueDisallowAll()]
    await bob(functions.account.SetPrivacy(key=key, rules=nobody))
    if layer < 177:  # answers cannot name those who are missing yet
        with refused("USER_PRIVACY_RESTRICTED", 403):
            await alice(invite)
    else:
        assert [one.user_id for one in (await alice(invite)).missing_invitees] == [bob.user_id]
    await bob(functions.account.SetPrivacy(key=key, rules=[types.InputPrivacyValueAllowAll()]))
    await alice(invite)
    await bob.barrier()
    assert bob.heard(types.UpdateChannel)
