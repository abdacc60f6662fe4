"""Collectibles: there are none."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.harness import World, refused


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
