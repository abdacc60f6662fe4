"""messages.*: translations (https://core.telegram.org/api/translation)."""

from __future__ import annotations

from angarium.domain.contents import translations
from angarium.model.errors import Refusal
from angarium.rpc.messages.contents import read_formatted
from angarium.rpc.peers import read_peer
from angarium.rpc.render.polls import render_formatted
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.translateText", alone=True, bots=False, flood="search")
async def translate_text(call: Call, req: functions.messages.TranslateText) -> types.messages.TypeTranslatedText:
    """Messages of a chat, or texts that the client has."""
    if req.text is not None:
        if len(req.text) > translations.AT_ONCE:
            raise Refusal("INPUT_TEXT_TOO_LONG")
        texts = [read_formatted(call, text) for text in req.text]
    else:
        async with call.read() as inner:
            peer = read_peer(call, req.peer)
            texts = await translations.texts_of(inner.tx, call.user_id, peer, req.id or [])
    done = await translations.translate(call.house, texts, req.to_lang)
    return types.messages.TranslateResult(result=[render_formatted(text) for text in done])


@method("messages.togglePeerTranslations", writes=True, bots=False)
async def toggle_peer_translations(call: Call, req: functions.messages.TogglePeerTranslations) -> bool:
    await translations.switch(call.tx, call.user_id, read_peer(call, req.peer), off=req.disabled)
    return True
