"""What the operator changes, as updates."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import events
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


@renders(events.ConfigChanged)
def _config_changed(event: events.ConfigChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateConfig(),)
