"""What a wheel holds beside the package: the built web client and the schema."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the web client when it is not built yet. An editable installation reads both where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        if not (root / "web/dist/index.html").exists():
            subprocess.run(["npm", "ci"], cwd=root / "web", check=True)
            subprocess.run(["npm", "run", "build"], cwd=root / "web", check=True)
        include = build_data["force_include"]
        include[str(root / "web/dist")] = "angarium/web"
        for path in (root / "schema").glob("*.tl"):
            include[str(path)] = f"angarium/tl/{path.name}"
