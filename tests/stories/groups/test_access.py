"""Who may do what: (role × kind of chat × deed) → "ok" or how it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.files.materials import mp4, ogg
from tests.stories.files.test_sticker_sets import named
from tests.stories.groups.crowd import uploaded
from tests.stories.groups.deeds import DEEDS, FREE, Place, attempt, build
from tests.stories.groups.test_layers import known_photo
from tests.stories.harness import Actor, World

call, channels = functions.messages, functions.channels

WORDS = {
    "private": "CHANNEL_PRIVATE", "admin": "CHAT_ADMIN_REQUIRED", "peer": "PEER_ID_INVALID", "author": "MESSAGE_AUTHOR_REQUIRED",
    "forbidden": "MESSAGE_DELETE_FORBIDDEN", "write": "CHAT_WRITE_FORBIDDEN", "muted": "USER_BANNED_IN_CHANNEL",
    "already": "USER_ALREADY_PARTICIPANT", "absent": "USER_NOT_PARTICIPANT", "unseen": "MESSAGE_ID_INVALID",
    "closed": "CHAT_FORBIDDEN", "owner": "USER_CREATOR", "kind": "CHAT_ID_INVALID", "public": "CHAT_LINK_EXISTS",
    "bot": "BOT_METHOD_INVALID", "broadcast": "BROADCAST_FORBIDDEN", "nobody": "HIDE_REQUESTER_MISSING", "hidden": "CHAT_PUBLIC_REQUIRED",
    "same": "CHAT_NOT_MODIFIED", "unlinked": "LINK_NOT_MODIFIED", "as": "SEND_AS_PEER_INVALID", "small": "MEGAGROUP_REQUIRED",
    "shut": "TOPIC_CLOSED",
}  # fmt: skip
"""The tables' words for refusals. `-`: not tried."""

TABLES: dict[str, str] = {}

TABLES["group"] = """
                                | stranger  left      banned    member    admin     creator
read history                    | peer      ok        ok        ok        ok        ok
see it in full                  | peer      ok        ok        ok        ok        ok
send a text                     | peer      write     write     ok        ok        ok
type                            | peer      write     write     ok        ok        ok
react                           | peer      unseen    unseen    ok        ok        ok
forward from it                 | peer      unseen    unseen    ok        ok        ok
forward into it                 | peer      write     write     ok        ok        ok
edit others' messages           | peer      author    author    author    author    author
delete others' messages         | ok        forbidden forbidden forbidden ok        ok
pin                             | peer      closed    closed    ok        ok        ok
add somebody                    | peer      closed    closed    ok        ok        ok
make a link                     | peer      admin     admin     admin     ok        ok
kick a member                   | peer      closed    closed    admin     ok        ok
promote a member                | peer      admin     admin     admin     admin     ok
change the title                | peer      closed    closed    ok        ok        ok
change the picture              | peer      closed    closed    ok        ok        ok
change the description          | peer      closed    closed    ok        ok        ok
set the timer                   | peer      admin     admin     admin     ok        ok
change what members may do      | peer      admin     admin     admin     ok        ok
protect the content             | peer      admin     admin     admin     admin     ok
choose the reactions            | peer      admin     admin     admin     ok        ok
leave and come again            | peer      absent    absent    ok        ok        -
end it                          | peer      admin     admin     admin     admin     ok
"""

