"""Which suggestions (https://core.telegram.org/api/config#suggestions) a client can know."""

from __future__ import annotations

from collections.abc import Iterable

SINCE = {
    "VALIDATE_PASSWORD": 136,
    "SETUP_PASSWORD": 145,
    "BIRTHDAY_SETUP": 177,
    "USERPIC_SETUP": 195,
    "SETUP_LOGIN_EMAIL": 207,
}
"""The layer with which each came, or that of the first app that is known to have it; the others are as old as suggestions are."""


def known_in(layer: int, names: Iterable[str]) -> list[str]:
    """Without those that are younger than the client: TDLib takes a name which it does not know for a fault of the server."""
    return [name for name in names if SINCE.get(name, 0) <= layer]
