"""What an account may choose about money and advertisements, and further numbers that it proves."""

from __future__ import annotations

from angarium.domain.accounts.codes import VERIFY
from angarium.store import codes
from angarium.tl import functions, types
from tests.stories.harness import World, refused


async def test_a_further_number_is_proved(world: World) -> None:
    alice = await world.sign_up("Alice")
    phone = "4915510777777"
    ask = functions.account.SendVerifyPhoneCode(phone_number=phone, settings=types.CodeSettings())
    hash = (await alice(ask)).phone_code_hash
    async with world.app.house.work.read() as tx:
        waiting = await codes.find(tx, phone, VERIFY)
    assert waiting is not None
    with refused("PHONE_CODE_INVALID"):
        await alice(functions.account.VerifyPhone(phone_number=phone, phone_code_hash=hash, phone_code="0"))
    assert await alice(functions.account.VerifyPhone(phone_number=phone, phone_code_hash=hash, phone_code=waiting.code))
    with refused("PHONE_CODE_EXPIRED"):
        await alice(functions.account.VerifyPhone(phone_number=phone, phone_code_hash=hash, phone_code=waiting.code))
    with refused("PHONE_NUMBER_INVALID"):
        await alice(functions.account.SendVerifyPhoneCode(phone_number="12", settings=types.CodeSettings()))


async def test_advertisements_are_a_matter_of_taste(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    assert await alice(functions.account.ToggleSponsoredMessages(enabled=True))  # as it is from the beginning
    assert (await alice(functions.users.GetFullUser(id=types.InputUserSelf()))).full_user.sponsored_enabled
    assert not (await bob(functions.users.GetFullUser(id=bob.user(alice)))).full_user.sponsored_enabled
    assert await alice(functions.account.ToggleSponsoredMessages(enabled=False))
    assert not (await alice(functions.users.GetFullUser(id=types.InputUserSelf()))).full_user.sponsored_enabled


async def test_nobody_has_to_pay_to_write(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    key = types.InputPrivacyKeyNoPaidMessages()
    assert await alice(functions.account.ToggleNoPaidMessagesException(user_id=alice.user(bob)))
    rules = (await alice(functions.account.GetPrivacy(key=key))).rules
    assert rules[0] == types.PrivacyValueAllowUsers(users=[bob.user_id])
    assert await alice(functions.account.ToggleNoPaidMessagesException(user_id=alice.user(bob), require_payment=True))
    rules = (await alice(functions.account.GetPrivacy(key=key))).rules
    assert all(rule.NAME != "privacyValueAllowUsers" for rule in rules)
    assert (await alice(functions.account.GetPaidMessagesRevenue(user_id=alice.user(bob)))).stars_amount == 0
    with refused("PARENT_PEER_INVALID"):
        parent = alice.chat(await alice.create_channel("No direct messages"))
        await alice(functions.account.GetPaidMessagesRevenue(user_id=alice.user(bob), parent_peer=parent))
    with refused("USER_ID_INVALID"):
        await alice(functions.account.ToggleNoPaidMessagesException(user_id=types.InputUserEmpty()))
