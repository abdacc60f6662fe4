"""Sticker and custom emoji sets: the first ones, everyone's own list, what is at hand."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.files.materials import png, ready
from tests.stories.harness import Actor, World, refused
from tests.stories.startup.test_reactions import fetch, is_animation

SPECIAL = [
    types.InputStickerSetAnimatedEmoji(),
    types.InputStickerSetAnimatedEmojiAnimations(),
    types.InputStickerSetEmojiGenericAnimations(),
    types.InputStickerSetEmojiDefaultStatuses(),
    types.InputStickerSetEmojiDefaultTopicIcons(),
    types.InputStickerSetEmojiChannelDefaultStatuses(),
    types.InputStickerSetPremiumGifts(),
    types.InputStickerSetTonGifts(),
    types.InputStickerSetDice(emoticon="🎲"),
]


async def first_set(actor: Actor) -> Any:
    return (await actor(functions.messages.GetAllStickers(hash=0))).sets[0]


def named(found: Any) -> types.InputStickerSetID:
    return types.InputStickerSetID(id=found.id, access_hash=found.access_hash)


def document(found: Any) -> types.InputDocument:
    return types.InputDocument(id=found.id, access_hash=found.access_hash, file_reference=found.file_reference)


async def test_everyone_has_a_first_set_of_stickers_and_of_emoji(world: World) -> None:
    alice = await world.sign_up("Alice")
    mine = await alice(functions.messages.GetAllStickers(hash=0))
    emoji = await alice(functions.messages.GetEmojiStickers(hash=0))
    assert [made.count for made in mine.sets] == [made.count for made in emoji.sets] == [75]
    assert mine.sets[0].installed_date and emoji.sets[0].emojis
    again = await alice(functions.messages.GetAllStickers(hash=mine.hash))
    assert isinstance(again, types.messages.AllStickersNotModified)
    again = await alice(functions.messages.GetEmojiStickers(hash=emoji.hash))
    assert isinstance(again, types.messages.AllStickersNotModified)
    assert (await alice(functions.messages.GetMaskStickers(hash=0))).sets == []
    assert (await alice(functions.messages.GetMyStickers(offset_id=0, limit=10))).count == 0


async def test_a_set_is_found_by_id_and_by_name(world: World) -> None:
    alice = await world.sign_up("Alice")
    made = await first_set(alice)
    by_id = await alice(functions.messages.GetStickerSet(stickerset=named(made), hash=0))
    by_name = types.InputStickerSetShortName(short_name=made.short_name.upper())
    assert await alice(functions.messages.GetStickerSet(stickerset=by_name, hash=0)) == by_id
    assert len(by_id.documents) == by_id.set.count
    assert {pack.documents[0] for pack in by_id.packs} == {one.id for one in by_id.documents}
    assert is_animation(await fetch(alice, by_id.documents[0]))
    assert by_id.documents[0].thumbs[0].NAME == "photoPathSize"
    again = await alice(functions.messages.GetStickerSet(stickerset=named(made), hash=made.hash))
    assert isinstance(again, types.messages.StickerSetNotModified)
    cover = types.InputStickerSetThumb(stickerset=named(made), thumb_version=1)
    assert is_animation((await alice(functions.upload.GetFile(location=cover, offset=0, limit=1024 * 1024))).bytes)
    for wrong in (
        types.InputStickerSetID(id=made.id, access_hash=1),
        types.InputStickerSetShortName(short_name="nobody"),
        types.InputStickerSetEmpty(),
        types.InputStickerSetDice(emoticon="🐌"),
    ):
        with refused("STICKERSET_INVALID"):
            await alice(functions.messages.GetStickerSet(stickerset=wrong, hash=0))


@pytest.mark.parametrize("layer", [152, 158, 200, 229])
async def test_the_sets_that_clients_know_by_their_purpose(world: World, layer: int) -> None:
    alice = await world.sign_up("Alice", layer=layer)
    for given in SPECIAL:
        if layer < 214 and given.NAME == "inputStickerSetTonGifts":
            continue
        if layer < 174 and given.NAME == "inputStickerSetEmojiChannelDefaultStatuses":
            continue
        found = await alice(functions.messages.GetStickerSet(stickerset=given, hash=0))
        assert found.documents and {id for pack in found.packs for id in pack.documents} <= {
            one.id for one in found.documents
        }, given


async def test_a_sticker_is_in_one_set(world: World) -> None:
    """A set's documents name it: TDLib stores the set of each, and complains when it finds one in another."""
    alice = await world.sign_up("Alice")
    for given in SPECIAL:
        found = await alice(functions.messages.GetStickerSet(stickerset=given, hash=0))
        named = {one.stickerset.id for made in found.documents for one in made.attributes if hasattr(one, "stickerset")}
        assert named == {found.set.id}, given.NAME


