"""auth.*: codes, signing up, in and out (https://core.telegram.org/api/auth)."""

from __future__ import annotations

from angarium.domain.accounts import codes, devices, recovery, registration, signing
from angarium.domain.accounts.codes import Waiting
from angarium.domain.accounts.signing import LOGIN, Client
from angarium.domain.facts import gather
from angarium.domain.operator import terms
from angarium.domain.texts import phones
from angarium.domain.work import Tx
from angarium.model.accounts import Device
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.rpc.accounts.verdicts import carry_out
from angarium.rpc.render.terms import render_terms
from angarium.rpc.render.users import render_user
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def read_phone(call: Call, typed: str) -> str:
    """Refuses PHONE_NUMBER_INVALID."""
    return phones.read(typed, test_numbers=call.house.config.codes.test_numbers)


def client_of(call: Call) -> Client:
    """The key and device behind a call. Refuses AUTH_KEY_PERM_EMPTY: nobody logs in with a temporary key that is not bound."""
    caller = call.caller
    if caller.temp_key_id is not None and caller.temp_key_id == caller.key_id:
        raise Refusal("AUTH_KEY_PERM_EMPTY")
    return Client(caller.key_id, caller.device or Device(), caller.layer, caller.address)


def require_api(api_id: int) -> None:
    """Refuses API_ID_INVALID. Any application is welcome; it only has to name itself."""
    if api_id <= 0:
        raise Refusal("API_ID_INVALID")


def render_sent(call: Call, waiting: Waiting) -> types.auth.SentCode:
    """Where the code went."""
    length = call.house.config.codes.length
    kind: types.auth.TypeSentCodeType
    match waiting.code.channel:
        case "in_app":
            kind = types.auth.SentCodeTypeApp(length=length)
        case "smtp":
            kind = types.auth.SentCodeTypeEmailCode(email_pattern=recovery.pattern(waiting.mail), length=length)
        case _:
            kind = types.auth.SentCodeTypeSms(length=length)
    return types.auth.SentCode(
        type=kind,
        phone_code_hash=waiting.code.hash,
        next_type=types.auth.CodeTypeSms() if waiting.next else None,
        timeout=codes.RESEND_AFTER if waiting.next else None,
    )


async def render_authorization(call: Call, user_id: UserId) -> types.auth.Authorization:
    """What a device gets that is logged in now."""
    async with call.house.work.read() as tx:
        return await make_authorization(tx, user_id)


async def make_authorization(tx: Tx, user_id: UserId) -> types.auth.Authorization:
    """The same, within a unit of work."""
    facts = await gather(tx, user_id, [], users=(user_id,))
    return types.auth.Authorization(user=render_user(facts.users[user_id], facts))


@method("auth.sendCode", writes=True, login=False)
async def send_code(call: Call, req: functions.auth.SendCode) -> types.auth.TypeSentCode:
    require_api(req.api_id)
    phone = read_phone(call, req.phone_number)
    user_id = await codes.find_owner(call.tx, phone)
    reachable = user_id is not None or registration.accepts(call.tx)
    waiting = await codes.ask(call.tx, phone, LOGIN, user_id=user_id, address=call.caller.address, reachable=reachable)
    return render_sent(call, waiting)


@method("auth.resendCode", writes=True, login=False)
async def resend_code(call: Call, req: functions.auth.ResendCode) -> types.auth.TypeSentCode:
    phone = read_phone(call, req.phone_number)
    for purpose in (LOGIN, "change", "delete", codes.VERIFY):
        if await codes.is_waiting(call.tx, phone, purpose, req.phone_code_hash):
            user_id = await codes.find_owner(call.tx, phone)
            reachable = user_id is not None or registration.accepts(call.tx)
            waiting = await codes.ask_again(
                call.tx, phone, purpose, req.phone_code_hash, user_id=user_id, reachable=reachable
            )
            return render_sent(call, waiting)
    raise Refusal("PHONE_CODE_EXPIRED" if req.phone_code_hash else "PHONE_CODE_HASH_EMPTY")


@method("auth.cancelCode", writes=True, login=False)
async def cancel_code(call: Call, req: functions.auth.CancelCode) -> bool:
    await codes.cancel(call.tx, read_phone(call, req.phone_number), LOGIN, req.phone_code_hash)
    return True


@method("auth.reportMissingCode", login=False)
async def report_missing_code(call: Call, req: functions.auth.ReportMissingCode) -> bool:
    await codes.get(call.tx, read_phone(call, req.phone_number), LOGIN, req.phone_code_hash)
    return True


@method("account.invalidateSignInCodes", writes=True, bots=False)
async def invalidate_sign_in_codes(call: Call, req: functions.account.InvalidateSignInCodes) -> bool:
    await codes.invalidate(call.tx, call.user_id, tuple(req.codes[:100]))
    return True


@method("auth.signIn", alone=True, login=False)
async def sign_in(call: Call, req: functions.auth.SignIn) -> types.auth.TypeAuthorization:
    phone = read_phone(call, req.phone_number)
    entered = req.phone_code or ""
    if isinstance(req.email_verification, types.EmailVerificationCode):
        entered = req.email_verification.code
    client = client_of(call)

    async def enter(tx: Tx) -> types.auth.TypeAuthorization | Refusal:
        return await _tell(tx, await signing.sign_in(tx, phone, req.phone_code_hash, entered, client))

    return await carry_out(call, enter)


@method("auth.signUp", alone=True, login=False)
async def sign_up(call: Call, req: functions.auth.SignUp) -> types.auth.TypeAuthorization:
    phone = read_phone(call, req.phone_number)
    client = client_of(call)
    quiet = req.no_joined_notifications

    async def enter(tx: Tx) -> types.auth.TypeAuthorization | Refusal:
        made = await signing.sign_up(tx, phone, req.phone_code_hash, req.first_name, req.last_name, client, quiet=quiet)
        if not isinstance(made, Refusal):
            await terms.accept_current(tx, made)
        return await _tell(tx, made)

    return await carry_out(call, enter)


async def _tell(tx: Tx, verdict: UserId | Refusal | None) -> types.auth.TypeAuthorization | Refusal:
    if isinstance(verdict, Refusal):
        return verdict
    if verdict is not None:
        return await make_authorization(tx, verdict)
    version = terms.current(tx.house.config)
    return types.auth.AuthorizationSignUpRequired(terms_of_service=render_terms(version) if version else None)


@method("auth.logOut", writes=True)
async def log_out(call: Call, req: functions.auth.LogOut) -> types.auth.TypeLoggedOut:
    await devices.log_out(call.tx, await devices.get(call.tx, call.user_id, call.caller.authorization_id))
    return types.auth.LoggedOut()


@method("auth.resetLoginEmail", login=False)
async def reset_login_email(call: Call, req: functions.auth.ResetLoginEmail) -> types.auth.TypeSentCode:
    await codes.get(call.tx, read_phone(call, req.phone_number), LOGIN, req.phone_code_hash)
    raise Refusal("EMAIL_NOT_SETUP")
