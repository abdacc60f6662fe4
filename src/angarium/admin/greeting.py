"""Whether the outpost of this server answers, and takes its word."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from angarium.admin.findings import Finding
from angarium.admin.folder import Folder
from angarium.domain.cdn import proofs
from angarium.model.config import Config

PATIENCE = 5
"""Seconds for the answer."""


def check(config: Config, folder: Folder) -> Iterator[Finding]:
    """For the doctor."""
    if not config.cdn.address:
        return
    way = urlsplit(config.cdn.push or f"http://{config.cdn.address}")
    try:
        status = _greet_outpost(way, bytes.fromhex(config.cdn.secret))
    except (OSError, HTTPException) as fault:
        yield Finding(
            "warning",
            f"the machine near the readers does not answer at {way.netloc} ({fault}); files are served here",
            "start `angarium cdn` there, or set `cdn.push` to another way to it",
        )
        return
    if status == 204:
        yield Finding("ok", f"the machine near the readers answers at {way.netloc}, and takes files from here")
    else:
        yield Finding(
            "fault",
            f"what answers at {way.netloc} does not take files from here ({status})",
            "copy anew what `angarium cdn` printed there, and look whether the clocks of both machines are right",
        )


def _greet_outpost(way: SplitResult, secret: bytes) -> int:
    kind = HTTPSConnection if way.scheme == "https" else HTTPConnection
    path = way.path.rstrip("/") + proofs.HELLO
    connection = kind(way.hostname or "", way.port, timeout=PATIENCE)
    try:
        proof = proofs.prove_push(secret, proofs.HELLO, b"", int(time.time()))
        connection.request("GET", path, headers={proofs.PROOF: proof})
        return connection.getresponse().status
    finally:
        connection.close()
