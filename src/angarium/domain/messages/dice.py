"""Dice and their kin: the server throws, fairly (https://core.telegram.org/api/dice)."""

from __future__ import annotations

from angarium.model.clock import Chance
from angarium.model.errors import Refusal
from angarium.model.messages import Media

SIDES = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def throw(chance: Chance, emoticon: str) -> Media:
    """Refuses EMOTICON_INVALID."""
    plain = emoticon.rstrip("\ufe0f")
    if plain not in SIDES:
        raise Refusal("EMOTICON_INVALID")
    return Media(kind="dice", emoticon=plain, value=1 + chance.below(SIDES[plain]))
