"""`angarium`, the command. It imports the server only to serve, so that every other command answers at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from angarium.admin import cli
from angarium.model.config import Config


def serve(config: Config, folder: Path, ready: Callable[[Sequence[str]], None]) -> None:
    from angarium import app

    app.serve(config, folder, ready)


def serve_outpost(config: Config, folder: Path, ready: Callable[[Sequence[str]], None]) -> None:
    from angarium import app

    app.serve_outpost(config, folder, ready)


def main() -> None:
    sys.exit(cli.run(serve, serve_outpost=serve_outpost))


if __name__ == "__main__":
    main()
