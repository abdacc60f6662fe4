"""One session: each check of the specification by a test that breaks only it, then what a session does when all is well."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, field
from typing import Any

import pytest

from angarium.mtproto.errors import PeerError
from angarium.mtproto.events import DestroyKey, DestroySession, Dropped, Event, Hangup, HttpWait, Request
from angarium.mtproto.messages import (
    GZIP_PACKED,
    HEADER,
    INNER,
    MSG_CONTAINER,
    UNPACKED_MAX,
    Inner,
    Opened,
    Outgoing,
    contain,
    open_container,
    open_plaintext,
    pack,
)
from angarium.mtproto.salts import EARLY, WINDOW, Salts
from angarium.mtproto.seen import KEEP, LIMIT, Seen
from angarium.mtproto.session import PACK_FROM, Session
from angarium.tl import codec, functions, types
from angarium.tl.layers import CANONICAL

NOW = 1_800_000_000.0
SECRET = b"s" * 32


def encode(message: object) -> bytes:
    return codec.encode(message, CANONICAL)


def at(seconds: float, step: int = 0) -> int:
    """A client's msg_id of that moment."""
    return (int(seconds * 4294967296) & ~3) + 4 * step


@dataclass
class Client:
    """Counts a client's ids and hands its messages to a session."""

    session: Session = field(default_factory=lambda: Session(77, Salts(SECRET, 5, 1234, int(NOW)), 99))
    now: float = NOW
    step: int = 0
    content: int = 0

    def next_id(self) -> int:
        self.step += 1
        return at(self.now, self.step)

    def next_seq(self, counts: bool = True) -> int:
        seq = self.content * 2 + counts
        self.content += counts
        return seq

    def send(
        self,
        body: object,
        *,
        msg_id: int | None = None,
        seq_no: int | None = None,
        salt: int | None = None,
        session_id: int = 77,
        counts: bool = True,
    ) -> list[Event]:
        data = body if isinstance(body, bytes) else encode(body)
        opened = Opened(
            self.session.salts.current(self.now) if salt is None else salt,
            session_id,
            self.next_id() if msg_id is None else msg_id,
            self.next_seq(counts) if seq_no is None else seq_no,
            data,
        )
        return list(self.session.receive(opened, self.now))

    def hear(self) -> list[Any]:
        """What the session replied, decoded, without new_session_created."""
        found = [codec.read(reply.body) for reply in self.session.take_replies()]
        return [message for message in found if not isinstance(message, types.NewSessionCreated)]

    def complaint(self) -> int:
        (message,) = self.hear()
        return int(message.error_code)


@pytest.fixture
def client() -> Client:
    return Client()


def ping(number: int = 1) -> Any:
    return functions.Ping(ping_id=number)


CONFIG = functions.help.GetConfig()


# --- the plaintext


def plaintext(length: int | None = None, padding: int = 12, body: bytes = b"abcd") -> bytes:
    return HEADER.pack(1, 2, 3, 4, len(body) if length is None else length) + body + bytes(padding)


def test_a_plaintext_is_taken_apart() -> None:
    assert open_plaintext(plaintext()) == Opened(1, 2, 3, 4, b"abcd")
    assert open_plaintext(plaintext(padding=1024)) == Opened(1, 2, 3, 4, b"abcd")


@pytest.mark.parametrize(
    "broken",
    [
        plaintext(padding=11),
        plaintext(padding=1025),
        plaintext(length=-4),
        plaintext(length=3),
        plaintext(length=8),
        plaintext(length=0, padding=24),
        b"short",
    ],
    ids=["little padding", "much padding", "negative", "not divisible", "beyond", "empty", "short"],
)
def test_a_wrong_length_or_padding_is_refused(broken: bytes) -> None:
    with pytest.raises(PeerError):
        open_plaintext(broken)


# --- checks


def test_another_session_is_refused(client: Client) -> None:
    with pytest.raises(PeerError, match="another session"):
        client.send(ping(), session_id=78)


def test_16_msg_id_too_low(client: Client) -> None:
    client.send(ping(), msg_id=at(NOW - 301))
    assert client.complaint() == 16
    assert client.send(CONFIG, msg_id=at(NOW - 299))


def test_17_msg_id_too_high(client: Client) -> None:
    client.send(ping(), msg_id=at(NOW + 31))
    assert client.complaint() == 17
    assert client.send(CONFIG, msg_id=at(NOW + 29))


def test_18_msg_id_not_divisible_by_four(client: Client) -> None:
    client.send(ping(), msg_id=at(NOW) | 1)
    assert client.complaint() == 18


