"""The ring around the picture of somebody who has stories to show."""

from __future__ import annotations

import msgspec


class StoryMark(msgspec.Struct, frozen=True):
    """The newest active story that the viewer may see (0 = none), and whether the viewer has put these stories away."""

    max_id: int = 0
    hidden: bool = False
