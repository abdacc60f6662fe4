"""kurigram with the plug-in tg-secret under orders. The plug-in sends files, but cannot read what it is told of one (0.1.3)."""

from __future__ import annotations

import asyncio
import hashlib
import io

from agent import obey, say
from pyrogram import raw
from pyrogram_agent import Agent
from tg_secret import ChatRequestResult, TelegramSecretClient
from tg_secret.client_adapters.pyrogram_adapter import PyrogramClientAdapter
from tg_secret.enums import GapsStrategy


class SecretAgent(Agent):
    def _listen(self) -> None:
        super()._listen()
        self.client.workers = 1  # the plug-in does not put updates in order by itself
        # It lacks MTProto 1.0, in which the other plug-in sends its first message, so that it must not insist on having that.
        self.secrets = TelegramSecretClient(
            PyrogramClientAdapter(self.client), in_memory=True, gaps_strategy=GapsStrategy.IGNORE
        )
        self.secrets.add_request_handler(self._requested)
        self.secrets.add_chat_ready_handler(self._ready)
        self.secrets.add_new_message_handler(self._secret)
        self.secrets.add_chat_deleted_handler(self._ended)

    async def _begin(self) -> None:
        await self.secrets.start()
        await super()._begin()

    async def _requested(self, chat) -> ChatRequestResult:
        return ChatRequestResult.ACCEPT

    async def _ready(self, chat) -> None:
        say(event="secret_ready", chat=chat.id)

    async def _ended(self, chat, history_deleted: bool) -> None:
        say(event="secret_ended", chat=chat.id, history_deleted=history_deleted)

    async def _secret(self, message) -> None:
        say(event="secret", message={"chat": message.chat.id, "text": message.text})

    async def begin_secret(self, to) -> dict:
        return {"chat": (await self.secrets.request_encryption(to)).id}

    async def send_secret(self, chat: int, text: str) -> bool:
        await self.secrets.send_text_message(chat, text)
        return True

    async def send_secret_file(self, chat: int, name: str, size: int) -> dict:
        body = bytes(at * 13 & 255 for at in range(size))
        await self.secrets.send_document(chat, io.BytesIO(body), caption=name, file_name=name)
        return {"sha256": hashlib.sha256(body).hexdigest()}

    async def _peer(self, chat: int) -> raw.types.InputEncryptedChat:
        known = await self.secrets._storage.get_chat(chat)
        return raw.types.InputEncryptedChat(chat_id=chat, access_hash=known.access_hash)

    async def type_secret(self, chat: int) -> bool:
        return await self.client.invoke(
            raw.functions.messages.SetEncryptedTyping(peer=await self._peer(chat), typing=True)
        )

    async def read_secret(self, chat: int, max_date: int) -> bool:
        request = raw.functions.messages.ReadEncryptedHistory(peer=await self._peer(chat), max_date=max_date)
        return await self.client.invoke(request)

    async def end_secret(self, chat: int) -> bool:
        await self.secrets.discard_chat(chat)
        return True


if __name__ == "__main__":
    asyncio.run(obey(SecretAgent()))