def test_19_container_with_a_used_id(client: Client) -> None:
    client.send(ping(), msg_id=at(NOW))
    client.hear()
    client.send(contain([]), msg_id=at(NOW), seq_no=2)
    assert client.complaint() == 19


def test_20_message_below_the_window(client: Client) -> None:
    client.send(CONFIG, msg_id=at(NOW))
    client.session.seen.forget(at(NOW) + 1)
    client.hear()
    client.send(CONFIG, msg_id=at(NOW - 1), seq_no=1)
    assert client.complaint() == 20


def test_32_seq_no_too_low(client: Client) -> None:
    client.send(CONFIG, seq_no=5)
    client.hear()
    client.send(CONFIG, seq_no=5)
    assert client.complaint() == 32
    assert client.send(CONFIG, seq_no=7)


def test_33_seq_no_too_high(client: Client) -> None:
    client.send(CONFIG, seq_no=5, msg_id=at(NOW, 9))
    client.hear()
    client.send(CONFIG, seq_no=7, msg_id=at(NOW, 8))
    assert client.complaint() == 33
    assert client.send(CONFIG, seq_no=3, msg_id=at(NOW, 8))


def test_34_container_with_an_odd_seq_no(client: Client) -> None:
    client.send(contain([]), seq_no=1)
    assert client.complaint() == 34


def test_35_query_with_an_even_seq_no(client: Client) -> None:
    client.send(CONFIG, seq_no=2)
    assert client.complaint() == 35


def test_service_messages_may_have_odd_and_even_seq_nos(client: Client) -> None:
    """mtcute counts its acks as content; 34 would make it reconnect for ever."""
    client.send(types.MsgsAck(msg_ids=[5]), seq_no=1)
    client.send(ping(), seq_no=2)
    assert [type(message) for message in client.hear()] == [types.Pong]


def test_48_wrong_salt_tells_the_right_one(client: Client) -> None:
    assert client.send(CONFIG, salt=999, msg_id=at(NOW)) == []
    (message,) = client.hear()
    assert isinstance(message, types.BadServerSalt)
    assert (message.error_code, message.bad_msg_id, message.new_server_salt) == (48, at(NOW), 1234)
    # mtcute repeats it with the same msg_id
    assert client.send(CONFIG, salt=message.new_server_salt, msg_id=at(NOW))


@pytest.mark.parametrize(
    "container",
    [
        lambda me: contain([Outgoing(at(me), 0, contain([]))]),
        lambda me: contain([Outgoing(at(me + 20), 1, encode(CONFIG))]),
        lambda me: contain([Outgoing(at(me), 1, encode(CONFIG))])[:-4],
        lambda me: contain([Outgoing(at(me), 1, encode(CONFIG))]) + bytes(4),
        lambda me: MSG_CONTAINER + (-1).to_bytes(4, "little", signed=True),
        lambda me: contain([Outgoing(at(me) + 4 * i, 0, encode(ping())) for i in range(1021)]),
        lambda me: MSG_CONTAINER + b"\1\0\0\0" + INNER.pack(at(me), 0, 3) + b"abc",
    ],
    ids=["nested", "later inside", "cut", "longer", "negative", "too many", "not divisible"],
)
def test_64_invalid_containers(client: Client, container: Any) -> None:
    client.send(container(NOW - 10), seq_no=8)
    assert client.complaint() == 64


def test_too_many_acks_are_refused(client: Client) -> None:
    client.send(types.MsgsAck(msg_ids=[1] * 8192), counts=False)
    with pytest.raises(PeerError, match="too many"):
        client.send(types.MsgsAck(msg_ids=[1] * 8193), counts=False)


@pytest.mark.parametrize("cut", [-8, -1, 8])
def test_acks_of_a_wrong_length_are_refused(client: Client, cut: int) -> None:
    body = encode(types.MsgsAck(msg_ids=[1, 2]))
    with pytest.raises(PeerError):
        client.send(body[:cut] if cut < 0 else body + bytes(cut))


def test_a_zip_bomb_is_refused(client: Client) -> None:
    with pytest.raises(PeerError, match="too large"):
        client.send(pack(bytes(UNPACKED_MAX + 1)))


def test_packed_inside_packed_is_refused(client: Client) -> None:
    with pytest.raises(PeerError, match="inside gzip"):
        client.send(pack(pack(encode(CONFIG))))


@pytest.mark.parametrize("packed", [b"\x03no\0", b"\xfe\xff\xff\xff", b"", b"\xff\0\0\0"])
def test_packed_rubbish_is_refused(client: Client, packed: bytes) -> None:
    with pytest.raises(PeerError):
        client.send(GZIP_PACKED + packed)


