"""Telethon under orders: one JSON command a line on stdin, one JSON answer a line on stdout. Runs in the library's own folder."""

from __future__ import annotations

import asyncio
import hashlib
import io

import telethon
from agent import obey, picture, plain, say, say_whole
from telethon import TelegramClient, errors, events, functions, types
from telethon.crypto import rsa
from telethon.network import connection
from telethon.sessions import StringSession
from telethon.tl.alltlobjects import LAYER
from telethon_groups import Groups
from telethon_kinds import Kinds

CONNECTIONS = {
    "full": connection.ConnectionTcpFull,
    "abridged": connection.ConnectionTcpAbridged,
    "intermediate": connection.ConnectionTcpIntermediate,
    "obfuscated": connection.ConnectionTcpObfuscated,
    "http": connection.ConnectionHttp,
}


def told(message) -> dict:
    return {
        "id": message.id,
        "text": message.message,
        "out": message.out,
        "entities": [type(entity).__name__.replace("MessageEntity", "") for entity in message.entities or ()],
        "reply_to": getattr(message.reply_to, "reply_to_msg_id", None) if message.reply_to else None,
        "forwarded": message.fwd_from is not None,
        "edited": message.edit_date is not None,
        "media": type(message.media).__name__.replace("MessageMedia", "").lower() if message.media else None,
        "pinned": bool(getattr(message, "pinned", False)),
    }


