"""bots.*: making bots, and what their owners set (https://core.telegram.org/api/bots)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.accounts import usernames
from angarium.domain.bots import bots, commands, introductions, managing
from angarium.domain.facts import gather
from angarium.model.bots import Bot, Command, MenuButton
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.rpc.keyboards import rights_of
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.bots import render_commands, render_menu
from angarium.rpc.render.users import render_user, render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


async def require_bot(call: Call, given: types.TypeInputUser | None) -> Bot:
    """The bot that a call is about: a bot itself, or one of its owner's. Refuses USER_BOT_INVALID, BOT_INVALID."""
    if given is None and not call.caller.bot:
        raise Refusal("USER_BOT_INVALID")
    if given is None:
        return await bots.require_own(call.tx, call.user_id, call.user_id)
    return await bots.require_own(call.tx, call.user_id, read_user(call, given))


# --- making them


@method("bots.checkUsername", bots=False)
async def check_username(call: Call, req: functions.bots.CheckUsername) -> bool:
    try:
        await bots.check_username(call.tx, req.username)
    except Refusal as refusal:
        if refusal.name == "USERNAME_OCCUPIED":
            return False
        raise
    return True


@method("bots.createBot", writes=True, bots=False)
async def create_bot(call: Call, req: functions.bots.CreateBot) -> types.TypeUser:
    bot = await managing.make(call.tx, call.user_id, read_user(call, req.manager_id), req.name, req.username)
    facts = await gather(call.tx, call.user_id, [], users=(bot.id,))
    return render_user(facts.users[bot.id], facts)


@method("bots.getAdminedBots", bots=False)
async def get_admined_bots(call: Call, req: functions.bots.GetAdminedBots) -> list[types.TypeUser]:
    ids = [bot.id for bot in await bots.owned(call.tx, call.user_id)]
    return render_users(await gather(call.tx, call.user_id, [], users=ids), ids)


@method("bots.exportBotToken", writes=True)
async def export_bot_token(call: Call, req: functions.bots.ExportBotToken) -> types.bots.ExportedBotToken:
    bot = await managing.require_managed(call.tx, call.user_id, read_user(call, req.bot))
    if req.revoke:
        bot = await bots.revoke(call.tx, bot)
    return types.bots.ExportedBotToken(token=bots.token_of(call.house.secret, bot))


@method("bots.reorderUsernames", writes=True, bots=False)
async def reorder_usernames(call: Call, req: functions.bots.ReorderUsernames) -> bool:
    bot = await require_bot(call, req.bot)
    await usernames.reorder(call.tx, bot.id, req.order)
    return True


@method("bots.toggleUsername", writes=True, bots=False)
async def toggle_username(call: Call, req: functions.bots.ToggleUsername) -> bool:
    bot = await require_bot(call, req.bot)
    await usernames.toggle(call.tx, bot.id, req.username, active=req.active)
    return True


# --- how they introduce themselves


@method("bots.setBotInfo", writes=True)
async def set_bot_info(call: Call, req: functions.bots.SetBotInfo) -> bool:
    bot = await require_bot(call, req.bot)
    await introductions.put(call.tx, bot.id, req.lang_code, req.name, req.about, req.description)
    return True


@method("bots.getBotInfo")
async def get_bot_info(call: Call, req: functions.bots.GetBotInfo) -> types.bots.BotInfo:
    bot = await require_bot(call, req.bot)
    text = await introductions.find(call.tx, bot.id, commands.check_language(req.lang_code))
    return types.bots.BotInfo(name=text.name, about=text.about, description=text.description)


# --- commands and the menu button


def _scope(call: Call, given: types.TypeBotCommandScope) -> str:
    match given:
        case types.BotCommandScopeUsers():
            return "users"
        case types.BotCommandScopeChats():
            return "chats"
        case types.BotCommandScopeChatAdmins():
            return "chat_admins"
        case types.BotCommandScopePeer():
            return f"peer:{read_peer(call, given.peer)}"
        case types.BotCommandScopePeerAdmins():
            return f"peer_admins:{read_peer(call, given.peer)}"
        case types.BotCommandScopePeerUser():
            return f"peer_user:{read_peer(call, given.peer)}:{read_user(call, given.user_id)}"
        case _:
            return commands.EVERYWHERE