async def test_a_list_of_sets_is_everyones_own(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    phone = await world.sign_in(alice)
    made = await first_set(alice)
    assert await alice(functions.messages.UninstallStickerSet(stickerset=named(made)))
    assert (await alice(functions.messages.GetAllStickers(hash=0))).sets == []
    assert (await first_set(bob)).id == made.id
    await phone.barrier()
    assert phone.heard(types.UpdateStickerSets)
    with refused("STICKERSET_INVALID"):
        await alice(functions.messages.UninstallStickerSet(stickerset=named(made)))
    # What one threw out is offered again.
    offered = await alice(functions.messages.GetFeaturedStickers(hash=0))
    assert [one.set.id for one in offered.sets] == [made.id]
    again = await alice(functions.messages.GetFeaturedStickers(hash=offered.hash))
    assert isinstance(again, types.messages.FeaturedStickersNotModified)
    assert (await alice(functions.messages.GetFeaturedEmojiStickers(hash=0))).sets == []
    assert (await alice(functions.messages.GetOldFeaturedStickers(offset=0, limit=10, hash=0))).count == 0
    assert await alice(functions.messages.ReadFeaturedStickers(id=[made.id]))
    done = await alice(functions.messages.InstallStickerSet(stickerset=named(made), archived=False))
    assert isinstance(done, types.messages.StickerSetInstallResultSuccess)
    assert (await first_set(alice)).id == made.id


async def test_sets_are_archived_ordered_and_brought_back(world: World) -> None:
    alice = await world.sign_up("Alice")
    made = await first_set(alice)
    assert await alice(functions.messages.ReorderStickerSets(order=[made.id]))
    with refused("ORDER_INVALID"):
        await alice(functions.messages.ReorderStickerSets(order=[made.id], emojis=True))
    assert await alice(functions.messages.ToggleStickerSets(stickersets=[named(made)], archive=True))
    assert (await alice(functions.messages.GetAllStickers(hash=0))).sets == []
    away = await alice(functions.messages.GetArchivedStickers(offset_id=0, limit=10))
    assert away.count == 1 and away.sets[0].set.archived
    assert (await alice(functions.messages.GetArchivedStickers(offset_id=made.id, limit=10))).sets == []
    assert await alice(functions.messages.ToggleStickerSets(stickersets=[named(made)], unarchive=True))
    assert (await first_set(alice)).id == made.id


async def test_a_sticker_that_was_sent_is_at_hand(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    by_emoji = await alice(functions.messages.GetStickers(emoticon="❤️", hash=0))
    sticker = by_emoji.stickers[0]
    media = types.InputMediaDocument(id=document(sticker))
    await alice(functions.messages.SendMedia(peer=alice.peer(bob), media=media, message="", random_id=5))
    await bob.barrier()
    shown = bob.messages[-1].media.document
    assert shown.id == sticker.id and is_animation(await fetch(bob, shown))
    recent = await alice(functions.messages.GetRecentStickers(hash=0))
    assert [one.id for one in recent.stickers] == [sticker.id] and recent.packs[0].emoticon == "❤"
    again = await alice(functions.messages.GetRecentStickers(hash=recent.hash))
    assert isinstance(again, types.messages.RecentStickersNotModified)
    assert await alice(functions.messages.SaveRecentSticker(id=document(sticker), unsave=True))
    assert (await alice(functions.messages.GetRecentStickers(hash=0))).stickers == []
    await alice(functions.messages.SaveRecentSticker(id=document(sticker), unsave=False, attached=True))
    assert (await alice(functions.messages.GetRecentStickers(hash=0, attached=True))).stickers
    assert await alice(functions.messages.ClearRecentStickers(attached=True))
    assert (await alice(functions.messages.GetRecentStickers(hash=0, attached=True))).stickers == []


async def test_five_favourites_the_oldest_goes(world: World) -> None:
    alice = await world.sign_up("Alice")
    whole = await alice(functions.messages.GetStickerSet(stickerset=named(await first_set(alice)), hash=0))
    for one in whole.documents[:6]:
        assert await alice(functions.messages.FaveSticker(id=document(one), unfave=False))
    kept = await alice(functions.messages.GetFavedStickers(hash=0))
    assert [one.id for one in kept.stickers] == [one.id for one in whole.documents[5:0:-1]]
    assert await alice(functions.messages.FaveSticker(id=document(whole.documents[5]), unfave=True))
    assert len((await alice(functions.messages.GetFavedStickers(hash=0))).stickers) == 4
    again = await alice(functions.messages.GetFavedStickers(hash=kept.hash))
    assert isinstance(again, types.messages.FavedStickers)
    again = await alice(functions.messages.GetFavedStickers(hash=again.hash))
    assert isinstance(again, types.messages.FavedStickersNotModified)
    with refused("STICKER_ID_INVALID"):
        await alice(functions.messages.FaveSticker(id=types.InputDocumentEmpty(), unfave=False))
    with refused("STICKER_ID_INVALID"):
        await alice(functions.messages.FaveSticker(id=await ready(alice, png(8, 8)), unfave=False))
    with refused("GIF_ID_INVALID"):
        await alice(functions.messages.SaveGif(id=document(whole.documents[0]), unsave=False))


async def upload(actor: Actor, body: bytes, number: int) -> types.InputFile:
    assert await actor(functions.upload.SaveFilePart(file_id=number, file_part=0, bytes=body))
    return types.InputFile(id=number, parts=1, name="it", md5_checksum="")


async def test_gifs_are_kept(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    media = types.InputMediaUploadedDocument(
        file=await upload(alice, b"\0\0\0\x18ftypmp42" + bytes(1000), 7), mime_type="video/mp4",
        attributes=[types.DocumentAttributeAnimated(), types.DocumentAttributeVideo(duration=1.0, w=100, h=100)],
    )  # fmt: skip
    await alice(functions.messages.SendMedia(peer=alice.peer(bob), media=media, message="", random_id=8))
    kept = await alice(functions.messages.GetSavedGifs(hash=0))
    assert len(kept.gifs) == 1
    again = await alice(functions.messages.GetSavedGifs(hash=kept.hash))
    assert isinstance(again, types.messages.SavedGifsNotModified)
    await bob.barrier()
    assert await bob(functions.messages.SaveGif(id=document(bob.messages[-1].media.document), unsave=False))
    assert [one.id for one in (await bob(functions.messages.GetSavedGifs(hash=0))).gifs] == [kept.gifs[0].id]
    assert await alice(functions.messages.SaveGif(id=document(kept.gifs[0]), unsave=True))
    assert (await alice(functions.messages.GetSavedGifs(hash=0))).gifs == []


async def test_ringtones(world: World) -> None:
    alice = await world.sign_up("Alice")
    made = await alice(
        functions.account.UploadRingtone(
            file=await upload(alice, b"ID3" + bytes(2000), 9), file_name="Bell.mp3", mime_type="audio/mpeg"
        )
    )
    assert made.attributes[0].title == "Bell"
    kept = await alice(functions.account.GetSavedRingtones(hash=0))
    assert [one.id for one in kept.ringtones] == [made.id]
    again = await alice(functions.account.GetSavedRingtones(hash=kept.hash))
    assert isinstance(again, types.account.SavedRingtonesNotModified)
    done = await alice(functions.account.SaveRingtone(id=document(made), unsave=True))
    assert isinstance(done, types.account.SavedRingtone)
    assert (await alice(functions.account.GetSavedRingtones(hash=0))).ringtones == []
    with refused("RINGTONE_MIME_INVALID"):
        await alice(
            functions.account.UploadRingtone(
                file=await upload(alice, b"RIFF", 10), file_name="Bell.wav", mime_type="audio/wav"
            )
        )
    with refused("RINGTONE_SIZE_TOO_BIG"):
        await alice(
            functions.account.UploadRingtone(
                file=await upload(alice, b"ID3" + bytes(400 * 1024), 11), file_name="Bell.mp3", mime_type="audio/mpeg"
            )
        )
    with refused("RINGTONE_INVALID"):
        await alice(functions.account.SaveRingtone(id=types.InputDocumentEmpty(), unsave=False))


async def test_stickers_are_found_by_emoji_and_by_word(world: World) -> None:
    alice = await world.sign_up("Alice")
    found = await alice(functions.messages.GetStickers(emoticon="🔥", hash=0))
    assert [one.attributes[1].alt for one in found.stickers] == ["🔥"]
    again = await alice(functions.messages.GetStickers(emoticon="🔥", hash=found.hash))
    assert isinstance(again, types.messages.StickersNotModified)
    greetings = await alice(functions.messages.GetStickers(emoticon="👋⭐️", hash=0))
    assert len(greetings.stickers) == 7
    german = functions.messages.SearchStickers(q="Feuer", emoticon="", lang_code=["de"], offset=0, limit=10, hash=0)
    words = await alice(german)
    assert "🔥" in [one.attributes[1].alt for one in words.stickers]
    german.hash = words.hash
    assert isinstance(await alice(german), types.messages.FoundStickersNotModified)
    paged = await alice(
        functions.messages.SearchStickers(q="face", emoticon="", lang_code=[], offset=0, limit=2, hash=0, emojis=True)
    )
    assert len(paged.stickers) == 2 and paged.next_offset == 2
    sets = await alice(functions.messages.SearchStickerSets(q="fluent", hash=0))
    assert len(sets.sets) == 1
    again = await alice(functions.messages.SearchStickerSets(q="fluent", hash=sets.hash))
    assert isinstance(again, types.messages.FoundStickerSetsNotModified)
    emoji = await alice(functions.messages.SearchEmojiStickerSets(q="fluent", hash=0))
    assert emoji.sets[0].NAME == "stickerSetFullCovered"
    assert (await alice(functions.messages.SearchStickerSets(q="nothing like it", hash=0))).sets == []


async def test_custom_emoji(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    found = await alice(functions.messages.SearchCustomEmoji(emoticon="🦄", hash=0))
    again = await alice(functions.messages.SearchCustomEmoji(emoticon="🦄", hash=found.hash))
    assert isinstance(again, types.EmojiListNotModified)
    shown = await alice(functions.messages.GetCustomEmojiDocuments(document_id=[*found.document_id, 5]))
    assert [one.attributes[1].alt for one in shown] == ["🦄"] and shown[0].attributes[1].free
    entity = types.MessageEntityCustomEmoji(offset=0, length=2, document_id=shown[0].id)
    await alice.say(bob, "🦄", entities=[entity])
    await bob.barrier()
    assert bob.messages[-1].entities == [entity]
    media = types.InputStickeredMediaDocument(id=document(shown[0]))
    assert await alice(functions.messages.GetAttachedStickers(media=media)) == []
