"""Decoders, generated for one constructor each when its id is first met."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from struct import calcsize, unpack_from
from typing import Any

from angarium.tl import union
from angarium.tl.adapters import ALWAYS, NARROWED, RAISED
from angarium.tl.combinator import Combinator, Field, find_element
from angarium.tl.conversion import find_converter
from angarium.tl.errors import Malformed, UnknownConstructor
from angarium.tl.objects import Raw, attribute, get_canonical, get_class
from angarium.tl.wire import BOOLS, FALSE, FORMATS, TRUE, VECTOR, Source, is_bare, is_object

Decode = Callable[[bytes, int, int], tuple[Any, int]]
DEPTH = 48  # the deepest legal nesting met (rich text in page blocks inside wrapped queries) is about twenty
PACKED = "gzip_packed"  # may stand where a query stands, and is unpacked by who peels the wrappers
MANY = 1 << 16  # no vector of objects in the API is longer


class Decoders(dict[int, Decode]):
    """Decoders by id; a missing one is compiled, an unknown id is an error."""

    def __missing__(self, number: int) -> Decode:
        row = union.load().by_id.get(number)
        if row is None:
            raise UnknownConstructor(number)
        self[number] = decode = compile_decoder(row.combinator)
        return decode


def _decode_vector(data: bytes, position: int, depth: int) -> tuple[list[Any], int]:
    """A vector where any object may stand: its elements must be objects."""
    (count,) = unpack_from("<I", data, position)
    if depth > DEPTH:
        raise Malformed("nested too deep")
    if count > (len(data) - position) >> 2 or count > MANY:
        raise Malformed(f"a vector of {count} elements")
    items = []
    position += 4
    for _ in range(count):
        (number,) = unpack_from("<I", data, position)
        item, position = DECODERS[number](data, position + 4, depth + 1)
        items.append(item)
    return items, position


def _decode_rest(data: bytes, position: int, depth: int) -> tuple[Raw, int]:
    """A result's type is known only to who made the call: keep its bytes (`codec.read_result`)."""
    return Raw(data[position - 4 :]), len(data)


DECODERS = Decoders()
DECODERS[TRUE] = lambda data, position, depth: (True, position)
DECODERS[FALSE] = lambda data, position, depth: (False, position)
DECODERS[VECTOR] = _decode_vector


