"""HTTP on the common port, over real sockets: WebSockets, POST with long polling, the web client's files, TLS."""

from __future__ import annotations

import asyncio
import datetime
import json
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from yarl import URL

from angarium.gateway.site import POLICY, Site
from angarium.mtproto.messages import HEADER, MSG_CONTAINER, open_container
from angarium.mtproto.transport import Kind, Packet
from angarium.mtproto.transport import client as make_codec
from angarium.tl import codec, functions, types
from angarium.tl.layers import CANONICAL
from tests.gateway.yard import NEAREST, Yard
from tests.stories.client import Client

pytestmark = pytest.mark.filterwarnings("ignore:Overriding the .event_loop_policy:DeprecationWarning")


@pytest.fixture(params=["asyncio", "uvloop"])
def event_loop_policy(request: pytest.FixtureRequest) -> asyncio.AbstractEventLoopPolicy:
    """The server runs on uvloop, the tests of other places on asyncio's own loop: here both must do."""
    return uvloop.EventLoopPolicy() if request.param == "uvloop" else asyncio.DefaultEventLoopPolicy()


@pytest.fixture
async def address(yard: Yard) -> str:
    listening = await yard.door.listen("127.0.0.1", 0)
    return f"{listening.host}:{listening.port}"


@pytest.fixture
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def site(folder: Path) -> Path:
    """A web client as Vite would build it."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>client")
    (folder / "assets" / "app-1a2b.js").write_text("export {}")
    (folder / "assets" / "aes-3c4d.wasm").write_bytes(b"\0asm")
    (folder / "manifest.webmanifest").write_text("{}")
    (folder.parent / "secret.txt").write_text("secret")
    return folder


# --- WebSockets


class Socket:
    """A client's end of a WebSocket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, client: Client) -> None:
        self.socket, self.client = socket, client
        self.codec = make_codec(Kind.PADDED, client.random, obfuscated=True)

    async def start(self) -> None:
        await self.socket.send_bytes(self.codec.hello)

    async def send(self, body: bytes, seq_no: int) -> int:
        msg_id = self.client.next_id()
        await self.socket.send_bytes(self.codec.frame(self.client.seal(msg_id, seq_no, body)))
        return msg_id

    async def hear(self) -> list[Any]:
        """The messages of the next packet."""
        while True:
            message = await self.socket.receive(10)
            assert message.type is aiohttp.WSMsgType.BINARY, message
            found = [event.payload for event in self.codec.feed(message.data) if isinstance(event, Packet)]
            if found:
                return [body for payload in found for body in bodies(self.client, payload)]


def bodies(client: Client, payload: bytes) -> list[bytes]:
    plaintext = client.cipher.decrypt(payload, from_server=True)
    body = plaintext[HEADER.size : HEADER.size + HEADER.unpack_from(plaintext)[4]]
    return [inner.body for inner in open_container(body)] if body[:4] == MSG_CONTAINER else [body]


@pytest.mark.parametrize("path", ["apiws", "apiws1", "apis"])
async def test_mtproto_over_a_websocket(yard: Yard, web: aiohttp.ClientSession, address: str, path: str) -> None:
    async with web.ws_connect(f"http://{address}/{path}", protocols=("binary",)) as socket:
        assert socket.protocol == "binary"
        end = Socket(socket, await yard.client())
        await end.start()
        await end.send(codec.encode(functions.Ping(ping_id=5), CANONICAL), 0)
        assert any(b"\xc5\x73\x77\x34" in body for body in await end.hear())
        location = types.InputDocumentFileLocation(id=1, access_hash=1, file_reference=b"", thumb_size="")
        large = functions.upload.GetFile(location=location, offset=0, limit=512 << 10)
        await end.send(codec.encode(large, CANONICAL), 1)
        assert max(map(len, await end.hear())) > 512 << 10
        assert len(yard.door) >= 1
    for _ in range(100):
        if not len(yard.door):
            break
        await asyncio.sleep(0.01)
    assert len(yard.door) == 0


