"""auth.*: temporary keys, logins taken along, login by QR code."""

from __future__ import annotations

from angarium.domain.accounts import binding, logintokens
from angarium.model.accounts import Token
from angarium.model.errors import Refusal
from angarium.model.ids import KeyId
from angarium.rpc.accounts.auth import client_of, make_authorization, require_api
from angarium.rpc.accounts.devices import render_device
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("auth.bindTempAuthKey", writes=True, login=False)
async def bind_temp_auth_key(call: Call, req: functions.auth.BindTempAuthKey) -> bool:
    caller = call.caller
    await binding.bind(
        call.tx,
        caller.temp_key_id,
        KeyId(req.perm_auth_key_id),
        caller.session_id,
        call.msg_id,
        req.nonce,
        req.expires_at,
        req.encrypted_message,
    )
    return True


@method("auth.dropTempAuthKeys", writes=True, login=False)
async def drop_temp_auth_keys(call: Call, req: functions.auth.DropTempAuthKeys) -> bool:
    keep = tuple(KeyId(id) for id in req.except_auth_keys)
    if call.caller.temp_key_id is not None:
        keep = (*keep, call.caller.temp_key_id)
    await binding.drop(call.tx, call.caller.key_id, keep)
    return True


@method("auth.exportAuthorization", writes=True)
async def export_authorization(
    call: Call, req: functions.auth.ExportAuthorization
) -> types.auth.TypeExportedAuthorization:
    if not 1 <= req.dc_id <= 5:
        raise Refusal("DC_ID_INVALID")
    token = await logintokens.export_login(call.tx, call.user_id, call.caller.key_id)
    return types.auth.ExportedAuthorization(id=call.user_id, bytes=token)


@method("auth.importAuthorization", writes=True, login=False)
async def import_authorization(call: Call, req: functions.auth.ImportAuthorization) -> types.auth.TypeAuthorization:
    user_id = await logintokens.import_login(call.tx, req.id, req.bytes, client_of(call))
    return await make_authorization(call.tx, user_id)


@method("auth.exportLoginToken", writes=True, login=False)
async def export_login_token(call: Call, req: functions.auth.ExportLoginToken) -> types.auth.TypeLoginToken:
    require_api(req.api_id)
    if call.caller.user_id is not None:
        return types.auth.LoginTokenSuccess(authorization=await make_authorization(call.tx, call.caller.user_id))
    return _render(await logintokens.export(call.tx, client_of(call), tuple(req.except_ids)))


def _render(token: Token) -> types.auth.LoginToken:
    return types.auth.LoginToken(expires=token.expires_at, token=token.token)


@method("auth.importLoginToken", writes=True, login=False)
async def import_login_token(call: Call, req: functions.auth.ImportLoginToken) -> types.auth.TypeLoginToken:
    if call.caller.user_id is not None:
        return types.auth.LoginTokenSuccess(authorization=await make_authorization(call.tx, call.caller.user_id))
    return _render(await logintokens.require(call.tx, req.token))


@method("auth.acceptLoginToken", writes=True, flood="sign_in", bots=False)
async def accept_login_token(call: Call, req: functions.auth.AcceptLoginToken) -> types.TypeAuthorization:
    return render_device(await logintokens.accept(call.tx, call.user_id, req.token))
