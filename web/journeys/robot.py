"""A bot for the journeys: it shows its buttons, counts presses, finds things and has an app. Its token comes on standard input."""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path
from typing import Any

from angarium.crypto.rsa import PrivateKey
from angarium.tl import codec, functions, types
from bench.wire import Client, plain


class Robot:
    def __init__(self, client: Client, app: str) -> None:
        self.client, self.app = client, app
        self.hashes: dict[int, int] = {}
        self.count = 0
        self.heard: asyncio.Queue[bytes] = asyncio.Queue()
        client.on_update = self.heard.put_nowait

    async def sign_in(self, token: str) -> None:
        await self.client.shake_hands()
        await self.client(functions.auth.ImportBotAuthorization(flags=0, api_id=1, api_hash="x", bot_auth_token=token))
        commands = [
            types.BotCommand(command="buttons", description="Buttons below the field"),
            types.BotCommand(command="bye", description="Take them away"),
        ]
        scope = types.BotCommandScopeDefault()
        await self.client(functions.bots.SetBotCommands(scope=scope, lang_code="", commands=commands))
        menu = types.BotMenuButton(text="Weather", url=self.app)
        await self.client(functions.bots.SetBotMenuButton(user_id=types.InputUserEmpty(), button=menu))
        await self.client(functions.updates.GetState())
        print("ready", flush=True)

    async def serve(self) -> None:
        while True:
            told = codec.read(plain(await self.heard.get()))
            for user in getattr(told, "users", ()):
                if getattr(user, "access_hash", None):
                    self.hashes[user.id] = user.access_hash
            for update in getattr(told, "updates", None) or [getattr(told, "update", told)]:
                await self.take(update)

    async def take(self, update: Any) -> None:
        if isinstance(update, types.UpdateNewMessage) and isinstance(update.message, types.Message):
            if not update.message.out and not update.message.via_bot_id:  # what it found for them needs no answer
                await self.answer(update.message.peer_id.user_id, update.message.message)
        elif isinstance(update, types.UpdateShortMessage) and not update.out and not update.via_bot_id:
            await self.answer(update.user_id, update.message)
        elif isinstance(update, types.UpdateBotCallbackQuery):
            await self.pressed(update)
        elif isinstance(update, types.UpdateBotInlineQuery):
            await self.find(update)

    def peer(self, user: int) -> types.InputPeerUser:
        return types.InputPeerUser(user_id=user, access_hash=self.hashes.get(user, 0))

    async def say(self, user: int, text: str, markup: Any = None) -> None:
        number = random.getrandbits(62)
        await self.client(
            functions.messages.SendMessage(peer=self.peer(user), message=text, random_id=number, reply_markup=markup)
        )

    async def answer(self, user: int, text: str) -> None:
        if text.startswith("/start"):
            await self.say(user, f"Good morning {text[7:]}".strip() + "!", self.buttons())
        elif text == "/buttons":
            row = types.KeyboardButtonRow(
                buttons=[types.KeyboardButton(text=word, type=types.ButtonTypeDefault()) for word in ("Sun", "Rain")]
            )
            await self.say(
                user, "Which?", types.ReplyKeyboardMarkup(rows=[row], resize=True, placeholder="Sun or rain")
            )
        elif text == "/hot":
            await self.glow(user)
        elif text == "/bye":
            await self.say(user, "Gone.", types.ReplyKeyboardHide())
        else:
            await self.say(user, f"You said: {text}")

    async def glow(self, user: int) -> None:
        """Says something with an emoji that is a picture, from the set that every server has."""
        emoji = types.InputStickerSetShortName(short_name="AngariumEmoji")
        found = await self.client(functions.messages.GetStickerSet(stickerset=emoji, hash=0))
        picture = types.MessageEntityCustomEmoji(offset=4, length=2, document_id=found.documents[0].id)
        await self.client(
            functions.messages.SendMessage(
                peer=self.peer(user), message="Hot 🔥 today", random_id=random.getrandbits(62), entities=[picture]
            )
        )

    def buttons(self) -> types.ReplyInlineMarkup:
        kinds = {
            "Count": types.InlineButtonTypeCallback(data=b"count"),
            "Tell": types.InlineButtonTypeCallback(data=b"tell"),
            "Weather map": types.InlineButtonTypeWebView(url=self.app),
            "Find here": types.InlineButtonTypeSwitchInline(query="tea", same_peer=True),
            "Web site": types.InlineButtonTypeUrl(url="https://example.org/"),
        }
        buttons = [types.KeyboardInlineButton(text=text, type=kind) for text, kind in kinds.items()]
        rows = [types.KeyboardInlineButtonRow(buttons=row) for row in (buttons[:2], buttons[2:4], buttons[4:])]
        return types.ReplyInlineMarkup(rows=rows)

    async def pressed(self, query: types.UpdateBotCallbackQuery) -> None:
        self.count += query.data == b"count"
        text = f"Counted {self.count}" if query.data == b"count" else "Tomorrow there will be rain."
        await self.client(
            functions.messages.SetBotCallbackAnswer(
                query_id=query.query_id, message=text, alert=query.data == b"tell", cache_time=0
            )
        )

    async def find(self, query: types.UpdateBotInlineQuery) -> None:
        results = [
            types.InputBotInlineResult(
                id=str(at), type="article", title=f"{kind} {query.query}", description="From the kitchen",
                send_message=types.InputBotInlineMessageText(message=f"A cup of {kind.lower()} {query.query}"),
            )
            for at, kind in enumerate(("Green", "Black"))
        ]  # fmt: skip
        await self.client(
            functions.messages.SetInlineBotResults(query_id=query.query_id, results=results, cache_time=0)
        )


async def main(key: str, port: str, app: str) -> None:
    public = PrivateKey.from_pem(Path(key).read_bytes()).public  # noqa: ASYNC240
    robot = Robot(Client(("127.0.0.1", int(port)), public), app)
    await robot.sign_in(sys.stdin.readline().strip())
    await robot.serve()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
