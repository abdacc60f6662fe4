"""What is answered to people's comments lies in the chat "Replies" of those who are not in the discussion group."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from angarium.model.ids import REPLIES_USER
from angarium.store import answers, operator
from angarium.tl import functions, types
from tests.stories.files.materials import png, upload
from tests.stories.groups.test_comments import linked, number, to
from tests.stories.harness import Actor, World, refused
from tests.stories.messages.test_plans import asked, faults

__all__ = ["asked"]  # the fixture

call = functions.messages
LAYERS = [133, 158, 181, 200, 229]


def block(id: int, **flags: bool) -> Any:
    return functions.contacts.BlockFromReplies(msg_id=id, **flags)


async def history(actor: Actor) -> Any:
    return await actor(call.GetHistory(
        peer=actor.peer(REPLIES_USER), offset_id=0, offset_date=0, add_offset=0, limit=50, max_id=0, min_id=0, hash=0))  # fmt: skip


class Scene:
    """Alice's channel with a discussion group; Bob, who reads the channel alone, has commented on its post."""

    def __init__(self, alice: Actor, bob: Actor, news: int, talk: int, root: int, comment: int) -> None:
        self.alice, self.bob, self.news, self.talk, self.root, self.comment = alice, bob, news, talk, root, comment

    async def answer(self, text: str, by: Actor | None = None, to_id: int = 0, **fields: Any) -> int:
        return await (by or self.alice).write(self.talk, text, reply_to=to(to_id or self.comment), **fields)


async def begin(world: World, layer: int = 229) -> Scene:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    news, talk = await linked(alice, bob)
    post = await alice.write(news, "It rains")
    begun = await bob(call.GetDiscussionMessage(peer=bob.chat(news), msg_id=post))
    root = begun.messages[0].id
    writer = bob if layer > 160 else await world.sign_in(bob)  # older ones name what they answer in another way
    return Scene(alice, bob, news, talk, root, await writer.write(talk, "At last!", reply_to=to(root)))


@pytest.mark.parametrize("layer", LAYERS)
async def test_an_answer_lies_in_the_chat_of_replies(world: World, layer: int) -> None:
    scene = await begin(world, layer)
    bob = scene.bob
    reply = await scene.answer("Indeed")
    await bob.barrier()
    told = bob.messages[-1]
    assert (told.peer_id.user_id, told.message, told.out) == (REPLIES_USER, "Indeed", False)
    assert (told.fwd_from.from_id.user_id, told.fwd_from.saved_from_msg_id) == (scene.alice.user_id, reply)
    assert told.fwd_from.saved_from_peer.channel_id == number(scene.talk)
    header = told.reply_to
    assert header.reply_to_peer_id.channel_id == number(scene.talk)
    assert (header.reply_to_msg_id, header.reply_to_top_id) == (scene.comment, scene.root)
    packet = next(one for one in reversed(bob.packets) if getattr(one, "chats", None))
    group = next(one for one in packet.chats if one.id == number(scene.talk))
    robot = next(one for one in packet.users if one.id == REPLIES_USER)
    assert (
        group.left and group.access_hash and robot.bot and (robot.first_name, robot.username) == ("Replies", "replies")
    )
    (shown,) = (await history(bob)).messages
    assert shown.message == "Indeed"
    found = await bob(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=bob.peer(REPLIES_USER))]))
    assert found.dialogs[0].unread_count == 1
    await bob(call.ReadHistory(peer=bob.peer(REPLIES_USER), max_id=told.id))
    assert scene.alice.messages[-1].peer_id.NAME == "peerChannel"  # she has no such chat


