"""A small site on loopback, and a server that may fetch from there."""

from __future__ import annotations

import asyncio
import gzip
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web
from PIL import Image

from angarium.model.config import Config, Handshakes, Previews
from tests.stories.harness import World

PAGE = """<html><head><title>Plain title</title>
<meta property="og:title" content="Lakes &amp; hills"><meta property="og:site_name" content="Walks">
<meta property="og:description" content="Three days
on foot."><meta property="og:image" content="/picture.png"><meta name="twitter:card" content="summary_large_image">
<meta name="author" content="Ann"></head><body>…</body></html>"""


def picture() -> bytes:
    body = io.BytesIO()
    Image.new("RGB", (320, 200), (20, 120, 60)).save(body, "PNG")
    return body.getvalue()


@dataclass
class Site:
    """What was asked for, in order."""

    port: int = 0
    asked: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        assert "Cookie" not in request.headers
        match request.path:
            case "/page":
                return web.Response(text=PAGE, content_type="text/html", headers={"Set-Cookie": "a=b"})
            case "/count":
                text = f"<title>Visit {self.asked.count(request.path)}</title>"
                return web.Response(text=text, content_type="text/html")
            case "/slow":
                await asyncio.Event().wait()
                raise web.HTTPNotFound
            case "/plain":
                return web.Response(text="<title>Only a title</title>", content_type="text/html")
            case "/picture.png":
                return web.Response(body=picture(), content_type="image/png")
            case "/empty":
                return web.Response(body=b"", content_type="image/png")
            case "/false":
                return web.Response(body=b"no picture", content_type="image/png")
            case "/moved":
                raise web.HTTPFound("/page")
            case "/round":
                raise web.HTTPFound("/round")
            case "/inside":
                raise web.HTTPFound("http://169.254.169.254/latest/meta-data")
            case "/file":
                raise web.HTTPFound("file:///etc/passwd")
            case "/bomb":
                body = gzip.compress(b"<title>big</title>" + bytes(1 << 26))
                return web.Response(body=body, content_type="text/html", headers={"Content-Encoding": "gzip"})
            case "/data":
                return web.Response(body=b"\0" * 100, content_type="application/octet-stream")
            case "/nothing":
                return web.Response(text="<p>words", content_type="text/html")
            case _:
                raise web.HTTPNotFound


@asynccontextmanager
async def serve() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", site.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    door = web.TCPSite(runner, "127.0.0.1", 0)
    await door.start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        await runner.shutdown()
        await runner.cleanup()


@asynccontextmanager
async def world_with_web(folder: Path) -> AsyncIterator[World]:
    config = Config(handshakes=Handshakes(processes=0), previews=Previews(allow=("127.0.0.0/8",)))
    async with World(folder, config) as made:
        yield made
