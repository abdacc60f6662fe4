"""auth.importBotAuthorization."""

from __future__ import annotations

from angarium.domain.bots import signing
from angarium.rpc.accounts.auth import client_of, render_authorization, require_api
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("auth.importBotAuthorization", alone=True, login=False)
async def import_bot_authorization(
    call: Call, req: functions.auth.ImportBotAuthorization
) -> types.auth.TypeAuthorization:
    require_api(req.api_id)
    client = client_of(call)
    async with call.begin() as inner:
        bot_id = await signing.sign_in(inner.tx, req.bot_auth_token, client)
    return await render_authorization(call, bot_id)
