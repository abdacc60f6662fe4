"""Photos: one upload → all the sizes that clients show."""

from __future__ import annotations

from angarium.domain.files import uploads
from angarium.domain.files.uploads import Upload
from angarium.domain.house import House
from angarium.model.errors import Refusal
from angarium.model.files import Photo, PhotoSize, VideoSize
from angarium.model.ids import FileId, UserId
from angarium.pictures import SHAPE, BadPicture, Made
from angarium.store import files

MOST = 10 * 1024 * 1024
WIDEST = 2560
"""Pixels at the longer side of the largest size of a photo."""


def new_id(house: House) -> FileId:
    """A file's id: random and positive."""
    return FileId(house.chance.long() & (2**62 - 1) | 1)


async def make_photo(
    house: House, owner_id: UserId, upload: Upload, plan: str = "photo", *, sticker_sets: tuple[int, ...] = ()
) -> Photo:
    """Store a photo and know it; `plan` is "photo" or "profile". Refuses PHOTO_INVALID_DIMENSIONS, IMAGE_PROCESS_FAILED,
    STORAGE_QUOTA_EXCEEDED and what `uploads.finish` refuses. Opens its own units of work: pictures take their time."""
    body = await uploads.read(house, owner_id, upload, MOST)
    return await keep_photo(house, owner_id, await make_sizes(house, plan, body), sticker_sets=sticker_sets)


async def keep_photo(
    house: House,
    owner_id: UserId,
    sizes: tuple[PhotoSize, ...],
    *,
    videos: tuple[VideoSize, ...] = (),
    sticker_sets: tuple[int, ...] = (),
) -> Photo:
    """Know a photo of sizes that are stored. Refuses STORAGE_QUOTA_EXCEEDED."""
    weight = sum(size.size for size in sizes) + sum(video.size for video in videos)
    await uploads.require_room(house, owner_id, weight)
    photo = Photo(
        id=new_id(house), owner_id=owner_id, access_hash=house.chance.long(), date=house.now(), sizes=sizes,
        has_stickers=bool(sticker_sets), sticker_sets=sticker_sets, videos=videos,
    )  # fmt: skip
    async with house.work.begin() as tx:
        await files.add_photo(tx, photo)
        await files.add_use(tx, owner_id, weight)
    return photo


async def make_sizes(house: House, plan: str, body: bytes) -> tuple[PhotoSize, ...]:
    """Every size of the plan, stored."""
    try:
        made = await house.pictures.make(plan, body)
    except BadPicture as fault:
        raise Refusal("PHOTO_INVALID_DIMENSIONS" if str(fault) == SHAPE else "IMAGE_PROCESS_FAILED") from None
    return tuple([await _store(house, size) for size in made])


async def _store(house: House, made: Made) -> PhotoSize:
    if made.type == "i":
        return PhotoSize(type="i", width=made.width, height=made.height, inline=made.body)
    blob = await house.blobs.put(made.body)
    return PhotoSize(
        type=made.type, width=made.width, height=made.height, size=len(made.body), blob=blob, steps=_steps(made.body)
    )


def _steps(jpeg: bytes) -> tuple[int, ...]:
    """Where each scan of a progressive JPEG ends: prefixes of these lengths show the whole picture, ever finer."""
    if b"\xff\xc2" not in jpeg[:1024]:
        return ()
    ends, at = [], jpeg.find(b"\xff\xda")
    while (following := jpeg.find(b"\xff\xda", at + 2)) > 0:
        ends.append(following)
        at = following
    return (*ends[:: max(1, len(ends) // 4)], len(jpeg))[-5:] if ends else ()
