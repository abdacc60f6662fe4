"""Pyrogram 2.0.106 or its fork kurigram under orders; see agent.py. The server's address goes in through the storage, as users do it."""

from __future__ import annotations

import asyncio
import hashlib
import inspect
import io
from pathlib import Path

import pyrogram
from pyrogram import Client, enums, errors, handlers, raw
from pyrogram.crypto import rsa
from pyrogram.raw.all import layer
from pyrogram.storage.sqlite_storage import SQLiteStorage

try:
    from pyrogram.session.internals import DataCenter
except ImportError:
    DataCenter = None

from agent import obey, picture, say, say_whole
from pyrogram_groups import Groups, read_key
from pyrogram_kinds import Kinds, read
from pyrogram_stars import Stars


def told(message) -> dict:
    text = message.text if message.text is not None else message.caption
    media = message.media
    return {
        "id": message.id,
        "text": str(text) if text is not None else "",
        "out": bool(message.outgoing),
        "entities": [
            entity.type.name.title().replace("_", "") for entity in message.entities or message.caption_entities or ()
        ],
        "reply_to": getattr(message, "reply_to_message_id", None),
        "forwarded": bool(getattr(message, "forward_origin", None) or getattr(message, "forward_date", None)),
        "edited": message.edit_date is not None,
        "media": media.name.lower() if media else None,
        "pinned": False,
    }


