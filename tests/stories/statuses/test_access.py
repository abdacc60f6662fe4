"""Who may do what with whose stories: (deed × role) → "ok" or how it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.harness import Actor, RpcError, World
from tests.stories.statuses.posters import ALL, friends, picture, post

call = functions.stories
WORDS = {
    "peer": "PEER_ID_INVALID", "admin": "CHAT_ADMIN_REQUIRED", "private": "CHANNEL_PRIVATE", "none": "STORY_ID_INVALID",
}  # fmt: skip

# In a channel: `poster` may post, `editor` edit and delete what others posted; the story is its creator's.
PERSON = """
                | author    friend    blocked   stranger
look            | ok        ok        none      ok
react           | ok        ok        none      ok
link            | ok        ok        none      ok
edit            | ok        peer      peer      peer
delete          | ok        peer      peer      peer
pin             | ok        peer      peer      peer
pin to top      | ok        peer      peer      peer
archive         | ok        peer      peer      peer
viewers         | ok        peer      peer      peer
statistics      | ok        peer      peer      peer
make an album   | ok        peer      peer      peer
post            | ok        peer      peer      peer
"""
CHANNEL = """
                | creator   editor    poster    admin     member    stranger
look            | ok        ok        ok        ok        ok        private
react           | ok        ok        ok        ok        ok        private
edit            | ok        ok        admin     admin     admin     private
delete          | ok        admin     admin     admin     admin     private
pin             | ok        ok        admin     admin     admin     private
pin to top      | ok        ok        admin     admin     admin     private
archive         | ok        ok        ok        admin     admin     private
viewers         | ok        ok        ok        admin     admin     private
statistics      | ok        ok        ok        admin     admin     private
make an album   | ok        ok        admin     admin     admin     private
post            | ok        admin     ok        admin     admin     private
"""
HEART = types.ReactionEmoji(emoticon="❤")
DEEDS: dict[str, Callable[[Any], Any]] = {
    "look": lambda peer: call.GetStoriesByID(peer=peer, id=[1]),
    "react": lambda peer: call.SendReaction(peer=peer, story_id=1, reaction=HEART),
    "link": lambda peer: call.ExportStoryLink(peer=peer, id=1),
    "edit": lambda peer: call.EditStory(peer=peer, id=1, caption="other"),
    "delete": lambda peer: call.DeleteStories(peer=peer, id=[1]),
    "pin": lambda peer: call.TogglePinned(peer=peer, id=[1], pinned=True),
    "pin to top": lambda peer: call.TogglePinnedToTop(peer=peer, id=[]),
    "archive": lambda peer: call.GetStoriesArchive(peer=peer, offset_id=0, limit=1),
    "viewers": lambda peer: call.GetStoryViewsList(peer=peer, id=1, offset="", limit=1),
    "statistics": lambda peer: functions.stats.GetStoryStats(peer=peer, id=1),
    "make an album": lambda peer: call.CreateAlbum(peer=peer, title="A", stories=[1]),
}


async def attempt(actor: Actor, peer: Any, deed: str) -> str:
    try:
        if deed == "post":
            await post(actor, ALL, peer=peer, media=await picture(actor))
            return "ok"
        done = await actor(DEEDS[deed](peer))
    except RpcError as refusal:
        return refusal.name
    return "STORY_ID_INVALID" if deed == "look" and not done.stories else "ok"


def rows(table: str) -> list[tuple[str, dict[str, str]]]:
    head, *lines = [line for line in table.splitlines() if "|" in line]
    roles = head.partition("|")[2].split()
    cells = ((line.partition("|")[0].strip(), line.partition("|")[2].split()) for line in lines)
    return [(deed, dict(zip(roles, words, strict=True))) for deed, words in cells]


async def test_of_a_person(world: World) -> None:
    author, friend, blocked = await friends(world, "Author", "Friend", "Blocked")
    stranger = await world.sign_up("Stranger")
    await author(functions.account.UpdateUsername(username="the_author"))
    await author(functions.contacts.Block(id=author.peer(blocked), my_stories_from=True))
    await post(author)
    people = {"friend": friend, "blocked": blocked, "stranger": stranger, "author": author}
    await judge(PERSON, people, lambda actor: actor.peer(author))


@pytest.mark.parametrize("megagroup", [False, True])
async def test_of_a_channel(world: World, megagroup: bool) -> None:
    roles = ("creator", "editor", "poster", "admin", "member", "stranger")
    people = {role: await world.sign_up(role.title()) for role in roles}
    creator = people["creator"]
    chat = await creator.create_channel("News", *(people[role] for role in roles[1:5]), megagroup=megagroup)
    for role, rights in (
        ("editor", {"edit_stories": True}), ("poster", {"post_stories": True}), ("admin", {"change_info": True}),
    ):  # fmt: skip
        promote = functions.channels.EditAdmin(
            channel=creator.channel(chat), user_id=creator.user(people[role]),
            admin_rights=types.ChatAdminRights(**rights), rank="",
        )  # fmt: skip
        await creator(promote)
    await post(creator, peer=creator.chat(chat))
    await judge(CHANNEL, people, lambda actor: actor.chat(chat))


async def judge(table: str, people: dict[str, Actor], peer: Callable[[Actor], Any]) -> None:
    """The one who may do most is last, and what takes the story away is the very last."""
    faults = []
    for deed, expected in sorted(rows(table), key=lambda row: row[0] == "delete"):
        for role in reversed(expected):
            wanted = WORDS.get(expected[role], expected[role])
            found = await attempt(people[role], peer(people[role]), deed)
            if found not in (wanted, "STORY_NOT_MODIFIED" if deed == "edit" and wanted == "ok" else wanted):
                faults.append(f"{role} tries to {deed}: {found}, not {wanted}")
    assert not faults, "\n".join(faults)
