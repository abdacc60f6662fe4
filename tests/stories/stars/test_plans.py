"""Stars and payments ask no table from end to end."""

from __future__ import annotations

from pathlib import Path

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot, photo_of
from tests.stories.harness import World
from tests.stories.messages import test_plans
from tests.stories.stars.test_invoices import buy, invoice, offer
from tests.stories.stars.test_paid_media import buy as see
from tests.stories.stars.test_paid_media import post, sold
from tests.stories.stars.test_paid_reactions import ANONYMOUS, ME, balance, open_channel, shown
from tests.stories.stars.test_paid_reactions import pay as react

asked = test_plans.asked


async def test_no_question_reads_a_whole_table(asked: list[str], world: World, tmp_path: Path) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    channel = await open_channel(alice, bob)
    first = await alice.write(channel, "buy")
    await react(bob, channel, first, 5)
    private = functions.messages.TogglePaidReactionPrivacy(peer=bob.chat(channel), msg_id=first, private=ANONYMOUS)
    await bob(private)
    await shown(bob, channel, first)
    for way in ({}, {"ascending": True}, {"inbound": True}, {"outbound": True}, {"offset": "2"}):
        await bob(functions.payments.GetStarsTransactions(peer=ME, **{"offset": "", "limit": 2, **way}))
    bot = await make_bot(world, alice)
    await bob.say(bot, "/start")
    thing = await offer(bot, bob, invoice())
    await buy(bob, bot, types.InputInvoiceMessage(peer=bob.peer(bot), msg_id=thing.id))
    await world.pass_time(40 * 86400)
    await post(alice, alice.chat(channel), sold(await photo_of(alice)))
    await bob.barrier()
    await see(bob, bob.chat(channel), bob.messages[-1].id)
    await bob(functions.premium.ApplyBoost(peer=bob.chat(channel)))
    await alice(functions.premium.GetBoostsList(peer=alice.chat(channel), offset="5:1", limit=1))
    assert await balance(alice) and await balance(bot)
    assert not (wrong := test_plans.faults(asked, tmp_path)), "\n".join(wrong)
