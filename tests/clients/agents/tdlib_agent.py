"""TDLib under orders, by its JSON interface; see agent.py. Its keys are built in, so that a copy of the library gets the server's instead.

Its addresses are built in too: the namespace carries them. TDLib numbers a message 2**20 times what the server does; orders and answers
have the server's numbers.
"""

from __future__ import annotations

import asyncio
import ctypes
import hashlib
import json
import re
import sys
import threading
from pathlib import Path
from typing import Any

from agent import obey, picture, say
from tdlib_bots import Bots
from tdlib_groups import Groups
from tdlib_kinds import Kinds
from tdlib_secrets import Secrets

PEM = re.compile(rb"-----BEGIN RSA PUBLIC KEY-----.*?-----END RSA PUBLIC KEY-----", re.S)
SHIFT = 20


def load(key: str, folder: Path) -> ctypes.CDLL:
    """The library with our key where its two were, of equal length, so that nothing moves."""
    [source] = [path for entry in sys.path[:1] for path in Path(entry).glob("tdjson.libs/libtdjson*")]
    pem = key.strip().encode()
    body = PEM.sub(lambda found: pem.ljust(len(found[0]), b"\n"), source.read_bytes(), count=2)
    made = folder / "libtdjson.so"
    made.write_bytes(body)
    library = ctypes.CDLL(str(made))
    made.unlink()  # it stays mapped
    library.td_send.argtypes = [ctypes.c_int, ctypes.c_char_p]
    library.td_receive.restype = library.td_execute.restype = ctypes.c_char_p
    library.td_receive.argtypes, library.td_execute.argtypes = [ctypes.c_double], [ctypes.c_char_p]
    return library


def text(words: str) -> dict:
    return {"@type": "formattedText", "text": words}


