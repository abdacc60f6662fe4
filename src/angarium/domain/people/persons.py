"""One person in full, as one viewer may see them (https://core.telegram.org/constructor/userFull)."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain import references
from angarium.domain.people import people, privacy, settings
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Dialog
from angarium.model.users import Birthday, UserView
from angarium.store import accounts, circles, dialogs, files, relations


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Privacy is applied: what the viewer may not see is empty. `forward_name` is set when forwards must not name the account."""

    view: UserView
    dialog: Dialog | None
    about: str = ""
    birthday: Birthday | None = None
    note: str = ""
    forward_name: str = ""
    personal_photo: int | None = None
    profile_photo: int | None = None
    fallback_photo: int | None = None
    pinned_id: int = 0
    has_scheduled: bool = False
    blocked_stories: bool = False
    calls_private: bool = False
    voice_forbidden: bool = False
    read_dates_private: bool = False
    music_shown: bool = True


async def get(tx: Tx, viewer_id: UserId, user_id: UserId) -> Person:
    """Refuses USER_ID_INVALID."""
    users = await accounts.find_many(tx, {viewer_id, user_id})
    user = users.get(user_id)
    if user is None:
        raise Refusal("USER_ID_INVALID")
    links = await privacy.acquaint(tx, viewer_id, users.values(), await relations.between(tx, viewer_id, (user_id,)))
    mine, theirs = links.get((viewer_id, user_id)), links.get((user_id, viewer_id))
    is_self = viewer_id == user_id

    def may(key: str) -> bool:
        return privacy.allows(user, key, viewer_id, theirs)

    view = people.view(tx, users.get(viewer_id), user, mine, theirs)
    profile = user.profile
    shows_photo = may("photo")
    return Person(
        view=view,
        dialog=await dialogs.find(tx, viewer_id, Peer(user_id)),
        about=profile.about if may("about") else "",
        birthday=profile.birthday if may("birthday") else None,
        note=mine.note if mine else "",
        forward_name="" if may("forwards") else f"{profile.first_name} {profile.last_name}".strip(),
        personal_photo=mine.photo_id if mine else None,
        profile_photo=profile.photo_id if shows_photo else None,
        fallback_photo=profile.fallback_photo_id if is_self or not shows_photo else None,
        pinned_id=await circles.newest_pinned(tx, viewer_id, user_id),
        has_scheduled=await circles.has_scheduled(tx, viewer_id, user_id),
        blocked_stories=mine is not None and mine.blocked_stories,
        calls_private=not is_self and not may("calls"),
        voice_forbidden=not is_self and not may("voice_messages"),
        read_dates_private=(await settings.global_privacy(tx, user_id)).hide_read_marks,
        music_shown=may("saved_music"),
    )


async def add_photos(tx: Tx, person: Person, facts: Facts) -> None:
    """The person's pictures, with what it takes to fetch them."""
    wanted = {id for id in (person.personal_photo, person.profile_photo, person.fallback_photo) if id}
    if wanted:
        facts.photos.update(await files.find_photos(tx, wanted))
    for id in wanted:
        facts.references[id] = references.make(tx.house.secret, id, tx.now)
