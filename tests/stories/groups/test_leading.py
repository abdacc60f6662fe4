"""Admins of groups and channels, their heirs, lists of members, and the end."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.domain.groups import ending
from angarium.tl import functions, types
from tests.stories.accounts.secrets import prove, set_password
from tests.stories.accounts.times import days_pass
from tests.stories.harness import Actor, World, refused

call = functions.channels
DAY = 86400
NOBODY = types.ChatAdminRights()


async def test_admins_of_a_basic_group(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_group("Garden", bob, carol)
    promote = functions.messages.EditChatAdmin(chat_id=-group, user_id=alice.user(bob), is_admin=True)
    await alice(promote)
    await carol.barrier()
    told = carol.heard(types.UpdateChatParticipants)[-1].participants.participants
    assert {one.NAME for one in told} == {"chatParticipantCreator", "chatParticipantAdmin", "chatParticipant"}
    with refused("CHAT_ADMIN_REQUIRED"):
        await carol(functions.messages.EditChatAdmin(chat_id=-group, user_id=carol.user(bob), is_admin=False))
    close = types.ChatBannedRights(send_messages=True, until_date=0)
    await bob(functions.messages.EditChatDefaultBannedRights(peer=bob.chat(group), banned_rights=close))
    await carol.barrier()
    assert carol.heard(types.UpdateChatDefaultBannedRights)[-1].default_banned_rights.send_messages
    with refused("CHAT_WRITE_FORBIDDEN"):
        await carol.write(group, "May I?")
    await bob.write(group, "I may")
    with refused("CHAT_NOT_MODIFIED"):
        await bob(functions.messages.EditChatDefaultBannedRights(peer=bob.chat(group), banned_rights=close))
    with refused("BANNED_RIGHTS_INVALID"):
        await bob(functions.messages.EditChatDefaultBannedRights(
            peer=bob.chat(group), banned_rights=types.ChatBannedRights(view_messages=True, until_date=0)))  # fmt: skip
    await alice(functions.messages.EditChatAdmin(chat_id=-group, user_id=alice.user(carol), is_admin=True))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(functions.messages.DeleteChatUser(chat_id=-group, user_id=bob.user(carol)))
    shown = await carol(functions.messages.GetChats(id=[-group]))
    assert shown.chats[0].default_banned_rights.send_messages
    await alice(functions.messages.DeleteChat(chat_id=-group))
    with refused("PEER_ID_INVALID"):
        await bob.write(group, "Anyone?")


async def test_ranks_rights_and_lists(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    peer = await alice.create_channel("Town", bob, carol, megagroup=True)
    some = types.ChatAdminRights(add_admins=True, invite_users=True)
    await alice(call.EditAdmin(channel=alice.channel(peer), user_id=alice.user(bob), admin_rights=some, rank="Deputy"))
    with refused("RIGHT_FORBIDDEN"):
        await bob(call.EditAdmin(
            channel=bob.channel(peer), user_id=bob.user(carol), rank="",
            admin_rights=types.ChatAdminRights(ban_users=True)))  # fmt: skip
    with refused("ADMIN_RANK_INVALID"):
        await alice(call.EditAdmin(
            channel=alice.channel(peer), user_id=alice.user(bob), admin_rights=some, rank="x" * 17))  # fmt: skip
    with refused("USER_CREATOR"):
        await bob(call.EditAdmin(channel=bob.channel(peer), user_id=bob.user(alice), admin_rights=some, rank=""))
    one = await carol(call.GetParticipant(channel=carol.channel(peer), participant=carol.peer(bob)))
    assert (one.participant.rank, one.participant.promoted_by) == ("Deputy", alice.user_id)
    await alice(functions.messages.EditChatParticipantRank(
        peer=alice.chat(peer), participant=alice.peer(carol), rank="Baker"))  # fmt: skip
    named = await bob(call.GetParticipants(
        channel=bob.channel(peer), filter=types.ChannelParticipantsSearch(q="caro"), offset=0, limit=10, hash=0))  # fmt: skip
    assert [one.user_id for one in named.participants] == [carol.user_id] and named.participants[0].rank == "Baker"
    sam = await world.sign_up("Sam")
    with refused("USER_NOT_PARTICIPANT"):
        await bob(call.GetParticipant(channel=bob.channel(peer), participant=bob.peer(sam)))
    with refused("PARTICIPANT_ID_INVALID"):
        await alice(call.EditBanned(
            channel=alice.channel(peer), participant=types.InputPeerSelf(),
            banned_rights=types.ChatBannedRights(send_messages=True, until_date=0)))  # fmt: skip
    assert (await bob(functions.messages.GetOnlines(peer=bob.chat(peer)))).onlines >= 0
    with refused("USER_NOT_PARTICIPANT"):
        await alice(call.EditAdmin(channel=alice.channel(peer), user_id=alice.user(sam), admin_rights=NOBODY, rank=""))
    await alice(call.EditAdmin(channel=alice.channel(peer), user_id=alice.user(sam), admin_rights=some, rank=""))
    await carol.barrier()
    assert carol.messages[-1].action == types.MessageActionChatAddUser(users=[sam.user_id])
    common = await bob(functions.messages.GetCommonChats(user_id=bob.user(carol), max_id=0, limit=10))
    assert [chat.title for chat in common.chats] == ["Town"]
    with refused("CHAT_ADMIN_REQUIRED"):
        await carol(call.EditAdmin(channel=carol.channel(peer), user_id=carol.user(bob), admin_rights=NOBODY, rank=""))


async def test_whom_an_admin_may_lead(world: World) -> None:
    alice, bob, carol, sam = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol", "Sam")]
    peer = await alice.create_channel("Town", bob, carol, megagroup=True)
    leads = types.ChatAdminRights(add_admins=True)

    async def appoint(by: Actor, other: Actor, rights: Any = leads) -> None:
        await by(call.EditAdmin(channel=by.channel(peer), user_id=by.user(other), admin_rights=rights, rank=""))

    for other in (bob, carol):
        await appoint(alice, other)
    with refused("CHAT_ADMIN_REQUIRED"):  # another has appointed her
        await appoint(bob, carol)
    with refused("CHAT_ADMIN_INVITE_REQUIRED", 403):
        await appoint(bob, sam)
    key, nobody = types.InputPrivacyKeyChatInvite(), [types.InputPrivacyValueDisallowAll()]
    await sam(functions.account.SetPrivacy(key=key, rules=nobody))
    with refused("USER_PRIVACY_RESTRICTED", 403):
        await appoint(alice, sam)
    await sam(functions.account.SetPrivacy(key=key, rules=[types.InputPrivacyValueAllowAll()]))
    await appoint(alice, sam)
    with refused("PARTICIPANT_ID_INVALID"):
        await alice(call.GetParticipant(channel=alice.channel(peer), participant=alice.peer(4711)))


async def _look_whether_it_can_be_handed_over(alice: Actor, peer: int, answer: str) -> None:
    """Desktop names no heir and TDLib no group: the password alone tells both whether to go on."""
    for group, heir in (
        (alice.chat(peer), types.InputUserEmpty()),
        (types.InputPeerChannel(channel_id=0, access_hash=0), types.InputUserSelf()),
        (types.InputPeerEmpty(), types.InputUserSelf()),
    ):
        with refused(answer):
            await alice(functions.messages.EditChatCreator(
                peer=group, user_id=heir, password=types.InputCheckPasswordEmpty()))  # fmt: skip


async def test_it_is_handed_over_with_a_password(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    give = functions.messages.EditChatCreator(
        peer=alice.chat(peer), user_id=alice.user(bob), password=types.InputCheckPasswordEmpty()
    )
    heir = await alice(functions.messages.GetFutureChatCreatorAfterLeave(peer=alice.chat(peer)))
    assert heir.id == bob.user_id
    alone = await alice.create_channel("Alone", megagroup=True)
    with refused("USER_ID_INVALID"):
        await alice(functions.messages.GetFutureChatCreatorAfterLeave(peer=alice.chat(alone)))
    with refused("PASSWORD_MISSING"):
        await alice(give)
    await _look_whether_it_can_be_handed_over(alice, peer, "PASSWORD_MISSING")
    await set_password(alice, "a good one")
    with refused("PASSWORD_HASH_INVALID"):
        await alice(give)
    await _look_whether_it_can_be_handed_over(alice, peer, "PASSWORD_HASH_INVALID")
    nobody = functions.messages.EditChatCreator(
        peer=alice.chat(peer), user_id=types.InputUserEmpty(), password=await prove(alice, "a good one")
    )
    with refused("USER_ID_INVALID"):
        await alice(nobody)
    for where, whom in ((alone, alice.user(bob)), (peer, types.InputUserSelf())):
        give.peer, give.user_id, give.password = alice.chat(where), whom, await prove(alice, "a good one")
        with refused("USER_ID_INVALID"):
            await alice(give)
    give.peer, give.user_id = alice.chat(peer), alice.user(bob)
    with refused("USER_CREATOR"):
        await alice(call.LeaveChannel(channel=alice.channel(peer)))
    give.password = await prove(alice, "a good one")
    await alice(give)
    assert (await bob(call.GetChannels(id=[bob.channel(peer)]))).chats[0].creator
    await alice(call.LeaveChannel(channel=alice.channel(peer)))
    with refused("CHANNEL_PRIVATE"):
        await alice(call.LeaveChannel(channel=alice.channel(peer)))
    await bob(call.DeleteChannel(channel=bob.channel(peer)))
    with refused("CHANNEL_PRIVATE"):
        await bob(call.GetFullChannel(channel=bob.channel(peer)))


async def test_what_is_new_gives_nothing_away(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    group = await alice.create_group("Garden", bob)

    async def give(password: str, device: Actor = alice) -> None:
        proof = await prove(device, password) if password else types.InputCheckPasswordEmpty()
        await device(functions.messages.EditChatCreator(
            peer=alice.chat(group), user_id=alice.user(bob), password=proof))  # fmt: skip

    await days_pass(world, 7, alice, bob)  # in the first days of an account nothing is newer than it
    await set_password(alice, "a good one")
    for password in ("a good one", "a bad one", ""):
        with refused(f"PASSWORD_TOO_FRESH_{7 * DAY}"):
            await give(password)
    await days_pass(world, 5, alice)
    await set_password(alice, "a better one", old="a good one")
    await days_pass(world, 6, alice)
    with refused(f"PASSWORD_TOO_FRESH_{DAY}"):  # what is changed is new again
        await give("a better one")
    await days_pass(world, 0.75)
    second = await world.device("Alice", alice.phone)
    with refused("SESSION_PASSWORD_NEEDED"):
        await world.enter_code(second)
    await second(functions.auth.CheckPassword(password=await prove(second, "a better one")))
    await days_pass(world, 0.5, second)
    for password in ("a better one", ""):
        with refused(f"SESSION_TOO_FRESH_{DAY // 2}"):
            await give(password, second)
    await days_pass(world, 0.5, second, bob)
    with refused("PASSWORD_HASH_INVALID"):
        await give("", second)
    await give("a better one", second)
    assert (await bob(functions.messages.GetChats(id=[-group]))).chats[0].creator


async def test_a_new_device_beside_older_ones_appoints_nobody(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    some = types.ChatAdminRights(invite_users=True)
    appoint = call.EditAdmin(channel=alice.channel(peer), user_id=alice.user(bob), admin_rights=some, rank="")
    await alice(appoint)  # who came today may: nobody was there before
    await days_pass(world, 2, alice)
    thief = await world.sign_in(alice)
    with refused("FRESH_CHANGE_ADMINS_FORBIDDEN", 406):
        await thief(appoint)
    appoint.admin_rights = NOBODY
    await alice(appoint)
    await days_pass(world, 1, thief)
    await thief(appoint)


async def test_writing_in_another_name(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    await alice(call.EditAdmin(
        channel=alice.channel(peer), user_id=types.InputUserSelf(), admin_rights=types.ChatAdminRights(anonymous=True),
        rank="The law"))  # fmt: skip
    id = await alice.write(peer, "Quiet!")
    await bob.barrier()
    said = bob.messages[-1]
    assert (said.from_id.channel_id, said.post_author, said.post) == (bob.channel(peer).channel_id, "The law", False)
    names = await alice(call.GetSendAs(peer=alice.chat(peer)))
    assert [one.peer.NAME for one in names.peers] == ["peerChannel", "peerUser"]
    await alice(functions.messages.SaveDefaultSendAs(peer=alice.chat(peer), send_as=types.InputPeerSelf()))
    full = await alice(call.GetFullChannel(channel=alice.channel(peer)))
    assert full.full_chat.default_send_as.user_id == alice.user_id
    with refused("SEND_AS_PEER_INVALID"):
        await bob.write(peer, "I am the law", send_as=bob.chat(peer))
    news, other = await alice.create_channel("News"), await alice.create_channel("Other")
    with refused("SEND_AS_PEER_INVALID"):
        await alice.write(news, "Somebody else's news", send_as=alice.chat(other))
    await alice.write(news, "Our news", send_as=alice.chat(news))
    found = await bob(call.GetMessages(channel=bob.channel(peer), id=[types.InputMessageID(id=id)]))
    assert found.messages[0].message == "Quiet!"


async def test_histories_are_cut(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    first = await bob.write(peer, "One")
    await alice.write(peer, "Two")
    await bob(call.DeleteHistory(channel=bob.channel(peer), max_id=first))
    seen = await bob(functions.messages.GetHistory(peer=bob.chat(peer), limit=10))
    assert [message.message for message in seen.messages] == ["Two"]
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.DeleteHistory(channel=bob.channel(peer), max_id=0, for_everyone=True))
    gone = await alice(call.DeleteParticipantHistory(channel=alice.channel(peer), participant=alice.peer(bob)))
    assert gone.pts_count >= 1
    await alice(call.DeleteHistory(channel=alice.channel(peer), max_id=0, for_everyone=True))
    left = await alice(functions.messages.GetHistory(peer=alice.chat(peer), limit=10))
    assert [message.NAME for message in left.messages] == ["messageService"]
    # a long history goes in several steps, without anybody asking again
    monkeypatch.setattr(ending, "AT_ONCE", 3)
    for number in range(8):
        await bob.write(peer, f"Line {number}")
    await alice(call.DeleteHistory(channel=alice.channel(peer), max_id=0, for_everyone=True))
    for _ in range(3):
        await world.pass_time(1)
    left = await bob(functions.messages.GetHistory(peer=bob.chat(peer), limit=10))
    assert not left.messages
    await world.pass_time(40 * 86400)
    quiet = await bob(call.GetInactiveChannels())
    assert [chat.title for chat in quiet.chats] == ["Town"]
