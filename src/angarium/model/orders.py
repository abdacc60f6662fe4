"""What the operator orders for a person or a chat."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

RESTRICT: Final = "restrict"
VERIFY: Final = "verify"
CHECK_FACTS: Final = "check facts"
SUPPORT: Final = "support"
VOUCH: Final = "vouch"
LIMIT: Final = "limit"
FREEZE: Final = "freeze"
DELETE: Final = "delete"


class Order(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`text` is the reason of a restriction, a limit or a freeze, or the organization in whose name a bot vouches; empty, it lifts a
    restriction and ends the vouching."""

    kind: Literal["restrict", "verify", "check facts", "support", "vouch", "limit", "freeze", "delete"]
    on: bool = True
    until: int = 0  # epoch seconds; 0 = until the operator says otherwise
    text: str = ""
    icon: int = 0  # the custom emoji that stands beside whomever the bot vouches for
