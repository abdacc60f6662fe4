"""What a session tells the door about the messages it took in."""

from __future__ import annotations

from typing import NamedTuple


class Request(NamedTuple):
    """A query of the API. It is owed one `Session.answer`, and waits for those of `after` that are under way."""

    msg_id: int
    seq_no: int
    body: object
    after: tuple[int, ...] = ()
    method: str = ""
    """TL name of the innermost query, without what wraps it."""


class Hangup(NamedTuple):
    """ping_delay_disconnect: close the connection when `seconds` pass without another one."""

    seconds: int


class HttpWait(NamedTuple):
    """How a client of the HTTP transport wants to wait for messages; milliseconds.

    https://core.telegram.org/mtproto/service_messages#http-wait-long-poll
    """

    max_delay: int
    wait_after: int
    max_wait: int


class DestroySession(NamedTuple):
    """The client gives up another session of the same key; answer with `Session.tell_destroyed`."""

    session_id: int


class DestroyKey(NamedTuple):
    """The client gives up the key itself; answer with `Session.tell_key_destroyed`."""


class Dropped(NamedTuple):
    """The answer to this running request is no longer wanted."""

    msg_id: int


Event = Request | Hangup | HttpWait | DestroySession | DestroyKey | Dropped