class Agent(Groups, Kinds):
    client: TelegramClient

    async def connect(self, host: str, port: int, key: str, transport: str = "full", session: str = "") -> dict:
        rsa._server_keys.clear()
        try:
            rsa.add_key(key, old=False)
        except TypeError:
            rsa.add_key(key)
        keep = StringSession(session or None)
        if not session:
            keep.set_dc(2, host, port)
        self.client = TelegramClient(
            keep, 11111, "a" * 32, connection=CONNECTIONS[transport], device_model="Telethon", connection_retries=3,
            request_retries=2, timeout=15, catch_up=True,
        )  # fmt: skip
        self.client.add_event_handler(self._new, events.NewMessage())
        self.client.add_event_handler(self._edited, events.MessageEdited())
        self.client.add_event_handler(self._deleted, events.MessageDeleted())
        self.client.add_event_handler(self._read, events.MessageRead())
        self.client.add_event_handler(self._raw, events.Raw())
        await self.client.connect()
        return {"version": telethon.__version__, "layer": LAYER}

    async def _new(self, event) -> None:
        say(event="new", message=told(event.message))

    async def _edited(self, event) -> None:
        say(event="edited", message=told(event.message))

    async def _deleted(self, event) -> None:
        say(event="deleted", ids=event.deleted_ids)

    async def _read(self, event) -> None:
        say(event="read", max_id=event.max_id, outbox=event.outbox)

    async def _raw(self, update) -> None:
        name, message = type(update).__name__, getattr(update, "message", None)
        say(event="raw", name=name)
        if name.startswith("UpdateBot") or isinstance(message, types.MessageService):
            told = update if name.startswith("UpdateBot") else message
            say_whole(plain(told, lambda one: one.to_dict()))

    async def request_code(self, phone: str) -> dict:
        self.phone = phone
        self.sent = await self.client.send_code_request(phone)
        return {"type": type(self.sent.type).__name__}

    async def enter_code(self, code: str, first_name: str, last_name: str = "") -> dict:
        made = False
        try:
            answer = await self.client(functions.auth.SignInRequest(self.phone, self.sent.phone_code_hash, code))
        except errors.SessionPasswordNeededError:
            return {"password_needed": True}
        if isinstance(answer, types.auth.AuthorizationSignUpRequired):
            made = True
            answer = await self.client(
                functions.auth.SignUpRequest(self.phone, self.sent.phone_code_hash, first_name, last_name)
            )
        await self.client._on_login(answer.user)
        return {"id": answer.user.id, "signed_up": made}

    async def sign_in_bot(self, token: str) -> dict:
        user = await self.client.sign_in(bot_token=token)
        return {"id": user.id, "bot": user.bot}

    async def serve(self) -> bool:
        """Answer as a bot does: /start with a button, a press with words, and what is typed behind the bot's name."""

        async def start(event) -> None:
            await event.respond("Hello!", buttons=[[telethon.Button.inline("Press me", b"press")]])

        async def press(event) -> None:
            await event.answer("You pressed", alert=True)  # first: an edit answers by itself
            await event.edit("Pressed.")

        async def inline(event) -> None:
            result = event.builder.article("Loud", text=event.text.upper())
            await event.answer([result], cache_time=0)

        self.client.add_event_handler(start, events.NewMessage(pattern="/start"))
        self.client.add_event_handler(press, events.CallbackQuery(data=b"press"))
        self.client.add_event_handler(inline, events.InlineQuery())
        return True

    async def enter_password(self, password: str) -> dict:
        user = await self.client.sign_in(password=password)
        return {"id": user.id}

    async def set_password(self, password: str) -> bool:
        return await self.client.edit_2fa(new_password=password)

    async def add_contact(self, phone: str, first_name: str) -> dict:
        contact = types.InputPhoneContact(client_id=1, phone=phone, first_name=first_name, last_name="")
        answer = await self.client(functions.contacts.ImportContactsRequest([contact]))
        return {"id": answer.users[0].id, "name": answer.users[0].first_name}

    async def set_username(self, username: str) -> bool:
        await self.client(functions.account.UpdateUsernameRequest(username))
        return True

    async def resolve(self, username: str) -> dict:
        return {"id": (await self.client.get_entity(username)).id}

    async def send_text(self, to, text: str, reply_to: int | None = None, markdown: bool = False) -> dict:
        return told(await self.client.send_message(to, text, reply_to=reply_to, parse_mode="md" if markdown else None))

    async def send_file(self, to, name: str, size: int, photo: bool = False) -> dict:
        body = io.BytesIO(picture() if photo else bytes(at * 7 & 255 for at in range(size)))
        body.name = name
        sent = await self.client.send_file(to, body, force_document=not photo, caption=name)
        return {**told(sent), "sha256": hashlib.sha256(body.getvalue()).hexdigest()}

    async def send_bytes(self, to, name: str, hex: str, file: bool = False) -> dict:
        body = io.BytesIO(bytes.fromhex(hex))
        body.name = name
        return told(await self.client.send_file(to, body, force_document=file))

    async def animations(self, peer) -> list[dict]:
        """The MIME type of each, by the filter for them."""
        found = await self.client.get_messages(peer, limit=10, filter=types.InputMessagesFilterGif())
        return [{"mime": message.file.mime_type, "width": message.file.width} for message in found]

    async def make_set(self, name: str, hex: str) -> dict:
        """A set of one sticker, which then is sent to oneself."""
        file = await self.client.upload_file(bytes.fromhex(hex), file_name="sticker.png")
        media = types.InputMediaUploadedDocument(file=file, mime_type="image/png", attributes=[], force_file=True)
        ready = (await self.client(functions.messages.UploadMediaRequest(peer="me", media=media))).document
        named = types.InputDocument(ready.id, ready.access_hash, ready.file_reference)
        item = types.InputStickerSetItem(document=named, emoji="\U0001f642")
        made = await self.client(
            functions.stickers.CreateStickerSetRequest(
                user_id="me", title="Ours", short_name=name, stickers=[item]
            )
        )  # fmt: skip
        sent = await self.client.send_file("me", made.documents[0])
        return {"mime": sent.file.mime_type, "emoji": sent.file.emoji, "count": made.set.count}

    async def find_set(self, name: str) -> dict:
        given = types.InputStickerSetShortName(short_name=name)
        found = await self.client(functions.messages.GetStickerSetRequest(stickerset=given, hash=0))
        await self.client(functions.messages.InstallStickerSetRequest(stickerset=given, archived=False))
        body = await self.client.download_media(found.documents[0], bytes)
        return {"title": found.set.title, "format": body[8:12].decode(), "emoji": found.packs[0].emoticon}

    async def ask(self, to, question: str, answers: list[str]) -> dict:
        """A poll that shows who votes."""
        text = getattr(types, "TextWithEntities", None) if LAYER > 177 else None
        write = (lambda words: text(words, [])) if text else str
        poll = types.Poll(
            id=0, question=write(question), public_voters=True, **({"hash": 0} if LAYER > 223 else {}),
            answers=[types.PollAnswer(write(answer), bytes([at])) for at, answer in enumerate(answers)],
        )  # fmt: skip
        return self._told_poll(await self.client.send_message(to, file=types.InputMediaPoll(poll=poll)))

    async def vote(self, peer, id: int, place: int) -> dict:
        message = await self.client.get_messages(peer, ids=id)
        option = message.media.poll.answers[place].option
        await self.client(functions.messages.SendVoteRequest(peer, id, [option]))
        return self._told_poll(await self.client.get_messages(peer, ids=id))

    async def end_poll(self, peer, id: int) -> bool:
        message = await self.client.get_messages(peer, ids=id)
        poll = message.media.poll
        poll.closed = True
        done = await self.client(
            functions.messages.EditMessageRequest(peer=peer, id=id, media=types.InputMediaPoll(poll=poll))
        )
        return bool(done.updates[0].poll.closed)

    def _told_poll(self, message) -> dict:
        poll, results = message.media.poll, message.media.results
        return {
            "id": message.id,
            "question": getattr(poll.question, "text", poll.question),
            "answers": [getattr(answer.text, "text", answer.text) for answer in poll.answers],
            "voters": [row.voters or 0 for row in results.results or ()],
            "total": results.total_voters or 0,
        }

    async def post_story(self, text: str) -> dict:
        """For everyone."""
        body = io.BytesIO(picture())
        body.name = "story.jpg"
        media = types.InputMediaUploadedPhoto(file=await self.client.upload_file(body))
        rules = [types.InputPrivacyValueAllowAll()]
        send = functions.stories.SendStoryRequest(peer="me", media=media, privacy_rules=rules, caption=text)
        done = await self.client(send)
        return {"id": next(one.story.id for one in done.updates if isinstance(one, types.UpdateStory))}

    async def look_at_stories(self, peer) -> list[dict]:
        """The active ones of somebody; they are read, and answered with a heart."""
        found = await self.client(functions.stories.GetPeerStoriesRequest(peer=peer))
        told = [{"id": one.id, "text": one.caption} for one in found.stories.stories]
        await self.client(functions.stories.ReadStoriesRequest(peer=peer, max_id=told[-1]["id"]))
        heart = types.ReactionEmoji("❤")
        await self.client(functions.stories.SendReactionRequest(peer=peer, story_id=told[-1]["id"], reaction=heart))
        return told

    async def story_viewers(self, id: int) -> dict:
        list_ = functions.stories.GetStoryViewsListRequest(peer="me", id=id, offset="", limit=10)
        found = await self.client(list_)
        return {"ids": [row.user_id for row in found.views], "reactions": found.reactions_count}

    async def download(self, peer, id: int) -> dict:
        message = await self.client.get_messages(peer, ids=id)
        body = await self.client.download_media(message, bytes)
        return {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}

    async def edit(self, peer, id: int, text: str) -> dict:
        return told(await self.client.edit_message(peer, id, text))

    async def delete(self, peer, ids: list[int]) -> bool:
        await self.client.delete_messages(peer, ids)
        return True

    async def forward(self, to, source, ids: list[int]) -> list[dict]:
        return [told(message) for message in await self.client.forward_messages(to, ids, source)]

    async def read(self, peer) -> bool:
        await self.client.send_read_acknowledge(peer)
        return True

    async def pin(self, peer, id: int) -> bool:
        await self.client.pin_message(peer, id)
        return True

    async def react(self, peer, id: int, emoji: str) -> bool:
        request = functions.messages.SendReactionRequest
        try:
            await self.client(request(peer, id, reaction=[types.ReactionEmoji(emoji)]))
        except (AttributeError, TypeError):
            await self.client(request(peer, id, reaction=emoji))
        return True

    async def history(self, peer, limit: int = 20) -> list[dict]:
        return [told(message) async for message in self.client.iter_messages(peer, limit=limit)]

    async def search(self, peer, text: str) -> list[dict]:
        return [told(message) async for message in self.client.iter_messages(peer, search=text)]

    async def dialogs(self) -> list[dict]:
        return [{"id": dialog.id, "unread": dialog.unread_count} async for dialog in self.client.iter_dialogs()]

    async def me(self) -> dict:
        user = await self.client.get_me()
        return {"id": user.id, "phone": user.phone, "first_name": user.first_name}

    async def disconnect(self) -> str:
        session = StringSession.save(self.client.session)
        await self.client.disconnect()
        return session

    async def reconnect(self) -> bool:
        await self.client.connect()
        await self.client.catch_up()
        return True

    async def log_out(self) -> bool:
        return await self.client.log_out()


if __name__ == "__main__":
    asyncio.run(obey(Agent()))
