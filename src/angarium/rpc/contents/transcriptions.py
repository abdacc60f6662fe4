"""messages.transcribeAudio (https://core.telegram.org/api/transcribe)."""

from __future__ import annotations

from angarium.domain.contents import transcriptions
from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.transcribeAudio", alone=True, bots=False, flood="search")
async def transcribe_audio(call: Call, req: functions.messages.TranscribeAudio) -> types.messages.TranscribedAudio:
    number, words = await transcriptions.transcribe(call.house, call.user_id, read_peer(call, req.peer), req.msg_id)
    return types.messages.TranscribedAudio(transcription_id=number, text=words)


@method("messages.rateTranscribedAudio", writes=True, bots=False)
async def rate_transcribed_audio(call: Call, req: functions.messages.RateTranscribedAudio) -> bool:
    peer = read_peer(call, req.peer)
    return await transcriptions.rate(call.tx, call.user_id, peer, req.msg_id, req.transcription_id, good=req.good)
