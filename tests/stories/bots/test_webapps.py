"""Web apps are opened with data that they can believe (https://core.telegram.org/bots/webapps)."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from hashlib import sha256
from hmac import new as hmac
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from angarium.crypto import ed25519
from angarium.domain.bots import cloud
from angarium.domain.bots.initdata import seed_of
from angarium.tl import functions, types
from tests.stories.bots.robots import button, callback, converse, inline, make_bot, make_token, sign_in
from tests.stories.harness import Actor, World, refused

call = functions.messages
APP = "https://example.org/app?x=1"
SETTINGS = ("/setmainapp", "{}", "https://example.org/main", "/setdomain", "{}", "example.org")


async def scene(world: World, layer: int = 229) -> tuple[Actor, Actor, str]:
    """Somebody, their bot, and its token."""
    alice = await world.sign_up("Alice", layer=layer)
    token = await make_token(alice, "AppBot")
    for line in SETTINGS:
        await converse(alice, line.format("@AppBot"))
    return alice, await sign_in(world, token), token


def told(url: str) -> dict[str, str]:
    """What stands behind `#`."""
    return dict(parse_qsl(urlsplit(url).fragment))


def check(world: World, token: str, init_data: str) -> dict[str, str]:
    """What a bot does with initData (the steps of the page above), and what a third party does."""
    fields = dict(parse_qsl(init_data))
    hash = fields.pop("hash")
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac(b"WebAppData", token.encode(), sha256).digest()
    assert hmac(secret, lines.encode(), sha256).hexdigest() == hash
    known = dict(fields)
    signature = urlsafe_b64decode(known.pop("signature") + "==")
    lines = f"{token.split(':', maxsplit=1)[0]}:WebAppData\n" + "\n".join(
        f"{name}={known[name]}" for name in sorted(known)
    )
    public = Ed25519PublicKey.from_public_bytes(ed25519.public_key(seed_of(world.app.house.secret)))
    public.verify(signature, lines.encode())
    return fields


@pytest.mark.parametrize("layer", [140, 143, 145, 185, 229])
async def test_an_app_is_opened_from_a_button(world: World, layer: int) -> None:
    alice, bot, token = await scene(world, layer)
    assert ed25519.public_key(seed_of(world.app.house.secret)).hex() in await converse(alice, "/appkey")
    theme = types.DataJSON(data='{"bg_color": 16777215, "text_color": "#000000"}')
    opened = await alice(
        call.RequestWebView(peer=alice.peer(bot), bot=alice.user(bot), url=APP, theme_params=theme, platform="tdesktop")
    )
    assert opened.url.startswith(APP + "#") and opened.query_id
    known = told(opened.url)
    assert (
        known["tgWebAppPlatform"] == ("tdesktop" if layer > 143 else "unknown")
        and json.loads(known["tgWebAppThemeParams"])["bg_color"] == "#ffffff"
    )
    fields = check(world, token, known["tgWebAppData"])
    user = json.loads(fields["user"])
    assert user["id"] == alice.user_id and user["first_name"] == "Alice" and int(fields["auth_date"]) > 0
    # the app answers in the chat, once
    result = types.InputBotInlineResult(
        id="1", type="article", title="x", send_message=types.InputBotInlineMessageText(message="From the app")
    )
    await alice.barrier()
    assert await alice(
        call.ProlongWebView(peer=alice.peer(bot), bot=alice.user(bot), query_id=opened.query_id, silent=True)
    )
    sent = await bot(call.SendWebViewResultMessage(bot_query_id=fields["query_id"], result=result))
    assert sent.msg_id is None
    await alice.barrier()
    assert alice.messages[-1].message == "From the app" and alice.messages[-1].via_bot_id == bot.user_id
    assert alice.messages[-1].silent
    assert alice.heard(types.UpdateWebViewResultSent)[-1].query_id == opened.query_id
    with refused("QUERY_ID_INVALID"):
        await bot(call.SendWebViewResultMessage(bot_query_id=fields["query_id"], result=result))
    with refused("QUERY_ID_INVALID"):
        await alice(call.ProlongWebView(peer=alice.peer(bot), bot=alice.user(bot), query_id=opened.query_id))
    with refused("URL_INVALID"):
        await alice(
            call.RequestWebView(peer=alice.peer(bot), bot=alice.user(bot), url="http://example.org", platform="x")
        )
    with refused("BOT_INVALID"):
        await alice(call.RequestWebView(peer=alice.peer(bot), bot=types.InputUserSelf(), url=APP, platform="x"))


async def test_an_app_answers_in_the_name_of_a_channel(world: World) -> None:
    alice, bot, token = await scene(world)
    town, news = await alice.create_channel("Town", megagroup=True), await alice.create_channel("News")
    result = types.InputBotInlineResult(
        id="1", type="article", title="x", send_message=types.InputBotInlineMessageText(message="We won")
    )
    opening = {"peer": alice.chat(town), "bot": alice.user(bot)}
    for name in (alice.chat(news), alice.peer(bot)):
        opened = await alice(call.RequestWebView(**opening, url=APP, platform="x", send_as=name))
        fields = check(world, token, told(opened.url)["tgWebAppData"])
        if name == alice.peer(bot):
            with refused("SEND_AS_PEER_INVALID"):
                await bot(call.SendWebViewResultMessage(bot_query_id=fields["query_id"], result=result))
            break
        assert await alice(call.ProlongWebView(**opening, query_id=opened.query_id, send_as=name))
        await bot(call.SendWebViewResultMessage(bot_query_id=fields["query_id"], result=result))
        await alice.barrier()
        assert alice.messages[-1].from_id.channel_id == name.channel_id


async def test_an_answer_with_buttons_can_be_changed(world: World) -> None:
    alice, bot, token = await scene(world)
    opened = await alice(call.RequestWebView(peer=alice.peer(bot), bot=alice.user(bot), url=APP, platform="x"))
    fields = check(world, token, told(opened.url)["tgWebAppData"])
    text = types.InputBotInlineMessageText(message="Game over", reply_markup=inline([callback("Again", b"a")]))
    result = types.InputBotInlineResult(id="1", type="article", title="x", send_message=text)
    with refused("QUERY_ID_INVALID"):
        await bot(call.SendWebViewResultMessage(bot_query_id="no number", result=result))
    sent = await bot(call.SendWebViewResultMessage(bot_query_id=fields["query_id"], result=result))
    assert await bot(call.EditInlineBotMessage(id=sent.msg_id, message="Over"))
    await world.pass_time(3700)
    opened = await alice(call.RequestWebView(peer=alice.peer(bot), bot=alice.user(bot), url=APP, platform="x"))
    fields = check(world, token, told(opened.url)["tgWebAppData"])
    await world.pass_time(61)  # nobody has said that it is still open
    with refused("QUERY_ID_INVALID"):
        await bot(call.SendWebViewResultMessage(bot_query_id=fields["query_id"], result=result))


@pytest.mark.parametrize("layer", [145, 181])
async def test_older_clients_open_apps(world: World, layer: int) -> None:
    alice, bot, token = await scene(world, layer)
    opened = await alice(call.RequestSimpleWebView(bot=alice.user(bot), url=APP, platform="web"))
    assert isinstance(opened, types.SimpleWebViewResultUrl) and opened.url.startswith(APP)
    if layer < 158:
        return
    await converse(alice, "/newapp", "@AppBot", "Shop", "Buy things", "/empty", "https://example.org/shop", "shop")
    named = types.InputBotAppShortName(bot_id=alice.user(bot), short_name="shop")
    opened = await alice(call.RequestAppWebView(peer=alice.peer(bot), app=named, platform="ios"))
    assert isinstance(opened, types.AppWebViewResultUrl)
    check(world, token, told(opened.url)["tgWebAppData"])


async def test_other_ways_to_open_one(world: World) -> None:
    alice, bot, token = await scene(world)
    opened = await alice(call.RequestSimpleWebView(bot=alice.user(bot), url=APP, platform="web"))
    assert "tgWebAppData" not in told(opened.url)
    opened = await alice(call.RequestSimpleWebView(bot=alice.user(bot), from_side_menu=True, platform="web"))
    check(world, token, told(opened.url)["tgWebAppData"])
    with refused("URL_INVALID"):
        await alice(call.RequestSimpleWebView(bot=alice.user(bot), url="ftp://example.org", platform="web"))
    opened = await alice(
        call.RequestMainWebView(
            peer=alice.peer(bot), bot=alice.user(bot), start_param="ref", platform="web", fullscreen=True
        )
    )
    fields = check(world, token, told(opened.url)["tgWebAppData"])
    assert fields["start_param"] == "ref" and fields["chat_type"] == "sender" and "chat_instance" in fields
    assert parse_qs(urlsplit(opened.url).query)["tgWebAppStartParam"] == ["ref"] and opened.fullscreen
    with refused("START_PARAM_INVALID"):
        await alice(
            call.RequestMainWebView(peer=alice.peer(bot), bot=alice.user(bot), start_param="a b", platform="web")
        )
    await converse(alice, "/setmainapp", "@AppBot", "/empty")
    with refused("BOT_INVALID"):
        await alice(call.RequestMainWebView(peer=alice.peer(bot), bot=alice.user(bot), platform="web"))


async def test_an_app_with_a_name(world: World) -> None:
    alice, bot, token = await scene(world)
    await converse(alice, "/newapp", "@AppBot", "Shop", "Buy things", "/empty", "https://example.org/shop", "shop")
    named = types.InputBotAppShortName(bot_id=alice.user(bot), short_name="shop")
    found = await alice(call.GetBotApp(app=named, hash=0))
    assert found.app.title == "Shop" and found.inactive and found.request_write_access
    again = await alice(call.GetBotApp(app=named, hash=found.app.hash))
    assert again.app == types.BotAppNotModified()
    by_id = types.InputBotAppID(id=found.app.id, access_hash=found.app.access_hash)
    opened = await alice(
        call.RequestAppWebView(peer=alice.peer(bot), app=by_id, start_param="a", platform="ios", write_allowed=True)
    )
    check(world, token, told(opened.url)["tgWebAppData"])
    await alice.barrier()
    assert alice.messages[-1].action.app.short_name == "shop"
    await bot.say(alice, "Welcome")
    with refused("BOT_APP_SHORTNAME_INVALID"):
        await alice(call.GetBotApp(app=types.InputBotAppShortName(bot_id=alice.user(bot), short_name="no"), hash=0))
    with refused("BOT_APP_INVALID"):
        wrong = types.InputBotAppID(id=4, access_hash=5)
        await alice(call.RequestAppWebView(peer=alice.peer(bot), app=wrong, platform="ios"))


async def test_an_app_of_a_keyboard_sends_data(world: World) -> None:
    alice, bot, _ = await scene(world)
    await alice(call.SendWebViewData(bot=alice.user(bot), random_id=4, button_text="Choose", data="blue"))
    await bot.barrier()
    assert bot.messages[-1].action == types.MessageActionWebViewDataSentMe(text="Choose", data="blue")
    history = await alice(
        call.GetHistory(
            peer=alice.peer(bot), offset_id=0, offset_date=0, add_offset=0, limit=1, max_id=0, min_id=0, hash=0
        )
    )
    assert history.messages[0].action == types.MessageActionWebViewDataSent(text="Choose")
    with refused("DATA_INVALID"):
        await alice(call.SendWebViewData(bot=alice.user(bot), random_id=4, button_text="Choose", data=""))
    with refused("BOT_INVALID"):
        await alice(call.SendWebViewData(bot=types.InputUserSelf(), random_id=4, button_text="Choose", data="x"))
    with refused("RANDOM_ID_EMPTY"):
        await alice(call.SendWebViewData(bot=alice.user(bot), random_id=0, button_text="Choose", data="x"))


async def test_an_app_keeps_things_in_the_cloud(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bot, _ = await scene(world)

    async def ask(method: str, params: Any) -> Any:
        data = types.DataJSON(data=params if isinstance(params, str) else json.dumps(params))
        return json.loads(
            (
                await alice(
                    functions.bots.InvokeWebViewCustomMethod(bot=alice.user(bot), custom_method=method, params=data)
                )
            ).data
        )

    assert await ask("saveStorageValue", {"key": "a", "value": "1"}) is True
    assert await ask("getStorageValues", {"keys": ["a", "b"]}) == {"a": "1", "b": ""}
    assert await ask("getStorageKeys", {}) == ["a"]
    assert await ask("deleteStorageValues", {"keys": ["a"]}) is True
    assert await ask("getStorageKeys", {}) == []
    for params in ("{", "[]", {"key": "a b", "value": "1"}, {"key": "a", "value": 1}):
        with refused("DATA_JSON_INVALID"):
            await ask("saveStorageValue", params)
    for keys in ("a", ["a b"], ["a"] * 1025):
        with refused("DATA_JSON_INVALID"):
            await ask("getStorageValues", {"keys": keys})
    monkeypatch.setattr(cloud, "MOST", 1)
    assert await ask("saveStorageValue", {"key": "a", "value": "1"}) is True
    with refused("DATA_JSON_INVALID"):
        await ask("saveStorageValue", {"key": "b", "value": "2"})
    assert await ask("saveStorageValue", {"key": "a", "value": "2"}) is True
    with refused("METHOD_INVALID"):
        await ask("flyToTheMoon", {})
    assert await alice(
        functions.bots.CheckDownloadFileParams(bot=alice.user(bot), file_name="a.pdf", url="https://example.org/a.pdf")
    )
    assert not await alice(
        functions.bots.CheckDownloadFileParams(
            bot=alice.user(bot), file_name="../a.pdf", url="https://example.org/a.pdf"
        )
    )
    assert not await alice(
        functions.bots.CheckDownloadFileParams(bot=alice.user(bot), file_name="a.pdf", url="http://example.org/a.pdf")
    )


async def test_the_attachment_menu(world: World) -> None:
    alice, bot, _ = await scene(world)
    with refused("BOT_INVALID"):
        await alice(call.ToggleBotInAttachMenu(bot=alice.user(bot), enabled=True))
    await converse(alice, "/setattach", "@AppBot", "Enable")
    laptop = await world.sign_in(alice)
    found = await alice(call.GetAttachMenuBot(bot=alice.user(bot)))
    assert found.bot.inactive and found.bot.icons[0].icon.mime_type == "image/svg+xml"
    assert await alice(call.ToggleBotInAttachMenu(bot=alice.user(bot), enabled=True, write_allowed=True))
    await laptop.barrier()
    assert laptop.heard(types.UpdateAttachMenuBots) and laptop.messages[-1].action.attach_menu
    menu = await alice(call.GetAttachMenuBots(hash=0))
    assert [one.bot_id for one in menu.bots] == [bot.user_id] and menu.users[0].attach_menu_enabled
    assert await alice(call.GetAttachMenuBots(hash=menu.hash)) == types.AttachMenuBotsNotModified()
    await alice(call.ToggleBotInAttachMenu(bot=alice.user(bot), enabled=False))
    assert (await alice(call.GetAttachMenuBots(hash=0))).bots == []


async def test_signing_in_to_a_site(world: World) -> None:
    alice, bot, token = await scene(world)
    await alice.say(bot, "/start")
    buttons = [
        button("Sign in", types.InputInlineButtonTypeUrlAuth(url="https://www.example.org/in?next=a", request_write_access=True)),
        button("Elsewhere", types.InputInlineButtonTypeUrlAuth(url="https://example.com/")),
    ]  # fmt: skip
    await bot.say(alice, "Sign in", reply_markup=inline(buttons))
    await alice.barrier()
    id = alice.messages[-1].id
    asked = await alice(call.RequestUrlAuth(peer=alice.peer(bot), msg_id=id, button_id=0))
    assert asked.domain == "www.example.org" and asked.bot.id == bot.user_id and not asked.request_write_access
    assert (
        await alice(call.RequestUrlAuth(peer=alice.peer(bot), msg_id=id, button_id=1)) == types.UrlAuthResultDefault()
    )
    assert await alice(call.RequestUrlAuth(url="https://example.org")) == types.UrlAuthResultDefault()
    accepted = await alice(call.AcceptUrlAuth(peer=alice.peer(bot), msg_id=id, button_id=0, write_allowed=True))
    fields = dict(parse_qsl(urlsplit(accepted.url).query))
    assert fields.pop("next") == "a" and fields["id"] == str(alice.user_id)
    hash = fields.pop("hash")
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    assert hmac(sha256(token.encode()).digest(), lines.encode(), sha256).hexdigest() == hash
    assert await alice(call.AcceptUrlAuth(url="https://example.org")) == types.UrlAuthResultDefault()
    with refused("BOT_DOMAIN_INVALID"):
        await alice(call.AcceptUrlAuth(peer=alice.peer(bot), msg_id=id, button_id=1))
    with refused("BUTTON_INVALID"):
        await alice(call.RequestUrlAuth(peer=alice.peer(bot), msg_id=id, button_id=2))
    with refused("MESSAGE_ID_INVALID"):
        await alice(call.AcceptUrlAuth(peer=alice.peer(bot), msg_id=99, button_id=0))
    with refused("URL_INVALID"):
        await alice(call.RequestUrlAuth())
    with refused("URL_INVALID"):
        await alice(call.AcceptUrlAuth())
    sites = await alice(functions.account.GetWebAuthorizations())
    [site] = sites.authorizations
    assert site.domain == "www.example.org" and site.bot_id == bot.user_id and sites.users[0].id == bot.user_id
    with refused("HASH_INVALID"):
        await alice(functions.account.ResetWebAuthorization(hash=5))
    assert await alice(functions.account.ResetWebAuthorization(hash=site.hash))
    await alice(call.AcceptUrlAuth(peer=alice.peer(bot), msg_id=id, button_id=0))
    assert await alice(functions.account.ResetWebAuthorizations())
    assert (await alice(functions.account.GetWebAuthorizations())).authorizations == []


async def test_whom_a_bot_is_for(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "ShyBot", settings=("/setmainapp", "{}", "https://example.org"))
    # only the owner and guests open the apps of a restricted bot
    made = await alice(functions.bots.CreateBot(name="x", username="Shy2Bot", manager_id=alice.user(93372553)))
    await alice(functions.bots.EditAccessSettings(bot=alice.user(made.id), restricted=True))
    await alice(call.RequestSimpleWebView(bot=alice.user(made.id), url=APP, platform="x"))
    with refused("BOT_INVALID"):
        await bob(call.RequestSimpleWebView(bot=bob.user(made.id), url=APP, platform="x"))
    await bob(call.RequestSimpleWebView(bot=bob.user(bot), url=APP, platform="x"))
