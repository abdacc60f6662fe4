"""What is refused before a single byte leaves the machine."""

from __future__ import annotations

import gzip
import socket

import pytest
from aiohttp import web

from angarium.sources import Unreachable
from angarium.sources.addresses import read_networks
from angarium.sources.web import CheckedResolver, Web

BAD = (
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0/", "http://localhost/",
    "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1%25lo]/", "https://10.0.0.1/", "http://169.254.169.254/latest",
    "http://8.8.8.8:22/", "http://user:word@example.org/", "http://user@127.0.0.1/", "ftp://example.org/", "file:///etc/passwd",
    "gopher://127.0.0.1/", "http:///path", "http://exa mple/", "http://" + "a" * 5000 + "/", "",
)  # fmt: skip


@pytest.mark.parametrize("url", BAD)
async def test_what_is_not_fetched(url: str) -> None:
    with pytest.raises(Unreachable):
        await Web().fetch(url, ("text/html",), 1000)


@pytest.mark.parametrize("name", ("localhost", "127.1", "0"))
async def test_names_that_lead_inside(name: str) -> None:
    with pytest.raises(OSError):
        await CheckedResolver(()).resolve(name, 80)
    allowed = CheckedResolver(read_networks(("0.0.0.0/8", "127.0.0.0/8", "::1/128")))
    assert (await allowed.resolve(name, 8080))[0]["flags"] == socket.AI_NUMERICHOST


async def test_bodies_are_cut_and_unpacked_under_the_limit() -> None:
    async def answer(request: web.Request) -> web.Response:
        body = b"x" * 1_000_000
        match request.path:
            case "/packed":
                return web.Response(
                    body=gzip.compress(body), content_type="text/html", headers={"Content-Encoding": "gzip"}
                )
            case "/broken":
                return web.Response(body=b"nonsense", content_type="text/html", headers={"Content-Encoding": "gzip"})
            case "/odd":
                return web.Response(body=body, content_type="text/html", headers={"Content-Encoding": "br"})
            case "/lost":
                return web.Response(status=302)
            case _:
                return web.Response(body=body, content_type="text/html", charset="latin-1")

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    home = f"http://127.0.0.1:{runner.addresses[0][1]}"
    source = Web(read_networks(("127.0.0.0/8",)))
    try:
        plain = await source.fetch(f"{home}/plain", ("text/html",), 1000)
        assert (len(plain.body), plain.charset, plain.url) == (1000, "latin-1", f"{home}/plain")
        assert len((await source.fetch(f"{home}/packed", ("text/html",), 5000)).body) == 5000
        for path, kinds in (
            ("/broken", "text/html"),
            ("/odd", "text/html"),
            ("/lost", "text/html"),
            ("/plain", "image/"),
        ):
            with pytest.raises(Unreachable):
                await source.fetch(home + path, (kinds,), 1000)
    finally:
        await runner.cleanup()
