"""A small MTProto client for tests: one auth key, one session, one in-memory connection at a time. It acknowledges, repeats
what the server asks it to repeat, decodes what arrives, and fails loudly on everything that a server must not do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from angarium.crypto.kdf import MessageCipher
from angarium.crypto.rsa import PublicKey
from angarium.gateway.connection import open_unencrypted
from angarium.gateway.door import Door
from angarium.mtproto import client as exchange
from angarium.mtproto.messages import HEADER, MSG_CONTAINER, Outgoing, contain, open_container, unpack
from angarium.mtproto.transport import Fault, Kind, Packet, QuickAck
from angarium.mtproto.transport import client as make_codec
from angarium.tl import codec, functions, types
from angarium.tl.layers import CANONICAL, SERVED, serve
from tests.pure.tl import plain
from tests.stories.moves import Moves
from tests.stories.pipe import MemoryTransport, connect

PATIENCE = 20.0
"""Seconds of real time after which a call that is not answered fails the test, instead of hanging it."""

WRAPPERS = {"invokeWithLayer", "initConnection", "invokeWithoutUpdates", "invokeAfterMsg", "invokeAfterMsgs"}

UPDATES = {
    "updates",
    "updateShort",
    "updatesTooLong",
    "updateShortMessage",
    "updateShortChatMessage",
    "updateShortSentMessage",
    "updatesCombined",
}


class RpcError(Exception):
    """The server refused."""

    def __init__(self, code: int, name: str) -> None:
        super().__init__(f"{code} {name}")
        self.code, self.name = code, name


class ConnectionLost(Exception):
    """The server closed the connection; `code` is its transport error, if it told one."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(code)
        self.code = code


class Asked(asyncio.Future[Any]):
    """A query on its way."""

    msg_id = 0


class Wire:
    """One connection: payloads out, payloads in."""

    def __init__(
        self,
        door: Door,
        random: Callable[[int], bytes],
        receive: Callable[[bytes], None],
        *,
        kind: Kind = Kind.INTERMEDIATE,
        obfuscated: bool = False,
        dc: int = 0,
        address: str = "192.0.2.1",
    ) -> None:
        self.codec = make_codec(kind, random, obfuscated=obfuscated, dc=dc)
        self.receive = receive
        self.quick_acks: list[bytes] = []
        self.lost: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._code = 0
        self.transport: MemoryTransport = connect(door, self._hear, self._end, address)
        self.transport.deliver(self.codec.hello)

    def send(self, payload: bytes, *, quick_ack: bool = False) -> None:
        self.transport.deliver(self.codec.frame(payload, quick_ack=quick_ack))

    def close(self) -> None:
        self.transport.close()

    def _hear(self, data: bytes) -> None:
        for event in self.codec.feed(data):
            match event:
                case Packet(payload):
                    self.receive(payload)
                case QuickAck(token):
                    self.quick_acks.append(token)
                case Fault(code):
                    self._code = code

    def _end(self) -> None:
        if not self.lost.done():
            self.lost.set_result(self._code)


