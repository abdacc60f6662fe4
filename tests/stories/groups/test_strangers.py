"""A basic group is named by a number without an access hash: whoever counts through the numbers learns nothing."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.harness import World, refused

call = functions.messages


async def test_the_number_of_a_group_tells_strangers_nothing(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_group("Conspiracy", bob)
    town = await alice.create_channel("Town", bob, megagroup=True)
    here, spread = carol.chat(group), {"offset_id": 0, "add_offset": 0, "limit": 10, "max_id": 0, "min_id": 0}
    tried: list[Any] = [
        call.GetScheduledMessages(peer=here, id=[1]),
        call.GetUnreadPollVotes(peer=here, **spread),
        call.ReadPollVotes(peer=here),
        call.HidePeerSettingsBar(peer=here),
    ]
    for query in tried:
        with refused("PEER_ID_INVALID"):
            await carol(query)
    topic = types.InputNotifyForumTopic(peer=carol.chat(town), top_msg_id=1)
    with refused("CHANNEL_PRIVATE"):
        await carol(
            functions.account.UpdateNotifySettings(peer=topic, settings=types.InputPeerNotifySettings(silent=True))
        )
    rules = [types.InputPrivacyValueAllowChatParticipants(chats=[-group])]
    key = types.InputPrivacyKeyStatusTimestamp()
    told = [
        await carol(functions.account.SetPrivacy(key=key, rules=rules)),
        await carol(functions.account.GetPrivacy(key=key)),
        await carol(functions.updates.GetDifference(pts=1, date=1, qts=0)),
    ]
    assert "Conspiracy" not in repr(told)
    mine = await bob(functions.account.SetPrivacy(key=key, rules=rules))
    assert [chat.title for chat in mine.chats] == ["Conspiracy"]
    for query in (
        call.GetScheduledMessages(peer=bob.chat(group), id=[1]),
        call.HidePeerSettingsBar(peer=bob.chat(group)),
    ):
        assert await bob(query)
