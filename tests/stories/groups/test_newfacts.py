"""What is told of a message just written is what the database tells of it, though it is hardly asked."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import asdict

from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.messages import newfacts
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId
from angarium.store import messages
from angarium.tl import functions, types
from tests.stories.files.materials import png, upload
from tests.stories.harness import Actor, World

channels = functions.channels
TEXT = "nothing that a server would make a link of"


async def check(author: Actor, peer: int, text: str = TEXT, *, others: bool, **fields: Any) -> None:
    """A message's facts, by both ways. `others`: whether somebody knows its author better than anybody does."""
    id = await author.write(peer, text, **fields)
    async with author.world.app.house.work.read() as tx:
        standing = await guards.find(tx, author.user_id, peer)
        assert standing is not None
        message = await messages.find(tx, Box(peer), MsgId(id))
        assert message is not None
        own, heard = await newfacts.of_post(tx, standing.chat, standing.me, message)
        asked = await gathered.gather(tx, author.user_id, [message])
        hidden = author.user_id not in gathered.peers_in(message)  # nobody need be told of themselves
        assert told(own, author.user_id * hidden) == told(asked, author.user_id * hidden)
        assert told(heard) == told(await gathered.for_anybody(tx, [message]))
        assert bool(heard.related) == others


def told(facts: Facts, besides: int = 0) -> dict[str, Any]:
    """A bag as a whole, but for the file references, in each of which there is chance, and for one person."""
    gone = facts.users.pop(besides, None)
    photos = {id: photo for id, photo in facts.photos.items() if gone is None or id != gone.photo_id}
    return asdict(facts) | {"photos": photos, "references": set(photos)}


@pytest.mark.parametrize("kind", ["channel", "supergroup"])
async def test_a_new_message_is_told_as_it_stands(world: World, kind: str) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=kind == "supergroup")
    place, named = alice.channel(peer), kind == "supergroup"
    await check(alice, peer, others=False)
    await bob(functions.contacts.AddContact(id=bob.user(alice), first_name="Al", last_name="", phone=""))
    nobody = [types.InputPrivacyValueDisallowAll()]
    await alice(functions.account.SetPrivacy(key=types.InputPrivacyKeyStatusTimestamp(), rules=nobody))
    photo = types.InputChatUploadedPhoto(file=await upload(alice, png(300, 200)))
    await alice(channels.EditPhoto(channel=place, photo=photo))
    await alice(functions.photos.UploadProfilePhoto(file=await upload(alice, png(300, 200))))
    await check(alice, peer, others=named)
    if kind == "channel":
        await alice(channels.ToggleSignatures(channel=place, signatures_enabled=True, profiles_enabled=True))
    else:
        rights = types.ChatAdminRights(anonymous=True, other=True)
        await alice(channels.EditAdmin(channel=place, user_id=alice.user(alice), admin_rights=rights, rank="mayor"))
    await check(alice, peer, others=not named)


async def test_so_is_one_that_speaks_of_others(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    await bob(functions.contacts.AddContact(id=bob.user(alice), first_name="Al", last_name="", phone=""))
    await bob(functions.account.UpdateUsername(username="bob_the_builder"))
    answered = types.InputReplyToMessage(reply_to_msg_id=await bob.write(peer, TEXT))
    await check(alice, peer, reply_to=answered, others=True)
    await check(alice, peer, "can @bob_the_builder do that?", others=True)


async def test_so_is_a_post_that_is_discussed(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob)
    group = await alice.create_channel("Talk", megagroup=True)
    link = channels.SetDiscussionGroup(broadcast=alice.channel(peer), group=alice.channel(group))
    await alice(link)
    await check(alice, peer, others=False)
