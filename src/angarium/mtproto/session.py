"""One MTProto session of one auth key, as a pure machine: opened messages in, events and messages for the client out.

Nothing here reads a clock or makes randomness; both are arguments. What the client is told goes out in two ways: replies to
service messages gather in `take_replies`, and `answer` and `push` return the message that they made.
https://core.telegram.org/mtproto/description#session
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from struct import Struct

from angarium.mtproto import queries, service
from angarium.mtproto.errors import PeerError
from angarium.mtproto.events import Event, Request
from angarium.mtproto.kept import Entry, Kept
from angarium.mtproto.messages import (
    MSG_CONTAINER,
    InvalidContainer,
    Opened,
    Outgoing,
    batches,
    contain,
    open_container,
    pack,
    seal,
)
from angarium.mtproto.salts import Salts
from angarium.mtproto.seen import Seen
from angarium.tl.codec import TLError, UnknownConstructor

PAST, FUTURE = 300, 30  # seconds a msg_id may be old or early
PACK_FROM = 48 << 10  # smaller answers cost more time to pack than to send

BAD_LOW, BAD_HIGH, BAD_BITS, BAD_REPEATED, BAD_OLD = 16, 17, 18, 19, 20
SEQ_LOW, SEQ_HIGH, SEQ_ODD, SEQ_EVEN = 32, 33, 34, 35
BAD_SALT, BAD_CONTAINER = 48, 64


class Patience(Enum):
    """How long a request has been under way."""

    NEW = 0
    LATE = 1
    ACKNOWLEDGED = 2


_RESULT = Struct("<Iq")
_RPC_RESULT = 0xF35C6D01
_TYPE_OF_RESPONSE, _TYPE_OF_NOTICE = 1, 3


class Session:
    """One session. Its owner checks nothing: it feeds `receive`, runs the requests, and sends what comes out."""

    __slots__ = (
        "_last_id",
        "_replies",
        "_sent",
        "_top_seq",
        "_unique_id",
        "kept",
        "running",
        "salts",
        "seen",
        "session_id",
        "started",
    )

    def __init__(self, session_id: int, salts: Salts, unique_id: int) -> None:
        self.session_id = session_id
        self.salts = salts
        self.seen = Seen()
        self.kept = Kept()
        self.running: dict[int, Patience] = {}
        """Requests under way, and whether their arrival has been acknowledged."""
        self.started = False
        self._unique_id = unique_id
        self._top_seq = -1
        self._last_id = 0
        self._sent = 0
        self._replies: list[Outgoing] = []

    # --- from the client

    def receive(self, opened: Opened, now: float) -> Sequence[Event]:
        """Take one message in. Raises PeerError, after which the connection should end."""
        # https://core.telegram.org/mtproto/security_guidelines#checking-session-id
        if opened.session_id != self.session_id:
            raise PeerError("a message of another session")
        code = self._judge_time(opened.msg_id, now)
        if code:
            # A client that is about to correct its clock may go back to lower ids.
            self._top_seq = -1
            self._complain(opened.msg_id, opened.seq_no, code, now)
            return []
        # https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message
        if not self.salts.accepts(opened.salt, now):
            self._complain(opened.msg_id, opened.seq_no, BAD_SALT, now)
            return []
        if opened.body[:4] == MSG_CONTAINER:
            return self._receive_container(opened, now)
        return self._receive_one(opened.msg_id, opened.seq_no, opened.body, now)

    def take_replies(self) -> list[Outgoing]:
        """What is to be said about the messages received; goes to the connection that brought them."""
        replies = self._replies
        if replies:
            self._replies = []
        return replies

    # --- to the client

    def answer(self, request: int, result: bytes, now: float, *, packable: bool = True) -> Outgoing:
        """The result of a request, or its rpc_error, as encoded TL; kept until it is acknowledged."""
        self.running.pop(request, None)
        if packable and len(result) >= PACK_FROM:
            packed = pack(result)
            if len(packed) < len(result) * 0.9:
                result = packed
        return self._tell(_RESULT.pack(_RPC_RESULT, request) + result, now, _TYPE_OF_RESPONSE, request)

    def drop(self, request: int) -> None:
        """A request ended whose answer nobody wants any more."""
        self.running.pop(request, None)

    def push(self, body: bytes, now: float) -> Outgoing:
        """Something the client did not ask for: updates, as encoded TL; kept until it is acknowledged."""
        return self._tell(body, now, _TYPE_OF_NOTICE)

    def acknowledge(self, now: float) -> Outgoing | None:
        """msgs_ack for what was already under way at the last call and still is. Called about once a second.

        https://core.telegram.org/mtproto/service_messages_about_messages#acknowledgment-of-receipt
        """
        late = [msg_id for msg_id, patience in self.running.items() if patience is Patience.LATE]
        for msg_id, patience in self.running.items():
            self.running[msg_id] = Patience.LATE if patience is Patience.NEW else Patience.ACKNOWLEDGED
        return self.note(service.acks(late), now) if late else None

    def rest(self, now: float) -> None:
        """Nothing is under way: hold no more memory than an idle session needs."""
        if not self.running:
            self.running = {}
        self.kept.shrink()
        self.seen.forget(int((now - PAST) * 4294967296))

    def note(self, body: bytes, now: float, *, answers: bool = False) -> Outgoing:
        """A service message, which nobody acknowledges; `answers`: to one of the client's."""
        return Outgoing(self._next_id(now, _TYPE_OF_RESPONSE if answers else _TYPE_OF_NOTICE), self._sent * 2, body)

    def seal(self, messages: Sequence[Outgoing], now: float, noise: Callable[[int], bytes]) -> list[bytes]:
        """The plaintexts that carry `messages`: together in containers, or bare when there is one alone."""
        plaintexts = []
        for batch in batches(messages):
            # Never alone with the same msg_id and other padding: that would weaken the encryption.
            # https://core.telegram.org/mtproto/security_guidelines#checking-msg-id
            if len(batch) == 1 and not batch[0].again:
                message = batch[0]
            else:
                message = self.note(contain(batch), now)
            plaintexts.append(seal(self.salts.current(now), self.session_id, message, noise))
        return plaintexts

    def seal_empty(self, now: float, noise: Callable[[int], bytes]) -> bytes:
        """The plaintext of a container without messages."""
        return seal(self.salts.current(now), self.session_id, self.note(contain(()), now), noise)

    # --- inside

    def _judge_time(self, msg_id: int, now: float) -> int:
        """https://core.telegram.org/mtproto/description#message-identifier-msg-id"""
        if msg_id & 3:
            return BAD_BITS
        sent = msg_id / 4294967296
        if sent < now - PAST:
            return BAD_LOW
        if sent > now + FUTURE:
            return BAD_HIGH
        return 0

    def _receive_container(self, opened: Opened, now: float) -> list[Event]:
        msg_id, seq_no = opened.msg_id, opened.seq_no
        try:
            messages = open_container(opened.body)
        except InvalidContainer:
            return self._complain(msg_id, seq_no, BAD_CONTAINER, now)
        # https://core.telegram.org/mtproto/service_messages#containers: a container holds no container,
        # and only messages with lower ids than its own
        if any(m.body[:4] == MSG_CONTAINER or m.msg_id >= msg_id for m in messages):
            return self._complain(msg_id, seq_no, BAD_CONTAINER, now)
        # https://core.telegram.org/mtproto/service_messages_about_messages: 19, the id was used before
        if msg_id in self.seen:
            return self._complain(msg_id, seq_no, BAD_REPEATED, now)
        if msg_id <= self.seen.floor:
            return self._complain(msg_id, seq_no, BAD_OLD, now)
        # https://core.telegram.org/mtproto/description#message-sequence-number-msg-seqno: containers ask for no ack
        if seq_no & 1:
            return self._complain(msg_id, seq_no, SEQ_ODD, now)
        events: list[Event] = []
        if not self.started and messages:
            self._start(min(m.msg_id for m in messages), now)
        for message in messages:
            events += self._receive_one(message.msg_id, message.seq_no, message.body, now)
        self._note_received(msg_id, seq_no)
        return events

    def _receive_one(self, msg_id: int, seq_no: int, body: bytes, now: float) -> Sequence[Event]:
        if msg_id & 3:
            return self._complain(msg_id, seq_no, BAD_BITS, now)
        if msg_id in self.seen:
            self._repeat(msg_id, now)
            return ()
        if msg_id <= self.seen.floor:
            return self._complain(msg_id, seq_no, BAD_OLD, now)
        code = self._judge_order(msg_id, seq_no)
        if code:
            return self._complain(msg_id, seq_no, code, now)
        return self._accept(msg_id, seq_no, body, now)

    def _judge_order(self, msg_id: int, seq_no: int) -> int:
        """Against the newest message only: later ids have later numbers, earlier ids earlier ones.

        https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message
        """
        if self._top_seq < 0:
            return 0
        if msg_id > self.seen.top:
            return SEQ_LOW if seq_no < self._top_seq or (seq_no == self._top_seq and seq_no & 1) else 0
        return SEQ_HIGH if seq_no > self._top_seq or (seq_no == self._top_seq and seq_no & 1) else 0

    def _accept(self, msg_id: int, seq_no: int, body: bytes, now: float) -> Sequence[Event]:
        if body[:4] == service.MSGS_ACK:
            self._begin(msg_id, seq_no, now)
            service.take_acks(self, service.read_acks(body))
            return ()
        try:
            query = queries.open_query(queries.read(body))
        except TLError as error:
            self._begin(msg_id, seq_no, now)
            self._refuse(msg_id, error, now)
            return ()
        handle = service.HANDLERS.get(query.method)
        if handle is not None:
            # COMPAT(mtcute 0.27): its service messages count as content and come with an odd seq_no; 34 would loop.
            self._begin(msg_id, seq_no, now)
            event = handle(self, msg_id, query.innermost, now)
            return () if event is None else (event,)
        # https://core.telegram.org/mtproto/description#message-sequence-number-msg-seqno: a query asks for an ack
        if not seq_no & 1:
            return self._complain(msg_id, seq_no, SEQ_EVEN, now)
        self._begin(msg_id, seq_no, now)
        self.running[msg_id] = Patience.NEW
        return (Request(msg_id, seq_no, query.body, query.after, query.method),)

    def _begin(self, msg_id: int, seq_no: int, now: float) -> None:
        if not self.started:
            self._start(msg_id, now)
        self._note_received(msg_id, seq_no)

    def _note_received(self, msg_id: int, seq_no: int) -> None:
        if msg_id > self.seen.top:
            self._top_seq = seq_no
        self.seen.add(msg_id)

    def _start(self, first_msg_id: int, now: float) -> None:
        """https://core.telegram.org/mtproto/service_messages#new-session-creation-notification"""
        self.started = True
        body = service.new_session(first_msg_id, self._unique_id, self.salts.current(now))
        self._replies.append(self._tell(body, now, _TYPE_OF_NOTICE))

    def _repeat(self, msg_id: int, now: float) -> None:
        """A message came again: it is not carried out a second time, and its answer is repeated."""
        answer = self.kept.find_answer(msg_id)
        if answer:
            self.resend((answer,))
        elif answer == 0:
            self.tell_result(msg_id, service.error(500, "RPC_CALL_FAIL"), now)
        else:
            self._replies.append(self.note(service.acks((msg_id,)), now))

    def _refuse(self, msg_id: int, error: TLError, now: float) -> None:
        name = "INPUT_METHOD_INVALID" if isinstance(error, UnknownConstructor) else "INPUT_FETCH_ERROR"
        self.tell_result(msg_id, service.error(400, name), now)

    def _complain(self, msg_id: int, seq_no: int, code: int, now: float) -> list[Event]:
        if code == BAD_SALT:
            body = service.bad_salt(msg_id, seq_no, self.salts.current(now))
        else:
            body = service.bad_message(msg_id, seq_no, code)
        self._replies.append(self.note(body, now))
        return []

    def _tell(self, body: bytes, now: float, kind: int, request: int = 0) -> Outgoing:
        """A message that the client must acknowledge."""
        message = Outgoing(self._next_id(now, kind), self._sent * 2 + 1, body)
        self._sent += 1
        self.kept.add(message.msg_id, Entry(message.seq_no, body, request))
        return message

    def _next_id(self, now: float, kind: int) -> int:
        """https://core.telegram.org/mtproto/description#message-identifier-msg-id: 1 mod 4 answers, 3 mod 4 does not"""
        msg_id = (int(now * 4294967296) & ~3) | kind
        if msg_id <= self._last_id:
            msg_id = ((self._last_id + 4) & ~3) | kind
        self._last_id = msg_id
        return msg_id

    # --- for the handlers of service messages

    def reply(self, body: bytes, now: float) -> None:
        """Answer a service message."""
        self._replies.append(self.note(body, now, answers=True))

    def tell_result(self, request: int, result: bytes, now: float) -> None:
        """Answer a service message that has a result like a query's."""
        self._replies.append(self.answer(request, result, now))

    def resend(self, msg_ids: Iterable[int]) -> bool:
        """Repeat kept messages; False when one of them is not known any more."""
        found = [self.kept.find(msg_id) for msg_id in dict.fromkeys(msg_ids)]
        self._replies += [message for message in found if message]
        return all(found)

    def state(self, msg_id: int) -> int:
        """https://core.telegram.org/mtproto/service_messages_about_messages#informational-message-regarding-status-of-messages"""
        if msg_id in self.seen:
            if msg_id in self.running:
                return 4 | 32
            return 4 | 32 | 64 if self.kept.find_answer(msg_id) is not None else 4 | 8
        if msg_id <= self.seen.floor:
            return 1
        return 2 if msg_id <= self.seen.top else 3
