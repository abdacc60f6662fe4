"""Web apps, their data and games: opened by one library, served by a bot of another."""

from __future__ import annotations

import asyncio
import json
import re
from hashlib import sha256
from hmac import new as hmac
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.clients.acts import number, refused, sent_id
from tests.clients.agent import Agent
from tests.clients.conftest import Starter

SITE = "https://example.org"
SETTINGS = (
    "/setmainapp", "{}", f"{SITE}/main", "/setdomain", "{}", "example.org", "/newgame", "{}", "Chess", "The royal game", "/empty", "chess",
)  # fmt: skip


async def make_bot(owner: Agent, name: str) -> str:
    """A bot with an app and a game, made by talking to BotFather; its token."""
    said: dict[str, Any] = {"text": ""}
    token = ""
    for line in ("/newbot", "App Bot", name, *SETTINGS):
        await owner.send_text(to="BotFather", text=line.format(f"@{name}"))
        said = await owner.heard("new", out=False)
        token = token or "".join(re.findall(r"\d+:[\w-]{35}", said["text"]))
    return token


def check(url: str, token: str) -> dict[str, str]:
    """What stands behind `#`, with its data as a bot checks them.

    https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
    """
    fields = dict(parse_qsl(dict(parse_qsl(urlsplit(url).fragment))["tgWebAppData"]))
    hash = fields.pop("hash")
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac(b"WebAppData", token.encode(), sha256).digest()
    assert hmac(secret, lines.encode(), sha256).hexdigest() == hash
    return fields


@pytest.mark.parametrize(
    ("person", "robot"),
    [("kurigram-2.2", "telethon-1.45"), ("telethon-1.45", "mtcute-0.30"), ("mtcute-0.30", "kurigram-2.2")],
)
async def test_apps_and_games(start: Starter, person: str, robot: str) -> None:
    name = f"app{re.sub('[^a-z]', '', person + robot)}bot"
    alice, bot = await start(person, sign_up="Alice"), await start(robot)
    token = await make_bot(alice, name)
    await bot.sign_in_bot(token=token)
    await alice.send_text(to=name, text="/start")
    await bot.heard("new", text="/start")
    await introduce(alice, bot, name)
    await open_apps(alice, bot, name, token)
    await play(alice, bot, name)


async def introduce(alice: Agent, bot: Agent, name: str) -> None:
    """What a bot says of itself, and a link that leads into it."""
    for scope, command in (("botCommandScopeDefault", "help"), ("botCommandScopeUsers", "order")):
        listed = [{"_": "botCommand", "command": command, "description": f"To {command}"}]
        await bot.invoke(method="bots.setBotCommands", scope={"_": scope}, lang_code="", commands=listed)
    menu = {"_": "botMenuButton", "text": "Menu", "url": f"{SITE}/menu"}
    await bot.invoke(method="bots.setBotMenuButton", user_id={"_": "inputUserEmpty"}, button=menu)
    about = (await alice.invoke(method="users.getFullUser", id={"user": name}))["full_user"]["bot_info"]
    assert [one["command"] for one in about["commands"]] == ["order"]
    assert (about["menu_button"]["text"], about["menu_button"]["url"]) == ("Menu", f"{SITE}/menu")
    await alice.invoke(
        method="messages.startBot",
        bot={"user": name},
        peer={"peer": name},
        random_id=number(),
        start_param="from_a_link",
    )
    await bot.heard("new", text="/start from_a_link")


async def open_apps(alice: Agent, bot: Agent, name: str, token: str) -> None:
    named = {"bot": {"user": name}, "platform": "web"}
    theme = {"_": "dataJSON", "data": '{"bg_color": 16777215}'}
    opened = await alice.invoke(
        method="messages.requestWebView", peer={"peer": name}, url=f"{SITE}/app?x=1", theme_params=theme, **named
    )
    assert opened["url"].startswith(f"{SITE}/app?x=1#")
    fields = check(opened["url"], token)
    assert json.loads(fields["user"])["id"] == alice.id and fields["query_id"]
    # the app has the bot answer in the chat
    written = {"_": "inputBotInlineMessageText", "message": "From the app"}
    result = {"_": "inputBotInlineResult", "id": "1", "type": "article", "title": "x", "send_message": written}
    await bot.invoke(method="messages.sendWebViewResultMessage", bot_query_id=fields["query_id"], result=result)
    await alice.heard("new", text="From the app")
    with refused("query.?id"):
        await bot.invoke(method="messages.sendWebViewResultMessage", bot_query_id=fields["query_id"], result=result)

    opened = await alice.invoke(
        method="messages.requestMainWebView", peer={"peer": name}, start_param="from_friend", **named
    )
    assert opened["url"].startswith(f"{SITE}/main")
    fields = check(opened["url"], token)
    assert fields["start_param"] == "from_friend" and json.loads(fields["user"])["first_name"] == "Alice"
    opened = await alice.invoke(method="messages.requestSimpleWebView", url=f"{SITE}/simple", **named)
    assert opened["url"].startswith(f"{SITE}/simple#") and "tgWebAppData" not in opened["url"]
    with refused("url"):
        await alice.invoke(method="messages.requestSimpleWebView", url="ftp://example.org", **named)

    # an app that was opened from a keyboard hands its data to the bot
    await alice.invoke(
        method="messages.sendWebViewData",
        bot={"user": name},
        random_id=number(),
        button_text="Order",
        data='{"cake": 2}',
    )
    said = (await bot.heard("whole", kind="messageActionWebViewDataSentMe"))["action"]
    assert (said["text"], said["data"]) == ("Order", '{"cake": 2}')


async def play(alice: Agent, bot: Agent, name: str) -> None:
    game = {"_": "inputGameShortName", "bot_id": {"_": "inputUserSelf"}, "short_name": "chess"}
    sent = await bot.invoke(
        method="messages.sendMedia", peer={"peer": alice.id}, media={"_": "inputMediaGame", "id": game}, message="",
        random_id=number(),
    )  # fmt: skip
    shown = await alice.heard("new", media="game")
    pressing = asyncio.create_task(
        alice.invoke(method="messages.getBotCallbackAnswer", peer={"peer": name}, msg_id=shown["id"], game=True)
    )
    asked = await bot.heard("whole", kind="updateBotCallbackQuery")
    assert asked["game_short_name"] == "chess" and asked["user_id"] == alice.id
    await bot.invoke(
        method="messages.setBotCallbackAnswer", query_id={"long": asked["query_id"]}, url=f"{SITE}/chess", cache_time=0
    )
    assert (await pressing)["url"] == f"{SITE}/chess"

    player = {"peer": {"peer": alice.id}, "id": sent_id(sent), "user_id": {"user": alice.id}}
    await bot.invoke(method="messages.setGameScore", score=40, edit_message=True, **player)
    said = await alice.heard("whole", kind="messageActionGameScore")
    assert said["action"]["score"] == 40 and said["reply_to"]["reply_to_msg_id"] == shown["id"]
    await alice.heard("edited", id=shown["id"])
    with refused("score"):
        await bot.invoke(method="messages.setGameScore", score=30, **player)
    table = await bot.invoke(method="messages.getGameHighScores", **player)
    assert [(one["pos"], one["user_id"], one["score"]) for one in table["scores"]] == [(1, alice.id, 40)]
