"""Limited accounts keep away from strangers, frozen ones only read; both are told why, and until when."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.domain.people import sanctions
from angarium.model import orders
from angarium.model.ids import SERVICE_USER, SPAM_BOT
from angarium.rpc import freezing
from angarium.rpc.router import METHODS
from angarium.store import operator
from angarium.store import sanctions as stored
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.groups.test_comments import linked, to
from tests.stories.harness import Actor, World, refused
from tests.stories.operator.test_orders import LAYERS, order
from tests.stories.secret.pairs import invite
from tests.stories.startup.test_help import plain

call = functions.messages
DAY = 86_400


async def limit(
    world: World, who: Actor, reason: str = "Too many strangers.", days: int = 0, *, on: bool = True
) -> None:
    until = int(world.clock.now()) + days * DAY if days else 0
    await order(world, who.user_id, kind=orders.LIMIT, text=reason, until=until, on=on)


async def freeze(world: World, who: Actor, days: int = 30, *, on: bool = True) -> None:
    until = int(world.clock.now()) + days * DAY if days else 0
    await order(world, who.user_id, kind=orders.FREEZE, text="This is spam.", until=until, on=on)


async def know(one: Actor, other: Actor) -> None:
    """The other becomes a contact of the one."""
    add = functions.contacts.AddContact(id=one.user(other), first_name=other.name, last_name="", phone="")
    await one(add)


async def name(owner: Actor, peer: int, username: str) -> None:
    await owner(functions.channels.UpdateUsername(channel=owner.channel(peer), username=username))


async def configuration(actor: Actor) -> Any:
    found = await actor(functions.help.GetAppConfig(hash=0))
    return plain(getattr(found, "config", found))


async def notices(actor: Actor, peer: int = SERVICE_USER) -> list[str]:
    """What the service account said, newest first."""
    page = await actor(call.GetHistory(
        peer=actor.peer(peer), offset_id=0, offset_date=0, add_offset=0, limit=20, max_id=0, min_id=0, hash=0))  # fmt: skip
    return [one.message for one in page.messages if not one.out]


async def test_a_limited_account_keeps_away_from_strangers(world: World) -> None:
    alice, bob, carol, dora, erik = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol", "Dora", "Erik")]
    bot = await make_bot(world, bob)
    await know(bob, alice)
    await carol.say(alice, "Hi!")
    await alice.say(dora, "Before that")
    await limit(world, alice, days=7)
    for friend in (bob, carol, bot, alice):
        assert await alice.say(friend, "hello")
    for stranger in (dora, erik):
        with refused("PEER_FLOOD", 400):
            await alice.say(stranger, "hello")
    with refused("PEER_FLOOD"):
        await alice.say(erik, "later", schedule_date=int(world.clock.now()) + 600)
    with refused("PEER_FLOOD"):
        sent = next(one for one in (await alice.say(alice, "mine")).updates if one.NAME == "updateMessageID")
        await alice(call.ForwardMessages(
            from_peer=types.InputPeerSelf(), id=[sent.id], random_id=[9], to_peer=alice.peer(erik)))  # fmt: skip
    with refused("PEER_FLOOD"):
        await invite(alice, erik)
    with refused("PEER_FLOOD"):  # a timer is told in the chat, too
        await alice(call.SetHistoryTTL(peer=alice.peer(erik), period=86_400))
    await erik.say(alice, "Who are you?")
    assert await alice.say(erik, "Nobody")
    await limit(world, alice, on=False)
    assert await alice.say(dora, "Free again")


async def test_a_limited_account_makes_no_groups_and_brings_in_no_strangers(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    await know(bob, alice)
    group = await alice.create_group("Group", bob)
    town = await alice.create_channel("Town", megagroup=True)
    await limit(world, alice)
    for query in (
        call.CreateChat(users=[alice.user(bob)], title="New"),
        functions.channels.CreateChannel(broadcast=True, title="News", about=""),
        functions.channels.CreateChannel(megagroup=True, title="Town", about=""),
    ):
        with refused("USER_RESTRICTED", 403):
            await alice(query)
    with refused("PEER_FLOOD"):
        await alice(call.AddChatUser(chat_id=-group, user_id=alice.user(carol), fwd_limit=0))
    bring = functions.channels.InviteToChannel
    with refused("PEER_FLOOD"):
        await alice(bring(channel=alice.channel(town), users=[alice.user(carol)]))
    await alice(bring(channel=alice.channel(town), users=[alice.user(bob)]))
    await alice.write(group, "Among ourselves")


async def test_a_limited_account_does_not_write_in_public(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    square = await bob.create_channel("Square", alice, megagroup=True)
    said = await alice.write(square, "It was private when I said this")
    await name(bob, square, "the_square")
    own = await alice.create_channel("Own", bob, megagroup=True)
    await name(alice, own, "alices_own")
    news, talk = await linked(bob, alice)
    post = await bob.write(news, "It rains")
    begun = await alice(call.GetDiscussionMessage(peer=alice.chat(news), msg_id=post))
    root = begun.messages[0].id
    await limit(world, alice)
    with refused("USER_BANNED_IN_CHANNEL", 400):
        await alice.write(square, "buy!")
    with refused("USER_BANNED_IN_CHANNEL"):
        await alice(call.EditMessage(peer=alice.chat(square), id=said, message="buy!"))
    assert await alice.write(own, "My own house")
    assert await alice.write(talk, "Here we are among ourselves", reply_to=to(root))
    await name(bob, news, "the_rain")
    with refused("USER_BANNED_IN_CHANNEL"):
        await alice.write(talk, "buy!", reply_to=to(root))
    await limit(world, alice, on=False)
    assert await alice.write(square, "sorry")


async def test_it_is_told_and_ends_by_itself(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await limit(world, alice, "You {wrote} too much.", days=2)
    (told,) = await notices(alice)
    assert "limited until 20" in told and "Reason: You {wrote} too much." in told and "@SpamBot" in told
    await limit(world, alice, "For good.")
    assert "limited." in (await notices(alice))[0]
    await world.pass_time(3 * DAY)
    with refused("PEER_FLOOD"):
        await alice.say(bob, "It was made longer")
    await limit(world, alice, days=1)
    await world.restart()
    with refused("PEER_FLOOD"):
        await alice.say(bob, "It outlives a restart")
    await world.pass_time(DAY + 1)
    assert await alice.say(bob, "Over")
    assert (await notices(alice))[0] == "Your account is no longer limited."
    await limit(world, alice, on=False)  # nothing to lift, nothing to tell
    assert len(await notices(alice)) == 4


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_frozen_account_only_reads(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    own = await alice.create_channel("Own", bob)
    await bob.say(alice, "Hi!")
    square = await bob.create_channel("Square", megagroup=True)
    await name(bob, square, "the_square")
    await freeze(world, alice)
    await alice.barrier()
    assert alice.heard(types.UpdateConfig)
    config = await configuration(alice)
    assert config["freeze_until_date"] - config["freeze_since_date"] > 29 * DAY
    assert config["freeze_appeal_url"] == "https://t.me/SpamBot"
    assert "frozen" in (await notices(alice))[0] and "Reason: This is spam." in (await notices(alice))[0]
    for query in (
        functions.account.UpdateProfile(first_name="Alicia"),
        functions.channels.EditTitle(channel=alice.channel(own), title="Mine"),
        functions.channels.JoinChannel(channel=alice.channel(square)),
        functions.contacts.AddContact(id=alice.user(bob), first_name="Bob", last_name="", phone=""),
        call.SetTyping(peer=alice.peer(bob), action=types.SendMessageTypingAction()),
        functions.upload.SaveFilePart(file_id=1, file_part=0, bytes=b"x"),
    ):
        with refused("FROZEN_METHOD_INVALID", 420 if layer >= freezing.KNOWN else 403):
            await alice(query)
    with refused("FROZEN_METHOD_INVALID"):
        await alice.say(bob, "Help!")
    with refused("FROZEN_PARTICIPANT_MISSING", 400):
        await alice(functions.channels.GetFullChannel(channel=alice.channel(square)))
    assert await notices(alice, bob.user_id) == ["Hi!"]
    await alice(call.ReadHistory(peer=alice.peer(bob), max_id=0))
    await alice(functions.channels.GetFullChannel(channel=alice.channel(own)))
    assert await alice(functions.account.UpdateStatus(offline=False))
    await alice(functions.account.GetPassword())
    await freeze(world, alice, on=False)
    assert "freeze_since_date" not in await configuration(alice)
    assert await alice.say(bob, "Back")
    assert (await notices(alice))[0] == "Your account is no longer frozen."


async def test_what_waits_is_not_sent_for_a_frozen_account(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "Later", schedule_date=int(world.clock.now()) + 600)
    await freeze(world, alice, days=0)
    config = await configuration(alice)
    assert config["freeze_until_date"] > config["freeze_since_date"]  # apps know no freeze without an end
    await world.pass_time(700)
    assert not await notices(bob, alice.user_id)


async def test_a_frozen_account_is_deleted_in_the_end(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "hello")
    await freeze(world, alice, days=30)
    await world.pass_time(29 * DAY)
    assert not (await bob(functions.users.GetUsers(id=[bob.user(alice)])))[0].deleted
    alice.witness.gone = True
    await world.pass_time(2 * DAY)
    assert (await bob(functions.users.GetUsers(id=[bob.user(alice)])))[0].deleted
    await order(world, alice.user_id, kind=orders.FREEZE, text="again")  # whom there is no more cannot be frozen
    async with world.app.house.work.read() as tx:
        assert not await stored.of_user(tx, alice.user_id) and not sanctions.is_frozen(tx.house, alice.user_id)


async def test_bots_are_frozen_too(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice)
    await alice.say(bot, "/start")
    await freeze(world, bot)
    with refused("FROZEN_METHOD_INVALID", 420):
        await bot.say(alice, "I am back")
    await freeze(world, bot, on=False)
    assert await bot.say(alice, "Now")


async def test_people_ask_and_object(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    named = (await alice(functions.contacts.ResolveUsername(username="spambot"))).users[0]
    assert named.id == SPAM_BOT and named.bot and named.verified and named.bot_nochats

    async def hear(text: str) -> list[str]:
        before = len(await notices(alice, SPAM_BOT))
        await alice.say(SPAM_BOT, text)
        said = await notices(alice, SPAM_BOT)
        return said[: len(said) - before]

    await alice(call.StartBot(bot=alice.user(SPAM_BOT), peer=alice.peer(SPAM_BOT), random_id=3, start_param=""))
    (free,) = await notices(alice, SPAM_BOT)
    assert free.startswith("Nothing has been taken") and await hear("Why?") == [free]
    await limit(world, alice, "Too many strangers.")
    await freeze(world, alice)
    how, limited, frozen = await hear("/start")
    assert "in your own words" in how and "limited" in limited and "frozen" in frozen
    assert [one[:5] for one in (await hear("It was my cat"))] == ["Thank"]
    async with world.app.house.work.read() as tx:
        ((who, _, report),) = await operator.find_reports(tx, 5)
    assert (who, report.peer, report.reason, report.comment) == (
        alice.user_id,
        alice.user_id,
        "appeal",
        "It was my cat",
    )
    for _ in range(3):
        last = await hear("Please!")
    assert "tomorrow" in last[0]
    assert await alice(call.SetTyping(peer=alice.peer(SPAM_BOT), action=types.SendMessageTypingAction()))
    await bob.say(SPAM_BOT, "/start")
    assert await notices(bob, SPAM_BOT) == [free]


async def test_the_lists_name_methods_that_there_are() -> None:
    assert set(METHODS) >= freezing.OPEN | set(freezing.APPEALS)
    assert all(METHODS[one].writes or METHODS[one].alone for one in freezing.OPEN | set(freezing.APPEALS))
