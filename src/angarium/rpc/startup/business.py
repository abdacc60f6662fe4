"""What a business account has (https://core.telegram.org/api/business): nothing yet for anybody, which clients ask at start-up."""

from __future__ import annotations

from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("account.getConnectedBots", bots=False)
async def get_connected_bots(call: Call, req: functions.account.GetConnectedBots) -> types.account.ConnectedBots:
    return types.account.ConnectedBots(connected_bots=[], users=[])
