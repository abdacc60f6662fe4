"""Messages with files and other media."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

call = functions.messages


@pytest.fixture(scope="module")
def picture() -> bytes:
    body = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 30, 60)).save(body, "JPEG")
    return body.getvalue()


async def upload(actor: Actor, body: bytes, name: str = "a.jpg") -> types.InputFile:
    number = actor.world.random.getrandbits(62)
    await actor(functions.upload.SaveFilePart(file_id=number, file_part=0, bytes=body))
    return types.InputFile(id=number, parts=1, name=name, md5_checksum="")


async def send(actor: Actor, other: Actor, media: types.TypeInputMedia, text: str = "", **more: object) -> object:
    number = actor.world.random.getrandbits(62)
    done = await actor(call.SendMedia(peer=actor.peer(other), media=media, message=text, random_id=number, **more))
    return next(update.message for update in done.updates if update.NAME == "updateNewMessage")


async def test_a_photo_reaches_the_other_side(world: World, picture: bytes) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=152)
    own = await send(alice, bob, types.InputMediaUploadedPhoto(file=await upload(alice, picture)), "look #here")
    assert own.media.photo.sizes and own.message == "look #here"
    await bob.barrier()
    [message] = bob.messages
    assert message.media.photo.id == own.media.photo.id and message.entities[0].NAME == "messageEntityHashtag"
    found = await bob(call.Search(peer=bob.peer(alice), q="", filter=types.InputMessagesFilterPhotos(), limit=5))
    assert [one.id for one in found.messages] == [message.id]
    with refused("MEDIA_CAPTION_TOO_LONG"):
        await send(alice, bob, types.InputMediaUploadedPhoto(file=await upload(alice, picture)), "x" * 1025)
    with refused("MEDIA_EMPTY"):
        await send(alice, bob, types.InputMediaEmpty())


async def test_a_file_is_put_into_a_message_and_another_into_its_place(world: World, picture: bytes) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=152)

    async def photo(**more: object) -> types.InputMediaUploadedPhoto:
        return types.InputMediaUploadedPhoto(file=await upload(alice, picture), **more)

    async def put(id: int, media: types.TypeInputMedia, **more: object) -> object:
        return (await alice(call.EditMessage(peer=alice.peer(bob), id=id, media=media, **more))).updates[0].message

    said = (await alice.say(bob, "Look")).id
    assert (await put(said, await photo())).message == "Look"
    await bob.barrier()
    edited = bob.heard(types.UpdateEditMessage)[-1].message
    assert edited.message == "Look" and edited.media.photo.sizes
    found = await bob(call.Search(peer=bob.peer(alice), q="", filter=types.InputMessagesFilterPhotos(), limit=5))
    assert [one.id for one in found.messages] == [edited.id]
    note = types.InputMediaUploadedDocument(file=await upload(alice, b"x"), mime_type="text/plain", attributes=[])
    other = await put(said, note, message="Read")
    assert other.message == "Read" and other.media.document.mime_type == "text/plain"
    with refused("MEDIA_CAPTION_TOO_LONG"):
        await put(said, await photo(), message="x" * 1025)
    with refused("MEDIA_TTL_INVALID"):
        await put(said, await photo(ttl_seconds=5))
    with refused("MEDIA_NEW_INVALID"):
        await put(said, types.InputMediaDice(emoticon="🎲"))
    thrown = await send(alice, bob, types.InputMediaDice(emoticon="🎲"))
    with refused("MEDIA_NEW_INVALID"):  # it falls once
        await put(thrown.id, types.InputMediaDice(emoticon="🎲"))
    glimpse = await send(alice, bob, await photo(ttl_seconds=5))
    for id in (thrown.id, glimpse.id):
        with refused("MEDIA_PREV_INVALID"):
            await put(id, await photo())


async def test_no_file_comes_where_none_may_be_sent(world: World, picture: bytes) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    edit = call.EditMessage(peer=bob.chat(town), id=await bob.write(town, "Look"))
    edit.media = types.InputMediaUploadedPhoto(file=await upload(bob, picture))
    for lost in (True, False):
        rights = types.ChatBannedRights(send_photos=lost, until_date=0)
        await alice(call.EditChatDefaultBannedRights(peer=alice.chat(town), banned_rights=rights))
        if lost:
            with refused("CHAT_SEND_PHOTOS_FORBIDDEN", 403):
                await bob(edit)
    edit.media = types.InputMediaUploadedPhoto(file=await upload(bob, picture))
    assert (await bob(edit)).updates[0].message.media.photo


async def test_albums_stay_together_when_passed_on(world: World, picture: bytes) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve")
    single = []
    for at in range(2):
        media = types.InputMediaUploadedPhoto(file=await upload(alice, picture))
        ready = await alice(call.UploadMedia(peer=alice.peer(bob), media=media))
        photo = types.InputPhoto(
            id=ready.photo.id, access_hash=ready.photo.access_hash, file_reference=ready.photo.file_reference
        )
        single.append(types.InputSingleMedia(media=types.InputMediaPhoto(id=photo), random_id=at + 1, message=f"p{at}"))
    sent = await alice(call.SendMultiMedia(peer=alice.peer(bob), multi_media=single))
    first_id = next(update.id for update in sent.updates if update.NAME == "updateMessageID")
    await bob.barrier()
    first, second = bob.messages
    assert first.grouped_id == second.grouped_id != 0
    await bob(
        call.ForwardMessages(
            from_peer=bob.peer(alice), id=[first.id, second.id], random_id=[11, 12], to_peer=bob.peer(eve),
            drop_media_captions=True, drop_author=True,
        )
    )  # fmt: skip
    await eve.barrier()
    one, two = eve.messages
    assert one.grouped_id == two.grouped_id != first.grouped_id
    assert one.message == two.message == "" and one.fwd_from is None
    note = types.InputMediaUploadedDocument(file=await upload(alice, b"x"), mime_type="text/plain", attributes=[])
    with refused("MEDIA_GROUPED_INVALID"):
        await alice(call.EditMessage(peer=alice.peer(bob), id=first_id, media=note))
    await alice(call.EditMessage(peer=alice.peer(bob), id=first_id, media=single[1].media))
    with refused("RANDOM_ID_INVALID"):
        await alice(call.SendMultiMedia(peer=alice.peer(bob), multi_media=[single[0], single[0]]))


async def test_a_picture_to_be_seen_once(world: World, picture: bytes) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    media = types.InputMediaUploadedPhoto(file=await upload(alice, picture), ttl_seconds=2**31 - 1)
    own = await send(alice, bob, media)
    await bob.barrier()
    [message] = bob.messages
    assert message.media.ttl_seconds == 2**31 - 1 and message.media_unread
    with refused("CHAT_FORWARDS_RESTRICTED"):
        await bob(
            call.ForwardMessages(
                from_peer=bob.peer(alice), id=[message.id], random_id=[1], to_peer=types.InputPeerSelf()
            )
        )
    affected = await bob(call.ReadMessageContents(id=[message.id]))
    assert affected.pts_count == 1
    await alice.barrier()
    assert alice.heard(types.UpdateReadMessagesContents)[0].messages == [own.id]
    await world.pass_time(2)
    await bob.barrier()
    assert bob.heard(types.UpdateEditMessage)[-1].message.media.photo is None
    history = await alice(call.GetHistory(peer=alice.peer(bob), limit=1))
    assert history.messages[0].media.photo is None


async def test_voice_messages_are_guarded_and_heard(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")

    async def voice() -> types.InputMediaUploadedDocument:
        return types.InputMediaUploadedDocument(
            file=await upload(alice, b"OggS" + bytes(60), "voice.ogg"), mime_type="audio/ogg",
            attributes=[types.DocumentAttributeAudio(voice=True, duration=3)],
        )  # fmt: skip

    own = await send(alice, bob, await voice())
    assert own.media_unread
    await bob.barrier()
    await bob(call.ReadMessageContents(id=[bob.messages[0].id]))
    assert (await bob(call.ReadMessageContents(id=[bob.messages[0].id]))).pts_count == 0
    rules = [types.InputPrivacyValueDisallowAll()]
    await bob(functions.account.SetPrivacy(key=types.InputPrivacyKeyVoiceMessages(), rules=rules))
    with refused("VOICE_MESSAGES_FORBIDDEN"):
        await send(alice, bob, await voice())


async def test_media_without_files(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    point = types.InputGeoPoint(lat=49.5, long=8.5)
    await send(alice, bob, types.InputMediaGeoPoint(geo_point=point))
    await send(alice, bob, types.InputMediaGeoLive(geo_point=point, period=900))
    await send(alice, bob, types.InputMediaContact(phone_number="+491", first_name="C", last_name="", vcard=""))
    await send(alice, bob, types.InputMediaDice(emoticon="🎲"))
    await send(alice, bob, types.InputMediaWebPage(url="https://example.org", optional=True), "https://example.org")
    await bob.barrier()
    kinds = [message.media.NAME if message.media else None for message in bob.messages]
    assert kinds == ["messageMediaGeo", "messageMediaGeoLive", "messageMediaContact", "messageMediaDice", None]
    live = await bob(call.GetRecentLocations(peer=bob.peer(alice), limit=5, hash=0))
    assert len(live.messages) == 1
    edit = call.EditMessage(
        peer=alice.peer(bob), id=1, media=types.InputMediaGeoLive(geo_point=point, period=900, stopped=True)
    )
    with refused("MESSAGE_ID_INVALID"):
        await alice(call.EditMessage(peer=alice.peer(bob), id=999, media=edit.media))
