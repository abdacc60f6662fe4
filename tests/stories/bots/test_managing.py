"""bots.*: what a bot sets for itself, what its owner sets, and who may."""

from __future__ import annotations

import re

from angarium.model.bots import BOT_FATHER
from angarium.tl import functions, types
from tests.stories.bots.robots import converse, make_bot, sign_in
from tests.stories.harness import World, refused

call = functions.bots
DEFAULT = types.BotCommandScopeDefault()


async def test_gates(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice)
    with refused("BOT_METHOD_INVALID"):
        await bot(
            functions.messages.GetDialogs(
                offset_date=0, offset_id=0, offset_peer=types.InputPeerEmpty(), limit=1, hash=0
            )
        )
    with refused("USER_BOT_REQUIRED"):
        await alice(call.SetBotCommands(scope=DEFAULT, lang_code="", commands=[]))


async def test_commands_by_scope_and_language(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice)
    await bob.say(bot, "/start")
    start, stop = (types.BotCommand(command=name, description=f"To {name}") for name in ("start", "stop"))
    assert await bot(call.SetBotCommands(scope=DEFAULT, lang_code="", commands=[start]))
    await bob.barrier()
    told = bob.heard(types.UpdateBotCommands)[-1]
    assert told.bot_id == bot.user_id and told.commands == [start] and told.peer == types.PeerUser(user_id=bot.user_id)
    own = types.BotCommandScopePeer(peer=bot.peer(bob))
    await bot(call.SetBotCommands(scope=own, lang_code="", commands=[start, stop]))
    assert len((await bob(functions.users.GetFullUser(id=bob.user(bot)))).full_user.bot_info.commands) == 2
    assert len((await alice(functions.users.GetFullUser(id=alice.user(bot)))).full_user.bot_info.commands) == 1
    await bob.barrier()
    assert bob.heard(types.UpdateBotCommands)[-1].commands == [start, stop]
    for scope in (
        types.BotCommandScopeUsers(), types.BotCommandScopeChats(), types.BotCommandScopeChatAdmins(),
        types.BotCommandScopePeerAdmins(peer=bot.peer(bob)),
        types.BotCommandScopePeerUser(peer=bot.peer(bob), user_id=bot.user(bob)),
    ):  # fmt: skip
        await bot(call.SetBotCommands(scope=scope, lang_code="de", commands=[stop]))
        assert await bot(call.GetBotCommands(scope=scope, lang_code="de")) == [stop]
        assert await bot(call.ResetBotCommands(scope=scope, lang_code="de"))
        assert await bot(call.GetBotCommands(scope=scope, lang_code="de")) == []
    with refused("BOT_COMMAND_INVALID"):
        wrong = types.BotCommand(command="not one", description="x")
        await bot(call.SetBotCommands(scope=DEFAULT, lang_code="", commands=[wrong]))
    with refused("BOT_COMMAND_DESCRIPTION_INVALID"):
        await bot(
            call.SetBotCommands(scope=DEFAULT, lang_code="", commands=[types.BotCommand(command="x", description="")])
        )
    with refused("BOT_COMMANDS_TOO_MUCH"):
        await bot(call.SetBotCommands(scope=DEFAULT, lang_code="", commands=[start] * 101))
    with refused("LANG_CODE_INVALID"):
        await bot(call.SetBotCommands(scope=DEFAULT, lang_code="xx-YY", commands=[start]))


async def test_introductions(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice)
    assert await bot(call.SetBotInfo(lang_code="", name="Robo", about="I help", description="Long words"))
    assert await alice(call.SetBotInfo(bot=alice.user(bot), lang_code="de", about="Ich helfe"))
    plain = await alice(call.GetBotInfo(bot=alice.user(bot), lang_code=""))
    assert (plain.name, plain.about, plain.description) == ("Robo", "I help", "Long words")
    german = await bot(call.GetBotInfo(lang_code="de"))
    assert (german.name, german.about, german.description) == ("", "Ich helfe", "")
    with refused("BOT_INVALID"):
        await bob(call.SetBotInfo(bot=bob.user(bot), lang_code="", name="Mine"))
    with refused("BOT_INVALID"):
        await alice(call.GetBotInfo(bot=alice.user(bob), lang_code=""))
    with refused("NAME_INVALID"):
        await bot(call.SetBotInfo(lang_code="", name=" "))
    with refused("ABOUT_TOO_LONG"):
        await bot(call.SetBotInfo(lang_code="", about="x" * 121))
    with refused("BOT_DESCRIPTION_TOO_LONG"):
        await bot(call.SetBotInfo(lang_code="", description="x" * 513))


