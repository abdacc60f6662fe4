"""Bytes to objects and back.

Decoding needs no layer: ids tell all forms of all layers apart, and what comes out is canonical. Encoding does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from struct import error as StructError
from typing import Any

from angarium.tl import union
from angarium.tl.adapters import RESULTS
from angarium.tl.combinator import Combinator, find_element
from angarium.tl.decoder import DECODERS, Decode, compile_value_decoder
from angarium.tl.encoder import compile_value_encoder, for_layer
from angarium.tl.errors import Malformed, NotInLayer, TLError, UnknownConstructor
from angarium.tl.layers import CANONICAL
from angarium.tl.objects import Raw, TLObject, get_canonical
from angarium.tl.pruning import prune
from angarium.tl.wire import VECTOR

__all__ = [
    "METHODS", "Malformed", "NotInLayer", "Raw", "TLError", "UnknownConstructor",
    "decode", "encode", "encode_result", "read", "read_result",
]  # fmt: skip


def decode(data: bytes | memoryview, position: int = 0) -> tuple[Any, int]:
    """The boxed object at a position, and the position after it. Raises TLError."""
    if type(data) is not bytes or position & 3:
        value, end = decode(bytes(data[position:]))
        return value, position + end
    return _run(_decode_boxed, data, position)


def _decode_boxed(data: bytes, position: int, depth: int) -> tuple[Any, int]:
    return DECODERS[int.from_bytes(data[position : position + 4], "little")](data, position + 4, depth)


def _run(run: Decode, data: bytes, position: int) -> tuple[Any, int]:
    try:
        value, end = run(data, position, 0)
    except TLError:
        raise
    except (StructError, IndexError, KeyError, ValueError, MemoryError, OverflowError) as error:
        raise Malformed(str(error)) from error
    if end > len(data):  # a slice beyond the end is silently short, and the position behind it is beyond the end, too
        raise Malformed("the bytes end within an object")
    return value, end


def read(data: bytes | memoryview) -> Any:
    """The one boxed object that the bytes are. Raises TLError."""
    data = bytes(data)
    return _finish(*decode(data), data)


def _finish(value: Any, end: int, data: bytes) -> Any:
    if end != len(data):
        raise Malformed(f"{len(data) - end} bytes behind the object")
    return value


def encode(value: Any, layer: int) -> bytes:
    """A canonical object as the layer writes it. Raises NotInLayer, or TLError for an object that is not complete."""
    if type(value) is Raw:
        return value.data
    encoders = for_layer(layer)
    parts: list[bytes] = []
    try:
        encoders[type(value)](value, parts.append, encoders)
    except NotInLayer:
        parts.clear()
        encoders[type(value)](prune(value, encoders), parts.append, encoders)
    except (StructError, AttributeError, TypeError, KeyError, UnicodeError) as error:
        raise TLError(f"{type(value).__qualname__}: {error}") from error
    return b"".join(parts)


@cache
def _find_result(method: str, layer: int) -> tuple[str, bool]:
    """What a method's result type is in a layer, and whether that differs from the newest one."""
    canonical = get_canonical(method, True).result
    found = union.load().find(method, layer, is_method=True)
    kind = found.result if found else canonical
    return kind, kind != canonical


def encode_result(method: str, value: Any, layer: int) -> bytes:
    """The result of a method as its type asks: Bool from a bool, vectors from lists, anything else boxed."""
    if type(value) is Raw:
        return value.data
    kind, other = _find_result(method, layer)
    if other and method in RESULTS:
        value = RESULTS[method](value)
    if kind == "Bool" and type(value) is not bool:
        raise TLError(f"{method} answers a bool, not {value!r}")
    element = find_element(kind)
    if element is None and kind != "Bool":
        _check_result(method, kind, value)
        return encode(value, layer)
    encoders = for_layer(layer)
    parts: list[bytes] = []
    compile_value_encoder(kind)(prune(value, encoders), parts.append, encoders)
    return b"".join(parts)


def _check_result(method: str, kind: str, value: Any) -> None:
    if not isinstance(value, TLObject):
        raise TLError(f"{method} answers {kind}, not {value!r}")
    given = get_canonical(value.NAME, value.IS_METHOD).result
    if given != kind and kind not in ("X", "Object"):
        raise TLError(f"{method} answers {kind}, not {given}")


def read_result(method: str, data: bytes | memoryview) -> Any:
    """The result of a call as its caller understands it (an rpc_error stays one); the inverse of `encode_result`."""
    kind, data = get_canonical(method, True).result, bytes(data)
    if find_element(kind) is None or data[:4] != VECTOR.to_bytes(4, "little"):
        return read(data)
    value, end = _run(compile_value_decoder(kind), data, 0)
    return _finish(value, end, data)


class Methods(Mapping[str, Combinator]):
    """Every method of the newest layer and of MTProto itself: its name → its fields and its result type."""

    def __init__(self) -> None:
        table = union.load()
        self._known = [name for name in table.methods if table.find(name, CANONICAL, is_method=True)]

    def __getitem__(self, name: str) -> Combinator:
        if name not in self._known:
            raise KeyError(name)
        return get_canonical(name, True)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


METHODS: Mapping[str, Combinator] = Methods()