def test_unknown_constructors_are_answered(client: Client) -> None:
    assert client.send(b"\xde\xad\xbe\xef") == []
    (result,) = client.session.take_replies()[-1:]
    assert b"INPUT_METHOD_INVALID" in result.body
    assert client.send(CONFIG)


def test_wrappers_have_an_end(client: Client) -> None:
    query: Any = CONFIG
    for _ in range(13):
        query = functions.InvokeWithoutUpdates(query=query)
    with pytest.raises(PeerError, match="too often"):
        client.send(query)


def test_a_client_that_corrects_its_clock_may_go_back(client: Client) -> None:
    """The server's clock went back an hour: ids and seq_nos of the client seem to run the wrong way for a while."""
    client.send(CONFIG, msg_id=at(NOW), seq_no=1)
    client.now = NOW - 3600
    client.send(CONFIG, msg_id=at(NOW), seq_no=3, salt=1234)
    assert 17 in [getattr(message, "error_code", 0) for message in client.hear()]
    client.session.salts.first = 0
    assert client.send(CONFIG, msg_id=at(NOW - 3600), seq_no=3)
    assert client.send(CONFIG, msg_id=at(NOW - 3599), seq_no=5)


# --- queries


def test_a_query_becomes_a_request(client: Client) -> None:
    (request,) = client.send(CONFIG, msg_id=at(NOW))
    assert request == Request(at(NOW), 1, CONFIG, (), "help.getConfig")
    answer = client.session.answer(at(NOW), encode(types.RpcError(error_code=1, error_message="X")), NOW)
    assert answer.msg_id % 4 == 1
    assert answer.seq_no % 2 == 1
    assert answer.body[4:12] == at(NOW).to_bytes(8, "little")


def test_invoke_after_is_taken_off_wherever_it_stands(client: Client) -> None:
    inner = functions.InvokeAfterMsg(msg_id=8, query=functions.InvokeAfterMsgs(msg_ids=[4, 12], query=CONFIG))
    (plain,) = client.send(inner)
    assert isinstance(plain, Request)
    assert (plain.body, plain.after) == (CONFIG, (8, 4, 12))
    (wrapped,) = client.send(functions.InvokeWithLayer(layer=200, query=inner))
    assert isinstance(wrapped, Request)
    assert wrapped.body == functions.InvokeWithLayer(layer=200, query=CONFIG)
    assert (wrapped.after, wrapped.method) == ((8, 4, 12), "help.getConfig")


@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress])
def test_packed_queries_are_unpacked_at_any_depth(client: Client, compress: Any) -> None:
    data = compress(encode(CONFIG))
    packed = types.GzipPacked(packed_data=data)
    (plain,) = client.send(packed)
    assert isinstance(plain, Request)
    assert plain.body == CONFIG
    (wrapped,) = client.send(functions.InvokeWithLayer(layer=200, query=packed))
    assert isinstance(wrapped, Request)
    assert wrapped.body == functions.InvokeWithLayer(layer=200, query=CONFIG)


def test_a_container_holds_what_was_sent_apart(client: Client) -> None:
    first, second = at(NOW, 1), at(NOW, 2)
    body = contain([Outgoing(first, 1, encode(ping(7))), Outgoing(second, 3, encode(CONFIG))])
    assert open_container(body) == [Inner(first, 1, encode(ping(7))), Inner(second, 3, encode(CONFIG))]
    (request,) = client.send(body, msg_id=at(NOW, 3), seq_no=4)
    assert isinstance(request, Request)
    assert request.msg_id == second
    created = codec.read(client.session.take_replies()[0].body)
    assert isinstance(created, types.NewSessionCreated)
    assert created.first_msg_id == first


def test_a_session_is_announced_once(client: Client) -> None:
    client.send(ping())
    created, pong = (codec.read(reply.body) for reply in client.session.take_replies())
    assert isinstance(created, types.NewSessionCreated)
    assert (created.unique_id, created.server_salt) == (99, 1234)
    assert isinstance(pong, types.Pong)
    client.send(ping())
    assert len(client.session.take_replies()) == 1


# --- what is repeated


def test_a_repeated_query_gets_the_same_answer_and_no_second_execution(client: Client) -> None:
    (request,) = client.send(CONFIG, msg_id=at(NOW), seq_no=1)
    client.hear()
    assert client.send(CONFIG, msg_id=at(NOW), seq_no=1) == []
    assert client.hear() == [types.MsgsAck(msg_ids=[at(NOW)])]
    answer = client.session.answer(request.msg_id, b"done", NOW)
    assert client.send(CONFIG, msg_id=at(NOW), seq_no=1) == []
    assert client.session.take_replies() == [answer._replace(again=True)]