TABLES["supergroup"] = """
                                | stranger  left      banned    muted     member    helper    admin     creator
read history                    | private   private   private   ok        ok        ok        ok        ok
see it in full                  | private   private   private   ok        ok        ok        ok        ok
see members                     | private   private   private   ok        ok        ok        ok        ok
see admins                      | private   private   private   ok        ok        ok        ok        ok
see the banned                  | private   private   private   admin     admin     ok        ok        ok
read the admin log              | private   private   private   admin     admin     ok        ok        ok
see the statistics              | private   private   private   admin     admin     ok        ok        ok
send a text                     | private   private   private   muted     ok        ok        ok        ok
type                            | private   private   private   write     ok        ok        ok        ok
react                           | private   private   private   write     ok        ok        ok        ok
forward from it                 | private   private   private   ok        ok        ok        ok        ok
forward into it                 | private   private   private   muted     ok        ok        ok        ok
edit others' messages           | private   private   private   author    author    author    author    author
delete others' messages         | private   private   private   forbidden forbidden forbidden ok        ok
pin                             | private   private   private   ok        ok        ok        ok        ok
empty it for all                | private   private   private   admin     admin     admin     ok        ok
add somebody                    | private   private   private   ok        ok        ok        ok        ok
make a link                     | private   private   private   admin     admin     admin     ok        ok
kick a member                   | private   private   private   admin     admin     admin     ok        ok
mute a member                   | private   private   private   admin     admin     admin     ok        ok
promote a member                | private   private   private   admin     admin     admin     admin     ok
change the title                | private   private   private   ok        ok        ok        ok        ok
change the picture              | private   private   private   ok        ok        ok        ok        ok
change the description          | private   private   private   ok        ok        ok        ok        ok
set the timer                   | private   private   private   admin     admin     admin     ok        ok
change what members may do      | private   private   private   admin     admin     admin     ok        ok
protect the content             | private   private   private   admin     admin     admin     admin     ok
choose its name                 | private   private   private   admin     admin     admin     admin     ok
slow it down                    | private   private   private   admin     admin     admin     ok        ok
hide the history from newcomers | private   private   private   admin     admin     admin     ok        ok
choose the reactions            | private   private   private   admin     admin     admin     ok        ok
leave and come again            | private   private   private   ok        ok        ok        ok        owner
join                            | private   private   private   already   already   already   already   already
end it                          | private   private   private   admin     admin     admin     admin     ok
"""

TABLES["public supergroup"] = """
                                | stranger  left      banned    muted     member    helper    admin     creator
read history                    | ok        ok        private   ok        ok        ok        ok        ok
see it in full                  | ok        ok        private   ok        ok        ok        ok        ok
see members                     | ok        ok        private   ok        ok        ok        ok        ok
see admins                      | ok        ok        private   ok        ok        ok        ok        ok
see the banned                  | admin     admin     private   admin     admin     ok        ok        ok
read the admin log              | admin     admin     private   admin     admin     ok        ok        ok
see the statistics              | admin     admin     private   admin     admin     ok        ok        ok
send a text                     | write     write     private   muted     ok        ok        ok        ok
type                            | write     write     private   write     ok        ok        ok        ok
react                           | ok        ok        private   write     ok        ok        ok        ok
forward from it                 | ok        ok        private   ok        ok        ok        ok        ok
forward into it                 | write     write     private   muted     ok        ok        ok        ok
edit others' messages           | author    author    private   author    author    author    author    author
delete others' messages         | forbidden forbidden private   forbidden forbidden forbidden ok        ok
pin                             | admin     admin     private   admin     admin     admin     ok        ok
empty it for all                | admin     admin     private   admin     admin     admin     ok        ok
add somebody                    | admin     admin     private   ok        ok        ok        ok        ok
make a link                     | admin     admin     private   admin     admin     admin     ok        ok
kick a member                   | admin     admin     private   admin     admin     admin     ok        ok
mute a member                   | admin     admin     private   admin     admin     admin     ok        ok
promote a member                | admin     admin     private   admin     admin     admin     admin     ok
change the title                | admin     admin     private   admin     admin     admin     ok        ok
change the picture              | admin     admin     private   admin     admin     admin     ok        ok
change the description          | admin     admin     private   admin     admin     admin     ok        ok
set the timer                   | admin     admin     private   admin     admin     admin     ok        ok
change what members may do      | admin     admin     private   admin     admin     admin     ok        ok
protect the content             | admin     admin     private   admin     admin     admin     admin     ok
choose its name                 | admin     admin     private   admin     admin     admin     admin     ok
slow it down                    | admin     admin     private   admin     admin     admin     ok        ok
hide the history from newcomers | admin     admin     private   admin     admin     admin     public    public
choose the reactions            | admin     admin     private   admin     admin     admin     ok        ok
leave and come again            | absent    absent    private   ok        ok        ok        ok        owner
join                            | ok        ok        private   already   already   already   already   already
end it                          | admin     admin     private   admin     admin     admin     admin     ok
"""

