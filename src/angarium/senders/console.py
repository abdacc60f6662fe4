"""Writes codes to the server's own log, where the operator of a small server reads them."""

from __future__ import annotations

import structlog

from angarium.senders import Notice

log = structlog.get_logger(__name__)


class ConsoleSender:
    async def send(self, notice: Notice) -> None:
        log.info("a code waits", phone=notice.to, code=notice.code)