class Agent(Groups, Kinds, Stars):
    async def connect(self, host: str, port: int, key: str, folder: str, transport: str = "") -> dict:
        n, e, fingerprint = read_key(key)
        kind = type(next(iter(rsa.server_public_keys.values())))
        rsa.server_public_keys.clear()
        rsa.server_public_keys[fingerprint] = kind(n, e)

        class Storage(SQLiteStorage):
            async def server_address(self, value=object):
                return host

            async def port(self, value=object):
                return port

        options = {}
        if "storage_engine" in inspect.signature(Client.__init__).parameters:
            options["storage_engine"] = Storage("agent", workdir=Path(folder))
        elif DataCenter is not None:  # Pyrogram 2.0.106 knows no server but its own list
            DataCenter.__new__ = lambda cls, *args, **kwargs: (host, port)
        self.client = Client(
            "agent",
            api_id=11111,
            api_hash="a" * 32,
            device_model="Pyrogram",
            workdir=folder,
            sleep_threshold=0,
            **options,
        )
        self._listen()
        await self.client.connect()
        return {"version": pyrogram.__version__, "layer": layer}

    def _listen(self) -> None:
        self.client.add_handler(handlers.MessageHandler(self._new))
        self.client.add_handler(handlers.EditedMessageHandler(self._edited))
        self.client.add_handler(handlers.DeletedMessagesHandler(self._deleted))
        self.client.add_handler(handlers.RawUpdateHandler(self._raw), group=1)

    async def _new(self, client, message) -> None:
        say(event="new", message=told(message))

    async def _edited(self, client, message) -> None:
        say(event="edited", message=told(message))

    async def _deleted(self, client, messages) -> None:
        say(event="deleted", ids=[message.id for message in messages])

    async def _raw(self, client, update, users, chats) -> None:
        if isinstance(update, raw.types.UpdateReadHistoryOutbox):
            say(event="read", max_id=update.max_id, outbox=True)
        name, message = type(update).__name__, getattr(update, "message", None)
        say(event="raw", name=name)
        if name.startswith("UpdateBot") or isinstance(message, raw.types.MessageService):
            say_whole(read(update if name.startswith("UpdateBot") else message))

    async def request_code(self, phone: str) -> dict:
        self.phone = phone
        self.sent = await self.client.send_code(phone)
        return {"type": str(self.sent.type)}

    async def enter_code(self, code: str, first_name: str, last_name: str = "") -> dict:
        made = False
        try:
            answer = await self.client.sign_in(self.phone, self.sent.phone_code_hash, code)
        except errors.SessionPasswordNeeded:
            return {"password_needed": True}
        if not isinstance(answer, pyrogram.types.User):
            made = True
            answer = await self.client.sign_up(self.phone, self.sent.phone_code_hash, first_name, last_name)
        await self._begin()
        return {"id": answer.id, "signed_up": made}

    async def _begin(self) -> None:
        """What `Client.start` does once somebody is signed in."""
        await self.client.invoke(raw.functions.updates.GetState())
        self.client.me = await self.client.get_me()
        await self.client.initialize()

    async def sign_in_bot(self, token: str) -> dict:
        await self.client.sign_in_bot(token)
        await self._begin()
        return {"id": self.client.me.id, "bot": self.client.me.is_bot}

    async def serve(self) -> bool:
        """Answer as a bot does: /start with a button, a press with words, and what is typed behind the bot's name."""
        kinds = pyrogram.types

        async def start(client, message) -> None:
            button = kinds.InlineKeyboardButton("Press me", callback_data="press")
            await message.reply("Hello!", reply_markup=kinds.InlineKeyboardMarkup([[button]]))

        async def press(client, query) -> None:
            await query.answer("You pressed", show_alert=True)
            await query.edit_message_text("Pressed.")

        async def inline(client, query) -> None:
            content = kinds.InputTextMessageContent(query.query.upper())
            await query.answer([kinds.InlineQueryResultArticle("Loud", content)], cache_time=0)

        self.client.add_handler(handlers.MessageHandler(start, pyrogram.filters.command("start")), group=2)
        self.client.add_handler(handlers.CallbackQueryHandler(press), group=2)
        self.client.add_handler(handlers.InlineQueryHandler(inline), group=2)
        return True

    async def press(self, peer, id: int, data: str) -> dict:
        answer = await self.client.request_callback_answer(peer, id, data.encode())
        return {"text": answer.message, "alert": bool(answer.alert)}

    async def send_inline(self, bot: str, query: str, to) -> dict:
        found = await self.client.get_inline_bot_results(bot, query)
        sent = await self.client.send_inline_bot_result(to, found.query_id, found.results[0].id)
        return {"title": found.results[0].title, "id": getattr(sent, "id", 0)}

    async def enter_password(self, password: str) -> dict:
        user = await self.client.check_password(password)
        await self._begin()
        return {"id": user.id}

    async def set_password(self, password: str) -> bool:
        return bool(await self.client.enable_cloud_password(password))

    async def add_contact(self, phone: str, first_name: str) -> dict:
        answer = await self.client.import_contacts([pyrogram.types.InputPhoneContact(phone, first_name)])
        users = answer.users if hasattr(answer, "users") else answer
        return {"id": users[0].id, "name": users[0].first_name}

    async def set_username(self, username: str) -> bool:
        return bool(await self.client.set_username(username))

    async def resolve(self, username: str) -> dict:
        return {"id": (await self.client.get_users(username)).id}

    async def ask(self, to, question: str, answers: list[str]) -> dict:
        """A poll that shows who votes."""
        form = getattr(pyrogram.types, "InputPollOption", None)
        options = [form(text=answer) for answer in answers] if form else answers
        return self._told_poll(await self.client.send_poll(to, question, options, is_anonymous=False))

    async def vote(self, peer, id: int, place: int) -> dict:
        await self.client.vote_poll(peer, id, place)
        return self._told_poll(await self.client.get_messages(peer, id))

    async def end_poll(self, peer, id: int) -> bool:
        return bool((await self.client.stop_poll(peer, id)).is_closed)

    def _told_poll(self, message) -> dict:
        poll = message.poll
        return {
            "id": message.id,
            "question": str(getattr(poll.question, "text", poll.question)),
            "answers": [str(getattr(option.text, "text", option.text)) for option in poll.options],
            "voters": [option.voter_count or 0 for option in poll.options],
            "total": poll.total_voter_count or 0,
        }

    async def post_story(self, text: str) -> dict:
        """For everyone."""
        body = io.BytesIO(picture())
        body.name = "story.jpg"
        rules = pyrogram.enums.StoriesPrivacyRules.PUBLIC
        return {"id": (await self.client.send_story("me", body, text, privacy=rules)).id}

    async def look_at_stories(self, peer) -> list[dict]:
        """The active ones of somebody; they are read, and answered with a heart."""
        found = [one async for one in self.client.get_chat_stories(peer)]
        told = [{"id": one.id, "text": str(one.caption)} for one in found]
        await self.client.read_chat_stories(peer, told[-1]["id"])
        await self.client.send_reaction(peer, story_id=told[-1]["id"], emoji="❤")
        return told

    async def story_viewers(self, id: int) -> dict:
        rows = [row async for row in self.client.get_story_views("me", id)]
        said = [row for row in rows if getattr(row, "reaction", None)]
        people = [getattr(row, "from_user", None) or row.user for row in rows]
        return {"ids": [one.id for one in people], "reactions": len(said)}

    async def send_text(self, to, text: str, reply_to: int | None = None, markdown: bool = False) -> dict:
        options: dict = {
            "parse_mode": pyrogram.enums.ParseMode.MARKDOWN if markdown else pyrogram.enums.ParseMode.DISABLED
        }
        if reply_to is not None:
            if hasattr(pyrogram.types, "ReplyParameters"):
                options["reply_parameters"] = pyrogram.types.ReplyParameters(message_id=reply_to)
            else:
                options["reply_to_message_id"] = reply_to
        return told(await self.client.send_message(to, text, **options))

    async def send_file(self, to, name: str, size: int, photo: bool = False) -> dict:
        body = io.BytesIO(picture() if photo else bytes(at * 7 & 255 for at in range(size)))
        body.name = name
        send = self.client.send_photo if photo else self.client.send_document
        sent = await send(to, body, caption=name)
        return {**told(sent), "sha256": hashlib.sha256(body.getvalue()).hexdigest()}

    async def send_bytes(self, to, name: str, hex: str, file: bool = False) -> dict:
        body = io.BytesIO(bytes.fromhex(hex))
        body.name = name
        send = self.client.send_document if file else self.client.send_animation
        return told(await send(to, body))

    async def animations(self, peer) -> list[dict]:
        """The MIME type of each, by the filter for them."""
        kept = enums.MessagesFilter.ANIMATION
        found = [message async for message in self.client.search_messages(peer, filter=kept, limit=10)]
        return [{"mime": one.animation.mime_type, "width": one.animation.width} for one in found]

    async def find_set(self, name: str) -> dict:
        given = raw.types.InputStickerSetShortName(short_name=name)
        found = await self.client.invoke(raw.functions.messages.GetStickerSet(stickerset=given, hash=0))
        return {"title": found.set.title, "emoji": found.packs[0].emoticon}

    async def download(self, peer, id: int) -> dict:
        message = await self.client.get_messages(peer, id)
        body = (await self.client.download_media(message, in_memory=True)).getvalue()
        return {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}

    async def edit(self, peer, id: int, text: str) -> dict:
        return told(await self.client.edit_message_text(peer, id, text))

    async def delete(self, peer, ids: list[int]) -> bool:
        await self.client.delete_messages(peer, ids)
        return True

    async def forward(self, to, source, ids: list[int]) -> list[dict]:
        sent = await self.client.forward_messages(to, source, ids)
        return [told(message) for message in (sent if isinstance(sent, list) else [sent])]

    async def read(self, peer) -> bool:
        return bool(await self.client.read_chat_history(peer))

    async def pin(self, peer, id: int) -> bool:
        await self.client.pin_chat_message(peer, id, both_sides=True)
        return True

    async def react(self, peer, id: int, emoji: str) -> bool:
        await self.client.send_reaction(peer, id, emoji)
        return True

    async def history(self, peer, limit: int = 20) -> list[dict]:
        return [told(message) async for message in self.client.get_chat_history(peer, limit=limit)]

    async def search(self, peer, text: str) -> list[dict]:
        return [told(message) async for message in self.client.search_messages(peer, query=text)]

    async def dialogs(self) -> list[dict]:
        return [
            {"id": dialog.chat.id, "unread": dialog.unread_messages_count} async for dialog in self.client.get_dialogs()
        ]

    async def me(self) -> dict:
        user = await self.client.get_me()
        return {"id": user.id, "phone": user.phone_number, "first_name": user.first_name}

    async def disconnect(self) -> str:
        if self.client.is_initialized:
            await self.client.terminate()
        await self.client.disconnect()
        return ""

    async def reconnect(self) -> bool:
        self._listen()  # terminating forgot the handlers
        await self.client.connect()
        await self._begin()
        return True

    async def log_out(self) -> bool:
        return bool(await self.client.log_out())


if __name__ == "__main__":
    asyncio.run(obey(Agent()))
