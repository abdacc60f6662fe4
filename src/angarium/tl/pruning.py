"""Leaving out what a layer cannot say: elements of vectors and optional fields whose constructor it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from angarium.tl.combinator import strip
from angarium.tl.errors import NotInLayer
from angarium.tl.objects import TLObject, attribute
from angarium.tl.wire import is_object

if TYPE_CHECKING:
    from angarium.tl.encoder import Encoders


def prune(value: Any, encoders: Encoders) -> Any:
    """A copy of the object without what the layer lacks. Raises NotInLayer when the object itself has no place in it.

    Only called when encoding has met a constructor that the layer lacks and nothing stands for, which is rare.
    """
    if isinstance(value, list):
        return [kept for item in value if (kept := _try(item, encoders)) is not None and _fits(kept, encoders)]
    if not isinstance(value, TLObject):
        return value
    combinator = encoders.find_combinator(type(value))
    if combinator is None:
        stand_in = encoders.find_fallback(value)
        if stand_in is None:
            raise NotInLayer(value.NAME, encoders.layer)
        return prune(stand_in, encoders)
    kept = dict(value.__dict__)
    for field in combinator.field.values():
        name = attribute(field.name)
        if isinstance(kept.get(name), TLObject | list) and is_object(strip(field.type)):
            kept[name] = _try(kept[name], encoders) if field.optional else prune(kept[name], encoders)
    return type(value)(**kept)


def _try(value: Any, encoders: Encoders) -> Any:
    try:
        return prune(value, encoders)
    except NotInLayer:
        return None


def _fits(value: Any, encoders: Encoders) -> bool:
    """Adapters refuse, too: try what is left."""
    if isinstance(value, TLObject):
        try:
            encoders[type(value)](value, lambda data: None, encoders)
        except NotInLayer:
            return False
    return True
