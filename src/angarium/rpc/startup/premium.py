"""help.getPremiumPromo: what everybody has here (https://core.telegram.org/api/premium)."""

from __future__ import annotations

from angarium.domain.looks import allowances
from angarium.rpc.render.entities import render_entities
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("help.getPremiumPromo", bots=False)
async def get_premium_promo(call: Call, req: functions.help.GetPremiumPromo) -> types.help.TypePremiumPromo:
    """Nothing is for sale, so that there are no prices; the text says what there is."""
    text = allowances.describe(call.house, call.caller.device.lang_code if call.caller.device else "en")
    return types.help.PremiumPromo(
        status_text=text.text, status_entities=render_entities(text.entities) or [], video_sections=[], videos=[], period_options=[],
        users=[],
    )  # fmt: skip
