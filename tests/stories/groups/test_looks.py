"""What a group or channel is called, looks like, and lets its members do."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.files.materials import png, upload
from tests.stories.harness import Actor, World, refused

call = functions.channels


async def _town(world: World) -> tuple[Actor, Actor, int]:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    return alice, bob, await alice.create_channel("Town", bob, megagroup=True)


async def _full(actor: Actor, peer: int) -> types.ChannelFull:
    return (await actor(call.GetFullChannel(channel=actor.channel(peer)))).full_chat


async def test_titles_descriptions_and_pictures(world: World) -> None:
    alice, bob, peer = await _town(world)
    group = await alice.create_group("Garden", bob)
    await bob(functions.messages.EditChatTitle(chat_id=-group, title="Garden party"))
    await alice.barrier()
    assert alice.messages[-1].action == types.MessageActionChatEditTitle(title="Garden party")
    await alice(call.EditTitle(channel=alice.channel(peer), title="City"))
    with refused("CHAT_NOT_MODIFIED"):
        await alice(call.EditTitle(channel=alice.channel(peer), title="City"))
    with refused("CHAT_TITLE_EMPTY"):
        await alice(call.EditTitle(channel=alice.channel(peer), title=" "))
    about = functions.messages.EditChatAbout(peer=alice.chat(peer), about="All about it")
    await alice(about)
    assert (await _full(bob, peer)).about == "All about it"
    with refused("CHAT_ABOUT_NOT_MODIFIED"):
        await alice(about)
    with refused("CHAT_ABOUT_TOO_LONG"):
        await alice(functions.messages.EditChatAbout(peer=alice.chat(peer), about="x" * 300))
    await alice(functions.messages.EditChatDefaultBannedRights(
        peer=alice.chat(peer), banned_rights=types.ChatBannedRights(change_info=True, until_date=0)))  # fmt: skip
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.EditTitle(channel=bob.channel(peer), title="Bobtown"))
    with refused("CHAT_NOT_MODIFIED"):
        await alice(call.EditPhoto(channel=alice.channel(peer), photo=types.InputChatPhotoEmpty()))
    with refused("CHAT_NOT_MODIFIED"):
        await alice(functions.messages.EditChatPhoto(chat_id=-group, photo=types.InputChatPhotoEmpty()))


async def test_a_photo_from_a_message_becomes_a_picture(world: World) -> None:
    """TDLib names a photo that it has uploaded before by its id, and knows pictures by their sizes a and c."""
    alice, bob, peer = await _town(world)
    group = await alice.create_group("Garden", bob)
    media = types.InputMediaUploadedPhoto(file=await upload(alice, png(300, 200)))
    ask = functions.messages.SendMedia(peer=alice.chat(peer), media=media, message="", random_id=1)
    sent = next(one.message.media.photo for one in (await alice(ask)).updates if one.NAME == "updateNewChannelMessage")
    assert not {size.type for size in sent.sizes} & {"a", "c"}
    known = types.InputPhoto(id=sent.id, access_hash=sent.access_hash, file_reference=sent.file_reference)
    chosen = types.InputChatPhoto(id=known)
    await alice(call.EditPhoto(channel=alice.channel(peer), photo=chosen))
    picture = (await _full(bob, peer)).chat_photo
    assert picture.id != sent.id and {size.type for size in picture.sizes} >= {"a", "c"}
    place = types.InputPeerPhotoFileLocation(peer=bob.chat(peer), photo_id=picture.id)
    small = await bob(functions.upload.GetFile(location=place, offset=0, limit=1024 * 1024))
    place.big = True
    assert len((await bob(functions.upload.GetFile(location=place, offset=0, limit=1024 * 1024))).bytes) > len(
        small.bytes
    )
    place.photo_id = sent.id
    with refused("LOCATION_INVALID"):
        await bob(functions.upload.GetFile(location=place, offset=0, limit=1024))
    await alice(functions.messages.EditChatPhoto(chat_id=-group, photo=chosen))
    await bob.barrier()
    assert {size.type for size in bob.messages[-1].action.photo.sizes} >= {"a", "c"}
    again = types.InputPhoto(id=picture.id, access_hash=picture.access_hash, file_reference=picture.file_reference)
    await alice(functions.messages.EditChatPhoto(chat_id=-group, photo=types.InputChatPhoto(id=again)))
    await bob.barrier()
    assert bob.messages[-1].action.photo.id == picture.id, "a picture stays what it is"
    own = (await alice(functions.photos.UpdateProfilePhoto(id=known))).photo
    assert own.id != sent.id and {size.type for size in own.sizes} >= {"a", "c"}
    for error, wrong in (
        ("PHOTO_INVALID", types.InputPhoto(id=1, access_hash=1, file_reference=sent.file_reference)),
        ("PHOTO_INVALID", types.InputPhoto(id=known.id, access_hash=1, file_reference=sent.file_reference)),
        ("FILE_REFERENCE_INVALID", types.InputPhoto(id=known.id, access_hash=known.access_hash, file_reference=b"x")),
    ):
        with refused(error):
            await alice(call.EditPhoto(channel=alice.channel(peer), photo=types.InputChatPhoto(id=wrong)))


async def test_a_group_keeps_the_date_of_its_making(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    group = await alice.create_group("Garden", bob)
    made = world.clock.now()
    world.clock.advance(100)
    await alice(functions.messages.DeleteChatUser(chat_id=-group, user_id=alice.user(bob)))
    await alice(functions.messages.AddChatUser(chat_id=-group, user_id=alice.user(bob), fwd_limit=0))
    for actor in (alice, bob):
        [shown] = (await actor(functions.messages.GetChats(id=[-group]))).chats
        assert shown.date == int(made)


async def test_switches(world: World) -> None:
    alice, bob, peer = await _town(world)
    channel = alice.channel(peer)
    await alice(call.TogglePreHistoryHidden(channel=channel, enabled=True))
    await alice(call.ToggleSlowMode(channel=channel, seconds=10))
    await alice(call.ToggleJoinToSend(channel=channel, enabled=True))
    await alice(call.UpdateUsername(channel=channel, username="the_town"))
    await alice(call.ToggleJoinRequest(channel=channel, enabled=True))
    await alice(call.ToggleParticipantsHidden(channel=channel, enabled=True))
    await alice(call.ToggleAntiSpam(channel=channel, enabled=True))
    full = await _full(bob, peer)
    assert (full.hidden_prehistory, full.slowmode_seconds, full.participants_hidden, full.antispam) == (
        True,
        10,
        True,
        True,
    )
    with refused("SECONDS_INVALID"):
        await alice(call.ToggleSlowMode(channel=channel, seconds=11))
    with refused("CHAT_NOT_MODIFIED"):
        await alice(call.ToggleAntiSpam(channel=channel, enabled=True))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.ToggleSlowMode(channel=bob.channel(peer), seconds=0))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.GetParticipants(
            channel=bob.channel(peer), filter=types.ChannelParticipantsRecent(), offset=0, limit=10, hash=0))  # fmt: skip
    await bob.write(peer, "One")
    with refused("SLOWMODE_WAIT_10"):
        await bob.write(peer, "Two")
    world.clock.advance(11)
    await bob.write(peer, "Two")
    await alice(functions.messages.ToggleNoForwards(peer=alice.chat(peer), enabled=True))
    id = await alice.write(peer, "Keep it here")
    with refused("CHAT_FORWARDS_RESTRICTED"):
        await bob(functions.messages.ForwardMessages(
            from_peer=bob.chat(peer), to_peer=types.InputPeerSelf(), id=[id], random_id=[3]))  # fmt: skip
    await alice(call.ConvertToGigagroup(channel=channel))
    with refused("CHAT_WRITE_FORBIDDEN"):
        await bob.write(peer, "Three")


async def test_a_channel_signs_its_posts_and_has_colours(world: World) -> None:
    alice, bob = await world.sign_up("Alice", last_name="Author"), await world.sign_up("Bob")
    peer = await alice.create_channel("News", bob)
    channel = alice.channel(peer)
    await alice(call.ToggleSignatures(channel=channel, signatures_enabled=True))
    await alice(call.ToggleAutotranslation(channel=channel, enabled=True))
    await alice(call.UpdateColor(channel=channel, color=3))
    await alice(call.UpdateEmojiStatus(channel=channel, emoji_status=types.EmojiStatus(document_id=77)))
    await alice(call.SetMainProfileTab(channel=channel, tab=types.ProfileTabPosts()))
    with refused("COLOR_INVALID"):
        await alice(call.UpdateColor(channel=channel, color=99))
    id = await alice.write(peer, "Signed")
    await bob.barrier()
    assert bob.messages[-1].post_author == "Alice Author"
    shown = (await bob(call.GetChannels(id=[bob.channel(peer)]))).chats[0]
    assert (shown.signatures, shown.autotranslation, shown.color.color, shown.emoji_status.document_id) == (
        True,
        True,
        3,
        77,
    )
    assert (await alice(call.GetMessageAuthor(channel=channel, id=id))).id == alice.user_id
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.GetMessageAuthor(channel=bob.channel(peer), id=id))
    with refused("MESSAGE_ID_INVALID"):
        await alice(call.GetMessageAuthor(channel=channel, id=99))


async def test_only_some_reactions_are_welcome(world: World) -> None:
    alice, bob, peer = await _town(world)
    id = await alice.write(peer, "Well?")
    allow = functions.messages.SetChatAvailableReactions(
        peer=alice.chat(peer),
        available_reactions=types.ChatReactionsSome(reactions=[types.ReactionEmoji(emoticon="👍")]),
        reactions_limit=1,
    )
    await alice(allow)
    heart = functions.messages.SendReaction(
        peer=bob.chat(peer), msg_id=id, reaction=[types.ReactionEmoji(emoticon="❤")]
    )
    with refused("REACTION_INVALID"):
        await bob(heart)
    heart.reaction = [types.ReactionEmoji(emoticon="👍")]
    await bob(heart)
    allow.available_reactions = types.ChatReactionsAll()
    await alice(allow)
    second = functions.messages.SendReaction(
        peer=alice.chat(peer), msg_id=id, reaction=[types.ReactionEmoji(emoticon="❤")]
    )
    with refused("REACTIONS_TOO_MANY"):
        await alice(second)
    icons = types.InputStickerSetEmojiDefaultTopicIcons()
    own = (await alice(functions.messages.GetStickerSet(stickerset=icons, hash=0))).documents[0].id
    second.reaction = [types.ReactionCustomEmoji(document_id=own)]
    with refused("REACTION_INVALID"):
        await alice(second)
    second.reaction = heart.reaction
    await alice(second)
    allow.available_reactions = types.ChatReactionsSome(reactions=[types.ReactionEmoji(emoticon="no emoji")])
    with refused("REACTION_INVALID"):
        await alice(allow)
    allow.available_reactions = types.ChatReactionsNone()
    await alice(allow)
    assert (await _full(bob, peer)).available_reactions == types.ChatReactionsNone()


async def test_names_make_it_public(world: World) -> None:
    alice, bob, peer = await _town(world)
    channel, sam = alice.channel(peer), await world.sign_up("Sam")
    assert await alice(call.CheckUsername(channel=channel, username="our_town")) is True
    await alice(call.UpdateUsername(channel=channel, username="our_town"))
    with refused("USERNAME_NOT_MODIFIED"):
        await alice(call.UpdateUsername(channel=channel, username="our_town"))
    other = await bob.create_channel("Other", megagroup=True)
    with refused("USERNAME_OCCUPIED"):
        await bob(call.CheckUsername(channel=bob.channel(other), username="Our_Town"))
    with refused("USERNAME_INVALID"):
        await bob(call.CheckUsername(channel=types.InputChannelEmpty(), username="no"))
    found = await sam(functions.contacts.ResolveUsername(username="our_town"))
    assert found.chats[0].access_hash == sam.channel(peer).access_hash
    joined = await sam(call.JoinChannel(channel=sam.channel(peer)))
    assert joined.updates.chats[0].left is False
    with refused("USER_ALREADY_PARTICIPANT"):
        await sam(call.JoinChannel(channel=sam.channel(peer)))
    with refused("USERNAME_NOT_MODIFIED"):
        await alice(call.ToggleUsername(channel=channel, username="our_town", active=True))
    with refused("ORDER_INVALID"):
        await alice(call.ReorderUsernames(channel=channel, order=["elsewhere"]))
    await alice(call.ReorderUsernames(channel=channel, order=["our_town"]))
    link = await bob(call.ExportMessageLink(channel=bob.channel(peer), id=1))
    assert link.link == "https://t.me/our_town/1"
    mine = await alice(call.GetAdminedPublicChannels())
    assert [chat.title for chat in mine.chats] == ["Town"]
    await alice(call.DeactivateAllUsernames(channel=channel))
    assert (await alice(call.GetAdminedPublicChannels())).chats == []
    await sam(call.LeaveChannel(channel=sam.channel(peer)))
    with refused("CHANNEL_PRIVATE"):
        await sam(call.JoinChannel(channel=sam.channel(peer)))
