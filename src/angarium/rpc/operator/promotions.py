"""help.*: suggestions and the promoted chat (https://core.telegram.org/api/config#suggestions)."""

from __future__ import annotations

from typing import Any

from angarium.domain.chats.guards import Standing
from angarium.domain.groups.overviews import Overview
from angarium.domain.operator import promotions, suggestions
from angarium.model.campaigns import Hint
from angarium.model.entities import FormattedText
from angarium.rpc.groups import full
from angarium.rpc.operator.suggestions import known_in
from angarium.rpc.peers import read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("help.getPromoData", bots=False)
async def get_promo_data(call: Call, req: functions.help.GetPromoData) -> types.help.TypePromoData:
    expires = await promotions.expires(call.tx)
    promoted, facts = await promotions.find(call.tx, call.user_id)
    pending = known_in(call.caller.layer, await suggestions.pending(call.tx, call.user_id))
    gone = await suggestions.inverted(call.tx, call.user_id)
    hint = await suggestions.hint(call.tx, call.user_id)
    if not promoted and not pending and not gone and not hint:
        return types.help.PromoDataEmpty(expires=expires)
    ids = (promoted.peer,) if promoted else ()
    return types.help.PromoData(
        expires=expires,
        peer=render_peer(promoted.peer) if promoted else None,
        psa_type=promoted.kind if promoted else None,
        psa_message=promoted.message if promoted else None,
        pending_suggestions=pending,
        dismissed_suggestions=gone,
        custom_pending_suggestion=_render_hint(hint) if hint else None,
        chats=render_chats(facts, ids),
        users=render_users(facts, ids),
    )


def _render_hint(hint: Hint) -> types.PendingSuggestion:
    return types.PendingSuggestion(
        suggestion=hint.name, title=_render_text(hint.title), description=_render_text(hint.text), url=hint.url
    )


def _render_text(text: FormattedText) -> types.TextWithEntities:
    return types.TextWithEntities(text=text.text, entities=render_entities(text.entities) or [])


@method("help.hidePromoData", writes=True, bots=False)
async def hide_promo_data(call: Call, req: functions.help.HidePromoData) -> bool:
    return await promotions.hide(call.tx, call.user_id, read_peer(call, req.peer))


@method("help.dismissSuggestion", writes=True, bots=False)
async def dismiss_suggestion(call: Call, req: functions.help.DismissSuggestion) -> bool:
    """https://core.telegram.org/api/config#dismissing-suggestions: a chat is named for what concerns it, none for all else."""
    if isinstance(req.peer, types.InputPeerEmpty):
        return await suggestions.dismiss(call.tx, call.user_id, None, req.suggestion)
    return await suggestions.dismiss(call.tx, call.user_id, read_peer(call, req.peer), req.suggestion)


async def _add_to_full(call: Call, seen: Overview) -> dict[str, Any]:
    standing = Standing(seen.view.chat, call.user_id, seen.view.me)
    found = await suggestions.of_chat(call.tx, standing)
    return {"pending_suggestions": found} if found else {}


full.EXTRAS.append(_add_to_full)
