"""Where adapters are entered; the code generators look here.

Most of the difference between two layers needs no adapter: fields are matched by name, what a layer does not know is
left out, and what it misses gets a zero. An adapter declares which fields it takes care of, so that
`angarium.tl.losses` can tell a conversion from a loss.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from angarium.tl.combinator import Combinator
from angarium.tl.objects import TLObject

Fields = dict[str, Any]
Raise = Callable[[Fields], TLObject | None]
Lower = Callable[[Any, Combinator], TLObject]
Stand = Callable[[Any, int], TLObject | None]
Convert = Callable[[Any], Any]
F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T", bound=TLObject)

RAISED: dict[str, tuple[Raise, frozenset[str]]] = {}
ALWAYS: set[str] = set()
LOWERED: dict[str, tuple[Lower, frozenset[str]]] = {}
CONVERTED: dict[tuple[str, str], Convert] = {}
NARROWED: dict[tuple[str, str], Convert] = {}
FALLBACKS: dict[str, Stand] = {}
RESULTS: dict[str, Callable[[Any], Any]] = {}


def up(*names: str, takes: tuple[str, ...] = (), always: bool = False) -> Callable[[F], F]:
    """Enter a function that turns the decoded fields of an older form into the canonical ones.

    It changes the dictionary in place, or returns an object to use instead. `always`: also after the canonical form,
    because what it holds may have been older.
    """

    def enter(function: F) -> F:
        for name in names:
            RAISED[name] = function, frozenset(takes)
            if always:
                ALWAYS.add(name)
        return function

    return enter


def down(*names: str, gives: tuple[str, ...] = ()) -> Callable[[F], F]:
    """Enter a function that makes, of a canonical object, a copy with the fields of the older form."""

    def enter(function: F) -> F:
        for name in names:
            LOWERED[name] = function, frozenset(gives)
        return function

    return enter


def convert(old: str, new: str) -> Callable[[F], F]:
    """Enter a function for every field whose type changed from one to the other."""

    def enter(function: F) -> F:
        CONVERTED[old, new] = function
        return function

    return enter


def narrow(name: str, kind: str) -> Callable[[F], F]:
    """Enter a function for a constructor that clients send where another type belongs."""

    def enter(function: F) -> F:
        NARROWED[name, kind] = function
        return function

    return enter


def fallback(*names: str) -> Callable[[F], F]:
    """Enter what stands for a constructor in a layer that lacks it; a name is a constructor's or a type's."""

    def enter(function: F) -> F:
        for name in names:
            FALLBACKS[name] = function
        return function

    return enter


def result(*methods: str) -> Callable[[F], F]:
    """Enter a function that turns a method's canonical result into the one it had in older layers."""

    def enter(function: F) -> F:
        for name in methods:
            RESULTS[name] = function
        return function

    return enter


def extend(value: T, **older: Any) -> T:
    """A copy of an object with fields of an older form, which its class does not declare."""
    return type(value)(**{**value.__dict__, **older})
