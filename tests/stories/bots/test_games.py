"""Games and their scores (https://core.telegram.org/api/bots/games)."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.bots.robots import button, heard, inline, make_bot
from tests.stories.harness import Actor, World, refused

call = functions.messages
GAME = ("/newgame", "{}", "Chess", "The royal game", "/empty", "chess", "/setinline", "{}", "Play",
        "/setinlinefeedback", "{}", "100%")  # fmt: skip


async def scene(world: World) -> tuple[Actor, Actor, Any]:
    """Somebody, a bot, and the bot's game as it sent it."""
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice, "GamesBot", settings=GAME)
    await alice.say(bot, "/start")
    return alice, bot, types.InputGameShortName(bot_id=bot.user(bot), short_name="chess")


async def test_a_game_is_sent_played_and_scored(world: World) -> None:
    alice, bot, game = await scene(world)
    media = types.InputMediaGame(id=game)
    sent = await bot(call.SendMedia(peer=bot.peer(alice), media=media, message="", random_id=5))
    id = sent.updates[0].id
    await alice.barrier()
    shown = alice.messages[-1]
    assert shown.media.game.title == "Chess" and shown.media.game.short_name == "chess"
    assert shown.reply_markup.rows[0].buttons[0].type == types.InlineButtonTypeGame()
    by_id = types.InputGameID(id=shown.media.game.id, access_hash=shown.media.game.access_hash)
    await bot(call.SendMedia(peer=bot.peer(alice), media=types.InputMediaGame(id=by_id), message="", random_id=6))
    waiting = alice.begin(call.GetBotCallbackAnswer(peer=alice.peer(bot), msg_id=shown.id, game=True))
    pressed = await heard(bot, types.UpdateBotCallbackQuery)
    assert pressed.game_short_name == "chess" and pressed.data is None
    await bot(call.SetBotCallbackAnswer(query_id=pressed.query_id, url="https://example.org/chess", cache_time=0))
    assert (await waiting).url == "https://example.org/chess"
    await bot(call.SetGameScore(peer=bot.peer(alice), id=id, user_id=bot.user(alice), score=40, edit_message=True))
    await alice.barrier()
    assert alice.heard(types.UpdateEditMessage)[-1].message.message == "1. Alice – 40"
    assert alice.messages[-1].action == types.MessageActionGameScore(game_id=shown.media.game.id, score=40)
    assert alice.messages[-1].reply_to.reply_to_msg_id == shown.id
    with refused("BOT_SCORE_NOT_MODIFIED"):
        await bot(call.SetGameScore(peer=bot.peer(alice), id=id, user_id=bot.user(alice), score=30))
    await bot(call.SetGameScore(peer=bot.peer(alice), id=id, user_id=bot.user(alice), score=30, force=True))
    table = await bot(call.GetGameHighScores(peer=bot.peer(alice), id=id, user_id=bot.user(alice)))
    assert (
        table.scores == [types.HighScore(pos=1, user_id=alice.user_id, score=30)] and table.users[0].id == alice.user_id
    )
    with refused("SCORE_INVALID"):
        await bot(call.SetGameScore(peer=bot.peer(alice), id=id, user_id=bot.user(alice), score=-1))
    with refused("USER_ID_INVALID"):
        await bot(call.SetGameScore(peer=bot.peer(alice), id=id, user_id=bot.user(bot), score=5))
    plain = (await bot.say(alice, "no game")).id
    for wrong in (999, plain):
        with refused("MESSAGE_ID_INVALID"):
            await bot(call.SetGameScore(peer=bot.peer(alice), id=wrong, user_id=bot.user(alice), score=5))
    with refused("MESSAGE_ID_INVALID"):
        await bot(call.GetGameHighScores(peer=bot.peer(alice), id=999, user_id=bot.user(alice)))
    with refused("USER_BOT_REQUIRED"):
        await alice(call.SetGameScore(peer=alice.peer(bot), id=shown.id, user_id=types.InputUserSelf(), score=5))


async def test_what_no_game_is(world: World) -> None:
    alice, bot, game = await scene(world)
    other = await make_bot(world, alice, "OtherGamesBot")
    await alice.say(other, "/start")
    with refused("SHORT_NAME_INVALID"):
        wrong = types.InputGameShortName(bot_id=bot.user(bot), short_name="go")
        await bot(call.SendMedia(peer=bot.peer(alice), media=types.InputMediaGame(id=wrong), message="", random_id=5))
    with refused("GAME_BOT_INVALID"):
        foreign = types.InputGameShortName(bot_id=other.user(bot), short_name="chess")
        await other(
            call.SendMedia(peer=other.peer(alice), media=types.InputMediaGame(id=foreign), message="", random_id=5)
        )
    with refused("GAME_BOT_INVALID"):
        unknown = types.InputGameID(id=5, access_hash=5)
        await bot(call.SendMedia(peer=bot.peer(alice), media=types.InputMediaGame(id=unknown), message="", random_id=5))
    for markup, name in (
        (inline([button("x", types.InlineButtonTypeUrl(url="https://example.org"))]), "REPLY_MARKUP_GAME_EMPTY"),
        (inline([button("a", types.InlineButtonTypeGame()), button("b", types.InlineButtonTypeGame())]), "BUTTON_POS_INVALID"),
    ):  # fmt: skip
        with refused(name):
            media = types.InputMediaGame(id=game)
            await bot(call.SendMedia(peer=bot.peer(alice), media=media, message="", random_id=5, reply_markup=markup))


async def test_a_game_sent_inline(world: World) -> None:
    alice, bot, _ = await scene(world)
    bob = await world.sign_up("Bob")
    waiting = alice.begin(call.GetInlineBotResults(bot=alice.user(bot), peer=alice.peer(bob), query="", offset=""))
    asked = await heard(bot, types.UpdateBotInlineQuery)
    result = types.InputBotInlineResultGame(id="g", short_name="chess", send_message=types.InputBotInlineMessageGame())
    await bot(call.SetInlineBotResults(query_id=asked.query_id, results=[result], cache_time=0))
    shown = await waiting
    assert shown.results[0].type == "game" and shown.results[0].title == "Chess"
    await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=shown.query_id, id="g", random_id=5))
    await bob.barrier()
    assert bob.messages[-1].media.game.title == "Chess"
    id = (await heard(bot, types.UpdateBotInlineSend)).msg_id
    assert await bot(call.SetInlineGameScore(id=id, user_id=bot.user(bob), score=7, edit_message=True))
    assert await bot(call.SetInlineGameScore(id=id, user_id=bot.user(alice), score=9, edit_message=True))
    await bob.barrier()
    assert bob.heard(types.UpdateEditMessage)[-1].message.message == "1. Alice – 9\n2. Bob – 7"
    assert bob.messages[-1].action.score == 9
    table = await bot(call.GetInlineGameHighScores(id=id, user_id=bot.user(bob)))
    assert [row.score for row in table.scores] == [9, 7]
    with refused("BOT_SCORE_NOT_MODIFIED"):
        await bot(call.SetInlineGameScore(id=id, user_id=bot.user(bob), score=7))
    wrong = types.InputBotInlineMessageID64(dc_id=2, owner_id=id.owner_id, id=id.id, access_hash=1)
    with refused("MESSAGE_ID_INVALID"):
        await bot(call.SetInlineGameScore(id=wrong, user_id=bot.user(bob), score=8))
    with refused("MESSAGE_ID_INVALID"):
        await bot(call.GetInlineGameHighScores(id=wrong, user_id=bot.user(bob)))
