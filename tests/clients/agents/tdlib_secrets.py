"""TDLib's secret chats."""

from __future__ import annotations

import hashlib

from agent import say


class Secrets:
    def on_update_secret_chat(self, got: dict) -> None:
        chat = got["secret_chat"]
        state = chat["state"]["@type"].removeprefix("secretChatState").lower()
        say(event=f"secret_{state}", chat=chat["id"], own=chat["is_outbound"])

    def _secret(self, chat: int) -> int:
        """TDLib's number of the chat with a secret chat of the server's number."""
        return -2 * 10**12 + chat

    def on_update_chat_action(self, got: dict) -> None:
        say(event="action", chat=got["chat_id"] + 2 * 10**12, kind=got["action"]["@type"])

    async def begin_secret(self, to) -> dict:
        made = await self.request("createNewSecretChat", user_id=to)
        return {"chat": made["type"]["secret_chat_id"]}

    async def send_secret(self, chat: int, text: str) -> bool:
        content = {"@type": "inputMessageText", "text": {"@type": "formattedText", "text": text}}
        await self.send(self._secret(chat), content)
        return True

    async def send_secret_file(self, chat: int, name: str, size: int) -> dict:
        body = bytes(at * 11 & 255 for at in range(size))
        caption = {"@type": "formattedText", "text": name}
        await self.send(self._secret(chat), self.media("document", body, name, caption=caption))
        return {"sha256": hashlib.sha256(body).hexdigest()}

    async def secret_messages(self, chat: int) -> list[dict]:
        """What stands in it, with the files' digests."""
        found = await self.request("getChatHistory", chat_id=self._secret(chat), from_message_id=0, offset=0, limit=20)
        told = []
        for message in found["messages"]:
            file = await self.fetch(message["content"]) if message["content"]["@type"] == "messageDocument" else {}
            told.append({"text": self.told(message)["text"], **file})
        return told

    async def type_secret(self, chat: int) -> bool:
        await self.request("sendChatAction", chat_id=self._secret(chat), action={"@type": "chatActionTyping"})
        return True

    async def end_secret(self, chat: int) -> bool:
        await self.request("closeSecretChat", secret_chat_id=chat)
        return True
