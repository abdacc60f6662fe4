"""Which ways out this server has, by their names in the settings."""

from __future__ import annotations

from angarium.model.config import Config
from angarium.senders import Sender
from angarium.senders.console import ConsoleSender
from angarium.senders.http_sms import HttpSmsSender
from angarium.senders.smtp import SmtpSender


def make(config: Config) -> dict[str, Sender]:
    """The console always; the others when their part of the settings names a server."""
    found: dict[str, Sender] = {"console": ConsoleSender()}
    if config.smtp.host and config.smtp.sender:
        found["smtp"] = SmtpSender(config.smtp)
    if config.codes.http_sms.url:
        found["http_sms"] = HttpSmsSender(config.codes.http_sms)
    return found
