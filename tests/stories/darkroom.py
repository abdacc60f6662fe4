"""Pictures and videos made in a thread of this process, by the code that a server runs in processes of their own. Starting those
costs a story more than all that it does with them; `tests/contracts/test_pictures.py` holds both against one contract."""

from __future__ import annotations

import asyncio
from pathlib import Path

from angarium.pictures import BadPicture, Made
from angarium.pictures.worker import Request, answer


class InlinePictures:
    async def make(self, plan: str, body: bytes) -> list[Made]:
        told = await asyncio.to_thread(answer, Request(plan, body))
        if told.fault:
            raise BadPicture(told.fault)
        return [Made(*size) for size in told.sizes]

    async def watch(self, plan: str, path: Path) -> list[Made]:
        return await self.make(plan, str(path).encode())

    async def close(self) -> None: ...
