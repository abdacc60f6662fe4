"""What goes wrong for an operator: each says so in words, and how the command ends (`exit`)."""

from __future__ import annotations


class Fault(Exception):
    """The text is for the operator."""

    exit = 1


class NotFound(Fault):
    """There is nothing by that name."""


class InUse(Fault):
    """A server holds the data folder."""


class NoPort(Fault):
    """An address cannot be listened on."""


class BackupFailed(Fault):
    """No backup was written, or nothing was restored."""


class BadConfig(Fault):
    """The settings cannot be used."""

    exit = 3


class BadKey(Fault):
    """The key file is there and cannot be used."""

    exit = 3


class NoDatabase(Fault):
    """There is no database to ask."""

    exit = 4