TABLES["channel"] = """
                                | stranger  left      banned    member    helper    admin     creator
read history                    | private   private   private   ok        ok        ok        ok
see it in full                  | private   private   private   ok        ok        ok        ok
see members                     | private   private   private   admin     ok        ok        ok
see admins                      | private   private   private   admin     ok        ok        ok
see the banned                  | private   private   private   admin     ok        ok        ok
read the admin log              | private   private   private   admin     ok        ok        ok
see the statistics              | private   private   private   admin     ok        ok        ok
send a text                     | private   private   private   write     write     ok        ok
type                            | private   private   private   write     write     ok        ok
react                           | private   private   private   ok        ok        ok        ok
forward from it                 | private   private   private   ok        ok        ok        ok
forward into it                 | private   private   private   write     write     ok        ok
edit others' messages           | private   private   private   author    author    ok        ok
delete others' messages         | private   private   private   forbidden forbidden ok        ok
pin                             | private   private   private   admin     admin     ok        ok
empty it for all                | private   private   private   admin     admin     ok        ok
add somebody                    | private   private   private   admin     admin     ok        ok
make a link                     | private   private   private   admin     admin     ok        ok
kick a member                   | private   private   private   admin     admin     ok        ok
mute a member                   | private   private   private   admin     admin     ok        ok
promote a member                | private   private   private   admin     admin     admin     ok
change the title                | private   private   private   admin     admin     ok        ok
change the picture              | private   private   private   admin     admin     ok        ok
change the description          | private   private   private   admin     admin     ok        ok
set the timer                   | private   private   private   admin     admin     ok        ok
change what members may do      | private   private   private   admin     admin     kind      kind
protect the content             | private   private   private   admin     admin     admin     ok
choose its name                 | private   private   private   admin     admin     admin     ok
slow it down                    | private   private   private   admin     admin     kind      kind
hide the history from newcomers | private   private   private   admin     admin     kind      kind
choose the reactions            | private   private   private   admin     admin     ok        ok
leave and come again            | private   private   private   ok        ok        ok        owner
join                            | private   private   private   already   already   already   already
end it                          | private   private   private   admin     admin     admin     ok
"""

TABLES["public channel"] = """
                                | stranger  left      banned    member    helper    admin     creator
read history                    | ok        ok        private   ok        ok        ok        ok
see it in full                  | ok        ok        private   ok        ok        ok        ok
see members                     | admin     admin     private   admin     ok        ok        ok
see admins                      | admin     admin     private   admin     ok        ok        ok
see the banned                  | admin     admin     private   admin     ok        ok        ok
read the admin log              | admin     admin     private   admin     ok        ok        ok
see the statistics              | admin     admin     private   admin     ok        ok        ok
send a text                     | admin     admin     private   write     write     ok        ok
type                            | write     write     private   write     write     ok        ok
react                           | ok        ok        private   ok        ok        ok        ok
forward from it                 | ok        ok        private   ok        ok        ok        ok
forward into it                 | admin     admin     private   write     write     ok        ok
edit others' messages           | author    author    private   author    author    ok        ok
delete others' messages         | forbidden forbidden private   forbidden forbidden ok        ok
pin                             | admin     admin     private   admin     admin     ok        ok
empty it for all                | admin     admin     private   admin     admin     ok        ok
add somebody                    | admin     admin     private   admin     admin     ok        ok
make a link                     | admin     admin     private   admin     admin     ok        ok
kick a member                   | admin     admin     private   admin     admin     ok        ok
mute a member                   | admin     admin     private   admin     admin     ok        ok
promote a member                | admin     admin     private   admin     admin     admin     ok
change the title                | admin     admin     private   admin     admin     ok        ok
change the picture              | admin     admin     private   admin     admin     ok        ok
change the description          | admin     admin     private   admin     admin     ok        ok
set the timer                   | admin     admin     private   admin     admin     ok        ok
change what members may do      | admin     admin     private   admin     admin     kind      kind
protect the content             | admin     admin     private   admin     admin     admin     ok
choose its name                 | admin     admin     private   admin     admin     admin     ok
slow it down                    | admin     admin     private   admin     admin     kind      kind
hide the history from newcomers | admin     admin     private   admin     admin     kind      kind
choose the reactions            | admin     admin     private   admin     admin     ok        ok
leave and come again            | absent    absent    private   ok        ok        ok        owner
join                            | ok        ok        private   already   already   already   already
end it                          | admin     admin     private   admin     admin     admin     ok
"""


def rows(table: str) -> tuple[list[str], dict[str, list[str]]]:
    """The columns, and the lines by their first word."""
    head, *lines = [line.partition("|") for line in table.strip("\n").splitlines()]
    return head[2].split(), {name.strip(): cells.split() for name, _, cells in lines}


