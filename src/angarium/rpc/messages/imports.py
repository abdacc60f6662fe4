"""messages.*: histories of other messengers (https://core.telegram.org/api/import)."""

from __future__ import annotations

from angarium.domain.imports import exports, imports
from angarium.domain.messages import sending
from angarium.model.errors import Refusal
from angarium.rpc.files.media import read_media, read_upload
from angarium.rpc.peers import read_peer
from angarium.rpc.render.media import render_media
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

HEAD = 1024 * 1024
"""Letters of the first lines that are looked at."""

TEXT = "Do you want to import the messages of the other app into this chat? Everybody in it will see them."


@method("messages.checkHistoryImport", bots=False)
async def check_history_import(
    call: Call, req: functions.messages.CheckHistoryImport
) -> types.messages.HistoryImportParsed:
    found = exports.outline(req.import_head[:HEAD])
    return types.messages.HistoryImportParsed(pm=found.pm, group=found.group, title=found.title or None)


@method("messages.checkHistoryImportPeer", bots=False)
async def check_history_import_peer(
    call: Call, req: functions.messages.CheckHistoryImportPeer
) -> types.messages.CheckedHistoryImportPeer:
    await imports.require_place(call.tx, call.user_id, read_peer(call, req.peer))
    return types.messages.CheckedHistoryImportPeer(confirm_text=TEXT)


@method("messages.initHistoryImport", alone=True, bots=False)
async def init_history_import(call: Call, req: functions.messages.InitHistoryImport) -> types.messages.HistoryImport:
    peer = read_peer(call, req.peer)
    try:
        upload = read_upload(req.file)
    except Refusal:
        raise Refusal("IMPORT_FILE_INVALID") from None
    id = await imports.begin(call.house, call.user_id, peer, upload, req.media_count)
    return types.messages.HistoryImport(id=id)


@method("messages.uploadImportedMedia", alone=True, bots=False)
async def upload_imported_media(call: Call, req: functions.messages.UploadImportedMedia) -> types.TypeMessageMedia:
    peer = read_peer(call, req.peer)
    async with call.read() as asked:
        await imports.require_waiting(asked.tx, call.user_id, peer, req.import_id)
    media = await read_media(call, req.media)
    async with call.begin() as done:
        await imports.add_file(done.tx, call.user_id, peer, req.import_id, req.file_name, media)
        return render_media(media, await sending.facts_of_media(done.tx, call.user_id, media))


@method("messages.startHistoryImport", writes=True, bots=False)
async def start_history_import(call: Call, req: functions.messages.StartHistoryImport) -> bool:
    await imports.start(call.tx, call.user_id, read_peer(call, req.peer), req.import_id)
    return True
