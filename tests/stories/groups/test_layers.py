"""The same story for clients of eight layers side by side: nobody is sent what their layer has not, and nothing gets lost on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from angarium.model.entities import FormattedText
from angarium.model.facts import Facts
from angarium.model.ids import is_channel
from angarium.model.messages import Action
from angarium.model.payments import Receipt
from angarium.rpc.render.actions import _ACTIONS as ACTIONS
from angarium.tl import codec, functions, layers, types
from tests.pure.tl import plain
from tests.stories.bots.robots import callback, inline
from tests.stories.contents.site import serve, world_with_web
from tests.stories.contents.test_polls import question
from tests.stories.contents.test_todos import todo, toggle
from tests.stories.files.materials import ogg, png, upload
from tests.stories.files.test_sticker_sets import named
from tests.stories.groups.crowd import (
    KINDS,
    LAYERS,
    QUOTES,
    REACTIONS,
    Crowd,
    answer,
    gather,
    read_everything,
    uploaded,
)
from tests.stories.harness import Actor

call = functions.messages


def entities(actor: Actor, emoji: int) -> list[Any]:
    return [
        types.MessageEntityBold(offset=0, length=1),
        types.MessageEntityItalic(offset=1, length=1),
        types.MessageEntityUnderline(offset=2, length=1),
        types.MessageEntityStrike(offset=3, length=1),
        types.MessageEntityCode(offset=4, length=1),
        types.MessageEntityPre(offset=5, length=1, language="py"),
        types.MessageEntityTextUrl(offset=6, length=1, url="https://example.org"),
        types.MessageEntitySpoiler(offset=7, length=1),
        types.MessageEntityBlockquote(offset=8, length=1, collapsed=True),
        types.InputMessageEntityMentionName(offset=9, length=1, user_id=actor.user(actor.world.actors[0])),
        types.MessageEntityCustomEmoji(offset=10, length=2, document_id=emoji),
    ]


async def emoji_of(actor: Actor) -> int:
    """A custom emoji that everyone has."""
    found = await actor(call.GetEmojiStickers(hash=0))
    given = types.InputStickerSetID(id=found.sets[0].id, access_hash=found.sets[0].access_hash)
    return int((await actor(call.GetStickerSet(stickerset=given, hash=0))).documents[0].id)


async def words(crowd: Crowd) -> None:
    emoji = await emoji_of(crowd.owner)
    for writer in crowd.writers:
        given = entities(writer, emoji)
        await crowd.world.pass_time(1)
        id = await writer.write(crowd.peer, "0123456789😀 text", entities=given)
        first = await crowd.told("0123456789😀 text")
        for layer, shown in first.items():
            kinds = [one.NAME for one in shown.entities]
            assert len(kinds) == len(first[229].entities) >= 9, (layer, kinds)
        await answer(writer, crowd.peer, "an answer", id, "3456", 3)
        for layer, shown in (await crowd.told("an answer")).items():
            reply = shown.reply_to
            assert reply.reply_to_msg_id == first[layer].id, layer
            if layer >= QUOTES and writer.layer >= QUOTES:
                assert (reply.quote_text, reply.quote_offset) == ("3456", 3), layer
        await writer(call.EditMessage(peer=writer.chat(crowd.peer), id=id, message="changed"))
        await crowd.seen()
        for actor in crowd.people:
            last = actor.witness.client.updates[-1].updates[-1]
            assert "Edit" in last.NAME and last.message.message == "changed", (actor.layer, last)


async def answers_across_chats(crowd: Crowd) -> None:
    square = await crowd.owner.create_channel("Square", *crowd.people[:-1], megagroup=True)
    for writer in (one for one in crowd.writers if one.layer >= QUOTES):
        id = await writer.write(square, "asked elsewhere")
        await crowd.seen()
        there = types.InputReplyToMessage(
            reply_to_msg_id=id, reply_to_peer_id=writer.chat(square), quote_text="elsewhere", quote_offset=6
        )
        await writer.write(crowd.peer, "from afar", reply_to=there)
        for layer, shown in (await crowd.told("from afar")).items():
            if layer >= QUOTES:
                reply = shown.reply_to
                assert reply.quote_text == "elsewhere" and reply.reply_from.from_id.user_id == writer.user_id, layer
                assert reply.reply_to_peer_id is not None, layer


async def files(crowd: Crowd) -> None:
    for writer in crowd.writers:
        photo = types.InputMediaUploadedPhoto(file=await upload(writer, png(64, 48), "a.png"), spoiler=True)
        told = await crowd.media(writer, photo, "look")
        assert {one.media.NAME for one in told.values()} == {"messageMediaPhoto"}
        told = await crowd.media(writer, await uploaded(writer, b"x" * 99, "a.bin", "application/octet-stream"))
        assert {one.media.document.size for one in told.values()} == {99}
        speech = types.DocumentAttributeAudio(voice=True, duration=1, waveform=bytes(range(20)))
        told = await crowd.media(writer, await uploaded(writer, ogg(), "a.ogg", "audio/ogg", speech))
        for shown in told.values():
            audio = next(one for one in shown.media.document.attributes if one.NAME == "documentAttributeAudio")
            assert audio.voice and audio.waveform
        album = [
            types.InputSingleMedia(media=await known_photo(writer), random_id=crowd.world.random.getrandbits(60), message=text)
            for text in ("one", "two")
        ]  # fmt: skip
        await writer(call.SendMultiMedia(peer=writer.chat(crowd.peer), multi_media=album))
        for layer, pair in (await crowd.seen()).items():
            assert [one.message for one in pair] == ["one", "two"], layer
            assert pair[0].grouped_id == pair[1].grouped_id != 0, layer


async def known_photo(actor: Actor) -> types.InputMediaPhoto:
    media = types.InputMediaUploadedPhoto(file=await upload(actor, png(40, 40), "a.png"))
    photo = (await actor(call.UploadMedia(peer=types.InputPeerSelf(), media=media))).photo
    return types.InputMediaPhoto(
        id=types.InputPhoto(id=photo.id, access_hash=photo.access_hash, file_reference=photo.file_reference)
    )


async def stickers_and_reactions(crowd: Crowd) -> None:
    owner = crowd.owner
    custom = types.ReactionCustomEmoji(document_id=await emoji_of(owner))
    for writer in crowd.writers:
        mine = (await writer(call.GetAllStickers(hash=0))).sets[0]
        given = types.InputStickerSetID(id=mine.id, access_hash=mine.access_hash)
        sticker = (await writer(call.GetStickerSet(stickerset=given, hash=0))).documents[0]
        told = await crowd.media(writer, types.InputMediaDocument(id=named(sticker)))
        assert {one.media.document.id for one in told.values()} == {sticker.id}
        for actor in crowd.people:
            chosen = (
                [types.ReactionEmoji(emoticon="❤"), custom] if actor is owner else [types.ReactionEmoji(emoticon="👍")]
            )
            await actor(call.SendReaction(
                peer=actor.chat(crowd.peer), msg_id=told[actor.layer].id, reaction=chosen, add_to_recent=True))  # fmt: skip
        await crowd.seen()
        for actor in crowd.people:
            found = await actor(call.GetHistory(peer=actor.chat(crowd.peer), limit=1))
            if actor.layer < REACTIONS:
                continue
            counts = sorted(one.count for one in found.messages[0].reactions.results)
            assert counts in ([1, 1, 7], [1, 7]), (actor.layer, counts)
            if crowd.kind != "channel":
                peer = actor.chat(crowd.peer)
                who = await actor(call.GetMessageReactionsList(peer=peer, id=told[actor.layer].id, limit=20))
                assert who.count == 9


def poll(writer: Actor, *answers: str, **fields: Any) -> Any:
    """In the older layers a poll's author numbers the answers."""
    asked = question(*answers, **fields)
    if writer.layer < 225:
        asked.poll.answers = [
            types.PollAnswer(text=one.text, option=bytes([at])) for at, one in enumerate(asked.poll.answers)
        ]
    return asked


