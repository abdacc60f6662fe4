"""Message keys and message encryption under an auth key.

https://core.telegram.org/mtproto/description#defining-aes-key-and-initialization-vector
"""

from __future__ import annotations

from hashlib import sha1, sha256
from hmac import compare_digest

from angarium.crypto import aes

AUTH_KEY = 256
"""Bytes of an auth key."""

HEADER = 24
"""Bytes in front of the ciphertext: auth_key_id and msg_key."""


class BadMessageKey(ValueError):
    """The packet was not encrypted under this key, or was changed on its way: nothing in it may be believed."""


def make_key_id(auth_key: bytes) -> int:
    """The 64 lower-order bits of the key's SHA-1, as the signed TL long that names the key."""
    return int.from_bytes(sha1(auth_key).digest()[-8:], "little", signed=True)


class MessageCipher:
    """MTProto 2.0 encryption under one auth key.

    `from_server` chooses the half of the key: x = 8 for what the server sends, x = 0 for what clients send.
    """

    __slots__ = ("_auth_key", "_key_id", "key_id")

    def __init__(self, auth_key: bytes) -> None:
        if len(auth_key) != AUTH_KEY:
            raise ValueError("an auth key has 256 bytes")
        self._auth_key = auth_key
        self._key_id = sha1(auth_key).digest()[-8:]
        self.key_id = make_key_id(auth_key)

    def encrypt(self, plaintext: bytes, *, from_server: bool) -> bytes:
        """auth_key_id + msg_key + ciphertext of a plaintext that is padded already (12..1024 bytes, whole blocks)."""
        msg_key = self._hash(plaintext, from_server)[8:24]
        return self._key_id + msg_key + aes.ige_encrypt(plaintext, *self._derive(msg_key, from_server))

    def decrypt(self, packet: bytes, *, from_server: bool) -> bytes:
        """The plaintext with its padding. Raises BadMessageKey unless msg_key proves every byte of it.

        https://core.telegram.org/mtproto/security_guidelines#checking-sha256-hash-value-of-msg-key
        """
        if len(packet) <= HEADER or (len(packet) - HEADER) % aes.BLOCK or packet[:8] != self._key_id:
            raise BadMessageKey("not a packet of this key")
        msg_key = packet[8:HEADER]
        plaintext = aes.ige_decrypt(packet[HEADER:], *self._derive(msg_key, from_server))
        if not compare_digest(self._hash(plaintext, from_server)[8:24], msg_key):
            raise BadMessageKey("msg_key does not match the plaintext")
        return plaintext

    def quick_ack(self, plaintext: bytes) -> bytes:
        """The 4 bytes that acknowledge a client's plaintext at once; the top bit of the last byte is set.

        https://core.telegram.org/mtproto/mtproto-transports#quick-ack
        """
        token = self._hash(plaintext, from_server=False)[:4]
        return token[:3] + bytes([token[3] | 0x80])

    def _hash(self, plaintext: bytes, from_server: bool) -> bytes:
        x = 8 if from_server else 0
        digest = sha256(self._auth_key[88 + x : 120 + x])
        digest.update(plaintext)  # not joined first: it may be a megabyte
        return digest.digest()

    def _derive(self, msg_key: bytes, from_server: bool) -> tuple[bytes, bytes]:
        x = 8 if from_server else 0
        key = self._auth_key
        a = sha256(msg_key + key[x : 36 + x]).digest()
        b = sha256(key[40 + x : 76 + x] + msg_key).digest()
        return a[:8] + b[8:24] + a[24:], b[:8] + a[8:24] + b[24:]


class BindingCipher:
    """MTProto 1.0 encryption, client to server, which lives on only inside auth.bindTempAuthKey.

    https://core.telegram.org/method/auth.bindTempAuthKey
    https://core.telegram.org/mtproto/description_v1#defining-aes-key-and-initialization-vector
    """

    __slots__ = ("_auth_key", "_key_id")

    _HEADER = 32  # random int128, msg_id, seqno, length: the length counts what follows

    def __init__(self, auth_key: bytes) -> None:
        if len(auth_key) != AUTH_KEY:
            raise ValueError("an auth key has 256 bytes")
        self._auth_key = auth_key
        self._key_id = sha1(auth_key).digest()[-8:]

    def encrypt(self, message: bytes, padding: bytes) -> bytes:
        """auth_key_id + msg_key + ciphertext; `padding` (0..15 random bytes) completes the last block."""
        msg_key = sha1(message).digest()[4:20]
        return self._key_id + msg_key + aes.ige_encrypt(message + padding, *self._derive(msg_key))

    def decrypt(self, packet: bytes) -> bytes:
        """The message without its padding. Raises BadMessageKey unless msg_key proves it."""
        if len(packet) < HEADER + self._HEADER or (len(packet) - HEADER) % aes.BLOCK or packet[:8] != self._key_id:
            raise BadMessageKey("not a packet of this key")
        msg_key = packet[8:HEADER]
        padded = aes.ige_decrypt(packet[HEADER:], *self._derive(msg_key))
        message = padded[: self._HEADER + int.from_bytes(padded[28:32], "little")]
        if not compare_digest(sha1(message).digest()[4:20], msg_key) or len(padded) - len(message) >= aes.BLOCK:
            raise BadMessageKey("msg_key does not match the message")
        return message

    def _derive(self, msg_key: bytes) -> tuple[bytes, bytes]:
        key = self._auth_key
        a = sha1(msg_key + key[:32]).digest()
        b = sha1(key[32:48] + msg_key + key[48:64]).digest()
        c = sha1(key[64:96] + msg_key).digest()
        d = sha1(msg_key + key[96:128]).digest()
        return a[:8] + b[8:20] + c[4:16], a[8:20] + b[:8] + c[16:20] + d[:8]
