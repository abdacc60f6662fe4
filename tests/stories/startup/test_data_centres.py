"""Every data centre is this server; a client hears that it is where it thinks it is."""

from __future__ import annotations

import pytest

from angarium.tl import functions
from tests.stories.client import Client
from tests.stories.harness import FIRST_SALT, World


@pytest.mark.parametrize(("named", "told"), [(0, 2), (1, 1), (-4, 4), (10_003, 3), (77, 2)])
async def test_a_client_is_told_the_data_centre_that_it_named(world: World, named: int, told: int) -> None:
    device = await world.device("Somebody", "4915510999999")
    client = Client(
        world.app.door, device.auth_key, FIRST_SALT, now=world.clock.now, random=world.random.randbytes,
        obfuscated=True, dc=named,
    )  # fmt: skip
    found = await client(functions.help.GetConfig())
    assert found.this_dc == told and told in {option.id for option in found.dc_options}
    near = await client(functions.help.GetNearestDc())
    assert near.this_dc == near.nearest_dc == told