async def hold(place: Place, table: str) -> None:
    """Try everything, and fail with all that differs."""
    roles, wanted = rows(table)
    wrong = []
    for name, cells in wanted.items():
        for role, cell in zip(roles, cells, strict=True):
            if cell == "-":
                continue
            came = await attempt(place, name, place.people[role])
            if came != WORDS.get(cell, cell):
                wrong.append(f"{role}: {name}: {came}, not {WORDS.get(cell, cell)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", TABLES)
async def test_roles(world: World, kind: str) -> None:
    roles, _ = rows(TABLES[kind])
    await hold(await build(world, kind, *roles), TABLES[kind])


NEEDS = {
    "supergroup": {
        "change_info": {"change the title", "change the description", "choose the reactions", "hide the history from newcomers"},
        "delete_messages": {"delete others' messages", "empty it for all", "set the timer"},
        "ban_users": {"kick a member", "mute a member", "change what members may do", "slow it down"},
        "invite_users": {"add somebody", "make a link"},
        "pin_messages": {"pin"},
        "add_admins": {"promote a member"},
    },
    "channel": {
        "change_info": {"change the title", "change the description", "choose the reactions"},
        "post_messages": {"send a text", "forward into it", "type"},
        "edit_messages": {"edit others' messages", "pin"},
        "delete_messages": {"delete others' messages", "empty it for all", "set the timer"},
        "ban_users": {"kick a member", "mute a member"},
        "invite_users": {"add somebody", "make a link"},
        "add_admins": {"promote a member"},
    },
}  # fmt: skip
"""What each right of an admin allows, where members may do nothing of the kind."""


@pytest.mark.parametrize("kind", NEEDS)
async def test_rights_of_admins(world: World, kind: str) -> None:
    place = await build(world, kind, "member")
    closed = types.ChatBannedRights(change_info=True, invite_users=True, pin_messages=True, until_date=0)
    if kind == "supergroup":
        await place.owner(call.EditChatDefaultBannedRights(peer=place.chat(place.owner), banned_rights=closed))
    admin, wrong = place.people["member"], []
    names = set().union(*NEEDS[kind].values())
    assert names <= DEEDS.keys()
    for right, allowed in NEEDS[kind].items():
        await place.promote(admin, other=True, **{right: True})
        for name in sorted(names):
            came = await attempt(place, name, admin)
            if (came == "ok") != (name in allowed):
                wrong.append(f"with {right}: {name}: {came}")
            if name == "change what members may do" and came == "ok":
                await place.owner(call.EditChatDefaultBannedRights(peer=place.chat(place.owner), banned_rights=closed))
    assert not wrong, "\n".join(wrong)


REFUSALS = """
                | text  photo  video  file  music  voice  round  sticker  gif  poll
send_plain      | PLAIN ok     ok     ok    ok     ok     ok     ok       ok   ok
send_photos     | ok    PHOTOS ok     ok    ok     ok     ok     ok       ok   ok
send_videos     | ok    ok     VIDEOS ok    ok     ok     ok     ok       ok   ok
send_docs       | ok    ok     ok     DOCS  ok     ok     ok     ok       ok   ok
send_audios     | ok    ok     ok     ok    AUDIOS ok     ok     ok       ok   ok
send_voices     | ok    ok     ok     ok    ok     VOICES ok     ok       ok   ok
send_roundvideos| ok    ok     ok     ok    ok     ok     ROUNDVIDEOS ok  ok   ok
send_stickers   | ok    ok     ok     ok    ok     ok     ok     STICKERS ok   ok
send_gifs       | ok    ok     ok     ok    ok     ok     ok     ok       GIFS ok
send_polls      | ok    ok     ok     ok    ok     ok     ok     ok       ok   POLL
send_media      | ok    PHOTOS VIDEOS DOCS  AUDIOS VOICES ROUNDVIDEOS STICKERS GIFS ok
send_messages   | all   all    all    all   all    all    all    all      all  all
"""
"""What the lack of one right to send forbids."""