async def test_rubbish_ends_a_websocket(yard: Yard, web: aiohttp.ClientSession, address: str) -> None:
    for rubbish in (b"GET / HTTP/1.1\r\n\r\n", b"\xee\xee\xee\xee\xff\xff\xff\x7f"):
        async with web.ws_connect(f"http://{address}/apiws", protocols=("binary",)) as socket:
            await socket.send_bytes(rubbish)
            message = await socket.receive(10)
            assert message.type in {aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.ERROR}


# --- POST


class Poller:
    """A client of the HTTP transport."""

    def __init__(self, web: aiohttp.ClientSession, address: str, client: Client) -> None:
        self.web, self.url, self.client = web, f"http://{address}/apiw1", client

    async def post(self, body: bytes, seq_no: int) -> list[bytes]:
        packet = self.client.seal(self.client.next_id(), seq_no, body)
        async with self.web.post(self.url, data=packet) as response:
            assert response.status == 200
            assert response.headers["Access-Control-Allow-Origin"] == "*"
            return bodies(self.client, await response.read())


def http_wait(longest: int) -> bytes:
    return codec.encode(types.HttpWait(max_delay=0, wait_after=0, max_wait=longest), CANONICAL)


async def test_mtproto_over_post(yard: Yard, web: aiohttp.ClientSession, address: str) -> None:
    poller = Poller(web, address, await yard.client())
    heard = await poller.post(codec.encode(NEAREST, CANONICAL), 1)
    assert any(body[:4] == b"\x01\x6d\x5c\xf3" for body in heard)
    assert await poller.post(http_wait(50), 2) == []
    (live,) = yard.door.keys.find(poller.client.cipher.key_id).lives.values()  # type: ignore[union-attr]
    live.push(codec.encode(types.UpdatesTooLong(), CANONICAL))
    (pushed,) = await poller.post(http_wait(5000), 2)
    assert codec.read(pushed) == types.UpdatesTooLong()


async def test_a_poll_ends_when_something_happens(yard: Yard, web: aiohttp.ClientSession, address: str) -> None:
    poller = Poller(web, address, await yard.client())
    await poller.post(codec.encode(NEAREST, CANONICAL), 1)
    waiting = asyncio.ensure_future(poller.post(http_wait(20_000), 2))
    (live,) = yard.door.keys.find(poller.client.cipher.key_id).lives.values()  # type: ignore[union-attr]
    while not live.peers:
        await asyncio.sleep(0.01)
    live.push(codec.encode(types.UpdatesTooLong(), CANONICAL))
    (pushed,) = await asyncio.wait_for(waiting, 10)
    assert codec.read(pushed) == types.UpdatesTooLong()


async def test_faults_over_post(yard: Yard, web: aiohttp.ClientSession, address: str) -> None:
    client = await yard.client()
    unknown = (await yard.client(bytes(256))).seal(4, 1, b"abcd")
    broken = bytearray(client.seal(client.next_id(), 1, codec.encode(NEAREST, CANONICAL)))
    broken[-1] ^= 1
    for payload, status in ((b"", 404), (unknown, 404), (bytes(40), 404), (bytes(broken), 400)):
        async with web.post(f"http://{address}/api", data=payload) as response:
            assert response.status == status
    async with web.options(f"http://{address}/apiw1") as response:
        assert response.status == 204
        assert "POST" in response.headers["Access-Control-Allow-Methods"]
    async with web.get(f"http://{address}/apiw1") as response:
        assert response.status == 405
    async with web.post(f"http://{address}/api", data=bytes(3 << 20)) as response:
        assert response.status == 413
    assert yard.router.calls == []


# --- the web client


