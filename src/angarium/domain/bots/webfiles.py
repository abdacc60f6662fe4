"""Files of the web that a bot offers as results: fetched when somebody sends one, and files of ours from then on."""

from __future__ import annotations

from angarium.domain.files import photos
from angarium.domain.files.kinds import form_of
from angarium.domain.house import House
from angarium.model.bots import InlineResult, WebFile
from angarium.model.errors import Refusal
from angarium.model.files import Attribute, Document, Photo
from angarium.model.ids import UserId
from angarium.model.messages import Media
from angarium.sources import Fetched, Unreachable
from angarium.store import files

PICTURE, FILE = 10 << 20, 20 << 20
"""Bytes that are fetched at most."""


def is_needed(result: InlineResult) -> bool:
    """Whether sending a result takes a file from outside."""
    return (
        result.message.kind == "MediaAuto"
        and result.content is not None
        and not result.photo_id
        and not result.document_id
    )


async def fetch(house: House, user_id: UserId, result: InlineResult) -> Media:
    """The file of a result. Refuses WEBPAGE_CURL_FAILED when it cannot be had, WEBPAGE_MEDIA_EMPTY when it is not what was said."""
    if result.content is None or house.sources.pages is None:
        raise Refusal("WEBPAGE_CURL_FAILED")
    picture = result.type in ("photo", "sticker")
    try:
        fetched = await house.sources.pages.fetch(
            result.content.url, ("image/",) if picture else ("",), PICTURE if picture else FILE
        )
    except Unreachable:
        raise Refusal("WEBPAGE_CURL_FAILED") from None
    if not fetched.body:
        raise Refusal("WEBPAGE_MEDIA_EMPTY")
    if result.type == "photo":
        return await _photo(house, user_id, fetched)
    return await _document(house, user_id, result.content, fetched)


async def _photo(house: House, user_id: UserId, fetched: Fetched) -> Media:
    try:
        sizes = await photos.make_sizes(house, "photo", fetched.body)
    except Refusal:
        raise Refusal("WEBPAGE_MEDIA_EMPTY") from None
    photo = Photo(
        id=photos.new_id(house), owner_id=user_id, access_hash=house.chance.long(), date=house.now(), sizes=sizes
    )
    async with house.work.begin() as tx:
        await files.add_photo(tx, photo)
    return Media(kind="photo", file_id=photo.id)


async def _document(house: House, user_id: UserId, said: WebFile, fetched: Fetched) -> Media:
    name = fetched.url.rpartition("/")[2].partition("?")[0][:128]
    attributes = [Attribute(kind="Filename", file_name=name or "file")]
    mime = said.mime_type or fetched.content_type
    if mime.startswith("video/"):
        attributes.append(Attribute(kind="Video", width=said.width, height=said.height, duration=float(said.duration)))
    elif mime.startswith("audio/"):
        attributes.append(Attribute(kind="Audio", duration=float(said.duration)))
    document = Document(
        id=photos.new_id(house), owner_id=user_id, access_hash=house.chance.long(), date=house.now(), mime_type=mime[:128],
        size=len(fetched.body), blob=await house.blobs.put(fetched.body), attributes=tuple(attributes),
    )  # fmt: skip
    async with house.work.begin() as tx:
        await files.add_document(tx, document)
        await files.add_use(tx, user_id, document.size)
    return Media(kind="document", file_id=document.id, form=form_of(document))
