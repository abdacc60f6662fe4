"""Every way out keeps one contract: it hands the notice over, or says that it could not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from angarium.model.config import HttpSms, Smtp
from angarium.senders import Notice, Sender, SendFailed
from angarium.senders.console import ConsoleSender
from angarium.senders.http_sms import HttpSmsSender
from angarium.senders.smtp import SmtpSender

NOTICE = Notice("4915110000001", "Angarium: 12345", 'Your "code" is 12345.', "12345")


@dataclass
class Outside:
    """What stands at the other end: what it got, and whether it is willing."""

    got: list[str] = field(default_factory=list)
    willing: bool = True


async def speak_smtp(outside: Outside, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """As much of a mail server as it takes."""

    def say(line: str) -> None:
        writer.write(line.encode() + b"\r\n")

    say("220 ready")
    while line := (await reader.readline()).decode().strip():
        if line.startswith("DATA"):
            say("354 go on")
            body = await reader.readuntil(b"\r\n.\r\n")
            outside.got.append(body.decode())
            say("250 taken")
        elif line.startswith("QUIT"):
            say("221 bye")
            break
        elif line.startswith("RCPT") and not outside.willing:
            say("550 nobody here")
        else:
            say("250 fine")
    writer.close()


@asynccontextmanager
async def a_mail_server() -> AsyncIterator[tuple[Sender, Outside]]:
    outside = Outside()
    server = await asyncio.start_server(lambda r, w: speak_smtp(outside, r, w), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    settings = Smtp(host="127.0.0.1", port=port, security="none", sender="chat@example.org")
    yield SmtpSender(settings), outside
    server.close()


@asynccontextmanager
async def a_text_message_service() -> AsyncIterator[tuple[Sender, Outside]]:
    outside = Outside()

    async def take(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer secret"
        outside.got.append(json.dumps(await request.json()))
        return web.Response(status=200 if outside.willing else 503)

    app = web.Application()
    app.router.add_post("/send", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    url = f"http://127.0.0.1:{port}/send"
    yield HttpSmsSender(HttpSms(url=url, headers={"Authorization": "Bearer secret"})), outside
    await runner.cleanup()


@asynccontextmanager
async def a_console() -> AsyncIterator[tuple[Sender, Outside]]:
    outside = Outside()
    with capture_logs() as logs:
        yield ConsoleSender(), outside
    outside.got.extend(str(line) for line in logs)


WAYS: dict[str, Callable[[], Any]] = {
    "mail": a_mail_server,
    "text message": a_text_message_service,
    "console": a_console,
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_notice_arrives_with_its_code(way: str) -> None:
    async with WAYS[way]() as (sender, outside):
        await sender.send(NOTICE)
    (got,) = outside.got
    assert "12345" in got


@pytest.mark.parametrize("way", ["mail", "text message"])
async def test_a_refusal_is_said(way: str) -> None:
    async with WAYS[way]() as (sender, outside):
        outside.willing = False
        with pytest.raises(SendFailed):
            await sender.send(NOTICE)


@pytest.mark.parametrize(
    "make",
    [
        lambda port: SmtpSender(Smtp(host="127.0.0.1", port=port, security="none", sender="chat@example.org")),
        lambda port: HttpSmsSender(HttpSms(url=f"http://127.0.0.1:{port}/")),
    ],
    ids=["mail", "text message"],
)
async def test_nobody_there_is_said(make: Callable[[int], Sender]) -> None:
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    with pytest.raises(SendFailed):
        await make(port).send(NOTICE)


async def test_the_text_is_escaped_for_the_body() -> None:
    async with a_text_message_service() as (sender, outside):
        await sender.send(NOTICE)
    assert json.loads(outside.got[0]) == {"to": NOTICE.to, "text": NOTICE.text}
