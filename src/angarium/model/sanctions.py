"""What the operator takes from an account for a while."""

from __future__ import annotations

from typing import Final

import msgspec

LIMITED: Final = "limited"
"""It does not write first to strangers, nor bring them into groups, nor write in public groups."""

FROZEN: Final = "frozen"
"""It only reads (https://core.telegram.org/api/auth#frozen-accounts), and is deleted in the end."""

KINDS: Final = (LIMITED, FROZEN)


class Sanction(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` are epoch seconds; `until` 0 = until the operator lifts it. `reason` is told to the person."""

    user_id: int
    kind: str
    since: int
    until: int = 0
    reason: str = ""
