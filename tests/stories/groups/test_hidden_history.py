"""What was said before somebody came into a group that hides its history stays hidden from them, by whatever door they look."""

from __future__ import annotations

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import callback, heard, inline, make_bot
from tests.stories.groups.doors import NOTHING, SECRET, look
from tests.stories.harness import World, refused

call = functions.messages


@pytest.mark.parametrize("forum", [False, True])
async def test_no_door_shows_what_was_before(world: World, forum: bool) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    peer = await alice.create_channel("Town", bob, megagroup=True)
    ids: list[int] = []
    if forum:
        await alice(functions.channels.ToggleForum(channel=alice.channel(peer), enabled=True, tabs=False))
        made = await alice(call.CreateForumTopic(peer=alice.chat(peer), title="Work", random_id=3))
        topic = next(update.message.id for update in made.updates if update.NAME == "updateNewChannelMessage")
        inside = types.InputReplyToMessage(reply_to_msg_id=topic)
        ids = [topic, await alice.write(peer, f"{SECRET} in a topic", reply_to=inside)]
    ids.append(await alice.write(peer, f"{SECRET} example.org"))
    answer = types.InputReplyToMessage(reply_to_msg_id=ids[-1])
    ids.append(await bob.write(peer, f"an answer to {SECRET}", reply_to=answer))
    await alice(call.UpdatePinnedMessage(peer=alice.chat(peer), id=ids[-2]))
    like = [types.ReactionEmoji(emoticon="👍")]
    await bob(call.SendReaction(peer=bob.chat(peer), msg_id=ids[-2], reaction=like))
    await alice(functions.channels.TogglePreHistoryHidden(channel=alice.channel(peer), enabled=True))
    await alice(functions.channels.InviteToChannel(channel=alice.channel(peer), users=[alice.user(carol)]))
    assert not (shown := await look(carol, peer, ids)), "\n".join(shown)
    seen = await bob(call.Search(peer=bob.chat(peer), q=SECRET, filter=NOTHING, limit=10))
    assert len(seen.messages) == len(ids) - (1 if forum else 0)


async def test_no_button_is_pressed_that_was_before(world: World) -> None:
    alice, carol = await world.sign_up("Alice"), await world.sign_up("Carol")
    bot = await make_bot(world, alice, "ShopBot")
    peer = await alice.create_channel("Town", bot, megagroup=True)
    buttons = inline([callback("Buy", b"buy")])
    await bot(call.SendMessage(peer=bot.chat(peer), message="A bargain", random_id=5, reply_markup=buttons))
    await alice.barrier()
    press = call.GetBotCallbackAnswer(peer=alice.chat(peer), msg_id=alice.messages[-1].id, data=b"buy")
    waiting = alice.begin(press)
    asked = await heard(bot, types.UpdateBotCallbackQuery)
    await bot(call.SetBotCallbackAnswer(query_id=asked.query_id, message="Sold", cache_time=0))
    assert (await waiting).message == "Sold"
    await alice(functions.channels.TogglePreHistoryHidden(channel=alice.channel(peer), enabled=True))
    await alice(functions.channels.InviteToChannel(channel=alice.channel(peer), users=[alice.user(carol)]))
    with refused("MESSAGE_ID_INVALID"):
        await carol(call.GetBotCallbackAnswer(peer=carol.chat(peer), msg_id=press.msg_id, data=b"buy"))
