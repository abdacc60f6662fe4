"""The key exchange, server side, as a chain of types: AwaitPq → AwaitDh → AwaitClientDh → Agreed.

Every step is pure. What costs milliseconds is not done here but returned as a task (`OpenBlock`, `Raise`) for another
process: `check` looks at a request and names the task, `receive` takes the task's result and answers. A request that
breaks a rule raises PeerError, and whoever holds the step forgets it: the handshake is dead.

https://core.telegram.org/mtproto/auth_key
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from angarium.crypto import dh, kdf
from angarium.mtproto import exchange
from angarium.mtproto.errors import WRONG_DC, PeerError
from angarium.tl import codec, functions, layers, types
from angarium.tl.errors import TLError

LONGEST_TEMPORARY = 30 * 86400
"""Seconds that a temporary key may live; clients ask for a day."""

ATTEMPTS = 5
"""How often a key may collide with another before the exchange fails; two random keys never do."""

if TYPE_CHECKING:
    Request = functions.ReqPq | functions.ReqPqMulti | functions.ReqDHParams | functions.SetClientDHParams
    Inner = types.PQInnerData | types.PQInnerDataDc | types.PQInnerDataTemp | types.PQInnerDataTempDc

MASTERS = tuple(range(1, 6))
"""The data centres that one server with everybody's data is: clients begin at any of them."""

_TEST = 10_000
_DECOY = types.PQInnerData(pq=b"", p=b"", q=b"", nonce=bytes(16), server_nonce=bytes(16), new_nonce=bytes(32))


@dataclass(frozen=True, slots=True)
class OpenBlock:
    """Task: open the RSA block of req_DH_params and take a fresh pair (a, g^a)."""

    block: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """Result of OpenBlock. `data` is None when the block was not encrypted to our key."""

    data: bytes | None
    a: int
    g_a: int


@dataclass(frozen=True, slots=True)
class Raise:
    """Task: g_b to the power of a, which is the auth key."""

    g_b: int
    a: int


@dataclass(frozen=True, slots=True)
class AwaitPq:
    """Nothing is known; waits for req_pq or req_pq_multi."""

    fingerprint: int
    dcs: tuple[int, ...] = MASTERS

    def receive(self, request: object, *, p: int, q: int, server_nonce: bytes) -> tuple[AwaitDh, bytes]:
        """Answer resPQ with the proof of work p·q (p < q, both prime)."""
        # https://core.telegram.org/mtproto/auth_key#1-client-sends-query-to-server
        if not isinstance(request, functions.ReqPq | functions.ReqPqMulti):
            raise PeerError("the handshake begins with req_pq")
        answer = types.ResPQ(
            nonce=request.nonce,
            server_nonce=server_nonce,
            pq=_to_bytes(p * q),
            server_public_key_fingerprints=[self.fingerprint],
        )
        return AwaitDh(request.nonce, server_nonce, p, q, self.fingerprint, self.dcs), _encode(answer)


