"""Where a command works: the settings in force here, and their data folder."""

from __future__ import annotations

import os

from angarium.admin import config
from angarium.admin.folder import Folder
from angarium.model.config import Config


def settings() -> tuple[Config, Folder]:
    """The settings and the folder of this process; raises `BadConfig`."""
    found = config.load(os.environ)
    return found, Folder(found.data)
