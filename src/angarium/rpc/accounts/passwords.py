"""Two-step verification: https://core.telegram.org/api/srp."""

from __future__ import annotations

from angarium.crypto import dh
from angarium.domain.accounts import passwords, recovery, signing
from angarium.domain.accounts.passwords import Proof, Wish
from angarium.domain.accounts.recovery import LENGTH, LOGIN_MAIL, PASSPORT
from angarium.domain.work import Tx
from angarium.model.accounts import Password
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.rpc.accounts.auth import client_of, render_authorization
from angarium.rpc.accounts.verdicts import carry_out
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_Algo = types.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow


async def require_somebody(call: Call) -> UserId:
    """Who is logged in, or has entered the code and not yet the password. Refuses AUTH_KEY_UNREGISTERED."""
    if call.caller.user_id is not None:
        return call.caller.user_id
    async with call.house.work.read() as tx:
        pending = await signing.find_pending(tx, call.caller.key_id)
    if pending is None:
        raise Refusal("AUTH_KEY_UNREGISTERED")
    return pending


def read_proof(given: types.TypeInputCheckPasswordSRP | None) -> Proof | None:
    """None for inputCheckPasswordEmpty."""
    if isinstance(given, types.InputCheckPasswordSRP):
        return Proof(given.srp_id, given.A, given.M1)
    return None


def _algo(salt1: bytes, salt2: bytes) -> types.TypePasswordKdfAlgo:
    return _Algo(salt1=salt1, salt2=salt2, g=dh.G, p=dh.to_bytes(dh.PRIME))


def read_wish(given: types.account.PasswordInputSettings) -> Wish:
    """Refuses NEW_SETTINGS_INVALID for an algorithm that is not ours."""
    verifier = given.new_password_hash
    salt1 = salt2 = b""
    if verifier:
        if not isinstance(given.new_algo, _Algo):
            raise Refusal("NEW_SETTINGS_INVALID")
        salt1, salt2 = given.new_algo.salt1, given.new_algo.salt2
        if given.new_algo.g != dh.G or given.new_algo.p != dh.to_bytes(dh.PRIME):
            raise Refusal("NEW_SETTINGS_INVALID")
    secure = given.new_secure_settings
    kept = None
    if secure is not None and isinstance(secure.secure_algo, types.SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000):
        kept = (secure.secure_algo.salt, secure.secure_secret, secure.secure_secret_id)
    return Wish(salt1=salt1, salt2=salt2, verifier=verifier, hint=given.hint, email=given.email, secure=kept)


@method("account.getPassword", alone=True, login=False)
async def get_password(call: Call, req: functions.account.GetPassword) -> types.account.TypePassword:
    user_id = await require_somebody(call)
    known = await passwords.find(call.house, user_id)
    current = await passwords.challenge(call.house, user_id, known) if known.verifier else None
    return types.account.Password(
        has_recovery=bool(known.verifier and known.email),
        has_secure_values=False,
        has_password=bool(known.verifier),
        current_algo=_algo(known.salt1, known.salt2) if known.verifier else None,
        srp_B=current.srp_b if current else None,
        srp_id=current.srp_id if current else None,
        hint=known.hint or None,
        email_unconfirmed_pattern=recovery.pattern(known.pending_email) if known.pending_email else None,
        new_algo=_algo(*passwords.new_salts(call.house, user_id)),
        new_secure_algo=types.SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000(salt=call.house.chance.bytes(8)),
        secure_random=call.house.chance.bytes(256),
        pending_reset_date=known.reset_at or None,
        login_email_pattern=recovery.pattern(known.login_email) if known.login_email else None,
    )


@method("account.getPasswordSettings", alone=True, flood="sign_in", bots=False)
async def get_password_settings(
    call: Call, req: functions.account.GetPasswordSettings
) -> types.account.TypePasswordSettings:
    known = await passwords.require(call.house, call.user_id, read_proof(req.password))
    return types.account.PasswordSettings(email=known.email or None, secure_settings=_render_secure(known))


def _render_secure(known: Password) -> types.SecureSecretSettings | None:
    if known.secure is None:
        return None
    salt, secret, id = known.secure
    algo = types.SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000(salt=salt)
    return types.SecureSecretSettings(secure_algo=algo, secure_secret=secret, secure_secret_id=id)


@method("account.updatePasswordSettings", alone=True, flood="sign_in", bots=False)
async def update_password_settings(call: Call, req: functions.account.UpdatePasswordSettings) -> bool:
    wish = read_wish(req.new_settings)
    passwords.check_wish(call.house, call.user_id, wish)
    await passwords.require(call.house, call.user_id, read_proof(req.password))
    await carry_out(call, lambda tx: recovery.change(tx, call.user_id, wish))
    return True


@method("auth.checkPassword", alone=True, login=False)
async def check_password(call: Call, req: functions.auth.CheckPassword) -> types.auth.TypeAuthorization:
    user_id = await require_somebody(call)
    await passwords.require(call.house, user_id, read_proof(req.password))
    if call.caller.user_id is None:
        client = client_of(call)
        await carry_out(call, lambda tx: signing.enter(tx, user_id, client))
    return await render_authorization(call, user_id)


