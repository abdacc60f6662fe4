"""What an outpost answers: one method, and to everything else that it has not got it (https://core.telegram.org/cdn)."""

from __future__ import annotations

from typing import Any

from angarium.model.errors import Refusal
from angarium.rpc.caller import Caller
from angarium.rpc.router import Router
from angarium.tl import functions


class OutpostRouter(Router):
    """The same wrappers and the same form of errors; nothing of what clients tell of themselves is kept."""

    async def _answer_for(self, caller: Caller, request: Any, msg_id: int, connection_id: str, *, quiet: bool) -> Any:
        if not isinstance(request, functions.upload.GetCdnFile) or connection_id:
            raise Refusal("CDN_METHOD_INVALID")
        return await self._answer(caller, request, msg_id, quiet=True)

    async def _introduce(self, caller: Caller, hello: functions.InitConnection) -> None:
        """Clients are not to say who they are here, and need not."""