@dataclass(frozen=True, slots=True)
class AwaitDh:
    """The client has work to prove; waits for req_DH_params."""

    nonce: bytes
    server_nonce: bytes
    p: int
    q: int
    fingerprint: int
    dcs: tuple[int, ...] = MASTERS

    def check(self, request: object) -> OpenBlock:
        """Everything that can be refused before RSA is paid for; the proof of work stands before it."""
        # https://core.telegram.org/mtproto/auth_key#5-send-req-dh-params-query-with-generated-encrypted-data
        if not isinstance(request, functions.ReqDHParams):
            raise PeerError("req_DH_params was expected")
        # https://core.telegram.org/mtproto/security_guidelines#checking-nonce-server-nonce-and-new-nonce-fields
        _check(request.nonce == self.nonce, "req_DH_params has another nonce")
        _check(request.server_nonce == self.server_nonce, "req_DH_params has another server_nonce")
        # https://core.telegram.org/mtproto/auth_key#proof-of-work
        _check(_from_bytes(request.p) == self.p, "req_DH_params has another p")
        _check(_from_bytes(request.q) == self.q, "req_DH_params has another q")
        # https://core.telegram.org/mtproto/auth_key#2-server-sends-response-of-the-form
        _check(request.public_key_fingerprint == self.fingerprint, "req_DH_params names a key that is not ours")
        # https://core.telegram.org/mtproto/auth_key#41-rsa-paddata-server-public-key-mentioned-above-is-implemented-as-follows
        _check(len(request.encrypted_data) == 256, "req_DH_params has no RSA block")
        return OpenBlock(request.encrypted_data)

    def receive(self, opened: Opened, *, now: int, random: Callable[[int], bytes]) -> tuple[AwaitClientDh, bytes]:
        """Answer server_DH_params_ok. The answer is made before anything is refused: time tells nothing."""
        inner = _read_inner(opened.data)
        answer = types.ServerDHParamsOk(
            nonce=self.nonce,
            server_nonce=self.server_nonce,
            encrypted_answer=self._seal_answer(inner.new_nonce, opened.g_a, now, random),
        )
        self._check_inner(inner, readable=inner is not _DECOY)
        expires_in = None if isinstance(inner, types.PQInnerData | types.PQInnerDataDc) else inner.expires_in
        return AwaitClientDh(self.nonce, self.server_nonce, inner.new_nonce, opened.a, expires_in), _encode(answer)

    def _seal_answer(self, new_nonce: bytes, g_a: int, now: int, random: Callable[[int], bytes]) -> bytes:
        data = types.ServerDHInnerData(
            nonce=self.nonce,
            server_nonce=self.server_nonce,
            g=dh.G,
            dh_prime=dh.to_bytes(dh.PRIME),
            g_a=dh.to_bytes(g_a),
            server_time=now,
        )
        return exchange.seal(_encode(data), new_nonce, self.server_nonce, random)

    def _check_inner(self, inner: Inner, *, readable: bool) -> None:
        # https://core.telegram.org/mtproto/auth_key#4-encrypted-data-payload-generation
        _check(readable, "encrypted_data holds no p_q_inner_data")
        # https://core.telegram.org/mtproto/security_guidelines#checking-nonce-server-nonce-and-new-nonce-fields
        _check(inner.nonce == self.nonce, "p_q_inner_data has another nonce")
        _check(inner.server_nonce == self.server_nonce, "p_q_inner_data has another server_nonce")
        # https://core.telegram.org/mtproto/auth_key#proof-of-work
        _check(_from_bytes(inner.pq) == self.p * self.q, "p_q_inner_data has another pq")
        _check(_from_bytes(inner.p) == self.p, "p_q_inner_data has another p")
        _check(_from_bytes(inner.q) == self.q, "p_q_inner_data has another q")
        if isinstance(inner, types.PQInnerDataDc | types.PQInnerDataTempDc):
            _check_dc(inner.dc, self.dcs)
        if isinstance(inner, types.PQInnerDataTemp | types.PQInnerDataTempDc):
            # https://core.telegram.org/api/pfs
            _check(0 < inner.expires_in <= LONGEST_TEMPORARY, "the life of the temporary key is out of bounds")


@dataclass(frozen=True, slots=True)
class AwaitClientDh:
    """The client knows g^a; waits for set_client_DH_params."""

    nonce: bytes
    server_nonce: bytes
    new_nonce: bytes
    a: int
    expires_in: int | None
    """Seconds that a temporary key lives; None for a permanent one."""
    retry_id: int = 0
    attempts: int = 1

    def check(self, request: object) -> Raise:
        """Everything that can be refused before the key is computed."""
        # https://core.telegram.org/mtproto/auth_key#7-client-computes-random-2048-bit-number-b-using-a-sufficient-amount-of-entropy-and-sends-the-server-a-message
        if not isinstance(request, functions.SetClientDHParams):
            raise PeerError("set_client_DH_params was expected")
        # https://core.telegram.org/mtproto/security_guidelines#checking-nonce-server-nonce-and-new-nonce-fields
        _check(request.nonce == self.nonce, "set_client_DH_params has another nonce")
        _check(request.server_nonce == self.server_nonce, "set_client_DH_params has another server_nonce")
        inner = exchange.open_sealed(request.encrypted_data, self.new_nonce, self.server_nonce)
        if not isinstance(inner, types.ClientDHInnerData):
            raise PeerError("client_DH_inner_data was expected")
        _check(inner.nonce == self.nonce, "client_DH_inner_data has another nonce")
        _check(inner.server_nonce == self.server_nonce, "client_DH_inner_data has another server_nonce")
        # https://core.telegram.org/mtproto/auth_key#9-server-responds-in-one-of-three-ways
        _check(inner.retry_id == self.retry_id, "client_DH_inner_data has another retry_id")
        return Raise(_check_public(inner.g_b), self.a)

    def receive(self, key: int) -> Agreed:
        """The key is computed; whether it is new only the store knows."""
        return Agreed(self, dh.to_bytes(key))


