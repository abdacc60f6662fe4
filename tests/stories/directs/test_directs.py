"""People write to a channel, and its admins answer (https://core.telegram.org/api/monoforum)."""

from __future__ import annotations

from pathlib import Path

from angarium.model.ids import CHANNEL_OFFSET
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.contents.site import serve, world_with_web
from tests.stories.contents.test_polls import question
from tests.stories.directs.scene import answer, open_directs, switch, texts, topics
from tests.stories.harness import World, refused


async def test_open_and_close(world: World) -> None:
    """An admin with the right lets people write to the channel, and stops it; channel and direct messages name each other."""
    owner, bob, eve = [await world.sign_up(name) for name in ("Owner", "Bob", "Eve")]
    channel = await owner.create_channel("News", bob, eve)
    for wrong, name in (
        (switch(bob, channel), "CHAT_ADMIN_REQUIRED"),
        (switch(owner, channel, stars=10_001), "STARS_AMOUNT_INVALID"),
        (switch(owner, channel, allowed=False), "CHAT_NOT_MODIFIED"),
    ):
        with refused(name):
            await (bob if name == "CHAT_ADMIN_REQUIRED" else owner)(wrong)
    made = await owner(switch(owner, channel))
    parent, direct = (next(one for one in made.chats if one.monoforum is flag) for flag in (False, True))
    assert parent.linked_monoforum_id == direct.id and direct.linked_monoforum_id == parent.id
    assert parent.broadcast_messages_allowed and direct.broadcast_messages_allowed and direct.title == "News"
    said = next(one.message for one in made.updates if one.NAME == "updateNewChannelMessage")
    assert said.action.broadcast_messages_allowed and said.action.stars == 0
    directs = -CHANNEL_OFFSET - direct.id
    await bob.write(directs, "Hello")
    with refused("CHANNEL_MONOFORUM_UNSUPPORTED"):
        await bob(
            functions.messages.SendMedia(peer=bob.chat(directs), media=question("A", "B"), message="", random_id=5)
        )
    with refused("CHAT_NOT_MODIFIED"):
        await owner(switch(owner, channel))
    await owner(switch(owner, channel, allowed=False))
    with refused("CHAT_WRITE_FORBIDDEN"):
        await bob.write(directs, "Anybody there?")
    seen = (await bob(functions.channels.GetChannels(id=[bob.channel(channel)]))).chats
    assert next(one for one in seen if one.id == parent.id).linked_monoforum_id is None
    assert await answer(owner, directs, bob, "We are closing")
    await owner(switch(owner, channel))
    assert await bob.write(directs, "Again")


async def test_two_people_write(world: World) -> None:
    """Each has one chat with the channel, the admins have all; nobody hears of another's."""
    owner, bob, eve = [await world.sign_up(name) for name in ("Owner", "Bob", "Eve")]
    channel = await owner.create_channel("News", bob, eve)
    directs = await open_directs(owner, channel)
    phone = await world.sign_in(bob)
    await bob.write(directs, "I am Bob")
    await phone.barrier()
    assert [one.message for one in phone.messages] == ["I am Bob"] and phone.messages[0].out
    await eve.write(directs, "I am Eve")
    heard = [
        (one.message, one.saved_peer_id.user_id, one.from_id.user_id)
        for one in owner.messages
        if one.peer_id.channel_id == -directs - CHANNEL_OFFSET
    ]
    assert heard == [("I am Bob", bob.user_id, bob.user_id), ("I am Eve", eve.user_id, eve.user_id)]
    owner_id = await answer(owner, directs, bob, "Hello Bob")
    await bob.barrier()
    told = bob.messages[-1]
    assert (told.message, told.id, told.saved_peer_id.user_id) == ("Hello Bob", owner_id, bob.user_id)
    assert told.from_id.channel_id == -channel - CHANNEL_OFFSET and not told.out
    archived = functions.folders.EditPeerFolders(
        folder_peers=[types.InputFolderPeer(peer=bob.chat(directs), folder_id=1)]
    )
    await bob(archived)
    assert await texts(bob, directs) == ["Hello Bob", "I am Bob"]
    assert await texts(eve, directs) == ["I am Eve"]
    assert await texts(owner, directs) == ["Hello Bob", "I am Eve", "I am Bob"]
    await eve.barrier()
    assert all("Bob" not in one.message for one in eve.messages if isinstance(one, types.Message))
    listed = await topics(owner, directs)
    assert [(one.peer.user_id, one.unread_count) for one in listed] == [(bob.user_id, 1), (eve.user_id, 1)]
    await bob.write(directs, "Thank you")
    await eve.write(directs, "Hey")
    await answer(owner, directs, eve, "Hello Eve")
    await answer(owner, directs, bob, "Out of the archive")
    named = functions.messages.GetPeerDialogs(peers=[types.InputDialogPeer(peer=bob.chat(directs))])
    [dialog] = (await bob(named)).dialogs
    assert (dialog.folder_id, dialog.unread_count) == (None, 1)


async def test_bots(world: World) -> None:
    """A bot that writes to a channel hears every answer; admins have their channel alone to write as."""
    owner = await world.sign_up("Owner")
    bot = await make_bot(world, owner)
    channel = await owner.create_channel("News")
    await owner(functions.channels.UpdateUsername(channel=owner.channel(channel), username="the_news"))
    directs = await open_directs(owner, channel)
    await bot.write(directs, "I am a bot")
    await answer(owner, directs, bot, "Good, and no command")
    await bot.barrier()
    assert bot.messages[-1].message == "Good, and no command"
    named = await owner(functions.channels.GetSendAs(peer=owner.chat(directs)))
    assert [one.peer.channel_id for one in named.peers] == [-channel - CHANNEL_OFFSET]


async def test_previews(tmp_path: Path) -> None:
    """A preview that comes later is told to both sides of its topic, and to nobody else."""
    async with serve() as site, world_with_web(tmp_path) as world:
        owner, bob, eve = [await world.sign_up(name) for name in ("Owner", "Bob", "Eve")]
        channel = await owner.create_channel("News", bob, eve)
        directs = await open_directs(owner, channel)
        await eve.write(directs, "Hello")
        await bob.write(directs, "Hello")
        await answer(owner, directs, bob, site.url("/plain"))
        await world.settle()
        phone = await world.sign_in(owner)
        for who in (owner, bob, eve, phone):
            await who.barrier()
        [told] = bob.heard(types.UpdateChannelWebPage)
        assert told.webpage.title == "Only a title" and told.channel_id == -directs - CHANNEL_OFFSET
        assert eve.heard(types.UpdateChannelWebPage) == []
