"""What an owner changes of a bot in the conversation with the account that makes them: one question and one answer each."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from angarium.domain.accounts import avatars
from angarium.domain.bots import apps, commands, introductions, words
from angarium.domain.bots import bots as known
from angarium.domain.bots.dialogues import Asker, choices, name_of, step
from angarium.domain.files import portraits
from angarium.domain.house import House
from angarium.domain.keyboards import is_url
from angarium.model.bots import Bot, Command, MenuButton
from angarium.model.errors import Refusal
from angarium.model.files import Photo
from angarium.model.ids import UserId
from angarium.store import bots, files

Begin = Callable[[Asker, Bot], Awaitable[None]]
COMMANDS: dict[str, Begin] = {}
"""Commands that concern one bot, by name."""

_DOMAIN = re.compile(
    r"(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}|localhost)(?::\d+)?/?", re.I
)
_SHARES = {"0%": 0, "1%": 1, "10%": 10, "50%": 50, "100%": 100}


def _questions(command: str, key: str) -> None:
    """A command that asks for one text."""

    async def begin(asker: Asker, bot: Bot) -> None:
        await asker.ask(command, key)

    COMMANDS[command] = begin


for _command, _key in {
    "setname": "new_name", "setdescription": "description", "setabouttext": "about", "setuserpic": "picture",
    "setcommands": "commands", "setinline": "inline", "setmenubutton": "menu_url", "setdomain": "domain",
    "setmainapp": "main_app", "setprivacypolicy": "policy", "newapp": "app_title", "newgame": "app_title",
}.items():  # fmt: skip
    _questions(_command, _key)


def _switch(command: str, key: str, field: str, *, when_enabled: bool) -> None:
    """A command that asks for yes or no, which is something that everyone sees of the bot."""

    async def begin(asker: Asker, bot: Bot) -> None:
        labels = [words.say(asker.language, one) for one in ("enable", "disable")]
        await asker.ask(command, key, keyboard=choices(labels))

    @step(command)
    async def answer(asker: Asker) -> None:
        enabled = words.is_said("enable", asker.text)
        if not enabled and not words.is_said("disable", asker.text):
            await asker.say("choose")
            return
        await known.change_face(asker.tx, _bot(asker), **{field: when_enabled if enabled else not when_enabled})
        await asker.finish()

    COMMANDS[command] = begin


_switch("setinlinegeo", "inline_geo", "inline_geo", when_enabled=True)
_switch("setjoingroups", "join_groups", "no_groups", when_enabled=False)
_switch("setprivacy", "privacy", "reads_all", when_enabled=False)
_switch("setattach", "attach", "attach_menu", when_enabled=True)
_switch("setguest", "guest", "guest", when_enabled=True)
_switch("setguard", "guard", "guard", when_enabled=True)
_switch("setmanager", "manager", "manages", when_enabled=True)


def _bot(asker: Asker) -> UserId:
    return UserId(asker.talk.bot_id)


async def _own(asker: Asker) -> Bot:
    return await known.require_own(asker.tx, asker.user_id, asker.talk.bot_id)


def _plain(asker: Asker) -> str:
    return "" if asker.is_empty else asker.text.strip()


@step("setname")
async def _name(asker: Asker) -> None:
    try:
        await introductions.put(asker.tx, _bot(asker), "", asker.text, None, None)
    except Refusal:
        await asker.say("name_wrong")
    else:
        await asker.finish()


@step("setdescription")
async def _description(asker: Asker) -> None:
    try:
        await introductions.put(asker.tx, _bot(asker), "", None, None, _plain(asker))
    except Refusal:
        await asker.say("too_long", introductions.DESCRIPTION)
    else:
        await asker.finish()


@step("setabouttext")
async def _about(asker: Asker) -> None:
    try:
        await introductions.put(asker.tx, _bot(asker), "", None, _plain(asker), None)
    except Refusal:
        await asker.say("too_long", introductions.ABOUT)
    else:
        await asker.finish()


@step("setuserpic")
async def _picture(asker: Asker) -> None:
    media = asker.message.content.media
    photo = (await files.find_photos(asker.tx, (media.file_id,))).get(media.file_id) if media else None
    if media is None or media.kind != "photo" or photo is None:
        await asker.say("picture_wrong")
        return
    house, bot_id = asker.tx.house, _bot(asker)
    asker.tx.after_commit(lambda: _set_picture(house, bot_id, photo))
    await asker.finish()


async def _set_picture(house: House, bot_id: UserId, photo: Photo) -> None:
    """A photo that was sent becomes the bot's profile photo."""
    made = await portraits.make_of(house, bot_id, photo)
    async with house.work.begin() as tx:
        await avatars.set_main(tx, bot_id, made)


@step("setcommands")
async def _commands(asker: Asker) -> None:
    rows = []
    for line in _plain(asker).splitlines():
        name, dash, description = line.partition(" - ")
        rows.append(Command(name.strip() if dash else "", description))
    try:
        await commands.put(asker.tx, _bot(asker), commands.EVERYWHERE, "", rows)
    except Refusal:
        await asker.say("commands_wrong")
    else:
        await asker.finish()


@step("setinline")
async def _inline(asker: Asker) -> None:
    await known.change_face(asker.tx, _bot(asker), placeholder=_plain(asker)[:64])
    await asker.finish()


async def _begin_feedback(asker: Asker, bot: Bot) -> None:
    await asker.ask("setinlinefeedback", "feedback", keyboard=choices(list(_SHARES), 3))


COMMANDS["setinlinefeedback"] = _begin_feedback