class Agent(Groups, Kinds, Bots, Secrets):
    async def connect(self, host: str, port: int, key: str, folder: str) -> dict:
        self.folder, self.loop = Path(folder), asyncio.get_running_loop()
        self.library = load(key, self.folder)
        self._execute("setLogVerbosityLevel", new_verbosity_level=2)
        stream = {"@type": "logStreamFile", "path": f"{folder}/tdlib.log", "max_file_size": 1 << 30}
        self._execute("setLogStream", log_stream=stream)
        self.asked: dict[str, asyncio.Future] = {}
        self.sending: dict[int, asyncio.Future] = {}
        self.sent: dict[int, dict] = {}
        self.number = self.files = 0
        self.news = asyncio.Condition()
        self.tasks: set[asyncio.Task] = set()
        threading.Thread(target=self._receive, daemon=True).start()
        await self.open()
        self.version = (await self.request("getOption", name="version"))["value"]
        self.new = int(self.version.split(".")[2]) >= 60
        """Whether files are wrapped in an object of their own."""
        return {"version": self.version}

    async def open(self) -> bool:
        """Start the client, or start it again over what it kept."""
        self.state = self.network = ""
        self.listed: set[int] = set()
        self.client = self.library.td_create_client_id()
        self._send({"@type": "getOption", "name": "version"})
        await self.until("WaitTdlibParameters")
        await self.request(
            "setTdlibParameters", database_directory=str(self.folder / "kept"), files_directory=str(self.folder / "files"),
            use_message_database=True, use_chat_info_database=True, use_file_database=True, use_secret_chats=True, api_id=11111,
            api_hash="a" * 32, system_language_code="en", device_model="TDLib", system_version="1", application_version="1",
        )  # fmt: skip
        await self.until("WaitPhoneNumber", "Ready")
        return True

    async def close(self) -> bool:
        """End the client; what it knows stays in its folder."""
        self._send({"@type": "close"})
        await self.until("Closed")
        return True

    def _execute(self, kind: str, **fields: Any) -> None:
        self.library.td_execute(json.dumps({"@type": kind, **fields}).encode())

    def _send(self, order: dict) -> None:
        self.library.td_send(self.client, json.dumps(order).encode())

    def _receive(self) -> None:
        while True:
            if got := self.library.td_receive(10.0):
                self.loop.call_soon_threadsafe(self._take, json.loads(got))

    async def request(self, kind: str, /, **fields: Any) -> dict:
        """Any request of TDLib's; its errors are raised."""
        self.number += 1
        mark = str(self.number)
        asked = self.asked[mark] = self.loop.create_future()
        self._send({"@type": kind, "@extra": mark, **fields})
        answer = await asked
        if answer["@type"] == "error":
            raise RuntimeError(f"{kind}: {answer['code']} {answer['message']}")
        return answer

    async def td(self, ask: dict) -> dict:
        """The same for the test's end."""
        return await self.request(ask.pop("@type"), **ask)

    async def until(self, *states: str) -> str:
        wanted = {f"authorizationState{state}" for state in states}
        async with self.news:
            await self.news.wait_for(lambda: self.state in wanted)
        return self.state.removeprefix("authorizationState")

    def later(self, work) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _take(self, got: dict) -> None:
        if "@extra" in got:
            if not (asked := self.asked.pop(got["@extra"])).done():
                asked.set_result(got)
        elif got.get("@client_id") == self.client:
            handler = getattr(self, "on_" + re.sub("([A-Z])", lambda one: "_" + one[0].lower(), got["@type"]), None)
            if handler is not None:
                handler(got)
            self.later(self._tell())

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()

    def on_update_authorization_state(self, got: dict) -> None:
        self.state = got["authorization_state"]["@type"]

    def on_update_connection_state(self, got: dict) -> None:
        self.network = got["state"]["@type"]

    def on_update_new_message(self, got: dict) -> None:
        if got["message"].get("sending_state") is None:
            say(event="new", message=self.told(got["message"]))

    def on_update_message_send_succeeded(self, got: dict) -> None:
        self._sent(got["old_message_id"], got)

    def on_update_message_send_failed(self, got: dict) -> None:
        self._sent(got["old_message_id"], got)

    def _sent(self, id: int, got: dict) -> None:
        waiting = self.sending.pop(id, None)
        if waiting is None:
            self.sent[id] = got
        else:
            waiting.set_result(got)

    def on_update_message_edited(self, got: dict) -> None:
        self.later(self._edited(got["chat_id"], got["message_id"]))

    async def _edited(self, chat: int, id: int) -> None:
        say(event="edited", message=self.told(await self.request("getMessage", chat_id=chat, message_id=id)))

    def on_update_new_chat(self, got: dict) -> None:
        self._list(got["chat"]["id"], got["chat"]["positions"])

    def on_update_chat_last_message(self, got: dict) -> None:
        self._list(got["chat_id"], got["positions"])

    def on_update_chat_position(self, got: dict) -> None:
        self._list(got["chat_id"], [got["position"]])

    def _list(self, chat: int, positions: list[dict]) -> None:
        listed = any(one["order"] != "0" for one in positions)
        if listed and chat not in self.listed:
            say(event="listed", chat=chat)
        if positions:
            (self.listed.add if listed else self.listed.discard)(chat)

    def on_update_delete_messages(self, got: dict) -> None:
        if got["is_permanent"] and not got["from_cache"]:
            say(event="deleted", ids=[id >> SHIFT for id in got["message_ids"]])

    def on_update_chat_read_outbox(self, got: dict) -> None:
        say(event="read", max_id=got["last_read_outbox_message_id"] >> SHIFT, outbox=True)

    def told(self, message: dict) -> dict:
        content = message["content"]
        words = content.get("text") or content.get("caption") or {"text": "", "entities": []}
        kind = content["@type"].removeprefix("message").lower()
        answered = message.get("reply_to") or {}
        return {
            "id": message["id"] >> SHIFT,
            "text": words["text"] if isinstance(words, dict) else words,
            "out": message["is_outgoing"],
            "entities": [one["type"]["@type"].removeprefix("textEntityType") for one in words["entities"]],
            "reply_to": answered.get("message_id", 0) >> SHIFT or None,
            "forwarded": message.get("forward_info") is not None,
            "edited": message["edit_date"] > 0,
            "media": None if kind == "text" else kind,
            "pinned": message["is_pinned"],
        }

    async def request_code(self, phone: str) -> dict:
        await self.request("setAuthenticationPhoneNumber", phone_number=phone)
        return {"type": await self.until("WaitCode")}

    async def enter_code(self, code: str, first_name: str, last_name: str = "") -> dict:
        await self.request("checkAuthenticationCode", code=code)
        state = await self.until("WaitRegistration", "WaitPassword", "Ready")
        if state == "WaitPassword":
            return {"password_needed": True}
        if state == "WaitRegistration":
            await self.request("registerUser", first_name=first_name, last_name=last_name)
        return {"id": await self._enter(), "signed_up": state == "WaitRegistration"}

    async def _enter(self) -> int:
        await self.until("Ready")
        self.own = (await self.request("getMe"))["id"]
        return self.own

    async def enter_password(self, password: str) -> dict:
        await self.request("checkAuthenticationPassword", password=password)
        return {"id": await self._enter()}

    async def set_password(self, password: str) -> bool:
        made = await self.request("setPassword", old_password="", new_password=password, new_hint="")
        return bool(made["has_password"])

    async def sign_in_bot(self, token: str) -> dict:
        await self.request("checkAuthenticationBotToken", token=token)
        await self._enter()
        return {"id": self.own, "bot": (await self.request("getMe"))["type"]["@type"] == "userTypeBot"}

    async def add_contact(self, phone: str, first_name: str) -> dict:
        given = {"phone_number": phone, "first_name": first_name, "last_name": ""}
        if self.new:
            made = await self.request("importContacts", contacts=[{"@type": "importedContact", **given}])
        else:
            made = await self.request("importContacts", contacts=[{"@type": "contact", **given}])
        [id] = made["user_ids"]
        return {"id": id, "name": (await self.request("getUser", user_id=id))["first_name"]}

    async def set_username(self, username: str) -> bool:
        await self.request("setUsername", username=username)
        return True

    async def resolve(self, username: str) -> dict:
        return {"id": (await self.request("searchPublicChat", username=username))["id"]}

    async def chat(self, to) -> int:
        """A chat that TDLib has opened, of somebody's number, a name or "me"."""
        if isinstance(to, str) and to != "me":
            return int((await self.request("searchPublicChat", username=to))["id"])
        to = self.own if to == "me" else to
        return int((await self.request("createPrivateChat", user_id=to))["id"]) if to > 0 else to

    async def done(self, sending: dict) -> dict:
        """What became of a message that is on its way."""
        id = sending["id"]
        if sending.get("sending_state") is None:
            return sending
        got = self.sent.pop(id, None)
        if got is None:
            self.sending[id] = self.loop.create_future()
            got = await self.sending[id]
        if "error" in got:
            raise RuntimeError(f"{got['error']['code']} {got['error']['message']}")
        return got["message"]

    async def send(self, to, content: dict, **more: Any) -> dict:
        chat = await self.chat(to)
        return await self.done(await self.request("sendMessage", chat_id=chat, input_message_content=content, **more))

    async def send_text(self, to, text: str, reply_to: int | None = None) -> dict:
        content = {"@type": "inputMessageText", "text": {"@type": "formattedText", "text": text}}
        more = (
            {"reply_to": {"@type": "inputMessageReplyToMessage", "message_id": reply_to << SHIFT}} if reply_to else {}
        )
        return self.told(await self.send(to, content, **more))

    async def send_file(self, to, name: str, size: int, photo: bool = False) -> dict:
        body = picture() if photo else bytes(at * 7 & 255 for at in range(size))
        more = {"width": 64, "height": 48} if photo else {}
        sent = await self.send(to, self.media("photo" if photo else "document", body, name, caption=text(name), **more))
        return {**self.told(sent), "sha256": hashlib.sha256(body).hexdigest()}

    async def download(self, peer, id: int) -> dict:
        content = (await self.request("getMessage", chat_id=await self.chat(peer), message_id=id << SHIFT))["content"]
        return await self.fetch(content)

    async def fetch(self, content: dict) -> dict:
        """Download the file of a message's content."""
        kind = content["@type"].removeprefix("message")
        kind = kind[:1].lower() + kind[1:]
        kind = {"voiceNote": "voice_note", "videoNote": "video_note"}.get(kind, kind)
        media = content[kind]
        file = (
            media["sizes"][-1]["photo"]
            if "sizes" in media
            else media[{"voice_note": "voice", "video_note": "video"}.get(kind, kind)]
        )
        got = await self.request("downloadFile", file_id=file["id"], priority=32, offset=0, limit=0, synchronous=True)
        body = Path(got["local"]["path"]).read_bytes()
        return {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}

    async def edit(self, peer, id: int, text: str) -> dict:
        content = {"@type": "inputMessageText", "text": {"@type": "formattedText", "text": text}}
        return self.told(
            await self.request("editMessageText", chat_id=peer, message_id=id << SHIFT, input_message_content=content)
        )

    async def delete(self, peer, ids: list[int]) -> bool:
        await self.request("deleteMessages", chat_id=peer, message_ids=[id << SHIFT for id in ids], revoke=True)
        return True

    async def forward(self, to, source, ids: list[int]) -> list[dict]:
        chat, source = await self.chat(to), await self.chat(source)
        sent = await self.request(
            "forwardMessages", chat_id=chat, from_chat_id=source, message_ids=[id << SHIFT for id in ids]
        )
        return [self.told(await self.done(one)) for one in sent["messages"]]

    async def read(self, peer) -> bool:
        chat = await self.chat(peer)
        newest = (await self.request("getChatHistory", chat_id=chat, from_message_id=0, offset=0, limit=1))["messages"]
        await self.request("openChat", chat_id=chat)
        await self.request("viewMessages", chat_id=chat, message_ids=[one["id"] for one in newest], force_read=True)
        return True

    async def pin(self, peer, id: int) -> bool:
        await self.request("pinChatMessage", chat_id=peer, message_id=id << SHIFT)
        return True

    async def react(self, peer, id: int, emoji: str) -> bool:
        kind = {"@type": "reactionTypeEmoji", "emoji": emoji}
        if peer < -(10**12):  # what is allowed there stands in what apps ask for when a group is opened
            await self.request("getSupergroupFullInfo", supergroup_id=-peer - 10**12)
        elif peer < 0:
            await self.request("getBasicGroupFullInfo", basic_group_id=-peer)
        await self.request("addMessageReaction", chat_id=peer, message_id=id << SHIFT, reaction_type=kind)
        return True

    async def history(self, peer, limit: int = 20) -> list[dict]:
        chat, found = await self.chat(peer), []
        while len(found) < limit:  # it gives what it has, and asks for the rest
            start = found[-1]["id"] if found else 0
            more = await self.request(
                "getChatHistory", chat_id=chat, from_message_id=start, offset=0, limit=limit - len(found)
            )
            if not more["messages"]:
                break
            found += more["messages"]
        return [self.told(message) for message in found]

    async def search(self, peer, text: str) -> list[dict]:
        found = await self.request(
            "searchChatMessages", chat_id=peer, query=text, from_message_id=0, offset=0, limit=20
        )
        return [self.told(message) for message in found["messages"]]

    async def dialogs(self) -> list[dict]:
        try:
            while True:
                await self.request("loadChats", chat_list={"@type": "chatListMain"}, limit=100)
        except RuntimeError as fault:
            if " 404 " not in str(fault):
                raise
        found = await self.request("getChats", chat_list={"@type": "chatListMain"}, limit=100)
        chats = [await self.request("getChat", chat_id=id) for id in found["chat_ids"]]
        return [{"id": chat["id"], "unread": chat["unread_count"]} for chat in chats]

    async def me(self) -> dict:
        user = await self.request("getMe")
        return {"id": user["id"], "phone": user["phone_number"], "first_name": user["first_name"]}

    async def disconnect(self) -> str:
        await self.request("setNetworkType", type={"@type": "networkTypeNone"})
        return ""

    async def reconnect(self) -> bool:
        """It is ready once it has got the difference."""
        await self.request("setNetworkType", type={"@type": "networkTypeWiFi"})
        async with self.news:
            await self.news.wait_for(lambda: self.network == "connectionStateReady")
        return True

    async def log_out(self) -> bool:
        await self.request("logOut")
        return await self.until("Closed") == "Closed"


if __name__ == "__main__":
    asyncio.run(obey(Agent()))
