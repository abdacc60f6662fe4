"""Stickers, emoji and moving pictures of groups."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.files.materials import item, mp4, png, upload
from tests.stories.files.test_sticker_sets import by_name, make
from tests.stories.harness import Actor, World, refused

call = functions.channels


async def page(actor: Actor, peer: int) -> Any:
    return (await actor(call.GetFullChannel(channel=actor.channel(peer)))).full_chat


async def test_a_supergroup_has_stickers_and_emoji_of_its_own(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    peer = await alice.create_channel("Couriers", bob, megagroup=True)
    stickers = await make(alice, "couriers", await item(alice, png(512, 512), "🙂"))
    emoji = await make(alice, "couriers_emoji", await item(alice, png(100, 100), "🙂"), emojis=True)
    group = alice.channel(peer)
    assert await alice(call.SetStickers(channel=group, stickerset=by_name("couriers")))
    assert await alice(call.SetEmojiStickers(channel=group, stickerset=by_name("couriers_emoji")))
    shown = await page(alice, peer)
    assert (shown.stickerset.id, shown.emojiset.id) == (stickers.set.id, emoji.set.id)
    assert (await page(bob, peer)).stickerset.id == stickers.set.id
    with refused("CHAT_NOT_MODIFIED"):
        await alice(call.SetStickers(channel=group, stickerset=by_name("couriers")))
    with refused("STICKERSET_INVALID"):
        await alice(call.SetStickers(channel=group, stickerset=by_name("couriers_emoji")))
    with refused("STICKERSET_INVALID"):
        await alice(call.SetEmojiStickers(channel=group, stickerset=by_name("couriers")))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.SetStickers(channel=bob.channel(peer), stickerset=by_name("couriers")))
    assert await alice(call.SetStickers(channel=group, stickerset=types.InputStickerSetEmpty()))
    assert (await page(alice, peer)).stickerset is None
    broadcast = await alice.create_channel("News", megagroup=False)
    with refused("CHAT_ID_INVALID"):
        await alice(call.SetStickers(channel=alice.channel(broadcast), stickerset=by_name("couriers")))


async def test_a_group_has_a_picture_that_moves(world: World) -> None:
    alice = await world.sign_up("Alice")
    peer = await alice.create_channel("Couriers", megagroup=True)
    film = mp4(240, 240)
    given = types.InputChatUploadedPhoto(video=await upload(alice, film), video_start_ts=0.5)
    done = await alice(call.EditPhoto(channel=alice.channel(peer), photo=given))
    assert next(chat for chat in done.chats if chat.NAME == "channel").photo.has_video
    assert (await page(alice, peer)).chat_photo.video_sizes[0].size == len(film)