def test_an_acknowledged_answer_is_forgotten(client: Client) -> None:
    client.send(CONFIG, msg_id=at(NOW), seq_no=1)
    answer = client.session.answer(at(NOW), b"done", NOW)
    client.send(types.MsgsAck(msg_ids=[answer.msg_id]), counts=False, msg_id=at(NOW, 2), seq_no=2)
    client.hear()
    client.send(CONFIG, msg_id=at(NOW), seq_no=1)
    assert client.hear() == [types.MsgsAck(msg_ids=[at(NOW)])]


def test_an_answer_that_did_not_fit_is_reported_lost(client: Client) -> None:
    client.send(CONFIG, msg_id=at(NOW), seq_no=1)
    client.session.answer(at(NOW), b"done", NOW)
    client.session.push(bytes(1 << 20), NOW)
    assert client.session.kept.overflowed
    client.hear()
    assert client.send(CONFIG, msg_id=at(NOW), seq_no=1) == []
    assert b"RPC_CALL_FAIL" in client.session.take_replies()[0].body


def test_kept_messages_are_bounded(client: Client) -> None:
    for number in range(2000):
        client.session.push(number.to_bytes(4, "little"), NOW)
    assert len(client.session.kept) == 512


def test_a_repetition_never_travels_alone(client: Client) -> None:
    push = client.session.push(b"abcd", NOW)
    again = client.session.kept.all()
    first = open_plaintext(client.session.seal([push], NOW, bytes)[0])
    second = open_plaintext(client.session.seal(again, NOW, bytes)[0])
    assert (first.msg_id, first.body) == (push.msg_id, b"abcd")
    assert second.msg_id != push.msg_id
    assert second.body == contain([push])


def test_many_messages_share_containers_within_bounds(client: Client) -> None:
    small = [client.session.push(bytes(4), NOW) for _ in range(1021)]
    assert [len(open_container(open_plaintext(p).body)) for p in client.session.seal(small, NOW, bytes)[:1]] == [1020]
    large = [client.session.push(bytes(300 << 10), NOW) for _ in range(2)]
    assert len(client.session.seal(large, NOW, bytes)) == 2


def test_padding_completes_the_last_block(client: Client) -> None:
    for size in range(0, 64, 4):
        (sealed,) = client.session.seal([client.session.push(bytes(size + 4), NOW)], NOW, bytes)
        assert len(sealed) % 16 == 0
        assert open_plaintext(sealed).body == bytes(size + 4)


def test_server_ids_grow_even_when_the_clock_does_not(client: Client) -> None:
    ids = [client.session.push(b"abcd", NOW - number).msg_id for number in range(50)]
    assert ids == sorted(set(ids))
    assert {msg_id % 4 for msg_id in ids} == {3}


def test_large_results_are_packed_unless_they_are_files(client: Client) -> None:
    result = bytes(PACK_FROM)
    packed = client.session.answer(4, result, NOW)
    assert packed.body[12:16] == GZIP_PACKED
    assert len(packed.body) < 1000
    assert len(client.session.answer(8, result, NOW, packable=False).body) == len(result) + 12


# --- service messages


def test_ping_and_deferred_disconnection(client: Client) -> None:
    assert client.send(ping(42), msg_id=at(NOW)) == []
    assert client.hear() == [types.Pong(msg_id=at(NOW), ping_id=42)]
    assert client.send(functions.PingDelayDisconnect(ping_id=43, disconnect_delay=75)) == [Hangup(75)]
    (pong,) = client.hear()
    assert pong.ping_id == 43


def test_states_of_messages(client: Client) -> None:
    running, answered, acknowledged = (at(NOW, step) for step in (10, 11, 12))
    for seq, msg_id in enumerate((running, answered, acknowledged)):
        client.send(CONFIG, msg_id=msg_id, seq_no=seq * 2 + 1)
    client.session.answer(answered, b"done", NOW)
    answer = client.session.answer(acknowledged, b"done", NOW)
    client.send(types.MsgsAck(msg_ids=[answer.msg_id]), msg_id=at(NOW, 13), seq_no=6)
    client.session.seen.floor = at(NOW - 20)
    client.hear()
    asked = [running, answered, acknowledged, at(NOW - 30), at(NOW, 9), at(NOW, 99)]
    client.send(types.MsgsStateReq(msg_ids=asked), msg_id=at(NOW, 14), seq_no=6)
    told, again = client.session.take_replies()
    info = codec.read(told.body)
    assert again.again, "an answer that was asked about is repeated"
    assert info.req_msg_id == at(NOW, 14)
    assert list(info.info) == [4 | 32, 4 | 32 | 64, 4 | 8, 1, 2, 3]


