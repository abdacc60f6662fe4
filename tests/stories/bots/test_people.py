"""What people let bots do, and what bots ask of people."""

from __future__ import annotations

import pytest

from angarium.domain.bots import previews
from angarium.model import orders
from angarium.tl import functions, types
from tests.stories.bots.robots import converse, make_bot, make_token, photo_of
from tests.stories.harness import Actor, World, refused
from tests.stories.operator.test_orders import order

call = functions.bots


async def scene(world: World) -> tuple[Actor, Actor]:
    alice = await world.sign_up("Alice")
    return alice, await make_bot(world, alice, "KindBot")


async def test_links_start_bots(world: World) -> None:
    alice, bot = await scene(world)
    begin = functions.messages.StartBot(bot=alice.user(bot), peer=alice.peer(bot), random_id=5, start_param="ref-1_A")
    own = (await alice(begin)).updates[-1].message
    assert own.message == "/start" and (await alice(begin)).updates[-1].message == own
    await bot.barrier()
    assert bot.messages[-1].message == "/start ref-1_A" and bot.messages[-1].entities[0].length == 6
    await bot.say(alice, "Welcome")
    bar = (await alice(functions.messages.GetPeerSettings(peer=alice.peer(bot)))).settings
    assert bar == types.PeerSettings(), "nobody is asked to keep a bot among their contacts"
    with refused("START_PARAM_INVALID"):
        await alice(
            functions.messages.StartBot(bot=alice.user(bot), peer=alice.peer(bot), random_id=6, start_param="a b")
        )
    with refused("BOT_INVALID"):
        await alice(
            functions.messages.StartBot(
                bot=types.InputUserSelf(), peer=types.InputPeerEmpty(), random_id=6, start_param=""
            )
        )
    with refused("PEER_ID_INVALID"):
        await alice(
            functions.messages.StartBot(bot=alice.user(bot), peer=types.InputPeerSelf(), random_id=6, start_param="")
        )
    with refused("RANDOM_ID_EMPTY"):
        await alice(functions.messages.StartBot(bot=alice.user(bot), peer=alice.peer(bot), random_id=0, start_param=""))


async def test_writing_is_allowed(world: World) -> None:
    alice, bot = await scene(world)
    assert not await alice(call.CanSendMessage(bot=alice.user(bot)))
    with refused("PEER_ID_INVALID"):
        await bot.say(alice, "Hello")
    made = await alice(call.AllowSendMessage(bot=alice.user(bot)))
    assert made.updates[-1].message.action.from_request
    assert await alice(call.CanSendMessage(bot=alice.user(bot)))
    assert (await alice(call.AllowSendMessage(bot=alice.user(bot)))).updates == []
    await bot.say(alice, "Hello")
    nobody = types.InputPeerUser(user_id=4711, access_hash=0)
    picture = types.InputPeerPhotoFileLocation(peer=nobody, photo_id=5)
    for name, ask in (
        ("PEER_ID_INVALID", functions.messages.SendMessage(peer=nobody, message="Hello?", random_id=5)),
        ("PEER_ID_INVALID", functions.upload.GetFile(location=picture, offset=0, limit=1024)),
        ("USER_ID_INVALID", functions.users.GetFullUser(id=types.InputUser(user_id=4711, access_hash=0))),
    ):
        with refused(name):
            await bot(ask)
    assert await bot(functions.users.GetFullUser(id=types.InputUser(user_id=alice.user_id, access_hash=0)))
    with refused("BOT_INVALID"):
        await alice(call.AllowSendMessage(bot=types.InputUserSelf()))
    with refused("BOT_INVALID"):
        await alice(call.CanSendMessage(bot=types.InputUserSelf()))


async def test_a_bot_sets_the_status(world: World) -> None:
    alice, bot = await scene(world)
    status = types.EmojiStatus(document_id=77, until=int(world.clock.now()) + 60)
    with refused("USER_PERMISSION_DENIED", 403):
        await bot(call.UpdateUserEmojiStatus(user_id=bot.user(alice), emoji_status=status))
    assert await alice(call.ToggleUserEmojiStatusPermission(bot=alice.user(bot), enabled=True))
    assert (await alice(functions.users.GetFullUser(id=alice.user(bot)))).full_user.bot_can_manage_emoji_status
    assert await bot(call.UpdateUserEmojiStatus(user_id=bot.user(alice), emoji_status=status))
    await alice.barrier()
    assert alice.heard(types.UpdateUserEmojiStatus)[-1].emoji_status == status
    await bot(call.UpdateUserEmojiStatus(user_id=bot.user(alice), emoji_status=types.EmojiStatusEmpty()))
    with refused("BOT_INVALID"):
        await alice(call.ToggleUserEmojiStatusPermission(bot=types.InputUserSelf(), enabled=True))


