"""Documents: any file, with what its sender says of it (https://core.telegram.org/api/files)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from angarium.domain import references
from angarium.domain.files import films, photos, starters, uploads
from angarium.domain.files.uploads import Upload
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.files import Attribute, Document, PhotoSize
from angarium.model.ids import FileId, UserId
from angarium.store import files, shelves

THUMB_SOURCE = 20 * 1024 * 1024
"""Pictures up to this size get a thumbnail made by the server when the client sent none."""

THUMB = 512 * 1024
GIFS = "saved_gifs"
_PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})


async def find_many(tx: Tx, ids: Iterable[int]) -> dict[int, Document]:
    """Those of `ids` that exist: starter documents, and what people sent."""
    known = starters.of(tx.house.secret).documents
    wanted = set(ids)
    found: dict[int, Document] = {id: known[FileId(id)] for id in wanted if id in known}
    return found | await files.find_documents(tx, wanted - found.keys())


async def show(tx: Tx, ids: Iterable[int]) -> Facts:
    """Documents as facts, with the references by which they may be fetched."""
    found = await find_many(tx, ids)
    return Facts(documents=found, references={id: references.make(tx.house.secret, id, tx.now) for id in found})


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be taken: `plain` = as a file, whatever it is; `animate` = a video without sound is an animation;
    `sticker_sets` = from which stickers were put on it."""

    plain: bool = False
    animate: bool = True
    sticker_sets: tuple[int, ...] = ()


async def make_document(
    house: House,
    owner_id: UserId,
    upload: Upload,
    mime_type: str,
    attributes: Sequence[Attribute],
    thumb: Upload | None = None,
    wish: Wish = Wish(),
) -> Document:
    """Store a document and know it. Refuses what `uploads.finish` refuses, and STORAGE_QUOTA_EXCEEDED over the account's quota.
    Opens its own units of work."""
    blob, size = await uploads.finish(house, owner_id, upload)
    await uploads.require_room(house, owner_id, size)
    given = tuple(attributes)
    if upload.name and all(attribute.kind != "Filename" for attribute in given):
        given = (*given, Attribute(kind="Filename", file_name=upload.name))
    if wish.sticker_sets:
        given = (*given, Attribute(kind="HasStickers"))
    file = films.File(
        mime_type=mime_type[:128] or "application/octet-stream", blob=blob, size=size, attributes=given,
        thumbs=await _thumbs(house, owner_id, thumb, mime_type, blob, size),
    )  # fmt: skip
    if not wish.plain:
        file = await films.complete(house, file, animate=wish.animate)
    document = Document(
        id=photos.new_id(house), owner_id=owner_id, access_hash=house.chance.long(), date=house.now(),
        mime_type=file.mime_type, size=file.size, blob=file.blob, attributes=file.attributes, thumbs=file.thumbs,
        sticker_sets=wish.sticker_sets,
    )  # fmt: skip
    async with house.work.begin() as tx:
        await files.add_document(tx, document)
        await files.add_use(tx, owner_id, size)
        await files.note_hash(tx, owner_id, blob, mime_type[:128], size, document.id)
    return document


async def find_by_hash(tx: Tx, asker_id: UserId, hash: bytes, size: int, mime_type: str) -> Document | None:
    """What somebody need not upload again (https://core.telegram.org/method/messages.getDocumentByHash): it is among what they uploaded
    or among the GIFs that they keep. That somebody else has a file is nobody's business. Refuses SHA256_HASH_INVALID."""
    if len(hash) != 32:
        raise Refusal("SHA256_HASH_INVALID")
    if (id := await files.find_hash(tx, asker_id, hash.hex(), mime_type[:128], size)) is not None:
        return (await find_many(tx, (id,))).get(FileId(id))
    kept = await find_many(tx, [one.document_id for one in await shelves.listing(tx, asker_id, GIFS)])
    wanted = hash.hex(), size, mime_type
    return next((one for one in kept.values() if (one.blob, one.size, one.mime_type) == wanted), None)


async def _thumbs(
    house: House, owner_id: UserId, thumb: Upload | None, mime_type: str, blob: str, size: int
) -> tuple[PhotoSize, ...]:
    """From the thumbnail that came along, else from the picture itself; none when neither can be shown: the file is sent anyway."""
    if thumb is not None:
        source = await uploads.read(house, owner_id, thumb, THUMB)
    elif mime_type in _PICTURES and size <= THUMB_SOURCE:
        source = await house.blobs.read(blob, 0, size)
    else:
        return ()
    return await films.make_thumbs(house, source)
