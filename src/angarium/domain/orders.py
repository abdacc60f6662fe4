"""What the operator orders from another process: it is written down as due, and the server that runs carries it out and tells whom it
concerns."""

from __future__ import annotations

from angarium.domain import dues
from angarium.domain.accounts import accounts, devices
from angarium.domain.work import Tx
from angarium.model.ids import UserId
from angarium.store import logins
from angarium.store.operator import DELETES, SIGNS_OUT


@dues.happens(DELETES)
async def delete(tx: Tx, user_id: int, _: int) -> None:
    await accounts.delete(tx, UserId(user_id))


@dues.happens(SIGNS_OUT)
async def sign_out(tx: Tx, user_id: int, _: int) -> None:
    """End every device of an account; their open sockets learn of it at once."""
    for device in await logins.find_all(tx, user_id):
        await devices.log_out(tx, device)
