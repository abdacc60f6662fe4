"""What a client meets at the door: every transport, keys and sessions, lost connections, and what is held against bounds."""

from __future__ import annotations

import asyncio

import pytest

from angarium.crypto.kdf import MessageCipher
from angarium.gateway import door as door_module
from angarium.gateway.requests import AT_ONCE, IN_LINE
from angarium.gateway.sessions import AFTERLIFE
from angarium.mtproto.messages import Outgoing, contain, pack
from angarium.mtproto.transport import Kind
from angarium.tl import codec, functions, types
from angarium.tl.layers import CANONICAL
from tests.gateway.yard import NEAREST, Yard
from tests.stories.client import Client, ConnectionLost, RpcError, Wire, make_key
from tests.stories.harness import server_key


async def turns(count: int = 5) -> None:
    """Let the loop run what is ready."""
    for _ in range(count):
        await asyncio.sleep(0)


async def lost(client: Client) -> int:
    """The transport error with which the server ended the connection; 0: none."""
    assert client.wire is not None
    return await asyncio.wait_for(client.wire.lost, 10)


# --- transports and keys


@pytest.mark.parametrize("obfuscated", [False, True], ids=["plain", "obfuscated"])
@pytest.mark.parametrize("kind", list(Kind))
async def test_every_transport(yard: Yard, kind: Kind, obfuscated: bool) -> None:
    client = await yard.client(kind=kind, obfuscated=obfuscated)
    assert (await client(NEAREST)).this_dc == 2
    await client.ping()


async def test_the_first_bytes_may_come_one_by_one(yard: Yard) -> None:
    client = await yard.client(kind=Kind.PADDED, obfuscated=True)
    client.connect()
    assert client.wire is not None
    transport = client.wire.transport
    deliver = transport.deliver
    transport.deliver = lambda data: [deliver(data[i : i + 1]) for i in range(len(data))] and None  # type: ignore[method-assign]
    assert (await client(NEAREST)).this_dc == 2


async def test_a_key_is_made_and_used(yard: Yard) -> None:
    made = await make_key(yard.door, server_key().public, yard.random.randbytes)
    client = Client(yard.door, made.auth_key, made.salt, now=yard.time.now, random=yard.random.randbytes)
    assert (await client(NEAREST)).this_dc == 2
    assert client.salt == made.salt, "the salt of the exchange was not honoured"


async def test_a_temporary_key_ends(yard: Yard) -> None:
    made = await make_key(yard.door, server_key().public, yard.random.randbytes, expires_in=3600)
    client = Client(yard.door, made.auth_key, made.salt, now=yard.time.now, random=yard.random.randbytes)
    assert (await client(NEAREST)).this_dc == 2
    (live,) = yard.door.keys.find(made.key_id).lives.values()  # type: ignore[union-attr]
    assert live.caller.temp_key_id == made.key_id
    yard.time.wall += 3601
    client.tell(functions.Ping(ping_id=1))
    assert await lost(client) == -404


async def test_an_unknown_key_is_told_404(yard: Yard) -> None:
    client = await yard.client(bytes(256))
    client.tell(functions.Ping(ping_id=1))
    assert await lost(client) == -404


async def test_a_wrong_msg_key_is_answered_by_nothing(yard: Yard) -> None:
    client = await yard.client()
    packet = bytearray(client.seal(client.next_id(), 1, codec.encode(NEAREST, CANONICAL)))
    packet[-1] ^= 1
    client.transmit(bytes(packet))
    assert await lost(client) == 0
    assert yard.router.calls == []
    assert len(yard.door) == 0


async def test_a_handshake_that_breaks_the_rules_is_told_404(yard: Yard) -> None:
    payloads: list[bytes] = []
    wire = Wire(yard.door, yard.random.randbytes, payloads.append)
    body = codec.encode(NEAREST, CANONICAL)
    wire.send(bytes(16) + len(body).to_bytes(4, "little") + body)
    assert await asyncio.wait_for(wire.lost, 10) == -404
    assert payloads == []


