"""What the doctor finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `mend` says what to do about it, "" when nothing."""

    state: Literal["ok", "warning", "fault"]
    what: str
    mend: str = ""
