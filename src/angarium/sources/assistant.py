"""Words about words, by a program that takes what OpenAI's chat completions take: llama.cpp, Ollama, vLLM and others do
(https://platform.openai.com/docs/api-reference/chat/create)."""

from __future__ import annotations

import aiohttp
import msgspec

from angarium.model.config import Assistant as Settings
from angarium.sources import NotAnswered

MOST = 1 << 20


class _Message(msgspec.Struct):
    content: str = ""


class _Choice(msgspec.Struct):
    message: _Message = msgspec.field(default_factory=_Message)


class _Answer(msgspec.Struct):
    choices: list[_Choice] = []


class ChatCompletions:
    """The operator chose the address: it is not checked as a stranger's link would be."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def answer(self, task: str, text: str) -> str:
        """See `Assistant`."""
        asked = {
            "model": self._settings.model,
            "messages": [{"role": "system", "content": task}, {"role": "user", "content": text}],
            "stream": False,
        }
        headers = {"Authorization": f"Bearer {self._settings.key}"} if self._settings.key else {}
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._settings.timeout)) as session,
                session.post(self._settings.url, json=asked, headers=headers, allow_redirects=False) as told,
            ):
                if not told.ok:
                    raise NotAnswered(f"the provider answered {told.status}")
                answer = msgspec.json.decode(await told.content.read(MOST), type=_Answer)
        except (aiohttp.ClientError, TimeoutError, ValueError, msgspec.DecodeError) as fault:
            raise NotAnswered(f"the provider did not answer: {fault!r}") from fault
        if not answer.choices:
            raise NotAnswered("the provider said nothing")
        return answer.choices[0].message.content