async def test_quick_acks_only_when_asked_for(yard: Yard) -> None:
    client = await yard.client()
    await client(NEAREST)
    assert client.wire is not None
    assert client.wire.quick_acks == []
    packet = client.seal(client.next_id(), client.next_seq(), codec.encode(NEAREST, CANONICAL))
    client.transmit(packet, quick_ack=True)
    await client.ping()
    plaintext = MessageCipher(client.cipher._auth_key).decrypt(packet, from_server=False)
    assert client.wire.quick_acks == [client.cipher.quick_ack(plaintext)]


async def test_packets_keep_their_order_while_a_key_is_read(yard: Yard) -> None:
    client = await yard.client()
    asked = [client.begin(NEAREST) for _ in range(5)]
    await asyncio.gather(*asked)
    assert len(yard.router.calls) == 5
    assert [type(message) for message in client.service] == [types.NewSessionCreated]


# --- sessions


async def test_two_sessions_of_one_key(yard: Yard) -> None:
    auth_key = await yard.add_key()
    first, second = await yard.client(auth_key), await yard.client(auth_key)
    assert (await first(NEAREST)).this_dc == (await second(NEAREST)).this_dc == 2
    assert yard.door.sessions.count == 2


async def test_two_sessions_on_one_connection(yard: Yard) -> None:
    auth_key = await yard.add_key()
    client = await yard.client(auth_key)
    await client(NEAREST)
    first, client._waiting = client.session_id, {}
    client.new_session()
    await client(NEAREST)
    assert client.session_id != first
    assert yard.door.sessions.count == 2
    assert len(yard.door) == 1


async def test_an_answer_goes_to_the_connection_that_asked(yard: Yard) -> None:
    gate = yard.router.hold("help.getNearestDc")
    auth_key = await yard.add_key()
    first, second = await yard.client(auth_key), await yard.client(auth_key)
    second.session_id, second.introduced = first.session_id, True
    asked = first.begin(NEAREST)
    await turns()
    second._last_id, second._content = first._last_id + 4, first._content
    await second.ping()
    gate.set()
    assert (await asked).this_dc == 2


async def test_an_answer_finds_its_way_after_a_lost_connection(yard: Yard) -> None:
    gate = yard.router.hold("help.getNearestDc")
    client = await yard.client()
    asked = client.begin(NEAREST)
    await client.ping()
    await client.reconnect()
    await client.ping()
    gate.set()
    assert (await asyncio.wait_for(asked, 10)).this_dc == 2
    assert len(yard.router.calls) == 1


async def test_what_was_not_acknowledged_is_repeated_on_the_next_connection(yard: Yard) -> None:
    client = await yard.client()
    await client(NEAREST)
    assert client.wire is not None
    client.wire.transport.clog()
    asked = client.begin(NEAREST)
    await turns(20)
    assert not asked.done()
    await client.reconnect()
    await client.ping()
    assert asked.result().this_dc == 2
    assert len(yard.router.calls) == 2


async def test_a_repeated_message_is_not_carried_out_again(yard: Yard) -> None:
    client = await yard.client()
    client.introduced = True
    await client(NEAREST)
    body = codec.encode(NEAREST, CANONICAL)
    asked = client.begin(NEAREST)
    client.repeat(asked.msg_id, client._content * 2 - 1, body)
    await asked
    client.repeat(asked.msg_id, client._content * 2 - 1, body)
    await client.ping()
    assert len(yard.router.calls) == 2


async def test_a_session_is_forgotten_some_time_after_its_last_connection(yard: Yard) -> None:
    client = await yard.client()
    await client(NEAREST)
    await client.disconnect()
    assert yard.door.sessions.count == 1
    yard.pass_time(AFTERLIFE - 10)
    assert yard.door.sessions.count == 1
    yard.pass_time(20)
    assert yard.door.sessions.count == 0
    client.connect()
    await client.ping()
    assert [type(message) for message in client.service].count(types.NewSessionCreated) == 2


