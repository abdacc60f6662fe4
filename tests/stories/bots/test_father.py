"""Bots are made in a chat with the BotFather, and set up there (https://core.telegram.org/bots/features#botfather)."""

from __future__ import annotations

import pytest

from angarium.domain.bots import bots
from angarium.model.bots import BOT_FATHER
from angarium.model.config import Config, Handshakes, Limits
from angarium.tl import functions, types
from tests.stories.bots.robots import converse, make_bot, make_token, photo_of, sign_in, tell
from tests.stories.harness import Actor, World, refused


async def full(actor: Actor, other: Actor | int) -> types.UserFull:
    found: types.users.UserFull = await actor(functions.users.GetFullUser(id=actor.user(other)))
    return found.full_user


@pytest.mark.parametrize("layer", [135, 181, 229])
async def test_a_bot_is_made_by_talking(world: World, layer: int) -> None:
    alice = await world.sign_up("Alice", layer=layer)
    found = await alice(functions.contacts.ResolveUsername(username="botfather"))
    [father] = found.users
    about = (await full(alice, BOT_FATHER)).bot_info
    assert "makes bots" in about.description and "newbot" in [command.command for command in about.commands]
    assert father.id == BOT_FATHER and father.bot and father.verified and father.bot_nochats
    assert "/newbot" in (await tell(alice, "/start")).message
    assert "call it" in await converse(alice, "/newbot")
    await world.restart()  # what we were at outlives a restart
    assert "username" in await converse(alice, "Weather Bot")
    assert "must end" in await converse(alice, "weather")
    assert "invalid" in await converse(alice, "a bot")
    token = await make_token(alice, "WeatherBot", "Weather")
    bot = await sign_in(world, token, layer=layer)
    assert bot.me.bot and bot.me.first_name == "Weather" and bot.me.username == "WeatherBot"
    assert token in await converse(alice, "/token", "@WeatherBot")
    [seen] = await alice(functions.users.GetUsers(id=[alice.user(bot)]))
    assert seen.bot and seen.bot_info_version == 1


async def test_it_speaks_german(world: World) -> None:
    alice = await world.sign_up("Alice")
    hello = functions.InitConnection(
        api_id=1, device_model="d", system_version="s", app_version="a", system_lang_code="de", lang_pack="", lang_code="de",
        query=functions.help.GetConfig(),
    )  # fmt: skip
    await alice(functions.InvokeWithLayer(layer=229, query=hello))
    assert "Wie soll er heißen" in await converse(alice, "/newbot")
    assert "Abgebrochen" in await converse(alice, "/cancel")
    assert "nichts abzubrechen" in await converse(alice, "/cancel")
    assert "verstehe ich nicht" in await converse(alice, "hm")


async def test_there_are_only_so_many(tmp_path) -> None:  # type: ignore[no-untyped-def]
    async with World(tmp_path, Config(handshakes=Handshakes(processes=0), limits=Limits(bots=1))) as world:
        alice = await world.sign_up("Alice")
        await make_token(alice, "OneBot")
        assert "already have 1 bots" in await converse(alice, "/newbot")
        manager = alice.user(BOT_FATHER)
        with refused("BOT_CREATE_LIMIT_EXCEEDED"):
            await alice(functions.bots.CreateBot(name="Two", username="TwoBot", manager_id=manager))


