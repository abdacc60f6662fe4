"""Music on profile pages."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.files.materials import named, upload
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
