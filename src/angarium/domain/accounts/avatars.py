"""Profile photos: one's own, those kept for when the own one is hidden, and those that one sets for a contact."""

from __future__ import annotations

import msgspec

from angarium.domain.accounts import contacts, profiles
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import UserChanged
from angarium.model.files import Photo
from angarium.model.ids import FileId, UserId
from angarium.model.users import Relation
from angarium.store import avatars, files, relations

MOST = 100


async def set_main(tx: Tx, user_id: UserId, photo: Photo) -> None:
    """A new profile photo; the earlier ones stay to be leafed through."""
    await avatars.add(tx, user_id, photo.id, tx.now)
    await profiles.change(tx, user_id, "photo", photo_id=photo.id)


async def set_fallback(tx: Tx, user_id: UserId, photo: Photo | None) -> None:
    """What those see who may not see the profile photo."""
    await profiles.change(tx, user_id, "photo", fallback_photo_id=photo.id if photo else None)


async def find_own(tx: Tx, user_id: UserId, photo_id: int, *, maker_id: UserId | None = None) -> Photo:
    """A photo to make the profile photo; of a bot, one that its maker uploaded. Refuses PHOTO_ID_INVALID for one that is not one's
    own."""
    photo = (await files.find_photos(tx, (photo_id,))).get(photo_id)
    if photo is None or photo.owner_id not in (user_id, maker_id):
        raise Refusal("PHOTO_ID_INVALID")
    return photo


async def clear(tx: Tx, user_id: UserId) -> None:
    """No profile photo from now on; the one before goes."""
    user = await profiles.get(tx, user_id)
    if user.profile.photo_id:
        await delete(tx, user_id, (user.profile.photo_id,))


async def delete(tx: Tx, user_id: UserId, ids: tuple[int, ...]) -> list[int]:
    """Delete some of one's photos; the latest of the others becomes the profile photo. Which were deleted."""
    mine = {id for id, _ in await avatars.page(tx, user_id, 0, 1000)}
    user = await profiles.get(tx, user_id)
    gone = [id for id in ids if id in mine or id == user.profile.fallback_photo_id]
    for id in gone:
        await avatars.remove(tx, user_id, id)
    if user.profile.fallback_photo_id in gone:
        await set_fallback(tx, user_id, None)
    if user.profile.photo_id in gone:
        left = await avatars.page(tx, user_id, 0, 1)
        await profiles.change(tx, user_id, "photo", photo_id=left[0][0] if left else None)
    return gone


async def page(tx: Tx, user_id: UserId, offset: int, max_id: int, limit: int) -> tuple[int, list[Photo]]:
    """How many photos there are, and some of them, latest first; only older ones than `max_id`, if that is not 0."""
    found = await avatars.page(tx, user_id, 0, 1000)
    ids = [id for id, _ in found]
    if max_id in ids:
        ids = ids[ids.index(max_id) + 1 :]
    shown = ids[offset : offset + limit]
    photos = await files.find_photos(tx, shown)
    return len(found), [photos[id] for id in shown if id in photos]


async def set_for_contact(tx: Tx, owner_id: UserId, other_id: UserId, photo: Photo | None) -> None:
    """The picture under which the owner alone sees a contact; None = the contact's own again."""
    await contacts.require_other(tx, owner_id, other_id)
    known = await relations.find(tx, owner_id, other_id) or Relation(owner_id=owner_id, other_id=other_id)
    photo_id = FileId(photo.id) if photo else None
    await relations.put(tx, msgspec.structs.replace(known, photo_id=photo_id))
    await tx.log(owner_id, UserChanged(user_id=other_id, what="photo"))
