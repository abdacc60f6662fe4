"""messages.*: the pictures and animations of reactions (https://core.telegram.org/api/reactions) and of message effects
(https://core.telegram.org/api/effects)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from angarium import starter
from angarium.domain import references
from angarium.domain.contents import effects
from angarium.domain.files import documents, starters
from angarium.domain.looks import appconfig
from angarium.model.facts import Facts
from angarium.rpc.render.media import render_document
from angarium.rpc.render.stickers import render_documents
from angarium.rpc.router import Call, method
from angarium.starter import Drawing
from angarium.tl import codec, functions, types

ROLES = ("icon", "appear", "select", "activate", "effect", "center")


@method("messages.getAvailableReactions", bots=False)
async def get_available_reactions(
    call: Call, req: functions.messages.GetAvailableReactions
) -> types.messages.TypeAvailableReactions:
    drawn = starter.drawings()
    number = appconfig.fingerprint([one.emoji for one in drawn])
    if req.hash == number:
        return types.messages.AvailableReactionsNotModified()
    shown = _render_reactions(call.house.secret, call.tx.now // references.DAY, call.caller.layer)
    return types.messages.AvailableReactions(hash=number, reactions=shown)


@lru_cache(maxsize=16)
def _render_reactions(secret: bytes, day: int, layer: int) -> list[types.TypeAvailableReaction]:
    """All of them, encoded: the same for everybody on one day, as the references to their files are, and each new client asks."""
    known, drawn = starters.of(secret), starter.drawings()
    wanted = [known.named["around"], *(known.named[f"{role}/{one.stem}"] for one in drawn for role in ROLES)]
    facts = Facts(
        documents={id: known.documents[id] for id in wanted},
        references={id: references.make(secret, id, day * references.DAY) for id in wanted},
    )
    told = [codec.encode(_render_reaction(one, known.named, facts), layer) for one in drawn]
    return [cast("types.TypeAvailableReaction", codec.Raw(one)) for one in told]


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
