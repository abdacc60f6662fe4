"""One day of a bot, for clients of every kind of layer: what is told live, what after an absence, and what their layer has not."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.model.bots import BOT_FATHER
from angarium.tl import functions, types
from tests.stories.bots.robots import callback, heard, inline, make_bot
from tests.stories.contents.test_polls import question
from tests.stories.groups.crowd import LAYERS
from tests.stories.harness import Actor, World, refused
from tests.stories.witness import bare

call, channels, account = functions.messages, functions.channels, functions.account
HEART = types.ReactionEmoji(emoticon="❤")

SINCE = {
    types.UpdateBotMessageReaction: 174,
    types.UpdateBotMessageReactions: 174,
    types.UpdateBotBusinessConnect: 177,
    types.UpdateBotNewBusinessMessage: 177,
    types.UpdateBotEditBusinessMessage: 177,
    types.UpdateBotDeleteBusinessMessage: 177,
    types.UpdateManagedBot: 225,
    types.UpdateBotGuestChatQuery: 225,
}
"""The first layer that has an update, where that is not the first of all."""

SETTINGS = (
    *("/setinline", "{}", "Find"),
    *("/setinlinefeedback", "{}", "100%"),
    *("/setguest", "{}", "Enable"),
    *("/setmanager", "{}", "Enable"),
)


class Day:
    """Alice, who owns the bot, Bob, and the bot with its layer."""

    def __init__(self, alice: Actor, bob: Actor, bot: Actor) -> None:
        self.alice, self.bob, self.bot = alice, bob, bot
        self.told: list[Any] = []
        """What the bot must find in the difference."""

    async def hears(self, kind: type[Any], count: int = 1) -> list[Any]:
        """The bot has been told so many updates of a kind since it was last asked, or its layer knows none."""
        await self.bot.barrier()
        found = self.bot.heard(kind)
        assert len(found) == (count if self.bot.layer >= SINCE.get(kind, 0) else 0), (kind.NAME, found)
        self.told += found
        self.bot.packets.clear()
        return found


async def alone_with_it(day: Day) -> None:
    bob, bot = day.bob, day.bot
    await bob.say(bot, "/start")
    await bot.barrier()
    assert bot.messages[-1].message == "/start"
    await bot.say(bob, "Choose", reply_markup=inline([callback("Go", b"go")]))
    await bob.barrier()
    shown = bob.messages[-1]
    waiting = bob.begin(call.GetBotCallbackAnswer(peer=bob.peer(bot), msg_id=shown.id, data=b"go"))
    pressed = await heard(bot, types.UpdateBotCallbackQuery)
    await bot(call.SetBotCallbackAnswer(query_id=pressed.query_id, message="ok", cache_time=0))
    assert (await waiting).message == "ok"
    await bob(call.SendReaction(peer=bob.peer(bot), msg_id=shown.id, reaction=[HEART]))
    await day.hears(types.UpdateBotMessageReaction)
    await bob(functions.contacts.Block(id=bob.peer(bot)))
    await bob(functions.contacts.Unblock(id=bob.peer(bot)))
    stopped = await day.hears(types.UpdateBotStopped, 2)
    assert [one.stopped for one in stopped] == [True, False]


async def asked_inline(day: Day) -> None:
    alice, bob, bot = day.alice, day.bob, day.bot
    waiting = bob.begin(call.GetInlineBotResults(bot=bob.user(bot), peer=bob.peer(alice), query="x", offset=""))
    asked = await heard(bot, types.UpdateBotInlineQuery)
    message = types.InputBotInlineMessageText(message="Found", reply_markup=inline([callback("More", b"more")]))
    result = types.InputBotInlineResult(id="1", type="article", title="x", send_message=message)
    await bot(call.SetInlineBotResults(query_id=asked.query_id, results=[result], cache_time=0))
    shown = await waiting
    await bob(call.SendInlineBotResult(peer=bob.peer(alice), query_id=shown.query_id, id="1", random_id=5))
    chosen = await heard(bot, types.UpdateBotInlineSend)
    assert chosen.id == "1" and await bot(call.EditInlineBotMessage(id=chosen.msg_id, message="Found it"))
    bot.packets.clear()


async def in_a_group(day: Day) -> None:
    alice, bob, bot = day.alice, day.bob, day.bot
    group = await alice.create_group("Garden", bob, bot)
    await day.hears(types.UpdateChatParticipant)
    await bob.write(group, "/help")
    asked = question("one", "two", public_voters=True)
    asked.poll.answers = [
        types.PollAnswer(text=one.text, option=b"%d" % at) for at, one in enumerate(asked.poll.answers)
    ]  # which every layer has
    await bot(call.SendMedia(peer=bot.chat(group), media=asked, message="", random_id=7))
    await bob.barrier()
    poll = bob.messages[-1]
    await bob(call.SendVote(peer=bob.chat(group), msg_id=poll.id, options=[b"0"]))
    await day.hears(types.UpdateMessagePollVote)
    await alice(call.EditChatAdmin(chat_id=-group, user_id=alice.user(bot), is_admin=True))
    await bob(call.SendReaction(peer=bob.chat(group), msg_id=poll.id, reaction=[HEART]))
    await bot.barrier()
    day.told += bot.heard(types.UpdateChatParticipant)
    await day.hears(types.UpdateBotMessageReaction)


async def in_a_supergroup(day: Day) -> None:
    alice, bob, bot = day.alice, day.bob, day.bot
    club = await alice.create_channel("Club", bot, megagroup=True)
    await day.hears(types.UpdateChannelParticipant)
    await alice.write(club, "Between us")
    await alice.write(club, "/help")
    await bot.barrier()
    assert [one.message for one in bot.messages if one.NAME == "message"][-1:] == ["/help"]
    rights = types.ChatAdminRights(invite_users=True, ban_users=True)
    await alice(channels.EditAdmin(channel=alice.channel(club), user_id=alice.user(bot), admin_rights=rights, rank=""))
    await day.hears(types.UpdateChannelParticipant)
    link = (await alice(call.ExportChatInvite(peer=alice.chat(club), request_needed=True))).link
    with refused("INVITE_REQUEST_SENT"):
        await bob(call.ImportChatInvite(hash=link.rsplit("+", 1)[-1]))
    await day.hears(types.UpdateBotChatInviteRequester)
    await alice(call.HideChatJoinRequest(approved=True, peer=alice.chat(club), user_id=alice.user(bob)))
    await day.hears(types.UpdateChannelParticipant)


async def in_a_channel(day: Day) -> None:
    alice, bob, bot = day.alice, day.bob, day.bot
    news = await alice.create_channel("News", bob)
    rights = types.ChatAdminRights(post_messages=True)
    await alice(channels.EditAdmin(channel=alice.channel(news), user_id=alice.user(bot), admin_rights=rights, rank=""))
    await day.hears(types.UpdateChannelParticipant, 2)  # it came, and leads
    post = await bot.write(news, "A post")
    await bob(call.SendReaction(peer=bob.chat(news), msg_id=post, reaction=[HEART]))
    await day.hears(types.UpdateBotMessageReactions)


async def for_somebody(day: Day) -> None:
    alice, bob, bot = day.alice, day.bob, day.bot
    everybody = types.InputBusinessBotRecipients(exclude_selected=True)
    rights = types.BusinessBotRights(reply=True)
    await alice(account.UpdateConnectedBot(bot=alice.user(bot), recipients=everybody, rights=rights))
    await day.hears(types.UpdateBotBusinessConnect)
    await bob.say(alice, "How much?")
    await alice.barrier()
    asked = (await day.hears(types.UpdateBotNewBusinessMessage)) or [None]
    mine = alice.messages[-1].id
    assert asked[0] is None or asked[0].message.id == mine
    await alice(call.DeleteMessages(id=[mine]))
    await day.hears(types.UpdateBotDeleteBusinessMessage)
    day.told = [one for one in day.told if one is not asked[0]]  # what is gone is not told again
    await alice(account.UpdateConnectedBot(deleted=True, bot=alice.user(bot), recipients=everybody))
    await day.hears(types.UpdateBotBusinessConnect)


async def from_outside(day: Day) -> None:
    alice, bob, bot = day.alice, day.bob, day.bot
    await alice.say(bob, "@DayBot what is the time?")
    await day.hears(types.UpdateBotGuestChatQuery)
    await bob(functions.bots.CreateBot(name="Bob's", username="BobsBot", manager_id=bob.user(bot)))
    await day.hears(types.UpdateManagedBot)


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_day_of_a_bot(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "DayBot", layer=layer)
    for at in range(0, len(SETTINGS), 3):
        for line in SETTINGS[at : at + 3]:
            await alice.say(BOT_FATHER, line.format("@DayBot"))
    start = await bot(functions.updates.GetState())
    day = Day(alice, bob, bot)
    for part in (alone_with_it, asked_inline, in_a_group, in_a_supergroup, in_a_channel, for_somebody, from_outside):
        bot.packets.clear()
        await part(day)
    await bot.disconnect()
    await bob(functions.contacts.Block(id=bob.peer(bot)))
    await world.restart()
    found = await bot(functions.updates.GetDifference(pts=start.pts, date=start.date, qts=start.qts))
    again = [one for one in found.other_updates if hasattr(one, "qts")]
    assert [bare(one) for one in again[:-1]] == [bare(one) for one in day.told] and again[-1].NAME == "updateBotStopped"
    assert found.state.qts > max(one.qts for one in day.told) and not any(one.qts for one in again)