@step("setinlinefeedback")
async def _feedback(asker: Asker) -> None:
    share = _SHARES.get(asker.text.strip())
    if share is None:
        await asker.say("feedback", keyboard=choices(list(_SHARES), 3))
        return
    await bots.put(asker.tx, replace(await _own(asker), feedback=share))
    await asker.finish()


@step("setmenubutton")
async def _menu(asker: Asker) -> None:
    if asker.is_empty:
        await commands.put_button(asker.tx, await _own(asker), 0, MenuButton())
        await asker.finish()
    elif not is_url(asker.text.strip(), secure=True):
        await asker.say("url_wrong")
    else:
        await asker.ask("menu_text", "menu_text", url=asker.text.strip())


@step("menu_text")
async def _menu_text(asker: Asker) -> None:
    button = MenuButton("web", asker.text.strip()[:64], asker.talk.held["url"])
    await commands.put_button(asker.tx, await _own(asker), 0, button)
    await asker.finish()


@step("setdomain")
async def _domain(asker: Asker) -> None:
    form = _DOMAIN.fullmatch(asker.text.strip())
    if form is None and not asker.is_empty:
        await asker.say("domain_wrong")
        return
    await bots.put(asker.tx, replace(await _own(asker), domains=(form[1].lower(),) if form else ()))
    await asker.finish()


@step("setmainapp")
async def _main_app(asker: Asker) -> None:
    url = _plain(asker)
    if url and not is_url(url, secure=True):
        await asker.say("url_wrong")
        return
    await bots.put(asker.tx, replace(await _own(asker), main_url=url))
    await known.change_face(asker.tx, _bot(asker), main_app=bool(url))
    await asker.finish()


@step("setprivacypolicy")
async def _policy(asker: Asker) -> None:
    url = _plain(asker)
    if url and not is_url(url, secure=True):
        await asker.say("url_wrong")
        return
    await bots.put(asker.tx, replace(await _own(asker), privacy_url=url))
    await known.bump(asker.tx, _bot(asker))
    await asker.finish()


# --- its token and its end


async def _token(asker: Asker, bot: Bot) -> None:
    await asker.finish("token", known.token_of(asker.tx.house.secret, bot))


async def _revoke(asker: Asker, bot: Bot) -> None:
    await asker.finish("revoked", known.token_of(asker.tx.house.secret, await known.revoke(asker.tx, bot)))


async def _delete(asker: Asker, bot: Bot) -> None:
    await asker.ask("deletebot", "delete", await name_of(asker.tx, bot.id), words.say(asker.language, "sure"))


COMMANDS |= {"token": _token, "revoke": _revoke, "deletebot": _delete}


@step("deletebot")
async def _deleted(asker: Asker) -> None:
    if not words.is_said("sure", asker.text):
        await asker.say("delete_wrong", words.say(asker.language, "sure"))
        return
    await known.delete(asker.tx, await _own(asker))
    await asker.finish("deleted")


# --- web apps and games


@step("newapp")
@step("newgame")
async def _title(asker: Asker) -> None:
    await asker.ask("app_description", "app_description", title=asker.text.strip()[: apps.TITLE])


@step("app_description")
async def _app_description(asker: Asker) -> None:
    await asker.ask("app_photo", "app_photo", description=asker.text.strip()[: apps.DESCRIPTION])


@step("app_photo")
async def _app_photo(asker: Asker) -> None:
    media = asker.message.content.media
    if not asker.is_empty and (media is None or media.kind != "photo"):
        await asker.say("app_photo")
        return
    photo = str(media.file_id) if media is not None and not asker.is_empty else "0"
    if asker.talk.then == "newapp":
        await asker.ask("app_url", "app_url", photo=photo)
    else:
        await asker.ask("app_name", "app_name", photo=photo)


@step("app_url")
async def _app_url(asker: Asker) -> None:
    if not is_url(asker.text.strip(), secure=True):
        await asker.say("url_wrong")
        return
    await asker.ask("app_name", "app_name", url=asker.text.strip())


@step("app_name")
async def _app_name(asker: Asker) -> None:
    held, name = asker.talk.held, asker.text.strip()
    kind = "app" if asker.talk.then == "newapp" else "game"
    try:
        await apps.make(
            asker.tx,
            _bot(asker),
            kind,
            name,
            held["title"],
            held["description"],
            held.get("url", ""),
            int(held["photo"]),
        )
    except Refusal:
        await asker.say("app_name_wrong")
        return
    await asker.finish("app_made", f"@{await name_of(asker.tx, _bot(asker))} {name}")


def _listing(command: str, kind: str, key: str) -> None:
    async def begin(asker: Asker, bot: Bot) -> None:
        found = await apps.listing(asker.tx, bot.id, kind)
        if found:
            await asker.finish(key, "\n".join(f"{app.short_name} - {app.title}" for app in found))
        else:
            await asker.finish("nothing")

    COMMANDS[command] = begin


def _deleting(command: str, kind: str) -> None:
    async def begin(asker: Asker, bot: Bot) -> None:
        found = await apps.listing(asker.tx, bot.id, kind)
        if found:
            await asker.ask(command, "app_delete", "\n".join(app.short_name for app in found))
        else:
            await asker.finish("nothing")

    @step(command)
    async def answer(asker: Asker) -> None:
        try:
            await apps.remove(asker.tx, _bot(asker), kind, asker.text.strip())
        except Refusal:
            await asker.say("app_unknown")
        else:
            await asker.finish()

    COMMANDS[command] = begin


_listing("myapps", "app", "apps")
_listing("mygames", "game", "games")
_deleting("deleteapp", "app")
_deleting("deletegame", "game")
