"""Speech written down by a program that takes what OpenAI's transcriptions take: whisper.cpp, faster-whisper and others do
(https://platform.openai.com/docs/api-reference/audio/createTranscription)."""

from __future__ import annotations

import aiohttp
import msgspec

from angarium.model.config import Transcription
from angarium.sources import NotTranscribed

MOST = 1 << 20


class _Answer(msgspec.Struct):
    text: str = ""


class SpeechToText:
    """The operator chose the address: it is not checked as a stranger's link would be."""

    def __init__(self, settings: Transcription) -> None:
        self._settings = settings

    async def transcribe(self, body: bytes, name: str, mime_type: str) -> str:
        """See `Listener`."""
        form = aiohttp.FormData()
        form.add_field("file", body, filename=name, content_type=mime_type)
        form.add_field("model", self._settings.model)
        form.add_field("response_format", "json")
        headers = {"Authorization": f"Bearer {self._settings.key}"} if self._settings.key else {}
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._settings.timeout)) as session,
                session.post(self._settings.url, data=form, headers=headers, allow_redirects=False) as told,
            ):
                if not told.ok:
                    raise NotTranscribed(f"the provider answered {told.status}")
                answer = msgspec.json.decode(await told.content.read(MOST), type=_Answer)
        except (aiohttp.ClientError, TimeoutError, ValueError, msgspec.DecodeError) as fault:
            raise NotTranscribed(f"the provider did not answer: {fault!r}") from fault
        return answer.text
