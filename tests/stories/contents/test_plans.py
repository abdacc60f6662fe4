"""Polls, lists and pages are found by their keys, however many there are."""

from __future__ import annotations

from pathlib import Path

from angarium.tl import functions, types
from tests.stories.contents.site import serve, world_with_web
from tests.stories.contents.test_places import live
from tests.stories.contents.test_polls import ask, question, vote
from tests.stories.contents.test_todos import todo, toggle
from tests.stories.messages.test_plans import asked, faults

call = functions.messages
__all__ = ["asked"]  # the fixture


async def test_every_question_has_an_index(tmp_path: Path, asked: list[str]) -> None:
    async with serve() as site, world_with_web(tmp_path / "world") as world:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        poll = await ask(alice, bob, question("Soup", "Salad", public_voters=True, close_period=60))
        await bob.barrier()
        id = bob.messages[-1].id
        await vote(bob, alice, id, b"\0")
        await vote(bob, alice, id)
        await vote(bob, alice, id, b"\1")
        await vote(alice, bob, poll.id, b"\0")
        for option in (None, b"\0"):
            await alice(call.GetPollVotes(peer=alice.peer(bob), id=poll.id, option=option, limit=5))
        await alice(
            call.GetUnreadPollVotes(peer=alice.peer(bob), offset_id=0, add_offset=0, limit=5, max_id=0, min_id=0)
        )
        await alice(call.ReadPollVotes(peer=alice.peer(bob)))
        own = await ask(alice, alice, todo("Boxes"))
        await alice(toggle(types.InputPeerSelf(), own.id, [1]))
        await ask(alice, bob, live(50.0, period=900))
        await alice.say(bob, site.url("/page"))
        await world.settle()
        await world.pass_time(61)
    assert any("poll_vote" in statement for statement in asked) and any("web_page" in sql for sql in asked)
    assert not (wrong := faults(asked, tmp_path)), "\n".join(wrong)
