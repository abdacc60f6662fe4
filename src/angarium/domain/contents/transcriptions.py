"""What is said in voice messages and round films, written down by a program that the operator names
(https://core.telegram.org/api/transcribe)."""

from __future__ import annotations

import structlog

from angarium.domain.contents import places
from angarium.domain.files import documents, downloads
from angarium.domain.files.downloads import Body
from angarium.domain.files.kinds import kind_of
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.files import Document
from angarium.model.ids import Peer, UserId
from angarium.sources import NotTranscribed
from angarium.store import transcripts

log = structlog.get_logger(__name__)

LARGEST = 20 * 1024 * 1024
"""Bytes of a recording that is written down."""


async def transcribe(house: House, viewer_id: UserId, peer: Peer, id: int) -> tuple[int, str]:
    """The number and the words of a recording. It is listened to once, for everyone who has it. Takes its time: call it outside of any
    unit of work.

    Refuses MSG_VOICE_MISSING, TRANSCRIPTION_FAILED, and what `places.require_message` does.
    """
    async with house.work.read() as tx:
        document = await _require_recording(tx, viewer_id, peer, id)
        known = await transcripts.find(tx, document.id)
    if known is None:
        known = await _listen(house, document)
        async with house.work.begin() as tx:
            await transcripts.put(tx, document.id, known)
    return document.id, known


async def _require_recording(tx: Tx, viewer_id: UserId, peer: Peer, id: int) -> Document:
    message = await places.require_message(tx, viewer_id, peer, id)
    media = message.content.media
    if media is None or kind_of(message.content) not in ("voice", "round") or media.ttl_seconds:
        raise Refusal("MSG_VOICE_MISSING")
    return (await documents.find_many(tx, (media.file_id,)))[media.file_id]


async def rate(tx: Tx, viewer_id: UserId, peer: Peer, id: int, number: int, *, good: bool) -> bool:
    """Keep whether somebody finds the words right, and tell the operator how they fare; False when the recording was not written down
    under this number. Refuses what `transcribe` does of a message."""
    document = await _require_recording(tx, viewer_id, peer, id)
    if number != document.id or await transcripts.find(tx, document.id) is None:
        return False
    await transcripts.rate(tx, document.id, viewer_id, good)
    right, wrong = await transcripts.ratings(tx, document.id)
    log.info("a transcript was rated", right=right, wrong=wrong)
    return True


async def _listen(house: House, document: Document) -> str:
    listener = house.sources.listener
    if listener is None or document.size > LARGEST:
        raise Refusal("TRANSCRIPTION_FAILED")
    named = Body(document.mime_type, document.date, document.blob)
    body = await downloads.read(house, named, 0, document.size)
    kind = document.mime_type.rpartition("/")[2].partition(";")[0] or "ogg"
    try:
        return (await listener.transcribe(body, f"recording.{kind}", document.mime_type)).strip()
    except NotTranscribed as fault:
        log.warning("a recording was not written down", reason=str(fault))
        raise Refusal("TRANSCRIPTION_FAILED") from None
