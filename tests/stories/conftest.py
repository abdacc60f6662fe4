"""The world that a story happens in, and the check after it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.stories.harness import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A fresh server; after the story, what was pushed must equal what getDifference tells."""
    from tests.stories.harness import World  # late: the process that hands out the tests needs no server

    async with World(tmp_path) as made:
        yield made
