"""What one library sends, every other names alike: each kind of media, each act of groups and channels, in one world for all."""

from __future__ import annotations

import asyncio
import traceback

from tests.clients.acts import Scene
from tests.clients.agent import Agent, Refused
from tests.clients.conftest import Starter
from tests.clients.deeds import DEEDS
from tests.clients.test_groups import hear
from tests.stories.files.materials import gif, mp4, ogg

NAMES = ("telethon-1.27", "telethon-1.45", "pyrogram-2.0", "kurigram-2.2", "mtcute-0.30")
KINDS = ("place", "live", "venue", "contact", "dice", "quiz", "voice", "round", "video", "gif", "music", "file")

UNNAMED = {("pyrogram-2.0", "live")}
"""What a library has no name for."""


async def meet(start: Starter, tag: str, names: tuple[str, ...] = NAMES) -> tuple[list[Agent], int]:
    """Everyone in one supergroup, which the first has made."""
    people = list(await asyncio.gather(*(start(name, sign_up=name.partition("-")[0].title()) for name in names)))
    for number, one in enumerate(people):
        await one.set_username(username=f"friend_{tag}_{number}")
    owner, *others = people
    for number in range(1, len(people)):
        await owner.resolve(username=f"friend_{tag}_{number}")
    peer = (await owner.create_channel(title=f"Meeting {tag}", megagroup=True))["id"]
    await owner.invite(peer=peer, users=[one.id for one in others])
    await owner.send_text(to=peer, text=f"welcome {tag}")
    await hear(others, f"welcome {tag}")
    for one in others:  # Telethon 1.27 names only what it has met in an answer
        assert await one.lists(peer)
    return people, peer


def bodies() -> dict[str, str]:
    """Files of each kind, as hex."""
    made = {
        "voice": ogg(), "round": mp4(240, 240, sound=True), "video": mp4(sound=True), "gif": gif(), "music": b"ID3" + bytes(200),
        "file": bytes(range(100)),
    }  # fmt: skip
    return {kind: body.hex() for kind, body in made.items()}


FILTERS = {
    "Voice": ("voice",), "RoundVideo": ("round",), "RoundVoice": ("voice", "round"), "Gif": ("gif",), "Geo": ("place", "live", "venue"),
    "Contacts": ("contact",), "Music": ("music",), "Document": ("file",), "Video": ("video",),
}  # fmt: skip
"""What each filter of a search finds."""


async def find(people: list[Agent], peer: int, posted: dict[str, list[int]]) -> list[str]:
    """Everyone searches by every filter; what they do not find as it should be."""
    wrong = []
    for name, kinds in FILTERS.items():
        wanted = sorted(id for kind in kinds for id in posted[kind])
        ask = {
            "method": "messages.search", "peer": {"peer": peer}, "q": "", "filter": {"_": f"inputMessagesFilter{name}"}, "min_date": 0,
            "max_date": 0, "offset_id": 0, "add_offset": 0, "limit": 50, "max_id": 0, "min_id": 0, "hash": {"long": 0},
        }  # fmt: skip
        for one, found in zip(people, await asyncio.gather(*(one.invoke(**ask) for one in people)), strict=True):
            ids = sorted(message["id"] for message in found["messages"])
            if ids != wanted:
                wrong.append(f"{name}: {one.name} finds {ids}, not {wanted}")
    return wrong


async def test_every_kind_of_media(start: Starter) -> None:
    people, peer = await meet(start, "media")
    posted = await post_every_kind(people, peer)
    wrong = await find(people, peer, posted)
    assert not wrong, "\n".join(wrong)


async def post_every_kind(people: list[Agent], peer: int) -> dict[str, list[int]]:
    """Everyone posts one of each kind, and all name it alike; the ids."""
    files = bodies()
    wrong: list[str] = []
    posted: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for writer in people:
        for kind in KINDS:
            id = await writer.post(to=peer, kind=kind, body=files.get(kind, ""))
            posted[kind].append(id)
            told = await asyncio.gather(*(one.describe(peer=peer, id=id) for one in people))
            for reader, shown in zip(people, told, strict=True):
                if (reader.name, kind) in UNNAMED:
                    continue
                if shown["kind"] != ("poll" if kind == "quiz" else kind) or shown != told[0]:
                    wrong.append(f"{kind} of {writer.name}: {reader.name} sees {shown}, {people[0].name} {told[0]}")
    assert not wrong, "\n".join(wrong)
    return posted


async def test_every_act_of_groups_and_people(start: Starter) -> None:
    """Each of three families leads once; another library sees what came of it."""
    names = ("telethon-1.45", "kurigram-2.2", "mtcute-0.30")
    people, _ = await meet(start, "acts", names)
    for one in people:
        for number in range(len(names)):
            await one.resolve(username=f"friend_acts_{number}")
    wrong = []
    for at, leader in enumerate(people):
        other, third = people[at - 1], people[at - 2]
        word = f"of {leader.name}"
        peer = (await leader.create_channel(title=f"Town {word}", megagroup=True))["id"]
        await leader.invite(peer=peer, users=[other.id, third.id])
        for one in (other, third):
            await one.dialogs()
        scene = Scene(leader, other, third, peer, word)
        for do in DEEDS:
            try:
                await do(scene)
            except (AssertionError, Refused, KeyError, TimeoutError, StopIteration) as fault:
                where = traceback.extract_tb(fault.__traceback__)
                lines = [one.line for one in where if one.filename.endswith(("acts.py", "deeds.py"))]
                wrong.append(f"{do.__name__} {word}: {type(fault).__name__} {str(fault)[:600]} in {lines[-1:]}")
    assert not wrong, "\n".join(wrong)
