"""Translations by a program that the operator names (https://core.telegram.org/api/translation)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import structlog

from angarium.domain.contents import places
from angarium.domain.house import House
from angarium.domain.texts import marked
from angarium.domain.texts.texts import clean
from angarium.domain.work import Tx
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId
from angarium.sources import NotTranslated
from angarium.store import accounts

log = structlog.get_logger(__name__)

AT_ONCE = 20
"""Texts in one call."""

LETTERS = 32_768
OFF = "translations_off"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8}){0,2}")


async def texts_of(tx: Tx, viewer_id: UserId, peer: Peer, ids: Sequence[int]) -> list[FormattedText]:
    """What messages say. Refuses MSG_ID_INVALID."""
    if not ids or len(ids) > AT_ONCE:
        raise Refusal("MSG_ID_INVALID")
    found: list[FormattedText] = []
    for id in ids:
        try:
            message = await places.require_message(tx, viewer_id, peer, id)
        except Refusal as refusal:
            raise Refusal("MSG_ID_INVALID") if refusal.name == "MESSAGE_ID_INVALID" else refusal from None
        found.append(FormattedText(message.content.text, message.content.entities))
    return found


def is_language(code: str) -> bool:
    """Whether it has the form of a language's code: "en", "pt-BR"."""
    return _LANGUAGE.fullmatch(code) is not None


async def translate(house: House, texts: Sequence[FormattedText], language: str) -> list[FormattedText]:
    """The texts in another language, with their formatting. Takes its time: call it outside of any unit of work.

    Refuses TO_LANG_INVALID, INPUT_TEXT_EMPTY, INPUT_TEXT_TOO_LONG, TRANSLATE_REQ_FAILED,
    TRANSLATE_REQ_QUOTA_EXCEEDED without a translator.
    """
    if not is_language(language):
        raise Refusal("TO_LANG_INVALID")
    if not texts or not any(text.text.strip() for text in texts):
        raise Refusal("INPUT_TEXT_EMPTY")
    if len(texts) > AT_ONCE or sum(len(text.text) for text in texts) > LETTERS:
        raise Refusal("INPUT_TEXT_TOO_LONG")
    translator = house.sources.translator
    if translator is None:  # not 500: clients would ask again and again
        raise Refusal("TRANSLATE_REQ_QUOTA_EXCEEDED")
    done: list[FormattedText] = []
    try:
        for text in texts:
            said = await translator.translate(marked.to_html(text), language) if text.text.strip() else ""
            raw = marked.from_html(said, text.entities)
            done.append(clean(raw.text[:LETTERS], raw.entities if len(raw.text) <= LETTERS else (), LETTERS))
    except NotTranslated as fault:
        log.warning("a text was not translated", reason=str(fault))
        raise Refusal("TRANSLATE_REQ_FAILED") from None
    return done


async def switch(tx: Tx, owner_id: UserId, peer: Peer, *, off: bool) -> None:
    """Whether clients offer to translate a chat (https://core.telegram.org/method/messages.togglePeerTranslations)."""
    known = await accounts.find_setting(tx, owner_id, OFF, tuple[int, ...]) or ()
    left = tuple(one for one in known if one != peer)
    await accounts.set_setting(tx, owner_id, OFF, (*left, int(peer)) if off else left)


async def are_off(tx: Tx, owner_id: int, peer: int) -> bool:
    return peer in (await accounts.find_setting(tx, owner_id, OFF, tuple[int, ...]) or ())
