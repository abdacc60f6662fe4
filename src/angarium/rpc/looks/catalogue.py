"""messages.*: the pictures and animations of reactions (https://core.telegram.org/api/reactions) and of message effects
(https://core.telegram.org/api/effects)."""

from __future__ import annotations

from collections.abc import Mapping

from angarium import starter
from angarium.domain.contents import effects
from angarium.domain.files import documents, starters
from angarium.domain.looks import appconfig
from angarium.model.facts import Facts
from angarium.rpc.render.media import render_document
from angarium.rpc.render.stickers import render_documents
from angarium.rpc.router import Call, method
from angarium.starter import Drawing
from angarium.tl import functions, types

ROLES = ("icon", "appear", "select", "activate", "effect", "center")


@method("messages.getAvailableReactions", bots=False)
async def get_available_reactions(
    call: Call, req: functions.messages.GetAvailableReactions
) -> types.messages.TypeAvailableReactions:
    drawn = starter.drawings()
    number = appconfig.fingerprint([one.emoji for one in drawn])
    if req.hash == number:
        return types.messages.AvailableReactionsNotModified()
    named = starters.of(call.house.secret).named
    wanted = [named[f"{role}/{one.stem}"] for one in drawn for role in ROLES]
    facts = await documents.show(call.tx, [*wanted, named["around"]])
    return types.messages.AvailableReactions(
        hash=number, reactions=[_render_reaction(one, named, facts) for one in drawn]
    )


def _render_reaction(one: Drawing, named: Mapping[str, int], facts: Facts) -> types.AvailableReaction:
    def show(role: str) -> types.TypeDocument:
        return render_document(facts.documents[named[f"{role}/{one.stem}"]], facts)

    return types.AvailableReaction(
        reaction=one.emoji,
        title=one.title,
        static_icon=show("icon"),
        appear_animation=show("appear"),
        select_animation=show("select"),
        activate_animation=show("activate"),
        effect_animation=show("effect"),
        around_animation=render_document(facts.documents[named["around"]], facts),
        center_icon=show("center"),
    )


@method("messages.getAvailableEffects", bots=False)
async def get_available_effects(
    call: Call, req: functions.messages.GetAvailableEffects
) -> types.messages.TypeAvailableEffects:
    number = appconfig.fingerprint(effects.EMOJI)
    if req.hash == number:
        return types.messages.AvailableEffectsNotModified()
    known = starters.of(call.house.secret)
    told, wanted = [], []
    for one in effects.listing():
        sticker, animation = known.named[f"{starters.ANIMATED}/{one.stem}"], known.named[f"effect/{one.stem}"]
        icon = known.named[f"icon/{one.stem}"]
        wanted += [icon, sticker, animation]
        told.append(
            types.AvailableEffect(
                id=effects.id_of(call.house.secret, one), emoticon=one.emoji,
                static_icon_id=icon, effect_sticker_id=sticker, effect_animation_id=animation,
            )
        )  # fmt: skip
    shown = render_documents(wanted, await documents.show(call.tx, wanted))
    return types.messages.AvailableEffects(hash=number, effects=told, documents=shown)
