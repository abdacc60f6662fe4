"""What Telegram calls what it refuses, each beside what is not refused."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.contents.test_polls import question
from tests.stories.groups.test_comments import linked
from tests.stories.groups.test_invites import export
from tests.stories.harness import Actor, World, refused

call, channels, account = functions.messages, functions.channels, functions.account
REACHES: dict[str, Any] = {
    "history": lambda peer: call.GetHistory(peer=peer, limit=3),
    "search": lambda peer: call.Search(peer=peer, q="x", filter=types.InputMessagesFilterEmpty(), limit=3),
    "read": lambda peer: call.ReadHistory(peer=peer, max_id=0),
    "empty": lambda peer: call.DeleteHistory(peer=peer, max_id=0),
    "type": lambda peer: call.SetTyping(peer=peer, action=types.SendMessageTypingAction()),
    "bar": lambda peer: call.GetPeerSettings(peer=peer),
    "dialog": lambda peer: call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=peer)]),
    "pin dialog": lambda peer: call.ToggleDialogPin(peer=types.InputDialogPeer(peer=peer), pinned=True),
    "mark": lambda peer: call.MarkDialogUnread(peer=types.InputDialogPeer(peer=peer), unread=True),
    "draft": lambda peer: call.SaveDraft(peer=peer, message="half a"),
    "waiting": lambda peer: call.GetScheduledHistory(peer=peer, hash=0),
    "archive": lambda peer: functions.folders.EditPeerFolders(folder_peers=[types.InputFolderPeer(peer=peer, folder_id=1)]),
    "mute": lambda peer: account.UpdateNotifySettings(
        peer=types.InputNotifyPeer(peer=peer), settings=types.InputPeerNotifySettings(silent=True)
    ),
    "onlines": lambda peer: call.GetOnlines(peer=peer),
    "views": lambda peer: call.GetMessagesViews(peer=peer, id=[1], increment=True),
    "mentions": lambda peer: call.GetUnreadMentions(peer=peer, limit=3),
    "send": lambda peer: call.SendMessage(peer=peer, message="let me in", random_id=7),
    "edit": lambda peer: call.EditMessage(peer=peer, id=1, message="changed"),
    "pin": lambda peer: call.UpdatePinnedMessage(peer=peer, id=1),
    "send as": lambda peer: channels.GetSendAs(peer=peer),
}  # fmt: skip
"""What takes a look into a chat."""


async def test_a_chat_that_is_not_yours(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    group = await bob.create_group("Garden", await world.sign_up("Carol"))
    town, own = await bob.create_channel("Town", megagroup=True), await alice.create_channel("Home", megagroup=True)
    await alice.write(own, "hello")
    wrong = (
        ("PEER_ID_INVALID", alice.chat(group)),
        ("PEER_ID_INVALID", types.InputPeerChat(chat_id=4711)),
        ("PEER_ID_INVALID", types.InputPeerUser(user_id=bob.user_id, access_hash=5)),
        ("PEER_ID_INVALID", types.InputPeerEmpty()),
        ("CHANNEL_INVALID", types.InputPeerChannel(channel_id=77, access_hash=5)),
        ("CHANNEL_PRIVATE", alice.chat(town)),
    )
    for name, reach in REACHES.items():
        for error, peer in wrong:
            if name == "search" and isinstance(peer, types.InputPeerEmpty):
                continue  # it looks into every chat
            with refused(error):
                await alice(reach(peer))
        if name not in ("edit", "pin"):
            await alice(reach(alice.chat(own)))
    nobody = alice.peer(4711)
    for ask in (REACHES["bar"](nobody), call.HidePeerSettingsBar(peer=nobody)):
        with refused("PEER_ID_INVALID"):
            await alice(ask)


async def test_a_channel_that_is_not_there(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await bob.create_channel("Town", megagroup=True)
    reaches: list[Any] = [
        lambda one: channels.GetFullChannel(channel=one),
        lambda one: channels.GetMessages(channel=one, id=[types.InputMessageID(id=1)]),
        lambda one: channels.GetParticipants(
            channel=one, filter=types.ChannelParticipantsRecent(), offset=0, limit=5, hash=0
        ),
        lambda one: channels.ReadHistory(channel=one, max_id=1),
        lambda one: channels.JoinChannel(channel=one),
        lambda one: channels.LeaveChannel(channel=one),
        lambda one: channels.DeleteMessages(channel=one, id=[1]),
        lambda one: channels.DeleteHistory(channel=one, max_id=1),
        lambda one: channels.ExportMessageLink(channel=one, id=1),
        lambda one: functions.updates.GetChannelDifference(
            channel=one, filter=types.ChannelMessagesFilterEmpty(), pts=1, limit=10
        ),
    ]
    for ask in reaches:
        for error, wrong in (
            ("CHANNEL_INVALID", types.InputChannel(channel_id=77, access_hash=5)),
            ("CHANNEL_INVALID", types.InputChannelEmpty()),
            ("CHANNEL_PRIVATE", alice.channel(town)),
        ):
            with refused(error):
                await alice(ask(wrong))


async def test_folders_that_are_not_there(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "hello")
    page: dict[str, Any] = {"offset_peer": types.InputPeerEmpty(), "limit": 5}
    found = {"q": "hello", "filter": types.InputMessagesFilterEmpty(), "offset_rate": 0, **page}
    for ask in (
        lambda id: call.GetDialogs(folder_id=id, **page),
        lambda id: call.GetPinnedDialogs(folder_id=id),
        lambda id: call.ReorderPinnedDialogs(folder_id=id, order=[]),
        lambda id: call.SearchGlobal(folder_id=id, **found),
    ):
        with refused("FOLDER_ID_INVALID"):
            await alice(ask(7))
        await alice(ask(0))


async def test_who_is_not_meant(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    wrong, channel = types.InputPeerUser(user_id=bob.user_id, access_hash=5), alice.channel(town)
    gone = types.ChatBannedRights(view_messages=True, until_date=0)
    for ask in (
        lambda who: channels.GetParticipant(channel=channel, participant=who),
        lambda who: channels.DeleteParticipantHistory(channel=channel, participant=who),
        lambda who: channels.EditBanned(channel=channel, participant=who, banned_rights=gone),
    ):
        with refused("PARTICIPANT_ID_INVALID"):
            await alice(ask(wrong))
        await alice(ask(alice.peer(bob)))


async def test_titles_of_admins(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    edit = channels.EditAdmin(
        channel=alice.channel(town), user_id=alice.user(bob), admin_rights=types.ChatAdminRights(other=True), rank="🔥"
    )
    with refused("ADMIN_RANK_EMOJI_NOT_ALLOWED"):
        await alice(edit)
    edit.rank = "Chief №1"
    await alice(edit)


async def test_groups_that_ask_before_somebody_joins(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", megagroup=True)
    ask = channels.ToggleJoinRequest(channel=alice.channel(town), enabled=True)
    with refused("CHAT_PUBLIC_REQUIRED"):
        await alice(ask)
    await alice(channels.UpdateUsername(channel=alice.channel(town), username="the_town"))
    await alice(ask)
    _, talk = await linked(alice, bob)
    await alice(channels.ToggleJoinRequest(channel=alice.channel(talk), enabled=True))
    with refused("INVITE_HASH_EXPIRED"):
        await alice(call.HideAllChatJoinRequests(peer=alice.chat(town), approved=True, link="https://t.me/+nothing"))
    link = (await export(alice, town)).link
    with refused("HIDE_REQUESTER_MISSING"):
        await alice(call.HideAllChatJoinRequests(peer=alice.chat(town), approved=True, link=link))


async def test_bots_have_their_places(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice)
    news, town = await alice.create_channel("News"), await alice.create_channel("Town", megagroup=True)
    with refused("USER_BOT"):
        await alice(channels.InviteToChannel(channel=alice.channel(news), users=[alice.user(bot)]))
    rights = types.ChatAdminRights(invite_users=True, other=True)
    for peer in (news, town):
        await alice(
            channels.EditAdmin(channel=alice.channel(peer), user_id=alice.user(bot), admin_rights=rights, rank="")
        )
    made = await export(bot, town, title="The bot's")
    edit = call.EditExportedChatInvite(peer=alice.chat(town), link=made.link, title="Mine")
    with refused("EDIT_BOT_INVITE_FORBIDDEN", 403):
        await alice(edit)
    assert (
        await bot(call.EditExportedChatInvite(peer=bot.chat(town), link=made.link, title="Ours"))
    ).invite.title == "Ours"
    await alice.say(bot, "/start")
    await bot.barrier()
    id = bot.messages[-1].id
    with refused("BOT_ONESIDE_NOT_AVAIL"):
        await bot(call.UpdatePinnedMessage(peer=bot.peer(alice), id=id, pm_oneside=True))
    await bot(call.UpdatePinnedMessage(peer=bot.peer(alice), id=id))
    with refused("START_PARAM_TOO_LONG"):
        await alice(call.StartBot(bot=alice.user(bot), peer=types.InputPeerEmpty(), random_id=5, start_param="x" * 65))
    await alice(call.StartBot(bot=alice.user(bot), peer=types.InputPeerEmpty(), random_id=5, start_param="x" * 64))


async def test_what_people_ask_for_bots(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice)
    some = types.DataJSON(data="{}")
    asked: list[Any] = [
        functions.bots.GetBotInfo(lang_code=""),
        functions.bots.SetBotInfo(lang_code="", about="x"),
        functions.bots.GetBotCommands(scope=types.BotCommandScopeDefault(), lang_code=""),
        functions.bots.SendCustomRequest(custom_method="x", params=some),
        functions.bots.AnswerWebhookJSONQuery(query_id=1, data=some),
        call.SetInlineBotResults(query_id=1, results=[], cache_time=0),
    ]
    for ask in asked:
        with refused("USER_BOT_INVALID"):
            await alice(ask)
    for ask in asked[:3]:
        await bot(ask)
    with refused("DATA_JSON_INVALID"):
        await bot(functions.bots.AnswerWebhookJSONQuery(query_id=1, data=types.DataJSON(data="{")))
    with refused("QUERY_ID_INVALID"):
        await bot(asked[4])
    assert await alice(functions.bots.SetBotInfo(bot=alice.user(bot), lang_code="", about="x"))


async def test_several_messages_in_slow_mode(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    await alice(channels.ToggleSlowMode(channel=alice.channel(town), seconds=10))
    own = [(await bob.say(alice, text)).id for text in ("one", "two")]

    def forward(ids: list[int]) -> Any:
        numbers = [world.random.getrandbits(60) for _ in ids]
        return call.ForwardMessages(from_peer=bob.peer(alice), id=ids, random_id=numbers, to_peer=bob.chat(town))

    with refused("SLOWMODE_MULTI_MSGS_DISABLED"):
        await bob(forward(own))
    await bob(forward(own[:1]))


async def test_a_quiz_that_was_not_answered(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    media = question("Soup", "Salad", quiz=True)
    media.correct_answers = [0]
    sent = await alice(call.SendMedia(peer=alice.chat(town), media=media, message="", random_id=5))
    id = next(one.id for one in sent.updates if one.NAME == "updateMessageID")

    def forward(actor: Actor, **how: bool) -> Any:
        number = world.random.getrandbits(60)
        return call.ForwardMessages(
            from_peer=actor.chat(town), id=[id], random_id=[number], to_peer=types.InputPeerSelf(), **how
        )

    with refused("QUIZ_ANSWER_MISSING"):
        await bob(forward(bob, drop_author=True))
    await bob(forward(bob))
    await alice(forward(alice, drop_author=True))
    shown = (await bob(channels.GetMessages(channel=bob.channel(town), id=[types.InputMessageID(id=id)]))).messages[0]
    await bob(call.SendVote(peer=bob.chat(town), msg_id=id, options=[shown.media.poll.answers[0].option]))
    await bob(forward(bob, drop_author=True))


async def test_what_is_empty_or_upside_down(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    group, town = await alice.create_group("Garden", bob), await alice.create_channel("Town", bob, megagroup=True)
    turned = types.ChannelMessagesFilter(ranges=[types.MessageRange(min_id=9, max_id=1)])
    wrong: list[tuple[str, Any]] = [
        ("MESSAGE_EMPTY", call.GetWebPagePreview(message=" ")),
        ("EMOTICON_EMPTY", call.GetStickers(emoticon="", hash=0)),
        ("EMOTICON_EMPTY", call.SearchCustomEmoji(emoticon=" ", hash=0)),
        ("EMOTICON_STICKERPACK_MISSING", call.GetStickerSet(stickerset=types.InputStickerSetDice(emoticon=""), hash=0)),
        ("CHAT_REVOKE_DATE_UNSUPPORTED", call.DeleteHistory(peer=alice.chat(group), max_id=0, min_date=1, max_date=2)),
        ("MIN_DATE_INVALID", call.DeleteHistory(peer=alice.peer(bob), max_id=0, min_date=2, max_date=1)),
        ("CODE_HASH_INVALID", account.ConfirmPhone(phone_code_hash="x", phone_code="1")),
        ("AUTH_TOKEN_INVALIDX", functions.auth.AcceptLoginToken(token=b"x")),
        ("RANGES_INVALID", functions.updates.GetChannelDifference(channel=alice.channel(town), filter=turned, pts=1, limit=10)),
        ("RANDOM_ID_EMPTY", call.SendMedia(
            peer=alice.peer(bob), media=types.InputMediaDice(emoticon="🎲"), message="", random_id=0)),
        ("RANDOM_ID_EMPTY", call.SendMultiMedia(peer=alice.peer(bob), multi_media=[
            types.InputSingleMedia(media=types.InputMediaEmpty(), random_id=0, message="")])),
    ]  # fmt: skip
    for error, ask in wrong:
        with refused(error):
            await alice(ask)
    straight = types.ChannelMessagesFilter(ranges=[types.MessageRange(min_id=1, max_id=9)])
    ask = functions.updates.GetChannelDifference(channel=alice.channel(town), filter=straight, pts=1, limit=10)
    assert (await alice(ask)).final
    await alice(call.DeleteHistory(peer=alice.peer(bob), max_id=0, min_date=1, max_date=2))


async def test_files_that_are_not_there(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    gone = types.InputDocument(id=4711, access_hash=5, file_reference=b"x")
    photo = types.InputPhoto(id=4711, access_hash=5, file_reference=b"x")
    own = types.InputPeerSelf()
    wrong: list[tuple[str, Any]] = [
        ("STICKER_ID_INVALID", call.FaveSticker(id=gone, unfave=False)),
        ("STICKER_ID_INVALID", call.SaveRecentSticker(id=gone, unsave=False)),
        ("GIF_ID_INVALID", call.SaveGif(id=gone, unsave=False)),
        ("STICKER_INVALID", functions.stickers.RemoveStickerFromSet(sticker=gone)),
        (
            "DOCUMENT_INVALID",
            call.SendMedia(peer=own, media=types.InputMediaDocument(id=gone), message="", random_id=5),
        ),
        ("MEDIA_EMPTY", call.SendMedia(peer=own, media=types.InputMediaPhoto(id=photo), message="", random_id=5)),
        ("PHOTO_ID_INVALID", functions.photos.UpdateProfilePhoto(id=photo)),
        ("MSG_ID_INVALID", call.GetMessageReactionsList(peer=alice.chat(town), id=99, limit=5)),
        ("MSG_ID_INVALID", call.GetPollVotes(peer=alice.chat(town), id=99, limit=5)),
    ]
    for error, ask in wrong:
        with refused(error):
            await alice(ask)
    chats = types.InputPrivacyValueAllowChatParticipants(chats=[-(2**63), 0, 5])
    kept = await alice(account.SetPrivacy(key=types.InputPrivacyKeyAbout(), rules=[chats]))
    assert kept.rules[0].chats in ([5], []), "what names no chat is left out"
