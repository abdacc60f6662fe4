"""HTTP on the common port: MTProto over WebSockets and over POST, the web client, and what it asks before it speaks MTProto."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

import angarium
from angarium.crypto.rsa import PrivateKey
from angarium.gateway import polling, websocket
from angarium.gateway.intake import HELLO, PIECES, Intake
from angarium.gateway.site import HEADERS, Site
from angarium.mtproto.transport import LIMIT

if TYPE_CHECKING:
    from angarium.gateway.door import Door

KEEP_ALIVE = 75.0
BODY_SECONDS = 60

# https://core.telegram.org/mtproto/transports#http: web pages of any origin may speak MTProto, which needs no cookies
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "content-type",
    "Access-Control-Max-Age": "86400",
}


class Guest(asyncio.Protocol):
    """Stands between a transport and aiohttp's protocol, to know when the connection is over."""

    __slots__ = ("_gone", "_inner")

    def __init__(self, inner: Any, gone: Callable[[], None]) -> None:
        self._inner = inner
        self._gone = gone

    def connection_made(self, transport: Any) -> None:
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        ended: bool | None = self._inner.eof_received()
        return ended

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._gone()
        self._inner.connection_lost(exc)


class Web:
    """The HTTP server behind the door. It listens nowhere itself: the door hands connections to it."""

    def __init__(self, door: Door, key: PrivateKey, folder: Path | None) -> None:
        self._door = door
        self._site = Site(folder)
        self._key = key.public_pem_pkcs1().decode()
        app = web.Application(client_max_size=LIMIT, middlewares=[_add_headers])
        app.router.add_get("/healthz", self._tell_health)
        outpost = door.house.outpost
        if outpost is None:
            app.router.add_get("/angarium/info", self._tell_info)
        else:
            intake = Intake(outpost)
            app.router.add_get(HELLO, intake.greet)
            app.router.add_post(PIECES, intake.take)
        # Clients use /apiws, /apiws1 and the like; TLS in front of us turns /apis into the same.
        app.router.add_get("/{path:api[a-z0-9_]*}", self._open_socket)
        app.router.add_post("/{path:api[a-z0-9_]*}", self._answer_post)
        app.router.add_options("/{path:api[a-z0-9_]*}", self._allow)
        if outpost is None:
            app.router.add_get("/{path:.*}", self._site.serve)
        self._runner = web.AppRunner(app, access_log=None, keepalive_timeout=KEEP_ALIVE, shutdown_timeout=1.0)

    async def open(self) -> None:
        await self._runner.setup()

    async def close(self) -> None:
        await self._runner.cleanup()

    def make_protocol(self) -> Any:
        """aiohttp's protocol for one connection."""
        assert self._runner.server is not None
        return self._runner.server()

    async def _tell_health(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"}, headers={"Cache-Control": "no-store"})

    async def _tell_info(self, request: web.Request) -> web.Response:
        """What the web client has to know before it can make an auth key."""
        config = self._door.house.config
        told = {
            "name": config.name,
            "registration": config.registration.mode,
            "version": angarium.__version__,
            "dc": config.dc_id,
            "publicKeyPem": self._key,
        }
        return web.json_response(told, headers={"Cache-Control": "no-store"})

    async def _open_socket(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Upgrade", "").lower() != "websocket":
            return web.Response(status=405, headers={"Allow": "POST, OPTIONS"})
        return await websocket.serve(self._door, request, client_address(request))

    async def _answer_post(self, request: web.Request) -> web.Response:
        async with asyncio.timeout(BODY_SECONDS):
            payload = await request.read()
        answer, status = await polling.answer(self._door, payload, client_address(request))
        return web.Response(body=answer, status=status, content_type="application/octet-stream", headers=CORS)

    async def _allow(self, request: web.Request) -> web.Response:
        return web.Response(status=204, headers=CORS)


def client_address(request: web.Request) -> str:
    """Where the client is. A proxy is believed when it is on this machine."""
    near = request.transport.get_extra_info("peername") if request.transport else None
    address = str(near[0]) if isinstance(near, tuple) and near else ""
    forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    if not forwarded:
        return address
    try:
        trusted = not address or ip_address(address).is_loopback
        return str(ip_address(forwarded)) if trusted else address
    except ValueError:
        return address


@web.middleware
async def _add_headers(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        response = await handler(request)
    except web.HTTPException as refusal:
        refusal.headers.update(HEADERS)
        raise
    except TimeoutError:
        response = web.Response(status=408)
    except ConnectionError:  # it went away in the middle of a request; nobody reads this
        response = web.Response(status=400)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response
