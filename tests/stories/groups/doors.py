"""Every door through which messages of a supergroup, or of a channel's direct messages, can be seen."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.harness import Actor, RpcError

call = functions.messages
NOTHING = types.InputMessagesFilterEmpty()
SECRET = "buriedtreasure"
WINDOW: dict[str, int] = {
    "offset_id": 0,
    "offset_date": 0,
    "add_offset": 0,
    "limit": 10,
    "max_id": 0,
    "min_id": 0,
    "hash": 0,
}


def doors(carol: Actor, peer: int, ids: list[int]) -> list[Any]:
    """Everything that shows messages of a supergroup."""
    here, me = carol.chat(peer), types.InputPeerSelf()
    spread = {key: WINDOW[key] for key in ("offset_id", "add_offset", "limit", "max_id", "min_id")}
    seen: list[Any] = [
        call.GetHistory(peer=here, **WINDOW),
        functions.channels.GetMessages(channel=carol.channel(peer), id=[types.InputMessageID(id=id) for id in ids]),
        call.Search(peer=here, q=SECRET, filter=NOTHING, limit=10),
        call.Search(peer=here, q="", filter=NOTHING, limit=10, from_id=here),
        call.Search(peer=here, q="", filter=types.InputMessagesFilterUrl(), limit=10),
        call.Search(peer=here, q="", filter=types.InputMessagesFilterPinned(), limit=10),
        call.SearchGlobal(
            q=SECRET, filter=NOTHING, min_date=0, max_date=0, offset_rate=0, offset_peer=me, offset_id=0, limit=10
        ),
        call.GetSearchResultsCalendar(peer=here, filter=types.InputMessagesFilterUrl(), offset_id=0, offset_date=0),
        call.GetUnreadReactions(peer=here, **spread),
        call.GetUnreadMentions(peer=here, **spread),
        call.GetMessagesViews(peer=here, id=ids, increment=False),
        call.GetMessagesReactions(peer=here, id=ids),
        call.GetDialogs(offset_date=0, offset_id=0, offset_peer=types.InputPeerEmpty(), limit=10, hash=0),
        call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=here)]),
        call.GetForumTopics(peer=here, offset_date=0, offset_id=0, offset_topic=0, limit=10),
        call.GetForumTopicsByID(peer=here, topics=ids),
        call.ForwardMessages(from_peer=here, id=ids[:1], random_id=[7], to_peer=me),
        functions.updates.GetChannelDifference(
            channel=carol.channel(peer), filter=types.ChannelMessagesFilterEmpty(), pts=1, limit=100
        ),
        functions.channels.GetFullChannel(channel=carol.channel(peer)),
    ]
    for id in ids:
        seen += [
            call.GetDiscussionMessage(peer=here, msg_id=id),
            call.GetReplies(peer=here, msg_id=id, **WINDOW),
            call.GetMessageReactionsList(peer=here, id=id, limit=10),
            call.SendMessage(
                peer=me,
                message="look",
                random_id=id,
                reply_to=types.InputReplyToMessage(reply_to_msg_id=id, reply_to_peer_id=here),
            ),
        ]
    return seen


async def look(who: Actor, peer: int, ids: list[int]) -> list[str]:
    """The answers in which somebody finds the secret, whatever they ask."""
    shown = []
    for query in doors(who, peer, ids):
        try:
            told = await who(query)
        except RpcError:
            continue
        if SECRET in repr(told):
            shown.append(f"{query.NAME}: {told!r}"[:400])
    return shown
