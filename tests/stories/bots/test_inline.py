"""Inline mode: typed behind a bot's name, answered by the bot, sent by the person (https://core.telegram.org/api/bots/inline)."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import callback, heard, inline, make_bot
from tests.stories.harness import Actor, World, refused

INLINE = ("/setinline", "{}", "Search", "/setinlinefeedback", "{}", "100%", "/setinlinegeo", "{}", "Enable")
call = functions.messages


def article(id: str, text: str, **fields: Any) -> types.InputBotInlineResult:
    message = types.InputBotInlineMessageText(message=text, **fields)
    return types.InputBotInlineResult(id=id, type="article", title=text, send_message=message)


async def scene(world: World, layer: int = 229) -> tuple[Actor, Actor, Actor]:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob", layer=layer)
    return alice, bob, await make_bot(world, alice, "SearchBot", settings=INLINE)


def ask(actor: Actor, bot: Actor, peer: Any, query: str, **fields: Any) -> Any:
    fields.setdefault("offset", "")
    return call.GetInlineBotResults(bot=actor.user(bot), peer=peer, query=query, **fields)


async def answered(actor: Actor, bot: Actor, peer: Any, query: str, results: list[Any], **fields: Any) -> Any:
    """What somebody is shown when a bot answers so."""
    before = len(bot.heard(types.UpdateBotInlineQuery))
    waiting = actor.begin(ask(actor, bot, peer, query))
    asked = await heard(bot, types.UpdateBotInlineQuery, before + 1)
    fields.setdefault("cache_time", 0)
    assert await bot(call.SetInlineBotResults(query_id=asked.query_id, results=results, **fields))
    return await waiting


@pytest.mark.parametrize("layer", [135, 158, 229])
async def test_a_result_is_asked_for_and_sent(world: World, layer: int) -> None:
    alice, bob, bot = await scene(world, layer)
    place = types.InputGeoPoint(lat=52.5, long=13.4)
    waiting = alice.begin(ask(alice, bot, alice.peer(bob), "cats", geo_point=place))
    asked = await heard(bot, types.UpdateBotInlineQuery)
    assert asked.query == "cats" and asked.user_id == alice.user_id and asked.geo.lat == 52.5
    assert asked.peer_type == types.InlineQueryPeerTypePM()
    results = [article("a", "A cat", reply_markup=inline([callback("Purr", b"purr")])), article("b", "B")]
    pm = types.InlineBotSwitchPM(text="Settings", start_param="set")
    web = types.InlineBotWebView(text="Open", url="https://example.org")
    with refused("QUERY_ID_INVALID"):
        await bot(call.SetInlineBotResults(query_id=asked.query_id + 1, results=results, cache_time=0))
    await bot(
        call.SetInlineBotResults(
            query_id=asked.query_id, results=results, cache_time=0, next_offset="2", switch_pm=pm, switch_webview=web, gallery=True
        )
    )  # fmt: skip
    shown = await waiting
    assert [result.title for result in shown.results] == ["A cat", "B"] and shown.next_offset == "2" and shown.gallery
    assert shown.switch_pm == pm and shown.users[0].id == bot.user_id
    sent = await alice(
        call.SendInlineBotResult(peer=alice.peer(bob), query_id=shown.query_id, id="a", random_id=5, clear_draft=True)
    )
    await bob.barrier()
    message = bob.messages[-1]
    assert message.message == "A cat" and message.via_bot_id == bot.user_id
    assert message.reply_markup.rows[0].buttons[0].text == "Purr"
    again = await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=shown.query_id, id="a", random_id=5))
    assert again.updates[0].id == sent.updates[0].id
    await bot.barrier()
    [chosen] = bot.heard(types.UpdateBotInlineSend)
    assert chosen.id == "a" and chosen.query == "cats" and chosen.msg_id.owner_id == alice.user_id


async def test_a_result_is_sent_in_the_name_of_a_channel_or_kept(world: World) -> None:
    alice, bob, bot = await scene(world)
    town, news = await bob.create_channel("Town", alice, megagroup=True), await alice.create_channel("News")
    shown = await answered(alice, bot, alice.chat(town), "cats", [article("a", "A cat")])
    chosen = {"peer": alice.chat(town), "query_id": shown.query_id, "id": "a"}
    await alice(call.SendInlineBotResult(**chosen, random_id=5, send_as=alice.chat(news)))
    await bob.barrier()
    sent = bob.messages[-1]
    assert sent.from_id.channel_id == alice.channel(news).channel_id and sent.via_bot_id == bot.user_id
    with refused("SEND_AS_PEER_INVALID"):
        await alice(call.SendInlineBotResult(**chosen, random_id=6, send_as=alice.peer(bob)))
    shortcut = types.InputQuickReplyShortcut(shortcut="cat")
    await alice(call.SendInlineBotResult(**chosen, random_id=7, quick_reply_shortcut=shortcut))
    [reply] = (await alice(call.GetQuickReplies(hash=0))).quick_replies
    assert reply.shortcut == "cat" and reply.count == 1
    await bob.barrier()
    assert bob.messages[-1].id == sent.id


async def test_messages_sent_through_a_bot_can_be_changed_by_it(world: World) -> None:
    alice, bob, bot = await scene(world)
    results = [article("a", "Vote", reply_markup=inline([callback("Yes", b"yes")]))]
    shown = await answered(alice, bot, alice.peer(bob), "vote", results)
    await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=shown.query_id, id="a", random_id=5))
    await bob.barrier()
    waiting = bob.begin(call.GetBotCallbackAnswer(peer=bob.peer(alice), msg_id=bob.messages[-1].id, data=b"yes"))
    pressed = await heard(bot, types.UpdateInlineBotCallbackQuery)
    assert pressed.user_id == bob.user_id and pressed.data == b"yes"
    await bot.barrier()
    assert pressed.msg_id == bot.heard(types.UpdateBotInlineSend)[0].msg_id
    await bot(call.SetBotCallbackAnswer(query_id=pressed.query_id, message="ok", cache_time=0))
    assert (await waiting).message == "ok"
    assert await bot(
        call.EditInlineBotMessage(id=pressed.msg_id, message="Voted", reply_markup=inline([callback("No", b"no")]))
    )
    await bob.barrier()
    await alice.barrier()
    for actor in (alice, bob):
        edited = actor.heard(types.UpdateEditMessage)[-1].message
        assert edited.message == "Voted" and edited.reply_markup.rows[0].buttons[0].text == "No"
    with refused("MESSAGE_NOT_MODIFIED"):
        await bot(
            call.EditInlineBotMessage(id=pressed.msg_id, message="Voted", reply_markup=inline([callback("No", b"no")]))
        )
    wrong = types.InputBotInlineMessageID64(dc_id=2, owner_id=alice.user_id, id=pressed.msg_id.id, access_hash=3)
    with refused("MESSAGE_ID_INVALID"):
        await bot(call.EditInlineBotMessage(id=wrong, message="Hm"))
    with refused("MESSAGE_ID_INVALID"):
        await bot(
            call.EditInlineBotMessage(id=types.InputBotInlineMessageID(dc_id=2, id=1, access_hash=3), message="Hm")
        )
    await alice(call.DeleteMessages(id=[pressed.msg_id.id], revoke=True))
    with refused("MESSAGE_ID_INVALID"):
        await bot(call.EditInlineBotMessage(id=pressed.msg_id, message="Gone"))


async def test_the_same_question_is_asked_once(world: World) -> None:
    alice, bob, bot = await scene(world)
    first = await answered(alice, bot, alice.peer(bob), "x", [article("a", "For all")], cache_time=60)
    again = await bob(ask(bob, bot, bob.peer(alice), "X "))
    assert again.query_id == first.query_id and again.results == first.results
    mine = await answered(alice, bot, alice.peer(bob), "y", [article("a", "Mine")], cache_time=60, private=True)
    assert (await alice(ask(alice, bot, alice.peer(bob), "y"))).query_id == mine.query_id
    theirs = await answered(bob, bot, bob.peer(alice), "y", [article("a", "Theirs")], cache_time=60, private=True)
    assert theirs.query_id != mine.query_id
    await world.pass_time(61)
    assert (await answered(bob, bot, bob.peer(alice), "x", [])).results == []
    types_told = {repr(update.peer_type) for update in bot.heard(types.UpdateBotInlineQuery)}
    assert len(types_told) == 1
    shown = await answered(bob, bot, bob.peer(bot), "z", [])
    assert (
        shown.results == []
        and bot.heard(types.UpdateBotInlineQuery)[-1].peer_type == types.InlineQueryPeerTypeSameBotPM()
    )


async def test_every_kind_of_result(world: World) -> None:
    alice, bob, bot = await scene(world)
    point = types.InputGeoPoint(lat=1.0, long=2.0)
    places = [
        types.InputBotInlineMessageMediaGeo(geo_point=point),
        types.InputBotInlineMessageMediaGeo(geo_point=point, period=900),
        types.InputBotInlineMessageMediaVenue(
            geo_point=point, title="Zoo", address="1", provider="", venue_id="", venue_type=""
        ),
        types.InputBotInlineMessageMediaContact(phone_number="1", first_name="Carl", last_name="", vcard=""),
        types.InputBotInlineMessageMediaWebPage(message="Look", url="https://example.org"),
    ]
    results: list[Any] = [
        types.InputBotInlineResult(id=str(at), type="article", title="x", send_message=message)
        for at, message in enumerate(places)
    ]
    web = types.InputWebDocument(url="https://example.org/a.jpg", size=0, mime_type="image/jpeg", attributes=[])
    auto = types.InputBotInlineMessageMediaAuto(message="caption")
    results.append(types.InputBotInlineResult(id="web", type="photo", thumb=web, content=web, send_message=auto))
    shown = await answered(alice, bot, alice.peer(bob), "all", results)
    for number in range(5):
        await alice(
            call.SendInlineBotResult(
                peer=alice.peer(bob), query_id=shown.query_id, id=str(number), random_id=50 + number
            )
        )
    await bob.barrier()
    kinds = [type(message.media).__name__ for message in bob.messages[-5:-1]]
    assert kinds == ["MessageMediaGeo", "MessageMediaGeoLive", "MessageMediaVenue", "MessageMediaContact"]
    assert bob.messages[-1].message == "Look"
    with refused("WEBPAGE_CURL_FAILED"):  # nothing is fetched in the stories
        await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=shown.query_id, id="web", random_id=9))


def wrong_results() -> list[tuple[str, list[Any]]]:
    """What no bot may offer, and what it is refused by."""
    text = types.InputBotInlineMessageText(message="x")
    auto = types.InputBotInlineMessageMediaAuto(message="x")
    web = types.InputWebDocument(url="https://example.org/a.jpg", size=0, mime_type="image/jpeg", attributes=[])
    bad = types.InputWebDocument(url="nowhere", size=0, mime_type="image/jpeg", attributes=[])
    result = types.InputBotInlineResult
    gone = types.InputPhoto(id=4711, access_hash=5, file_reference=b"x")
    lost = types.InputDocument(id=4711, access_hash=5, file_reference=b"x")
    return [
        ("RESULT_ID_EMPTY", [article("", "x")]),
        ("RESULT_ID_INVALID", [article("x" * 65, "x")]),
        ("RESULT_ID_DUPLICATE", [article("x", "x"), article("x", "y")]),
        ("RESULTS_TOO_MUCH", [article(str(at), "x") for at in range(51)]),
        ("RESULT_TYPE_INVALID", [result(id="x", type="dream", title="x", send_message=text)]),
        ("ARTICLE_TITLE_EMPTY", [result(id="x", type="article", send_message=text)]),
        ("MESSAGE_EMPTY", [result(id="x", type="article", title="x", send_message=types.InputBotInlineMessageText(message=" "))]),
        ("SEND_MESSAGE_MEDIA_INVALID", [result(id="x", type="article", title="x", send_message=auto)]),
        ("SEND_MESSAGE_TYPE_INVALID", [result(id="x", type="article", title="x", send_message=types.InputBotInlineMessageGame())]),
        ("SEND_MESSAGE_TYPE_INVALID", [types.InputBotInlineResultGame(id="x", short_name="x", send_message=text)]),
        ("AUDIO_TITLE_EMPTY", [result(id="x", type="audio", content=web, send_message=auto)]),
        ("VIDEO_TITLE_EMPTY", [result(id="x", type="video", content=web, send_message=auto)]),
        ("FILE_TITLE_EMPTY", [result(id="x", type="file", content=web, title=" ", send_message=auto)]),
        ("AUDIO_CONTENT_URL_EMPTY", [result(id="x", type="audio", title="x", send_message=text)]),
        ("PHOTO_CONTENT_URL_EMPTY", [result(id="x", type="photo", thumb=web, send_message=auto)]),
        ("PHOTO_THUMB_URL_EMPTY", [result(id="x", type="photo", content=web, send_message=auto)]),
        ("WEBDOCUMENT_URL_INVALID", [result(id="x", type="video", title="x", thumb=web, content=bad, send_message=auto)]),
        ("REPLY_MARKUP_INVALID", [article("x", "x", reply_markup=types.ReplyKeyboardHide())]),
        *(
            ("PHOTO_INVALID", [types.InputBotInlineResultPhoto(id="x", type="photo", photo=photo, send_message=auto)])
            for photo in (types.InputPhotoEmpty(), gone)
        ),
        *(
            ("DOCUMENT_INVALID", [types.InputBotInlineResultDocument(id="x", type="file", document=file, send_message=auto)])
            for file in (types.InputDocumentEmpty(), lost)
        ),
        ("SHORT_NAME_INVALID", [types.InputBotInlineResultGame(id="x", short_name="no", send_message=types.InputBotInlineMessageGame())]),
    ]  # fmt: skip


async def test_what_no_answer_is(world: World) -> None:
    alice, bob, bot = await scene(world)
    other = await make_bot(world, alice, "PlainBot")
    with refused("BOT_INLINE_DISABLED"):
        await alice(ask(alice, other, alice.peer(bob), "x"))
    with refused("BOT_INVALID"):
        await alice(ask(alice, bob, alice.peer(bob), "x"))
    for name, results in wrong_results():
        with refused(name):
            await bot(call.SetInlineBotResults(query_id=1, results=results, cache_time=0))
    for name, fields in [
        ("NEXT_OFFSET_INVALID", {"next_offset": "x" * 65}),
        ("SWITCH_PM_TEXT_EMPTY", {"switch_pm": types.InlineBotSwitchPM(text=" ", start_param="x")}),
        ("START_PARAM_INVALID", {"switch_pm": types.InlineBotSwitchPM(text="x", start_param="x y")}),
        ("SWITCH_WEBVIEW_URL_INVALID", {"switch_webview": types.InlineBotWebView(text="x", url="http://x")}),
        ("QUERY_ID_INVALID", {}),
    ]:
        with refused(name):
            await bot(call.SetInlineBotResults(query_id=1, results=[], cache_time=0, **fields))
    with refused("USER_BOT_INVALID"):
        await alice(call.SetInlineBotResults(query_id=1, results=[], cache_time=0))


async def test_answers_that_come_too_late(world: World) -> None:
    alice, bob, bot = await scene(world)
    waiting = alice.begin(ask(alice, bot, alice.peer(bob), "slow"))
    await heard(bot, types.UpdateBotInlineQuery)
    await world.pass_time(31)
    with refused("BOT_RESPONSE_TIMEOUT"):
        await waiting
    shown = await answered(alice, bot, alice.peer(bob), "y", [article("a", "A")])
    with refused("QUERY_ID_EMPTY"):
        await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=0, id="a", random_id=5))
    with refused("INLINE_RESULT_EXPIRED"):
        await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=77, id="a", random_id=5))
    with refused("RESULT_ID_INVALID"):
        await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=shown.query_id, id="b", random_id=5))
    with refused("RANDOM_ID_EMPTY"):
        await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=shown.query_id, id="a", random_id=0))
    await world.pass_time(3601)
    with refused("INLINE_RESULT_EXPIRED"):
        await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=shown.query_id, id="a", random_id=5))


async def test_a_prepared_message(world: World) -> None:
    alice, bob, bot = await scene(world)
    result = article("a", "Share me")
    with refused("USER_ID_INVALID"):
        await bot(call.SavePreparedInlineMessage(result=result, user_id=bot.user(alice)))
    await alice.say(bot, "/start")
    kept = await bot(
        call.SavePreparedInlineMessage(
            result=result, user_id=bot.user(alice), peer_types=[types.InlineQueryPeerTypePM()]
        )
    )
    found = await alice(call.GetPreparedInlineMessage(bot=alice.user(bot), id=kept.id))
    assert found.result.title == "Share me" and found.peer_types == [types.InlineQueryPeerTypePM()]
    await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=found.query_id, id="a", random_id=5))
    await bob.barrier()
    assert bob.messages[-1].message == "Share me"
    with refused("PEER_TYPES_INVALID"):
        await alice(call.SendInlineBotResult(peer=alice.peer(bot), query_id=found.query_id, id="a", random_id=6))
    for name in (kept.id + "0", "nothing"):
        with refused("RESULT_ID_INVALID"):
            await alice(call.GetPreparedInlineMessage(bot=alice.user(bot), id=name))
    with refused("RESULT_ID_INVALID"):
        await bob(call.GetPreparedInlineMessage(bot=bob.user(bot), id=kept.id))
