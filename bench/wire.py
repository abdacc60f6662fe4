"""A lean MTProto client for load: one socket, one session. It does what a client must, and decodes only what is waited for."""

from __future__ import annotations

import asyncio
import os
import struct
import time
from collections.abc import Callable
from typing import Any

from angarium.crypto.kdf import MessageCipher
from angarium.crypto.rsa import PublicKey
from angarium.mtproto import client as exchange
from angarium.mtproto.messages import unpack
from angarium.tl import codec, functions, types

HEADER = struct.Struct("<qqqii")
RESULT, GZIP, CONTAINER = b"\x01\x6d\x5c\xf3", b"\xa1\xcf\x72\x30", b"\xdc\xf8\xf1\x73"
LAYER = 229


class Refused(Exception):
    """An rpc_error."""


class Socket(asyncio.Protocol):
    """Intermediate framing."""

    def __init__(self, receive: Callable[[bytes], None]) -> None:
        self._receive = receive
        self._held = bytearray()
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        transport.write(b"\xee\xee\xee\xee")

    def data_received(self, data: bytes) -> None:
        self._held += data
        at, size = 0, len(self._held)
        while size - at >= 4:
            length = int.from_bytes(self._held[at : at + 4], "little")
            if size - at - 4 < length:
                break
            self._receive(bytes(self._held[at + 4 : at + 4 + length]))
            at += 4 + length
        if at:
            del self._held[:at]

    def send(self, payload: bytes) -> None:
        self._transport.write(len(payload).to_bytes(4, "little") + payload)

    def close(self) -> None:
        self._transport.close()

    def connection_lost(self, fault: Exception | None) -> None:
        if not self.lost.done():
            self.lost.set_result(fault)


async def connect(address: tuple[str, int], receive: Callable[[bytes], None]) -> Socket:
    _, made = await asyncio.get_running_loop().create_connection(lambda: Socket(receive), *address)
    return made


class Client:
    """One signed-in (or not yet) session. `on_update` is called with the raw bytes of whatever is pushed."""

    def __init__(self, address: tuple[str, int], public: PublicKey, layer: int = LAYER) -> None:
        self.address, self.public, self.layer = address, public, layer
        self.on_update: Callable[[bytes], None] = lambda body: None
        self.user: Any = None

    async def shake_hands(self) -> None:
        """A whole key exchange, and the session on the same connection."""
        answers: asyncio.Queue[bytes] = asyncio.Queue()
        self.socket = await connect(self.address, answers.put_nowait)

        async def ask(body: bytes) -> bytes:
            msg_id = int(time.time() * 4294967296) & ~3
            self.socket.send(bytes(8) + struct.pack("<qi", msg_id, len(body)) + body)
            return (await answers.get())[20:]

        first, request = exchange.start(exchange.Wish(self.public), os.urandom)
        second, request = first.receive(await ask(request), os.urandom)
        third, request = second.receive(await ask(request), os.urandom)
        made = third.receive(await ask(request), os.urandom)
        while isinstance(made, tuple):  # dh_gen_retry
            third, request = made
            made = third.receive(await ask(request), os.urandom)
        self._begin(made.auth_key, made.salt)

    def _begin(self, auth_key: bytes, salt: int) -> None:
        self.auth_key, self.salt = auth_key, salt
        self.cipher = MessageCipher(auth_key)
        self.session_id = int.from_bytes(os.urandom(8), "little", signed=True)
        self._last_id = self._content = 0
        self._waiting: dict[int, tuple[str, bytes, asyncio.Future[Any]]] = {}
        self._acks: list[int] = []
        self.socket._receive = self._receive
        self._introduced = False

    async def reconnect(self) -> None:
        """A new connection and session under the same key."""
        self.socket = await connect(self.address, self._receive)
        self._begin(self.auth_key, self.salt)

    # --- out

    def _next_id(self) -> int:
        self._last_id = max(int(time.time() * 4294967296) & ~3, self._last_id + 4)
        return self._last_id

    def _seal(self, msg_id: int, seq_no: int, body: bytes) -> bytes:
        padding = os.urandom(12 + (-(HEADER.size + len(body) + 12) % 16))
        plain = HEADER.pack(self.salt, self.session_id, msg_id, seq_no, len(body)) + body + padding
        return self.cipher.encrypt(plain, from_server=False)

    def send(self, name: str, body: bytes) -> asyncio.Future[Any]:
        """An encoded query; `name` "" leaves the result as bytes."""
        msg_id = self._next_id()
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[msg_id] = (name, body, future)
        self._content += 1
        packet = self._seal(msg_id, self._content * 2 - 1, body)
        if len(self._acks) >= 16:
            acks, self._acks = codec.encode(types.MsgsAck(msg_ids=self._acks), LAYER), []
            self.socket.send(self._seal(self._next_id(), self._content * 2, acks))
        self.socket.send(packet)
        return future

    async def __call__(self, query: Any) -> Any:
        name = query.NAME
        if not self._introduced:
            self._introduced = True
            hello = functions.InitConnection(
                api_id=1, device_model="bench", system_version="1", app_version="1", system_lang_code="en", lang_pack="",
                lang_code="en", query=query,
            )  # fmt: skip
            query = functions.InvokeWithLayer(layer=self.layer, query=hello)
        return await self.send(name, codec.encode(query, LAYER))

    # --- in

    def _receive(self, packet: bytes) -> None:
        plain = self.cipher.decrypt(packet, from_server=True)
        _, _, msg_id, seq_no, length = HEADER.unpack_from(plain)
        self._take(msg_id, seq_no, plain[32 : 32 + length])

    def _take(self, msg_id: int, seq_no: int, body: bytes) -> None:
        kind = body[:4]
        if kind == CONTAINER:
            at = 8
            for _ in range(int.from_bytes(body[4:8], "little")):
                inner, seq, size = struct.unpack_from("<qii", body, at)
                self._take(inner, seq, body[at + 16 : at + 16 + size])
                at += 16 + size
            return
        if seq_no & 1:
            self._acks.append(msg_id)
        if kind == RESULT:
            self._answer(int.from_bytes(body[4:12], "little", signed=True), body[12:])
        elif kind in SERVICE:
            self._serve(codec.read(body))
        else:
            self.on_update(body)

    def _answer(self, msg_id: int, body: bytes) -> None:
        name, _, future = self._waiting.pop(msg_id)
        body = plain(body)
        if body[:4] == b"\x19\xca\x44\x21":
            future.set_exception(Refused(codec.read(body).error_message))
        else:
            future.set_result(codec.read_result(name, body) if name else body)

    def _serve(self, message: Any) -> None:
        if isinstance(message, types.BadServerSalt):
            self.salt = message.new_server_salt
            name, body, future = self._waiting.pop(message.bad_msg_id)
            self.send(name, body).add_done_callback(lambda done: _pass_on(done, future))


def plain(body: bytes) -> bytes:
    """What is in a body, packed or not."""
    return unpack(codec.read(body).packed_data) if body[:4] == GZIP else body


def _pass_on(done: asyncio.Future[Any], future: asyncio.Future[Any]) -> None:
    fault = done.exception()
    future.set_exception(fault) if fault else future.set_result(done.result())


SERVICE = frozenset(
    codec.encode(kind(), LAYER)[:4]
    for kind in (types.BadServerSalt, types.NewSessionCreated, types.Pong, types.MsgsAck, types.BadMsgNotification)
)