@method("bots.setBotCommands", writes=True, users=False)
async def set_bot_commands(call: Call, req: functions.bots.SetBotCommands) -> bool:
    rows = [Command(one.command, one.description) for one in req.commands]
    await commands.put(call.tx, call.user_id, _scope(call, req.scope), req.lang_code, rows)
    return True


@method("bots.resetBotCommands", writes=True, users=False)
async def reset_bot_commands(call: Call, req: functions.bots.ResetBotCommands) -> bool:
    await commands.put(call.tx, call.user_id, _scope(call, req.scope), req.lang_code, ())
    return True


@method("bots.getBotCommands", users=False)
async def get_bot_commands(call: Call, req: functions.bots.GetBotCommands) -> list[types.BotCommand]:
    language = commands.check_language(req.lang_code)
    return render_commands(await commands.find(call.tx, call.user_id, _scope(call, req.scope), language))


def _person(call: Call, given: types.TypeInputUser) -> UserId:
    """Nobody in particular is 0."""
    return UserId(0) if isinstance(given, types.InputUserEmpty) else read_user(call, given)


@method("bots.setBotMenuButton", writes=True, users=False)
async def set_bot_menu_button(call: Call, req: functions.bots.SetBotMenuButton) -> bool:
    match req.button:
        case types.BotMenuButton() as web:
            button = MenuButton("web", web.text, web.url)
        case types.BotMenuButtonCommands():
            button = MenuButton("commands")
        case _:
            button = MenuButton()
    bot = await bots.get(call.tx, call.user_id)
    await commands.put_button(call.tx, bot, _person(call, req.user_id), button)
    return True


@method("bots.getBotMenuButton", users=False)
async def get_bot_menu_button(call: Call, req: functions.bots.GetBotMenuButton) -> types.TypeBotMenuButton:
    bot = await bots.get(call.tx, call.user_id)
    return render_menu(await commands.button_for(call.tx, bot, _person(call, req.user_id)))


# --- rights that are suggested when they are added


@method("bots.setBotGroupDefaultAdminRights", writes=True, users=False)
async def set_group_rights(call: Call, req: functions.bots.SetBotGroupDefaultAdminRights) -> bool:
    bot = await bots.get(call.tx, call.user_id)
    await managing.set_rights(call.tx, bot, replace(bot, group_rights=rights_of(req.admin_rights)))
    return True


@method("bots.setBotBroadcastDefaultAdminRights", writes=True, users=False)
async def set_broadcast_rights(call: Call, req: functions.bots.SetBotBroadcastDefaultAdminRights) -> bool:
    bot = await bots.get(call.tx, call.user_id)
    await managing.set_rights(call.tx, bot, replace(bot, channel_rights=rights_of(req.admin_rights)))
    return True


# --- who may use them


@method("bots.getAccessSettings")
async def get_access_settings(call: Call, req: functions.bots.GetAccessSettings) -> types.bots.AccessSettings:
    bot = await managing.require_managed(call.tx, call.user_id, read_user(call, req.bot))
    facts = await gather(call.tx, call.user_id, [], users=bot.guests)
    return types.bots.AccessSettings(restricted=bot.restricted, add_users=render_users(facts, bot.guests) or None)


@method("bots.editAccessSettings", writes=True)
async def edit_access_settings(call: Call, req: functions.bots.EditAccessSettings) -> bool:
    bot = await managing.require_managed(call.tx, call.user_id, read_user(call, req.bot))
    guests = tuple(read_user(call, one) for one in req.add_users or ())
    await managing.set_access(call.tx, bot, restricted=req.restricted, guests=guests)
    return True
