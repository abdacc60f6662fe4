"""What happens to somebody's stars."""

from __future__ import annotations

from angarium.model.ids import Peer
from angarium.model.logged import Base


class StarsChanged(Base, frozen=True):
    """What the reader has now."""

    balance: int


class PaidPrivacyChanged(Base, frozen=True):
    """How the reader pays for reactions unless they say otherwise: in their own name (0), in nobody's, or in that of `peer`."""

    anonymous: bool = False
    peer: Peer = Peer(0)


StarEvent = StarsChanged | PaidPrivacyChanged
