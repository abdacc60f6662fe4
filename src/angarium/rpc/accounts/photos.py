"""photos.*: profile photos."""

from __future__ import annotations

from angarium.domain import references
from angarium.domain.accounts import avatars
from angarium.domain.bots import bots
from angarium.domain.business import connections, relays
from angarium.domain.facts import gather
from angarium.domain.files import portraits
from angarium.domain.messages import sending
from angarium.domain.people import persons
from angarium.domain.work import Tx
from angarium.model.files import Photo
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Action, Content
from angarium.rpc.files.portraits import make_portrait
from angarium.rpc.peers import read_user
from angarium.rpc.render.media import render_photo
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_MOST = 100


async def _render(call: Call, tx: Tx, photo: Photo | None, *about: int) -> types.photos.Photo:
    facts = await gather(tx, call.user_id, [], users=(call.user_id, *about))
    if photo is not None:
        facts.references[photo.id] = references.make(call.house.secret, photo.id, tx.now)
    return types.photos.Photo(photo=render_photo(photo, facts), users=render_users(facts))


@method("photos.uploadProfilePhoto", alone=True, flood="upload")
async def upload_profile_photo(call: Call, req: functions.photos.UploadProfilePhoto) -> types.photos.TypePhoto:
    async with call.read() as before:
        owner_id = await _read_owner(before, req.bot)
    photo = await make_portrait(call, req)
    async with call.house.work.begin(call.caller.session_id) as tx:
        if req.fallback:
            await avatars.set_fallback(tx, owner_id, photo)
        else:
            await avatars.set_main(tx, owner_id, photo)
        return await _render(call, tx, photo, owner_id)


async def _read_owner(call: Call, given: types.TypeInputUser | None) -> UserId:
    """Whose photo it is to be: one's own, a bot's that one made, or a person's whose business the caller answers. Refuses
    BOT_INVALID, BOT_ACCESS_FORBIDDEN."""
    if given is None:
        return call.user_id
    bot_id = read_user(call, given)
    if call.caller.bot:
        answers = await connections.find(call.tx, bot_id)
        if answers is not None and answers.bot_id == call.user_id:
            relays.require_rights(answers, ("edit_profile_photo",))
            return bot_id
    await bots.require_own(call.tx, call.user_id, bot_id)
    return bot_id


@method("photos.updateProfilePhoto", alone=True)
async def update_profile_photo(call: Call, req: functions.photos.UpdateProfilePhoto) -> types.photos.TypePhoto:
    photo: Photo | None = None
    async with call.read() as before:
        owner_id = await _read_owner(before, req.bot)
        if isinstance(req.id, types.InputPhoto):
            photo = await avatars.find_own(before.tx, owner_id, req.id.id, maker_id=call.user_id)
            references.require(call.house.secret, req.id.id, req.id.file_reference, before.tx.now)
    if photo is not None:
        photo = await portraits.make_of(call.house, call.user_id, photo)
    async with call.begin() as inner:
        if req.fallback:
            await avatars.set_fallback(inner.tx, owner_id, photo)
        elif photo is not None:
            await avatars.set_main(inner.tx, owner_id, photo)
        else:
            await avatars.clear(inner.tx, owner_id)
        return await _render(inner, inner.tx, photo, owner_id)


@method("photos.deletePhotos", writes=True, bots=False)
async def delete_photos(call: Call, req: functions.photos.DeletePhotos) -> list[int]:
    ids = tuple(given.id for given in req.id[:_MOST] if isinstance(given, types.InputPhoto))
    return await avatars.delete(call.tx, call.user_id, ids)


@method("photos.getUserPhotos")
async def get_user_photos(call: Call, req: functions.photos.GetUserPhotos) -> types.photos.TypePhotos:
    user_id = read_user(call, req.user_id)
    person = await persons.get(call.tx, call.user_id, user_id)
    facts = await gather(call.tx, call.user_id, [], users=(user_id,))
    limit = max(1, min(req.limit, _MOST))
    count, found = 0, list[Photo]()
    if person.profile_photo:  # who may not see the photo may not see those before it
        count, found = await avatars.page(call.tx, user_id, max(req.offset, 0), req.max_id, limit)
    for photo in found:
        facts.references[photo.id] = references.make(call.house.secret, photo.id, call.tx.now)
    shown = [render_photo(photo, facts) for photo in found]
    users = render_users(facts, (user_id,))
    if count == len(found):
        return types.photos.Photos(photos=shown, users=users)
    return types.photos.PhotosSlice(count=count, photos=shown, users=users)


@method("photos.uploadContactProfilePhoto", alone=True, flood="upload", bots=False)
async def upload_contact_profile_photo(
    call: Call, req: functions.photos.UploadContactProfilePhoto
) -> types.photos.TypePhoto:
    user_id = read_user(call, req.user_id)
    given = req.suggest or any(part is not None for part in (req.file, req.video, req.video_emoji_markup))
    photo = await make_portrait(call, req) if given else None
    async with call.house.work.begin(call.caller.session_id) as tx:
        if req.suggest and photo is not None:
            # https://core.telegram.org/constructor/messageActionSuggestProfilePhoto
            content = Content(action=Action(kind="SuggestProfilePhoto", photo_id=photo.id))
            with tx.unasked():  # the answer is the photo alone
                await sending.send(tx, call.user_id, Peer(user_id), content, call.house.chance.long())
        else:
            await avatars.set_for_contact(tx, call.user_id, user_id, photo)
        return await _render(call, tx, photo, user_id)
