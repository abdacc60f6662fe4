"""messages.transcribeAudio: no server here writes down what is said, and it says so (https://core.telegram.org/api/transcribe)."""

from __future__ import annotations

from angarium.domain.contents import places
from angarium.domain.files.kinds import kind_of
from angarium.model.errors import Refusal
from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.transcribeAudio", bots=False, partial="There is nothing here that writes down what is said.")
async def transcribe_audio(call: Call, req: functions.messages.TranscribeAudio) -> types.messages.TranscribedAudio:
    message = await places.require_message(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id)
    if kind_of(message.content) not in ("voice", "round"):
        raise Refusal("MSG_VOICE_MISSING")
    raise Refusal("TRANSCRIPTION_FAILED")
