"""What a push to a supergroup says of the other chats in it: each member's own place there, for clients believe it."""

from __future__ import annotations

import pytest

from angarium.model.ids import CHANNEL_OFFSET, SERVICE_USER
from angarium.tl import functions, types
from tests.stories.harness import Actor, World


def place(actor: Actor, group: int, peer: int) -> tuple[bool, bool, bool]:
    """A chat as it stands beside the latest message of a group: whether its reader made it, leads it, is not in it."""
    for packet in reversed(actor.packets):
        said = [update.message.peer_id for update in getattr(packet, "updates", ()) if hasattr(update, "message")]
        if said == [types.PeerChannel(channel_id=-group - CHANNEL_OFFSET)]:
            (seen,) = [chat for chat in packet.chats if chat.id == -peer - CHANNEL_OFFSET]
            return seen.creator, seen.admin_rights is not None, seen.left
    raise AssertionError("nothing was said in the group")


@pytest.mark.parametrize("layer", [133, 229])
async def test_a_post_reaches_its_discussion_group(world: World, layer: int) -> None:
    alice, bob, carol = [await world.sign_up(name, layer=layer) for name in ("Alice", "Bob", "Carol")]
    phone, dave = await world.sign_in(alice, layer=layer), await world.sign_up("Dave", layer=layer)
    news = await alice.create_channel("News", bob, dave)
    talk = await alice.create_channel("Talk", bob, carol, dave, megagroup=True)
    lead = types.ChatAdminRights(post_messages=True)
    await alice(
        functions.channels.EditAdmin(channel=alice.channel(news), user_id=alice.user(dave), admin_rights=lead, rank="")
    )
    link = functions.channels.SetDiscussionGroup(broadcast=alice.channel(news), group=alice.channel(talk))
    assert await alice(link)
    await alice.write(news, "A post")
    for one, there in (
        (phone, (True, True, False)), (dave, (False, True, False)), (bob, (False, False, False)), (carol, (False, False, True)),
    ):  # fmt: skip
        await one.barrier()
        assert place(one, talk, news) == there, one.name
        assert place(one, talk, talk) == ((True, True, False) if one is phone else (False, False, False)), one.name


async def test_who_is_named_when_they_come_in_is_in(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    club = await alice.create_channel("Club", megagroup=True)
    await alice(functions.channels.InviteToChannel(channel=alice.channel(club), users=[alice.user(bob)]))
    await bob.barrier()
    assert bob.messages[-1].action.NAME == "messageActionChatAddUser" and place(bob, club, club) == (
        False,
        False,
        False,
    )


async def test_nobody_is_shown_under_a_wrong_hash(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    ask = [types.InputUser(user_id=id, access_hash=1) for id in (bob.user_id, SERVICE_USER, 136817688)]
    strange, service, unknown = await alice(functions.users.GetUsers(id=ask))
    assert strange == types.UserEmpty(id=bob.user_id) and unknown == types.UserEmpty(id=136817688)
    assert service.id == SERVICE_USER and service.first_name  # whom everybody may name: TDLib does so with this hash
