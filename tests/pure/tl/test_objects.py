"""The classes: names, defaults, equality, pickling."""

from __future__ import annotations

import pickle

import pytest

from angarium.tl import codec, functions, types
from angarium.tl.objects import Raw, attribute


def test_names_follow_the_schema() -> None:
    assert types.Message.NAME == "message"
    assert types.auth.SentCode.NAME == "auth.sentCode"
    assert types.PQInnerDataDc.NAME == "p_q_inner_data_dc"
    assert types.MsgsAck.NAME == "msgs_ack"
    assert functions.ReqDHParams.NAME == "req_DH_params"
    assert functions.messages.SendMessage.NAME == "messages.sendMessage"
    assert types.KeyboardButtonUrl.NAME == "keyboardButtonUrl"  # which only older layers have
    assert types.auth.SentCode is types.auth.SentCode


@pytest.mark.parametrize("name", ["Nonsense", "auth.Nonsense", "messages.SendMessage", "__wrapped__"])
def test_unknown_names_are_no_attributes(name: str) -> None:
    space, _, last = name.rpartition(".")
    with pytest.raises(AttributeError):
        getattr(getattr(types, space) if space else types, last)


def test_what_is_not_given_has_a_default() -> None:
    message = types.Message(id=5, out=True)
    assert (message.out, message.silent, message.date, message.message) == (True, False, 0, "")
    assert message.from_id is None
    assert message.entities is None
    assert types.Updates().updates == []


def test_a_default_list_belongs_to_one_object() -> None:
    one, other = types.Updates(), types.Updates()
    one.updates.append(types.UpdateConfig())
    assert other.updates == []
    assert one.updates == [types.UpdateConfig()]


def test_objects_are_equal_by_value() -> None:
    assert types.PeerUser(user_id=1) == types.PeerUser(user_id=1)
    assert types.PeerUser(user_id=1) != types.PeerUser(user_id=2)
    assert types.PeerUser(user_id=1) != types.PeerChat(chat_id=1)
    assert types.Message(id=1) == types.Message(id=1, out=False, from_id=None)
    assert repr(types.auth.SentCode(timeout=3)) == "auth.SentCode(timeout=3)"
    assert Raw(b"1") == Raw(b"1") != Raw(b"2")


def test_patterns_match() -> None:
    match types.PeerUser(user_id=7):
        case types.PeerChat():
            raise AssertionError
        case types.PeerUser(user_id=number):
            assert number == 7


def test_objects_travel_between_processes() -> None:
    request = functions.auth.SignIn(phone_number="1", phone_code_hash="h")
    assert pickle.loads(pickle.dumps(request)) == request
    answer = types.auth.Authorization(user=types.User(id=5, self=True))
    assert pickle.loads(pickle.dumps(answer)) == answer


def test_fields_keep_their_names() -> None:
    assert "self" in types.User.FIELDS
    old = types.updates.DifferenceSlice.FIELDS
    assert "intermediate_state" in old
    assert attribute("from") == "from_"


def test_methods_are_listed_for_the_coverage_page() -> None:
    assert codec.METHODS["messages.sendMessage"].result == "Updates"
    assert codec.METHODS["ping"].result == "Pong"
    assert "channels.createForumTopic" not in codec.METHODS  # moved away before the newest layer
    with pytest.raises(KeyError):
        codec.METHODS["channels.createForumTopic"]
    assert len(codec.METHODS) == len(list(codec.METHODS)) > 800
