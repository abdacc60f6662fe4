"""A real server on loopback inside the namespace, and client libraries that nobody here wrote."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from tests.clients.agent import Agent
from tests.clients.install import HOME
from tests.clients.namespace import Namespace, missing

PORT = 8480
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def namespace() -> Iterator[Namespace]:
    why = missing() or (
        "" if HOME.exists() else "the client libraries are not installed: python -m tests.clients.install"
    )
    if why:
        if os.environ.get("CI"):
            pytest.fail(f"CI skips nothing, but {why}")
        pytest.skip(f"LOUD SKIP: {why}")
    with Namespace() as made:
        yield made


class Server:
    """`angarium serve`, or another of its commands, in its own process, as an operator starts it."""

    def __init__(
        self, namespace: Namespace, folder: Path, port: int = PORT, command: str = "serve", host: str = "127.0.0.1"
    ) -> None:
        self.namespace = namespace
        self.folder = folder
        self.port, self.command = port, command
        self._key = ""
        self.env = {**os.environ, "ANGARIUM_DATA": str(folder), "ANGARIUM_LISTEN": f"{host}:{port}"}

    def start(self) -> str:
        """What it printed until it was up."""
        self.log = (self.folder / "server.log").open("ab")
        command = self.namespace.join(sys.executable, "-m", "angarium", self.command)
        self.process = subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, stderr=self.log, text=True)
        assert self.process.stdout is not None
        printed = ""
        for line in self.process.stdout:
            if line.startswith("Ctrl-C"):
                return printed
            printed += line
        raise RuntimeError((self.folder / "server.log").read_text())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.log.close()

    async def ask(self, *command: str) -> str:
        """Run an `angarium` command beside the server and return what it prints."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "angarium", *command, env=self.env, stdout=asyncio.subprocess.PIPE
        )
        printed, _ = await process.communicate()
        assert process.returncode == 0, command
        return printed.decode().strip()

    async def key(self) -> str:
        """Its public key, as an operator copies it; asked for once, because a command costs as much as a client's whole story."""
        if not self._key:
            self._key = await self.ask("key", "--pem")
        return self._key

    async def first_code(self, phone: str) -> str:
        """The code for a number that has had none before: the server's log has it, or else the command."""
        for line in (self.folder / "server.log").read_text().splitlines():
            if line.startswith("{") and (said := json.loads(line)).get("phone") == phone.lstrip("+") and "code" in said:
                return str(said["code"])
        return await self.ask("code", phone)


@pytest.fixture(scope="session")
def server(namespace: Namespace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(namespace, tmp_path_factory.mktemp("server"))
    made.start()
    yield made
    made.stop()


Starter = Callable[..., Awaitable[Agent]]


@pytest_asyncio.fixture
async def start(server: Server, tmp_path: Path) -> AsyncIterator[Starter]:
    """`await start("telethon-1.45", sign_up="Alice")`: a connected client, signed up under a fresh number."""
    async with starting(server, tmp_path) as starter:
        yield starter


@asynccontextmanager
async def starting(server: Server, tmp_path: Path) -> AsyncIterator[Starter]:
    """The same for a certain server."""
    key = await server.key()
    agents: list[Agent] = []

    async def make(name: str, sign_up: str = "", phone: str = "", **options: str) -> Agent:
        folder = tmp_path / f"{len(agents)}-{name}"
        folder.mkdir()
        agent = await Agent.start(name, server.namespace.join(), folder / "stderr.log")
        agents.append(agent)
        if name.startswith(("pyrogram", "kurigram", "tdlib")):
            options["folder"] = str(folder)
        await agent.connect(host="127.0.0.1", port=server.port, key=key, **options)
        agent.phone = phone or f"+1555010{next(_numbers):04}"
        if sign_up:
            await agent.request_code(phone=agent.phone)
            code = await (server.ask("code", phone) if phone else server.first_code(agent.phone))
            entered = await agent.enter_code(code=code, first_name=sign_up)
            agent.id = entered.get("id", 0)
        return agent

    try:
        yield make
    finally:
        for agent in agents:
            await agent.stop()
