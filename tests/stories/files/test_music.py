"""Music on profile pages."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from angarium.tl import functions, types
from tests.stories.files.materials import gif, mp4, named, png, ready, upload
from tests.stories.harness import Actor, World, refused


async def song(actor: Actor, title: str) -> Any:
    media = types.InputMediaUploadedDocument(
        file=await upload(actor, b"ID3" + title.encode() * 200, "song.mp3"), mime_type="audio/mpeg",
        attributes=[types.DocumentAttributeAudio(duration=60, title=title, performer="The Angari")],
    )  # fmt: skip
    return (await actor(functions.messages.UploadMedia(peer=types.InputPeerSelf(), media=media))).document


async def test_music_on_a_profile_page(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    one, two, three = [await song(alice, title) for title in ("One", "Two", "Three")]
    for piece in (one, two):
        assert await alice(functions.account.SaveMusic(id=named(piece)))
    assert await alice(functions.account.SaveMusic(id=named(three), after_id=named(two)))
    mine = await alice(functions.account.GetSavedMusicIds(hash=0))
    assert mine.ids == [two.id, three.id, one.id]
    seen = await bob(functions.users.GetSavedMusic(id=bob.user(alice), offset=1, limit=1, hash=0))
    assert seen.count == 3 and [piece.id for piece in seen.documents] == [three.id]
    full = (await bob(functions.users.GetFullUser(id=bob.user(alice)))).full_user
    assert full.saved_music.id == two.id
    renewed = await bob(functions.users.GetSavedMusicByID(id=bob.user(alice), documents=[named(seen.documents[0])]))
    assert [piece.id for piece in renewed.documents] == [three.id]
    assert await alice(functions.account.SaveMusic(id=named(two), unsave=True))
    assert (await alice(functions.account.GetSavedMusicIds(hash=0))).ids == [three.id, one.id]
    rules = [types.InputPrivacyValueDisallowAll()]
    await alice(functions.account.SetPrivacy(key=types.InputPrivacyKeySavedMusic(), rules=rules))
    hidden = await bob(functions.users.GetSavedMusic(id=bob.user(alice), offset=0, limit=10, hash=0))
    assert hidden.count == 0
    with refused("DOCUMENT_INVALID"):
        await alice(functions.account.SaveMusic(id=named(one), after_id=named(two)))
    with refused("DOCUMENT_INVALID"):
        await alice(functions.account.SaveMusic(id=types.InputDocumentEmpty()))
    with refused("DOCUMENT_INVALID"):
        await alice(functions.account.SaveMusic(id=await ready(alice, png(8, 8))))
    assert await bob(functions.messages.ReportMusicListen(id=named(renewed.documents[0]), listened_duration=30))
    with refused("DOCUMENT_INVALID"):
        await alice(functions.messages.ReportMusicListen(id=await ready(alice, png(8, 8)), listened_duration=30))


async def test_what_was_uploaded_need_not_be_again(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    body = gif()
    ask = functions.messages.GetDocumentByHash(sha256=sha256(body).digest(), size=len(body), mime_type="image/gif")
    assert (await alice(ask)).NAME == "documentEmpty"
    media = types.InputMediaUploadedDocument(
        file=await upload(alice, body, "a.gif"), mime_type="image/gif", attributes=[]
    )
    sent = await alice(functions.messages.SendMedia(peer=alice.peer(bob), media=media, message="", random_id=1))
    found = await alice(ask)
    assert found.id == sent.updates[-1].message.media.document.id and found.file_reference
    old = await world.sign_in(alice, layer=135)
    assert (await old(ask)).id == found.id
    for other in ({"size": 7}, {"mime_type": "image/png"}, {"sha256": bytes(32)}):
        fields = {"sha256": ask.sha256, "size": ask.size, "mime_type": ask.mime_type} | other
        assert (await alice(functions.messages.GetDocumentByHash(**fields))).NAME == "documentEmpty"
    assert (await bob(ask)).NAME == "documentEmpty", "that somebody else has it, is nobody's business"
    with refused("SHA256_HASH_INVALID"):
        await alice(functions.messages.GetDocumentByHash(sha256=b"x", size=1, mime_type="image/gif"))
    film = mp4()
    media = types.InputMediaUploadedDocument(
        file=await upload(alice, film, "a.mp4"), mime_type="video/mp4",
        attributes=[types.DocumentAttributeVideo(duration=2, w=320, h=240), types.DocumentAttributeAnimated()])  # fmt: skip
    await alice(functions.messages.SendMedia(peer=alice.peer(bob), media=media, message="", random_id=2))
    await bob.barrier()
    document = bob.messages[-1].media.document
    await bob(functions.messages.SaveGif(id=named(document), unsave=False))
    ask = functions.messages.GetDocumentByHash(sha256=sha256(film).digest(), size=len(film), mime_type="video/mp4")
    assert (await bob(ask)).id == document.id, "a GIF that one keeps is one's own"
