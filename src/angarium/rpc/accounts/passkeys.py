"""auth.*, account.*: passkeys (https://core.telegram.org/api/passkeys)."""

from __future__ import annotations

from angarium.domain.accounts import passkeys, profiles
from angarium.domain.accounts.passkeys import Answer
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.passkeys import Passkey
from angarium.rpc.accounts.auth import client_of, make_authorization, require_api
from angarium.rpc.accounts.verdicts import carry_out
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

NAME = 64


def _render(one: Passkey) -> types.Passkey:
    return types.Passkey(id=one.id, name=one.name, date=one.date, last_usage_date=one.used or None)


@method("account.initPasskeyRegistration", bots=False)
async def init_passkey_registration(
    call: Call, req: functions.account.InitPasskeyRegistration
) -> types.account.PasskeyRegistrationOptions:
    options = await passkeys.wish(call.tx, await profiles.get(call.tx, call.user_id))
    return types.account.PasskeyRegistrationOptions(options=types.DataJSON(data=options))


@method("account.registerPasskey", writes=True, bots=False)
async def register_passkey(call: Call, req: functions.account.RegisterPasskey) -> types.TypePasskey:
    match req.credential:
        case types.InputPasskeyCredentialPublicKey(response=types.InputPasskeyResponseRegister() as said):
            answer = Answer(req.credential.id, said.client_data.data, {"attestationObject": said.attestation_data})
        case _:
            raise Refusal("CREDENTIAL_INVALID")
    device = call.caller.device.device_model if call.caller.device else ""
    return _render(await passkeys.register(call.tx, call.user_id, answer, device[:NAME] or "Passkey"))


@method("account.getPasskeys", bots=False)
async def get_passkeys(call: Call, req: functions.account.GetPasskeys) -> types.account.Passkeys:
    return types.account.Passkeys(passkeys=[_render(one) for one in await passkeys.listing(call.tx, call.user_id)])


@method("account.deletePasskey", writes=True, bots=False)
async def delete_passkey(call: Call, req: functions.account.DeletePasskey) -> bool:
    await passkeys.delete(call.tx, call.user_id, req.id)
    return True


@method("auth.initPasskeyLogin", login=False)
async def init_passkey_login(call: Call, req: functions.auth.InitPasskeyLogin) -> types.auth.PasskeyLoginOptions:
    require_api(req.api_id)
    options = passkeys.ask(call.tx, call.caller.key_id)
    return types.auth.PasskeyLoginOptions(options=types.DataJSON(data=options))


@method("auth.finishPasskeyLogin", alone=True, login=False, flood="sign_in")
async def finish_passkey_login(call: Call, req: functions.auth.FinishPasskeyLogin) -> types.auth.TypeAuthorization:
    match req.credential:
        case types.InputPasskeyCredentialPublicKey(response=types.InputPasskeyResponseLogin() as said):
            parts = {"authenticatorData": said.authenticator_data, "signature": said.signature}
            answer = Answer(req.credential.id, said.client_data.data, parts)
        case _:
            raise Refusal("CREDENTIAL_INVALID")
    client = client_of(call)

    async def enter(tx: Tx) -> types.auth.TypeAuthorization | Refusal:
        verdict = await passkeys.sign_in(tx, answer, said.user_handle.partition(":")[2] or said.user_handle, client)
        return verdict if isinstance(verdict, Refusal) else await make_authorization(tx, verdict)

    return await carry_out(call, enter)