async def polls_and_lists(crowd: Crowd) -> None:
    public = crowd.kind != "channel"
    for writer in crowd.writers:
        told = await crowd.media(writer, poll(writer, "Soup", "Salad", public_voters=public, multiple_choice=True))
        for actor in crowd.people:
            id = told[actor.layer].id
            assert [one.text.text for one in told[actor.layer].media.poll.answers] == ["Soup", "Salad"]
            vote = call.SendVote(peer=actor.chat(crowd.peer), msg_id=id, options=[b"\1"])
            assert (await actor(vote)).updates[0].results.results[1].chosen
        quiz = poll(writer, "Yes", "No", correct=[0], quiz=True, media={"solution": "of course"})
        await crowd.media(writer, quiz)
        if writer.layer < 216:
            continue
        told = await crowd.media(writer, todo("Boxes", "Van", others_can_complete=True, others_can_append=True))
        for layer, shown in told.items():
            assert ("messageMediaToDo" if layer >= 216 else "messageMediaUnsupported") == shown.media.NAME, layer
        if crowd.kind != "channel":
            await crowd.owner(toggle(crowd.owner.chat(crowd.peer), told[229].id, [1]))
            assert all(len(new) == 1 for new in (await crowd.seen()).values())


async def places_and_the_rest(crowd: Crowd) -> None:
    point = types.InputGeoPoint(lat=49.5, long=8.5)
    for writer in crowd.writers:
        for media in (
            types.InputMediaGeoPoint(geo_point=point),
            types.InputMediaGeoLive(geo_point=point, period=900),
            types.InputMediaVenue(geo_point=point, title="a", address="b", provider="", venue_id="", venue_type=""),
            types.InputMediaContact(phone_number="+491", first_name="C", last_name="", vcard=""),
            types.InputMediaDice(emoticon="🎲"),
        ):
            told = await crowd.media(writer, media)
            assert len({one.media.NAME for one in told.values()}) == 1


