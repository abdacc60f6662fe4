"""Which ways out this server has, by their names in the settings."""

from __future__ import annotations

from angarium.model.config import Config
from angarium.senders import Sender
from angarium.senders.console import ConsoleSender


def make(config: Config) -> dict[str, Sender]:
    return {"console": ConsoleSender()}
