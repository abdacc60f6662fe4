"""Keyboards below messages, and what happens when they are pressed (https://core.telegram.org/api/bots/buttons)."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.accounts.secrets import prove, set_password
from tests.stories.accounts.times import days_pass
from tests.stories.bots.robots import button, callback, converse, heard, inline, make_bot
from tests.stories.harness import Actor, World, refused


async def started(world: World, layer: int = 229) -> tuple[Actor, Actor]:
    """Somebody, and a bot that may write to them."""
    alice = await world.sign_up("Alice", layer=layer)
    bot = await make_bot(world, alice)
    await alice.say(bot, "/start")
    return alice, bot


@pytest.mark.parametrize("layer", [135, 152, 181, 216, 229])
async def test_every_kind_of_inline_button(world: World, layer: int) -> None:
    alice, bot = await started(world, layer)
    markup = inline(
        [callback("Press", b"data"), button("Open", types.InlineButtonTypeUrl(url="https://example.org"))],
        [
            button("Search", types.InlineButtonTypeSwitchInline(query="q", same_peer=True)),
            button("Share", types.InlineButtonTypeSwitchInline(query="q", peer_types=[types.InlineQueryPeerTypePM()])),
        ],
        [button("Copy", types.InlineButtonTypeCopy(copy_text="this")), button("Off", types.InlineButtonTypeDisabled())],
        [button("App", types.InlineButtonTypeWebView(url="https://example.org/app"))],
        [button("Alice", types.InputInlineButtonTypeUserProfile(user_id=bot.user(alice)))],
        [button("Sign in", types.InputInlineButtonTypeUrlAuth(url="https://example.org/login", fwd_text="see"))],
    )
    styled = types.KeyboardInlineButton(
        text="Red", style=types.KeyboardButtonStyle(bg_danger=True), type=types.InlineButtonTypeCallback(data=b"r")
    )
    markup.rows.append(types.KeyboardInlineButtonRow(buttons=[styled]))
    sent = await bot.say(alice, "choose", reply_markup=markup)
    await alice.barrier()
    shown = alice.messages[-1].reply_markup
    texts = [one.text for row in shown.rows for one in row.buttons]
    assert texts == ["Press", "Open", "Search", "Share", "Copy", "Off", "App", "Alice", "Sign in", "Red"]
    assert shown.rows[0].buttons[0].type == types.InlineButtonTypeCallback(data=b"data")
    own = next(update.message for update in sent.updates if update.NAME == "updateNewMessage")
    if layer == 229:
        assert shown == own.reply_markup
        assert shown.rows[5].buttons[0].type.button_id == 8 and shown.rows[6].buttons[0].style.bg_danger
        assert shown.rows[4].buttons[0].type == types.InlineButtonTypeUserProfile(user_id=alice.user_id)


async def test_a_button_that_leads_to_somebody_tells_who_they_are(world: World) -> None:
    alice, bot = await started(world)
    carol = await world.sign_up("Carol")
    markup = inline([button("Carol", types.InputInlineButtonTypeUserProfile(user_id=bot.user(carol)))])
    await bot.say(alice, "ask her", reply_markup=markup)
    history = await alice(functions.messages.GetHistory(peer=alice.peer(bot), limit=1))
    assert {user.id: user.first_name for user in history.users}[carol.user_id] == "Carol"
    await alice.barrier()
    assert carol.user_id in {user.id for packet in alice.packets for user in getattr(packet, "users", ())}


@pytest.mark.parametrize("layer", [135, 152, 229])
async def test_keyboards_for_answers(world: World, layer: int) -> None:
    alice, bot = await started(world, layer)
    kinds: list[Any] = [
        types.ButtonTypeDefault(), types.ButtonTypeRequestPhone(), types.ButtonTypeRequestGeoLocation(),
        types.ButtonTypeRequestPoll(quiz=True), types.ButtonTypeSimpleWebView(url="https://example.org"),
        types.InputButtonTypeRequestPeer(button_id=1, peer_type=types.RequestPeerTypeUser(bot=False), max_quantity=2),
        types.ButtonTypeRequestPeer(button_id=2, peer_type=types.RequestPeerTypeBroadcast(creator=True), max_quantity=1),
        types.ButtonTypeRequestPeer(
            button_id=3, max_quantity=1,
            peer_type=types.RequestPeerTypeChat(forum=True, user_admin_rights=types.ChatAdminRights(ban_users=True, other=True)),
        ),
    ]  # fmt: skip
    rows = [
        types.KeyboardButtonRow(buttons=[types.KeyboardButton(text=f"b{at}", type=kind)])
        for at, kind in enumerate(kinds)
    ]
    board = types.ReplyKeyboardMarkup(rows=rows, resize=True, single_use=True, persistent=True, placeholder="Choose")
    await bot.say(alice, "choose", reply_markup=board)
    hide = types.ReplyKeyboardHide(selective=True)
    await bot.say(alice, "gone", reply_markup=hide)
    force = types.ReplyKeyboardForceReply(single_use=True, placeholder="Say")
    await bot.say(alice, "say", reply_markup=force)
    await alice.barrier()
    shown, gone, asked = (message.reply_markup for message in alice.messages[-3:])
    assert [row.buttons[0].text for row in shown.rows] == [f"b{at}" for at in range(8)]
    assert gone == hide and asked == force and shown.resize
    if layer == 229:
        assert shown.rows[7].buttons[0].type == kinds[7]
        assert shown.rows[5].buttons[0].type.max_quantity == 2


async def test_what_no_keyboard_is(world: World) -> None:
    alice, bot = await started(world)
    wrong: list[tuple[str, Any]] = [
        ("BUTTON_DATA_INVALID", inline([callback("x", b"")])),
        ("BUTTON_DATA_INVALID", inline([callback("x", b"x" * 65)])),
        ("BUTTON_TEXT_INVALID", inline([callback(" ", b"x")])),
        ("BUTTON_URL_INVALID", inline([button("x", types.InlineButtonTypeUrl(url="javascript:alert(1)"))])),
        ("BUTTON_URL_INVALID", inline([button("x", types.InlineButtonTypeWebView(url="http://example.org"))])),
        ("BUTTON_TYPE_INVALID", inline([button("x", types.InlineButtonTypeBuy())])),
        ("BUTTON_TYPE_INVALID", inline([button("x", types.InlineButtonTypeGame())])),
        ("BUTTON_COPY_TEXT_INVALID", inline([button("x", types.InlineButtonTypeCopy(copy_text=""))])),
        ("REPLY_MARKUP_TOO_LONG", inline(*[[callback("x", b"x")] * 8] * 40)),
        ("REPLY_MARKUP_TOO_LONG", inline(*[[callback("x" * 256, b"x")] * 8] * 10)),
        ("BUTTON_DATA_INVALID", inline([button("x", types.InlineButtonTypeSwitchInline(query="x" * 257))])),
        ("BUTTON_TYPE_INVALID", inline([button("x", types.InlineButtonTypeUserProfile(user_id=alice.user_id))])),
        ("REPLY_MARKUP_INVALID", types.ReplyKeyboardMarkup(rows=[])),
    ]  # fmt: skip
    stranger = types.InputUser(user_id=alice.user_id, access_hash=7)
    nobody = types.InputUser(user_id=-alice.user_id, access_hash=0)
    for who in (stranger, nobody):
        profile = types.InputInlineButtonTypeUserProfile(user_id=who)
        wrong.append(("BUTTON_USER_INVALID", inline([button("x", profile)])))
    many = types.ButtonTypeRequestPeer(button_id=1, peer_type=types.RequestPeerTypeUser(), max_quantity=11)
    row = types.KeyboardButtonRow(buttons=[types.KeyboardButton(text="x", type=many)])
    wrong.append(("BUTTON_TYPE_INVALID", types.ReplyKeyboardMarkup(rows=[row])))
    asks = types.ButtonTypeRequestPeer(button_id=1, peer_type=types.RequestPeerTypeUser(), max_quantity=1)
    twice = [types.KeyboardButton(text="x", type=asks)] * 2
    wrong.append(("BUTTON_ID_INVALID", types.ReplyKeyboardMarkup(rows=[types.KeyboardButtonRow(buttons=twice)])))
    for name, markup in wrong:
        with refused(name):
            await bot.say(alice, "x", reply_markup=markup)
    await bot.say(alice, "x", reply_markup=inline([button("x", types.InlineButtonTypeSwitchInline(query="x" * 256))]))
    # people have no keyboards: what they send of one is left out
    await alice.say(bot, "mine", reply_markup=inline([callback("x", b"x")]))
    await bot.barrier()
    assert bot.messages[-1].message == "mine" and bot.messages[-1].reply_markup is None


async def test_a_press_is_answered(world: World) -> None:
    alice, bot = await started(world)
    await bot.say(alice, "choose", reply_markup=inline([callback("a", b"a"), callback("b", b"b")]))
    await alice.barrier()
    shown = alice.messages[-1]
    waiting = alice.begin(functions.messages.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=shown.id, data=b"a"))
    asked = await heard(bot, types.UpdateBotCallbackQuery)
    assert asked.user_id == alice.user_id and asked.data == b"a" and asked.peer == types.PeerUser(user_id=alice.user_id)
    assert asked.msg_id == bot.heard(types.UpdateNewMessage)[-1].message.id + 1
    assert await bot(
        functions.messages.SetBotCallbackAnswer(query_id=asked.query_id, message="Well done", alert=True, cache_time=60)
    )
    answer = await waiting
    assert answer.message == "Well done" and answer.alert and answer.cache_time == 60
    assert (
        await alice(functions.messages.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=shown.id, data=b"a"))
    ) == answer  # without asking again
    with refused("QUERY_ID_INVALID"):
        await bot(functions.messages.SetBotCallbackAnswer(query_id=asked.query_id, cache_time=0))
    with refused("MESSAGE_TOO_LONG"):
        await bot(functions.messages.SetBotCallbackAnswer(query_id=asked.query_id, message="x" * 201, cache_time=0))
    with refused("URL_INVALID"):
        await bot(
            functions.messages.SetBotCallbackAnswer(query_id=asked.query_id, url="https://t.me/somebody", cache_time=0)
        )
    with refused("DATA_INVALID"):
        await alice(functions.messages.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=shown.id, data=b"c"))
    with refused("MESSAGE_ID_INVALID"):
        await alice(functions.messages.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=9999, data=b"a"))
    with refused("MESSAGE_ID_INVALID"):  # it has no buttons
        await alice(functions.messages.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=shown.id - 1, data=b"a"))
    with refused("USER_BOT_REQUIRED"):
        await alice(functions.messages.SetBotCallbackAnswer(query_id=1, cache_time=0))
    late = alice.begin(functions.messages.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=shown.id, data=b"b"))
    await heard(bot, types.UpdateBotCallbackQuery, 2)
    await world.pass_time(31)
    with refused("BOT_RESPONSE_TIMEOUT"):
        await late
    bot.witness.gone = True
    await converse(alice, "/deletebot", "@HelperBot", "Yes, I am totally sure.")
    with refused("BOT_RESPONSE_TIMEOUT"):  # nobody is there who could answer
        await alice(functions.messages.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=shown.id, data=b"b"))


async def test_a_press_may_need_the_password(world: World) -> None:
    alice, bot = await started(world)
    kind = types.InlineButtonTypeCallback(data=b"pay", requires_password=True)
    await bot.say(alice, "sure?", reply_markup=inline([button("Pay", kind)]))
    await alice.barrier()
    id = alice.messages[-1].id
    with refused("PASSWORD_HASH_INVALID"):
        await alice(functions.messages.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=id, data=b"pay"))
    with refused("PASSWORD_MISSING"):
        await alice(
            functions.messages.GetBotCallbackAnswer(
                peer=alice.peer(bot), msg_id=id, data=b"pay", password=types.InputCheckPasswordEmpty()
            )
        )
    await days_pass(world, 7, alice, bot)
    await set_password(alice, "correct horse")
    empty = functions.messages.GetBotCallbackAnswer(
        peer=alice.peer(bot), msg_id=id, data=b"pay", password=types.InputCheckPasswordEmpty()
    )
    with refused(f"PASSWORD_TOO_FRESH_{7 * 86400}"):
        await alice(empty)
    await days_pass(world, 7, alice, bot)
    await bot(functions.updates.GetState())
    with refused("PASSWORD_HASH_INVALID"):
        await alice(empty)
    with refused("PASSWORD_HASH_INVALID"):
        wrong = await prove(alice, "wrong horse")
        await alice(
            functions.messages.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=id, data=b"pay", password=wrong)
        )
    right = await prove(alice, "correct horse")
    waiting = alice.begin(
        functions.messages.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=id, data=b"pay", password=right)
    )
    asked = await heard(bot, types.UpdateBotCallbackQuery)
    await bot(functions.messages.SetBotCallbackAnswer(query_id=asked.query_id, message="Paid", cache_time=0))
    assert (await waiting).message == "Paid"


async def test_buttons_change(world: World) -> None:
    alice, bot = await started(world)
    sent = await bot.say(alice, "one", reply_markup=inline([callback("a", b"a")]))
    id = sent.updates[0].id
    await bot(functions.messages.EditMessage(peer=bot.peer(alice), id=id, reply_markup=inline([callback("b", b"b")])))
    await alice.barrier()
    edited = alice.heard(types.UpdateEditMessage)[-1].message
    assert edited.reply_markup.rows[0].buttons[0].text == "b" and edited.message == "one" and edited.edit_hide
    await world.pass_time(3 * 86400)  # bots keep their keyboards up to date
    await bot(functions.messages.EditMessage(peer=bot.peer(alice), id=id, message="two"))
    await alice.barrier()
    edited = alice.heard(types.UpdateEditMessage)[-1].message
    assert edited.reply_markup is None and edited.message == "two" and not edited.edit_hide


async def test_what_of_a_keyboard_travels(world: World) -> None:
    alice, bot = await started(world)
    bob = await world.sign_up("Bob")
    link = types.InputInlineButtonTypeUrlAuth(url="https://example.org", fwd_text="Elsewhere")
    await bot.say(alice, "link", reply_markup=inline([button("Here", link)]))
    await bot.say(alice, "press", reply_markup=inline([callback("a", b"a")]))
    await alice.barrier()
    ids = [message.id for message in alice.messages[-2:]]
    await alice(
        functions.messages.ForwardMessages(
            from_peer=alice.peer(bot), to_peer=alice.peer(bob), id=ids, random_id=[71, 72]
        )
    )
    await bob.barrier()
    first, second = bob.messages[-2:]
    assert first.reply_markup.rows[0].buttons[0].text == "Elsewhere" and second.reply_markup is None
    with refused("SCHEDULE_BOT_NOT_ALLOWED"):
        await bot.say(alice, "later", schedule_date=int(world.clock.now()) + 3600)