async def test_menu_buttons(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice)
    await bob.say(bot, "/start")
    web = types.BotMenuButton(text="Open", url="https://example.org")
    assert await bot(call.SetBotMenuButton(user_id=types.InputUserEmpty(), button=web))
    await bob.barrier()
    assert bob.heard(types.UpdateBotMenuButton)[-1].button == web
    assert await bot(call.SetBotMenuButton(user_id=bot.user(bob), button=types.BotMenuButtonCommands()))
    assert await bot(call.GetBotMenuButton(user_id=bot.user(bob))) == types.BotMenuButtonCommands()
    assert await bot(call.GetBotMenuButton(user_id=types.InputUserEmpty())) == web
    about = (await bob(functions.users.GetFullUser(id=bob.user(bot)))).full_user
    assert about.bot_info.menu_button == types.BotMenuButtonCommands()
    await bot(call.SetBotMenuButton(user_id=bot.user(bob), button=types.BotMenuButtonDefault()))
    assert await bot(call.GetBotMenuButton(user_id=bot.user(bob))) == web
    with refused("BUTTON_URL_INVALID"):
        await bot(
            call.SetBotMenuButton(
                user_id=types.InputUserEmpty(), button=types.BotMenuButton(text="x", url="http://x.org")
            )
        )
    with refused("BUTTON_TEXT_INVALID"):
        await bot(
            call.SetBotMenuButton(
                user_id=types.InputUserEmpty(), button=types.BotMenuButton(text="", url="https://x.org")
            )
        )


async def test_suggested_rights(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice)
    rights = types.ChatAdminRights(delete_messages=True, pin_messages=True, other=True)
    assert await bot(call.SetBotGroupDefaultAdminRights(admin_rights=rights))
    posts = types.ChatAdminRights(post_messages=True, other=True)
    assert await bot(call.SetBotBroadcastDefaultAdminRights(admin_rights=posts))
    about = (await alice(functions.users.GetFullUser(id=alice.user(bot)))).full_user
    assert about.bot_group_admin_rights == rights and about.bot_broadcast_admin_rights == posts
    with refused("RIGHTS_NOT_MODIFIED"):
        await bot(call.SetBotGroupDefaultAdminRights(admin_rights=rights))