async def make_key(
    door: Door,
    public: PublicKey,
    random: Callable[[int], bytes],
    *,
    expires_in: int | None = None,
    centre: int | None = 2,
    **way: Any,
) -> exchange.AuthKey:
    """The whole key exchange over a connection of its own, with the data centre of that number."""
    answers: asyncio.Queue[bytes] = asyncio.Queue()
    wire = Wire(door, random, answers.put_nowait, **way)

    async def ask(body: bytes) -> bytes:
        wire.send(bytes(8) + (4).to_bytes(8, "little") + len(body).to_bytes(4, "little") + body)
        answer = asyncio.ensure_future(answers.get())
        await asyncio.wait((answer, wire.lost), timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            answer.cancel()
            raise ConnectionLost(wire.lost.result())
        return open_unencrypted(answer.result())

    first, request = exchange.start(exchange.Wish(public, dc=centre, expires_in=expires_in), random)
    second, request = first.receive(await ask(request), random)
    third, request = second.receive(await ask(request), random)
    made = third.receive(await ask(request), random)
    wire.close()
    assert isinstance(made, exchange.AuthKey)
    return made


class Client:
    """One session. `updates` gathers what the server pushed, in order."""

    def __init__(
        self,
        door: Door,
        auth_key: bytes,
        salt: int,
        *,
        now: Callable[[], float],
        random: Callable[[int], bytes],
        layer: int = CANONICAL,
        **way: Any,
    ) -> None:
        self.door, self.now, self.random, self.layer = door, now, random, layer
        self.cipher = MessageCipher(auth_key)
        self.salt = salt
        self.way = way
        self.wire: Wire | None = None
        self.updates: list[Any] = []
        self.service: list[Any] = []
        """Service messages that nobody waited for."""
        self.strict = True
        """Whether to hold every byte against the schema of the client's own layer."""
        self.moves = Moves()
        self.unknown: list[str] = []
        """What a client of that layer would not have understood."""
        self.new_session()

    # --- connections

    def new_session(self) -> None:
        """Begin a session; its first query will introduce itself."""
        self.session_id = int.from_bytes(self.random(8), "little", signed=True) or 1
        self.introduced = False
        self._last_id = 0
        self._content = 0
        self._waiting: dict[int, tuple[str, bytes, int, Asked]] = {}
        self._pings: dict[int, asyncio.Future[None]] = {}
        self._seen: set[int] = set()
        self._to_acknowledge: list[int] = []

    def connect(self) -> None:
        """Open a connection for the session."""
        self.wire = Wire(self.door, self.random, self._receive, **self.way)

    async def disconnect(self) -> None:
        """Close it, and wait until the server knows."""
        if self.wire is not None:
            self.wire.close()
            await self.wire.lost
            self.wire = None

    async def reconnect(self, *, new_session: bool = False) -> None:
        """Another connection, for the same session or for a new one."""
        self.moves.whole = False
        await self.disconnect()
        if new_session:
            self.new_session()
        self.connect()

    # --- calls

    async def __call__(self, query: Any, *, after: Sequence[int] = ()) -> Any:
        """The decoded result. Raises RpcError."""
        return await asyncio.wait_for(self.begin(query, after=after), PATIENCE)

    def begin(self, query: Any, *, after: Sequence[int] = ()) -> Asked:
        """Send a query now; the future is its result."""
        name = innermost(query)
        body = self.encode(query)
        if after:
            body = codec.encode(functions.InvokeAfterMsgs(msg_ids=list(after), query=codec.Raw(body)), CANONICAL)
        if not self.introduced:
            self.introduced = True
            body = codec.encode(self.introduce(codec.Raw(body)), CANONICAL)
        return self.send_query(name, body, query)

    def _note(self, query: Any, done: asyncio.Future[Any]) -> None:
        """What a result tells of the counters."""
        if not done.cancelled() and done.exception() is None:
            self.moves.answer(query, done.result())

    def encode(self, query: Any) -> bytes:
        """A query in the client's layer, or in the next one when our schema of that layer has no methods."""
        for layer in SERVED[SERVED.index(serve(self.layer)) :]:
            try:
                return codec.encode(query, layer)
            except codec.NotInLayer:
                continue
        raise codec.NotInLayer(query.NAME, self.layer)

    def introduce(self, query: Any) -> Any:
        """The wrappers of a session's first query. They are written the same in every layer."""
        hello = functions.InitConnection(
            api_id=11111,
            device_model="story",
            system_version="1",
            app_version="1",
            system_lang_code="en",
            lang_pack="",
            lang_code="en",
            query=query,
        )
        return functions.InvokeWithLayer(layer=self.layer, query=hello)

    def send_query(self, name: str, body: bytes, query: Any = None) -> Asked:
        msg_id, seq_no = self.next_id(), self.next_seq()
        future = Asked()
        future.add_done_callback(lambda done: self._note(query, done))
        self._waiting[msg_id] = (name, body, seq_no, future)
        self._transmit(msg_id, seq_no, body)
        future.msg_id = msg_id
        return future

    async def ping(self) -> None:
        """Everything that the server had to say before is in `updates` when this returns."""
        number = int.from_bytes(self.random(7), "little")
        future = self._pings[number] = asyncio.get_running_loop().create_future()
        self.tell(functions.Ping(ping_id=number))
        await asyncio.wait_for(future, PATIENCE)

    def tell(self, message: Any) -> int:
        """Send a service message; its msg_id."""
        msg_id = self.next_id()
        self._transmit(msg_id, self._content * 2, codec.encode(message, CANONICAL))
        return msg_id

    # --- out

    def next_id(self) -> int:
        self._last_id = max(int(self.now() * 4294967296) & ~3, self._last_id + 4)
        return self._last_id

    def next_seq(self) -> int:
        self._content += 1
        return self._content * 2 - 1

    def _transmit(self, msg_id: int, seq_no: int, body: bytes) -> None:
        """Together with the acknowledgements that are due."""
        if self._to_acknowledge:
            acks, self._to_acknowledge = codec.encode(types.MsgsAck(msg_ids=self._to_acknowledge), CANONICAL), []
            batch = [Outgoing(msg_id, seq_no, body), Outgoing(self.next_id(), self._content * 2, acks)]
            msg_id, seq_no, body = self.next_id(), self._content * 2, contain(batch)
        self.transmit(self.seal(msg_id, seq_no, body))

    def seal(self, msg_id: int, seq_no: int, body: bytes, *, padding: int | None = None) -> bytes:
        """One encrypted packet."""
        if padding is None:
            padding = 12 + (-(HEADER.size + len(body) + 12) % 16)
        plaintext = HEADER.pack(self.salt, self.session_id, msg_id, seq_no, len(body)) + body + self.random(padding)
        return self.cipher.encrypt(plaintext, from_server=False)

    def transmit(self, packet: bytes, *, quick_ack: bool = False) -> None:
        if self.wire is None:
            self.connect()
        assert self.wire is not None
        self.wire.send(packet, quick_ack=quick_ack)

    # --- in

    def _receive(self, payload: bytes) -> None:
        plaintext = self.cipher.decrypt(payload, from_server=True)
        _, session_id, msg_id, seq_no, length = HEADER.unpack_from(plaintext)
        assert session_id == self.session_id, "a message of another session"
        assert 12 <= len(plaintext) - HEADER.size - length <= 1024, "wrong padding"
        self._take(msg_id, seq_no, plaintext[HEADER.size : HEADER.size + length])

    def _take(self, msg_id: int, seq_no: int, body: bytes) -> None:
        assert msg_id & 1, "the server's msg_ids are odd"
        if body[:4] == MSG_CONTAINER:
            for message in open_container(body):
                assert message.msg_id < msg_id, "a container is older than what it holds"
                self._take(message.msg_id, message.seq_no, message.body)
            return
        if seq_no & 1:
            self._to_acknowledge.append(msg_id)
        if msg_id in self._seen:
            return
        self._seen.add(msg_id)
        if body[:4] == b"\x01\x6d\x5c\xf3":
            self._take_result(int.from_bytes(body[4:12], "little"), body[12:])
        else:
            if self.strict:
                self._check_layer(body)
            self._take_message(codec.read(body))

    def _check_layer(self, body: bytes, method: str = "") -> None:
        """A client knows the constructors of its own layer, and no others."""
        try:
            plain.check(body, serve(self.layer), method)
        except Exception as fault:
            self.unknown.append(f"{method or 'pushed'}: {fault!r}")

    def _take_result(self, request: int, body: bytes) -> None:
        if request not in self._waiting:
            self.service.append(types.RpcResult(req_msg_id=request, result=codec.read(body)))
            return
        name, _, _, future = self._waiting.pop(request)
        if body[:4] == b"\xa1\xcf\x72\x30":
            body = unpack(codec.read(body).packed_data)
        result = codec.read_result(name, body) if name else codec.read(body)
        if self.strict:
            self._check_layer(body, name)
        if future.done():
            return
        if isinstance(result, types.RpcError):
            future.set_exception(RpcError(result.error_code, result.error_message))
        else:
            future.set_result(result)

    def _take_message(self, message: Any) -> None:
        if isinstance(message, types.Pong) and message.ping_id in self._pings:
            self._pings.pop(message.ping_id).set_result(None)
        elif isinstance(message, types.BadServerSalt):
            self.salt = message.new_server_salt
            self._repeat()
        elif message.NAME in UPDATES:
            self.moves.push(message)
            self.updates.append(message)
        else:
            self.service.append(message)

    def _repeat(self) -> None:
        """The salt was wrong: what was sent with it is sent again with the right one."""
        for request, (_, body, seq_no, _) in self._waiting.items():
            self.transmit(self.seal(request, seq_no, body))
        for number in self._pings:
            self.tell(functions.Ping(ping_id=number))

    def repeat(self, msg_id: int, seq_no: int, body: bytes) -> None:
        """Send the same message again."""
        self.transmit(self.seal(msg_id, seq_no, body))


def innermost(query: Any) -> str:
    """The method that a wrapped query calls."""
    while query.NAME in WRAPPERS:
        query = query.query
    return str(query.NAME)
