"""help.*: the operator's terms (https://core.telegram.org/api/config#terms-of-service)."""

from __future__ import annotations

from angarium.domain.operator import terms
from angarium.rpc.render.terms import render_terms
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("help.getTermsOfServiceUpdate", bots=False)
async def get_terms_of_service_update(
    call: Call, req: functions.help.GetTermsOfServiceUpdate
) -> types.help.TypeTermsOfServiceUpdate:
    version, expires = await terms.pending(call.tx, call.user_id)
    if version is None:
        return types.help.TermsOfServiceUpdateEmpty(expires=expires)
    return types.help.TermsOfServiceUpdate(expires=expires, terms_of_service=render_terms(version))


@method("help.acceptTermsOfService", writes=True, bots=False)
async def accept_terms_of_service(call: Call, req: functions.help.AcceptTermsOfService) -> bool:
    await terms.accept(call.tx, call.user_id, req.id.data)
    return True
