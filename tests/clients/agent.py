"""The test's end of an agent: a client library in its own process and folder, inside the namespace."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from tests.clients.install import HERE, HOME

PATIENCE = 120.0
SCRIPTS = {
    "telethon": "telethon_agent.py",
    "pyrogram": "pyrogram_agent.py",
    "kurigram": "pyrogram_agent.py",
    "tdlib": "tdlib_agent.py",
}


class Refused(Exception):
    """The library raised; the text is its own."""


class Agent:
    """One signed-in (or not yet) client. Orders are methods of the agent scripts; events gather in `events`."""

    def __init__(self, name: str, process: asyncio.subprocess.Process) -> None:
        self.name = name
        self.id = 0
        self.phone = ""
        self.events: list[dict[str, Any]] = []
        self._process = process
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self._news = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, name: str, join: list[str], log: Path) -> Agent:
        folder = HOME / name
        script = SCRIPTS.get(name.partition("-")[0])
        if script and "-secret-" in name:
            script = f"secret_{script}"
        # -s -S would hide the venv; the library's folder comes first on the path, and nothing of ours is on it.
        command = (
            [sys.executable, "-I", "-c", _RUN, str(folder), str(HERE / "agents"), script]
            if script
            else ["node", str(folder / "mtcute_agent.mjs")]
        )
        process = await asyncio.create_subprocess_exec(
            *join, *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log.open("ab"), limit=1 << 24,
            cwd=log.parent,
        )  # fmt: skip
        return cls(name, process)

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            try:
                said = json.loads(line)
            except ValueError:
                continue  # a library printed something of its own
            if "id_" in said:
                waiting = self._waiting.pop(said["id_"], None)
                if waiting is not None and not waiting.done():
                    if "error" in said:
                        waiting.set_exception(Refused(f"{self.name}: {said['error']}"))
                    else:
                        waiting.set_result(said["ok"])
            else:
                async with self._news:
                    self.events.append(said)
                    self._news.notify_all()
        for waiting in self._waiting.values():
            waiting.set_exception(Refused(f"{self.name}: the process ended"))

    async def order(self, verb: str, /, **details: Any) -> Any:
        self._number += 1
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[self._number] = waiting
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"id_": self._number, "do": verb, **details}).encode() + b"\n")
        return await asyncio.wait_for(waiting, PATIENCE)

    def __getattr__(self, verb: str) -> Any:
        if verb.startswith("_"):
            raise AttributeError(verb)

        async def ordered(**details: Any) -> Any:
            return await self.order(verb, **details)

        return ordered

    async def heard(self, event: str, **wanted: Any) -> dict[str, Any]:
        """Wait for an event whose message has the `wanted` fields (or that has them itself), and return it."""

        def fits(said: dict[str, Any]) -> bool:
            body = said.get("message", said)
            return said["event"] == event and all(body.get(key) == value for key, value in wanted.items())

        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: any(map(fits, self.events))), PATIENCE)
        found = next(said for said in self.events if fits(said))
        self.events.remove(found)
        return dict(found.get("message", found))

    async def said(self, event: str, part: str) -> dict[str, Any]:
        """The same for a message that has `part` somewhere in its text."""

        def fits(one: dict[str, Any]) -> bool:
            return one["event"] == event and part in (one.get("message") or {}).get("text", "")

        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: any(map(fits, self.events))), PATIENCE)
        found = next(one for one in self.events if fits(one))
        self.events.remove(found)
        return dict(found["message"])

    async def lists(self, peer: int) -> bool:
        """Whether a chat that was entered is in the list; TDLib keeps the list itself, and tells when it is longer."""
        if peer in [dialog["id"] for dialog in await self.dialogs()]:
            return True
        return self.name.startswith("tdlib") and bool(await self.heard("listed", chat=peer))

    async def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), 10)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await self._reading


_RUN = """
import runpy, sys
library, agents, script = sys.argv[1:]
sys.path[:0] = [library, agents]
sys.argv = [script]
runpy.run_path(agents + "/" + script, run_name="__main__")
"""
