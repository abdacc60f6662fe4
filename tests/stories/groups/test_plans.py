"""No question about a group or channel may read a table from end to end: one with 200,000 members would stop everyone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from angarium.model.ids import is_channel
from angarium.tl import functions, types
from tests.stories.groups.deeds import DEEDS, attempt, build
from tests.stories.groups.test_walks import ACTS, Walk
from tests.stories.harness import Actor, World
from tests.stories.messages.test_plans import asked, faults

call, channels = functions.messages, functions.channels
__all__ = ["asked"]  # the fixture
KINDS = ("group", "supergroup", "public supergroup", "channel")


async def test_every_question_has_an_index(tmp_path: Path, asked: list[str]) -> None:
    for kind in KINDS:
        async with World(tmp_path / kind) as world:
            place = await build(world, kind, "member", "stranger", "admin")
            for name in DEEDS:
                for role in ("stranger", "member", "admin", "creator"):
                    if (role, name) != ("creator", "leave and come again") and (place.is_channel or name not in _LATER):
                        await attempt(place, name, place.people[role])
            await _walk(world, kind)
    assert len(set(asked)) > 150
    assert not (wrong := faults(asked, tmp_path)), "\n".join(wrong)


_LATER = {
    "see members", "see admins", "see the banned", "read the admin log", "see the statistics", "empty it for all", "mute a member",
    "choose its name", "slow it down", "hide the history from newcomers", "join",
}  # fmt: skip
"""What basic groups have not."""


async def _walk(world: World, kind: str) -> None:
    """Everything that people do, and then everything that they look at."""
    owner, other, third = [await world.sign_up(name) for name in ("Owner", "Other", "Third")]
    if kind == "group":
        peer = await owner.create_group("Group", other, third)
    else:
        peer = await owner.create_channel("Place", other, third, megagroup=kind != "channel")
    walk = Walk(world, [owner, other, third], [peer], 3)
    for _ in range(2):
        for act in (one for one in ACTS if one.__name__ not in ("leave", "restrict")):
            for actor in (owner, other):
                walk.done[act.__name__] = await _try(walk, act, actor, peer)
    for actor in (owner, other):
        for query in (*_shown(actor, peer), *(_of_channel(actor, peer) if is_channel(peer) else ())):
            await actor(query)
    await world.pass_time(100)


async def _try(walk: Walk, act: Any, actor: Actor, peer: int) -> int:
    try:
        await act(walk, actor, peer)
    except Exception as refusal:
        assert getattr(refusal, "code", 500) < 500, refusal
    return 1


def _shown(actor: Actor, peer: int) -> list[Any]:
    given, ids = actor.chat(peer), [1, 2, 3, 4]
    nothing, word = types.InputMessagesFilterEmpty(), types.InputMessagesFilterPhotoVideo()
    everyone = actor.world.actors
    other = actor.user(everyone[-1] if actor is not everyone[-1] else everyone[-2])
    return [
        call.GetHistory(peer=given, limit=5),
        call.GetHistory(peer=given, limit=5, offset_id=3, add_offset=-2),
        call.GetHistory(peer=given, limit=5, offset_date=2_000_000_000),
        call.Search(peer=given, q="", filter=word, limit=5),
        call.Search(peer=given, q="words", filter=nothing, limit=5),
        call.Search(peer=given, q="", filter=nothing, from_id=types.InputPeerSelf(), limit=5),
        call.Search(peer=given, q="", filter=types.InputMessagesFilterPinned(), limit=5),
        call.Search(peer=given, q="", filter=types.InputMessagesFilterMyMentions(), limit=5),
        call.SearchGlobal(q="words", filter=nothing, offset_peer=types.InputPeerEmpty(), limit=5),
        call.GetSearchCounters(peer=given, filters=[word]),
        call.GetSearchResultsCalendar(peer=given, filter=word),
        call.GetSearchResultsPositions(peer=given, filter=word, limit=5),
        call.GetDialogs(offset_peer=types.InputPeerEmpty(), limit=5),
        call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=given)]),
        call.GetMessagesReactions(peer=given, id=ids),
        call.GetMessagesViews(peer=given, id=ids, increment=True),
        call.GetUnreadMentions(peer=given, limit=5),
        call.GetUnreadReactions(peer=given, limit=5),
        call.GetCommonChats(user_id=other, limit=5),
        call.GetOnlines(peer=given),
        functions.updates.GetDifference(pts=1, date=1, qts=0),
    ]  # fmt: skip


def _of_channel(actor: Actor, peer: int) -> list[Any]:
    given = actor.channel(peer)
    kinds: list[Any] = [
        types.ChannelParticipantsRecent(),
        types.ChannelParticipantsAdmins(),
        types.ChannelParticipantsBots(),
    ]
    if actor.name == "Owner":
        kinds += [
            types.ChannelParticipantsKicked(q=""), types.ChannelParticipantsBanned(q=""), types.ChannelParticipantsSearch(q="o"),
            types.ChannelParticipantsContacts(q=""),
        ]  # fmt: skip
    elif actor.name == "Other":
        kinds = []
    return [
        *(channels.GetParticipants(channel=given, filter=one, offset=0, limit=5, hash=0) for one in kinds),
        channels.GetMessages(channel=given, id=[types.InputMessageID(id=1)]),
        channels.GetAdminedPublicChannels(),
        channels.GetInactiveChannels(),
        channels.GetSendAs(peer=actor.chat(peer)),
        functions.updates.GetChannelDifference(channel=given, filter=types.ChannelMessagesFilterEmpty(), pts=1, limit=10),
        channels.ReadHistory(channel=given, max_id=0),
    ]  # fmt: skip
