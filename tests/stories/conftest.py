"""The world that a story happens in, and the check after it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.harness import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A fresh server; after the story, what was pushed must equal what getDifference tells."""
    made = World(tmp_path)
    await made.open()
    try:
        yield made
        await made.check()
    finally:
        await made.close()
