"""A data folder for the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from angarium.admin import keys
from angarium.admin.folder import Folder
from tests.stories import foundation


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("ANGARIUM_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("ANGARIUM_LISTEN", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    return Folder(tmp_path / "data")


@pytest.fixture
def started(folder: Folder) -> Folder:
    """A data folder in which a server has run."""
    folder.make()
    keys.open_key(folder)
    foundation.lay(folder)
    return folder
