"""What both sides of the key exchange compute from the nonces.

https://core.telegram.org/mtproto/auth_key#6-server-responds-with
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha1
from hmac import compare_digest

from angarium.crypto import aes
from angarium.mtproto.errors import PeerError
from angarium.tl import codec
from angarium.tl.errors import TLError

HASH = 20


def make_temporary_key(new_nonce: bytes, server_nonce: bytes) -> tuple[bytes, bytes]:
    """tmp_aes_key and tmp_aes_iv."""
    new_server = sha1(new_nonce + server_nonce).digest()
    server_new = sha1(server_nonce + new_nonce).digest()
    new_new = sha1(new_nonce + new_nonce).digest()
    return new_server + server_new[:12], server_new[12:] + new_new + new_nonce[:4]


def seal(data: bytes, new_nonce: bytes, server_nonce: bytes, random: Callable[[int], bytes]) -> bytes:
    """SHA1(data) + data + 0..15 random bytes, encrypted."""
    padding = random(-(HASH + len(data)) % aes.BLOCK)
    return aes.ige_encrypt(sha1(data).digest() + data + padding, *make_temporary_key(new_nonce, server_nonce))


def open_sealed(sealed: bytes, new_nonce: bytes, server_nonce: bytes) -> object:
    """The TL object that was sealed. Raises PeerError unless its hash and its padding are right."""
    if not sealed or len(sealed) % aes.BLOCK:
        raise PeerError("the encrypted part of the handshake is not made of whole blocks")
    opened = aes.ige_decrypt(sealed, *make_temporary_key(new_nonce, server_nonce))
    inner, end = _decode(opened[HASH:])
    # https://core.telegram.org/mtproto/security_guidelines#checking-sha1-hash-values-during-key-generation
    if not compare_digest(sha1(opened[HASH : HASH + end]).digest(), opened[:HASH]):
        raise PeerError("the hash in the encrypted part of the handshake is wrong")
    if len(opened) - HASH - end >= aes.BLOCK:
        raise PeerError("the encrypted part of the handshake has too much padding")
    return inner


def _decode(data: bytes) -> tuple[object, int]:
    """The object in front of the padding and where it ends, which only the object itself knows."""
    try:
        return codec.decode(data, 0)
    except TLError:
        return None, 0  # a right hash over nothing is as hard to find as any


def make_salt(new_nonce: bytes, server_nonce: bytes) -> int:
    """The first server salt, as a signed TL long.

    https://core.telegram.org/mtproto/auth_key#9-server-responds-in-one-of-three-ways
    """
    mixed = bytes(left ^ right for left, right in zip(new_nonce[:8], server_nonce[:8], strict=True))
    return int.from_bytes(mixed, "little", signed=True)


def make_aux_hash(auth_key: bytes) -> bytes:
    """auth_key_aux_hash: the 64 higher-order bits of the key's SHA-1, not to be confused with the key's id."""
    return sha1(auth_key).digest()[:8]


def hash_new_nonce(new_nonce: bytes, number: int, auth_key: bytes) -> bytes:
    """new_nonce_hash1, 2 or 3: proves an answer to who knows both new_nonce and the key."""
    return sha1(new_nonce + bytes([number]) + make_aux_hash(auth_key)).digest()[4:]
