"""messages.*, fragment.*: advertisements and collectibles, which this server has none of: whatever a client names is not, or no more."""

from __future__ import annotations

from angarium.domain.accounts import usernames
from angarium.domain.texts import phones
from angarium.model.errors import Refusal
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

Named = (
    functions.messages.ViewSponsoredMessage
    | functions.messages.ClickSponsoredMessage
    | functions.messages.ReportSponsoredMessage
)


def _require(req: Named) -> None:
    """Refuses RANDOM_ID_INVALID for what names no advertisement, and AD_EXPIRED: none was shown lately."""
    if not 1 <= len(req.random_id) <= 64:
        raise Refusal("RANDOM_ID_INVALID")
    raise Refusal("AD_EXPIRED")


@method("messages.viewSponsoredMessage", bots=False)
async def view_sponsored_message(call: Call, req: functions.messages.ViewSponsoredMessage) -> bool:
    _require(req)
    return True


@method("messages.clickSponsoredMessage", bots=False)
async def click_sponsored_message(call: Call, req: functions.messages.ClickSponsoredMessage) -> bool:
    _require(req)
    return True


@method("messages.reportSponsoredMessage", bots=False)
async def report_sponsored_message(
    call: Call, req: functions.messages.ReportSponsoredMessage
) -> types.channels.TypeSponsoredMessageReportResult:
    _require(req)
    return types.channels.SponsoredMessageReportResultReported()


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
