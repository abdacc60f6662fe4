"""auth.*, account.*: passkeys (https://core.telegram.org/api/passkeys). Nobody has one here: a browser that looks for one finds none,
and the person signs in by code."""

from __future__ import annotations

from base64 import urlsafe_b64encode

import msgspec

from angarium.model.errors import Refusal
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

CHALLENGE = 32


@method("auth.initPasskeyLogin", login=False)
async def init_passkey_login(call: Call, req: functions.auth.InitPasskeyLogin) -> types.auth.PasskeyLoginOptions:
    if req.api_id <= 0:
        raise Refusal("API_ID_INVALID")
    challenge = urlsafe_b64encode(call.house.chance.bytes(CHALLENGE)).rstrip(b"=").decode()
    wish = {"challenge": challenge, "timeout": 60_000, "userVerification": "preferred", "allowCredentials": []}
    options = msgspec.json.encode({"publicKey": wish}).decode()
    return types.auth.PasskeyLoginOptions(options=types.DataJSON(data=options))


@method("auth.finishPasskeyLogin", login=False)
async def finish_passkey_login(call: Call, req: functions.auth.FinishPasskeyLogin) -> types.auth.TypeAuthorization:
    raise Refusal("PASSKEY_CREDENTIAL_NOT_FOUND")


@method("account.getPasskeys", bots=False)
async def get_passkeys(call: Call, req: functions.account.GetPasskeys) -> types.account.Passkeys:
    return types.account.Passkeys(passkeys=[])
