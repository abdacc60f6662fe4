"""Who may do what in a channel's direct messages, as a table. Nobody but the admins who lead them may ever see another's topic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from angarium.tl import functions, types
from tests.stories.client import RpcError
from tests.stories.directs.scene import admit, answer, open_directs
from tests.stories.harness import Actor, World

call, channels = functions.messages, functions.channels

ROLES = ("writer", "other", "reader", "stranger", "helper", "leader")
"""`writer` has written what it is about, `other` something else; `reader` subscribes and has written nothing; `stranger` is not in the
channel, which is private; `helper` is an admin without the right."""

DENIED, CLOSED, ADMIN, NONE = (
    "CHANNEL_MONOFORUM_UNSUPPORTED",
    "CHANNEL_PRIVATE",
    "CHAT_ADMIN_REQUIRED",
    "MESSAGE_ID_INVALID",
)

TABLE = """
                      writer  other   reader  stranger helper  leader
history               sees    hides   hides   CLOSED   hides   sees
by_id                 sees    hides   hides   CLOSED   hides   sees
search                sees    hides   hides   CLOSED   hides   sees
difference            sees    hides   hides   CLOSED   hides   sees
reactions_of          sees    hides   hides   CLOSED   hides   sees
topics                ADMIN   ADMIN   ADMIN   CLOSED   ADMIN   ok
topic                 ADMIN   ADMIN   ADMIN   CLOSED   ADMIN   sees
unread                ADMIN   ADMIN   ADMIN   CLOSED   ADMIN   ok
read                  ok      ok      ok      CLOSED   ok      ok
forward               ok      NONE    NONE    CLOSED   NONE    ok
reply                 ok      REPLY   REPLY   CLOSED   REPLY   ok
quote_elsewhere       ok      REPLY   REPLY   CLOSED   REPLY   ok
react                 ok      NONE    NONE    CLOSED   NONE    ok
reacted               ok      MSG     MSG     CLOSED   MSG     ok
edit                  ok      NONE    NONE    CLOSED   NONE    AUTHOR
views                 DENIED  DENIED  DENIED  CLOSED   DENIED  ok
link                  DENIED  DENIED  DENIED  CLOSED   DENIED  ok
members               DENIED  DENIED  DENIED  CLOSED   DENIED  ok
author                DENIED  DENIED  DENIED  CLOSED   DENIED  ok
pin                   DENIED  DENIED  DENIED  CLOSED   DENIED  ok
report                ok      ok      ok      CLOSED   ok      ok
invite                DENIED  DENIED  DENIED  CLOSED   DENIED  ADMIN
rename                DENIED  DENIED  DENIED  CLOSED   DENIED  ADMIN
disband               DENIED  DENIED  DENIED  CLOSED   DENIED  ADMIN
leave                 DENIED  DENIED  DENIED  CLOSED   DENIED  DENIED
clear                 DENIED  DENIED  DENIED  CLOSED   DENIED  ok
empty_topic           ADMIN   ADMIN   ADMIN   CLOSED   ADMIN   ok
delete                ok      ok      ok      CLOSED   ok      ok
"""
NAMES = {
    "DENIED": DENIED, "CLOSED": CLOSED, "ADMIN": ADMIN, "NONE": NONE, "REPLY": "REPLY_MESSAGE_ID_INVALID",
    "AUTHOR": "MESSAGE_AUTHOR_REQUIRED", "MSG": "MSG_ID_INVALID",
}  # fmt: skip
WINDOW = {"offset_id": 0, "add_offset": 0, "limit": 50, "max_id": 0, "min_id": 0}
HEART = [types.ReactionEmoji(emoticon="❤")]


def deeds(who: Actor, writer: Actor, directs: int, id: int) -> dict[str, Callable[[], Any]]:
    """The query of each row."""
    peer, channel = who.chat(directs), who.channel(directs)
    message = types.InputMessageID(id=id)
    number = who.world.random.getrandbits
    everything, own = types.InputMessagesFilterEmpty(), types.InputReplyToMessage(reply_to_msg_id=id)
    abroad = types.InputReplyToMessage(reply_to_msg_id=id, reply_to_peer_id=peer)
    topic = {"parent_peer": peer, "peer": who.peer(writer)}
    return {
        "history": lambda: call.GetHistory(peer=peer, offset_date=0, hash=0, **WINDOW),
        "by_id": lambda: channels.GetMessages(channel=channel, id=[message]),
        "search": lambda: call.Search(peer=peer, q="mine", filter=everything, min_date=0, max_date=0, hash=0, **WINDOW),
        "difference": lambda: functions.updates.GetChannelDifference(
            channel=channel, filter=types.ChannelMessagesFilterEmpty(), pts=1, limit=100
        ),
        "reactions_of": lambda: call.GetMessagesReactions(peer=peer, id=[id]),
        "topics": lambda: call.GetSavedDialogs(
            parent_peer=peer, offset_date=0, offset_id=0, offset_peer=types.InputPeerEmpty(), limit=9, hash=0
        ),
        "topic": lambda: call.GetSavedHistory(offset_date=0, hash=0, **topic, **WINDOW),
        "unread": lambda: call.GetDialogUnreadMarks(parent_peer=peer),
        "read": lambda: channels.ReadHistory(channel=channel, max_id=0),
        "forward": lambda: call.ForwardMessages(
            from_peer=peer, id=[id], random_id=[number(62)], to_peer=types.InputPeerSelf()
        ),
        "reply": lambda: call.SendMessage(peer=peer, message="Yes", reply_to=own, random_id=number(62)),
        "quote_elsewhere": lambda: call.SendMessage(
            peer=types.InputPeerSelf(), message="See", reply_to=abroad, random_id=number(62)
        ),
        "react": lambda: call.SendReaction(peer=peer, msg_id=id, reaction=HEART),
        "reacted": lambda: call.GetMessageReactionsList(peer=peer, id=id, limit=9),
        "edit": lambda: call.EditMessage(peer=peer, id=id, message="mine still"),
        "views": lambda: call.GetMessagesViews(peer=peer, id=[id], increment=False),
        "link": lambda: channels.ExportMessageLink(channel=channel, id=id),
        "members": lambda: channels.GetParticipants(
            channel=channel, filter=types.ChannelParticipantsRecent(), offset=0, limit=9, hash=0
        ),
        "author": lambda: channels.GetMessageAuthor(channel=channel, id=id),
        "pin": lambda: call.UpdatePinnedMessage(peer=peer, id=id),
        "report": lambda: call.Report(peer=peer, id=[id], option=b"spam", message=""),
        "invite": lambda: channels.InviteToChannel(channel=channel, users=[who.user(writer)]),
        "rename": lambda: channels.EditTitle(channel=channel, title="Other"),
        "disband": lambda: channels.DeleteChannel(channel=channel),
        "leave": lambda: channels.LeaveChannel(channel=channel),
        "clear": lambda: channels.DeleteHistory(channel=channel, max_id=0),
        "empty_topic": lambda: call.DeleteSavedHistory(max_id=1, **topic),
        "delete": lambda: channels.DeleteMessages(channel=channel, id=[id + 100]),
    }


def shown(answer: Any, id: int) -> str:
    """Whether an answer that lists messages has this one in it."""
    found = [*getattr(answer, "messages", ()), *getattr(answer, "new_messages", ())]
    ids = {one.id for one in found if one.NAME != "messageEmpty"}
    ids |= {one.msg_id for one in getattr(answer, "updates", ()) if one.NAME == "updateMessageReactions"}
    return "sees" if id in ids else "hides"


async def test_who_may_do_what(world: World) -> None:
    """Each row, by each role."""
    people = {role: await world.sign_up(role.title()) for role in ROLES}
    owner = await world.sign_up("Owner")
    channel = await owner.create_channel("News", *[people[role] for role in ROLES if role != "stranger"])
    directs = await open_directs(owner, channel)
    await admit(owner, channel, people["helper"], post_messages=True, change_info=True, delete_messages=True)
    await admit(owner, channel, people["leader"], manage_direct_messages=True)
    writer = people["writer"]
    await people["other"].write(directs, "theirs")
    id = await writer.write(directs, "mine")
    await answer(owner, directs, writer, "Hello")
    lines = [line.split() for line in TABLE.strip().splitlines()]
    assert tuple(lines[0]) == ROLES
    wrong = []
    for name, *expected in lines[1:]:
        for role, want in zip(ROLES, expected, strict=True):
            try:
                answered = await people[role](deeds(people[role], writer, directs, id)[name]())
                got = shown(answered, id) if want in ("sees", "hides") else "ok"
            except RpcError as refusal:
                got = refusal.name
            if got != NAMES.get(want, want):
                wrong.append(f"{name} by {role}: {got}, not {want}")
    assert not wrong, "\n".join(wrong)
    assert all(one.message != "mine" for one in people["other"].messages if isinstance(one, types.Message))
    assert people["reader"].messages == [] or all(
        one.peer_id.channel_id != -directs for one in people["reader"].messages
    )