@dataclass(frozen=True, slots=True)
class Agreed:
    """Both sides have the key. Its owner stores it and answers with `accept`, or refuses it with `retry`.

    https://core.telegram.org/mtproto/auth_key#9-server-responds-in-one-of-three-ways
    """

    step: AwaitClientDh
    auth_key: bytes

    @property
    def key_id(self) -> int:
        """The name of the key, as a signed TL long."""
        return kdf.make_key_id(self.auth_key)

    @property
    def salt(self) -> int:
        """The first server salt, as a signed TL long."""
        return exchange.make_salt(self.step.new_nonce, self.step.server_nonce)

    @property
    def expires_in(self) -> int | None:
        """Seconds that a temporary key lives; None for a permanent one."""
        return self.step.expires_in

    def accept(self) -> bytes:
        """dh_gen_ok: the key is stored."""
        return _encode(types.DhGenOk(new_nonce_hash1=self._hash(1), **self._nonces()))

    def retry(self) -> tuple[AwaitClientDh | None, bytes]:
        """dh_gen_retry: another key has this id. After too many attempts dh_gen_fail, and nothing to wait for."""
        step = self.step
        if step.attempts >= ATTEMPTS:
            return None, _encode(types.DhGenFail(new_nonce_hash3=self._hash(3), **self._nonces()))
        aux = int.from_bytes(exchange.make_aux_hash(self.auth_key), "little", signed=True)
        again = AwaitClientDh(
            step.nonce, step.server_nonce, step.new_nonce, step.a, step.expires_in, aux, step.attempts + 1
        )
        return again, _encode(types.DhGenRetry(new_nonce_hash2=self._hash(2), **self._nonces()))

    def _hash(self, number: int) -> bytes:
        return exchange.hash_new_nonce(self.step.new_nonce, number, self.auth_key)

    def _nonces(self) -> dict[str, bytes]:
        return {"nonce": self.step.nonce, "server_nonce": self.step.server_nonce}


def read_request(body: bytes) -> Request:
    """The request of an unencrypted message. Raises PeerError when it is no request of the handshake."""
    try:
        request, _ = codec.decode(
            body, 0
        )  # COMPAT(TDLib): up to 256 random bytes may follow, within the message's length
    except TLError as error:
        raise PeerError("an unencrypted message cannot be read") from error
    if not isinstance(
        request, functions.ReqPq | functions.ReqPqMulti | functions.ReqDHParams | functions.SetClientDHParams
    ):
        raise PeerError("an unencrypted message that is not of the handshake")
    return request


def _read_inner(data: bytes | None) -> Inner:
    """What RSA carried, or a decoy, so that every failure takes the same way through the same work."""
    try:
        inner, _ = codec.decode(data or b"", 0)
    except TLError:
        return _DECOY
    if isinstance(inner, types.PQInnerData | types.PQInnerDataDc | types.PQInnerDataTemp | types.PQInnerDataTempDc):
        return inner
    return _DECOY


def _check(holds: bool, fault: str) -> None:
    if not holds:
        raise PeerError(fault)


def _check_dc(dc: int, dcs: tuple[int, ...]) -> None:
    # https://core.telegram.org/mtproto/auth_key#4-encrypted-data-payload-generation: test ones +10000, media ones negative
    if abs(dc) not in dcs and abs(dc) - _TEST not in dcs:
        raise PeerError("p_q_inner_data names a data centre that cannot be", WRONG_DC)


def _check_public(g_b: bytes) -> int:
    # https://core.telegram.org/mtproto/security_guidelines#g-a-and-g-b-validation
    value = dh.from_bytes(g_b)
    try:
        dh.check_public(value)
    except dh.BadPublic as error:
        raise PeerError("g_b is out of range") from error
    return value


def _encode(answer: object) -> bytes:
    return codec.encode(answer, layers.CANONICAL)


def _to_bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _from_bytes(data: bytes) -> int:
    return int.from_bytes(data, "big")
