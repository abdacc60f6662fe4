"""One line of the TL language: a constructor or a method with its id, its fields and its result.

https://core.telegram.org/mtproto/TL
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import cache, cached_property

_CONDITION = re.compile(r"^(\w+)\.(\d+)\?(.+)$")
_GENERIC = re.compile(r"^\{(\w+):Type\}$")
_VECTOR = re.compile(r"^([Vv])ector<(.+)>$")

BARE = frozenset({"int", "long", "double", "#", "string", "bytes", "int128", "int256", "Bool", "true"})


@dataclass(frozen=True, slots=True)
class Field:
    """One argument: `type` is what stands on the wire, without the condition `flag_word.bit?`."""

    name: str
    type: str
    flag_word: str | None = None
    bit: int = 0

    @classmethod
    def parse(cls, name: str, written: str) -> Field:
        """Read a type as it is written after the colon."""
        match = _CONDITION.match(written)
        return cls(name, match[3], match[1], int(match[2])) if match else cls(name, written)

    @property
    def optional(self) -> bool:
        return self.flag_word is not None

    def __str__(self) -> str:
        condition = f"{self.flag_word}.{self.bit}?" if self.optional else ""
        return f"{self.name}:{condition}{self.type}"


@cache
def find_element(type_name: str) -> tuple[str, bool] | None:
    """The element type of a vector and whether the vector is boxed; None for anything else."""
    match = _VECTOR.match(type_name)
    return (match[2], match[1] == "V") if match else None


def strip(kind: str) -> str:
    """The innermost element type of vectors."""
    element = find_element(kind)
    return strip(element[0]) if element else kind


@dataclass(frozen=True)
class Combinator:
    """A constructor (`is_method` false) or a method of the schema."""

    name: str
    id: int
    fields: tuple[Field, ...]
    result: str
    is_method: bool
    generics: tuple[str, ...] = ()

    @classmethod
    def parse(cls, line: str, *, is_method: bool) -> Combinator:
        """Read `name#id a:int b:flags.0?string = Result` (the id in hex; a trailing `;` is allowed)."""
        left, _, result = line.strip().rstrip(";").rpartition(" = ")
        head, *words = left.split()
        name, _, number = head.partition("#")
        generics = tuple(match[1] for word in words if (match := _GENERIC.match(word)))
        fields = tuple(Field.parse(*word.split(":", 1)) for word in words if not word.startswith("{"))
        return cls(name, int(number, 16), fields, result.strip(), is_method, generics)

    @cached_property
    def field(self) -> dict[str, Field]:
        """Fields by name, without the flag words, which no one outside the codec sees."""
        return {field.name: field for field in self.fields if field.type != "#"}

    def compute_id(self) -> int:
        """CRC32 of the description, as https://core.telegram.org/mtproto/TL#formal-declaration-of-tl-combinators."""
        words = [self.name, *(f"{{{name}:Type}}" for name in self.generics)]
        words += [str(field) for field in self.fields if field.type != "true"]
        text = " ".join([*words, "=", self.result])
        text = text.replace(":bytes ", ":string ").replace("?bytes ", "?string ")
        return zlib.crc32(re.sub("[>{}]", "", text.replace("<", " ")).encode())

    def __str__(self) -> str:
        words = [f"{self.name}#{self.id:08x}", *(f"{{{name}:Type}}" for name in self.generics)]
        return " ".join([*words, *map(str, self.fields), "=", self.result])
