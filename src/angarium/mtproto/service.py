"""Service messages: what client and server say about messages, salts and sessions, and how the server answers.

https://core.telegram.org/mtproto/service_messages and https://core.telegram.org/mtproto/service_messages_about_messages
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from struct import Struct, unpack_from
from typing import TYPE_CHECKING, Any

from angarium.mtproto.errors import PeerError
from angarium.mtproto.events import DestroyKey, DestroySession, Dropped, Event, Hangup, HttpWait
from angarium.tl import codec
from angarium.tl.layers import CANONICAL
from angarium.tl.types import (
    BadMsgNotification,
    BadServerSalt,
    DestroyAuthKeyFail,
    DestroyAuthKeyNone,
    DestroyAuthKeyOk,
    DestroySessionNone,
    DestroySessionOk,
    FutureSalt,
    FutureSalts,
    MsgsStateInfo,
    NewSessionCreated,
    RpcAnswerDropped,
    RpcAnswerDroppedRunning,
    RpcAnswerUnknown,
    RpcError,
)

if TYPE_CHECKING:
    from angarium.mtproto.session import Session

MSGS_ACK = b"\x59\xb4\xd6\x62"
IDS_MAX = 8192  # https://core.telegram.org/mtproto/service_messages_about_messages#acknowledgment-of-receipt
SALTS_MAX = 64  # https://core.telegram.org/mtproto/service_messages#request-for-several-future-salts

_VECTOR = 0x1CB5C415
_ACKS = Struct("<4sIi")
_PONG = Struct("<Iqq")
_PONG_ID = 0x347773C5

Handler = Callable[["Session", int, Any, float], Event | None]


def _encode(message: object) -> bytes:
    return codec.encode(message, CANONICAL)


# --- what the server says


def acks(msg_ids: Sequence[int]) -> bytes:
    """msgs_ack."""
    return _ACKS.pack(MSGS_ACK, _VECTOR, len(msg_ids)) + b"".join(i.to_bytes(8, "little") for i in msg_ids)


def error(code: int, name: str) -> bytes:
    """rpc_error."""
    return _encode(RpcError(error_code=code, error_message=name))


def bad_message(msg_id: int, seq_no: int, code: int) -> bytes:
    """bad_msg_notification."""
    return _encode(BadMsgNotification(bad_msg_id=msg_id, bad_msg_seqno=seq_no, error_code=code))


def bad_salt(msg_id: int, seq_no: int, salt: int) -> bytes:
    """bad_server_salt, with the right one."""
    return _encode(BadServerSalt(bad_msg_id=msg_id, bad_msg_seqno=seq_no, error_code=48, new_server_salt=salt))


def new_session(first_msg_id: int, unique_id: int, salt: int) -> bytes:
    """new_session_created."""
    return _encode(NewSessionCreated(first_msg_id=first_msg_id, unique_id=unique_id, server_salt=salt))


def destroyed(session_id: int, *, known: bool) -> bytes:
    """The answer to destroy_session."""
    kind = DestroySessionOk if known else DestroySessionNone
    return _encode(kind(session_id=session_id))


def key_destroyed(known: bool | None) -> bytes:
    """The answer to destroy_auth_key; None: it could not be done."""
    return _encode(DestroyAuthKeyFail() if known is None else DestroyAuthKeyOk() if known else DestroyAuthKeyNone())


# --- what the client says


def read_acks(body: bytes) -> tuple[int, ...]:
    """The ids of a msgs_ack. Raises PeerError."""
    if len(body) < _ACKS.size:
        raise PeerError("msgs_ack without a vector")
    _, vector, count = _ACKS.unpack_from(body)
    if vector != _VECTOR or len(body) != _ACKS.size + 8 * count:
        raise PeerError("msgs_ack of a wrong length")
    if count > IDS_MAX:
        raise PeerError("msgs_ack with too many ids")
    return unpack_from(f"<{count}q", body, _ACKS.size)


def take_acks(session: Session, msg_ids: Iterable[int]) -> None:
    """The client has these messages; they need not be kept."""
    for msg_id in msg_ids:
        session.kept.acknowledge(msg_id)


def _check_ids(msg_ids: list[int]) -> list[int]:
    if len(msg_ids) > IDS_MAX:
        raise PeerError("a service message with too many ids")
    return msg_ids


def _take_packed_acks(session: Session, msg_id: int, message: Any, now: float) -> None:
    take_acks(session, _check_ids(message.msg_ids))


def _pong(session: Session, msg_id: int, message: Any, now: float) -> None:
    """https://core.telegram.org/mtproto/service_messages#ping-messages-ping-pong"""
    session.reply(_PONG.pack(_PONG_ID, msg_id, message.ping_id), now)


