"""fragment.*: collectibles, of which this server has none: whatever a client names is not one."""

from __future__ import annotations

from angarium.domain.accounts import usernames
from angarium.domain.texts import phones
from angarium.model.errors import Refusal
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("fragment.getCollectibleInfo", bots=False)
async def get_collectible_info(
    call: Call, req: functions.fragment.GetCollectibleInfo
) -> types.fragment.TypeCollectibleInfo:
    """Names and numbers that were bought. Refuses COLLECTIBLE_INVALID for what is neither, COLLECTIBLE_NOT_FOUND: nothing is sold."""
    try:
        match req.collectible:
            case types.InputCollectibleUsername():
                usernames.check(req.collectible.username)
            case types.InputCollectiblePhone():
                phones.read(req.collectible.phone)
    except Refusal:
        raise Refusal("COLLECTIBLE_INVALID") from None
    raise Refusal("COLLECTIBLE_NOT_FOUND")
