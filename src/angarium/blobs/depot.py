"""The way to the outpost: pieces of ciphertext by plain HTTP, each with its proof. TLS would hide what hides itself."""

from __future__ import annotations

import aiohttp

PATIENCE, PROMPT = 60, 3
"""Seconds that a piece may take, and a greeting, for which somebody waits."""


class Unreachable(Exception):
    """The outpost did not take a piece; the text says why."""


class Depot:
    """One outpost. Its connections stay open, since a new one would be slow over a long way."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def greet(self, path: str, headers: dict[str, str]) -> None:
        """Whether it is there and takes our word. Raises Unreachable."""
        await self._ask("GET", path, None, headers, PROMPT)

    async def put(self, path: str, body: bytes, headers: dict[str, str]) -> None:
        """Raises Unreachable."""
        await self._ask("POST", path, body, headers, PATIENCE)

    async def _ask(self, kind: str, path: str, body: bytes | None, headers: dict[str, str], seconds: int) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        limit = aiohttp.ClientTimeout(total=seconds)
        try:
            asking = self._session.request(
                kind, self._url + path, data=body, headers=headers, allow_redirects=False, timeout=limit
            )
            async with asking as answer:
                if answer.status == 403:
                    raise Unreachable("it does not take our word: `cdn.secret` is another one, or its clock is wrong")
                if answer.status != 204:
                    raise Unreachable(f"it answered {answer.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            raise Unreachable(repr(fault)) from fault

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
