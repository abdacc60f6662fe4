"""Refusals that leave a trace: a wrong try is counted durably before the answer says no."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.rpc.router import Call

T = TypeVar("T")


async def carry_out(call: Call, deed: Callable[[Tx], Awaitable[T | Refusal]]) -> T:
    """Run a deed in its own unit of work; a refusal that it returns is raised once the unit is durable."""
    async with call.house.work.begin(call.caller.session_id) as tx:
        verdict = await deed(tx)
    if isinstance(verdict, Refusal):
        raise verdict
    return verdict
