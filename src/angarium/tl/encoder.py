"""Encoders, generated for one constructor each when a layer first needs it, and chosen for a layer by class."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from struct import pack
from typing import Any, NoReturn

from angarium.tl import union
from angarium.tl.adapters import FALLBACKS, LOWERED
from angarium.tl.combinator import Combinator, Field, find_element
from angarium.tl.conversion import find_converter
from angarium.tl.errors import NotInLayer, TLError
from angarium.tl.objects import Raw, TLObject, attribute, get_canonical
from angarium.tl.wire import BOOL_BYTES, FORMATS, LENGTHS, PADDING, VECTOR, Source, get_zero, group_bits, is_bare

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
        self.absent: set[type] = set()

    def __missing__(self, cls: type) -> Encode:
        if not issubclass(cls, TLObject):
            raise TLError(f"an object was expected, not {cls.__name__}")
        self[cls] = encode = self._find(cls)
        return encode

    def find_combinator(self, cls: type[TLObject]) -> Combinator | None:
        """The form that a class has in this layer."""
        return union.load().find(cls.NAME, self.layer, is_method=getattr(cls, "IS_METHOD", False))

    def find_fallback(self, value: TLObject) -> TLObject | None:
        """What stands for an object of a constructor that this layer lacks."""
        canonical = get_canonical(value.NAME, False)
        for key in (value.NAME, canonical.result):
            if key in FALLBACKS:
                return FALLBACKS[key](value, self.layer)
        return None

    def _find(self, cls: type[TLObject]) -> Encode:
        combinator = self.find_combinator(cls)
        if combinator is None:
            self.absent.add(cls)
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


_NAMES: dict[str, Any] = {"LENGTHS": LENGTHS, "PADDING": PADDING, "BOOL": BOOL_BYTES, "pack": pack, "refuse": _refuse}


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
    source.add(1, "d=o.__dict__")
    _write_flags(source, combinator)
    _write_fields(source, combinator, bare)
    encode: Encode = source.compile(combinator.name)
    return encode


def get_bare_encoder(name: str) -> Encode:
    """The encoder of a constructor that stands without its id."""
    return compile_encoder(get_canonical(name, False), bare=True)


def _write_flags(source: Source, combinator: Combinator) -> None:
    for field in combinator.fields:
        if field.type == "#":
            source.add(1, f"{field.name}=0")
    for (word, bit), fields in group_bits(combinator).items():
        tests = []
        for field in fields:
            name = attribute(field.name)
            if _is_always_there(combinator, field):
                tests.append(f"o.{name} is not None")
            else:
                tests.append(f"'{name}' in d and d['{name}']" + ("" if field.type == "true" else " is not None"))
        source.add(1, f"if {' or '.join(tests)}: {word}|={1 << bit}")


def _is_always_there(combinator: Combinator, field: Field) -> bool:
    """Optional in this layer, mandatory in the canonical form, whose class has a default for it."""
    canonical = get_canonical(combinator.name, combinator.is_method).field.get(field.name)
    return canonical is not None and not canonical.optional and field.type != "true"


def _write_fields(source: Source, combinator: Combinator, bare: bool) -> None:
    run: list[tuple[str, str]] = [] if bare else [("I", str(combinator.id))]

    def flush() -> None:
        if run:
            layout = "".join(kind for kind, _ in run)
            source.add(1, f"A({source.struct('P', layout)}({','.join(value for _, value in run)}))")
            run.clear()

    for field in combinator.fields:
        if field.type == "#":
            run.append(("I", field.name))
        elif field.type != "true":
            simple = field.type in FORMATS and not field.optional
            if simple and (value := _read_directly(combinator, field)):
                run.append((FORMATS[field.type], value))
                continue
            flush()
            if field.optional:
                source.add(1, f"if {field.flag_word}&{1 << field.bit}:")
            indent = 2 if field.optional else 1
            _write_read(source, indent, combinator, field)
            _write_value(source, indent, field.type, "v", 0)
    flush()


def _read_directly(combinator: Combinator, field: Field) -> str | None:
    """`o.field` when it cannot be None and needs no conversion."""
    canonical = get_canonical(combinator.name, combinator.is_method).field.get(field.name)
    same = canonical is not None and canonical.type == field.type and not canonical.optional
    return f"o.{attribute(field.name)}" if same and field.name not in _given(combinator) else None


def _given(combinator: Combinator) -> frozenset[str]:
    """The fields that an adapter sets in the older form's own type."""
    adapter = LOWERED.get(combinator.name)
    if adapter is None or combinator.id == get_canonical(combinator.name, combinator.is_method).id:
        return frozenset()
    return adapter[1]


def _write_read(source: Source, indent: int, combinator: Combinator, field: Field) -> None:
    """Bring the value of a field into `v`: converted, and a zero for None."""
    name, canonical = attribute(field.name), get_canonical(combinator.name, combinator.is_method).field.get(field.name)
    source.add(indent, f"v=o.{name}" if canonical is not None else f"v=d.get('{name}')")
    zero = get_zero(field.type)
    missing = zero if zero is not None else f"refuse({combinator.name!r},{field.name!r})"
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
        source.add(indent, "if m<254: A(LENGTHS[m]);A(x);A(PADDING[(m+1)&3])")
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
