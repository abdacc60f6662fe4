"""What the operator orders for a person or a chat."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

RESTRICT: Final = "restrict"
VERIFY: Final = "verify"
CHECK_FACTS: Final = "check facts"
SUPPORT: Final = "support"
VOUCH: Final = "vouch"
DELETE: Final = "delete"


class Order(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`text` is the reason of a restriction, or the organization in whose name a bot vouches; empty lifts the one and ends the other."""

    kind: Literal["restrict", "verify", "check facts", "support", "vouch", "delete"]
    on: bool = True
    text: str = ""
    icon: int = 0  # the custom emoji that stands beside whomever the bot vouches for
