"""Profile photos that move."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.files.materials import mp4, png, upload
from tests.stories.harness import Actor, World, refused


async def an_emoji(actor: Actor) -> Any:
    found = await actor(functions.messages.SearchCustomEmoji(emoticon="🦄", hash=0))
    return found.document_id[0]


async def see(viewer: Actor, other: Actor) -> Any:
    (user,) = await viewer(functions.users.GetUsers(id=[viewer.user(other)]))
    return user.photo


@pytest.mark.parametrize("layer", [135, 229])
async def test_a_short_video_is_a_profile_photo(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    await alice.say(bob, "hello")
    film = mp4(320, 320)
    ask = functions.photos.UploadProfilePhoto(video=await upload(alice, film), video_start_ts=0.5)
    made = (await alice(ask)).photo
    (video,) = made.video_sizes
    assert (video.type, video.w, video.h, video.size, video.video_start_ts) == ("u", 320, 320, len(film), 0.5)
    assert {size.type for size in made.sizes} >= {"a", "c"}
    shown = await see(bob, alice)
    assert shown.photo_id == made.id and shown.has_video
    full = (await bob(functions.users.GetFullUser(id=bob.user(alice)))).full_user
    photo = full.profile_photo
    assert photo.video_sizes[0].size == len(film)
    place = types.InputPhotoFileLocation(
        id=photo.id, access_hash=photo.access_hash, file_reference=photo.file_reference, thumb_size="u"
    )
    body = await bob(functions.upload.GetFile(location=place, offset=0, limit=1024 * 1024))
    assert body.bytes == film and body.type.NAME == "storage.fileMp4"
    for wrong in (b"no film at all", b"\0\0\0\x18ftypmp42" + bytes(50)):
        with refused("VIDEO_FILE_INVALID"):
            await alice(functions.photos.UploadProfilePhoto(video=await upload(alice, wrong)))
    with refused("VIDEO_FILE_INVALID"):
        await alice(functions.photos.UploadProfilePhoto(video=await upload(alice, mp4(64, 64, rate=2))))
    theirs = types.InputPeerPhotoFileLocation(peer=bob.peer(alice), photo_id=made.id)
    assert (await bob(functions.upload.GetFile(location=theirs, offset=0, limit=1024 * 1024))).bytes
    theirs.photo_id = made.id + 1
    with refused("LOCATION_INVALID"):
        await bob(functions.upload.GetFile(location=theirs, offset=0, limit=1024))
    with refused("VIDEO_FILE_INVALID"):
        await alice(functions.photos.UploadProfilePhoto(video=await upload(alice, film), video_start_ts=60.0))


async def test_an_emoji_is_a_profile_photo(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=152)
    await alice.say(bob, "hello")
    emoji = types.VideoSizeEmojiMarkup(emoji_id=await an_emoji(alice), background_colors=[0x3366AA, 0xFFEE00])
    made = (await alice(functions.photos.UploadProfilePhoto(video_emoji_markup=emoji))).photo
    assert made.video_sizes == [emoji] and made.sizes
    full = (await bob(functions.users.GetFullUser(id=bob.user(alice)))).full_user
    assert full.profile_photo.video_sizes == [emoji]
    old = await world.sign_up("Otto", layer=135)
    full = (await old(functions.users.GetFullUser(id=old.user(alice)))).full_user
    assert full.profile_photo.id == made.id and not full.profile_photo.video_sizes
    sets = await alice(functions.messages.GetAllStickers(hash=0))
    given = types.InputStickerSetID(id=sets.sets[0].id, access_hash=sets.sets[0].access_hash)
    whole = await alice(functions.messages.GetStickerSet(stickerset=given, hash=0))
    sticker = types.VideoSizeStickerMarkup(
        stickerset=given, sticker_id=whole.documents[3].id, background_colors=[0x123456]
    )
    made = (await alice(functions.photos.UploadProfilePhoto(video_emoji_markup=sticker))).photo
    assert made.video_sizes == [sticker]
    for wrong in (
        types.VideoSizeEmojiMarkup(emoji_id=5, background_colors=[1]),
        types.VideoSizeEmojiMarkup(emoji_id=emoji.emoji_id, background_colors=[]),
        types.VideoSizeEmojiMarkup(emoji_id=whole.documents[3].id, background_colors=[1]),
        types.VideoSizeStickerMarkup(stickerset=given, sticker_id=emoji.emoji_id, background_colors=[1]),
        types.VideoSize(type="u", w=1, h=1, size=1),
    ):
        with refused("EMOJI_MARKUP_INVALID"):
            await alice(functions.photos.UploadProfilePhoto(video_emoji_markup=wrong))


async def test_a_contact_is_shown_and_proposed_a_moving_photo(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice(functions.contacts.AddContact(id=alice.user(bob), first_name="Bob", last_name="", phone="", note=None))
    film = mp4(240, 240)
    ask = functions.photos.UploadContactProfilePhoto(
        user_id=alice.user(bob), save=True, video=await upload(alice, film), file=await upload(alice, png(300, 300))
    )
    made = (await alice(ask)).photo
    assert made.video_sizes[0].size == len(film)
    assert (await see(alice, bob)).has_video and isinstance(await see(bob, bob), types.UserProfilePhotoEmpty)
    emoji = types.VideoSizeEmojiMarkup(emoji_id=await an_emoji(alice), background_colors=[0x3366AA])
    propose = functions.photos.UploadContactProfilePhoto(
        user_id=alice.user(bob), suggest=True, video_emoji_markup=emoji
    )
    await alice(propose)
    await bob.barrier()
    assert bob.messages[-1].action.photo.video_sizes == [emoji]
    with refused("PHOTO_FILE_MISSING"):
        await alice(functions.photos.UploadContactProfilePhoto(user_id=alice.user(bob), suggest=True))


async def test_a_bot_gets_its_picture_from_its_maker(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice)
    given = alice.user(bot)
    ask = functions.photos.UploadProfilePhoto(bot=given, file=await upload(alice, png(300, 300)))
    made = (await alice(ask)).photo
    assert (await see(bob, bot)).photo_id == made.id and isinstance(await see(bob, alice), types.UserProfilePhotoEmpty)
    await alice(functions.photos.UpdateProfilePhoto(bot=given, id=types.InputPhotoEmpty()))
    assert isinstance(await see(bob, bot), types.UserProfilePhotoEmpty)
    known = types.InputPhoto(id=made.id, access_hash=made.access_hash, file_reference=made.file_reference)
    await alice(functions.photos.UpdateProfilePhoto(bot=given, id=known))
    assert (await see(bob, bot)).photo_id == made.id
    for wrong in (
        functions.photos.UploadProfilePhoto(bot=bob.user(bot), file=await upload(bob, png(300, 300))),
        functions.photos.UpdateProfilePhoto(bot=bob.user(bot), id=types.InputPhotoEmpty()),
        functions.photos.UpdateProfilePhoto(bot=bob.user(alice), id=types.InputPhotoEmpty()),
    ):
        with refused("BOT_INVALID"):
            await bob(wrong)
