"""The log of what was done in a supergroup or channel."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

c = functions.channels


async def log(actor: Actor, peer: int, query: str = "", limit: int = 100, **fields: Any) -> list[Any]:
    ask = c.GetAdminLog(channel=actor.channel(peer), q=query, max_id=0, min_id=0, limit=limit, **fields)
    return list((await actor(ask)).events)


def kinds(events: list[Any]) -> list[str]:
    return [event.action.NAME.removeprefix("channelAdminLogEventAction") for event in events]


def only(*names: str) -> Any:
    return types.ChannelAdminLogEventsFilter(**dict.fromkeys(names, True))


async def test_what_admins_change_is_written_down(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    here = alice.channel(peer)
    await alice(c.EditTitle(channel=here, title="City"))
    await alice(functions.messages.EditChatAbout(peer=alice.chat(peer), about="A fine place"))
    await alice(c.TogglePreHistoryHidden(channel=here, enabled=True))
    await alice(c.UpdateUsername(channel=here, username="fine_city"))
    await alice(c.ToggleSlowMode(channel=here, seconds=10))
    await alice(c.ToggleAntiSpam(channel=here, enabled=True))
    await alice(functions.messages.ToggleNoForwards(peer=alice.chat(peer), enabled=True))
    await alice(functions.messages.SetChatAvailableReactions(
        peer=alice.chat(peer), available_reactions=types.ChatReactionsSome(reactions=[types.ReactionEmoji(emoticon="👍")])))  # fmt: skip
    await alice(functions.messages.EditChatDefaultBannedRights(
        peer=alice.chat(peer), banned_rights=types.ChatBannedRights(send_polls=True, until_date=0)))  # fmt: skip
    await alice(c.UpdateColor(channel=here, color=3))
    await alice(functions.messages.ExportChatInvite(peer=alice.chat(peer)))
    listing = functions.messages.GetExportedChatInvites(peer=alice.chat(peer), admin_id=types.InputUserSelf(), limit=10)
    link = (await alice(listing)).invites[0].link
    await alice(functions.messages.EditExportedChatInvite(peer=alice.chat(peer), link=link, revoked=True))
    events = await log(alice, peer)
    assert kinds(events) == [
        "ExportedInviteRevoke", "ChangePeerColor", "DefaultBannedRights", "ChangeAvailableReactions", "ToggleNoForwards",
        "ToggleAntiSpam", "ToggleSlowMode", "ChangeUsername", "TogglePreHistoryHidden", "ChangeAbout", "ChangeTitle", "ParticipantInvite",
    ]  # fmt: skip
    assert kinds(await log(alice, peer, events_filter=only("info"))) == [
        "ChangePeerColor", "ChangeUsername", "ChangeAbout", "ChangeTitle",
    ]  # fmt: skip
    assert kinds(await log(alice, peer, "city", events_filter=only("info", "settings"))) == ["ChangeTitle"]
    first = await log(alice, peer, limit=2)
    rest = await alice(c.GetAdminLog(channel=here, q="", max_id=first[-1].id, min_id=events[4].id, limit=100))
    assert [event.id for event in rest.events] == [event.id for event in events[2:4]]
    with refused("CHAT_ADMIN_REQUIRED"):
        await log(bob, peer)
    await world.pass_time(49 * 3600)
    assert await log(alice, peer) == []


@pytest.mark.parametrize("layer", [135, 158, 229])
async def test_what_happens_to_members_is_written_down(world: World, layer: int) -> None:
    alice, bob, carol = [await world.sign_up(name, layer=layer) for name in ("Alice", "Bob", "Carol")]
    peer = await alice.create_channel("Town", bob, megagroup=True)
    here, of_bob = alice.channel(peer), alice.peer(bob)
    await alice(c.UpdateUsername(channel=here, username="my_town"))
    await carol(c.JoinChannel(channel=carol.channel(peer)))
    await carol(c.LeaveChannel(channel=carol.channel(peer)))
    await alice(c.UpdateUsername(channel=here, username=""))
    admin = types.ChatAdminRights(pin_messages=True)
    await alice(c.EditAdmin(channel=here, user_id=alice.user(bob), admin_rights=admin, rank="Pin"))
    await alice(c.EditAdmin(channel=here, user_id=alice.user(bob), admin_rights=types.ChatAdminRights(), rank=""))
    for lost in ({"send_media": True}, {}, {"view_messages": True}, {}):
        rights = types.ChatBannedRights(until_date=0, **lost)
        await alice(c.EditBanned(channel=here, participant=of_bob, banned_rights=rights))
    for sort, found in (
        ("join", ["ParticipantJoin"]), ("leave", ["ParticipantLeave"]), ("invite", ["ParticipantInvite"]),
        ("promote", ["ParticipantToggleAdmin"]), ("demote", ["ParticipantToggleAdmin"]), ("ban", ["ParticipantToggleBan"]),
        ("unban", ["ParticipantToggleBan"]), ("kick", ["ParticipantToggleBan"]), ("unkick", ["ParticipantToggleBan"]),
    ):  # fmt: skip
        assert kinds(await log(alice, peer, events_filter=only(sort))) == found, sort
    kicked = (await log(alice, peer, events_filter=only("kick")))[0]
    assert kicked.action.new_participant.NAME == "channelParticipantBanned" and kicked.user_id == alice.user_id
    assert kinds(await log(alice, peer, admins=[alice.user(carol)])) == ["ParticipantLeave", "ParticipantJoin"]


async def test_messages_that_changed_are_kept_for_a_while(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    id = await bob.write(peer, "Lemons")
    await bob(functions.messages.EditMessage(peer=bob.chat(peer), id=id, message="Oranges"))
    await alice(functions.messages.UpdatePinnedMessage(peer=alice.chat(peer), id=id))
    await alice(c.DeleteMessages(channel=alice.channel(peer), id=[id]))
    events = await log(alice, peer, events_filter=only("edit", "pinned", "delete"))
    assert kinds(events) == ["DeleteMessage", "UpdatePinned", "EditMessage"]
    assert events[0].action.message.message == "Oranges" and events[1].action.message.pinned
    assert (events[2].action.prev_message.message, events[2].user_id) == ("Lemons", bob.user_id)
    assert kinds(await log(alice, peer, "lemon")) == ["EditMessage"]
    news = await alice.create_channel("News")
    await alice.write(news, "First")
    assert kinds(await log(alice, news)) == ["SendMessage"]
