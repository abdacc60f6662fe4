"""messages.*: help with words (https://core.telegram.org/api/ai)."""

from __future__ import annotations

from angarium.domain.contents import assistance, translations
from angarium.domain.contents.assistance import Wish
from angarium.model.errors import Refusal
from angarium.rpc.messages.contents import read_formatted
from angarium.rpc.peers import read_peer
from angarium.rpc.render.polls import render_formatted
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.summarizeText", alone=True, bots=False, flood="search")
async def summarize_text(call: Call, req: functions.messages.SummarizeText) -> types.TextWithEntities:
    async with call.read() as inner:
        peer = read_peer(call, req.peer)
        [text] = await translations.texts_of(inner.tx, call.user_id, peer, [req.id])
    wish = Wish(language=req.to_lang or "", tone=req.tone or "")
    return render_formatted(await assistance.summarize(call.house, text, wish))


@method("messages.composeMessageWithAI", alone=True, bots=False, flood="search")
async def compose_message_with_ai(
    call: Call, req: functions.messages.ComposeMessageWithAI
) -> types.messages.ComposedMessageWithAI:
    wish = Wish(
        proofread=req.proofread, emojify=req.emojify, language=req.translate_to_lang or "", tone=_read_tone(req.tone)
    )
    done = await assistance.compose(call.house, read_formatted(call, req.text), wish)
    return types.messages.ComposedMessageWithAI(result_text=render_formatted(done))


def _read_tone(given: types.TypeInputAiComposeTone | None) -> str:
    """Nobody keeps tones here: one is known by its name, or described."""
    match given:
        case None:
            return ""
        case types.InputAiComposeToneDefault():
            return given.tone
        case types.InputAiComposeToneSingleUse():
            return given.custom_prompt
        case _:
            raise Refusal("AICOMPOSE_TONE_INVALID")
