"""The key exchange seen from the client: the other side, used by tests and the load generator.

https://core.telegram.org/mtproto/auth_key
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from angarium.crypto import dh, factor, kdf
from angarium.crypto.rsa import PublicKey
from angarium.mtproto import exchange
from angarium.mtproto.errors import PeerError
from angarium.tl import codec, functions, layers, types
from angarium.tl.errors import TLError

Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Wish:
    """What key to ask for, and in which of the ways that clients in the field use."""

    key: PublicKey
    dc: int | None = 2
    """None sends the old p_q_inner_data, which names no data centre."""
    expires_in: int | None = None
    """Seconds that a temporary key shall live; None asks for a permanent one."""
    old_padding: bool = False
    old_request: bool = False


@dataclass(frozen=True, slots=True)
class AuthKey:
    """What the exchange ends with."""

    auth_key: bytes
    salt: int
    server_time: int
    """Epoch seconds, as of server_DH_params_ok."""

    @property
    def key_id(self) -> int:
        return kdf.make_key_id(self.auth_key)


def start(wish: Wish, random: Random) -> tuple[AwaitResPq, bytes]:
    """The first request, and the step that waits for its answer."""
    nonce = random(16)
    request = functions.ReqPq(nonce=nonce) if wish.old_request else functions.ReqPqMulti(nonce=nonce)
    return AwaitResPq(wish, nonce), _encode(request)


@dataclass(frozen=True, slots=True)
class AwaitResPq:
    """Waits for resPQ."""

    wish: Wish
    nonce: bytes

    def receive(self, body: bytes, random: Random) -> tuple[AwaitDhParams, bytes]:
        """Do the work and present it. Raises PeerError."""
        answer = _read(body)
        if not isinstance(answer, types.ResPQ) or answer.nonce != self.nonce:
            raise PeerError("resPQ was expected")
        if self.wish.key.fingerprint not in answer.server_public_key_fingerprints:
            raise PeerError("the server has another key")
        p, q = (number.to_bytes(4, "big") for number in factor.find_pq(int.from_bytes(answer.pq, "big")))
        step = AwaitDhParams(self.wish, self.nonce, answer.server_nonce, random(32))
        request = functions.ReqDHParams(
            nonce=self.nonce,
            server_nonce=answer.server_nonce,
            p=p,
            q=q,
            public_key_fingerprint=self.wish.key.fingerprint,
            encrypted_data=self._encrypt(step, {"pq": answer.pq, "p": p, "q": q}, random),
        )
        return step, _encode(request)

    def _encrypt(self, step: AwaitDhParams, numbers: dict[str, bytes], random: Random) -> bytes:
        wish = self.wish
        fields: dict[str, object] = {
            **numbers,
            "nonce": step.nonce,
            "server_nonce": step.server_nonce,
            "new_nonce": step.new_nonce,
        }
        if wish.dc is not None:
            fields["dc"] = wish.dc
        if wish.expires_in is not None:
            fields["expires_in"] = wish.expires_in
        data = _encode(_INNER[wish.expires_in is not None, wish.dc is not None](**fields))
        return wish.key.encrypt_old(data, random) if wish.old_padding else wish.key.encrypt(data, random)


@dataclass(frozen=True, slots=True)
class AwaitDhParams:
    """Waits for server_DH_params_ok."""

    wish: Wish
    nonce: bytes
    server_nonce: bytes
    new_nonce: bytes

    def receive(self, body: bytes, random: Random) -> tuple[AwaitDhGen, bytes]:
        """Check the group and g^a, and send g^b. Raises PeerError."""
        answer = _read(body)
        if not isinstance(answer, types.ServerDHParamsOk):
            raise PeerError("server_DH_params_ok was expected")
        inner = exchange.open_sealed(answer.encrypted_answer, self.new_nonce, self.server_nonce)
        if not isinstance(inner, types.ServerDHInnerData):
            raise PeerError("server_DH_inner_data was expected")
        ours = (self.nonce, self.server_nonce)
        if (answer.nonce, answer.server_nonce) != ours or (inner.nonce, inner.server_nonce) != ours:
            raise PeerError("server_DH_params_ok has other nonces")
        if (inner.g, dh.from_bytes(inner.dh_prime)) != (dh.G, dh.PRIME):
            raise PeerError("the group is not the known good one")
        g_a = dh.from_bytes(inner.g_a)
        try:
            dh.check_public(g_a)
        except dh.BadPublic as error:
            raise PeerError("g_a is out of range") from error
        return AwaitDhGen(self, g_a, inner.server_time, b"", 0).send(random)


@dataclass(frozen=True, slots=True)
class AwaitDhGen:
    """Waits for dh_gen_ok; dh_gen_retry leads here again."""

    step: AwaitDhParams
    g_a: int
    server_time: int
    auth_key: bytes
    retry_id: int

    def send(self, random: Random) -> tuple[AwaitDhGen, bytes]:
        """Choose b, compute the key, and say g^b."""
        b = dh.from_bytes(random(dh.SECRET))
        step = self.step
        inner = types.ClientDHInnerData(
            nonce=step.nonce,
            server_nonce=step.server_nonce,
            retry_id=self.retry_id,
            g_b=dh.to_bytes(dh.power(dh.G, b)),
        )
        request = functions.SetClientDHParams(
            nonce=step.nonce,
            server_nonce=step.server_nonce,
            encrypted_data=exchange.seal(_encode(inner), step.new_nonce, step.server_nonce, random),
        )
        return replace(self, auth_key=dh.to_bytes(dh.power(self.g_a, b))), _encode(request)

    def receive(self, body: bytes, random: Random) -> AuthKey | tuple[AwaitDhGen, bytes]:
        """The key, or the next attempt. Raises PeerError."""
        answer = _read(body)
        match answer:
            case types.DhGenOk():
                self._check(answer, answer.new_nonce_hash1, 1)
                salt = exchange.make_salt(self.step.new_nonce, self.step.server_nonce)
                return AuthKey(self.auth_key, salt, self.server_time)
            case types.DhGenRetry():
                self._check(answer, answer.new_nonce_hash2, 2)
                aux = int.from_bytes(exchange.make_aux_hash(self.auth_key), "little", signed=True)
                return replace(self, retry_id=aux).send(random)
        raise PeerError("the exchange failed")

    def _check(self, answer: types.DhGenOk | types.DhGenRetry, proof: bytes, number: int) -> None:
        step = self.step
        if (answer.nonce, answer.server_nonce) != (step.nonce, step.server_nonce):
            raise PeerError("dh_gen has other nonces")
        if proof != exchange.hash_new_nonce(step.new_nonce, number, self.auth_key):
            raise PeerError("dh_gen does not prove the key")


_INNER = {
    (False, False): types.PQInnerData,
    (False, True): types.PQInnerDataDc,
    (True, False): types.PQInnerDataTemp,
    (True, True): types.PQInnerDataTempDc,
}


def _encode(request: object) -> bytes:
    return codec.encode(request, layers.CANONICAL)


def _read(body: bytes) -> object:
    try:
        return codec.read(body)
    except TLError as error:
        raise PeerError("the server's answer cannot be read") from error
