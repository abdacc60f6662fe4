"""People as others see them: names as the viewer saved them, and only what privacy lets through."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from angarium.domain import access
from angarium.domain.people import privacy, rings
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import FileId, UserId
from angarium.model.rings import StoryMark
from angarium.model.users import Relation, User, UserView
from angarium.store import accounts, relations

DAY = 86400


async def views(tx: Tx, viewer_id: int, ids: Iterable[int]) -> dict[int, UserView]:
    """Everyone of `ids` who exists, as `viewer_id` sees them. Two queries, however many they are."""
    wanted = {id for id in ids if id > 0}
    users = await accounts.find_many(tx, {*wanted, viewer_id})
    links = await relations.between(tx, viewer_id, wanted)
    viewer = users.get(viewer_id)
    links = await privacy.acquaint(tx, viewer_id, users.values(), links)
    seen = {
        id: view(tx, viewer, user, links.get((viewer_id, id)), links.get((id, viewer_id)))
        for id, user in users.items()
        if id in wanted
    }
    posting = [id for id, one in seen.items() if has_stories(tx, one.user)] if viewer_id > 0 else []
    if posting:
        marks = await rings.of_people(tx, viewer_id, posting, links)
        seen.update({id: replace(seen[id], stories=mark) for id, mark in marks.items()})
    return seen


def has_stories(tx: Tx, user: User) -> bool:
    """Whether somebody shows stories at present: to whom is asked for only then."""
    return user.profile.stories_until > tx.now


def view(tx: Tx, viewer: User | None, user: User, mine: Relation | None, theirs: Relation | None) -> UserView:
    """One person as one viewer sees them. `mine` is what they are to the viewer, `theirs` what the viewer is to them."""
    viewer_id = viewer.id if viewer else UserId(0)
    is_self = user.id == viewer_id
    contact = mine is not None and mine.contact
    profile = user.profile
    presence, at, by_me = _presence(tx.now, viewer, user, mine, theirs)
    shown_photo, personal = _photo(user, viewer_id, mine, theirs)
    return UserView(
        user=user,
        is_self=is_self,
        access_hash=access.access_hash(tx.house.secret, viewer_id, "user", user.id),
        contact=contact,
        mutual=contact and theirs is not None and theirs.contact,
        close_friend=mine is not None and mine.close_friend,
        blocked=mine is not None and mine.blocked,
        first_name=mine.first_name if contact and mine and mine.first_name else profile.first_name,
        last_name=mine.last_name if contact and mine and mine.first_name else profile.last_name,
        phone=_phone(user, viewer_id, mine, theirs),
        photo_id=shown_photo,
        photo_personal=personal,
        presence=presence,
        presence_at=at,
        by_me=by_me,
        stories=None if has_stories(tx, user) else StoryMark(),
        bot_attached=mine is not None and mine.bot_attached,
        bot_editable=profile.face is not None and bool(viewer_id) and profile.face.owner_id == viewer_id,
    )


def _phone(user: User, viewer_id: int, mine: Relation | None, theirs: Relation | None) -> str:
    if theirs is not None and theirs.phone_shared:
        return user.phone
    if mine is not None and mine.contact and mine.phone and mine.phone == user.phone:
        return user.phone  # the viewer knew the number already
    return user.phone if privacy.allows(user, "phone", viewer_id, theirs) else ""


def _photo(user: User, viewer_id: int, mine: Relation | None, theirs: Relation | None) -> tuple[FileId | None, bool]:
    if mine is not None and mine.photo_id:
        return mine.photo_id, True
    if privacy.allows(user, "photo", viewer_id, theirs):
        return user.profile.photo_id or user.profile.fallback_photo_id, False
    return user.profile.fallback_photo_id, False


def _presence(
    now: int, viewer: User | None, user: User, mine: Relation | None, theirs: Relation | None
) -> tuple[str, int, bool]:
    """Exact for those who may know and show their own; else a rough word (https://core.telegram.org/constructor/userStatusRecently)."""
    if user.profile.bot or user.profile.deleted or not user.seen:
        return "empty", 0, False
    viewer_id = viewer.id if viewer else 0
    shown = privacy.allows(user, "last_seen", viewer_id, theirs) and not (theirs is not None and theirs.blocked)
    returned = viewer is None or viewer.id == user.id or privacy.allows(viewer, "last_seen", user.id, mine)
    if shown and returned:
        return ("online", user.online_until, False) if user.online_until > now else ("offline", user.seen, False)
    ago = now - user.seen
    word = (
        "recently" if ago < 3 * DAY else "last_week" if ago < 7 * DAY else "last_month" if ago < 30 * DAY else "empty"
    )
    return word, 0, shown and not returned


async def get(tx: Tx, viewer_id: int, user_id: int) -> UserView:
    """One person. Refuses PEER_ID_INVALID: bots name people whose access hash they were never given."""
    found = await views(tx, viewer_id, (user_id,))
    if user_id not in found:
        raise Refusal("PEER_ID_INVALID")
    return found[user_id]
