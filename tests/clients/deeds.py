"""More of what people do (see acts.py): with messages, in time, with files, and with whom they let in."""

from __future__ import annotations

import ast
import time
from typing import Any

from tests.clients.acts import ACTS, EMPTY, NONE, Scene, act, number, refused, sent_id
from tests.clients.agent import Agent
from tests.stories.files.materials import gif, png, tgs, webm

DEEDS = ACTS
"""Those of acts.py, and after them these."""

PAGE = {"offset_id": 0, "add_offset": 0, "limit": 10, "max_id": 0, "min_id": 0}
THUMB = [{"_": "reactionEmoji", "emoticon": "👍"}]


def octets(told: str) -> dict[str, str]:
    """Bytes out of an answer, to be sent back; kurigram tells them as Python writes them."""
    return {"bytes": ast.literal_eval(told).hex() if told[:2] in ("b'", 'b"') else told}


def named(file: dict[str, Any], kind: str = "inputDocument") -> dict[str, Any]:
    """A document or photo as it is sent again."""
    return {
        "_": kind, "id": {"long": file["id"]}, "access_hash": {"long": file["access_hash"]},
        "file_reference": octets(file["file_reference"]),
    }  # fmt: skip


async def upload(agent: Agent, body: bytes, name: str, mime: str) -> dict[str, Any]:
    """A file that is ready for a set of stickers: its document."""
    file = await agent.upload(name=name, hex=body.hex())
    given = {**file, "id": {"long": file["id"]}}
    media = {
        "_": "inputMediaUploadedDocument", "file": given, "mime_type": mime, "attributes": [], "force_file": True,
    }  # fmt: skip
    made = await agent.invoke(method="messages.uploadMedia", peer={"_": "inputPeerSelf"}, media=media)
    return dict(made["document"])