class TypedDecoders(dict[int, Decode]):
    """The decoders of the constructors of one type: where an InputPeer belongs, nothing else is accepted."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def __missing__(self, number: int) -> Decode:
        if self.kind == "Object":
            return _decode_rest
        row = union.load().by_id.get(number)
        if row is None:
            raise UnknownConstructor(number)
        self[number] = decode = self._find(row)
        return decode

    def _find(self, row: union.Row) -> Decode:
        decode = DECODERS[row.id]
        if self.kind == "!X":
            fits = row.is_method or row.name == PACKED
        else:
            fits = not row.is_method and row.combinator.result == self.kind
        if fits:
            return decode
        narrow = NARROWED.get((row.name, self.kind))
        if narrow is None:
            raise Malformed(f"{row.name} where {self.kind} was expected")

        def decode_narrowed(data: bytes, position: int, depth: int) -> tuple[Any, int]:
            value, end = decode(data, position, depth)
            return narrow(value), end

        return decode_narrowed


@cache
def get_decoders(kind: str) -> TypedDecoders:
    """The decoders of a type."""
    return TypedDecoders(kind)


_NAMES: dict[str, Any] = {
    "new": object.__new__, "BOOLS": BOOLS, "Malformed": Malformed, "unpack_from": unpack_from,
}  # fmt: skip


@cache
def compile_value_decoder(kind: str) -> Decode:
    """The decoder of any type, such as `Vector<int>`."""
    source = Source("def run(b,p,n):", _NAMES | {"bare": get_bare_decoder})
    _write_value(source, 1, kind, "v", 0)
    source.add(1, "return v,p")
    decode: Decode = source.compile(kind)
    return decode


def compile_decoder(combinator: Combinator) -> Decode:
    """The decoder of a combinator: fields → canonical object."""
    cls = get_class(combinator.name, combinator.is_method)
    names = _NAMES | {"K": cls, "bare": get_bare_decoder}
    source = Source("def run(b,p,n):", names)
    if any(is_object(field.type) or find_element(field.type) for field in combinator.fields):
        source.add(1, f"if n>{DEPTH}: raise Malformed('nested too deep')")
    source.add(1, "o=new(K)")
    _write_fields(source, combinator)
    adapter = RAISED.get(combinator.name)
    if adapter and (combinator.name in ALWAYS or not union.load().is_canonical(combinator)):
        raised = source.bind(adapter[0], "adapt")
        source.add(1, f"o={raised}(o.__dict__) or o")
    source.add(1, "return o,p")
    decode: Decode = source.compile(combinator.name)
    return decode


@cache
def get_bare_decoder(name: str) -> Decode:
    """The decoder of a constructor that stands without its id."""
    return DECODERS[get_canonical(name, False).id]


def _write_fields(source: Source, combinator: Combinator) -> None:
    run: list[tuple[str, str]] = []

    def flush() -> None:
        if run:
            layout = "".join(FORMATS[kind] for _, kind in run)
            targets = ",".join(target for target, _ in run) + ("," if len(run) == 1 else "")
            source.add(1, f"{targets}={source.struct('U', layout)}(b,p);p+={calcsize('<' + layout)}")
            run.clear()

    for field in combinator.fields:
        target = _find_target(combinator, field)
        if field.type == "#":
            run.append((field.name, "#"))
        elif field.type == "true":
            flush()
            if target != "_":
                source.add(1, f"if {field.flag_word}&{1 << field.bit}: {target}=True")
        elif field.type in FORMATS and not field.optional and not _converter(combinator, field):
            run.append((target, field.type))
        else:
            flush()
            if field.optional:
                source.add(1, f"if {field.flag_word}&{1 << field.bit}:")
            indent = 2 if field.optional else 1
            _write_value(source, indent, field.type, target, 0)
            if target != "_" and (convert := _converter(combinator, field)):
                source.add(indent, f"{target}={source.bind(convert, 'convert')}({target})")
    flush()


def _find_target(combinator: Combinator, field: Field) -> str:
    """`o.field`; `_` for a field that neither the canonical form nor an adapter wants."""
    canonical = get_canonical(combinator.name, combinator.is_method)
    adapter = RAISED.get(combinator.name)
    wanted = field.name in canonical.field or (adapter is not None and field.name in adapter[1])
    return f"o.{attribute(field.name)}" if wanted else "_"


def _converter(combinator: Combinator, field: Field) -> Callable[[Any], Any] | None:
    canonical = get_canonical(combinator.name, combinator.is_method).field.get(field.name)
    adapter = RAISED.get(combinator.name)
    if canonical is None or canonical.type == field.type or (adapter and field.name in adapter[1]):
        return None
    return find_converter(field.type, canonical.type)


def _write_value(source: Source, indent: int, kind: str, target: str, nesting: int) -> None:
    element = find_element(kind)
    if kind in FORMATS:
        layout = FORMATS[kind]
        source.add(indent, f"{target},={source.struct('U', layout)}(b,p);p+={calcsize('<' + layout)}")
    elif kind in ("string", "bytes"):
        text = ".decode()" if kind == "string" else ""
        source.add(indent, "m=b[p]", f"if m<254: q=p+1+m;{target}=b[p+1:q]{text}")
        source.add(indent, f"elif m==254: m={source.struct('U', 'I')}(b,p)[0]>>8;q=p+4+m;{target}=b[p+4:q]{text}")
        source.add(indent, "else: raise Malformed('a string of a reserved form')", "p=(q+3)&-4")
    elif kind == "Bool":
        source.add(indent, f"{target}=BOOLS[{source.struct('U', 'I')}(b,p)[0]];p+=4")
    elif kind in ("int128", "int256"):
        source.add(indent, f"q=p+{int(kind[3:]) // 8};{target}=b[p:q];p=q")
    elif element:
        _write_vector(source, indent, element, target, nesting)
    elif is_bare(kind):
        source.add(indent, f"{target},p=bare({kind!r})(b,p,n+1)")
    else:
        decoders = source.bind(get_decoders(kind), "D")
        source.add(indent, f"{target},p={decoders}[{source.struct('U', 'I')}(b,p)[0]](b,p+4,n+1)")


def _write_vector(source: Source, indent: int, element: tuple[str, bool], target: str, nesting: int) -> None:
    kind, boxed = element
    if boxed:
        source.add(indent, f"x,m={source.struct('U', 'II')}(b,p);p+=8")
        source.add(indent, f"if x!={VECTOR}: raise Malformed('a vector was expected')")
    else:
        source.add(indent, f"m,={source.struct('U', 'I')}(b,p);p+=4")
    source.add(indent, "if m>(len(b)-p)>>2: raise Malformed('a vector longer than its message')")
    if kind in FORMATS:
        layout = FORMATS[kind]
        source.add(indent, f"{target}=list(unpack_from('<%d{layout}'%m,b,p));p+=m*{calcsize('<' + layout)}")
        return
    items, item = f"l{nesting}", f"y{nesting}"
    source.add(indent, f"if m>{MANY}: raise Malformed('a vector too long')")
    source.add(indent, f"{items}=[]", "for _ in range(m):")
    _write_value(source, indent + 1, kind, item, nesting + 1)
    source.add(indent + 1, f"{items}.append({item})")
    source.add(indent, f"{target}={items}")
