"""What people keep at hand: recent and favourite stickers, GIFs, ringtones."""

from __future__ import annotations

from angarium.domain.files import documents, downloads, shelves
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.files import Attribute, Document
from angarium.model.ids import FileId
from angarium.model.stickers import Pack
from angarium.rpc.files.media import read_upload
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.media import render_document
from angarium.rpc.render.stickers import render_documents, render_packs
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

RINGTONE = 300 * 1024
"""Bytes; ringtone_size_max of help.getAppConfig."""

_SOUNDS = frozenset({"audio/mpeg", "audio/mp3", "audio/ogg", "audio/mpeg3"})


async def read_document(call: Call, given: types.TypeInputDocument, otherwise: str) -> Document:
    """Refuses `otherwise` for none and for what is not there, and what file references refuse."""
    if not isinstance(given, types.InputDocument):
        raise Refusal(otherwise)
    try:
        return await downloads.require_document(call.tx, given.id, given.access_hash, given.file_reference)
    except Refusal as refusal:
        raise Refusal(otherwise) if refusal.name == "FILE_ID_INVALID" else refusal from None


def _packs(ids: list[FileId], facts: Facts) -> list[Pack]:
    found: dict[str, list[FileId]] = {}
    for id in ids:
        for attribute in facts.documents[id].attributes:
            if attribute.kind == "Sticker":
                found.setdefault(attribute.alt, []).append(id)
    return [(emoji, tuple(named)) for emoji, named in found.items()]


@method("messages.getRecentStickers", bots=False)
async def get_recent_stickers(
    call: Call, req: functions.messages.GetRecentStickers
) -> types.messages.TypeRecentStickers:
    shelf = shelves.ATTACHED if req.attached else shelves.RECENT
    kept, facts = await shelves.listing(call.tx, call.user_id, shelf)
    ids = [one.document_id for one in kept]
    number = hash_of(ids)
    if req.hash and req.hash == number:
        return types.messages.RecentStickersNotModified()
    return types.messages.RecentStickers(
        hash=number, packs=render_packs(_packs(ids, facts)), stickers=render_documents(ids, facts),
        dates=[one.date for one in kept],
    )  # fmt: skip


@method("messages.saveRecentSticker", writes=True, bots=False)
async def save_recent_sticker(call: Call, req: functions.messages.SaveRecentSticker) -> bool:
    shelf = shelves.ATTACHED if req.attached else shelves.RECENT
    return await _keep(call, shelf, req.id, "STICKER_ID_INVALID", unsave=req.unsave)


@method("messages.clearRecentStickers", writes=True, bots=False)
async def clear_recent_stickers(call: Call, req: functions.messages.ClearRecentStickers) -> bool:
    await shelves.clear(call.tx, call.user_id, shelves.ATTACHED if req.attached else shelves.RECENT)
    return True


@method("messages.getFavedStickers", bots=False)
async def get_faved_stickers(call: Call, req: functions.messages.GetFavedStickers) -> types.messages.TypeFavedStickers:
    kept, facts = await shelves.listing(call.tx, call.user_id, shelves.FAVED)
    ids = [one.document_id for one in kept]
    number = hash_of(ids)
    if req.hash and req.hash == number:
        return types.messages.FavedStickersNotModified()
    return types.messages.FavedStickers(
        hash=number, packs=render_packs(_packs(ids, facts)), stickers=render_documents(ids, facts)
    )


@method("messages.faveSticker", writes=True, bots=False)
async def fave_sticker(call: Call, req: functions.messages.FaveSticker) -> bool:
    return await _keep(call, shelves.FAVED, req.id, "STICKER_ID_INVALID", unsave=req.unfave)


@method("messages.getSavedGifs", bots=False)
async def get_saved_gifs(call: Call, req: functions.messages.GetSavedGifs) -> types.messages.TypeSavedGifs:
    kept, facts = await shelves.listing(call.tx, call.user_id, shelves.GIFS)
    ids = [one.document_id for one in kept]
    number = hash_of(ids)
    if req.hash and req.hash == number:
        return types.messages.SavedGifsNotModified()
    return types.messages.SavedGifs(hash=number, gifs=render_documents(ids, facts))


@method("messages.saveGif", writes=True, bots=False)
async def save_gif(call: Call, req: functions.messages.SaveGif) -> bool:
    return await _keep(call, shelves.GIFS, req.id, "GIF_ID_INVALID", unsave=req.unsave)


async def _keep(call: Call, shelf: str, given: types.TypeInputDocument, otherwise: str, *, unsave: bool) -> bool:
    document = await read_document(call, given, otherwise)
    if unsave:
        await shelves.remove(call.tx, call.user_id, shelf, document.id)
    else:
        await shelves.add(call.tx, call.user_id, shelf, document)
    return True


@method("account.getSavedRingtones", bots=False)
async def get_saved_ringtones(call: Call, req: functions.account.GetSavedRingtones) -> types.account.TypeSavedRingtones:
    kept, facts = await shelves.listing(call.tx, call.user_id, shelves.RINGTONES)
    ids = [one.document_id for one in kept]
    number = hash_of(ids)
    if req.hash and req.hash == number:
        return types.account.SavedRingtonesNotModified()
    return types.account.SavedRingtones(hash=number, ringtones=render_documents(ids, facts))


@method("account.saveRingtone", writes=True, bots=False)
async def save_ringtone(call: Call, req: functions.account.SaveRingtone) -> types.account.TypeSavedRingtone:
    document = await read_document(call, req.id, "RINGTONE_INVALID")
    _check_ringtone(document.mime_type, document.size)
    if req.unsave:
        await shelves.remove(call.tx, call.user_id, shelves.RINGTONES, document.id)
    else:
        await shelves.add(call.tx, call.user_id, shelves.RINGTONES, document)
    return types.account.SavedRingtone()


@method("account.uploadRingtone", alone=True, bots=False)
async def upload_ringtone(call: Call, req: functions.account.UploadRingtone) -> types.TypeDocument:
    _check_ringtone(req.mime_type, 0)
    title = req.file_name.rpartition(".")[0] or req.file_name
    attributes = (
        Attribute(kind="Audio", title=title[:255]),
        Attribute(kind="Filename", file_name=req.file_name.replace("/", "_")[:255]),
    )
    document = await documents.make_document(call.house, call.user_id, read_upload(req.file), req.mime_type, attributes)
    _check_ringtone(document.mime_type, document.size)
    async with call.house.work.begin(call.caller.session_id) as tx:
        await shelves.add(tx, call.user_id, shelves.RINGTONES, document)
        return render_document(document, await documents.show(tx, [document.id]))


def _check_ringtone(mime_type: str, size: int) -> None:
    if mime_type not in _SOUNDS:
        raise Refusal("RINGTONE_MIME_INVALID")
    if size > RINGTONE:
        raise Refusal("RINGTONE_SIZE_TOO_BIG")


@method("messages.getDocumentByHash")
async def get_document_by_hash(call: Call, req: functions.messages.GetDocumentByHash) -> types.TypeDocument:
    found = await documents.find_by_hash(call.tx, call.user_id, req.sha256, req.size, req.mime_type)
    if found is None:
        return types.DocumentEmpty(id=0)
    return render_document(found, await documents.show(call.tx, (found.id,)))