@method("auth.requestPasswordRecovery", alone=True, login=False)
async def request_password_recovery(
    call: Call, req: functions.auth.RequestPasswordRecovery
) -> types.auth.TypePasswordRecovery:
    user_id = await require_somebody(call)
    pattern = await carry_out(call, lambda tx: recovery.ask(tx, user_id))
    return types.auth.PasswordRecovery(email_pattern=pattern)


@method("auth.checkRecoveryPassword", alone=True, login=False)
async def check_recovery_password(call: Call, req: functions.auth.CheckRecoveryPassword) -> bool:
    user_id = await require_somebody(call)
    await carry_out(call, lambda tx: recovery.try_recovery(tx, user_id, req.code))
    return True


@method("auth.recoverPassword", alone=True, login=False)
async def recover_password(call: Call, req: functions.auth.RecoverPassword) -> types.auth.TypeAuthorization:
    user_id = await require_somebody(call)
    wish = read_wish(req.new_settings) if req.new_settings is not None else None
    if wish is not None:
        passwords.check_wish(call.house, user_id, wish)
    client = client_of(call)
    logged_in = call.caller.user_id is not None

    async def deed(tx: Tx) -> Refusal | None:
        refusal = await recovery.recover(tx, user_id, req.code, wish)
        if refusal is None and not logged_in:
            await signing.enter(tx, user_id, client)
        return refusal

    await carry_out(call, deed)
    return await render_authorization(call, user_id)


@method("account.confirmPasswordEmail", alone=True, flood="sign_in", bots=False)
async def confirm_password_email(call: Call, req: functions.account.ConfirmPasswordEmail) -> bool:
    await carry_out(call, lambda tx: recovery.confirm(tx, call.user_id, req.code))
    return True


@method("account.resendPasswordEmail", writes=True, flood="sign_in", bots=False)
async def resend_password_email(call: Call, req: functions.account.ResendPasswordEmail) -> bool:
    await recovery.confirm_again(call.tx, call.user_id)
    return True


@method("account.cancelPasswordEmail", writes=True, flood="sign_in", bots=False)
async def cancel_password_email(call: Call, req: functions.account.CancelPasswordEmail) -> bool:
    await recovery.cancel(call.tx, call.user_id)
    return True


@method("account.resetPassword", writes=True, flood="sign_in", bots=False)
async def reset_password(call: Call, req: functions.account.ResetPassword) -> types.account.TypeResetPasswordResult:
    state, until = await recovery.reset(call.tx, call.user_id)
    if state == "wait":
        return types.account.ResetPasswordRequestedWait(until_date=until)
    return types.account.ResetPasswordOk()


@method("account.declinePasswordReset", writes=True, flood="sign_in", bots=False)
async def decline_password_reset(call: Call, req: functions.account.DeclinePasswordReset) -> bool:
    await recovery.decline_reset(call.tx, call.user_id)
    return True


@method("account.getTmpPassword", alone=True, flood="sign_in", bots=False)
async def get_tmp_password(call: Call, req: functions.account.GetTmpPassword) -> types.account.TypeTmpPassword:
    known = await passwords.require(call.house, call.user_id, read_proof(req.password))
    if not known.verifier:
        raise Refusal("TMP_PASSWORD_DISABLED")
    period = max(60, min(req.period, 86400))
    return types.account.TmpPassword(tmp_password=call.house.chance.bytes(32), valid_until=call.house.now() + period)


def _purpose(given: types.TypeEmailVerifyPurpose | None) -> str:
    """Refuses EMAIL_NOT_SETUP: signing up here never asks for a mail address."""
    match given:
        case types.EmailVerifyPurposeLoginChange():
            return LOGIN_MAIL
        case types.EmailVerifyPurposePassport():
            return PASSPORT
        case _:
            raise Refusal("EMAIL_NOT_SETUP")


@method("account.sendVerifyEmailCode", writes=True, flood="sign_in", bots=False)
async def send_verify_email_code(
    call: Call, req: functions.account.SendVerifyEmailCode
) -> types.account.TypeSentEmailCode:
    purpose = _purpose(req.purpose)
    email = recovery.clean(req.email)
    await recovery.send(call.tx, call.user_id, email, purpose)
    return types.account.SentEmailCode(email_pattern=recovery.pattern(email), length=LENGTH)


@method("account.verifyEmail", alone=True, flood="sign_in", bots=False)
async def verify_email(call: Call, req: functions.account.VerifyEmail) -> types.account.TypeEmailVerified:
    purpose = _purpose(req.purpose)
    if not isinstance(req.verification, types.EmailVerificationCode):
        raise Refusal("EMAIL_VERIFY_EXPIRED")
    entered = req.verification.code
    email = await carry_out(call, lambda tx: recovery.verify(tx, call.user_id, purpose, entered))
    return types.account.EmailVerified(email=email)
