"""Encoders, generated for one constructor each when a layer first needs it, and chosen for a layer by class."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, reduce
from itertools import takewhile
from operator import or_
from struct import pack
from typing import Any, NoReturn

from angarium.tl import union
from angarium.tl.adapters import FALLBACKS, LOWERED
from angarium.tl.combinator import Combinator, Field, find_element
from angarium.tl.conversion import find_converter
from angarium.tl.errors import NotInLayer, TLError
from angarium.tl.objects import Raw, TLObject, attribute, get_canonical
from angarium.tl.wire import BOOL_BYTES, FORMATS, PADDING, SHORT, VECTOR, Source, get_zero, group_bits, is_bare

MANY = 12  # optional fields, from which on it is faster to go through what is given than through what may be
RUN = 6  # optional values behind one common condition
Append = Callable[[bytes], None]
Encode = Callable[[Any, Append, "Encoders"], None]


class Encoders(dict[type, Encode]):
    """The encoders of one layer by class; a missing one is compiled."""

    def __init__(self, layer: int) -> None:
        super().__init__()
        self.layer = layer
        self[Raw] = lambda raw, append, encoders: append(raw.data)
        self[bool] = lambda value, append, encoders: append(BOOL_BYTES[value])
        self[list] = _encode_objects

    def __missing__(self, cls: type) -> Encode:
        if not issubclass(cls, TLObject):
            raise TLError(f"an object was expected, not {cls.__name__}")
        self[cls] = encode = self._find(cls)
        return encode

    def find_combinator(self, cls: type[TLObject]) -> Combinator | None:
        """The form that a class has in this layer."""
        return union.load().find(cls.NAME, self.layer, is_method=cls.IS_METHOD)

    def find_fallback(self, value: TLObject) -> TLObject | None:
        """What stands for an object of a constructor that this layer lacks."""
        if type(value).IS_METHOD:
            return None
        for key in (value.NAME, get_canonical(value.NAME, False).result):
            if key in FALLBACKS:
                stand_in = FALLBACKS[key](value, self.layer)
                return None if type(stand_in) is type(value) else stand_in  # itself missing, it cannot stand for itself
        return None

    def _find(self, cls: type[TLObject]) -> Encode:
        combinator = self.find_combinator(cls)
        if combinator is None:
            return self._encode_fallback
        plain = compile_encoder(combinator)
        adapter = LOWERED.get(combinator.name)
        if adapter is None or combinator.id == get_canonical(combinator.name, combinator.is_method).id:
            return plain
        lower = adapter[0]

        def encode(value: Any, append: Append, encoders: Encoders) -> None:
            lowered = lower(value, combinator)
            (plain if type(lowered) is cls else encoders[type(lowered)])(lowered, append, encoders)

        return encode

    def _encode_fallback(self, value: TLObject, append: Append, encoders: Encoders) -> None:
        stand_in = self.find_fallback(value)
        if stand_in is None:
            raise NotInLayer(value.NAME, self.layer)
        self[type(stand_in)](stand_in, append, encoders)


def _encode_objects(items: list[Any], append: Append, encoders: Encoders) -> None:
    append(pack("<II", VECTOR, len(items)))
    for item in items:
        encoders[type(item)](item, append, encoders)


@cache
def for_layer(layer: int) -> Encoders:
    """The encoders of a layer."""
    return Encoders(layer)


def _refuse(name: str, field: str) -> NoReturn:
    raise TLError(f"{name} needs {field}")


def _leave_out(name: str, field: str) -> NoReturn:
    """A form of the layer demands an object that nobody needs to give today."""
    raise NotInLayer(f"{name} without {field}", 0)


_NAMES: dict[str, Any] = {
    "SHORT": SHORT,
    "PADDING": PADDING,
    "BOOL": BOOL_BYTES,
    "pack": pack,
    "refuse": _refuse,
    "leave_out": _leave_out,
}


@cache
def compile_value_encoder(kind: str) -> Encode:
    """The encoder of any type, such as `Vector<int>`."""
    source = Source("def run(v,A,E):", _NAMES | {"bare": get_bare_encoder})
    _write_value(source, 1, kind, "v", 0)
    encode: Encode = source.compile(kind)
    return encode


@cache
def compile_encoder(combinator: Combinator, bare: bool = False) -> Encode:
    """The encoder of a combinator, from the canonical object with the fields it shares and zeros for the others."""
    source = Source("def run(o,A,E):", _NAMES | {"bare": get_bare_encoder})
    if any(field.optional or field.name not in _canonical(combinator) for field in combinator.fields):
        source.add(1, "d=o.__dict__")
    _write_flags(source, combinator)
    _write_fields(source, combinator, bare)
    encode: Encode = source.compile(combinator.name)
    return encode


def get_bare_encoder(name: str) -> Encode:
    """The encoder of a constructor that stands without its id."""
    return compile_encoder(get_canonical(name, False), bare=True)


def _write_flags(source: Source, combinator: Combinator) -> None:
    words = [field.name for field in combinator.fields if field.type == "#"]
    groups = group_bits(combinator)
    source.add(1, *(f"{word}=0" for word in words))
    if len(groups) >= MANY and all(field.type != "Bool" for fields in groups.values() for field in fields):
        groups = _write_flag_loop(source, combinator, words)
    for (word, bit), fields in groups.items():
        tests = []
        for field in fields:
            name = attribute(field.name)
            if _is_always_there(combinator, field):
                tests.append(f"o.{name} is not None")
            else:
                tests.append(f"'{name}' in d and d['{name}']" + ("" if field.type == "true" else " is not None"))
        source.add(1, f"if {' or '.join(tests)}: {word}|={1 << bit}")


def _write_flag_loop(source: Source, combinator: Combinator, words: list[str]) -> dict[tuple[str, int], list[Field]]:
    """For constructors with many optional fields, of which few are given: look at what is given.

    A False is no value here: fields of type Bool, where it is one, are not written so. Returns what is left to write.
    """
    bits: dict[str, int] = {}
    left: dict[tuple[str, int], list[Field]] = {}
    for (word, bit), fields in group_bits(combinator).items():
        if any(_is_always_there(combinator, field) for field in fields):
            left[word, bit] = fields
        else:
            bits |= {attribute(field.name): 1 << bit + 32 * words.index(word) for field in fields}
    source.add(1, "f=0", "for k,w in d.items():")
    source.add(
        2,
        f"if w is not None and w is not False and k in {source.bind(bits, 'bits')}: f|={source.bind(bits, 'bits')}[k]",
    )
    for place, word in enumerate(words):
        source.add(
            1, f"{word}=f" + (f">>{32 * place}" if place else "") + ("&0xffffffff" if place + 1 < len(words) else "")
        )
    return left


def _is_always_there(combinator: Combinator, field: Field) -> bool:
    """Optional in this layer, mandatory in the canonical form, whose class has a default for it."""
    canonical = _canonical(combinator).get(field.name)
    return canonical is not None and not canonical.optional and field.type != "true"


def _write_fields(source: Source, combinator: Combinator, bare: bool) -> None:
    run: list[tuple[str, str]] = [] if bare else [("I", str(combinator.id))]

    def flush() -> None:
        if run:
            layout = "".join(kind for kind, _ in run)
            source.add(1, f"A({source.struct('P', layout)}({','.join(value for _, value in run)}))")
            run.clear()

    guard = _Guards(source, combinator)
    for field in combinator.fields:
        if field.type == "#":
            run.append(("I", field.name))
        elif field.type != "true":
            value = _read_directly(combinator, field)
            if value and field.type in FORMATS and not field.optional:
                run.append((FORMATS[field.type], value))
                continue
            flush()
            indent = guard.open(field)
            if value is None:
                _write_read(source, indent, combinator, field)
            elif field.type not in FORMATS and field.type not in ("string", "Bool"):
                source.add(indent, f"v={value}")
                value = None
            _write_value(source, indent, field.type, value or "v", 0)
    flush()


class _Guards:
    """The conditions before optional values; runs of them of one flag word get a common one before them."""

    def __init__(self, source: Source, combinator: Combinator) -> None:
        self._source = source
        self._fields = [field for field in combinator.fields if field.type != "true"]
        self._left = 0

    def open(self, field: Field) -> int:
        """Write the condition of a field; the indent for its value."""
        if not field.optional:
            return 1
        if self._left == 0:
            start = self._fields.index(field)
            run = list(takewhile(lambda other: other.flag_word == field.flag_word, self._fields[start : start + RUN]))
            self._left = len(run)
            mask = reduce(or_, (1 << other.bit for other in run))
            self._source.add(1, f"if {field.flag_word}&{mask}:")
        self._left -= 1
        self._source.add(2, f"if {field.flag_word}&{1 << field.bit}:")
        return 3


def _canonical(combinator: Combinator) -> dict[str, Field]:
    return get_canonical(combinator.name, combinator.is_method).field


def _read_directly(combinator: Combinator, field: Field) -> str | None:
    """Source text of a value that cannot be None here and needs no conversion."""
    known = _canonical(combinator).get(field.name)
    if known is None or known.type != field.type or field.name in _given(combinator):
        return None
    if field.optional:
        alone = len(group_bits(combinator)[field.flag_word or "", field.bit]) == 1
        return f"d['{attribute(field.name)}']" if known.optional and alone else None
    return None if known.optional else f"o.{attribute(field.name)}"


def _given(combinator: Combinator) -> frozenset[str]:
    """The fields that an adapter sets in the older form's own type."""
    adapter = LOWERED.get(combinator.name)
    if adapter is None or combinator.id == get_canonical(combinator.name, combinator.is_method).id:
        return frozenset()
    return adapter[1]