async def test_people_are_asked_for(world: World) -> None:
    alice, bot = await scene(world)
    bob = await world.sign_up("Bob")
    await alice.say(bot, "/start")
    asks = types.InputButtonTypeRequestPeer(
        button_id=7, peer_type=types.RequestPeerTypeUser(bot=False), max_quantity=2, name_requested=True
    )
    key = types.KeyboardButton(text="Who?", type=asks)
    await bot.say(alice, "who?", reply_markup=types.ReplyKeyboardMarkup(rows=[types.KeyboardButtonRow(buttons=[key])]))
    await alice.barrier()
    id = alice.messages[-1].id
    made = await alice(
        functions.messages.SendBotRequestedPeer(
            peer=alice.peer(bot), msg_id=id, button_id=7, requested_peers=[alice.peer(bob)]
        )
    )
    assert made.updates[-1].message.action == types.MessageActionRequestedPeer(
        button_id=7, peers=[types.PeerUser(user_id=bob.user_id)]
    )
    await bot.barrier()
    [told] = bot.messages[-1].action.peers
    assert told.user_id == bob.user_id and told.first_name == "Bob" and told.username is None
    with refused("BUTTON_INVALID"):
        await alice(
            functions.messages.SendBotRequestedPeer(
                peer=alice.peer(bot), msg_id=id, button_id=8, requested_peers=[alice.peer(bob)]
            )
        )
    with refused("MESSAGE_ID_INVALID"):
        await alice(
            functions.messages.SendBotRequestedPeer(
                peer=alice.peer(bot), msg_id=99, button_id=7, requested_peers=[alice.peer(bob)]
            )
        )
    with refused("PEERS_LIST_EMPTY"):
        await alice(
            functions.messages.SendBotRequestedPeer(peer=alice.peer(bot), msg_id=id, button_id=7, requested_peers=[])
        )
    with refused("PEER_ID_INVALID"):
        await alice(
            functions.messages.SendBotRequestedPeer(
                peer=alice.peer(bot), msg_id=id, button_id=7, requested_peers=[alice.peer(bot)]
            )
        )


async def test_people_are_asked_for_from_within_a_web_app(world: World) -> None:
    alice, bot = await scene(world)
    bob = await world.sign_up("Bob")
    asks = types.InputButtonTypeRequestPeer(button_id=7, peer_type=types.RequestPeerTypeUser(), max_quantity=1)
    key = types.KeyboardButton(text="Who?", type=asks)
    kept = await bot(call.RequestWebViewButton(user_id=bot.user(alice), button=key))
    found = await alice(call.GetRequestedWebViewButton(bot=alice.user(bot), webapp_req_id=kept.webapp_req_id))
    assert found.text == "Who?" and found.type.button_id == 7
    await alice(
        functions.messages.SendBotRequestedPeer(
            peer=alice.peer(bot), webapp_req_id=kept.webapp_req_id, button_id=7, requested_peers=[alice.peer(bob)]
        )
    )
    with refused("BUTTON_INVALID"):
        await bob(call.GetRequestedWebViewButton(bot=bob.user(bot), webapp_req_id=kept.webapp_req_id))
    with refused("BUTTON_TYPE_INVALID"):
        plain = types.KeyboardButton(text="x", type=types.ButtonTypeDefault())
        await bot(call.RequestWebViewButton(user_id=bot.user(alice), button=plain))


