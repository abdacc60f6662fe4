"""What every event is: tagged by its class name, so that a log tells one from another."""

from __future__ import annotations

import msgspec


class Base(msgspec.Struct, frozen=True, tag=True, omit_defaults=True):
    """Facts only."""
