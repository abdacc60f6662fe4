"""Signing in by a QR code: https://core.telegram.org/api/qr-login."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.accounts.secrets import set_password
from tests.stories.harness import World, refused

EXPORT = functions.auth.ExportLoginToken(api_id=1, api_hash="a" * 32, except_ids=[])


async def test_a_device_lets_another_in(world: World) -> None:
    alice = await world.sign_up("Alice")
    screen = await world.device("Alice", alice.phone)
    shown = await screen(EXPORT)
    assert (await screen(EXPORT)).token == shown.token  # still good
    with refused("AUTH_TOKEN_INVALIDX"):
        await alice(functions.auth.AcceptLoginToken(token=b"something"))
    with refused("AUTH_TOKEN_INVALID"):
        await screen(functions.auth.ImportLoginToken(token=b"something"))
    assert (await screen(functions.auth.ImportLoginToken(token=shown.token))).token == shown.token  # nobody has yet
    device = await alice(functions.auth.AcceptLoginToken(token=shown.token))
    assert not device.unconfirmed
    await screen.barrier()
    assert screen.heard(types.UpdateLoginToken)
    assert isinstance(screen.client.updates[-1], types.UpdateShort)  # TDLib looks at no other form before the sign-in
    with refused("AUTH_TOKEN_ALREADY_ACCEPTED"):
        await alice(functions.auth.AcceptLoginToken(token=shown.token))
    done = await screen(EXPORT)
    assert isinstance(done, types.auth.LoginTokenSuccess)
    assert done.authorization.user.id == alice.user_id
    assert len((await screen(functions.account.GetAuthorizations())).authorizations) == 2


async def test_a_token_is_over_after_half_a_minute(world: World) -> None:
    alice = await world.sign_up("Alice")
    screen = await world.device("Alice", alice.phone)
    shown = await screen(EXPORT)
    world.clock.advance(31)
    with refused("AUTH_TOKEN_EXPIRED"):
        await alice(functions.auth.AcceptLoginToken(token=shown.token))
    assert (await screen(EXPORT)).token != shown.token


async def test_the_password_is_asked_for_all_the_same(world: World) -> None:
    alice = await world.sign_up("Alice")
    await set_password(alice, "correct horse")
    screen = await world.device("Alice", alice.phone)
    shown = await screen(EXPORT)
    device = await alice(functions.auth.AcceptLoginToken(token=shown.token))
    assert device.password_pending
    with refused("SESSION_PASSWORD_NEEDED", 401):
        await screen(EXPORT)
    with refused("AUTH_KEY_UNREGISTERED"):
        await screen(functions.updates.GetState())
