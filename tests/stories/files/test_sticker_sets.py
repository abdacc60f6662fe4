"""Sticker sets that people make."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from angarium.domain.files import ownsets, stickers
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.client import RpcError
from tests.stories.files.materials import item, named, png, ready, tgs, upload, webm
from tests.stories.harness import Actor, World, refused

call = functions.stickers
TGS, WEBM = "application/x-tgsticker", "video/webm"


async def make(actor: Actor, short_name: str, *stickers: Any, title: str = "Cats of ours", **more: Any) -> Any:
    return await actor(
        call.CreateStickerSet(
            user_id=types.InputUserSelf(), title=title, short_name=short_name, stickers=list(stickers), **more
        )
    )


def by_name(name: str) -> types.InputStickerSetShortName:
    return types.InputStickerSetShortName(short_name=name)


def ids(made: Any) -> list[int]:
    return [one.id for one in made.documents]


async def test_a_set_of_every_form_is_made_and_used_by_others(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    made = await make(
        alice,
        "Cats_of_ours",
        await item(alice, png(512, 300), "😀🐱", keywords="whiskers, tail"),
        await item(alice, tgs(), "🔥", TGS),
        await item(alice, webm(512, 400), "👍", WEBM),
    )
    still, vector, video = made.documents
    assert [one.mime_type for one in made.documents] == ["image/webp", TGS, WEBM]
    assert made.set.creator and made.set.count == 3 and made.set.short_name == "Cats_of_ours"
    assert {pack.emoticon: pack.documents for pack in made.packs}["🐱"] == [still.id]
    assert made.keywords[0].keyword == ["whiskers", "tail"]
    sticker = next(one for one in still.attributes if one.NAME == "documentAttributeSticker")
    assert sticker.alt == "😀" and sticker.stickerset.id == made.set.id
    assert still.thumbs[0].type == "m" and video.attributes[0].h == 400

    found = await bob(functions.messages.GetStickerSet(stickerset=by_name("cats_OF_ours"), hash=0))
    assert ids(found) == ids(made) and not found.set.creator
    phone = await world.sign_in(bob)
    given = types.InputStickerSetID(id=found.set.id, access_hash=found.set.access_hash)
    await bob(functions.messages.InstallStickerSet(stickerset=given, archived=False))
    await phone.barrier()
    assert ids(phone.heard(types.UpdateNewStickerSet)[0].stickerset) == ids(made)
    mine = await bob(functions.messages.GetAllStickers(hash=0))
    assert mine.sets[0].id == made.set.id and mine.sets[0].installed_date

    media = types.InputMediaDocument(id=named(found.documents[1]))
    await bob(functions.messages.SendMedia(peer=bob.peer(alice), media=media, message="", random_id=3))
    await alice.barrier()
    assert alice.messages[-1].media.document.id == vector.id
    where = types.InputDocumentFileLocation(
        id=still.id, access_hash=still.access_hash, file_reference=still.file_reference, thumb_size=""
    )
    body = await alice(functions.upload.GetFile(location=where, offset=0, limit=1024 * 1024))
    assert body.bytes[8:12] == b"WEBP"
    where.thumb_size = "m"
    small = await alice(functions.upload.GetFile(location=where, offset=0, limit=1024 * 1024))
    assert small.bytes[8:12] == b"WEBP" and small.type.NAME == "storage.fileWebp"


REFUSED_FILES = [
    (png(300, 300), "image/png", "STICKER_PNG_DIMENSIONS"),
    (b"no picture at all", "image/png", "STICKER_PNG_NOPNG"),
    (b"\x1f\x8bnothing", TGS, "STICKER_TGS_NOTGS"),
    (tgs(w=100), TGS, "STICKER_TGS_NOTGS"),
    (tgs(op=600), TGS, "STICKER_TGS_NOTGS"),
    (b"no video", WEBM, "STICKER_VIDEO_NOWEBM"),
    (webm(codec="V_VP8"), WEBM, "STICKER_VIDEO_NOWEBM"),
    (webm(sound=True), WEBM, "STICKER_VIDEO_NOWEBM"),
    (webm(300, 300), WEBM, "STICKER_GIF_DIMENSIONS"),
    (webm(seconds=5), WEBM, "STICKER_VIDEO_LONG"),
    (webm() + bytes(300 * 1024), WEBM, "STICKER_VIDEO_BIG"),
    (bytes(600 * 1024), WEBM, "STICKER_VIDEO_BIG"),
    (bytes(600 * 1024), "image/png", "STICKER_FILE_INVALID"),
]


async def test_what_cannot_be_a_set(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    good = await item(alice, png(512, 512), "🙂")
    for body, mime_type, error in REFUSED_FILES:
        wrong = await item(alice, body[: 512 * 1024], "🙂", mime_type)
        if len(body) > 512 * 1024:
            wrong.document = await big(alice, body, mime_type)
        with refused(error):
            await make(alice, "first_one", wrong)
    for title in ("", "x" * 65):
        with refused("PACK_TITLE_INVALID"):
            await make(alice, "first_one", good, title=title)
    for name in ("", "1st", "a__b", "with space", "x" * 65, "ünder"):
        with refused("PACK_SHORT_NAME_INVALID"):
            await make(alice, name, good)
        with refused("SHORT_NAME_INVALID"):
            await alice(call.CheckShortName(short_name=name))
    for emoji in ("", "abc", "🙂x", "".join(chr(0x1F600 + at) for at in range(21))):
        good.emoji = emoji
        with refused("STICKER_EMOJI_INVALID"):
            await make(alice, "first_one", good)
    good.emoji = "🙂"
    with refused("STICKERS_EMPTY"):
        await make(alice, "first_one")
    with refused("STICKERS_TOO_MUCH"):
        await make(alice, "first_one", *[good] * 51)
    with refused("PACK_TYPE_INVALID"):
        await make(alice, "first_one", good, masks=True, emojis=True)
    with refused("STICKER_FILE_INVALID"):
        await make(alice, "first_one", types.InputStickerSetItem(document=types.InputDocumentEmpty(), emoji="🙂"))
    with refused("USER_ID_INVALID"):
        await alice(call.CreateStickerSet(user_id=alice.user(bob), title="T", short_name="first_one", stickers=[good]))
    assert await alice(call.CheckShortName(short_name="first_one"))
    await make(alice, "first_one", good)
    for taken in ("FIRST_one", "AngariumStickers"):
        with refused("PACK_SHORT_NAME_OCCUPIED"):
            await make(alice, taken, good)
        with refused("SHORT_NAME_OCCUPIED"):
            await alice(call.CheckShortName(short_name=taken))


async def big(actor: Actor, body: bytes, mime_type: str) -> types.InputDocument:
    number = actor.world.random.getrandbits(62)
    parts = [body[at : at + 512 * 1024] for at in range(0, len(body), 512 * 1024)]
    for at, part in enumerate(parts):
        await actor(functions.upload.SaveFilePart(file_id=number, file_part=at, bytes=part))
    file = types.InputFile(id=number, parts=len(parts), name="a", md5_checksum="")
    media = types.InputMediaUploadedDocument(file=file, mime_type=mime_type, attributes=[], force_file=True)
    return named((await actor(functions.messages.UploadMedia(peer=types.InputPeerSelf(), media=media))).document)


async def test_a_name_is_suggested(world: World) -> None:
    alice = await world.sign_up("Alice")
    ask = call.SuggestShortName(title="Ünsere Katzen 2")
    assert (await alice(ask)).short_name == "unsere_katzen_2"
    await make(alice, "unsere_katzen_2", await item(alice, png(512, 512), "🙂"))
    other = (await alice(ask)).short_name
    assert other.startswith("unsere_katzen_2_") and await alice(call.CheckShortName(short_name=other))
    digits = await alice(call.SuggestShortName(title="42"))
    assert await alice(call.CheckShortName(short_name=digits.short_name))
    with refused("TITLE_INVALID"):
        await alice(call.SuggestShortName(title=" "))


async def test_a_set_is_changed_by_its_maker_alone(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    made = await make(alice, "changing", *[await item(alice, png(512, 512, (at, 0, 0)), "🙂") for at in range(3)])
    one, two, three = made.documents
    moved = await alice(call.ChangeStickerPosition(sticker=named(three), position=0))
    assert ids(moved) == [three.id, one.id, two.id]
    smaller = await alice(call.RemoveStickerFromSet(sticker=named(one)))
    assert ids(smaller) == [three.id, two.id] and smaller.set.hash != moved.set.hash
    with refused("STICKER_INVALID"):
        await alice(call.RemoveStickerFromSet(sticker=named(one)))
    set_id = types.InputStickerSetID(id=made.set.id, access_hash=made.set.access_hash)
    larger = await alice(call.AddStickerToSet(stickerset=set_id, sticker=await item(alice, tgs(), "🐳", TGS)))
    assert larger.set.count == 3 and larger.documents[2].mime_type == TGS
    other = await item(alice, png(512, 100), "🎃")
    replaced = await alice(call.ReplaceSticker(sticker=named(larger.documents[2]), new_sticker=other))
    assert [pack.emoticon for pack in replaced.packs] == ["🙂", "🎃"]
    changed = await alice(call.ChangeSticker(sticker=named(replaced.documents[2]), emoji="👻", keywords="boo, spirit"))
    assert changed.keywords[0].keyword == ["boo", "spirit"] and changed.packs[1].emoticon == "👻"
    assert changed.documents[2].attributes[1].alt == "👻"
    renamed = await alice(call.RenameStickerSet(stickerset=set_id, title="Others"))
    assert renamed.set.title == "Others"
    with refused("PACK_TITLE_INVALID"):
        await alice(call.RenameStickerSet(stickerset=set_id, title=""))

    await only_its_maker_changes(bob, set_id)
    phone = await world.sign_in(alice)
    await alice(functions.messages.InstallStickerSet(stickerset=set_id, archived=False))
    await alice(call.RenameStickerSet(stickerset=set_id, title="Others again"))
    await phone.barrier()
    assert phone.heard(types.UpdateStickerSets)
    mine = await alice(functions.messages.GetMyStickers(offset_id=0, limit=10))
    assert mine.count == 1 and mine.sets[0].set.creator
    assert (await alice(functions.messages.GetMyStickers(offset_id=made.set.id, limit=10))).sets == []
    assert (await bob(functions.messages.GetMyStickers(offset_id=0, limit=10))).count == 0


async def only_its_maker_changes(bob: Actor, set_id: types.InputStickerSetID) -> None:
    theirs = (await bob(functions.messages.GetStickerSet(stickerset=set_id, hash=0))).documents[0]
    own = await item(bob, png(512, 512), "🙂")
    for wrong in (
        call.RemoveStickerFromSet(sticker=named(theirs)),
        call.ChangeStickerPosition(sticker=named(theirs), position=1),
        call.ChangeSticker(sticker=named(theirs), emoji="🙂"),
        call.ReplaceSticker(sticker=named(theirs), new_sticker=own),
    ):
        with refused("STICKER_INVALID"):
            await bob(wrong)
    for wrong in (
        call.AddStickerToSet(stickerset=set_id, sticker=own),
        call.RenameStickerSet(stickerset=set_id, title="Mine"),
        call.DeleteStickerSet(stickerset=set_id),
        call.SetStickerSetThumb(stickerset=set_id),
    ):
        with refused("STICKERSET_INVALID"):
            await bob(wrong)


async def test_a_deleted_set_is_gone_for_everybody(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    made = await make(alice, "short_lived", await item(alice, png(512, 512), "🙂"))
    given = by_name("short_lived")
    await bob(functions.messages.InstallStickerSet(stickerset=given, archived=True))
    away = await bob(functions.messages.GetArchivedStickers(offset_id=0, limit=5))
    assert [one.set.id for one in away.sets] == [made.set.id]
    assert await alice(call.DeleteStickerSet(stickerset=given))
    with refused("STICKERSET_INVALID"):
        await bob(functions.messages.GetStickerSet(stickerset=given, hash=0))
    assert (await bob(functions.messages.GetArchivedStickers(offset_id=0, limit=5))).count == 0
    media = types.InputMediaDocument(id=named(made.documents[0]))
    await alice(functions.messages.SendMedia(peer=alice.peer(bob), media=media, message="", random_id=3))


async def test_masks_have_a_place_on_the_face(world: World) -> None:
    alice = await world.sign_up("Alice")
    where = types.MaskCoords(n=1, x=0.5, y=-0.25, zoom=2.0)
    made = await make(
        alice, "hats", await item(alice, png(512, 512), "🎩", mask_coords=where), masks=True, title="Hats"
    )
    assert made.set.masks and made.documents[0].attributes[1].mask_coords == where
    other = types.MaskCoords(n=2, x=0.0, y=0.0, zoom=1.0)
    changed = await alice(call.ChangeSticker(sticker=named(made.documents[0]), mask_coords=other))
    assert changed.documents[0].attributes[1].mask_coords == other
    with refused("STICKER_INVALID"):
        wrong = types.MaskCoords(n=7, x=0.0, y=0.0, zoom=1.0)
        await alice(call.ChangeSticker(sticker=named(made.documents[0]), mask_coords=wrong))
    await alice(functions.messages.InstallStickerSet(stickerset=by_name("hats"), archived=False))
    assert [one.id for one in (await alice(functions.messages.GetMaskStickers(hash=0))).sets] == [made.set.id]


@pytest.mark.parametrize("layer", [152, 229])
async def test_custom_emoji_of_others_stand_in_messages(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    with refused("STICKER_PNG_DIMENSIONS"):
        await make(alice, "tiny", await item(alice, png(512, 512), "🙂"), emojis=True)
    made = await make(
        alice, "tiny", await item(alice, png(100, 100), "🙂"), await item(alice, tgs(), "🐸", TGS),
        emojis=True, text_color=True,
    )  # fmt: skip
    assert made.set.emojis and made.set.text_color
    shown = await bob(functions.messages.GetCustomEmojiDocuments(document_id=ids(made)))
    assert [one.attributes[1].NAME for one in shown] == ["documentAttributeCustomEmoji"] * 2
    entity = types.MessageEntityCustomEmoji(offset=0, length=2, document_id=made.documents[0].id)
    await bob.say(alice, "🙂", entities=[entity])
    await alice.barrier()
    assert alice.messages[-1].entities == [entity]
    found = await bob(functions.messages.SearchCustomEmoji(emoticon="🐸", hash=0))
    assert found.document_id == [made.documents[1].id]
    chosen = call.SetStickerSetThumb(stickerset=by_name("tiny"), thumb_document_id=made.documents[1].id)
    assert (await alice(chosen)).set.thumb_document_id == made.documents[1].id
    with refused("STICKER_INVALID"):
        await alice(call.SetStickerSetThumb(stickerset=by_name("tiny"), thumb_document_id=5))


async def test_a_set_has_a_picture_of_its_own(world: World) -> None:
    alice = await world.sign_up("Alice")
    cover = await ready(alice, png(100, 100))
    made = await make(alice, "covered", await item(alice, png(512, 512), "🙂"), thumb=cover)
    place = types.InputStickerSetThumb(stickerset=by_name("covered"), thumb_version=1)
    first = await alice(functions.upload.GetFile(location=place, offset=0, limit=1024 * 1024))
    assert first.bytes[8:12] == b"WEBP" and made.set.thumbs[0].size == len(first.bytes)
    again = await alice(call.SetStickerSetThumb(stickerset=by_name("covered"), thumb=await ready(alice, tgs(), TGS)))
    assert again.set.thumbs[0].type == "a" and again.set.thumb_version != made.set.thumb_version
    assert (await alice(call.SetStickerSetThumb(stickerset=by_name("covered")))).set.thumbs[0].type == "s"
    await alice(call.RemoveStickerFromSet(sticker=named(made.documents[0])))
    with refused("LOCATION_INVALID"):
        await alice(functions.upload.GetFile(location=place, offset=0, limit=1024 * 1024))
    with refused("STICKER_THUMB_PNG_NOPNG"):
        await alice(call.SetStickerSetThumb(stickerset=by_name("covered"), thumb=await ready(alice, png(64, 64))))
    noise = world.random.randbytes(24 * 1024).hex()
    for body, mime_type, error in (
        (tgs(w=300, h=300), TGS, "STICKER_THUMB_TGS_NOTGS"),
        (tgs(nm=noise + noise[::-1]), TGS, "STICKER_THUMB_TGS_NOTGS"),
        (webm(100, 100) + bytes(32 * 1024), WEBM, "STICKER_VIDEO_BIG"),
    ):
        with refused(error):
            await alice(
                call.SetStickerSetThumb(stickerset=by_name("covered"), thumb=await ready(alice, body, mime_type))
            )


async def test_one_name_and_one_room_for_all(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice, "PackBot")
    good = await item(alice, png(512, 512), "🙂")
    ask = call.CreateStickerSet(user_id=types.InputUserSelf(), title="Cats", short_name="wanted", stickers=[good])
    answers = await asyncio.gather(alice.begin(ask), alice.begin(ask), return_exceptions=True)
    made, late = sorted(answers, key=lambda answer: isinstance(answer, RpcError))
    assert made.set.short_name == "wanted" and late.name == "PACK_SHORT_NAME_OCCUPIED"
    monkeypatch.setitem(ownsets.MOST, "stickers", 1)  # a hundred and twenty take a while
    with refused("STICKERS_TOO_MUCH"):
        await alice(call.AddStickerToSet(stickerset=by_name("wanted"), sticker=good))
    theirs = await item(bot, png(512, 512), "🙂")
    with refused("PACK_SHORT_NAME_INVALID"):
        await bot(
            call.CreateStickerSet(user_id=bot.user(alice), title="T", short_name="no_name_of_mine", stickers=[theirs])
        )
    made = await bot(
        call.CreateStickerSet(user_id=bot.user(alice), title="T", short_name="dogs_by_packBOT", stickers=[theirs])
    )
    assert made.set.short_name == "dogs_by_packBOT" and made.set.creator


async def test_pictures_of_sets_are_told_apart_by_their_versions(world: World) -> None:
    """telegram-desktop keeps them under the version alone: one set was shown by the picture of another."""
    alice = await world.sign_up("Alice")
    one = (await make(alice, "one", await item(alice, tgs(), "🙂", TGS))).set
    two = (await make(alice, "two", await item(alice, png(512, 512), "🙂"))).set
    everybody = (await alice(functions.messages.GetAllStickers(hash=0))).sets
    versions = [made.thumb_version for made in (one, two, *everybody)]
    assert len(versions) > 2 and len({*versions}) == len(versions) and min(versions) > 0
    named = types.InputStickerSetShortName(short_name="one")
    assert (
        await alice(functions.messages.GetStickerSet(stickerset=named, hash=0))
    ).set.thumb_version == one.thumb_version


async def test_sets_and_stickers_of_people_are_found(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    made = await make(
        alice, "sea_animals", await item(alice, png(512, 512), "🦀", keywords="crab, claws"), title="Animals of the sea"
    )
    for query in ("animals sea", "anim", "sea_animals"):
        found = await bob(functions.messages.SearchStickerSets(q=query, hash=0))
        assert [one.set.id for one in found.sets] == [made.set.id], query
    assert (await bob(functions.messages.SearchStickerSets(q="animals land", hash=0))).sets == []
    assert (await bob(functions.messages.SearchEmojiStickerSets(q="animals", hash=0))).sets == []
    by_emoji = await bob(functions.messages.GetStickers(emoticon="🦀", hash=0))
    assert [one.id for one in by_emoji.stickers] == ids(made)
    ask = functions.messages.SearchStickers(q="claw", emoticon="", lang_code=["en"], offset=0, limit=10, hash=0)
    assert [one.id for one in (await bob(ask)).stickers] == ids(made)
    await alice(call.DeleteStickerSet(stickerset=by_name("sea_animals")))
    assert (await bob(functions.messages.GetStickers(emoticon="🦀", hash=0))).stickers == []


async def test_stickers_on_a_picture_are_named(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    made = await make(alice, "glasses", await item(alice, png(512, 512), "😎"))
    photo = types.InputMediaUploadedPhoto(file=await upload(alice, png(640, 480)), stickers=[named(made.documents[0])])
    await alice(functions.messages.SendMedia(peer=alice.peer(bob), media=photo, message="", random_id=1))
    await bob.barrier()
    shown = bob.messages[-1].media.photo
    assert shown.has_stickers
    media = types.InputStickeredMediaPhoto(
        id=types.InputPhoto(id=shown.id, access_hash=shown.access_hash, file_reference=shown.file_reference)
    )
    found = await bob(functions.messages.GetAttachedStickers(media=media))
    assert [one.set.id for one in found] == [made.set.id]
    video = types.InputMediaUploadedDocument(
        file=await upload(alice, b"\0\0\0\x18ftypmp42" + bytes(100)), mime_type="video/mp4", stickers=[named(made.documents[0])],
        attributes=[types.DocumentAttributeVideo(duration=1.0, w=10, h=10)],
    )  # fmt: skip
    await alice(functions.messages.SendMedia(peer=alice.peer(bob), media=video, message="", random_id=2))
    await bob.barrier()
    document = bob.messages[-1].media.document
    assert "documentAttributeHasStickers" in [one.NAME for one in document.attributes]
    media = types.InputStickeredMediaDocument(id=named(document))
    assert len(await bob(functions.messages.GetAttachedStickers(media=media))) == 1
    with refused("MEDIA_EMPTY"):
        await bob(
            functions.messages.GetAttachedStickers(media=types.InputStickeredMediaPhoto(id=types.InputPhotoEmpty()))
        )


async def test_what_is_advertised_and_what_people_made_last(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    phone = await world.sign_in(bob)
    first = await make(alice, "older", await item(alice, png(512, 512), "🙂"))
    world.clock.advance(2)
    second = await make(alice, "newer", await item(alice, png(512, 512), "🙂"))
    ask = functions.messages.GetOldFeaturedStickers(offset=0, limit=10, hash=0)
    assert [one.set.id for one in (await bob(ask)).sets] == [second.set.id, first.set.id]
    ask.offset = 1
    older = await bob(ask)
    assert [one.set.id for one in older.sets] == [first.set.id]
    ask.hash = older.hash
    assert isinstance(await bob(ask), types.messages.FeaturedStickersNotModified)
    ours = (await bob(functions.messages.GetAllStickers(hash=0))).sets[0]
    named_set = types.InputStickerSetID(id=ours.id, access_hash=ours.access_hash)
    await bob(functions.messages.UninstallStickerSet(stickerset=named_set))
    offered = await bob(functions.messages.GetFeaturedStickers(hash=0))
    assert offered.unread == [ours.id]
    assert await bob(functions.messages.ReadFeaturedStickers(id=[ours.id, 5]))
    await phone.barrier()
    assert phone.heard(types.UpdateReadFeaturedStickers)
    seen = await bob(functions.messages.GetFeaturedStickers(hash=offered.hash))
    assert seen.unread == [] and seen.sets == offered.sets


@pytest.mark.parametrize("layer", [133, 144, 158, 198])
async def test_older_clients_make_and_use_sets(world: World, layer: int) -> None:
    alice = await world.sign_up("Alice", layer=layer)
    phone = await world.sign_in(alice, layer=layer)
    made = await make(alice, "older_maker", await item(alice, tgs(), "🙂", TGS), await item(alice, png(512, 512), "🔥"))
    assert made.set.count == 2 and len(made.packs) == 2
    given = types.InputStickerSetID(id=made.set.id, access_hash=made.set.access_hash)
    await alice(functions.messages.InstallStickerSet(stickerset=given, archived=False))
    await phone.barrier()
    assert phone.heard(types.UpdateNewStickerSet)[-1].stickerset.set.id == made.set.id
    assert made.set.id in {one.id for one in (await phone(functions.messages.GetAllStickers(hash=0))).sets}
    smaller = await alice(call.RemoveStickerFromSet(sticker=named(made.documents[0])))
    assert smaller.set.count == 1
    found = await phone(functions.messages.SearchStickerSets(q="older", hash=0))
    assert [one.set.id for one in found.sets] == [made.set.id]


async def test_the_lowest_set_makes_room(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stickers, "MOST_INSTALLED", 2)  # two hundred take a while
    alice = await world.sign_up("Alice")
    for name in ("one", "two"):
        await make(alice, name, await item(alice, png(512, 512), "🙂"))
    first = await alice(functions.messages.InstallStickerSet(stickerset=by_name("one"), archived=False))
    assert isinstance(first, types.messages.StickerSetInstallResultSuccess)
    second = await alice(functions.messages.InstallStickerSet(stickerset=by_name("two"), archived=False))
    assert [made.set.short_name for made in second.sets] == ["AngariumStickers"]
    mine = await alice(functions.messages.GetAllStickers(hash=0))
    assert [made.short_name for made in mine.sets] == ["two", "one"]
    away = await alice(functions.messages.GetArchivedStickers(offset_id=0, limit=5))
    assert [made.set.short_name for made in away.sets] == ["AngariumStickers"]
