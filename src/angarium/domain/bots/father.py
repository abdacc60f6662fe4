"""The account with which people talk to make bots and to set them up (https://core.telegram.org/bots/features#botfather)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from angarium.crypto import ed25519
from angarium.domain.accounts import service
from angarium.domain.bots import bots as known
from angarium.domain.bots import commands, dialogues, initdata, settings, words
from angarium.domain.bots.dialogues import STEPS, Asker, Talk, begin, buttons, choices, name_of, step
from angarium.domain.messages import edits, reads, robots
from angarium.domain.work import Tx
from angarium.model.bots import BOT_FATHER, Bot, BotFace, BotText, Command, Commands, Keyboard, Pressed
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Message
from angarium.store import accounts, bots, messages, usernames

NAME = "BotFather"
_COMMAND = re.compile(r"/([a-z_]+)(?:@\w+)?(?:\s+.*)?", re.S)

_MENU = (
    (("button_token", "token"), ("button_name", "setname")),
    (("button_about", "setabouttext"), ("button_description", "setdescription")),
    (("button_picture", "setuserpic"), ("button_commands", "setcommands")),
    (("button_inline", "setinline"), ("button_menu", "setmenubutton")),
    (("button_groups", "setjoingroups"), ("button_privacy", "setprivacy")),
    (("button_delete", "deletebot"),),
)


async def prepare(tx: Tx) -> None:
    """Let the account exist, with what it can do; at every start."""
    await service.make_robot(tx, BOT_FATHER, NAME, NAME, BotFace(no_groups=True, manages=True), verified=True)
    for number, language in enumerate(words.LANGUAGES):
        told = "" if number == 0 else language
        rows = tuple(
            Command(name.removeprefix("/"), description)
            for name, dash, description in (line.partition(" - ") for line in words.say(language, "help").splitlines())
            if dash and name.startswith("/")
        )
        await bots.put_item(tx, BOT_FATHER, "commands", f"{commands.EVERYWHERE}|{told}", Commands(rows))
        await bots.put_item(tx, BOT_FATHER, "text", told, BotText(description=words.say(language, "what")))


@robots.answers(BOT_FATHER)
async def hear(tx: Tx, message: Message) -> None:
    """Somebody has written to us: do what they ask, or go on with what we were at."""
    user_id = UserId(message.box)
    await reads.read_history(tx, BOT_FATHER, Peer(user_id), 0)
    user = await accounts.find(tx, user_id)
    if user is None or user.profile.bot:
        return
    asker = await begin(tx, user_id, message)
    form = _COMMAND.fullmatch(asker.text.strip())
    if form and form[1] != "empty":
        await _obey(asker, form[1])
    elif asker.talk.step in STEPS:
        await _go_on(asker)
    else:
        await asker.say("unknown")


_PICTURES = frozenset({"setuserpic", "app_photo"})
"""Questions whose answer is no text."""


async def _go_on(asker: Asker) -> None:
    """Do what the answer to our question says. What cannot be is no refusal of the message in which it is said."""
    if not asker.text.strip() and asker.talk.step not in _PICTURES:
        await asker.say("text_wanted")
        return
    try:
        await STEPS[asker.talk.step](asker)
    except Refusal:
        await asker.finish("failed")


async def _obey(asker: Asker, command: str) -> None:
    if command == "cancel":
        await asker.finish("cancelled" if asker.talk.step else "idle")
        return
    await asker.forget()
    if command in _PLAIN:
        await _PLAIN[command](asker)
    elif command in settings.COMMANDS:
        await _choose(asker, command)
    else:
        await asker.say("unknown")


async def _choose(asker: Asker, command: str) -> None:
    """Which bot is meant."""
    owned = await asker.own_bots()
    if not owned:
        await asker.say("none")
        return
    names = [f"@{await name_of(asker.tx, bot.id)}" for bot in owned]
    await asker.keep(Talk("pick", then=command))
    await asker.say("pick", keyboard=choices(names))


@step("pick")
async def _picked(asker: Asker) -> None:
    wanted = asker.text.strip().removeprefix("@")
    found = await usernames.find(asker.tx, wanted)
    owned = {int(bot.id): bot for bot in await asker.own_bots()}
    if found is None or found not in owned:
        await asker.say("pick_wrong")
        return
    await _start(asker, owned[found], asker.talk.then)


async def _start(asker: Asker, bot: Bot, command: str) -> None:
    asker.talk = Talk("", int(bot.id), command)
    await settings.COMMANDS[command](asker, bot)


# --- making one


async def _help(asker: Asker) -> None:
    await asker.say("help")


async def _app_key(asker: Asker) -> None:
    await asker.say("appkey", ed25519.public_key(initdata.seed_of(asker.tx.house.secret)).hex())


async def _new_bot(asker: Asker) -> None:
    try:
        await known.require_room(asker.tx, asker.user_id)
    except Refusal:
        await asker.say("full", asker.tx.house.config.limits.bots)
    else:
        await asker.ask("new_name", "ask_name")


@step("new_name")
async def _named(asker: Asker) -> None:
    try:
        name = known.clean_name(asker.text)
    except Refusal:
        await asker.say("name_wrong")
    else:
        await asker.ask("new_username", "ask_username", name=name)


_WRONG = {"USERNAME_SUFFIX_MISSING": "username_suffix", "USERNAME_OCCUPIED": "username_taken"}


@step("new_username")
async def _username(asker: Asker) -> None:
    username = asker.text.strip().removeprefix("@")
    try:
        bot = await known.make(asker.tx, asker.user_id, asker.talk.held.get("name", username), username)
    except Refusal as refusal:
        if refusal.name == "BOT_CREATE_LIMIT_EXCEEDED":
            await asker.finish("full", asker.tx.house.config.limits.bots)
        else:
            await asker.say(_WRONG.get(refusal.name, "username_wrong"))
        return
    await asker.finish("made", username, known.token_of(asker.tx.house.secret, bot))


# --- the list, with buttons below it


async def _my_bots(asker: Asker) -> None:
    if not await asker.own_bots():
        await asker.say("none")
        return
    await asker.say("your_bots", keyboard=await _list_of(asker))


async def _list_of(asker: Asker) -> Keyboard:
    return buttons([[(f"@{await name_of(asker.tx, bot.id)}", f"bot {bot.id}")] for bot in await asker.own_bots()])


_PLAIN: dict[str, Callable[[Asker], Awaitable[None]]] = {
    "start": _help, "help": _help, "appkey": _app_key, "newbot": _new_bot, "mybots": _my_bots,
}  # fmt: skip


async def press(tx: Tx, user_id: UserId, message: Message, data: bytes) -> Pressed:
    """A button below one of our messages was pressed."""
    asker = await begin(tx, user_id, message)
    what, _, number = data.decode("utf-8", "replace").partition(" ")
    owned = {str(bot.id): bot for bot in await asker.own_bots()}
    bot = owned.get(number)
    with tx.unasked():
        if what == "list" and owned:
            await _rewrite(asker, words.say(asker.language, "your_bots"), await _list_of(asker))
        elif what == "bot" and bot is not None:
            await _show(asker, bot)
        elif what in settings.COMMANDS and bot is not None:
            await _start(asker, bot, what)
    return Pressed()


async def _show(asker: Asker, bot: Bot) -> None:
    user = await accounts.find(asker.tx, bot.id)
    rows = [[(words.say(asker.language, text), f"{command} {bot.id}") for text, command in row] for row in _MENU]
    rows.append([(words.say(asker.language, "button_back"), "list")])
    name = user.profile.first_name if user else ""
    text = words.say(asker.language, "menu", name, await name_of(asker.tx, bot.id))
    await _rewrite(asker, text, buttons(rows))


async def _rewrite(asker: Asker, text: str, keyboard: Keyboard) -> None:
    message = await messages.find(asker.tx, asker.message.box, asker.message.id)
    if message is not None and int(message.sender) == BOT_FATHER:
        content = dialogues.make_content(text, keyboard)
        if content != message.content:
            await edits.rewrite(asker.tx, replace(message, content=content, edit_date=asker.tx.now))
