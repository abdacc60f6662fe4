"""Telethon with the plug-in telethon-secret-chat under orders."""

from __future__ import annotations

import asyncio
import hashlib

from agent import obey, say
from telethon import functions
from telethon_agent import Agent
from telethon_secret_chat import SecretChatManager


class SecretAgent(Agent):
    async def connect(self, **options) -> dict:
        told = await super().connect(**options)
        self.secrets = SecretChatManager(self.client, auto_accept=True, new_chat_created=self._created)
        self.secrets.add_secret_event_handler(func=self._secret)
        return told

    async def _created(self, chat, created_by_me: bool) -> None:
        say(event="secret_ready", chat=chat.id, own=created_by_me)

    async def _secret(self, event) -> None:
        message = event.decrypted_event
        told = {"chat": event.message.chat_id, "text": message.message, "sha256": "", "size": 0}
        if event.message.file.__class__.__name__ == "EncryptedFile":
            body = (await self.secrets.download_secret_media(message))[: message.media.size]
            told.update(sha256=hashlib.sha256(body).hexdigest(), size=len(body))
        say(event="secret", message=told)

    async def begin_secret(self, to) -> dict:
        return {"chat": await self.secrets.start_secret_chat(to)}

    async def send_secret(self, chat: int, text: str) -> bool:
        await self.secrets.send_secret_message(chat, text)
        return True

    async def send_secret_file(self, chat: int, name: str, size: int) -> dict:
        body = bytes(at * 11 & 255 for at in range(size))
        await self.secrets.send_secret_document(
            chat, body, thumb=b"", thumb_w=0, thumb_h=0, file_name=name, mime_type="application/octet-stream", size=size, caption=name
        )  # fmt: skip
        return {"sha256": hashlib.sha256(body).hexdigest()}

    async def type_secret(self, chat: int) -> bool:
        peer = self.secrets.get_secret_chat(chat).input_chat
        return await self.client(functions.messages.SetEncryptedTypingRequest(peer, True))

    async def read_secret(self, chat: int, max_date: int) -> bool:
        peer = self.secrets.get_secret_chat(chat).input_chat
        return await self.client(functions.messages.ReadEncryptedHistoryRequest(peer, max_date))

    async def end_secret(self, chat: int) -> bool:
        await self.secrets.close_secret_chat(self.secrets.get_secret_chat(chat))
        return True


if __name__ == "__main__":
    asyncio.run(obey(SecretAgent()))
