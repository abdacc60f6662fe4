"""After a walk: whoever may look into a place sees the same there, whatever their layer and whichever way the news came to them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from angarium.tl import functions, types
from tests.stories.client import RpcError
from tests.stories.harness import Actor

call, channels = functions.messages, functions.channels

REACTIONS = 181
"""From this layer on reactions and polls are told in one form."""


async def agree(people: list[Actor], peer: int) -> None:
    """Everyone who may read a supergroup or channel sees the same messages, each the same, and the same numbers."""
    told = [one for actor in people if (one := await _look(actor, peer)) is not None]
    if not told:
        return
    first = max(told, key=lambda one: len(one["messages"]))
    for one in told:
        floor = one["floor"]
        wanted = {id: message for id, message in first["messages"].items() if id > floor}
        seen = {id: message for id, message in one["messages"].items() if id > floor}
        assert seen.keys() == wanted.keys(), f"{one['name']}: {seen.keys() ^ wanted.keys()}"
        for id, message in seen.items():
            known = message.keys() & wanted[id].keys()
            assert {key: message[key] for key in known} == {key: wanted[id][key] for key in known}, (one["name"], id)
        for key in ("pts", "members", "top", "title", "topics"):
            if key in one and key in first and (key != "top" or first["top"] > floor):
                assert one[key] == first[key], f"{one['name']}: {key} is {one[key]}, not {first[key]}"


async def _look(actor: Actor, peer: int) -> dict[str, Any] | None:
    """What somebody sees of a place; None when they may not look."""
    channel = actor.channel(peer)
    try:
        history = await actor(call.GetHistory(peer=actor.chat(peer), limit=100))
    except RpcError as refusal:
        assert refusal.name == "CHANNEL_PRIVATE", refusal
        return None
    full = await actor(channels.GetFullChannel(channel=channel))
    chat = next(one for one in full.chats if one.id == channel.channel_id)
    found: dict[str, Any] = {
        "name": actor.name,
        "floor": max(full.full_chat.available_min_id or 0, min((one.id for one in history.messages), default=0) - 1),
        "messages": {one.id: _told(actor, one) for one in history.messages if one.NAME != "messageEmpty"},
        "pts": full.full_chat.pts,
        "members": full.full_chat.participants_count,
        "title": chat.title,
    }
    if not chat.left:
        dialogs = await actor(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=actor.chat(peer))]))
        found["top"] = dialogs.dialogs[0].top_message
    if chat.forum and actor.layer >= REACTIONS:
        page = {"offset_date": 0, "offset_id": 0, "offset_topic": 0, "limit": 50}
        listed = await actor(call.GetForumTopics(peer=actor.chat(peer), **page))
        found["topics"] = {
            one.id: (one.title, bool(one.closed), bool(one.pinned), one.top_message) for one in listed.topics
        }
    return found


def _told(actor: Actor, message: Any) -> dict[str, Any]:
    """What does not depend on who looks."""
    told: dict[str, Any] = {
        "pinned": bool(getattr(message, "pinned", False)),
        "kind": message.NAME,
        "date": message.date,
    }
    if message.NAME == "messageService":
        return told
    told["text"] = message.message
    told["edited"] = message.edit_date if not message.edit_hide else None
    if actor.layer < REACTIONS:
        return told
    told["author"] = repr(message.from_id)
    told["answers"] = getattr(message.reply_to, "reply_to_msg_id", None)
    told["replies"] = message.replies.replies if message.replies else None
    shown = message.reactions.results if message.reactions else ()
    told["reactions"] = Counter({one.reaction.emoticon: one.count for one in shown})
    if message.media is not None and message.media.NAME == "messageMediaPoll":
        told["voters"] = message.media.results.total_voters or 0
    return told