async def test_destroying_a_session_and_a_key(yard: Yard) -> None:
    auth_key = await yard.add_key()
    first, second = await yard.client(auth_key), await yard.client(auth_key)
    await first.ping()
    await second.ping()
    first.tell(functions.DestroySession(session_id=second.session_id))
    first.tell(functions.DestroySession(session_id=12345))
    await lost(second)
    await first.ping()
    assert first.service[-2:] == [
        types.DestroySessionOk(session_id=second.session_id),
        types.DestroySessionNone(session_id=12345),
    ]
    first.tell(functions.DestroyAuthKey())
    await lost(first)
    assert first.service[-1] == types.DestroyAuthKeyOk()
    again = await yard.client(auth_key)
    again.tell(functions.Ping(ping_id=1))
    assert await lost(again) == -404


# --- requests


async def test_invoke_after_keeps_the_order(yard: Yard) -> None:
    gate = yard.router.hold("help.getNearestDc")
    client = await yard.client()
    first = client.begin(NEAREST)
    second = client.begin(functions.help.GetConfig(), after=[first.msg_id])
    third = client.begin(functions.help.GetAppUpdate(source=""), after=[first.msg_id, second.msg_id])
    await client.ping()
    assert [call.NAME for call in yard.router.calls] == ["help.getNearestDc"]
    gate.set()
    await first
    with pytest.raises(RpcError, match="TEST_REFUSED"):
        await second
    with pytest.raises(RpcError, match="MSG_WAIT_FAILED"):
        await third
    assert [call.NAME for call in yard.router.calls] == ["help.getNearestDc", "help.getConfig"]
    with pytest.raises(RpcError, match="MSG_WAIT_FAILED"):
        await client(NEAREST, after=[second.msg_id])
    assert (await client(NEAREST, after=[first.msg_id, 4])).this_dc == 2


async def test_requests_of_one_session_take_turns_and_its_connection_is_held(yard: Yard) -> None:
    gate = yard.router.hold("help.getNearestDc")
    client = await yard.client()
    await client.ping()
    asked = [client.begin(NEAREST) for _ in range(AT_ONCE + IN_LINE + 50)]
    await turns(60)
    assert client.wire is not None
    assert yard.router.most == AT_ONCE
    assert not client.wire.transport.reading
    other = await yard.client()
    await other.ping()
    gate.set()
    assert len(await asyncio.wait_for(asyncio.gather(*asked), 20)) == len(asked)
    assert yard.router.most == AT_ONCE
    assert client.wire.transport.reading


@pytest.mark.parametrize("chained", [False, True])
async def test_a_connection_is_held_for_requests_that_wait_for_others(yard: Yard, chained: bool) -> None:
    gate = yard.router.hold("help.getNearestDc")
    client = await yard.client()
    await client.ping()
    asked = [client.begin(NEAREST)]
    for _ in range(IN_LINE + 50):
        asked.append(client.begin(NEAREST, after=[asked[-1 if chained else 0].msg_id]))
    await turns(60)
    assert client.wire is not None
    assert not client.wire.transport.reading
    gate.set()
    assert len(await asyncio.wait_for(asyncio.gather(*asked), 20)) == len(asked)
    await turns()
    assert client.wire.transport.reading


async def test_a_long_chain_fails_with_its_first_link(yard: Yard) -> None:
    client = await yard.client()
    await client.ping()
    gate = yard.router.hold("help.getConfig")
    first = client.begin(functions.help.GetConfig())
    chain, after = [], first.msg_id
    for seq_no in range(client._content * 2 + 1, client._content * 2 + 2001, 2):
        query = functions.InvokeAfterMsg(msg_id=after, query=NEAREST)
        chain.append(Outgoing(after := client.next_id(), seq_no, codec.encode(query, CANONICAL)))
    client._content += len(chain)
    client.transmit(client.seal(client.next_id(), client._content * 2, contain(chain)))
    await turns(20)
    gate.set()
    with pytest.raises(RpcError, match="TEST_REFUSED"):
        await first
    await turns(60)
    told = [message.result for message in client.service if isinstance(message, types.RpcResult)]
    assert [one.error_message for one in told] == ["MSG_WAIT_FAILED"] * len(chain)


