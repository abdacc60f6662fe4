"""Advertisements and collectibles: there are none."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.harness import World, refused

call = functions.messages


async def test_no_advertisement_was_shown(world: World) -> None:
    alice = await world.sign_up("Alice")
    for random_id, error in ((b"shown once", "AD_EXPIRED"), (b"", "RANDOM_ID_INVALID")):
        for ask in (
            call.ViewSponsoredMessage(random_id=random_id),
            call.ClickSponsoredMessage(random_id=random_id),
            call.ReportSponsoredMessage(random_id=random_id, option=b""),
        ):
            with refused(error):
                await alice(ask)


async def test_no_name_or_number_was_bought(world: World) -> None:
    alice = await world.sign_up("Alice")
    for given, error in (
        (types.InputCollectibleUsername(username="courier"), "COLLECTIBLE_NOT_FOUND"),
        (types.InputCollectibleUsername(username="a b"), "COLLECTIBLE_INVALID"),
        (types.InputCollectiblePhone(phone="4915510000001"), "COLLECTIBLE_NOT_FOUND"),
        (types.InputCollectiblePhone(phone="12"), "COLLECTIBLE_INVALID"),
    ):
        with refused(error):
            await alice(functions.fragment.GetCollectibleInfo(collectible=given))
