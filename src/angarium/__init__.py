"""Angarium: a messenger server that speaks Telegram's API and stays up."""

__version__ = "0.1.0"
