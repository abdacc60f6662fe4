"""payments.*, premium.*: nothing is sold here for money, so that every list of offers is empty."""

from __future__ import annotations

from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("payments.getStarsTopupOptions", bots=False)
async def get_stars_topup_options(
    call: Call, req: functions.payments.GetStarsTopupOptions
) -> list[types.TypeStarsTopupOption]:
    return []


@method("payments.getStarsGiftOptions", bots=False)
async def get_stars_gift_options(
    call: Call, req: functions.payments.GetStarsGiftOptions
) -> list[types.TypeStarsGiftOption]:
    return []


@method("payments.getStarsGiveawayOptions", bots=False)
async def get_stars_giveaway_options(
    call: Call, req: functions.payments.GetStarsGiveawayOptions
) -> list[types.TypeStarsGiveawayOption]:
    return []


@method("payments.getPremiumGiftCodeOptions", bots=False)
async def get_premium_gift_code_options(
    call: Call, req: functions.payments.GetPremiumGiftCodeOptions
) -> list[types.TypePremiumGiftCodeOption]:
    return []


@method("payments.getStarGifts")
async def get_star_gifts(call: Call, req: functions.payments.GetStarGifts) -> types.payments.TypeStarGifts:
    return types.payments.StarGifts(hash=0, gifts=[], chats=[], users=[])


@method("payments.getSavedStarGifts")
async def get_saved_star_gifts(call: Call, req: functions.payments.GetSavedStarGifts) -> types.payments.SavedStarGifts:
    read_peer(call, req.peer)
    return types.payments.SavedStarGifts(count=0, gifts=[], chats=[], users=[])


@method("payments.getStarGiftCollections", bots=False)
async def get_star_gift_collections(
    call: Call, req: functions.payments.GetStarGiftCollections
) -> types.payments.TypeStarGiftCollections:
    read_peer(call, req.peer)
    return types.payments.StarGiftCollections(collections=[])


@method("payments.getStarGiftActiveAuctions", bots=False)
async def get_star_gift_active_auctions(
    call: Call, req: functions.payments.GetStarGiftActiveAuctions
) -> types.payments.TypeStarGiftActiveAuctions:
    return types.payments.StarGiftActiveAuctions(auctions=[], users=[], chats=[])