def test_resending_on_request(client: Client) -> None:
    push = client.session.push(b"abcd", NOW)
    client.send(types.MsgResendReq(msg_ids=[push.msg_id] * 3), counts=False)
    assert push._replace(again=True) in client.session.take_replies()
    client.send(types.MsgResendReq(msg_ids=[push.msg_id, 3]), counts=False)
    again, states = client.session.take_replies()
    assert again.msg_id == push.msg_id
    assert isinstance(codec.read(states.body), types.MsgsStateInfo)


def test_future_salts(client: Client) -> None:
    client.send(functions.GetFutureSalts(num=3), msg_id=at(NOW))
    (answer,) = client.hear()
    assert (answer.req_msg_id, answer.now) == (at(NOW), int(NOW))
    assert [salt.valid_since % WINDOW for salt in answer.salts] == [0, 0, 0]
    assert answer.salts[0].salt == 1234


def test_an_answer_can_be_dropped(client: Client) -> None:
    client.send(CONFIG, msg_id=at(NOW, 1), seq_no=1)
    assert client.send(functions.RpcDropAnswer(req_msg_id=at(NOW, 1)), msg_id=at(NOW, 2), seq_no=3) == [
        Dropped(at(NOW, 1))
    ]
    client.session.answer(at(NOW, 1), b"done", NOW)
    client.send(functions.RpcDropAnswer(req_msg_id=at(NOW, 1)), msg_id=at(NOW, 3), seq_no=5)
    client.send(functions.RpcDropAnswer(req_msg_id=at(NOW, 1)), msg_id=at(NOW, 4), seq_no=7)
    told = [codec.read(reply.body[12:]) for reply in client.session.take_replies()[1:]]
    assert [type(message) for message in told] == [
        types.RpcAnswerDroppedRunning,
        types.RpcAnswerDropped,
        types.RpcAnswerUnknown,
    ]


def test_sessions_and_keys_can_be_destroyed(client: Client) -> None:
    assert client.send(functions.DestroySession(session_id=5)) == [DestroySession(5)]
    assert client.send(functions.DestroySession(session_id=77)) == []
    assert client.hear() == [types.DestroySessionNone(session_id=77)]
    assert client.send(functions.DestroyAuthKey()) == [DestroyKey()]


def test_http_wait_is_told(client: Client) -> None:
    body = encode(codec_http_wait())
    assert client.send(body, counts=False) == [HttpWait(1, 2, 3)]


def codec_http_wait() -> Any:
    make = getattr(types, "HttpWait", None) or functions.HttpWait
    return make(max_delay=1, wait_after=2, max_wait=3)


def test_late_requests_are_acknowledged_once(client: Client) -> None:
    client.send(CONFIG, msg_id=at(NOW))
    assert client.session.acknowledge(NOW) is None
    message = client.session.acknowledge(NOW)
    assert message is not None
    assert codec.read(message.body) == types.MsgsAck(msg_ids=[at(NOW)])
    assert client.session.acknowledge(NOW) is None


# --- salts and the window


def test_salts_change_and_stay_good_for_a_while() -> None:
    salts = Salts(SECRET, 5)
    start = NOW - NOW % WINDOW
    first, second = salts.current(start), salts.current(start + WINDOW)
    assert first != second
    assert salts.accepts(first, start + 2 * WINDOW - 1)
    assert not salts.accepts(first, start + 2 * WINDOW)
    assert not salts.accepts(second, start + WINDOW - EARLY - 1)
    assert salts.accepts(second, start + WINDOW - EARLY)
    assert Salts(SECRET, 5).current(start) == first, "a restart changes nothing"
    assert Salts(SECRET, 6).current(start) != first
    assert [salt for _, _, salt in salts.future(2, start)] == [first, second]


def test_the_first_salt_is_honoured() -> None:
    salts = Salts(SECRET, 5, 1234, int(NOW))
    assert salts.current(NOW) == 1234
    assert salts.accepts(1234, NOW + WINDOW)
    assert not salts.accepts(1234, NOW + 2 * WINDOW)


def test_the_window_of_seen_ids_is_bounded_and_knows_what_is_too_old() -> None:
    seen = Seen()
    for number in range(LIMIT + 1):
        seen.add(number * 8)
    assert seen.floor == (LIMIT - KEEP) * 8
    assert LIMIT * 8 in seen
    assert 4 not in seen
    seen.add(LIMIT * 8 - 4)
    assert LIMIT * 8 - 4 in seen
    assert seen.top == LIMIT * 8
