"""What people keep at hand: recent and favourite stickers, GIFs, ringtones."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.files import documents
from angarium.domain.files.kinds import form_of
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import RecentStickersChanged
from angarium.model.facts import Facts
from angarium.model.files import Document
from angarium.model.ids import FileId, UserId
from angarium.model.messages import Media
from angarium.model.stickers import Kept
from angarium.store import shelves

RECENT, ATTACHED, FAVED, GIFS, RINGTONES = (
    "recent_stickers", "attached_stickers", "faved_stickers", documents.GIFS, "saved_ringtones",
)  # fmt: skip
MOST = {RECENT: 200, ATTACHED: 200, FAVED: 5, GIFS: 200, RINGTONES: 100}
"""The oldest goes when one more comes; help.getAppConfig tells clients the same numbers."""

_TOLD = {ATTACHED: RECENT}


async def listing(tx: Tx, owner_id: UserId, shelf: str) -> tuple[Sequence[Kept], Facts]:
    """What lies on a shelf, latest first, without what is gone."""
    kept = await shelves.listing(tx, owner_id, shelf)
    facts = await documents.show(tx, [one.document_id for one in kept])
    return [one for one in kept if one.document_id in facts.documents], facts


async def add(tx: Tx, owner_id: UserId, shelf: str, document: Document) -> None:
    """On top of it. Refuses STICKER_ID_INVALID and GIF_ID_INVALID for what does not belong there."""
    form = form_of(document)
    if shelf in (RECENT, ATTACHED, FAVED) and form != "sticker":
        raise Refusal("STICKER_ID_INVALID")
    if shelf == GIFS and form != "gif":
        raise Refusal("GIF_ID_INVALID")
    await _put(tx, owner_id, shelf, document.id)


async def _put(tx: Tx, owner_id: UserId, shelf: str, document_id: FileId) -> None:
    await shelves.put(tx, owner_id, shelf, Kept(document_id=document_id, date=tx.now))
    for old in (await shelves.listing(tx, owner_id, shelf))[MOST[shelf] :]:
        await shelves.remove(tx, owner_id, shelf, old.document_id)
    await _tell(tx, owner_id, shelf)


async def note_sent(tx: Tx, owner_id: UserId, media: Media) -> None:
    """A sticker or GIF that was sent is at hand the next time."""
    shelf = {"sticker": RECENT, "gif": GIFS}.get(media.form) if media.kind == "document" else None
    if shelf is not None:
        await _put(tx, owner_id, shelf, media.file_id)


async def remove(tx: Tx, owner_id: UserId, shelf: str, document_id: int) -> None:
    await shelves.remove(tx, owner_id, shelf, document_id)
    await _tell(tx, owner_id, shelf)


async def clear(tx: Tx, owner_id: UserId, shelf: str) -> None:
    await shelves.clear(tx, owner_id, shelf)
    await _tell(tx, owner_id, shelf)


async def _tell(tx: Tx, owner_id: UserId, shelf: str) -> None:
    await tx.log(owner_id, RecentStickersChanged(what=_TOLD.get(shelf, shelf)))
