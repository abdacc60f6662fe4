"""Two-step verification: https://core.telegram.org/api/srp."""

from __future__ import annotations

from angarium.domain.accounts.recovery import CONFIRM, LOGIN_MAIL, RECOVER
from angarium.store import codes
from angarium.tl import functions, types
from tests.stories.accounts.secrets import new_settings, prove, set_password
from tests.stories.accounts.times import days_pass
from tests.stories.harness import Actor, World, refused


async def mailed(world: World, actor: Actor, purpose: str) -> str:
    """The code in the mail."""
    async with world.app.house.work.read() as tx:
        found = await codes.find(tx, f"mail:{actor.user_id}", purpose)
    assert found is not None
    return found.code


async def come_to_the_password(world: World, alice: Actor) -> Actor:
    """Another device that has entered the code."""
    second = await world.device("Alice", alice.phone)
    with refused("SESSION_PASSWORD_NEEDED", 401):
        await world.enter_code(second)
    return second


async def test_a_password_is_asked_for_after_the_code(world: World) -> None:
    alice = await world.sign_up("Alice")
    nobody = await world.device("Nobody", "49155990000")
    with refused("AUTH_KEY_UNREGISTERED", 401):
        await nobody(functions.account.GetPassword())
    assert not (await alice(functions.account.GetPassword())).has_password
    await set_password(alice, "correct horse")
    known = await alice(functions.account.GetPassword())
    assert (known.has_password, known.hint, known.has_recovery) == (True, "a hint", False)
    second = await come_to_the_password(world, alice)
    with refused("AUTH_KEY_UNREGISTERED"):
        await second(functions.updates.GetState())
    with refused("PASSWORD_HASH_INVALID"):
        await second(functions.auth.CheckPassword(password=await prove(second, "battery staple")))
    made = await second(functions.auth.CheckPassword(password=await prove(second, "correct horse")))
    assert made.user.id == alice.user_id
    await second(functions.updates.GetState())


async def test_an_old_challenge_is_no_good(world: World) -> None:
    alice = await world.sign_up("Alice")
    await set_password(alice, "correct horse")
    proof = await prove(alice, "correct horse")
    assert (await alice(functions.account.GetPasswordSettings(password=proof))).email is None
    world.clock.advance(601)
    with refused("SRP_ID_INVALID"):
        await alice(functions.account.GetPasswordSettings(password=proof))
    proof = await prove(alice, "correct horse")
    proof.srp_id += 1
    with refused("PASSWORD_HASH_INVALID"):
        await alice(functions.account.GetPasswordSettings(password=proof))


async def test_a_password_is_changed_and_taken_away(world: World) -> None:
    alice = await world.sign_up("Alice")
    await set_password(alice, "one")
    wish = await new_settings(alice, "two")
    with refused("PASSWORD_HASH_INVALID"):
        await alice(
            functions.account.UpdatePasswordSettings(password=types.InputCheckPasswordEmpty(), new_settings=wish)
        )
    await set_password(alice, "two", old="one")
    with refused("PASSWORD_HASH_INVALID"):
        await alice(functions.account.GetPasswordSettings(password=await prove(alice, "one")))
    temporary = await alice(functions.account.GetTmpPassword(password=await prove(alice, "two"), period=60))
    assert temporary.valid_until == int(world.clock.now()) + 60
    await set_password(alice, "", old="two")
    assert not (await alice(functions.account.GetPassword())).has_password
    with refused("TMP_PASSWORD_DISABLED"):
        await alice(functions.account.GetTmpPassword(password=types.InputCheckPasswordEmpty(), period=60))


async def test_the_new_salt_must_be_ours(world: World) -> None:
    alice = await world.sign_up("Alice")
    wish = await new_settings(alice, "one")
    wish.new_algo.salt1 = b"x" * 40
    empty = types.InputCheckPasswordEmpty()
    with refused("NEW_SALT_INVALID"):
        await alice(functions.account.UpdatePasswordSettings(password=empty, new_settings=wish))
    wish = await new_settings(alice, "one")
    wish.new_password_hash = b"\x01"
    with refused("NEW_SETTINGS_INVALID"):
        await alice(functions.account.UpdatePasswordSettings(password=empty, new_settings=wish))
    wish = await new_settings(alice, "one")
    wish.hint = "x" * 256
    with refused("NEW_SETTINGS_INVALID"):
        await alice(functions.account.UpdatePasswordSettings(password=empty, new_settings=wish))
    with refused("NEW_SETTINGS_EMPTY"):
        nothing = types.account.PasswordInputSettings()
        await alice(functions.account.UpdatePasswordSettings(password=empty, new_settings=nothing))


