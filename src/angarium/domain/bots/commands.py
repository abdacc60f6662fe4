"""The commands and the menu button that a bot shows beside the text field (https://core.telegram.org/api/bots/commands)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain.bots import bots as known
from angarium.domain.keyboards import is_url
from angarium.domain.people import circle
from angarium.domain.work import Tx
from angarium.model.bots import Bot, Command, Commands, MenuButton
from angarium.model.errors import Refusal
from angarium.model.events import BotCommandsChanged, BotMenuChanged
from angarium.model.ids import Peer, UserId
from angarium.store import bots

MOST, DESCRIPTION = 100, 256
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
EVERYWHERE = "default"
"""The scope of commands for everyone; others are "users", "chats", "chat_admins", "peer:<peer>", "peer_admins:<peer>" and
"peer_user:<peer>:<user>"."""


def check_language(code: str) -> str:
    """Refuses LANG_CODE_INVALID; "" = for everyone who has no text in their own language."""
    if code and not _LANGUAGE.fullmatch(code):
        raise Refusal("LANG_CODE_INVALID")
    return code


def check(rows: Sequence[Command]) -> tuple[Command, ...]:
    """Refuses BOT_COMMANDS_TOO_MUCH, BOT_COMMAND_INVALID, BOT_COMMAND_DESCRIPTION_INVALID."""
    if len(rows) > MOST:
        raise Refusal("BOT_COMMANDS_TOO_MUCH")
    made = []
    for row in rows:
        name, description = row.name.removeprefix("/").lower(), row.description.strip()
        if not _NAME.fullmatch(name):
            raise Refusal("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= DESCRIPTION:
            raise Refusal("BOT_COMMAND_DESCRIPTION_INVALID")
        made.append(Command(name, description))
    return tuple(made)


def _key(scope: str, language: str) -> str:
    return f"{scope}|{language}"


async def put(tx: Tx, bot_id: UserId, scope: str, language: str, rows: Sequence[Command]) -> None:
    """Set the commands of one scope and language; none = take them away. Those who talk with the bot hear of it.

    Refuses what `check` and `check_language` refuse.
    """
    checked, language = check(rows), check_language(language)
    before = await bots.find_item(tx, bot_id, "commands", _key(scope, language), Commands)
    if (before.rows if before else ()) == checked:
        return
    if checked:
        await bots.put_item(tx, bot_id, "commands", _key(scope, language), Commands(checked))
    else:
        await bots.remove_item(tx, bot_id, "commands", _key(scope, language))
    if scope.startswith("peer:") and int(scope[5:]) > 0:
        user_id = int(scope[5:])
        shown = await shown_to(tx, bot_id, user_id, language)
        await tx.log(user_id, BotCommandsChanged(peer=Peer(bot_id), bot_id=bot_id, commands=shown))
        return
    await known.bump(tx, bot_id)
    if scope in (EVERYWHERE, "users") and not language:
        event = BotCommandsChanged(peer=Peer(bot_id), bot_id=bot_id, commands=await shown_to(tx, bot_id, 0, ""))
        await circle.tell(tx, bot_id, event)


async def find(tx: Tx, bot_id: int, scope: str, language: str) -> tuple[Command, ...]:
    """Exactly what was set for a scope and language."""
    found = await bots.find_item(tx, bot_id, "commands", _key(scope, language), Commands)
    return found.rows if found else ()


async def shown_to(tx: Tx, bot_id: int, user_id: int, language: str) -> tuple[Command, ...]:
    """What somebody sees in their chat with the bot: the narrowest scope that has commands, in their language if it has them."""
    return await _narrowest(tx, bot_id, (f"peer:{user_id}", "users", EVERYWHERE), language)


async def shown_in(tx: Tx, bot_id: int, peer: int, language: str) -> tuple[Command, ...]:
    """What the members of a group see."""
    return await _narrowest(tx, bot_id, (f"peer:{peer}", "chats", EVERYWHERE), language)


async def _narrowest(tx: Tx, bot_id: int, scopes: Sequence[str], language: str) -> tuple[Command, ...]:
    known = dict(await bots.items(tx, bot_id, "commands", Commands))
    for scope in scopes:
        for code in dict.fromkeys((language, "")):
            if found := known.get(_key(scope, code)):
                return found.rows
    return ()


# --- the menu button


def check_button(button: MenuButton) -> MenuButton:
    """Refuses BUTTON_TEXT_INVALID, BUTTON_URL_INVALID."""
    if button.kind != "web":
        return MenuButton(button.kind)
    if not 1 <= len(button.text.strip()) <= 64:
        raise Refusal("BUTTON_TEXT_INVALID")
    if not is_url(button.url, secure=True):
        raise Refusal("BUTTON_URL_INVALID")
    return button


async def put_button(tx: Tx, bot: Bot, user_id: int, button: MenuButton) -> None:
    """Set the menu button for one person, or for everyone (0). Refuses BUTTON_TEXT_INVALID, BUTTON_URL_INVALID."""
    button = check_button(button)
    event = BotMenuChanged(bot_id=bot.id, button=button)
    if not user_id:
        await bots.put(tx, replace(bot, menu=button))
        await known.bump(tx, bot.id)
        await circle.tell(tx, bot.id, event)
        return
    if button.kind == "default":
        await bots.remove_item(tx, bot.id, "menu", str(user_id))
        event = BotMenuChanged(bot_id=bot.id, button=bot.menu)
    else:
        await bots.put_item(tx, bot.id, "menu", str(user_id), button)
    await tx.log(user_id, event)


async def button_for(tx: Tx, bot: Bot, user_id: int) -> MenuButton:
    """The menu button that one person sees; 0 = anybody."""
    own = await bots.find_item(tx, bot.id, "menu", str(user_id), MenuButton) if user_id else None
    return own or bot.menu