async def test_the_account_is_known_from_the_first_day(world: World) -> None:
    bob = await world.sign_up("Bob", layer=158)
    named = types.InputUser(user_id=REPLIES_USER, access_hash=1)  # as TDLib makes it up
    full = await bob(functions.users.GetFullUser(id=named))
    assert full.users[0].bot and full.users[0].bot_nochats and not full.users[0].support and not full.users[0].verified
    assert full.full_user.bot_info is not None and not full.full_user.settings.report_spam
    found = await bob(functions.contacts.ResolveUsername(username="replies"))
    assert found.peer.user_id == REPLIES_USER
    settings = await bob(call.GetPeerSettings(peer=types.InputPeerUser(user_id=REPLIES_USER, access_hash=1)))
    assert not settings.settings.add_contact and not settings.settings.block_contact
    with refused("CHAT_WRITE_FORBIDDEN"):
        await bob.say(REPLIES_USER, "Hello?")
    with refused("CHAT_WRITE_FORBIDDEN"):
        await bob.say(REPLIES_USER, "Later", schedule_date=int(world.clock.now()) + 600)


async def test_who_is_in_the_group_is_not_told_twice(world: World) -> None:
    scene = await begin(world)
    alice, bob = scene.alice, scene.bob
    carol = await world.sign_up("Carol")
    await alice(functions.channels.InviteToChannel(channel=alice.channel(scene.talk), users=[alice.user(carol)]))
    said = await carol.write(scene.talk, "Bravo", reply_to=to(scene.root))
    await scene.answer("Carol is in it", to_id=said)
    await bob.write(scene.talk, "Myself", reply_to=to(scene.comment))
    await scene.answer("To the post", to_id=scene.root)
    await bob(functions.channels.JoinChannel(channel=bob.channel(scene.talk)))
    await scene.answer("Now you are here, too")
    for one in (bob, carol):
        assert not (await history(one)).messages
    await bob(functions.channels.LeaveChannel(channel=bob.channel(scene.talk)))
    await scene.answer("And gone")
    assert [one.message for one in (await history(bob)).messages] == ["And gone"]


async def test_whoever_may_not_read_hears_nothing(world: World) -> None:
    scene = await begin(world)
    alice, bob = scene.alice, scene.bob
    await bob(functions.channels.LeaveChannel(channel=bob.channel(scene.news)))  # it is private
    await scene.answer("Where are you?")
    await alice(functions.channels.InviteToChannel(channel=alice.channel(scene.news), users=[alice.user(bob)]))
    await alice(functions.channels.EditBanned(
        channel=alice.channel(scene.talk), participant=alice.peer(bob),
        banned_rights=types.ChatBannedRights(view_messages=True, until_date=0)))  # fmt: skip
    await scene.answer("You are out")
    assert not (await history(bob)).messages


async def test_an_answer_is_changed_and_taken_away(world: World) -> None:
    scene = await begin(world)
    alice, bob = scene.alice, scene.bob
    photo = types.InputMediaUploadedPhoto(file=await upload(alice, png(20, 20, (1, 2, 3))))
    await alice(call.SendMedia(
        peer=alice.chat(scene.talk), media=photo, message="Look", random_id=5, reply_to=to(scene.comment)))  # fmt: skip
    reply = await scene.answer("Inded")
    await alice(call.EditMessage(peer=alice.chat(scene.talk), id=reply, message="Indeed"))
    second, first = (await history(bob)).messages
    assert (second.message, bool(second.edit_date), second.reply_to.reply_to_msg_id) == ("Indeed", True, scene.comment)
    assert first.media.NAME == "messageMediaPhoto"
    await alice(functions.channels.DeleteMessages(channel=alice.channel(scene.talk), id=[reply, scene.comment]))
    await bob.barrier()
    assert bob.heard(types.UpdateDeleteMessages)[-1].messages == [second.id]
    assert [one.id for one in (await history(bob)).messages] == [first.id]
    await bob(call.DeleteMessages(id=[first.id], revoke=True))
    async with world.app.house.work.read() as tx:
        assert not await answers.of_sender(tx, bob.user_id, alice.user_id)


