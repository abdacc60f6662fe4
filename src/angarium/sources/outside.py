"""Which sources this server has, by the settings."""

from __future__ import annotations

from angarium.model.config import Config
from angarium.sources import Sources
from angarium.sources.addresses import read_networks
from angarium.sources.assistant import ChatCompletions
from angarium.sources.transcription import SpeechToText
from angarium.sources.translation import LibreTranslate
from angarium.sources.web import Web


def make(config: Config) -> Sources:
    """Pages unless they are switched off; translations when the settings name a provider."""
    return Sources(
        pages=Web(read_networks(config.previews.allow)) if config.previews.enabled else None,
        translator=LibreTranslate(config.translation) if config.translation.url else None,
        listener=SpeechToText(config.transcription) if config.transcription.url else None,
        assistant=ChatCompletions(config.assistant) if config.assistant.url else None,
    )
