"""Six libraries of five layers together in groups, supergroups and channels, each of them once the one who leads."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import pytest

from tests.clients.agent import Agent, Refused
from tests.clients.conftest import Starter
from tests.stories.files.materials import mp4

NAMES = ("telethon-1.27", "telethon-1.39", "telethon-1.45", "pyrogram-2.0", "kurigram-2.2", "mtcute-0.30")


async def everyone(start: Starter, tag: str, names: tuple[str, ...] = NAMES) -> list[Agent]:
    """All of them, who know each other by their names."""
    people = [await start(name, sign_up=name.partition("-")[0].title()) for name in names]
    for number, one in enumerate(people):
        await one.set_username(username=f"member_{tag}_{number}")
    for one in people:
        for number, other in enumerate(people):
            if other is not one:
                assert (await one.resolve(username=f"member_{tag}_{number}"))["id"] == other.id
    return people


async def hear(people: list[Agent], text: str, event: str = "new") -> list[dict[str, Any]]:
    """Everyone hears it."""
    return list(await asyncio.gather(*(one.heard(event, text=text) for one in people)))


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_everyone_leads_once(start: Starter, kind: str) -> None:
    await lead_in_turn(await everyone(start, kind), kind)


async def lead_in_turn(people: list[Agent], kind: str, leaders: int = len(NAMES)) -> None:
    """The first `leaders` of them each make one, and do in it what one does."""
    for leader in people[:leaders]:
        others = [one for one in people if one is not leader]
        ids, word = [one.id for one in others], f"{kind} of {leader.name}"
        if kind == "group":
            peer = (await leader.create_group(title=word, users=ids))["id"]
        else:
            peer = (await leader.create_channel(title=word, megagroup=kind == "supergroup"))["id"]
            await leader.invite(peer=peer, users=ids)
        for one in others:  # Telethon 1.27 names only what it has met in an answer
            assert await one.lists(peer)
        await tell_each_other(leader, others, peer, word, kind)
        await lead(leader, others, peer, word, kind)


async def tell_each_other(leader: Agent, others: list[Agent], peer: int, word: str, kind: str) -> None:
    """Texts, answers, edits, albums, polls, reactions, deletions."""
    second, third = others[0], others[1]
    first = await leader.send_text(to=peer, text=f"hello {word}")
    [at_second, *_] = await hear(others, f"hello {word}")
    if kind != "channel":
        await second.send_text(to=peer, text=f"answer {word}", reply_to=at_second["id"])
        heard = await leader.heard("new", text=f"answer {word}")
        assert heard["reply_to"] == first["id"]
        await hear(others[1:], f"answer {word}")
        await third.send_text(to=peer, text=f"third {word}")
        await hear([leader, second, *others[2:]], f"third {word}")
    await leader.edit(peer=peer, id=first["id"], text=f"changed {word}")
    await hear(others, f"changed {word}", "edited")
    await leader.send_album(to=peer, texts=[f"one {word}", f"two {word}"])
    for text in ("one", "two"):
        assert {one["media"] for one in await hear(others, f"{text} {word}")} == {"photo"}
    if kind != "channel":
        await leader.ask(to=peer, question=f"Lunch, {word}?", answers=["Soup", "Salad"])
    await second.react(peer=peer, id=at_second["id"], emoji="👍")
    await leader.pin(peer=peer, id=first["id"])
    await second.read(peer=peer)
    gone = await leader.send_text(to=peer, text=f"gone {word}")
    await hear(others, f"gone {word}")
    await leader.delete(peer=peer, ids=[gone["id"]])
    texts = [message["text"] for message in await third.history(peer=peer)]
    assert f"changed {word}" in texts and f"gone {word}" not in texts


async def lead(leader: Agent, others: list[Agent], peer: int, word: str, kind: str) -> None:
    """Admins, bans, names, links, and who is there; somebody who was away catches up."""
    second, third = others[0], others[1]
    assert set(await leader.participants(peer=peer)) >= {one.id for one in others}
    if kind == "group":
        return
    await leader.promote(peer=peer, user=second.id)
    posted = await second.send_text(to=peer, text=f"from an admin {word}")
    await hear([leader, *others[1:]], f"from an admin {word}")
    await leader.delete(peer=peer, ids=[posted["id"]])
    await leader.ban(peer=peer, user=third.id)
    with pytest.raises(Refused):
        await third.send_text(to=peer, text="still here?")
    assert third.id not in await leader.participants(peer=peer)
    name = f"{kind}_{leader.name}".replace("-", "_").replace(".", "_")
    await leader.name_chat(peer=peer, username=name)
    fourth = others[2]
    await fourth.leave(peer=peer)
    assert (await fourth.join(username=name))["id"] == peer
    fifth = others[3]
    await fifth.leave(peer=peer)
    await fifth.join_link(link=(await leader.link(peer=peer))["link"])
    await leader.send_text(to=peer, text=f"welcome {word}")
    await hear([second, fourth, fifth], f"welcome {word}")


@pytest.mark.parametrize("name", NAMES)
async def test_an_album_has_photos_and_films(start: Starter, name: str) -> None:
    await send_views(start, name)


async def send_views(start: Starter, name: str) -> None:
    """A film without sound stays one in an album, if the library says that it shall: else it is an animation, which stands alone."""
    alice, bob = await start(name, sign_up="Alice"), await start("telethon-1.45", sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bob"))["id"]
    await alice.send_text(to=to_bob, text="look")
    loud, silent = (base64.b64encode(mp4(sound=sound)).decode() for sound in (True, False))
    await alice.send_album(to=to_bob, texts=["a view", "a film"], film=loud)
    if name.startswith("pyrogram"):  # https://github.com/pyrogram/pyrogram/issues/729
        with pytest.raises(Refused, match="MEDIA_INVALID"):
            await alice.send_album(to=to_bob, texts=["another view", "a still film"], film=silent)
    else:
        await alice.send_album(to=to_bob, texts=["another view", "a still film"], film=silent)
        assert (await bob.heard("new", text="a still film"))["media"] == "document"
    assert (await bob.heard("new", text="a view"))["media"] == "photo"
    assert (await bob.heard("new", text="a film"))["media"] == "document"


# Not Telethon 1.27: kept in a string, its session takes a channel's number for a user's and fails before it has asked anything.
@pytest.mark.parametrize("name", NAMES[1:])
async def test_what_was_missed_in_a_channel_is_caught_up(start: Starter, name: str) -> None:
    alice, bob = await start(name, sign_up="Alice"), await start("telethon-1.45", sign_up="Bob")
    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Alice"))["id"]
    peer = (await bob.create_channel(title="News", megagroup=False))["id"]
    await bob.invite(peer=peer, users=[to_alice])
    await bob.send_text(to=peer, text="before")
    await alice.heard("new", text="before")
    await alice.disconnect()
    for number in range(3):
        await bob.send_text(to=peer, text=f"missed {number}")
    await alice.reconnect()
    texts = [message["text"] for message in await alice.history(peer=peer)]
    assert [f"missed {number}" for number in range(3)] == list(reversed(texts[:3]))
    await bob.send_text(to=peer, text="after")
    await alice.heard("new", text="after")