async def test_a_mail_address_gets_over_a_forgotten_password(world: World) -> None:
    alice = await world.sign_up("Alice")
    with refused("EMAIL_INVALID"):
        await set_password(alice, "one", email="nowhere")
    with refused("EMAIL_UNCONFIRMED_6"):
        await set_password(alice, "one", email="alice@example.org")
    known = await alice(functions.account.GetPassword())
    assert (known.has_password, known.email_unconfirmed_pattern) == (False, "a***e@example.org")
    assert await alice(functions.account.ResendPasswordEmail())
    with refused("CODE_INVALID"):
        await alice(functions.account.ConfirmPasswordEmail(code="nonsense"))
    assert await alice(functions.account.ConfirmPasswordEmail(code=await mailed(world, alice, CONFIRM)))
    known = await alice(functions.account.GetPassword())
    assert (known.has_password, known.has_recovery) == (True, True)
    with refused("EMAIL_HASH_EXPIRED"):
        await alice(functions.account.CancelPasswordEmail())
    second = await come_to_the_password(world, alice)
    sent = await second(functions.auth.RequestPasswordRecovery())
    assert sent.email_pattern == "a***e@example.org"
    code = await mailed(world, alice, RECOVER)
    with refused("CODE_INVALID"):
        await second(functions.auth.RecoverPassword(code="nonsense"))
    assert await second(functions.auth.CheckRecoveryPassword(code=code))
    made = await second(functions.auth.RecoverPassword(code=code, new_settings=await new_settings(second, "two")))
    assert made.user.id == alice.user_id
    found = await second(functions.account.GetPasswordSettings(password=await prove(second, "two")))
    assert found.email == "alice@example.org"


async def test_an_address_can_be_given_up_before_it_is_confirmed(world: World) -> None:
    alice = await world.sign_up("Alice")
    with refused("EMAIL_UNCONFIRMED_6"):
        await set_password(alice, "one", email="alice@example.org")
    assert await alice(functions.account.CancelPasswordEmail())
    known = await alice(functions.account.GetPassword())
    assert (known.has_password, known.email_unconfirmed_pattern) == (False, None)
    with refused("PASSWORD_EMPTY"):
        await alice(functions.auth.RequestPasswordRecovery())


async def test_without_an_address_a_reset_takes_a_week(world: World) -> None:
    alice = await world.sign_up("Alice")
    with refused("PASSWORD_EMPTY"):
        await alice(functions.account.ResetPassword())
    await set_password(alice, "one")
    with refused("PASSWORD_RECOVERY_NA"):
        await alice(functions.auth.RequestPasswordRecovery())
    waits = await alice(functions.account.ResetPassword())
    assert waits.until_date == int(world.clock.now()) + 7 * 86400
    assert (await alice(functions.account.GetPassword())).pending_reset_date == waits.until_date
    assert await alice(functions.account.DeclinePasswordReset())
    with refused("RESET_REQUEST_MISSING"):
        await alice(functions.account.DeclinePasswordReset())
    await alice(functions.account.ResetPassword())
    await days_pass(world, 8, alice)
    assert isinstance(await alice(functions.account.ResetPassword()), types.account.ResetPasswordOk)
    assert not (await alice(functions.account.GetPassword())).has_password


async def test_a_login_address_is_confirmed(world: World) -> None:
    alice = await world.sign_up("Alice")
    purpose = types.EmailVerifyPurposeLoginChange()
    sent = await alice(functions.account.SendVerifyEmailCode(purpose=purpose, email="a@example.org"))
    assert (sent.email_pattern, sent.length) == ("a***@example.org", 6)
    wrong = types.EmailVerificationCode(code="nonsense")
    with refused("CODE_INVALID"):
        await alice(functions.account.VerifyEmail(purpose=purpose, verification=wrong))
    right = types.EmailVerificationCode(code=await mailed(world, alice, LOGIN_MAIL))
    assert (await alice(functions.account.VerifyEmail(purpose=purpose, verification=right))).email == "a@example.org"
    assert (await alice(functions.account.GetPassword())).login_email_pattern == "a***@example.org"
    second = await world.device("Alice", alice.phone)
    hash, _ = await world.ask_code(second)
    with refused("EMAIL_NOT_SETUP"):
        await second(functions.auth.ResetLoginEmail(phone_number=alice.phone, phone_code_hash=hash))


async def test_whoever_has_the_number_alone_waits_a_week_to_delete(world: World) -> None:
    alice = await world.sign_up("Alice")
    await set_password(alice, "one")
    second = await come_to_the_password(world, alice)
    with refused("2FA_CONFIRM_WAIT_604800", 420):
        await second(functions.account.DeleteAccount(reason="forgot"))
    await alice.barrier()
    (warning,) = [message for message in alice.messages if "confirmphone" in message.message]
    hash = warning.message.rpartition("hash=")[2]
    with refused("HASH_INVALID"):
        await alice(functions.account.SendConfirmPhoneCode(hash="wrong", settings=types.CodeSettings()))
    sent = await alice(functions.account.SendConfirmPhoneCode(hash=hash, settings=types.CodeSettings()))
    async with world.app.house.work.read() as tx:
        code = await codes.find(tx, alice.phone, "delete")
    assert code is not None
    with refused("PHONE_CODE_INVALID"):
        await alice(functions.account.ConfirmPhone(phone_code_hash=sent.phone_code_hash, phone_code="x"))
    assert await alice(functions.account.ConfirmPhone(phone_code_hash=sent.phone_code_hash, phone_code=code.code))
    await days_pass(world, 8, alice, second)
    second = await come_to_the_password(world, alice)
    with refused("2FA_CONFIRM_WAIT_604800"):
        await second(functions.account.DeleteAccount(reason="forgot"))
