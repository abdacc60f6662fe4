"""Which page comes from which source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tools.docs import changelog, commands, coverage, errors, settings

PAGES: dict[str, Callable[[Path], str]] = {
    "docs/reference/settings.md": settings.render,
    "docs/reference/errors.md": errors.render,
    "docs/reference/coverage.md": coverage.render,
    "docs/reference/commands.md": commands.render,
    "CHANGELOG.md": changelog.render,
}
