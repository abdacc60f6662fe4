"""Message effects (https://core.telegram.org/api/effects): which there are, and where they may be."""

from __future__ import annotations

from angarium import starter
from angarium.domain.files import starters
from angarium.model.errors import Refusal
from angarium.model.ids import is_user
from angarium.starter import Drawing

EMOJI = starters.listed("👍 👎 ❤ 🔥 🎉 💩 😂 🏆 🦄 👻 🎃 🎄")


def listing() -> list[Drawing]:
    """The drawings that come as effects."""
    return [one for one in starter.drawings() if one.emoji in EMOJI]


def id_of(secret: bytes, drawing: Drawing) -> int:
    """The number by which clients name an effect."""
    return starters.derive(secret, f"message effect {drawing.stem}")


def check(secret: bytes, peer: int, effect: int | None) -> int:
    """The effect of a message, 0 = none. Refuses EFFECT_ID_INVALID; effects are for private chats."""
    if not effect:
        return 0
    if not is_user(peer) or effect not in {id_of(secret, one) for one in listing()}:
        raise Refusal("EFFECT_ID_INVALID")
    return effect