async def test_a_dropped_answer_does_not_come(yard: Yard) -> None:
    gate = yard.router.hold("help.getNearestDc")
    client = await yard.client()
    asked = client.begin(NEAREST)
    await client.ping()
    dropped = client.send_query("", codec.encode(functions.RpcDropAnswer(req_msg_id=asked.msg_id), CANONICAL))
    assert await dropped == types.RpcAnswerDroppedRunning()
    gate.set()
    await client.ping()
    assert not asked.done()


async def test_late_requests_are_acknowledged(yard: Yard) -> None:
    gate = yard.router.hold("help.getNearestDc")
    client = await yard.client()
    asked = client.begin(NEAREST)
    await client.ping()
    yard.pass_time(1)
    yard.pass_time(1)
    await client.ping()
    assert types.MsgsAck(msg_ids=[asked.msg_id]) in client.service
    gate.set()
    await asked


async def test_a_storm_of_one_method_is_held(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("angarium.gateway.requests.STORM", 20)
    client = await yard.client()
    for _ in range(20):
        await client(NEAREST)
    with pytest.raises(RpcError, match="FLOOD_WAIT_10") as refusal:
        await client(NEAREST)
    assert refusal.value.code == 420
    with pytest.raises(RpcError, match="TEST_REFUSED"):
        await client(functions.help.GetConfig())
    yard.pass_time(11)
    assert (await client(NEAREST)).this_dc == 2


async def test_unknown_methods_do_not_end_the_session(yard: Yard) -> None:
    client = await yard.client()
    await client.ping()
    with pytest.raises(RpcError, match="INPUT_METHOD_INVALID"):
        await client.send_query("", b"\xde\xad\xbe\xef")
    assert (await client(NEAREST)).this_dc == 2


async def test_packed_queries_and_containers(yard: Yard) -> None:
    client = await yard.client()
    await client.ping()
    body = pack(codec.encode(functions.InvokeWithLayer(layer=158, query=NEAREST), CANONICAL))
    assert (await client.send_query("help.getNearestDc", body)).this_dc == 2
    first, second = client.next_id(), client.next_id()
    inside = contain([Outgoing(first, 3, codec.encode(NEAREST, CANONICAL)), Outgoing(second, 5, body)])
    client._content = 3
    client.transmit(client.seal(client.next_id(), 6, inside))
    await client.ping()
    answered = [message.req_msg_id for message in client.service if isinstance(message, types.RpcResult)]
    assert sorted(answered) == [first, second]


# --- bounds


async def test_silence_ends_a_connection_that_never_shook_hands(yard: Yard) -> None:
    wire = Wire(yard.door, yard.random.randbytes, lambda payload: None)
    await turns()
    yard.pass_time(yard.door.patience - 5)
    assert not wire.lost.done()
    yard.pass_time(10)
    await asyncio.wait_for(wire.lost, 10)
    assert len(yard.door) == 0


async def test_ping_delay_disconnect(yard: Yard) -> None:
    client = await yard.client()
    client.tell(functions.PingDelayDisconnect(ping_id=1, disconnect_delay=75))
    await client.ping()
    yard.pass_time(70)
    client.tell(functions.PingDelayDisconnect(ping_id=2, disconnect_delay=75))
    await client.ping()
    yard.pass_time(70)
    assert client.wire is not None
    assert not client.wire.lost.done()
    yard.pass_time(7)
    await lost(client)


LARGE = functions.upload.GetFile(
    location=types.InputDocumentFileLocation(id=1, access_hash=1, file_reference=b"", thumb_size=""),
    offset=0,
    limit=256 << 10,
)


async def test_files_are_read_no_faster_than_the_client_reads(yard: Yard) -> None:
    client = await yard.client()
    await client.ping()
    assert client.wire is not None
    client.wire.transport.clog()
    asked = [client.begin(LARGE) for _ in range(30)]
    await turns(50)
    assert client.wire.transport.get_write_buffer_size() < 6 * LARGE.limit
    for _ in range(40):
        client.wire.transport.unclog()
        await turns()
        client.wire.transport.clog()
    client.wire.transport.unclog()
    assert {len((await answer).bytes) for answer in asked} == {LARGE.limit}


async def test_a_client_that_does_not_read_is_given_up(yard: Yard) -> None:
    client = await yard.client()
    await client.ping()
    assert client.wire is not None
    client.wire.transport.clog()
    for _ in range(8):
        client.begin(LARGE)
    await turns(50)
    yard.pass_time(55)
    assert not client.wire.lost.done()
    yard.pass_time(10)
    await lost(client)


async def test_what_waits_for_a_client_has_a_bound(yard: Yard) -> None:
    yard.door.unsent_bound = 256 << 10
    client = await yard.client()
    await client.ping()
    assert client.wire is not None
    client.wire.transport.clog()
    for _ in range(8):
        client.begin(LARGE)
    await lost(client)


async def test_a_state_request_brings_the_answer_again(yard: Yard) -> None:
    client = await yard.client()
    await client.ping()
    asked = client.begin(NEAREST)
    await asked
    client._seen.clear()
    client._waiting[asked.msg_id] = ("help.getNearestDc", b"", 0, again := type(asked)())
    client._to_acknowledge.clear()
    client.tell(types.MsgsStateReq(msg_ids=[asked.msg_id]))
    assert (await asyncio.wait_for(again, 10)).this_dc == 2
    states = [message for message in client.service if isinstance(message, types.MsgsStateInfo)]
    assert list(states[0].info) == [4 | 32 | 64]


async def test_strangers_of_one_address_have_a_bound(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door_module, "STRANGERS", 3)
    wires = [Wire(yard.door, yard.random.randbytes, lambda payload: None) for _ in range(3)]
    fourth = Wire(yard.door, yard.random.randbytes, lambda payload: None)
    await asyncio.wait_for(fourth.lost, 10)
    elsewhere = Wire(yard.door, yard.random.randbytes, lambda payload: None, address="192.0.2.9")
    near = [Wire(yard.door, yard.random.randbytes, lambda payload: None, address="127.0.0.1") for _ in range(5)]
    await turns()
    assert not any(wire.lost.done() for wire in (*wires, elsewhere, *near))
    wires[0].close()
    await wires[0].lost
    client = await yard.client()
    await client.ping()
    again = Wire(yard.door, yard.random.randbytes, lambda payload: None)
    await turns()
    assert not again.lost.done(), "who has shown a key is no stranger"


async def test_rubbish_closes_only_its_own_connection(yard: Yard) -> None:
    client = await yard.client()
    await client.ping()
    for first in (b"\xef\x01abcd", b"\xee\xee\xee\xee\xff\xff\xff\x7f", b"\x16\x03\x01\x02\x00", b"GET / HT"):
        wire = Wire(yard.door, yard.random.randbytes, lambda payload: None)
        wire.transport._unread.clear()
        wire.transport.deliver(first)
        await turns()
        yard.pass_time(yard.door.patience + 2)
        client.updates.clear()
        await asyncio.wait_for(wire.lost, 10)
        await client.ping()


async def test_make_key_reports_a_lost_connection(yard: Yard) -> None:
    with pytest.raises(ConnectionLost):
        yard.door._most = 0
        await make_key(yard.door, server_key().public, yard.random.randbytes)
