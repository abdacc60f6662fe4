"""The operator's terms (https://core.telegram.org/constructor/help.termsOfService)."""

from __future__ import annotations

from angarium.domain.operator.terms import Version
from angarium.rpc.render.entities import render_entities
from angarium.tl import types


def render_terms(version: Version) -> types.help.TermsOfService:
    return types.help.TermsOfService(
        popup=version.popup,
        id=types.DataJSON(data=version.data),
        text=version.text.text,
        entities=render_entities(version.text.entities) or [],
        min_age_confirm=version.min_age or None,
    )