async def test_a_page_with_pictures(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bot = await scene(world)
    photo = await photo_of(alice)
    first = await alice(call.AddPreviewMedia(bot=alice.user(bot), lang_code="", media=photo))
    other = await photo_of(alice)
    second = await alice(call.AddPreviewMedia(bot=alice.user(bot), lang_code="", media=other))
    assert first.media.photo.id == photo.id.id
    shown = await alice(call.GetPreviewMedias(bot=alice.user(bot)))
    assert [one.media.photo.id for one in shown] == [second.media.photo.id, first.media.photo.id]
    assert await alice(call.ReorderPreviewMedias(bot=alice.user(bot), lang_code="", order=[photo]))
    info = await alice(call.GetPreviewInfo(bot=alice.user(bot), lang_code=""))
    assert [one.media.photo.id for one in info.media] == [photo.id.id, other.id.id] and info.lang_codes == []
    new = await photo_of(alice)
    edited = await alice(call.EditPreviewMedia(bot=alice.user(bot), lang_code="", media=photo, new_media=new))
    assert edited.media.photo.id == new.id.id
    monkeypatch.setattr(previews, "MOST", 2)
    with refused("MEDIA_INVALID"):
        await alice(call.AddPreviewMedia(bot=alice.user(bot), lang_code="", media=photo))
    assert await alice(call.DeletePreviewMedia(bot=alice.user(bot), lang_code="", media=[new, other]))
    assert await alice(call.GetPreviewMedias(bot=alice.user(bot))) == []
    with refused("MEDIA_INVALID"):
        await alice(call.EditPreviewMedia(bot=alice.user(bot), lang_code="", media=photo, new_media=new))
    bob = await world.sign_up("Bob")
    with refused("BOT_INVALID"):
        await bob(call.AddPreviewMedia(bot=bob.user(bot), lang_code="", media=types.InputMediaDice(emoticon="🎲")))
    with refused("MEDIA_INVALID"):
        await alice(call.AddPreviewMedia(bot=alice.user(bot), lang_code="", media=types.InputMediaDice(emoticon="🎲")))
    for wrong in (
        call.GetPreviewInfo(bot=bob.user(bot), lang_code=""),
        call.DeletePreviewMedia(bot=bob.user(bot), lang_code="", media=[]),
        call.ReorderPreviewMedias(bot=bob.user(bot), lang_code="", order=[]),
    ):
        with refused("BOT_INVALID"):
            await bob(wrong)


async def test_bots_are_found(world: World) -> None:
    alice, bot = await scene(world)
    bob = await world.sign_up("Bob")
    assert (await bob(call.GetPopularAppBots(offset="", limit=10))).users == []
    await converse(alice, "/setmainapp", "@KindBot", "https://example.org")
    for offset in ("", "²"):
        assert [one.id for one in (await bob(call.GetPopularAppBots(offset=offset, limit=10))).users] == [bot.user_id]
    second = await make_bot(world, alice, "OtherKindBot")
    await alice.say(bot, "/start")
    await alice.say(second, "/start")
    found = await bob(call.GetBotRecommendations(bot=bob.user(bot)))
    assert second.user_id in [one.id for one in found.users]
    with refused("BOT_INVALID"):
        await bob(call.GetBotRecommendations(bot=types.InputUserSelf()))


async def test_a_bot_vouches(world: World) -> None:
    alice, bot = await scene(world)
    bob = await world.sign_up("Bob")
    with refused("BOT_VERIFIER_FORBIDDEN", 403):
        await alice(call.SetCustomVerification(bot=alice.user(bot), peer=alice.peer(bob), enabled=True))
    await order(world, bot.user_id, kind=orders.VOUCH, text="The Town", icon=5)
    assert await alice(
        call.SetCustomVerification(bot=alice.user(bot), peer=alice.peer(bob), enabled=True, custom_description="Mayor")
    )
    seen = (await alice(functions.users.GetFullUser(id=alice.user(bob)))).full_user
    assert seen.bot_verification.description == "Mayor" and seen.bot_verification.bot_id == bot.user_id
    rival = int((await make_token(alice, "RivalBot")).partition(":")[0])
    await order(world, rival, kind=orders.VOUCH, text="The Village", icon=6)
    with refused("BOT_INVALID"):  # another has spoken for him
        await alice(call.SetCustomVerification(bot=alice.user(rival), peer=alice.peer(bob), enabled=True))
    with refused("ABOUT_TOO_LONG"):
        await bot(call.SetCustomVerification(peer=bot.peer(bob), enabled=True, custom_description="x" * 71))
    assert await bot(call.SetCustomVerification(peer=bot.peer(bob)))
    assert (await alice(functions.users.GetFullUser(id=alice.user(bob)))).full_user.bot_verification is None
    with refused("BOT_INVALID"):
        await bob(call.SetCustomVerification(bot=bob.user(bot), peer=bob.peer(alice), enabled=True))


async def test_what_only_the_bot_api_server_has(world: World) -> None:
    _, bot = await scene(world)
    with refused("METHOD_INVALID"):
        await bot(call.SendCustomRequest(custom_method="x", params=types.DataJSON(data="{}")))
    with refused("DATA_JSON_INVALID"):
        await bot(call.SendCustomRequest(custom_method="x", params=types.DataJSON(data="{")))
    with refused("QUERY_ID_INVALID"):
        await bot(call.AnswerWebhookJSONQuery(query_id=5, data=types.DataJSON(data="{}")))
