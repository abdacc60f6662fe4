"""Bytes and objects: the basics, the results of methods, and what is refused."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from angarium.tl import codec, functions, types
from angarium.tl.codec import Malformed, NotInLayer, Raw, TLError, UnknownConstructor
from angarium.tl.decoder import DEPTH

VECTOR = 0x1CB5C415


def test_strings_are_padded_as_the_specification_says() -> None:
    # https://core.telegram.org/mtproto/serialize#base-types
    for length in (0, 1, 2, 3, 4, 252, 253, 254, 255, 256, 70_000):
        data = codec.encode(types.GzipPacked(packed_data=b"x" * length), 229)
        assert len(data) % 4 == 0
        head = bytes((length,)) if length < 254 else struct.pack("<I", length << 8 | 254)
        assert data[4:].startswith(head + b"x" * length)
        assert len(data) - 4 - len(head) - length < 4
        assert codec.read(data) == types.GzipPacked(packed_data=b"x" * length)


def test_bare_constructors_have_no_id() -> None:
    salts = types.FutureSalts(req_msg_id=1, now=2, salts=[types.FutureSalt(valid_since=3, valid_until=4, salt=-5)])
    data = codec.encode(salts, 229)
    assert data == struct.pack("<IqiIiiq", 0xAE500895, 1, 2, 1, 3, 4, -5)
    assert codec.read(data) == salts


def test_a_flag_shared_by_two_fields_brings_both() -> None:
    poll = types.InputMediaPoll(poll=types.Poll(question=types.TextWithEntities()), solution="why")
    heard = codec.read(codec.encode(poll, 229))
    assert (heard.solution, heard.solution_entities) == ("why", [])


def test_queries_are_read_inside_their_wrappers() -> None:
    inner = functions.messages.GetDialogs(offset_peer=types.InputPeerEmpty(), limit=5)
    request = functions.InvokeWithLayer(layer=150, query=functions.InvokeWithoutUpdates(query=inner))
    assert codec.read(codec.encode(request, 229)) == request


def test_a_result_is_kept_as_bytes_until_its_method_is_known() -> None:
    result = codec.encode_result("contacts.getContactIDs", [1, 2], 229)
    heard = codec.read(codec.encode(types.RpcResult(req_msg_id=7, result=Raw(result)), 229))
    assert heard.req_msg_id == 7
    assert codec.read_result("contacts.getContactIDs", heard.result.data) == [1, 2]


@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("account.updateStatus", True),
        ("account.updateStatus", False),
        ("contacts.getContactIDs", [5, 6]),
        ("messages.getMessageReadParticipants", [types.ReadParticipantDate(user_id=1, date=2)]),
        ("messages.getAttachedStickers", []),
        ("updates.getState", types.updates.State(pts=1)),
        ("ping", types.Pong(msg_id=1, ping_id=2)),
    ],
)
def test_results_come_back(method: str, value: Any) -> None:
    assert codec.read_result(method, codec.encode_result(method, value, 229)) == value


def test_an_error_in_place_of_a_result_is_read_as_one() -> None:
    error = types.RpcError(error_code=400, error_message="X")
    assert codec.read_result("contacts.getContactIDs", codec.encode(error, 229)) == error


@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("account.updateStatus", 1),
        ("updates.getState", True),
        ("updates.getState", types.Pong()),
        ("updates.getState", None),
        ("messages.sendMessage", types.UpdateConfig()),
    ],
)
def test_a_result_of_another_type_is_a_bug_of_ours(method: str, value: Any) -> None:
    with pytest.raises(TLError):
        codec.encode_result(method, value, 229)


@pytest.mark.parametrize(
    "broken",
    [
        types.UpdateShort(date=1),  # without its mandatory object
        types.PeerUser(user_id=1 << 64),
        types.PeerUser(user_id="1"),
        types.ResPQ(nonce=b"short", server_nonce=bytes(16)),
        types.RpcError(error_message="\ud800"),
        types.UpdateShort(update=7, date=1),
    ],
)
def test_what_cannot_be_written_is_refused(broken: Any) -> None:
    with pytest.raises(TLError):
        codec.encode(broken, 229)


def test_encoded_objects_stand_anywhere() -> None:
    raw = Raw(codec.encode(types.UpdateConfig(), 229))
    assert codec.read(codec.encode(types.UpdateShort(update=raw, date=5), 229)).update == types.UpdateConfig()
    assert codec.encode(raw, 229) == raw.data == codec.encode_result("updates.getState", raw, 229)


def test_decoding_goes_on_behind_an_object() -> None:
    data = b"????" + codec.encode(types.Pong(msg_id=1), 229) + codec.encode(types.Pong(msg_id=2), 229)
    first, position = codec.decode(memoryview(data), 4)
    second, end = codec.decode(memoryview(data), position)
    assert (first.msg_id, second.msg_id, end) == (1, 2, len(data))
    unaligned, end = codec.decode(b"?" + codec.encode(types.RpcError(error_message="ab"), 229), 1)
    assert (unaligned.error_message, end) == ("ab", 13)


@pytest.mark.parametrize("name", ["rest", "missing", "nothing"])
def test_bytes_must_end_with_the_object(name: str) -> None:
    data = codec.encode(types.RpcError(error_code=1, error_message="hello"), 229)
    wrong = {"rest": data + bytes(4), "missing": data[:-4], "nothing": b""}[name]
    with pytest.raises(TLError):
        codec.read(wrong)


def test_unknown_constructors_are_named() -> None:
    with pytest.raises(UnknownConstructor) as caught:
        codec.read(struct.pack("<I", 0xDEADBEEF))
    assert caught.value.id == 0xDEADBEEF


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(struct.pack("<III", 0x62D6B459, VECTOR, 0xFFFFFFFF), id="longs without end"),
        pytest.param(struct.pack("<III", 0x62D6B459, VECTOR, 3) + bytes(16), id="a vector longer than the message"),
        pytest.param(struct.pack("<III", 0x62D6B459, VECTOR + 1, 0), id="no vector"),
        pytest.param(struct.pack("<II", VECTOR, 1 << 30), id="objects without end"),
        pytest.param(struct.pack("<II", VECTOR, 0x20000) + bytes(0x80000), id="too many objects"),
        pytest.param(struct.pack("<Ii", 0x2144CA19, 1) + b"\x02\xff\xfe\0", id="not UTF-8"),
        pytest.param(struct.pack("<Ii", 0x2144CA19, 1) + b"\xff\0\0\0", id="a reserved length"),
        pytest.param(struct.pack("<Ii", 0x2144CA19, 1) + b"\xfe\xff\xff\xff", id="a string longer than the message"),
        pytest.param(struct.pack("<Iii", 0xCB9F372D, 1, 0)[:-4], id="cut"),
    ],
)
def test_malformed_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        codec.read(data)


@pytest.mark.parametrize(
    ("request_", "wrong"),
    [
        (functions.messages.ReadHistory(peer=types.InputUser(user_id=1)), "a user where a peer belongs"),
        (functions.messages.ReadHistory(peer=functions.help.GetConfig()), "a method where a peer belongs"),
        (functions.InvokeWithoutUpdates(query=types.InputPeerSelf()), "a peer where a method belongs"),
        (functions.users.GetUsers(id=[types.InputPeerChat(chat_id=1)]), "a chat in a list of users"),
        (functions.messages.ReadHistory(peer=Raw(b"\xef\xbe\xad\xde")), "nothing known"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_object_of_another_type_is_refused(request_: Any, wrong: str) -> None:
    with pytest.raises(TLError):
        codec.read(codec.encode(request_, 229))


def test_nesting_is_bounded() -> None:
    wrapper = struct.pack("<I", 0xBF9459B7)  # invokeWithoutUpdates
    query = codec.encode(functions.help.GetConfig(), 229)
    assert codec.read(wrapper * (DEPTH - 2) + query)
    with pytest.raises(Malformed):
        codec.read(wrapper * 100_000 + query)
    with pytest.raises(Malformed):
        codec.read(struct.pack("<II", VECTOR, 1) * 100_000)


def test_a_constructor_that_a_layer_lacks_is_left_out_or_refused() -> None:
    news = types.UpdateBotGuestChatQuery(query_id=1, message=types.MessageEmpty(id=1), qts=1)
    kept = types.UpdateConfig()
    updates = types.Updates(updates=[news, kept])
    assert codec.read(codec.encode(updates, 150)).updates == [kept]
    assert codec.read(codec.encode(updates, 229)).updates == [news, kept]
    with pytest.raises(NotInLayer):
        codec.encode(types.UpdateShort(update=news), 150)
    assert updates.updates == [news, kept]  # the object itself is not touched
    assert codec.read(codec.encode_result("messages.getDialogFilters", [types.DialogFilterDefault()], 135)) == []


def test_nothing_stands_for_itself() -> None:
    for value in (
        types.StarsAmount(amount=1),
        types.StarsTransactionPeerAPI(),
        types.StarsTransactionPeerUnsupported(),
    ):
        with pytest.raises(NotInLayer):
            codec.encode(value, 150)


def test_an_optional_field_that_a_layer_lacks_stays_unset() -> None:
    story = types.MessageReplyStoryHeader(peer=types.PeerUser(user_id=1), story_id=1)
    message = types.Message(id=1, peer_id=types.PeerUser(user_id=1), reply_to=story)
    assert codec.read(codec.encode(message, 229)).reply_to == story
    assert codec.read(codec.encode(message, 150)).reply_to is None
