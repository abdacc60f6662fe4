"""account.*, users.*: music on profile pages."""

from __future__ import annotations

from angarium.domain.files import documents, music
from angarium.domain.people import persons
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.rpc.files.shelves import read_document
from angarium.rpc.peers import read_user
from angarium.rpc.render.files import render_document
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.stickers import render_documents
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

MOST = 100


@method("account.saveMusic", writes=True, bots=False)
async def save_music(call: Call, req: functions.account.SaveMusic) -> bool:
    document = await read_document(call, req.id, "DOCUMENT_INVALID")
    if req.unsave:
        await music.remove(call.tx, call.user_id, document.id)
        return True
    after = await read_document(call, req.after_id, "DOCUMENT_INVALID") if req.after_id else None
    await music.keep(call.tx, call.user_id, document, after.id if after else None)
    return True


@method("account.getSavedMusicIds", bots=False)
async def get_saved_music_ids(call: Call, req: functions.account.GetSavedMusicIds) -> types.account.TypeSavedMusicIds:
    ids = await music.listing(call.tx, call.user_id)
    if req.hash and req.hash == hash_of(ids):
        return types.account.SavedMusicIdsNotModified()
    return types.account.SavedMusicIds(ids=list(ids))


async def _visible(call: Call, user_id: UserId) -> tuple[int, ...]:
    """What the caller may see of somebody's music."""
    person = await persons.get(call.tx, call.user_id, user_id)
    return await music.listing(call.tx, user_id) if person.music_shown else ()


@method("users.getSavedMusic")
async def get_saved_music(call: Call, req: functions.users.GetSavedMusic) -> types.users.TypeSavedMusic:
    ids = await _visible(call, read_user(call, req.id))
    page = ids[max(0, req.offset) :][: max(1, min(req.limit, MOST))]
    if req.hash and req.hash == hash_of(page):
        return types.users.SavedMusicNotModified(count=len(ids))
    facts = await documents.show(call.tx, page)
    return types.users.SavedMusic(count=len(ids), documents=render_documents(page, facts))


@method("users.getSavedMusicByID")
async def get_saved_music_by_id(call: Call, req: functions.users.GetSavedMusicByID) -> types.users.TypeSavedMusic:
    """By which a client renews the file references of what it has."""
    ids = await _visible(call, read_user(call, req.id))
    named = {one.id: one.access_hash for one in req.documents[:MOST] if isinstance(one, types.InputDocument)}
    facts = await documents.show(call.tx, [id for id in ids if id in named])
    known = [id for id, found in facts.documents.items() if found.access_hash == named[id]]
    return types.users.SavedMusic(count=len(ids), documents=render_documents(known, facts))


@method("messages.reportMusicListen", bots=False)
async def report_music_listen(call: Call, req: functions.messages.ReportMusicListen) -> bool:
    """How long somebody heard a piece (https://core.telegram.org/api/views). Nobody's business: nothing is kept."""
    document = await read_document(call, req.id, "DOCUMENT_INVALID")
    if not music.is_music(document):
        raise Refusal("DOCUMENT_INVALID")
    return True


async def add_music(call: Call, user_id: UserId, full: types.UserFull) -> None:
    """What a person's page says of their music: the first piece."""
    first = (await _visible(call, user_id))[:1]
    facts = await documents.show(call.tx, first)
    if first and first[0] in facts.documents:
        full.saved_music = render_document(facts.documents[first[0]], facts)
