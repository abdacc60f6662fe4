"""Files of secret chats: bodies that only the two devices can open (https://core.telegram.org/api/end-to-end#sending-encrypted-files)."""

from __future__ import annotations

from angarium.domain.files import uploads
from angarium.domain.files.downloads import Body
from angarium.domain.files.uploads import Upload
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import FileId, UserId
from angarium.model.secretchats import SecretFile
from angarium.store import files, secret


async def make(house: House, owner_id: UserId, upload: Upload, fingerprint: int) -> SecretFile:
    """Store an upload. Refuses what `uploads.finish` refuses, and STORAGE_QUOTA_EXCEEDED. Opens its own units of work."""
    blob, size = await uploads.finish(house, owner_id, upload)
    file = SecretFile(
        id=FileId(house.chance.long() & (2**62 - 1)),
        owner_id=owner_id,
        access_hash=house.chance.long(),
        date=house.now(),
        size=size,
        blob=blob,
        fingerprint=fingerprint,
    )
    quota = house.config.limits.storage
    async with house.work.begin() as tx:
        if quota and await files.used(tx, owner_id) + size > quota:
            raise Refusal("STORAGE_QUOTA_EXCEEDED")
        await secret.add_file(tx, file)
        await files.add_use(tx, owner_id, size)
    return file


async def get(tx: Tx, id: int, shown: int) -> SecretFile:
    """A file that was shown with this access hash: to its sender, and in the message to the receiver. Refuses FILE_ID_INVALID."""
    file = await secret.find_file(tx, id)
    if file is None or file.access_hash != shown:
        raise Refusal("FILE_ID_INVALID")
    return file


async def find_body(tx: Tx, id: int, shown: int) -> Body:
    """Its bytes for a download."""
    file = await get(tx, id, shown)
    return Body("application/octet-stream", file.date, file.blob)
