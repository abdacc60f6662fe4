"""The operator's terms: shown before signing up, asked of everybody when they change, accepted or declined."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from angarium.model.config import Config, Handshakes, Previews, Terms
from angarium.store import terms as stored
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

call = functions.help
LAYERS = [133, 158, 200, 229]
FIRST = Terms(text="# Terms\n\nBe **kind** to [others](https://example.org/others).", min_age=16, popup=True)
SECOND = replace(FIRST, text="Be kind, and *brief*.", min_age=0)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A server whose operator lays down terms."""
    async with World(
        tmp_path, Config(terms=FIRST, handshakes=Handshakes(processes=0), previews=Previews(enabled=False))
    ) as made:
        yield made


async def change(world: World, terms: Terms) -> None:
    """The operator writes other terms and starts the server anew."""
    world.config = replace(world.config, terms=terms)
    await world.restart()


async def asked(actor: Actor) -> types.help.TermsOfService | None:
    """What a client is told when it asks for new terms; the hour at which it shall ask again is checked."""
    found = await actor(call.GetTermsOfServiceUpdate())
    now = int(actor.world.clock.now())
    waits = isinstance(found, types.help.TermsOfServiceUpdate)
    assert found.expires == now + (3600 if waits else 86400)
    return found.terms_of_service if waits else None


@pytest.mark.parametrize("layer", LAYERS)
async def test_whoever_signs_up_is_shown_the_terms_and_has_accepted_them(world: World, layer: int) -> None:
    device = await world.device("Alice", "4915510999999", layer=layer)
    hash, code = await world.ask_code(device)
    answer = await device(functions.auth.SignIn(phone_number=device.phone, phone_code_hash=hash, phone_code=code))
    shown = answer.terms_of_service
    assert (shown.text, shown.min_age_confirm, shown.popup) == ("Terms\n\nBe kind to others.", 16, True)
    assert [one.NAME for one in shown.entities] == ["messageEntityBold", "messageEntityBold", "messageEntityTextUrl"]
    assert json.loads(shown.id.data)
    names = {"first_name": "Alice", "last_name": ""}
    await device(functions.auth.SignUp(phone_number=device.phone, phone_code_hash=hash, **names))
    assert await asked(device) is None
    async with world.app.house.work.read() as tx:
        made = (await device(functions.users.GetUsers(id=[types.InputUserSelf()])))[0].id
        assert list((await stored.accepted(tx, made)).values()) == [int(world.clock.now())]


@pytest.mark.parametrize("layer", LAYERS)
async def test_new_terms_are_asked_of_everybody_once(world: World, layer: int) -> None:
    alice = await world.sign_up("Alice", layer=layer)
    assert await asked(alice) is None
    await change(world, SECOND)
    shown = await asked(alice)
    assert shown is not None and shown.text == "Be kind, and brief." and shown.min_age_confirm is None
    await change(world, SECOND)
    assert await asked(alice) == shown  # the same terms have the same name after a restart
    for wrong in ("", "[]", "{}", '{"terms": 5}', '{"terms": "0000000000000000"}'):
        with refused("DATA_JSON_INVALID"):
            await alice(call.AcceptTermsOfService(id=types.DataJSON(data=wrong)))
    assert await asked(alice) == shown
    assert await alice(call.AcceptTermsOfService(id=shown.id))
    assert await asked(alice) is None
    await change(world, replace(SECOND, popup=False))
    assert await asked(alice) is None  # the text is the one that was accepted
    async with world.app.house.work.read() as tx:
        versions = await stored.find_all(tx)
        assert [count for _, _, count in versions] == [1, 1] and versions[0][1] > versions[1][1]
        assert set(await stored.accepted(tx, alice.user_id)) == {id for id, _, _ in versions}


async def test_who_accepts_the_older_terms_has_not_accepted_the_newer(world: World) -> None:
    alice = await world.sign_up("Alice")
    await change(world, SECOND)
    old = await asked(alice)
    await change(world, replace(SECOND, min_age=18))
    new = await asked(alice)
    assert old is not None and new is not None and old.id != new.id and new.min_age_confirm == 18
    assert await alice(call.AcceptTermsOfService(id=old.id))
    assert await asked(alice) == new


async def test_who_declines_loses_the_account(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await change(world, SECOND)
    shown = await asked(alice)
    assert shown is not None and shown.popup
    assert await alice(functions.account.DeleteAccount(reason="Decline ToS update"))
    alice.witness.gone = True
    found = await bob(functions.users.GetUsers(id=[bob.user(alice)]))
    assert found[0].deleted
    async with world.app.house.work.read() as tx:
        assert await stored.accepted(tx, alice.user_id) == {}
    assert await asked(bob) == shown


async def test_without_terms_nobody_is_asked(world: World) -> None:
    await change(world, Terms())
    device = await world.device("Alice", "4915510999998")
    hash, code = await world.ask_code(device)
    answer = await device(functions.auth.SignIn(phone_number=device.phone, phone_code_hash=hash, phone_code=code))
    assert answer.terms_of_service is None
    alice = await world.sign_up("Alice")
    assert await asked(alice) is None