@act
async def stickers_of_three_kinds(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    for at, (body, file, mime) in enumerate((
        (png(512, 512, form="WEBP"), "a.webp", "image/webp"), (tgs(), "a.tgs", "application/x-tgsticker"),
        (webm(), "a.webm", "video/webm"),
    )):  # fmt: skip
        item = {"_": "inputStickerSetItem", "document": named(await upload(leader, body, file, mime)), "emoji": "🙂"}
        short = f"kind{at}_{leader.phone.lstrip('+')}"
        made = await leader.invoke(
            method="stickers.createStickerSet",
            user_id={"_": "inputUserSelf"},
            title="Kinds",
            short_name=short,
            stickers=[item],
        )
        media = {"_": "inputMediaDocument", "id": named(made["documents"][0])}
        sent = await leader.invoke(
            method="messages.sendMedia", peer=scene.here, media=media, message="", random_id=number()
        )
        shown = (await scene.see(other, sent_id(sent)))["media"]["document"]
        known = next(one for one in shown["attributes"] if one["_"] == "documentAttributeSticker")
        assert (shown["mime_type"], known["alt"]) == (mime, "🙂")
        within = {"_": "inputStickerSetShortName", "short_name": short}
        found = await other.invoke(method="messages.getStickerSet", stickerset=within, hash=0)
        assert str(found["set"]["id"]) == str(known["stickerset"]["id"])


@act
async def saved_animations(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    id = await leader.post(to=scene.peer, kind="gif", body=gif().hex())
    document = (await scene.see(other, id))["media"]["document"]
    await other.invoke(method="messages.saveGif", id=named(document), unsave=False)
    kept = await other.invoke(method="messages.getSavedGifs", hash=NONE)
    assert document["id"] in [one["id"] for one in kept["gifs"]]


@act
async def spoilers(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    hidden = [{"_": "messageEntitySpoiler", "offset": 0, "length": 6}]
    id = await scene.write(leader, f"Rosebud {scene.word}", entities=hidden)
    assert (await scene.see(other, id))["entities"][0]["_"] == "messageEntitySpoiler"
    sent = await leader.send_file(to=scene.peer, name="photo.png", size=0, photo=True)
    photo = (await scene.see(leader, sent["id"]))["media"]["photo"]
    media = {"_": "inputMediaPhoto", "id": named(photo, "inputPhoto"), "spoiler": True}
    again = await leader.invoke(
        method="messages.sendMedia", peer=scene.here, media=media, message="", random_id=number()
    )
    assert (await scene.see(other, sent_id(again)))["media"]["spoiler"]


@act
async def quotes_and_forwards(scene: Scene) -> None:
    leader, other, third = scene.leader, scene.other, scene.third
    id = await scene.write(leader, f"to be quoted {scene.word}")
    part = {"_": "inputReplyToMessage", "reply_to_msg_id": id, "quote_text": "quoted", "quote_offset": 6}
    answer = await scene.write(other, f"indeed {scene.word}", reply_to=part)
    assert (await scene.see(third, answer))["reply_to"]["quote_text"] == "quoted"
    away = {"_": "inputReplyToMessage", "reply_to_msg_id": id, "reply_to_peer_id": scene.here}
    await leader.invoke(
        method="messages.sendMessage",
        peer={"peer": other.id},
        message=f"elsewhere {scene.word}",
        random_id=number(),
        reply_to=away,
    )
    await other.heard("new", text=f"elsewhere {scene.word}")
    page = await other.invoke(
        method="messages.getHistory", peer={"peer": leader.id}, offset_date=0, hash=NONE, **{**PAGE, "limit": 1}
    )
    assert page["messages"][0]["reply_to"]["reply_to_peer_id"]["_"] == "peerChannel"
    for dropped in (True, False):
        sent = await other.invoke(
            method="messages.forwardMessages", from_peer=scene.here, to_peer=scene.here, id=[id], random_id=[number()],
            drop_author=dropped, silent=True,
        )  # fmt: skip
        shown = await scene.see(third, sent_id(sent))
        assert bool(shown.get("fwd_from")) is not dropped and shown["silent"]


@act
async def unread_mentions_and_reactions(scene: Scene) -> None:
    leader, other, third = scene.leader, scene.other, scene.third
    id = await scene.write(other, f"mine {scene.word}")
    within = {"_": "inputReplyToMessage", "reply_to_msg_id": id}
    called = await scene.write(third, f"for you {scene.word}", reply_to=within)
    await third.invoke(method="messages.sendReaction", peer=scene.here, msg_id=id, reaction=THUMB)
    for kind, wanted in (("Mentions", called), ("Reactions", id)):
        found = await other.invoke(method=f"messages.getUnread{kind}", peer=scene.here, **PAGE)
        assert wanted in [one["id"] for one in found["messages"]], kind
        await other.invoke(method=f"messages.read{kind}", peer=scene.here)
        found = await other.invoke(method=f"messages.getUnread{kind}", peer=scene.here, **PAGE)
        assert not found["messages"], kind
    some = {"_": "chatReactionsSome", "reactions": THUMB}
    await leader.invoke(method="messages.setChatAvailableReactions", peer=scene.here, available_reactions=some)
    with refused("reaction"):
        fire = [{"_": "reactionEmoji", "emoticon": "🔥"}]
        await other.invoke(method="messages.sendReaction", peer=scene.here, msg_id=id, reaction=fire)
    every = {"_": "chatReactionsAll", "allow_custom": True}
    await leader.invoke(method="messages.setChatAvailableReactions", peer=scene.here, available_reactions=every)
    sets = (await leader.invoke(method="messages.getEmojiStickers", hash=NONE))["sets"][0]
    given = {"_": "inputStickerSetID", "id": {"long": sets["id"]}, "access_hash": {"long": sets["access_hash"]}}
    chosen = (await leader.invoke(method="messages.getStickerSet", stickerset=given, hash=0))["documents"][0]["id"]
    custom = [{"_": "reactionCustomEmoji", "document_id": {"long": chosen}}]
    await other.invoke(method="messages.sendReaction", peer=scene.here, msg_id=called, reaction=custom)
    counted = (await scene.see(third, called))["reactions"]["results"]
    assert [str(one["reaction"].get("document_id")) for one in counted] == [str(chosen)]


@act
async def searches_in_time(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    word = f"needle{abs(hash(scene.word)) % 10**8}"
    id = await scene.write(other, f"a {word}")
    search = {"peer": scene.here, "q": word, "filter": EMPTY, "min_date": 0, "max_date": 0, "hash": NONE, **PAGE}
    for who, ids in ((other, [id]), (leader, [])):
        found = await leader.invoke(method="messages.search", from_id={"peer": who.id}, **search)
        assert [one["id"] for one in found["messages"]] == ids
    found = await leader.invoke(method="messages.search", **{**search, "max_date": 1_000_000_000})
    assert not found["messages"]
    found = await leader.invoke(
        method="messages.searchGlobal", q=word, filter=EMPTY, min_date=0, max_date=0, offset_rate=0,
        offset_peer={"_": "inputPeerEmpty"}, offset_id=0, limit=10,
    )  # fmt: skip
    assert [one["id"] for one in found["messages"]] == [id]
    photos = {"_": "inputMessagesFilterPhotos"}
    days = await leader.invoke(
        method="messages.getSearchResultsCalendar", peer=scene.here, filter=photos, offset_id=0, offset_date=0
    )
    assert sum(day["count"] for day in days["periods"]) == days["count"] >= 1
    places = await leader.invoke(
        method="messages.getSearchResultsPositions", peer=scene.here, filter=photos, offset_id=0, limit=10
    )
    assert places["count"] == days["count"] == len(places["positions"])
    jump = {**PAGE, "offset_date": int(time.time()) - 86400, "limit": 3}
    page = await leader.invoke(method="messages.getHistory", peer=scene.here, hash=NONE, **jump)
    assert page["messages"] == []
    page = await leader.invoke(
        method="messages.getHistory", peer=scene.here, hash=NONE, **{**jump, "offset_date": int(time.time()) + 60}
    )
    assert page["messages"][0]["id"] >= id


@act
async def order_in_the_list(scene: Scene) -> None:
    leader = scene.leader
    dialog = {"_": "inputDialogPeer", "peer": scene.here}
    channel = -scene.peer - 10**12

    async def listed(folder: int) -> list[dict[str, Any]]:
        found = await leader.invoke(
            method="messages.getDialogs", folder_id=folder, offset_date=0, offset_id=0, offset_peer={"_": "inputPeerEmpty"},
            limit=50, hash=NONE,
        )  # fmt: skip
        return [one for one in found["dialogs"] if one.get("peer", {}).get("channel_id") == channel]

    await leader.invoke(method="messages.toggleDialogPin", peer=dialog, pinned=True)
    assert (await listed(0))[0]["pinned"]
    await leader.invoke(method="messages.toggleDialogPin", peer=dialog, pinned=False)
    for folder in (1, 0):
        moved = [{"_": "inputFolderPeer", "peer": scene.here, "folder_id": folder}]
        await leader.invoke(method="folders.editPeerFolders", folder_peers=moved)
        assert len(await listed(folder)) == 1


@act
async def what_a_group_forbids(scene: Scene) -> None:
    leader, other, third = scene.leader, scene.other, scene.third
    await leader.invoke(method="messages.setHistoryTTL", peer=scene.here, period=86400)
    id = await scene.write(other, f"fleeting {scene.word}")
    assert (await scene.see(third, id))["ttl_period"] == 86400
    await leader.invoke(method="messages.setHistoryTTL", peer=scene.here, period=0)
    passing = {"from_peer": scene.here, "to_peer": {"_": "inputPeerSelf"}, "id": [id]}
    await leader.invoke(method="messages.toggleNoForwards", peer=scene.here, enabled=True)
    with refused("forward"):
        await other.invoke(method="messages.forwardMessages", random_id=[number()], **passing)
    await leader.invoke(method="messages.toggleNoForwards", peer=scene.here, enabled=False)
    await other.invoke(method="messages.forwardMessages", random_id=[number()], **passing)
    page = {"filter": {"_": "channelParticipantsRecent"}, "offset": 0, "limit": 10, "hash": NONE}
    await leader.invoke(method="channels.toggleParticipantsHidden", channel=scene.channel, enabled=True)
    with refused("admin"):
        await third.invoke(method="channels.getParticipants", channel=scene.channel, **page)
    await leader.invoke(method="channels.toggleParticipantsHidden", channel=scene.channel, enabled=False)
    shown = await third.invoke(method="channels.getParticipants", channel=scene.channel, **page)
    assert {one["user_id"] for one in shown["participants"]} >= {leader.id, third.id}
    with refused("transl"):
        await other.invoke(method="messages.translateText", peer=scene.here, id=[id], to_lang="de")


@act
async def links_that_run_out(scene: Scene) -> None:
    leader, other, third = scene.leader, scene.other, scene.third
    limited = {"expire_date": int(time.time()) + 3600, "usage_limit": 1, "title": f"one {scene.word}"}
    made = await leader.invoke(method="messages.exportChatInvite", peer=scene.here, **limited)
    code = made["link"].rpartition("+")[2]
    for one in (third, other):
        await one.leave(peer=scene.peer)
    await third.invoke(method="messages.importChatInvite", hash=code)
    with refused("expired|usage|invite"):
        await other.invoke(method="messages.importChatInvite", hash=code)
    came = await leader.invoke(
        method="messages.getChatInviteImporters", peer=scene.here, link=made["link"], offset_date=0,
        offset_user={"_": "inputUserEmpty"}, limit=10,
    )  # fmt: skip
    assert [one["user_id"] for one in came["importers"]] == [third.id]
    await leader.invoke(method="messages.editExportedChatInvite", peer=scene.here, link=made["link"], revoked=True)
    await leader.invite(peer=scene.peer, users=[other.id])
    for one in (other, third):
        assert await one.lists(scene.peer)


@act
async def small_groups(scene: Scene) -> None:
    leader, other, third = scene.leader, scene.other, scene.third
    group = (await leader.create_group(title=f"Few {scene.word}", users=[other.id, third.id]))["id"]
    here, chat = {"peer": group}, {"long": -group}
    await leader.invoke(method="messages.editChatAbout", peer=here, about="A few friends")
    lost = {"_": "chatBannedRights", "until_date": 0, "send_polls": True}
    await leader.invoke(method="messages.editChatDefaultBannedRights", peer=here, banned_rights=lost)
    with refused("poll"):
        await other.post(to=group, kind="quiz")
    await leader.invoke(method="messages.editChatAdmin", chat_id=chat, user_id={"user": other.id}, is_admin=True)
    await other.post(to=group, kind="quiz")
    link = (await leader.link(peer=group))["link"]
    await third.invoke(method="messages.deleteChatUser", chat_id=chat, user_id={"_": "inputUserSelf"})
    await third.join_link(link=link)
    await third.send_text(to=group, text=f"back among few {scene.word}")
    await leader.heard("new", text=f"back among few {scene.word}")
    full = await third.invoke(method="messages.getFullChat", chat_id=chat)
    assert full["full_chat"]["about"] == "A few friends"
    assert len(full["full_chat"]["participants"]["participants"]) == 3


@act
async def giving_away_and_ending(scene: Scene) -> None:
    leader, other, third = scene.leader, scene.other, scene.third
    peer = (await leader.create_channel(title=f"Gift {scene.word}", megagroup=False))["id"]
    here = {"channel": peer}
    await leader.invite(peer=peer, users=[other.id, third.id])
    await leader.invoke(method="channels.toggleSignatures", channel=here, signatures_enabled=True)
    post = await scene.write(leader, f"signed {scene.word}", peer)
    await other.heard("new", text=f"signed {scene.word}")
    assert (await scene.see(leader, post, peer))["post_author"]
    await leader.invoke(method="channels.getChannelRecommendations", channel=here)
    if not scene.notes.get("password"):
        await leader.set_password(password="correct horse")
    with refused("password.*(invalid|hash)"):
        await leader.give_away(peer=peer, user=other.id, password="wrong horse")
    await leader.give_away(peer=peer, user=other.id, password="correct horse")
    assert await other.lists(peer)
    full = await other.invoke(method="channels.getParticipant", channel=here, participant={"_": "inputPeerSelf"})
    assert full["participant"]["_"] == "channelParticipantCreator"
    with refused("admin|right|privilege"):
        await leader.invoke(method="channels.deleteChannel", channel=here)
    await other.invoke(method="channels.deleteChannel", channel=here)
    with refused("private|invalid|access|hasn't joined"):
        await third.send_text(to=peer, text="anybody?")


@act
async def strangers(scene: Scene) -> None:
    leader, other = scene.leader, scene.other
    await leader.invoke(method="contacts.block", id={"peer": other.id}, my_stories_from=True)
    hidden = await leader.invoke(method="contacts.getBlocked", my_stories_from=True, offset=0, limit=10)
    assert [one["peer_id"]["user_id"] for one in hidden["blocked"]] == [other.id]
    await leader.invoke(method="contacts.unblock", id={"peer": other.id}, my_stories_from=True)
    found = await leader.invoke(method="messages.getPeerSettings", peer={"peer": other.id})
    assert found["settings"]["_"] == "peerSettings"
    await scene.third.invoke(method="messages.reportSpam", peer={"peer": scene.peer})


@act
async def direct_messages(scene: Scene) -> None:
    """People write to a channel, and suggest posts to it."""
    leader, other, third = scene.leader, scene.other, scene.third
    peer = (await leader.create_channel(title=f"Letters {scene.word}", megagroup=False))["id"]
    await leader.invite(peer=peer, users=[other.id, third.id])
    made = await leader.invoke(
        method="channels.updatePaidMessagesPrice", channel={"channel": peer}, broadcast_messages_allowed=True,
        send_paid_messages_stars={"long": 0},
    )  # fmt: skip
    directs = -(10**12) - next(one["id"] for one in made["chats"] if one.get("monoforum"))
    for one in (other, third):
        assert await one.lists(peer)
        full = await one.invoke(method="channels.getFullChannel", channel={"channel": peer})
        assert directs in [-(10**12) - chat["id"] for chat in full["chats"]]
    for one in (other, third):
        await scene.write(one, f"dear channel {one.name} {scene.word}", directs)
        await leader.heard("new", text=f"dear channel {one.name} {scene.word}")
    listed = await leader.invoke(
        method="messages.getSavedDialogs", parent_peer={"peer": directs}, offset_date=0, offset_id=0,
        offset_peer={"_": "inputPeerEmpty"}, limit=10, hash=NONE,
    )  # fmt: skip
    assert [one["peer"]["user_id"] for one in listed["dialogs"]] == [third.id, other.id]
    to_other = {"_": "inputReplyToMonoForum", "monoforum_peer_id": {"peer": other.id}}
    await scene.write(leader, f"dear reader {scene.word}", directs, reply_to=to_other)
    await other.heard("new", text=f"dear reader {scene.word}")
    page = await third.invoke(method="messages.getHistory", peer={"peer": directs}, offset_date=0, hash=NONE, **PAGE)
    assert f"dear reader {scene.word}" not in [one.get("message") for one in page["messages"]]

    stars = int(
        (await other.invoke(method="payments.getStarsStatus", peer={"_": "inputPeerSelf"}))["balance"]["amount"]
    )
    price = {"price": {"_": "starsAmount", "amount": {"long": 50}, "nanos": 0}}
    for words, paid, judged in (
        ("too little", {}, {"reject": True, "reject_comment": "No"}), ("for nothing", {}, {}), ("for stars", price, {})
    ):  # fmt: skip
        text = f"{words} {scene.word}"
        offer = {"_": "suggestedPost", **paid}
        id = await scene.write(other, text, directs, suggested_post=offer)
        await leader.invoke(method="messages.toggleSuggestedPostApproval", peer={"peer": directs}, msg_id=id, **judged)
        told = (await other.heard("whole", kind="messageActionSuggestedPostApproval"))["action"]
        assert bool(told.get("rejected")) is bool(judged) and (told.get("reject_comment") or "No") == "No"
        if not judged:
            await third.heard("new", text=text)
    after = await other.invoke(method="payments.getStarsStatus", peer={"_": "inputPeerSelf"})
    assert int(after["balance"]["amount"]) == stars - 50