async def test_everything_is_set_in_the_chat(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    assert "no bots yet" in await converse(alice, "/setname")
    bot = await make_bot(world, alice, "SetBot")
    assert "none of your bots" in await converse(alice, "/setname", "@nobody")
    pick = "@SetBot"
    assert "invalid name" in await converse(alice, "/setname", pick, "x" * 65)
    await converse(alice, "New Name")
    assert "too long" in await converse(alice, "/setdescription", pick, "x" * 513)
    await converse(alice, "What I can do")
    assert "too long" in await converse(alice, "/setabouttext", pick, "x" * 121)
    await converse(alice, "About me")
    assert "invalid" in await converse(alice, "/setcommands", pick, "no dash")
    await converse(alice, "start - Begin\nhelp - Get help")
    await converse(alice, "/setinline", pick, "Search…")
    assert "Choose" in await converse(alice, "/setinlinegeo", pick, "maybe")
    await converse(alice, "Enable")
    await converse(alice, "/setinlinefeedback", pick, "a lot", "100%")
    await converse(alice, "/setjoingroups", pick, "Disable")
    await converse(alice, "/setprivacy", pick, "Disable")
    await converse(alice, "/setattach", pick, "Enable")
    await converse(alice, "/setmanager", pick, "Enable")
    assert "must be https" in await converse(alice, "/setmenubutton", pick, "http://example.org")
    await converse(alice, "https://example.org/app", "Open me")
    assert "no domain" in await converse(alice, "/setdomain", pick, "no domain at all")
    await converse(alice, "https://example.org")
    assert "must be https" in await converse(alice, "/setmainapp", pick, "nothing")
    assert "Success" in await converse(alice, "https://example.org/main")
    assert "must be https" in await converse(alice, "/setprivacypolicy", pick, "nothing")
    await converse(alice, "https://example.org/privacy")
    assert (await full(bob, bot)).bot_info.privacy_policy_url == "https://example.org/privacy"
    [seen] = await bob(functions.users.GetUsers(id=[bob.user(bot)]))
    assert seen.first_name == "New Name" and seen.bot_inline_placeholder == "Search…" and seen.bot_inline_geo
    assert seen.bot_nochats and seen.bot_chat_history and seen.bot_attach_menu and seen.bot_has_main_app
    assert not seen.bot_can_edit and seen.bot_can_manage_bots
    [own] = await alice(functions.users.GetUsers(id=[alice.user(bot)]))
    assert own.bot_can_edit
    about = await full(bob, bot)
    assert about.about == "About me" and about.bot_info.description == "What I can do"
    assert [command.command for command in about.bot_info.commands] == ["start", "help"]
    assert about.bot_info.menu_button == types.BotMenuButton(text="Open me", url="https://example.org/app")
    await converse(alice, "/setmenubutton", pick, "/empty")
    await converse(alice, "/setcommands", pick, "/empty")
    about = await full(bob, bot)
    assert about.bot_info.menu_button == types.BotMenuButtonDefault() and not about.bot_info.commands


async def test_apps_and_games_have_names(world: World) -> None:
    alice = await world.sign_up("Alice")
    await make_token(alice, "AppsBot")
    pick = "@AppsBot"
    assert "none yet" in await converse(alice, "/myapps", pick)
    assert "upload a photo" in await converse(alice, "/newapp", pick, "My App", "It does things", "not a photo")
    assert "must be https" in await converse(alice, "/empty", "example.org")
    assert "invalid or taken" in await converse(alice, "https://example.org/a", "!")
    assert "@AppsBot my_app" in await converse(alice, "my_app")
    assert "my_app - My App" in await converse(alice, "/myapps", pick)
    assert "no such name" in await converse(alice, "/deleteapp", pick, "other")
    assert "Success" in await converse(alice, "my_app")
    await converse(alice, "/newgame", pick, "Chess", "The royal game", "/empty", "chess")
    assert "chess - Chess" in await converse(alice, "/mygames", pick)
    assert "invalid or taken" in await converse(alice, "/newgame", pick, "Chess", "Again", "/empty", "chess")
    await converse(alice, "/cancel")
    assert "Success" in await converse(alice, "/deletegame", pick, "chess")


async def test_the_list_has_buttons(world: World) -> None:
    alice = await world.sign_up("Alice")
    await make_token(alice, "ListBot")
    shown = await tell(alice, "/mybots")
    [[entry]] = [row.buttons for row in shown.reply_markup.rows]
    assert entry.text == "@ListBot"
    await alice(
        functions.messages.GetBotCallbackAnswer(peer=alice.peer(BOT_FATHER), msg_id=shown.id, data=entry.type.data)
    )
    await alice.barrier()
    menu = alice.heard(types.UpdateEditMessage)[-1].message
    assert menu.id == shown.id and "@ListBot" in menu.message
    buttons = [button for row in menu.reply_markup.rows for button in row.buttons]
    token = next(button for button in buttons if button.text == "API Token")
    await alice(
        functions.messages.GetBotCallbackAnswer(peer=alice.peer(BOT_FATHER), msg_id=shown.id, data=token.type.data)
    )
    await alice.barrier()
    assert "access the API" in alice.messages[-1].message
    await alice(
        functions.messages.GetBotCallbackAnswer(
            peer=alice.peer(BOT_FATHER), msg_id=shown.id, data=buttons[-1].type.data
        )
    )
    await alice.barrier()
    assert alice.heard(types.UpdateEditMessage)[-1].message.reply_markup == shown.reply_markup


async def test_tokens_end(world: World) -> None:
    alice = await world.sign_up("Alice")
    token = await make_token(alice, "TokenBot")
    bot = await sign_in(world, token)
    stranger = await world.device("bot", "")
    with refused("ACCESS_TOKEN_INVALID"):
        await stranger(
            functions.auth.ImportBotAuthorization(flags=0, api_id=1, api_hash="a", bot_auth_token=token[:-1] + "!")
        )
    with refused("ACCESS_TOKEN_INVALID"):
        await stranger(
            functions.auth.ImportBotAuthorization(flags=0, api_id=1, api_hash="a", bot_auth_token=token[:-3] + "abc")
        )
    with refused("API_ID_INVALID"):
        await stranger(functions.auth.ImportBotAuthorization(flags=0, api_id=0, api_hash="a", bot_auth_token=token))
    bot.witness.gone = True
    fresh = await converse(alice, "/revoke", "@TokenBot")
    with refused("ACCESS_TOKEN_EXPIRED"):
        await stranger(functions.auth.ImportBotAuthorization(flags=0, api_id=1, api_hash="a", bot_auth_token=token))
    await bot.client.wire.lost  # the server closed it
    await bot.reconnect()
    with refused("AUTH_KEY_UNREGISTERED", 401):
        await bot(functions.users.GetUsers(id=[types.InputUserSelf()]))
    again = await sign_in(world, fresh.split("\n")[-1])
    again.witness.gone = True
    assert "exactly like this" in await converse(alice, "/deletebot", "@TokenBot", "yes")
    assert "gone" in await converse(alice, "Yes, I am totally sure.")
    [seen] = await alice(functions.users.GetUsers(id=[alice.user(bot)]))
    assert seen.deleted
    with refused("ACCESS_TOKEN_EXPIRED"):
        await stranger(
            functions.auth.ImportBotAuthorization(flags=0, api_id=1, api_hash="a", bot_auth_token=fresh.split("\n")[-1])
        )


async def test_a_picture_for_a_bot(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice, "FaceBot")
    assert "send me a photo" in (await converse(alice, "/setuserpic", "@FaceBot", "not one"))
    photo = await photo_of(alice)
    father = alice.peer(BOT_FATHER)
    await alice(functions.messages.SendMedia(peer=father, media=photo, message="", random_id=5))
    await alice.barrier()
    assert "Success" in alice.messages[-1].message
    [seen] = await alice(functions.users.GetUsers(id=[alice.user(bot)]))
    assert isinstance(seen.photo, types.UserProfilePhoto)


async def test_what_is_no_answer(world: World) -> None:
    alice = await world.sign_up("Alice")
    await make_token(alice, "GoneBot")
    await converse(alice, "/setdomain", "@GoneBot")
    photo = await photo_of(alice)
    father = alice.peer(BOT_FATHER)
    await alice(functions.messages.SendMedia(peer=father, media=photo, message="", random_id=5))
    await alice.barrier()
    assert "send me a text" in alice.messages[-1].message
    [made] = await alice(functions.bots.GetAdminedBots())
    async with world.app.house.work.begin() as tx:  # it was deleted in the meantime
        await bots.delete(tx, await bots.get(tx, made.id))
    assert "cannot be done" in await converse(alice, "example.org")


async def test_a_bot_ends_with_its_owner(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "OrphanBot")
    alice.witness.gone = bot.witness.gone = True
    await alice(functions.account.DeleteAccount(reason="enough"))
    await world.pass_time(1)
    [seen] = await bob(functions.users.GetUsers(id=[bob.user(bot)]))
    assert seen.deleted
