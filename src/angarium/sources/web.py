"""The web, fetched with care: checked addresses only, redirects checked again, everything bounded in time and size."""

from __future__ import annotations

import asyncio
import socket
import zlib
from collections.abc import Iterable

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from angarium.sources import Fetched, Unreachable
from angarium.sources.addresses import Network, is_allowed, read_address

SECONDS = 15.0
CONNECT_SECONDS = 5.0
REDIRECTS = 5
MOST_URL = 4096
AT_ONCE = 16
"""Connections open at the same time; further fetches wait their turn."""

WAITING = 1000
"""Fetches that may wait; further ones are refused, so that they cannot fill the memory."""

AGENT = "Angarium (link previews, like TwitterBot)"
_CHUNK = 65536


class CheckedResolver(AbstractResolver):
    """Gives out only addresses that may be connected to, so that what was checked is what is dialled: a name that changes its mind
    between the look and the call gains nothing."""

    def __init__(self, allowed: Iterable[Network]) -> None:
        self._allowed = tuple(allowed)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name. Raises OSError when there is none that may be used."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        except UnicodeError as fault:
            raise OSError(f"{host!r} is no name") from fault
        results: list[ResolveResult] = []
        for kind, _, proto, _, where in found:
            address = read_address(str(where[0]))
            if address is None or not is_allowed(address, port, self._allowed):
                continue
            results.append(
                ResolveResult(
                    hostname=host, host=str(address), port=port, family=kind, proto=proto, flags=socket.AI_NUMERICHOST
                )
            )
        if not results:
            raise OSError(f"{host} has no address that may be fetched from")
        return results

    async def close(self) -> None:
        """Nothing is held."""


class Web:
    """Fetches pages. Each fetch has a session of its own: no cookies, no connections kept."""

    def __init__(self, allowed: Iterable[Network] = ()) -> None:
        self._allowed = tuple(allowed)
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Task[Fetched]] = set()

    async def fetch(self, url: str, kinds: tuple[str, ...], limit: int) -> Fetched:
        """See `Pages`."""
        if len(self._under_way) >= WAITING:
            raise Unreachable("too many fetches wait")
        task = asyncio.get_running_loop().create_task(self._fetch(url, kinds, limit))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await task

    def stop(self) -> None:
        """See `Pages`."""
        for task in self._under_way:
            task.cancel()

    async def _fetch(self, url: str, kinds: tuple[str, ...], limit: int) -> Fetched:
        try:
            async with self._turn, asyncio.timeout(SECONDS), self._session() as session:
                return await self._follow(session, url, kinds, limit)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, zlib.error) as fault:
            raise Unreachable(f"{type(fault).__name__}: {fault}") from fault

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=CheckedResolver(self._allowed), use_dns_cache=False, force_close=True
            ),
            timeout=aiohttp.ClientTimeout(total=SECONDS, sock_connect=CONNECT_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept-Language": "en,*;q=0.5"},
            auto_decompress=False,
            trust_env=False,
            requote_redirect_url=False,
        )

    async def _follow(self, session: aiohttp.ClientSession, url: str, kinds: tuple[str, ...], limit: int) -> Fetched:
        target = URL(url)
        for _ in range(REDIRECTS + 1):
            self._check(target)
            async with session.get(target, allow_redirects=False) as answer:
                if answer.status in (301, 302, 303, 307, 308):
                    target = target.join(URL(answer.headers.get("Location", "")))
                    continue
                return await _read(answer, target, kinds, limit)
        raise Unreachable("too many redirects")

    def _check(self, url: URL) -> None:
        """What the resolver does not see: the scheme, literal addresses, ports."""
        if url.scheme not in ("http", "https") or not url.host or url.user or url.password:
            raise Unreachable("not a link of the web")
        if len(str(url)) > MOST_URL:
            raise Unreachable("a link that is too long")
        address, port = read_address(url.host), url.port or 0
        if address is not None and not is_allowed(address, port, self._allowed):
            raise Unreachable(f"{url.host}:{port} may not be fetched from")


async def _read(answer: aiohttp.ClientResponse, url: URL, kinds: tuple[str, ...], limit: int) -> Fetched:
    if answer.status != 200:
        raise Unreachable(f"status {answer.status}")
    kind = answer.content_type.lower()
    if not kind.startswith(kinds):
        raise Unreachable(f"{kind} is not asked for")
    body = await _body(answer, limit)
    return Fetched(str(url), kind, answer.charset or "", body)


async def _body(answer: aiohttp.ClientResponse, limit: int) -> bytes:
    """At most `limit` bytes, unpacked here: what is small on the way may be huge when it is unpacked."""
    packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise Unreachable(f"packed as {packing}")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    body = bytearray()
    taken = 0
    async for chunk in answer.content.iter_chunked(_CHUNK):
        taken += len(chunk)
        body += unpack.decompress(chunk, limit - len(body)) if unpack else chunk
        if len(body) >= limit or taken >= limit or (unpack is not None and unpack.eof):
            break
    return bytes(body[:limit])
