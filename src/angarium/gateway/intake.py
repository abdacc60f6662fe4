"""Where an outpost takes in what its own server pushes to it; everybody else is turned away before anything of theirs is read."""

from __future__ import annotations

import asyncio

import structlog
from aiohttp import web

from angarium.domain.cdn.outpost import Outpost
from angarium.domain.cdn.proofs import HELLO, PROOF

__all__ = ["HELLO", "PIECES", "Intake"]

PIECES = "/cdn/{file:[0-9a-f]{32}}/{piece:[0-9]{1,6}}"

SECONDS = 60
"""For one piece."""

log = structlog.get_logger(__name__)


class Intake:
    """One HTTP request for each piece."""

    def __init__(self, outpost: Outpost) -> None:
        self._outpost = outpost

    async def greet(self, request: web.Request) -> web.Response:
        """204 for our server, 403 for everybody else."""
        known = self._outpost.expect(request.path, request.headers.get(PROOF, "")) is not None
        return web.Response(status=204 if known else 403)

    async def take(self, request: web.Request) -> web.Response:
        """204 when it lies here; 403 when it is not our server's; 507 when the disk does not take it."""
        digest = self._outpost.expect(request.path, request.headers.get(PROOF, ""))
        if digest is None:
            return web.Response(status=403, headers={"Connection": "close"})
        async with asyncio.timeout(SECONDS):
            body = await request.read()
        file, piece = request.match_info["file"], int(request.match_info["piece"])
        try:
            taken = await self._outpost.take(file, piece, body, digest)
        except OSError as fault:
            log.error("a piece could not be kept", reason=str(fault))
            return web.Response(status=507)
        return web.Response(status=204 if taken else 403)
