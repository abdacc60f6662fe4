"""The yard that a test of the gateway happens in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.gateway.yard import Yard


@pytest.fixture
async def yard(tmp_path: Path) -> AsyncIterator[Yard]:
    from tests.gateway.yard import open_yard  # late: the process that hands out the tests needs no server

    async with open_yard(tmp_path) as made:
        yield made