def _write_read(source: Source, indent: int, combinator: Combinator, field: Field) -> None:
    """Bring the value of a field into `v`: converted, and a zero for None."""
    name, canonical = attribute(field.name), _canonical(combinator).get(field.name)
    source.add(indent, f"v=o.{name}" if canonical is not None else f"v=d.get('{name}')")
    zero = get_zero(field.type)
    needed = canonical is not None and not canonical.optional
    missing = zero if zero is not None else f"{'refuse' if needed else 'leave_out'}({combinator.name!r},{field.name!r})"
    convert = None
    if canonical is not None and canonical.type != field.type and field.name not in _given(combinator):
        convert = find_converter(canonical.type, field.type)
    source.add(indent, f"if v is None: v={missing}")
    if convert:
        source.add(indent, f"else: v={source.bind(convert, 'convert')}(v)")


def _write_value(source: Source, indent: int, kind: str, value: str, nesting: int) -> None:
    element = find_element(kind)
    if kind in FORMATS:
        source.add(indent, f"A({source.struct('P', FORMATS[kind])}({value}))")
    elif kind in ("string", "bytes"):
        source.add(indent, f"x={value}.encode();m=len(x)" if kind == "string" else f"x={value};m=len(x)")
        source.add(indent, "if m<254: A(SHORT[m](x))")
        source.add(indent, f"else: A({source.struct('P', 'I')}(m<<8|254));A(x);A(PADDING[m&3])")
    elif kind == "Bool":
        source.add(indent, f"A(BOOL[{value}])")
    elif kind in ("int128", "int256"):
        size = int(kind[3:]) // 8
        source.add(indent, f"if len({value})!={size}: refuse({kind!r},'{size} bytes')", f"A({value})")
    elif element:
        _write_vector(source, indent, element, value, nesting)
    elif is_bare(kind):
        source.add(indent, f"bare({kind!r})({value},A,E)")
    else:
        source.add(indent, f"E[type({value})]({value},A,E)")


def _write_vector(source: Source, indent: int, element: tuple[str, bool], value: str, nesting: int) -> None:
    kind, boxed = element
    if boxed:
        source.add(indent, f"A({source.struct('P', 'II')}({VECTOR},len({value})))")
    else:
        source.add(indent, f"A({source.struct('P', 'I')}(len({value})))")
    if kind in FORMATS:
        source.add(indent, f"A(pack('<%d{FORMATS[kind]}'%len({value}),*{value}))")
        return
    source.add(indent, f"for y{nesting} in {value}:")
    _write_value(source, indent + 1, kind, f"y{nesting}", nesting + 1)
