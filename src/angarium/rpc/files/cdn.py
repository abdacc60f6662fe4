"""upload.*Cdn*: files that a machine near the readers hands out (https://core.telegram.org/cdn)."""

from __future__ import annotations

from angarium.domain.cdn import master
from angarium.domain.cdn.master import Hashes, Redirect
from angarium.domain.cdn.outpost import Lacking
from angarium.model.errors import Refusal
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("help.getCdnConfig", login=False)
async def get_cdn_config(call: Call, req: functions.help.GetCdnConfig) -> types.TypeCdnConfig:
    cdn = call.house.config.cdn
    keys = [types.CdnPublicKey(dc_id=cdn.dc_id, public_key=cdn.key.strip() + "\n")] if cdn.address else []
    return types.CdnConfig(public_keys=keys)


@method("upload.getCdnFile", login=False, alone=True, flood="upload")
async def get_cdn_file(call: Call, req: functions.upload.GetCdnFile) -> types.upload.TypeCdnFile:
    if (outpost := call.house.outpost) is None:
        raise Refusal("FILE_TOKEN_INVALID")
    found = await outpost.read(req.file_token, req.offset, req.limit)
    if isinstance(found, Lacking):
        return types.upload.CdnFileReuploadNeeded(request_token=found.token)
    return types.upload.CdnFile(bytes=found)


@method("upload.reuploadCdnFile", alone=True, flood="upload")
async def reupload_cdn_file(call: Call, req: functions.upload.ReuploadCdnFile) -> list[types.TypeFileHash]:
    return render_hashes(await master.reupload(call.house, req.file_token, req.request_token))


@method("upload.getCdnFileHashes", alone=True, flood="upload")
async def get_cdn_file_hashes(call: Call, req: functions.upload.GetCdnFileHashes) -> list[types.TypeFileHash]:
    return render_hashes(await master.hashes(call.house, req.file_token, req.offset))


def render_redirect(there: Redirect, dc_id: int) -> types.upload.FileCdnRedirect:
    return types.upload.FileCdnRedirect(
        dc_id=dc_id,
        file_token=there.token,
        encryption_key=there.secret,
        encryption_iv=there.iv,
        file_hashes=render_hashes(there.hashes),
    )


def render_hashes(hashes: Hashes) -> list[types.TypeFileHash]:
    return [types.FileHash(offset=offset, limit=length, hash=digest) for offset, length, digest in hashes]