async def test_somebody_is_blocked_from_there(world: World) -> None:
    scene = await begin(world)
    alice, bob = scene.alice, scene.bob
    carol = await world.sign_up("Carol")
    await alice(functions.channels.InviteToChannel(channel=alice.channel(scene.talk), users=[alice.user(carol)]))
    await scene.answer("One", carol)
    await scene.answer("Two", carol)
    await scene.answer("Three", alice)
    await scene.answer("Four", carol)
    await bob.say(alice, "hello")
    four, three, two, one = (await history(bob)).messages
    for wrong in (0, 999, four.id + 1):
        with refused("MSG_ID_INVALID", 400):
            await bob(block(wrong))
    done = await bob(block(one.id, delete_message=True, report_spam=True))
    assert [update.NAME for update in done.updates] == ["updatePeerBlocked", "updateDeleteMessages"]
    assert done.updates[0].peer_id.user_id == carol.user_id and done.updates[0].blocked
    assert done.updates[1].messages == [one.id]
    async with world.app.house.work.read() as tx:
        ((who, _, report),) = await operator.find_reports(tx, 5)
    assert (who, report.peer, report.reason, len(report.ids)) == (bob.user_id, scene.talk, "spam", 1)
    with refused("MSG_ID_INVALID"):
        await bob(block(one.id))
    await scene.answer("Five", carol)
    assert [shown.id for shown in (await history(bob)).messages] == [four.id, three.id, two.id]
    done = await bob(block(two.id, delete_history=True))
    assert sorted(done.updates[1].messages) == [two.id, four.id]
    assert [update.NAME for update in (await bob(block(three.id))).updates] == ["updatePeerBlocked"]
    assert [shown.id for shown in (await history(bob)).messages] == [three.id]
    listed = await bob(functions.contacts.GetBlocked(offset=0, limit=10))
    assert {shown.peer_id.user_id for shown in listed.blocked} == {alice.user_id, carol.user_id}
    await bob(functions.contacts.Unblock(id=bob.peer(alice)))
    await bob(functions.contacts.Block(id=bob.peer(REPLIES_USER)))  # nothing at all from there
    await scene.answer("Six", alice)
    assert [shown.id for shown in (await history(bob)).messages] == [three.id]


async def test_groups_and_channels_answer_and_are_blocked_too(world: World) -> None:
    scene = await begin(world)
    alice, bob = scene.alice, scene.bob
    quoted = types.InputReplyToMessage(reply_to_msg_id=scene.comment, quote_text="last", quote_offset=3)
    await alice.write(scene.talk, "In my channel's name", reply_to=quoted, send_as=alice.chat(scene.news))
    rights = types.ChatAdminRights(anonymous=True, change_info=True, delete_messages=True, ban_users=True)
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(scene.talk), user_id=types.InputUserSelf(), admin_rights=rights, rank=""))  # fmt: skip
    await scene.answer("In the group's name")
    second, first = (await history(bob)).messages
    assert (first.fwd_from.from_id.channel_id, first.reply_to.quote_text) == (number(scene.news), "last")
    assert second.fwd_from.from_id.channel_id == number(scene.talk)
    done = await bob(block(second.id, delete_history=True))
    assert done.updates[0].peer_id.channel_id == number(scene.talk) and done.updates[1].messages == [second.id]
    await scene.answer("Still here")
    assert [one.id for one in (await history(bob)).messages] == [first.id]


async def test_an_account_that_is_gone_takes_its_answers_along(world: World) -> None:
    scene = await begin(world)
    await scene.answer("One")
    (one,) = (await history(scene.bob)).messages
    scene.alice.witness.gone = True
    await scene.alice(functions.account.DeleteAccount(reason="x"))
    done = await scene.bob(block(one.id, delete_message=True))
    assert not done.updates[0].blocked and done.updates[1].messages == [one.id]


async def test_every_question_has_an_index(asked: list[str], world: World, tmp_path: Path) -> None:
    scene = await begin(world)
    reply = await scene.answer("One")
    await scene.answer("Two")
    alice = scene.alice
    await alice(call.EditMessage(peer=alice.chat(scene.talk), id=reply, message="1"))
    await alice(functions.channels.DeleteMessages(channel=alice.channel(scene.talk), id=[reply]))
    (two,) = (await history(scene.bob)).messages
    await scene.bob(block(two.id, delete_message=True, delete_history=True, report_spam=True))
    assert not faults(asked, tmp_path)
