"""What accounts and devices are refused, each beside what just fits."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.accounts.test_binding import binding, make_temporary
from tests.stories.accounts.test_contacts import line
from tests.stories.accounts.test_qr_login import EXPORT
from tests.stories.groups.test_abuse import limit
from tests.stories.harness import World, refused

account = functions.account


async def test_temporary_keys(world: World) -> None:
    alice = await world.sign_up("Alice")
    temporary = await make_temporary(world)
    client = world.make_client(temporary, alice.layer)
    code = functions.auth.SendCode(
        phone_number="4915112345678", api_id=1, api_hash="a" * 32, settings=types.CodeSettings()
    )
    with refused("AUTH_KEY_PERM_EMPTY", 401):  # nobody signs in with a key that ends
        await client(EXPORT)
    over = binding(alice, client, temporary, expires=int(world.clock.now()) - 5)
    over.expires_at = int(world.clock.now()) - 5
    with refused("EXPIRES_AT_INVALID"):
        await client(over)
    assert await client(binding(alice, client, temporary))
    assert (await client(code)).phone_code_hash


async def test_an_app_without_a_number(world: World) -> None:
    alice = await world.sign_up("Alice")

    def hello(api_id: int) -> Any:
        return functions.InitConnection(
            api_id=api_id, device_model="d", system_version="s", app_version="1", system_lang_code="en", lang_pack="",
            lang_code="en", query=functions.help.GetNearestDc(),
        )  # fmt: skip

    with refused("CONNECTION_API_ID_INVALID"):
        await alice(functions.InvokeWithLayer(layer=alice.layer, query=hello(0)))
    assert await alice(functions.InvokeWithLayer(layer=alice.layer, query=hello(5)))


async def test_a_code_for_a_device_that_is_in(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    screen = await world.device("Bob", bob.phone)
    shown = await screen(EXPORT)
    await world.enter_code(screen)
    with refused("AUTH_TOKEN_EXCEPTION"):
        await alice(functions.auth.AcceptLoginToken(token=shown.token))


async def test_an_address_book_that_is_full(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    limit(world, contacts=1)
    await alice(functions.contacts.ImportContacts(contacts=[line("+" + bob.phone)]))
    add = functions.contacts.AddContact(id=alice.user(carol), first_name="Carol", last_name="", phone="")
    with refused("CONTACTS_TOO_MUCH"):
        await alice(add)
    both = functions.contacts.ImportContacts(
        contacts=[line("+" + carol.phone, client_id=7), line("+" + bob.phone, client_id=8)]
    )
    done = await alice(both)  # who is a contact stays one; for another there is no room yet
    assert ([one.user_id for one in done.imported], done.retry_contacts) == ([bob.user_id], [7])
    await alice(functions.contacts.DeleteContacts(id=[alice.user(bob)]))
    await alice(add)
    assert (await alice(both)).retry_contacts == [8]
    limit(world, contacts=2)
    assert (await alice(both)).retry_contacts == []
    assert len((await alice(functions.contacts.GetContacts(hash=0))).contacts) == 2


async def test_codes_for_mails(world: World) -> None:
    alice = await world.sign_up("Alice")
    purpose = types.EmailVerifyPurposeLoginChange()
    sent = await alice(account.SendVerifyEmailCode(purpose=purpose, email="alice@example.org"))
    assert sent.email_pattern
    with refused("CODE_EMPTY"):
        empty = types.EmailVerificationCode(code="")
        await alice(account.VerifyEmail(purpose=purpose, verification=empty))
    with refused("EMAIL_VERIFY_EXPIRED"):
        foreign = types.EmailVerificationGoogle(token="x")
        await alice(account.VerifyEmail(purpose=purpose, verification=foreign))


async def test_rules_of_privacy(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    key = types.InputPrivacyKeyAbout()
    with refused("PRIVACY_TOO_LONG"):
        everyone = types.InputPrivacyValueAllowUsers(users=[alice.user(bob)] * 1001)
        await alice(account.SetPrivacy(key=key, rules=[everyone, types.InputPrivacyValueDisallowAll()]))
    some = types.InputPrivacyValueAllowUsers(users=[alice.user(bob)])
    kept = await alice(account.SetPrivacy(key=key, rules=[some, types.InputPrivacyValueDisallowAll()]))
    assert kept.rules[0].users == [bob.user_id]


async def test_an_account_that_ends_while_it_asks(world: World) -> None:
    alice = await world.sign_up("Alice")
    assert (await alice(functions.users.GetFullUser(id=types.InputUserSelf()))).full_user
    alice.witness.gone = True
    ending = alice.begin(account.DeleteAccount(reason="enough"))
    asked = [
        alice.begin(account.UpdateProfile(first_name="Ghost")),
        alice.begin(account.DeleteAccount(reason="twice")),
        alice.begin(account.ConfirmPhone(phone_code_hash="x", phone_code="1")),
    ]
    assert await ending
    for asking in asked:
        with refused("USER_DEACTIVATED", 401):
            await asking


async def test_a_device_that_logs_out_while_it_asks(world: World) -> None:
    alice = await world.sign_up("Alice")
    alice.witness.gone = True
    leaving = alice.begin(functions.auth.LogOut())
    asking = alice.begin(functions.auth.ResetAuthorizations())
    assert await leaving
    with refused("AUTH_KEY_UNREGISTERED", 401):
        await asking


async def test_somebody_who_asks_too_often(world: World) -> None:
    alice = await world.sign_up("Alice")
    confirm = account.ConfirmPhone(phone_code_hash="", phone_code="")
    for _ in range(10):
        with refused("PHONE_CODE_EMPTY"):
            await alice(confirm)
    with refused("FLOOD_WAIT_6", 420):
        await alice(confirm)
    world.clock.advance(6)
    with refused("PHONE_CODE_EMPTY"):
        await alice(confirm)
