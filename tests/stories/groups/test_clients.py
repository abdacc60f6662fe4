"""What clients that nobody here wrote found fault with, in groups and channels."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.files.materials import png, upload
from tests.stories.harness import World


async def test_every_message_of_a_supergroup_counts_its_answers(world: World) -> None:
    """TDLib finds fault with a message that belongs to no thread at first and to one later."""
    alice, bob = [await world.sign_up(name) for name in ("Alice", "Bob")]
    town = await alice.create_channel("Town", bob, megagroup=True)
    news = await alice.create_channel("News", bob)
    first = await alice.write(town, "Who comes?")
    post = await alice.write(news, "It rains")
    await bob.barrier()
    heard = {(type(one.peer_id), one.peer_id.channel_id): one for one in bob.messages}
    said = next(one for one in bob.messages if getattr(one, "message", "") == "Who comes?")
    assert (said.replies.replies, said.replies.comments, said.replies.max_id) == (0, False, None)
    assert next(one for one in bob.messages if getattr(one, "message", "") == "It rains").replies is None
    assert len(heard) == 2
    seen = functions.messages.GetMessagesViews(peer=bob.chat(town), id=[first], increment=False)
    assert (await bob(seen)).views[0].replies.replies == 0
    await bob.write(town, "I do", reply_to=types.InputReplyToMessage(reply_to_msg_id=first))
    found = await bob(functions.messages.GetHistory(
        peer=bob.chat(town), offset_id=0, offset_date=0, add_offset=0, limit=5, max_id=0, min_id=0, hash=0))  # fmt: skip
    counts = {one.message: one.replies.replies for one in found.messages if isinstance(one, types.Message)}
    assert counts == {"Who comes?": 1, "I do": 0}
    assert post


async def test_pictures_of_a_group_are_found(world: World) -> None:
    """Clients leaf through the former pictures of a group by searching for the messages that set them."""
    alice, bob = [await world.sign_up(name) for name in ("Alice", "Bob")]
    town = await alice.create_channel("Town", bob, megagroup=True)
    for shade in (160, 200):
        photo = types.InputChatUploadedPhoto(file=await upload(alice, png(shade, 160), "a.png"))
        await alice(functions.channels.EditPhoto(channel=alice.channel(town), photo=photo))
    found = await bob(functions.messages.Search(
        peer=bob.chat(town), q="", filter=types.InputMessagesFilterChatPhotos(), min_date=0, max_date=0, offset_id=0,
        add_offset=0, limit=10, max_id=0, min_id=0, hash=0))  # fmt: skip
    assert [type(one.action).__name__ for one in found.messages] == ["MessageActionChatEditPhoto"] * 2
