"""What both kinds of server need before they are started."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from angarium.admin.faults import NoPort
from angarium.model.config import Config

Serve = Callable[[Config, Path, Callable[[Sequence[str]], None]], None]
"""Runs the server until it is told to stop; calls back with its addresses once it listens."""


def require_ports(config: Config) -> None:
    """Asked before anything is started: a plain word is worth more than the socket's."""
    from angarium.admin.doctor import try_port

    for address in config.listen:
        if (found := try_port(address)).state == "fault":
            raise NoPort(f"{found.what}\n{found.mend}")
