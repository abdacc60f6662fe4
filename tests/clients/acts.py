"""What people do in groups and channels and with each other, asked for in TL by one library and seen in TL by another."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.clients.agent import Agent, Refused

_numbers = itertools.count(int(time.time()) << 16)
NONE: dict[str, Any] = {"long": 0}
EMPTY = {"_": "inputMessagesFilterEmpty"}


def number() -> dict[str, Any]:
    """A random_id."""
    return {"long": next(_numbers)}


@contextmanager
def refused(words: str) -> Iterator[None]:
    """The server must refuse what stands in the block; each library tells it in words of its own."""
    try:
        yield
    except Refused as refusal:
        assert re.search(words, str(refusal), re.I), refusal
    else:
        raise AssertionError(f"not refused: {words}")


@dataclass
class Scene:
    """Whoever leads, who is with them, and the supergroup that they made."""

    leader: Agent
    other: Agent
    third: Agent
    peer: int
    word: str
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def here(self) -> dict[str, Any]:
        return {"peer": self.peer}

    @property
    def channel(self) -> dict[str, Any]:
        return {"channel": self.peer}

    async def write(self, writer: Agent, text: str, peer: int = 0, **more: Any) -> int:
        """Send a text; its id."""
        to = {"peer": peer or self.peer}
        sent = await writer.invoke(method="messages.sendMessage", peer=to, message=text, random_id=number(), **more)
        return sent_id(sent)

    async def see(self, reader: Agent, id: int, peer: int = 0) -> dict[str, Any]:
        """A message as the library decodes it."""
        wanted = [{"_": "inputMessageID", "id": id}]
        found = await reader.invoke(method="channels.getMessages", channel={"channel": peer or self.peer}, id=wanted)
        return dict(found["messages"][0])


def sent_id(sent: dict[str, Any]) -> int:
    """The id of what was sent, out of the updates that answer it."""
    return int(next(one["id"] for one in sent["updates"] if one["_"] == "updateMessageID"))


Act = Callable[[Scene], Awaitable[None]]
ACTS: list[Act] = []


def act(do: Act) -> Act:
    ACTS.append(do)
    return do


@act
async def switches(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    await leader.invoke(method="channels.toggleSlowMode", channel=scene.channel, seconds=300)
    await leader.invoke(method="messages.editChatAbout", peer=scene.here, about=f"about {scene.word}")
    full = (await other.invoke(method="channels.getFullChannel", channel=scene.channel))["full_chat"]
    assert (full["slowmode_seconds"], full["about"]) == (300, f"about {scene.word}")
    await other.send_text(to=scene.peer, text=f"slowly {scene.word}")
    with refused("slow"):
        await other.send_text(to=scene.peer, text="too fast")
    await leader.invoke(method="channels.toggleSlowMode", channel=scene.channel, seconds=0)


@act
async def requests(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    made = await leader.invoke(
        method="messages.exportChatInvite", peer=scene.here, request_needed=True, title=f"link {scene.word}"
    )
    await other.leave(peer=scene.peer)
    with refused("invite.?request.?sent|successfully requested"):
        await other.invoke(method="messages.importChatInvite", hash=made["link"].rpartition("+")[2])
    waiting = await leader.invoke(
        method="messages.getChatInviteImporters", peer=scene.here, requested=True, offset_date=0,
        offset_user={"_": "inputUserEmpty"}, limit=10,
    )  # fmt: skip
    assert [one["user_id"] for one in waiting["importers"]] == [other.id]
    await leader.invoke(
        method="messages.hideChatJoinRequest", peer=scene.here, user_id={"user": other.id}, approved=True
    )
    await scene.write(other, f"let in {scene.word}")
    await leader.heard("new", text=f"let in {scene.word}")
    listed = await leader.invoke(
        method="messages.getExportedChatInvites", peer=scene.here, admin_id={"_": "inputUserSelf"}, limit=10
    )
    assert (f"link {scene.word}", 1) in [(one.get("title"), one.get("usage")) for one in listed["invites"]]


@act
async def restrictions(scene: Scene) -> None:
    leader, other = scene.leader, scene.other

    async def restrict(**lost: bool) -> None:
        await leader.invoke(
            method="channels.editBanned", channel=scene.channel, participant={"peer": other.id},
            banned_rights={"_": "chatBannedRights", "until_date": 0, **lost},
        )  # fmt: skip

    await restrict(send_polls=True, send_plain=True)
    with refused("plain"):
        await other.send_text(to=scene.peer, text="forbidden words")
    with refused("poll"):
        await other.post(to=scene.peer, kind="quiz")
    mine = await other.invoke(
        method="channels.getParticipant", channel=scene.channel, participant={"_": "inputPeerSelf"}
    )
    assert mine["participant"]["banned_rights"]["send_plain"]
    await restrict()
    await leader.invoke(
        method="channels.editAdmin", channel=scene.channel, user_id={"user": other.id}, rank="Chief",
        admin_rights={"_": "chatAdminRights", "pin_messages": True, "change_info": True, "manage_topics": True},
    )  # fmt: skip
    await other.invoke(method="channels.editTitle", channel=scene.channel, title=f"named {scene.word}")
    log = await leader.invoke(
        method="channels.getAdminLog", channel=scene.channel, q="", max_id=NONE, min_id=NONE, limit=50
    )
    kinds = [event["action"]["_"] for event in log["events"]]
    assert [kind for kind in kinds if kind == "channelAdminLogEventActionChangeTitle"], kinds
    assert (
        "channelAdminLogEventActionParticipantToggleBan" in kinds
        and "channelAdminLogEventActionToggleSlowMode" in kinds
    )
    titles = [event for event in log["events"] if event["action"]["_"] == "channelAdminLogEventActionChangeTitle"]
    assert titles[0]["user_id"] == other.id and titles[0]["action"]["new_value"] == f"named {scene.word}"


@act
async def waiting_messages(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    await scene.write(leader, f"later {scene.word}", schedule_date=int(time.time()) + 3600)
    waiting = await leader.invoke(method="messages.getScheduledHistory", peer=scene.here, hash=NONE)
    assert [one["message"] for one in waiting["messages"]] == [f"later {scene.word}"]
    ids = [one["id"] for one in waiting["messages"]]
    await leader.invoke(method="messages.sendScheduledMessages", peer=scene.here, id=ids)
    await other.heard("new", text=f"later {scene.word}")
    await leader.invoke(method="messages.saveDraft", peer=scene.here, message=f"draft {scene.word}")
    drafts = await leader.invoke(method="messages.getAllDrafts")
    assert f"draft {scene.word}" in [one["draft"].get("message") for one in drafts["updates"]]


@act
async def reactions_reads_and_pins(scene: Scene) -> None:
    leader, other, third = scene.leader, scene.other, scene.third
    id = await scene.write(leader, f"look {scene.word}")
    heart = [{"_": "reactionEmoji", "emoticon": "❤"}]
    for one in (other, third):
        await one.invoke(method="messages.sendReaction", peer=scene.here, msg_id=id, reaction=heart, big=True)
        await one.read(peer=scene.peer)
    listed = await leader.invoke(method="messages.getMessageReactionsList", peer=scene.here, id=id, limit=10)
    assert {one["peer_id"]["user_id"] for one in listed["reactions"]} == {other.id, third.id}
    readers = await leader.invoke(method="messages.getMessageReadParticipants", peer=scene.here, msg_id=id)
    assert {one["user_id"] for one in readers} >= {other.id, third.id}
    await other.invoke(method="messages.updatePinnedMessage", peer=scene.here, id=id, silent=True)
    pinned = await third.invoke(
        method="messages.search", peer=scene.here, q="", filter={"_": "inputMessagesFilterPinned"}, min_date=0, max_date=0,
        offset_id=0, add_offset=0, limit=10, max_id=0, min_id=0, hash=NONE,
    )  # fmt: skip
    assert [one["id"] for one in pinned["messages"]] == [id]


@act
async def lists_of_things_to_do(scene: Scene) -> None:
    leader, other = scene.leader, scene.other

    def words(text: str) -> dict[str, Any]:
        return {"_": "textWithEntities", "text": text, "entities": []}

    items = [{"_": "todoItem", "id": at + 1, "title": words(text)} for at, text in enumerate(("Soup", "Bread"))]
    todo = {"_": "todoList", "title": words("Shopping"), "list": items, "others_can_complete": True}
    sent = await leader.invoke(
        method="messages.sendMedia", peer=scene.here, media={"_": "inputMediaTodo", "todo": todo}, message="",
        random_id=number(),
    )  # fmt: skip
    id = sent_id(sent)
    await other.invoke(method="messages.toggleTodoCompleted", peer=scene.here, msg_id=id, completed=[2], incompleted=[])
    media = (await scene.see(leader, id))["media"]
    assert [one["title"]["text"] for one in media["todo"]["list"]] == ["Soup", "Bread"]
    assert [one["id"] for one in media["completions"]] == [2]


@act
async def custom_emoji(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    sets = await leader.invoke(method="messages.getEmojiStickers", hash=NONE)
    first = sets["sets"][0]
    named = {"_": "inputStickerSetID", "id": {"long": first["id"]}, "access_hash": {"long": first["access_hash"]}}
    chosen = (await leader.invoke(method="messages.getStickerSet", stickerset=named, hash=0))["documents"][0]["id"]
    emoji = [{"_": "messageEntityCustomEmoji", "offset": 0, "length": 2, "document_id": {"long": chosen}}]
    id = await scene.write(leader, f"👍 {scene.word}", entities=emoji)
    assert [one["document_id"] for one in (await scene.see(other, id))["entities"]] == [chosen]
    found = await other.invoke(method="messages.getCustomEmojiDocuments", document_id=[{"long": chosen}])
    assert [one["id"] for one in found] == [chosen]


@act
async def topics(scene: Scene) -> None:
    leader, other, third = scene.leader, scene.other, scene.third
    await leader.invoke(method="channels.toggleForum", channel=scene.channel, enabled=True, tabs=False)
    made = await other.invoke(
        method="messages.createForumTopic", peer=scene.here, title=f"topic {scene.word}", random_id=number()
    )
    topic = sent_id(made)
    within = {"_": "inputReplyToMessage", "reply_to_msg_id": topic, "top_msg_id": topic}
    said = await scene.write(third, f"on topic {scene.word}", reply_to=within)
    heard = await leader.heard("new", text=f"on topic {scene.word}")
    assert heard["id"] == said
    await leader.invoke(method="messages.editForumTopic", peer=scene.here, topic_id=topic, closed=True)
    listed = await third.invoke(
        method="messages.getForumTopics", peer=scene.here, offset_date=0, offset_id=0, offset_topic=0, limit=10
    )
    shown = {one["id"]: one for one in listed["topics"]}[topic]
    assert (shown["title"], shown.get("closed")) == (f"topic {scene.word}", True)
    assert shown["top_message"] > said, "the newest is that it was closed"
    with refused("topic"):
        await scene.write(third, "too late", reply_to=within)
    await leader.invoke(method="channels.toggleForum", channel=scene.channel, enabled=False, tabs=False)


@act
async def comments(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    news = (await leader.create_channel(title=f"News {scene.word}", megagroup=False))["id"]
    await leader.invite(peer=news, users=[other.id])
    scene.notes["news"] = news
    await leader.invoke(method="channels.setDiscussionGroup", broadcast={"channel": news}, group=scene.channel)
    post = await scene.write(leader, f"post {scene.word}", news)
    await other.heard("new", text=f"post {scene.word}")
    await other.dialogs()
    begun = await other.invoke(method="messages.getDiscussionMessage", peer={"peer": news}, msg_id=post)
    root = begun["messages"][0]["id"]
    answer = {"_": "inputReplyToMessage", "reply_to_msg_id": root}
    await scene.write(other, f"comment {scene.word}", reply_to=answer)
    await leader.heard("new", text=f"comment {scene.word}")
    found = await leader.invoke(
        method="messages.getReplies", peer={"peer": news}, msg_id=post, offset_id=0, offset_date=0, add_offset=0, limit=10,
        max_id=0, min_id=0, hash=NONE,
    )  # fmt: skip
    assert [one["message"] for one in found["messages"]] == [f"comment {scene.word}"]
    assert (await scene.see(other, post, news))["replies"]["replies"] == 1
    spoken = await scene.write(leader, f"as channel {scene.word}", send_as={"peer": news})
    await other.heard("new", text=f"as channel {scene.word}")
    assert (await scene.see(other, spoken))["from_id"]["_"] == "peerChannel"


@act
async def statistics(scene: Scene) -> None:
    found = await scene.leader.invoke(method="stats.getMegagroupStats", channel=scene.channel)
    assert found["members"]["current"] >= 3 and found["growth_graph"]["_"].startswith("statsGraph")
    found = await scene.leader.invoke(method="stats.getBroadcastStats", channel={"channel": scene.notes["news"]})
    assert found["followers"]["current"] == 2


@act
async def folders(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    name = f"F {scene.leader.name[:8]}"
    shown = {
        "_": "dialogFilter", "id": 2, "title": {"_": "textWithEntities", "text": name, "entities": []}, "pinned_peers": [],
        "include_peers": [scene.here], "exclude_peers": [],
    }  # fmt: skip
    await leader.invoke(method="messages.updateDialogFilter", id=2, filter=shown)
    made = await leader.invoke(
        method="chatlists.exportChatlistInvite", chatlist={"_": "inputChatlistDialogFilter", "filter_id": 2}, title="All",
        peers=[scene.here],
    )  # fmt: skip
    slug = made["invite"]["url"].rpartition("/")[2]
    seen = await other.invoke(method="chatlists.checkChatlistInvite", slug=slug)
    assert (seen["title"]["text"], len(seen.get("already_peers", [])) + len(seen.get("peers", []))) == (name, 1)
    kept = await leader.invoke(method="messages.getDialogFilters")
    assert name in [one["title"]["text"] for one in kept["filters"] if "title" in one]


@act
async def tags(scene: Scene) -> None:
    leader = scene.leader
    sent = await leader.send_text(to="me", text=f"note {scene.word}")
    tag = [{"_": "reactionEmoji", "emoticon": "👍"}]
    own = {"_": "inputPeerSelf"}
    await leader.invoke(method="messages.sendReaction", peer=own, msg_id=sent["id"], reaction=tag)
    await leader.invoke(method="messages.updateSavedReactionTag", reaction=tag[0], title="later")
    found = await leader.invoke(method="messages.getSavedReactionTags", hash=NONE)
    assert [(one["title"], one["count"]) for one in found["tags"]] == [("later", 1)]
    hit = await leader.invoke(
        method="messages.search", peer=own, q="", saved_reaction=tag, filter=EMPTY, min_date=0, max_date=0, offset_id=0,
        add_offset=0, limit=5, max_id=0, min_id=0, hash=NONE,
    )  # fmt: skip
    assert [one["message"] for one in hit["messages"]] == [f"note {scene.word}"]


@act
async def privacy(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    await leader.invoke(method="account.updateProfile", about=f"I am {scene.word}")
    full = await other.invoke(method="users.getFullUser", id={"user": leader.id})
    assert full["full_user"]["about"] == f"I am {scene.word}"
    nobody = [{"_": "inputPrivacyValueDisallowAll"}]
    await leader.invoke(method="account.setPrivacy", key={"_": "inputPrivacyKeyAbout"}, rules=nobody)
    full = await other.invoke(method="users.getFullUser", id={"user": leader.id})
    assert not full["full_user"].get("about")
    await leader.invoke(method="contacts.block", id={"peer": other.id})
    with refused("block"):
        await other.send_text(to=leader.id, text="let me in")
    await leader.invoke(method="contacts.unblock", id={"peer": other.id})


@act
async def business(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    week = [{"_": "businessWeeklyOpen", "start_minute": 540, "end_minute": 1020}]
    hours = {"_": "businessWorkHours", "timezone_id": "Europe/Berlin", "weekly_open": week}
    await leader.invoke(method="account.updateBusinessWorkHours", business_work_hours=hours)
    intro = {"_": "inputBusinessIntro", "title": "Shop", "description": scene.word[:70]}
    await leader.invoke(method="account.updateBusinessIntro", intro=intro)
    full = (await other.invoke(method="users.getFullUser", id={"user": leader.id}))["full_user"]
    assert full["business_work_hours"]["weekly_open"][0]["start_minute"] == 540
    assert full["business_intro"]["title"] == "Shop"


@act
async def migration(scene: Scene) -> None:
    leader, other, third = scene.leader, scene.other, scene.third
    group = (await leader.create_group(title=f"Small {scene.word}", users=[other.id, third.id]))["id"]
    await leader.send_text(to=group, text=f"before {scene.word}")
    await asyncio.gather(*(one.heard("new", text=f"before {scene.word}") for one in (other, third)))
    moved = await leader.invoke(method="messages.migrateChat", chat_id={"long": -group})
    large = next(one["id"] for one in moved["chats"] if one["_"] == "channel")
    peer = -(10**12) - large
    for one in (leader, other, third):
        assert peer in [dialog["id"] for dialog in await one.dialogs()]
    await scene.write(other, f"after {scene.word}", peer)
    await asyncio.gather(*(one.heard("new", text=f"after {scene.word}") for one in (leader, third)))
    first = await scene.see(third, 1, peer)
    assert first["action"]["_"] == "messageActionChannelMigrateFrom" and first["action"]["chat_id"] == -group