async def pins_forwards_and_deletions(crowd: Crowd) -> None:
    for writer in crowd.writers:
        peer = writer.chat(crowd.peer)
        id = await writer.write(crowd.peer, "mark this")
        first = await crowd.told("mark this")
        await writer(call.UpdatePinnedMessage(peer=peer, id=id))
        for layer, [said] in (await crowd.seen()).items():
            assert said.action.NAME == "messageActionPinMessage", layer
            assert said.reply_to.reply_to_msg_id == first[layer].id, layer
        noted = await writer.say(writer, "to be passed on")
        own = next(update.message.id for update in noted.updates if update.NAME == "updateNewMessage")
        await crowd.seen()
        for hidden in (False, True):
            await writer(call.ForwardMessages(
                from_peer=types.InputPeerSelf(), id=[own], to_peer=peer, drop_author=hidden,
                random_id=[crowd.world.random.getrandbits(60)]))  # fmt: skip
            for layer, shown in (await crowd.told("to be passed on")).items():
                assert (shown.fwd_from is None) is hidden, layer
        await writer(call.UpdatePinnedMessage(peer=peer, id=id, unpin=True))
        if is_channel(crowd.peer):
            await writer(functions.channels.DeleteMessages(channel=writer.channel(crowd.peer), id=[id]))
        else:
            await writer(call.DeleteMessages(id=[id], revoke=True))
        assert all(not new for new in (await crowd.seen()).values())


