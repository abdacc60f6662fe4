"""The machine's own OpenSSL, called directly: its exponentiations take half the time of GMP's and keep as quiet about the exponent.

Only functions that have been public and of the same shape since OpenSSL 3.0 are used. Where there is no such library, `Group.find` and
`RawRsa.find` give None, and GMP does the work (gmp.py).
"""

from __future__ import annotations

import ctypes
import sys
import weakref
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_void_p, create_string_buffer
from functools import cache

# Named by version, because what a bare name finds may be a stub (macOS ends the process that loads it) or another fork.
_NAMES = ("libcrypto.so.3", "libcrypto.so.4") if sys.platform.startswith(("linux", "freebsd")) else ()

_SIGNATURES = {
    "BN_bin2bn": (c_void_p, [c_char_p, c_int, c_void_p]),
    "BN_bn2binpad": (c_int, [c_void_p, c_char_p, c_int]),
    "BN_new": (c_void_p, []),
    "BN_clear_free": (None, [c_void_p]),
    "BN_CTX_new": (c_void_p, []),
    "BN_CTX_free": (None, [c_void_p]),
    "BN_MONT_CTX_new": (c_void_p, []),
    "BN_MONT_CTX_set": (c_int, [c_void_p, c_void_p, c_void_p]),
    "BN_mod_exp_mont_consttime": (c_int, [c_void_p] * 6),
    "d2i_AutoPrivateKey": (c_void_p, [c_void_p, POINTER(c_char_p), c_long]),
    "EVP_PKEY_free": (None, [c_void_p]),
    "EVP_PKEY_CTX_new": (c_void_p, [c_void_p, c_void_p]),
    "EVP_PKEY_CTX_free": (None, [c_void_p]),
    "EVP_PKEY_CTX_ctrl_str": (c_int, [c_void_p, c_char_p, c_char_p]),
    "EVP_PKEY_decrypt_init": (c_int, [c_void_p]),
    "EVP_PKEY_decrypt": (c_int, [c_void_p, c_char_p, POINTER(c_size_t), c_char_p, c_size_t]),
}


class LibcryptoFailed(Exception):
    """OpenSSL refused what it never refuses: there is no memory left, or its installation forbids plain RSA."""


@cache
def _load() -> ctypes.CDLL | None:
    for name in _NAMES:
        try:
            library = ctypes.CDLL(name)
            for function, (result, arguments) in _SIGNATURES.items():
                getattr(library, function).restype = result
                getattr(library, function).argtypes = arguments
        except (OSError, AttributeError):
            continue
        return library
    return None


class Group:
    """Exponentiation modulo one odd number. Threads may share it; the GIL is released meanwhile."""

    def __init__(self, library: ctypes.CDLL, modulus: int) -> None:
        self._library = library
        self._size = (modulus.bit_length() + 7) // 8
        self._number = modulus
        self._modulus = _allocated(library.BN_bin2bn(modulus.to_bytes(self._size, "big"), self._size, None))
        self._reduction = _allocated(library.BN_MONT_CTX_new())
        scratch = _allocated(library.BN_CTX_new())
        made = library.BN_MONT_CTX_set(self._reduction, self._modulus, scratch)
        library.BN_CTX_free(scratch)
        _check(made)

    @classmethod
    def find(cls, modulus: int) -> Group | None:
        """None where there is no library. Groups live as long as the process, so make few."""
        library = _load()
        return cls(library, modulus) if library is not None else None

    def power(self, base: int, exponent: int) -> int:
        """base ** exponent in the group; neither its time nor the memory that it touches depend on the exponent (>= 0)."""
        with _Scratch(self._library) as scratch:
            result, low, high = scratch.make(), scratch.read(base % self._number), scratch.read(exponent)
            raise_ = self._library.BN_mod_exp_mont_consttime
            _check(raise_(result, low, high, self._modulus, scratch.context, self._reduction))
            return scratch.write(result, self._size)


class _Scratch:
    """The numbers of one calculation. They are wiped at its end."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._numbers: list[int] = []
        self.context = _allocated(library.BN_CTX_new())

    def __enter__(self) -> _Scratch:
        return self

    def __exit__(self, *fault: object) -> None:
        for number in self._numbers:
            self._library.BN_clear_free(number)
        self._library.BN_CTX_free(self.context)

    def make(self) -> int:
        return self._keep(self._library.BN_new())

    def read(self, number: int) -> int:
        size = (number.bit_length() + 7) // 8
        return self._keep(self._library.BN_bin2bn(number.to_bytes(size, "big"), size, None))

    def write(self, number: int, size: int) -> int:
        written = create_string_buffer(size)
        _check(self._library.BN_bn2binpad(number, written, size) == size)
        return int.from_bytes(written.raw, "big")

    def _keep(self, pointer: int | None) -> int:
        self._numbers.append(_allocated(pointer))
        return self._numbers[-1]


class RawRsa:
    """The private operation of one RSA key without any padding: OpenSSL blinds it. Threads may share it."""

    def __init__(self, library: ctypes.CDLL, der: bytes) -> None:
        self._library = library
        self._key = _allocated(library.d2i_AutoPrivateKey(None, byref(c_char_p(der)), len(der)))
        weakref.finalize(self, library.EVP_PKEY_free, self._key)

    @classmethod
    def find(cls, der: bytes, size: int) -> RawRsa | None:
        """For a private key of `size` bytes, as PKCS#8 or PKCS#1. None where there is no library, or one that allows no RSA without
        padding, as a certified installation may. Raises LibcryptoFailed when the key cannot be read."""
        library = _load()
        if library is None:
            return None
        found = cls(library, der)
        try:
            found.open(bytes(size - 1) + b"\x01")
        except LibcryptoFailed:
            return None
        return found

    def open(self, block: bytes) -> bytes:
        """block ** d mod n, for a block as long as n and smaller than it."""
        library = self._library
        context = _allocated(library.EVP_PKEY_CTX_new(self._key, None))
        try:
            _check(library.EVP_PKEY_decrypt_init(context) == 1)
            _check(library.EVP_PKEY_CTX_ctrl_str(context, b"rsa_padding_mode", b"none") == 1)
            written, size = create_string_buffer(len(block)), c_size_t(len(block))
            _check(library.EVP_PKEY_decrypt(context, written, byref(size), block, len(block)) == 1)
            return written.raw
        finally:
            library.EVP_PKEY_CTX_free(context)


def _allocated(pointer: int | None) -> int:
    if not pointer:
        raise LibcryptoFailed("nothing came back")
    return pointer


def _check(done: int) -> None:
    if not done:
        raise LibcryptoFailed("a call failed")
