"""TL objects: one class for each constructor or method name, made from the union table when it is first asked for."""

from __future__ import annotations

import keyword
from functools import cache
from typing import Any, ClassVar

from angarium.tl import union
from angarium.tl.combinator import Combinator, Field

ZERO: dict[str, object] = {
    "int": 0, "long": 0, "double": 0.0, "string": "", "bytes": b"", "Bool": False, "true": False,
    "int128": bytes(16), "int256": bytes(32),
}  # fmt: skip


class TLObject:
    """The parent of every TL class. Fields that were not given have the defaults of the class."""

    NAME: ClassVar[str]
    FIELDS: ClassVar[tuple[str, ...]]
    IS_METHOD: ClassVar[bool]

    def __init__(self, /, **fields: Any) -> None:
        self.__dict__ = fields

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.FIELDS)

    __hash__ = None  # type: ignore[assignment]  # objects are compared by value and may change

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__qualname__}({given})"


class Raw:
    """A boxed object that is encoded already; may stand wherever an object stands."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Raw) and self.data == other.data

    def __hash__(self) -> int:
        return hash(self.data)

    def __repr__(self) -> str:
        return f"Raw({self.data!r})"


class FreshList:
    """The default of a vector: a list of the object's own, so that appending to it touches no other object."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: TLObject | None, owner: type) -> list[Any]:
        return [] if instance is None else instance.__dict__.setdefault(self.name, [])


def attribute(name: str) -> str:
    """The Python name of a field."""
    return name + "_" if keyword.iskeyword(name) else name


def class_path(name: str) -> str:
    """`auth.sentCode` → `auth.SentCode`; `p_q_inner_data_dc` → `PQInnerDataDc`."""
    *space, last = name.split(".")
    short = "".join(word[:1].upper() + word[1:] for word in last.split("_"))
    return ".".join([*space, attribute(short)])


@cache
def get_canonical(name: str, is_method: bool) -> Combinator:
    """The newest form of a name, which decides the fields of its class."""
    table = union.load()
    return table.get_newest((table.methods if is_method else table.types)[name])


def _default(field: Field) -> object:
    if field.optional and field.type != "true":
        return None
    if field.type in ZERO:
        return ZERO[field.type]
    return FreshList() if field.type.lower().startswith("vector<") else None


def get_class(name: str, is_method: bool = False) -> type[TLObject]:
    """The class of a constructor or method name; KeyError when no layer has it."""
    return _make_class(name, is_method)


@cache
def _make_class(name: str, is_method: bool) -> type[TLObject]:
    combinator = get_canonical(name, is_method)
    body: dict[str, object] = {attribute(field.name): _default(field) for field in combinator.field.values()}
    path = class_path(name)
    module = "angarium.tl." + ("functions" if is_method else "types")
    body |= {"NAME": name, "FIELDS": tuple(body), "__module__": module, "__qualname__": path, "IS_METHOD": is_method}
    return type(path.rpartition(".")[2], (TLObject,), body)


class Namespace:
    """`types.auth`: classes whose names have a dot in TL."""

    def __init__(self, path: str, is_method: bool) -> None:
        self._path, self._is_method = path, is_method

    def __getattr__(self, name: str) -> type[TLObject]:
        found = find_attribute(f"{self._path}.{name}", self._is_method)
        if not isinstance(found, type):
            raise AttributeError(f"{self._path}.{name}")
        setattr(self, name, found)
        return found

    def __dir__(self) -> list[str]:
        prefix = self._path + "."
        return [path.removeprefix(prefix) for path in class_names(self._is_method) if path.startswith(prefix)]


@cache
def class_names(is_method: bool) -> dict[str, str]:
    """TL names by the path of their class."""
    table = union.load()
    return {class_path(name): name for name in (table.methods if is_method else table.types)}


def find_attribute(path: str, is_method: bool) -> type[TLObject] | Namespace | None:
    """What `types.<path>` is: a class, a namespace or nothing."""
    names = class_names(is_method)
    if path in names:
        return get_class(names[path], is_method)
    if any(known.startswith(path + ".") for known in names):
        return Namespace(path, is_method)
    return None