async def service_messages(crowd: Crowd) -> None:
    owner, peer = crowd.owner, crowd.owner.chat(crowd.peer)
    newcomer = await crowd.world.sign_up("Newcomer", layer=158)
    channel = owner.channel(crowd.peer) if is_channel(crowd.peer) else None
    photo = types.InputChatUploadedPhoto(file=await upload(owner, png(200, 200), "a.png"))
    acts: list[Any] = [call.SetHistoryTTL(peer=peer, period=86400), call.SetHistoryTTL(peer=peer, period=0)]
    expected = ["SetMessagesTTL", "SetMessagesTTL"]
    if channel is None:
        acts += [
            call.EditChatTitle(chat_id=-crowd.peer, title="Other"), call.EditChatPhoto(chat_id=-crowd.peer, photo=photo),
            call.EditChatPhoto(chat_id=-crowd.peer, photo=types.InputChatPhotoEmpty()),
            call.AddChatUser(chat_id=-crowd.peer, user_id=owner.user(newcomer), fwd_limit=5),
            call.DeleteChatUser(chat_id=-crowd.peer, user_id=owner.user(newcomer)),
        ]  # fmt: skip
    else:
        acts += [
            functions.channels.EditTitle(channel=channel, title="Other"),
            functions.channels.EditPhoto(channel=channel, photo=photo),
            functions.channels.EditPhoto(channel=channel, photo=types.InputChatPhotoEmpty()),
        ]
    expected += ["ChatEditTitle", "ChatEditPhoto", "ChatDeletePhoto"]
    if crowd.kind == "supergroup":
        gone = types.ChatBannedRights(view_messages=True, until_date=0)
        acts += [
            functions.channels.InviteToChannel(channel=channel, users=[owner.user(newcomer)]),
            functions.channels.EditBanned(channel=channel, participant=owner.peer(newcomer), banned_rights=gone),
        ]
    expected += ["ChatAddUser", "ChatDeleteUser"] if crowd.kind != "channel" else []
    for act, name in zip(acts, expected, strict=True):
        await owner(act)
        for layer, [said] in (await crowd.seen()).items():
            assert f"messageAction{name}" == said.action.NAME, layer
    if crowd.kind == "group":
        await owner(call.MigrateChat(chat_id=-crowd.peer))
        for layer, said in (await crowd.seen()).items():
            kinds = {one.action.NAME for one in said}
            assert kinds == {"messageActionChatMigrateTo", "messageActionChannelMigrateFrom"}, (layer, kinds)


async def keyboards_of_a_bot(crowd: Crowd) -> None:
    bot = crowd.bot
    await bot.write(crowd.peer, "choose", reply_markup=inline([callback("Press", b"data")]))
    told = await crowd.told("choose")
    assert {one.reply_markup.rows[0].buttons[0].text for one in told.values()} == {"Press"}
    if crowd.kind == "channel":
        return
    keyboard = types.ReplyKeyboardMarkup(
        rows=[types.KeyboardButtonRow(buttons=[types.KeyboardButton(text="Yes", type=types.ButtonTypeDefault())])],
        resize=True, selective=False,
    )  # fmt: skip
    for markup in (keyboard, types.ReplyKeyboardHide(), types.ReplyKeyboardForceReply(placeholder="say")):
        await bot.write(crowd.peer, "more", reply_markup=markup)
        assert {one.reply_markup.NAME for one in (await crowd.told("more")).values()} == {markup.NAME}


async def previews(crowd: Crowd, url: str) -> None:
    await crowd.owner.write(crowd.peer, url)
    await crowd.told(url)
    await crowd.world.settle()
    for actor in crowd.people:
        found = await actor(call.GetHistory(peer=actor.chat(crowd.peer), limit=1))
        assert found.messages[0].media.webpage.title == "Lakes & hills", actor.layer


ACTS = (words, answers_across_chats, files, stickers_and_reactions, polls_and_lists, places_and_the_rest,
        pins_forwards_and_deletions, keyboards_of_a_bot)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
async def test_everyone_understands_everything(tmp_path: Path, kind: str) -> None:
    async with serve() as site, world_with_web(tmp_path) as world:
        crowd = await gather(world, kind)
        for act in ACTS:
            await act(crowd)
        await previews(crowd, site.url("/page"))
        await read_everything(crowd)
        await service_messages(crowd)


RECEIPT = Receipt(invoice_id=1, bot_id=5, date=1, currency="XTR", total=1, charge="c", payload=b"")


@pytest.mark.parametrize("layer", LAYERS)
def test_every_service_message_can_be_said(layer: int) -> None:
    """Those that no story of a group has, too."""
    for kind, render in ACTIONS.items():
        peers, answers = (5, 6), (FormattedText("a", ()),)
        facts = Facts(5)
        numbers = (1, 2, 3) if kind == "SuggestBirthday" else (1,)
        data = msgspec.msgpack.encode(RECEIPT) if kind.startswith("Payment") else b"\0"
        action = Action(kind=kind, users=peers, title="t", text="busy", numbers=numbers, texts=answers, data=data)
        said = types.MessageService(id=1, peer_id=types.PeerUser(user_id=5), date=1, action=render(action, facts))
        plain.check(codec.encode(said, layers.serve(layer)), layers.serve(layer))
