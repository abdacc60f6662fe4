"""Translations by a program that speaks LibreTranslate's API (https://docs.libretranslate.com), on the operator's machine or elsewhere."""

from __future__ import annotations

import aiohttp
import msgspec

from angarium.model.config import Translation
from angarium.sources import NotTranslated

MOST = 1 << 20


class _Answer(msgspec.Struct):
    translatedText: str = ""
    error: str = ""


class LibreTranslate:
    """The operator chose the address: it is not checked as a stranger's link would be."""

    def __init__(self, settings: Translation) -> None:
        self._settings = settings

    async def translate(self, text: str, language: str) -> str:
        """See `Translator`."""
        asked = {"q": text, "source": "auto", "target": language, "format": "html"}
        if self._settings.key:
            asked["api_key"] = self._settings.key
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._settings.timeout)) as session,
                session.post(self._settings.url.rstrip("/") + "/translate", json=asked, allow_redirects=False) as told,
            ):
                answer = msgspec.json.decode(await told.content.read(MOST), type=_Answer)
                if not told.ok:
                    raise NotTranslated(f"the provider answered {told.status}: {answer.error[:200]}")
        except (aiohttp.ClientError, TimeoutError, ValueError, msgspec.DecodeError) as fault:
            raise NotTranslated(f"the provider did not answer: {fault!r}") from fault
        return answer.translatedText
