"""Brings codes as text messages, through any service that takes one HTTP request for each."""

from __future__ import annotations

import json
from urllib.parse import quote

import aiohttp

from angarium.model.config import HttpSms
from angarium.senders import Notice, SendFailed


class HttpSmsSender:
    """`notice.to` is a phone number, digits only. What the settings leave to be filled in: `{phone}`, `{code}`, `{text}`."""

    def __init__(self, settings: HttpSms) -> None:
        self._settings = settings

    async def send(self, notice: Notice) -> None:
        settings = self._settings
        url = _fill(settings.url, notice, in_url=True)
        body = _fill(settings.body, notice).encode() if settings.method == "POST" else None
        headers = {"Content-Type": "application/json", **settings.headers} if body is not None else settings.headers
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=settings.timeout)) as session,
                session.request(settings.method, url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                if not answer.ok:
                    raise SendFailed(f"the service answered {answer.status}: {(await answer.text())[:200]}")
        except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
            raise SendFailed(f"the service did not answer: {fault!r}") from fault


def _fill(template: str, notice: Notice, *, in_url: bool = False) -> str:
    """Fill the placeholders in, escaped for where they stand: a query, or a JSON string."""
    for name, value in {"phone": notice.to, "code": notice.code, "text": notice.text}.items():
        escaped = quote(value, safe="") if in_url else json.dumps(value)[1:-1]
        template = template.replace("{" + name + "}", escaped)
    return template