async def test_bots_are_made_through_bots(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    manager = await make_bot(world, alice, "ManagerBot", settings=("/setmanager", "{}", "Enable"))
    assert await bob(call.CheckUsername(username="BobsBot"))
    assert not await bob(call.CheckUsername(username="ManagerBot"))
    with refused("USERNAME_SUFFIX_MISSING"):
        await bob(call.CheckUsername(username="bobs_own"))
    with refused("USERNAME_INVALID"):
        await bob(call.CheckUsername(username="b!"))
    made = await bob(call.CreateBot(name="Bob's", username="BobsBot", manager_id=bob.user(manager)))
    assert made.bot and made.bot_can_edit and made.username == "BobsBot"
    with refused("USERNAME_OCCUPIED"):
        await bob(call.CreateBot(name="Bob's", username="BobsBot", manager_id=bob.user(manager)))
    with refused("NAME_INVALID"):
        await bob(call.CreateBot(name="", username="Bobs2Bot", manager_id=bob.user(manager)))
    with refused("MANAGER_INVALID"):
        await bob(call.CreateBot(name="x", username="Bobs2Bot", manager_id=bob.user(alice)))
    with refused("MANAGER_PERMISSION_MISSING"):
        await bob(call.CreateBot(name="x", username="Bobs2Bot", manager_id=bob.user(made.id)))
    assert [one.id for one in await bob(call.GetAdminedBots())] == [made.id]
    token = (await manager(call.ExportBotToken(bot=manager.user(made.id), revoke=False))).token
    assert re.fullmatch(r"\d+:[\w-]{35}", token) and token.startswith(f"{made.id}:")
    assert (await bob(call.ExportBotToken(bot=bob.user(made.id), revoke=True))).token != token
    await manager.barrier()
    told = manager.heard(types.UpdateManagedBot)  # it was made, and has another token
    assert [(one.user_id, one.bot_id, one.qts) for one in told] == [(bob.user_id, made.id, qts) for qts in (2, 3)]
    assert {user.id for user in manager.packets[-1].users} >= {bob.user_id, made.id}
    with refused("BOT_INVALID"):
        await alice(call.ExportBotToken(bot=alice.user(made.id), revoke=False))
    with refused("BOT_INVALID"):
        await alice(call.ExportBotToken(bot=alice.user(BOT_FATHER), revoke=False))
    full = (await alice(functions.users.GetFullUser(id=alice.user(made.id)))).full_user
    assert full.bot_manager_id == manager.user_id
    assert await bob(call.EditAccessSettings(bot=bob.user(made.id), restricted=True, add_users=[bob.user(alice)]))
    access = await manager(call.GetAccessSettings(bot=manager.user(made.id)))
    assert access.restricted and [one.id for one in access.add_users] == [alice.user_id]
    with refused("BOT_INVALID"):
        await alice(call.EditAccessSettings(bot=alice.user(made.id), restricted=False))
    with refused("BOT_INVALID"):
        await alice(call.GetAccessSettings(bot=alice.user(made.id)))
    with refused("USERS_TOO_MUCH"):
        await bob(call.EditAccessSettings(bot=bob.user(made.id), restricted=True, add_users=[bob.user(alice)] * 11))


async def test_usernames_of_bots(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "NamedBot")
    assert await alice(call.ReorderUsernames(bot=alice.user(bot), order=["NamedBot"]))
    with refused("ORDER_INVALID"):
        await alice(call.ReorderUsernames(bot=alice.user(bot), order=["other"]))
    assert await alice(call.ToggleUsername(bot=alice.user(bot), username="NamedBot", active=False))
    with refused("USERNAME_NOT_MODIFIED"):
        await alice(call.ToggleUsername(bot=alice.user(bot), username="NamedBot", active=False))
    with refused("BOT_INVALID"):
        await bob(call.ToggleUsername(bot=bob.user(bot), username="NamedBot", active=True))
    with refused("BOT_INVALID"):
        await bob(call.ReorderUsernames(bot=bob.user(bot), order=["NamedBot"]))


async def test_whom_bots_may_write(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot, other = await make_bot(world, alice), await make_bot(world, alice, "OtherBot")
    with refused("PEER_ID_INVALID"):
        await bot.say(bob, "Buy!")
    with refused("USER_IS_BOT"):
        await bot.say(other, "Hello, colleague")
    with refused("USER_IS_BOT"):
        await bot.say(bot, "note")
    await bob.say(bot, "/start")
    await bot.barrier()
    [heard] = bot.messages
    assert heard.message == "/start" and heard.entities
    await bot(
        functions.messages.SendMessage(
            peer=types.InputPeerUser(user_id=bob.user_id, access_hash=0), message="Hello", random_id=5
        )
    )
    with refused("PEER_ID_INVALID"):
        await bob(
            functions.messages.SendMessage(
                peer=types.InputPeerUser(user_id=bot.user_id, access_hash=0), message="Hello", random_id=5
            )
        )
    await bob(functions.contacts.Block(id=bob.peer(bot)))
    with refused("USER_IS_BLOCKED"):
        await bot.say(bob, "Still there?")
    await bob(functions.contacts.Unblock(id=bob.peer(bot)))
    await bot.barrier()
    assert [update.stopped for update in bot.heard(types.UpdateBotStopped)] == [True, False]


async def test_two_devices_of_a_bot(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice)
    token = (await converse(alice, "/token", "@HelperBot")).split("\n")[-1]
    second = await sign_in(world, token, layer=158)
    await alice.say(bot, "to both")
    await second.barrier()
    assert second.messages[-1].message == "to both"