FORBIDDEN = {
    "ok": "ok", "PLAIN": "CHAT_SEND_PLAIN_FORBIDDEN", "PHOTOS": "CHAT_SEND_PHOTOS_FORBIDDEN", "VIDEOS": "CHAT_SEND_VIDEOS_FORBIDDEN",
    "DOCS": "CHAT_SEND_DOCS_FORBIDDEN", "AUDIOS": "CHAT_SEND_AUDIOS_FORBIDDEN", "VOICES": "CHAT_SEND_VOICES_FORBIDDEN",
    "ROUNDVIDEOS": "CHAT_SEND_ROUNDVIDEOS_FORBIDDEN", "STICKERS": "CHAT_SEND_STICKERS_FORBIDDEN", "GIFS": "CHAT_SEND_GIFS_FORBIDDEN",
    "POLL": "CHAT_SEND_POLL_FORBIDDEN",
}  # fmt: skip


async def media_of(actor: Actor) -> dict[str, Any]:
    """One of each kind, ready to be sent again and again."""
    film = types.DocumentAttributeVideo(duration=2, w=320, h=240, supports_streaming=True)
    voice = types.DocumentAttributeAudio(duration=1, voice=True)
    made: dict[str, Any] = {
        "video": await uploaded(actor, mp4(sound=True), "a.mp4", "video/mp4", film),
        "file": await uploaded(actor, b"x" * 50, "a.bin", "application/octet-stream"),
        "music": await uploaded(actor, b"ID3" + bytes(50), "a.mp3", "audio/mpeg", types.DocumentAttributeAudio(duration=9)),
        "voice": await uploaded(actor, ogg(), "a.ogg", "audio/ogg", voice),
        "round": await uploaded(
            actor, mp4(240, 240), "a.mp4", "video/mp4", types.DocumentAttributeVideo(duration=2, w=240, h=240, round_message=True)
        ),
        "gif": await uploaded(actor, mp4(), "a.mp4", "video/mp4", film, types.DocumentAttributeAnimated()),
    }  # fmt: skip
    for name, media in made.items():
        kept = await actor(call.UploadMedia(peer=types.InputPeerSelf(), media=media))
        made[name] = types.InputMediaDocument(id=named(kept.document))
    mine = (await actor(call.GetAllStickers(hash=0))).sets[0]
    stickers = types.InputStickerSetID(id=mine.id, access_hash=mine.access_hash)
    sticker = (await actor(call.GetStickerSet(stickerset=stickers, hash=0))).documents[0]
    poll = types.Poll(
        id=0, question=types.TextWithEntities(text="Lunch?", entities=[]), hash=0,
        answers=[types.InputPollAnswer(text=types.TextWithEntities(text=one, entities=[])) for one in "ab"],
    )  # fmt: skip
    made |= {"sticker": types.InputMediaDocument(id=named(sticker)), "photo": await known_photo(actor)}
    return made | {"poll": types.InputMediaPoll(poll=poll), "text": None}


async def test_what_restrictions_forbid(world: World) -> None:
    place = await build(world, "supergroup", "member", "admin")
    member, admin, owner = place.people["member"], place.people["admin"], place.owner
    sent = {who.user_id: await media_of(who) for who in (member, admin)}

    async def send(who: Actor, kind: str) -> str:
        async def go(place: Place, actor: Actor) -> None:
            if (media := sent[actor.user_id][kind]) is None:
                await actor.write(place.peer, "words")
                return
            number = world.random.getrandbits(62)
            await actor(call.SendMedia(peer=place.chat(actor), media=media, message="", random_id=number))

        DEEDS["send"] = go
        return await attempt(place, "send", who)

    kinds, wanted = rows(REFUSALS)
    wrong = []
    for right, cells in wanted.items():
        for scope in ("everyone", "themselves"):
            lost = types.ChatBannedRights(until_date=0, **{right: True})
            if scope == "everyone":
                await owner(call.EditChatDefaultBannedRights(peer=place.chat(owner), banned_rights=lost))
            else:
                await owner(call.EditChatDefaultBannedRights(peer=place.chat(owner), banned_rights=FREE))
                await place.restrict(member, lost)
            world.clock.advance(20)  # so that nobody sends too much
            for kind, cell in zip(kinds, cells, strict=True):
                everything = "CHAT_WRITE_FORBIDDEN" if scope == "everyone" else "USER_BANNED_IN_CHANNEL"
                name = everything if cell == "all" else FORBIDDEN[cell]
                came, other = await send(member, kind), await send(admin, kind)
                if (came, other) != (name, "ok"):
                    wrong.append(f"{right} taken from {scope}: {kind}: {came}, not {name}; an admin: {other}")
        await place.restrict(member, FREE)
    del DEEDS["send"]
    assert not wrong, "\n".join(wrong)
