"""The account as a whole: its number, its age, its end; complaints."""

from __future__ import annotations

from angarium.domain.accounts.accounts import CHANGE
from angarium.store import codes
from angarium.tl import functions, types
from tests.stories.accounts.secrets import prove, set_password
from tests.stories.accounts.times import days_pass
from tests.stories.harness import World, refused

NOBODY = 4711
"""A number that no account has."""


async def test_an_account_moves_to_another_number(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob(functions.contacts.AddContact(id=bob.user(alice), first_name="Al", last_name="", phone=""))
    await alice(functions.contacts.AddContact(id=alice.user(bob), first_name="Bob", last_name="", phone=""))
    settings = types.CodeSettings()
    with refused("PHONE_NUMBER_OCCUPIED"):
        await alice(functions.account.SendChangePhoneCode(phone_number=bob.phone, settings=settings))
    await days_pass(world, 1, alice, bob)
    await bob(functions.updates.GetState())
    thief = await world.sign_in(alice)
    with refused("FRESH_CHANGE_PHONE_FORBIDDEN", 406):
        await thief(functions.account.SendChangePhoneCode(phone_number="4915112345678", settings=settings))
    new = "4915112345678"
    sent = await alice(functions.account.SendChangePhoneCode(phone_number=new, settings=settings))
    async with world.app.house.work.read() as tx:
        waiting = await codes.find(tx, new, CHANGE)
    assert waiting is not None
    change = functions.account.ChangePhone(
        phone_number=new, phone_code_hash=sent.phone_code_hash, phone_code=waiting.code
    )
    with refused("PHONE_CODE_INVALID"):
        await alice(
            functions.account.ChangePhone(phone_number=new, phone_code_hash=sent.phone_code_hash, phone_code="x")
        )
    late = await world.device("Late", new)
    late_hash = await world.enter_code(late)
    assert (await alice(change)).phone == new
    with refused("PHONE_NUMBER_OCCUPIED"):
        await late(functions.auth.SignUp(phone_number=new, phone_code_hash=late_hash, first_name="Late", last_name=""))
    await bob.barrier()
    assert [update.phone for update in bob.heard(types.UpdateUserPhone)] == [new]
    old, alice.phone = alice.phone, new
    back = await alice(functions.account.SendChangePhoneCode(phone_number=old, settings=settings))
    async with world.app.house.work.read() as tx:
        waiting = await codes.find(tx, old, CHANGE)
    assert waiting is not None
    assert (await world.sign_in(alice)).user_id == alice.user_id
    assert (await world.sign_up("Someone", phone=old)).user_id != alice.user_id
    with refused("PHONE_NUMBER_OCCUPIED"):
        await alice(
            functions.account.ChangePhone(
                phone_number=old, phone_code_hash=back.phone_code_hash, phone_code=waiting.code
            )
        )


async def test_a_deleted_account_leaves_its_words_behind(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice(functions.account.UpdateUsername(username="alice_one"))
    await bob(functions.contacts.AddContact(id=bob.user(alice), first_name="Al", last_name="", phone=""))
    await alice.say(bob, "farewell")
    alice.witness.gone = True
    assert await alice(functions.account.DeleteAccount(reason="tired"))
    with refused("AUTH_KEY_UNREGISTERED"):
        await alice(functions.updates.GetState())
    await bob.barrier()
    (seen,) = await bob(functions.users.GetUsers(id=[bob.user(alice)]))
    assert (seen.deleted, seen.first_name, seen.phone) == (True, None, None)
    with refused("INPUT_USER_DEACTIVATED"):
        await bob.say(alice, "are you there?")
    assert await bob(functions.account.CheckUsername(username="alice_one"))
    assert not (await bob(functions.contacts.GetContacts(hash=0))).contacts
    again = await world.sign_up("Alice", phone=alice.phone)
    assert again.user_id != alice.user_id


async def test_with_a_password_it_takes_the_password(world: World) -> None:
    alice = await world.sign_up("Alice")
    await set_password(alice, "one")
    with refused("PASSWORD_HASH_INVALID"):
        await alice(functions.account.DeleteAccount(reason="", password=await prove(alice, "two")))
    proof = await prove(alice, "one")
    alice.witness.gone = True
    assert await alice(functions.account.DeleteAccount(reason="", password=proof))


async def test_an_account_that_nobody_uses_goes_by_itself(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    assert (await alice(functions.account.GetAccountTTL())).days == 548
    with refused("TTL_DAYS_INVALID"):
        await alice(functions.account.SetAccountTTL(ttl=types.AccountDaysTTL(days=1)))
    for actor in (alice, bob):
        assert await actor(functions.account.SetAccountTTL(ttl=types.AccountDaysTTL(days=30)))
    await days_pass(world, 20, bob)
    await bob(functions.account.UpdateStatus(offline=False))
    await days_pass(world, 11, bob)
    assert (await bob(functions.users.GetUsers(id=[bob.user(alice)])))[0].deleted
    assert (await bob(functions.account.GetAccountTTL())).days == 30


async def test_plain_switches(world: World) -> None:
    alice = await world.sign_up("Alice")
    assert not (await alice(functions.account.GetContentSettings())).sensitive_enabled
    assert await alice(functions.account.SetContentSettings(sensitive_enabled=True))
    assert (await alice(functions.account.GetContentSettings())).sensitive_enabled
    assert (await alice(functions.account.GetWebAuthorizations())).authorizations == []
    assert await alice(functions.account.ResetWebAuthorizations())
    with refused("HASH_INVALID"):
        await alice(functions.account.ResetWebAuthorization(hash=1))
    with refused("TAKEOUT_REQUIRED", 403):
        await alice(functions.account.FinishTakeoutSession(success=True))


async def test_complaints_reach_the_operator(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = alice.peer(bob)
    await bob.say(alice, "buy this")
    reason = types.InputReportReasonSpam()
    assert await alice(functions.account.ReportPeer(peer=peer, reason=reason, message="he sells"))
    assert await alice(functions.messages.ReportSpam(peer=peer))
    photo = types.InputPhotoEmpty()
    assert await alice(functions.account.ReportProfilePhoto(peer=peer, photo_id=photo, reason=reason, message=""))
    assert await alice(functions.messages.ReportReaction(peer=peer, id=1, reaction_peer=peer))
    choose = await alice(functions.messages.Report(peer=peer, id=[1], option=b"", message=""))
    options = {option.text: option.option for option in choose.options}
    comment = await alice(functions.messages.Report(peer=peer, id=[1], option=options["Something else"], message=""))
    assert isinstance(comment, types.ReportResultAddComment)
    done = await alice(functions.messages.Report(peer=peer, id=[1], option=comment.option, message="odd"))
    assert isinstance(done, types.ReportResultReported)
    with refused("OPTION_INVALID"):
        await alice(functions.messages.Report(peer=peer, id=[1], option=b"nonsense", message=""))
    with refused("PEER_ID_INVALID"):
        await alice(functions.messages.ReportSpam(peer=alice.peer(NOBODY)))
