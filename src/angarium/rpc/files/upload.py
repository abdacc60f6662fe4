"""upload.*: parts in, parts out (https://core.telegram.org/api/files)."""

from __future__ import annotations

from angarium.domain import references
from angarium.domain.cdn import master as cdn
from angarium.domain.chats import portraits
from angarium.domain.files import documents, downloads, uploads, webfiles
from angarium.domain.files.downloads import Body
from angarium.domain.secret import files as secretfiles
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import is_user
from angarium.rpc.files.cdn import render_hashes, render_redirect
from angarium.rpc.files.stickers import read_set
from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_FORMS: dict[str, type[types.storage.TypeFileType]] = {
    "image/jpeg": types.storage.FileJpeg,
    "image/png": types.storage.FilePng,
    "image/gif": types.storage.FileGif,
    "image/webp": types.storage.FileWebp,
    "application/pdf": types.storage.FilePdf,
    "audio/mpeg": types.storage.FileMp3,
    "video/quicktime": types.storage.FileMov,
    "video/mp4": types.storage.FileMp4,
}


@method("upload.saveFilePart", alone=True, flood="upload")
async def save_file_part(call: Call, req: functions.upload.SaveFilePart) -> bool:
    await uploads.save_part(call.house, call.user_id, req.file_id, req.file_part, req.bytes, None)
    return True


@method("upload.saveBigFilePart", alone=True, flood="upload")
async def save_big_file_part(call: Call, req: functions.upload.SaveBigFilePart) -> bool:
    if req.file_total_parts <= 0:
        raise Refusal("FILE_PARTS_INVALID")
    await uploads.save_part(call.house, call.user_id, req.file_id, req.file_part, req.bytes, req.file_total_parts)
    return True


@method("upload.getFile", alone=True, flood="upload")
async def get_file(call: Call, req: functions.upload.GetFile) -> types.upload.TypeFile:
    downloads.check_range(req.offset, req.limit, precise=req.precise)
    body = await _find(call, req.location)
    # COMPAT(Pyrogram, kurigram): they expect to be sent elsewhere at the first part, or not at all.
    if req.cdn_supported and req.offset == 0 and _is_public(req.location):
        if (there := await cdn.redirect(call.house, body.blob, call.user_id)) is not None:
            return render_redirect(there, call.house.config.cdn.dc_id)
    data = await downloads.read(call.house, body, req.offset, req.limit)
    form = _FORMS.get(body.mime_type, types.storage.FileUnknown)
    return types.upload.File(type=form(), mtime=body.date, bytes=data)


@method("upload.getFileHashes", alone=True, flood="upload")
async def get_file_hashes(call: Call, req: functions.upload.GetFileHashes) -> list[types.TypeFileHash]:
    body = await _find(call, req.location)
    return render_hashes(await downloads.hashes(call.house, body, req.offset))


def _is_public(location: types.TypeInputFileLocation) -> bool:
    """Whether the caller was shown the file where anybody may look."""
    match location:
        case types.InputDocumentFileLocation() | types.InputPhotoFileLocation():
            return references.is_public(location.file_reference)
        case _:
            return False


async def _find(call: Call, location: types.TypeInputFileLocation) -> Body:
    async with call.house.work.read() as tx:
        return await _locate(call, tx, location)


async def _locate(call: Call, tx: Tx, location: types.TypeInputFileLocation) -> Body:
    match location:
        case types.InputDocumentFileLocation():
            named = (location.id, location.access_hash, location.file_reference, location.thumb_size)
            return await downloads.find_document(tx, *named)
        case types.InputPhotoFileLocation():
            named = (location.id, location.access_hash, location.file_reference, location.thumb_size)
            return await downloads.find_photo(tx, *named)
        case types.InputPeerPhotoFileLocation():
            peer = read_peer(call, location.peer)
            if not is_user(peer):
                return await portraits.find(tx, call.user_id, peer, location.photo_id, big=location.big)
            return await downloads.find_profile_photo(tx, call.user_id, peer, location.photo_id, big=location.big)
        case types.InputEncryptedFileLocation():
            return await secretfiles.find_body(tx, location.id, location.access_hash)
        case types.InputStickerSetThumb():
            return await _of_set(tx, location.stickerset)
        case _:
            raise Refusal("LOCATION_INVALID")


async def _of_set(tx: Tx, given: types.TypeInputStickerSet) -> Body:
    """A set is shown by the picture that its maker chose or by its first sticker; whoever can name the set may fetch it."""
    made = await read_set(tx, given)
    wanted = made.thumb or (made.documents[0] if made.documents else 0)
    cover = (await documents.find_many(tx, (wanted,))).get(wanted)
    if cover is None:
        raise Refusal("LOCATION_INVALID")
    return Body(cover.mime_type, cover.date, cover.blob)


@method("upload.getWebFile", alone=True, flood="upload")
async def get_web_file(call: Call, req: functions.upload.GetWebFile) -> types.upload.TypeWebFile:
    downloads.check_range(req.offset, req.limit)
    body = await _find_web(call, req.location)
    data = await downloads.read(call.house, body, req.offset, req.limit)
    size = await webfiles.weigh(call.house, body)
    form = _FORMS.get(body.mime_type, types.storage.FileUnknown)
    return types.upload.WebFile(size=size, mime_type=body.mime_type, file_type=form(), mtime=body.date, bytes=data)


async def _find_web(call: Call, location: types.TypeInputWebFileLocation) -> Body:
    """Refuses LOCATION_INVALID, and what file references refuse."""
    match location:
        case types.InputWebFileGeoPointLocation(geo_point=types.InputGeoPoint() as point):
            return await webfiles.draw_place(
                call.house, point.lat, point.long, location.w, location.h, location.zoom, location.scale
            )
        case types.InputWebFileAudioAlbumThumbLocation(document=types.InputDocument() as named):
            async with call.house.work.read() as tx:
                document = await downloads.require_document(tx, named.id, named.access_hash, named.file_reference)
            return webfiles.cover_of(document, small=location.small)
        case _:
            raise Refusal("LOCATION_INVALID")
