"""One chat, eight layers: everybody reads everything, as far as their layer has words for it."""

from __future__ import annotations

from pathlib import Path

from angarium.tl import functions
from tests.stories.contents.site import serve, world_with_web
from tests.stories.contents.test_in_groups import post, vote
from tests.stories.contents.test_places import live
from tests.stories.contents.test_polls import question
from tests.stories.contents.test_todos import todo, toggle

call = functions.messages
LAYERS = (133, 152, 158, 181, 198, 216, 227, 229)
UNSUPPORTED = "messageMediaUnsupported"


async def test_eight_layers_in_one_group(tmp_path: Path) -> None:
    async with serve() as site, world_with_web(tmp_path) as world:
        alice = await world.sign_up("Alice")
        readers = [await world.sign_up(f"R{layer}", layer=layer) for layer in LAYERS]
        group = await alice.create_group("Everyone", *readers)
        media = {"solution": "Warm", "attached_media": None}
        quiz = await post(
            alice, group, question("Soup", "Salad", correct=[0], media=media, quiz=True, public_voters=True)
        )
        tasks = await post(alice, group, todo("Boxes", others_can_complete=True))
        await post(alice, group, live(50.0, period=900, heading=90, proximity_notification_radius=100))
        await alice.write(group, site.url("/page"))
        await world.settle()
        modern = readers[-1]
        await modern.barrier()
        shown = {message.media.NAME: message.id for message in modern.messages if getattr(message, "media", None)}
        await modern(toggle(modern.chat(group), shown["messageMediaToDo"], [1]))
        for reader in readers:
            await reader.barrier()
            heard = {one.id: one.media.NAME for one in reader.messages if getattr(one, "media", None)}
            assert list(heard.values()) == [
                "messageMediaPoll", "messageMediaToDo" if reader.layer >= 214 else UNSUPPORTED, "messageMediaGeoLive",
                "messageMediaWebPage",
            ], reader.layer  # fmt: skip
            poll = next(id for id, name in heard.items() if name == "messageMediaPoll")
            results = await vote(reader, group, poll, b"\0")
            assert results.solution == "Warm" and results.total_voters == readers.index(reader) + 1
            history = await reader(call.GetHistory(peer=reader.chat(group), limit=20))
            page = next(
                one.media for one in history.messages if getattr(one, "media", None) and hasattr(one.media, "webpage")
            )
            assert page.webpage.title == "Lakes & hills", reader.layer
            voters = await reader(call.GetPollVotes(peer=reader.chat(group), id=poll, limit=20))
            assert len(voters.votes) == voters.count
        await alice(call.EditMessage(peer=alice.chat(group), id=quiz, media=question("a", "b", closed=True)))
        await alice(call.EditMessage(peer=alice.chat(group), id=tasks, media=todo("Boxes", "Van", name="Done")))