def _pong_and_hang_up(session: Session, msg_id: int, message: Any, now: float) -> Event:
    """https://core.telegram.org/mtproto/service_messages#deferred-connection-closure-ping"""
    _pong(session, msg_id, message, now)
    return Hangup(max(1, message.disconnect_delay))


def _tell_salts(session: Session, msg_id: int, message: Any, now: float) -> None:
    """https://core.telegram.org/mtproto/service_messages#request-for-several-future-salts"""
    found = session.salts.future(min(max(message.num, 1), SALTS_MAX), now)
    salts = [FutureSalt(valid_since=since, valid_until=until, salt=salt) for since, until, salt in found]
    session.reply(_encode(FutureSalts(req_msg_id=msg_id, now=int(now), salts=salts)), now)


def _tell_states(session: Session, msg_id: int, message: Any, now: float) -> None:
    """https://core.telegram.org/mtproto/service_messages_about_messages#request-for-message-status-information"""
    info = bytes(session.state(i) for i in _check_ids(message.msg_ids))
    session.reply(_encode(MsgsStateInfo(req_msg_id=msg_id, info=info)), now)
    # COMPAT(mtcute 0.27, TDLib 1.8): having read that the answer exists, they wait for it instead of asking again.
    session.resend(answer for i in message.msg_ids if (answer := session.kept.find_answer(i)))


def _resend(session: Session, msg_id: int, message: Any, now: float) -> None:
    """https://core.telegram.org/mtproto/service_messages_about_messages#explicit-request-to-re-send-messages"""
    if not session.resend(_check_ids(message.msg_ids)):
        _tell_states(session, msg_id, message, now)


def _drop_answer(session: Session, msg_id: int, message: Any, now: float) -> Event | None:
    """https://core.telegram.org/mtproto/service_messages#cancellation-of-an-rpc-query"""
    request = message.req_msg_id
    if request in session.running:
        session.tell_result(msg_id, _encode(RpcAnswerDroppedRunning()), now)
        return Dropped(request)
    answer = session.kept.drop_answer(request)
    if answer is None:
        session.tell_result(msg_id, _encode(RpcAnswerUnknown()), now)
    else:
        dropped = RpcAnswerDropped(msg_id=answer.msg_id, seq_no=answer.seq_no, bytes=len(answer.body))
        session.tell_result(msg_id, _encode(dropped), now)
    return None


def _destroy_session(session: Session, msg_id: int, message: Any, now: float) -> Event | None:
    """https://core.telegram.org/mtproto/service_messages#request-to-destroy-session"""
    if message.session_id == session.session_id:
        session.reply(destroyed(message.session_id, known=False), now)  # only another session can be destroyed
        return None
    return DestroySession(message.session_id)


def _destroy_key(session: Session, msg_id: int, message: Any, now: float) -> Event:
    """https://core.telegram.org/method/destroy_auth_key"""
    return DestroyKey()


def _http_wait(session: Session, msg_id: int, message: Any, now: float) -> Event:
    return HttpWait(message.max_delay, message.wait_after, message.max_wait)


def _nothing(session: Session, msg_id: int, message: Any, now: float) -> None:
    """What the client tells of messages that we do not ask about."""


HANDLERS: dict[str, Handler] = {
    "msgs_ack": _take_packed_acks,
    "ping": _pong,
    "ping_delay_disconnect": _pong_and_hang_up,
    "get_future_salts": _tell_salts,
    "msgs_state_req": _tell_states,
    "msgs_state_info": _nothing,
    "msgs_all_info": _nothing,
    "msg_detailed_info": _nothing,
    "msg_new_detailed_info": _nothing,
    "msg_resend_req": _resend,
    "rpc_drop_answer": _drop_answer,
    "destroy_session": _destroy_session,
    "destroy_auth_key": _destroy_key,
    "http_wait": _http_wait,
}