async def test_the_web_client_and_its_headers(
    yard: Yard, web: aiohttp.ClientSession, address: str, tmp_path: Path
) -> None:
    yard.door._web._site._folder = site(tmp_path / "dist")
    for path, caching, kind in (
        ("/", "no-cache", "text/html"),
        ("/chat/5", "no-cache", "text/html"),
        ("/manifest.webmanifest", "no-cache", "application/manifest+json"),
        ("/assets/app-1a2b.js", "public, max-age=31536000, immutable", "text/javascript"),
        ("/assets/aes-3c4d.wasm", "public, max-age=31536000, immutable", "application/wasm"),
    ):
        async with web.get(f"http://{address}{path}") as response:
            assert response.status == 200, path
            assert response.headers["Cache-Control"] == caching
            assert response.headers["Content-Type"].startswith(kind)
            assert response.headers["Content-Security-Policy"] == POLICY
            assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe-inline" not in POLICY
    assert "unsafe-eval" not in POLICY.replace("wasm-unsafe-eval", "")
    assert "require-trusted-types-for 'script'" in POLICY


@pytest.mark.parametrize(
    "path",
    ["/assets/missing.js", "/favicon.ico", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt"],
)
async def test_what_is_no_file_is_not_found(
    yard: Yard, web: aiohttp.ClientSession, address: str, tmp_path: Path, path: str
) -> None:
    yard.door._web._site._folder = site(tmp_path / "dist")
    async with web.get(URL(f"http://{address}{path}", encoded=True)) as response:
        assert response.status == 404
        assert response.headers["Content-Security-Policy"] == POLICY
        assert b"secret" not in await response.read()


async def test_without_a_built_client_the_door_says_so(yard: Yard, web: aiohttp.ClientSession, address: str) -> None:
    assert Site(None)
    async with web.get(f"http://{address}/") as response:
        assert "has not been built" in await response.text()


async def test_what_the_web_client_asks_first(yard: Yard, web: aiohttp.ClientSession, address: str) -> None:
    async with web.get(f"http://{address}/angarium/info") as response:
        told = await response.json()
    assert told["dc"] == 2
    assert told["registration"] == "open"
    assert told["publicKeyPem"].startswith("-----BEGIN RSA PUBLIC KEY-----")
    assert set(told) == {"name", "registration", "version", "dc", "publicKeyPem"}
    async with web.get(f"http://{address}/healthz") as response:
        assert await response.json() == {"status": "ok"}


async def test_a_head_that_never_ends(yard: Yard, address: str) -> None:
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * (70 << 10))
    try:
        assert await asyncio.wait_for(reader.read(), 10) == b""
    except ConnectionResetError:
        pass
    writer.close()


async def test_http_connections_count(yard: Yard, web: aiohttp.ClientSession, address: str) -> None:
    async with web.get(f"http://{address}/healthz") as response:
        assert response.status == 200
        assert len(yard.door) == 1
    yard.door._most = 1
    async with aiohttp.ClientSession() as other:
        with pytest.raises(aiohttp.ClientError):
            await other.get(f"http://{address}/healthz")
    await web.close()
    while len(yard.door):
        await asyncio.sleep(0.01)


# --- TLS


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    (folder / "cert.pem").write_bytes(pem)
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return server, ssl.create_default_context(cadata=pem.decode())


async def test_tls_on_the_same_port(yard: Yard, address: str, tmp_path: Path) -> None:
    yard.door.tls, trusting = certificate(tmp_path)
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port), ssl=trusting, server_hostname="localhost")
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    answer = await asyncio.wait_for(reader.read(), 10)
    assert json.loads(answer.split(b"\r\n\r\n", 1)[1]) == {"status": "ok"}
    writer.close()

    client = await yard.client()
    reader, writer = await asyncio.open_connection(host, int(port), ssl=trusting, server_hostname="localhost")
    end = make_codec(Kind.ABRIDGED, client.random)
    ping = client.seal(client.next_id(), 0, codec.encode(functions.Ping(ping_id=5), CANONICAL))
    writer.write(end.hello + end.frame(ping))
    events: list[Any] = []
    while not events:
        events = end.feed(await asyncio.wait_for(reader.read(65536), 10))
    assert any(b"\xc5\x73\x77\x34" in body for body in bodies(client, events[0].payload))
    writer.close()


async def test_tls_that_nobody_set_up_is_refused(yard: Yard, address: str) -> None:
    host, port = address.split(":")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await asyncio.open_connection(host, int(port), ssl=ssl.create_default_context(), server_hostname="localhost")
