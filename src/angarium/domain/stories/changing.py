"""Changing and deleting stories, and what of them stays on a profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain.stories import finding, places, posting, telling
from angarium.domain.work import Tx
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.events import StoryChanged
from angarium.model.ids import FileId, Peer, UserId, is_user
from angarium.model.messages import Media
from angarium.model.stories import MediaArea, Story
from angarium.model.users import PrivacyRule
from angarium.store import stories


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is to be different; None = what it was."""

    media: Media | None = None
    areas: tuple[MediaArea, ...] | None = None
    caption: FormattedText | None = None
    privacy: tuple[PrivacyRule, ...] | None = None
    music: FileId | None = None


async def edit(tx: Tx, user_id: UserId, peer: Peer, id: int, wanted: Edit) -> Story:
    """https://core.telegram.org/method/stories.editStory. Refuses STORY_ID_INVALID, STORY_NOT_MODIFIED, and what posting refuses."""
    found = await places.require_changeable(tx, user_id, peer, (id,), places.EDIT)
    if not found:
        raise Refusal("STORY_ID_INVALID")
    before, old = found[0], found[0].content
    made = replace(
        old,
        media=wanted.media or old.media,
        areas=old.areas if wanted.areas is None else wanted.areas,
        text=old.text if wanted.caption is None else wanted.caption.text,
        entities=old.entities if wanted.caption is None else wanted.caption.entities,
        privacy=old.privacy if wanted.privacy is None or not is_user(peer) else wanted.privacy,
        music=old.music if wanted.music is None else wanted.music,
    )
    await places.require_shown(tx, user_id, wanted.areas or ())
    made = await posting.check(tx, peer, made)
    if made == old:
        raise Refusal("STORY_NOT_MODIFIED")
    # Who may see it is no part of what is shown.
    story = replace(before, content=made if replace(made, privacy=old.privacy) == old else replace(made, edited=True))
    await stories.set_content(tx, story)
    await finding.note(tx, story)
    await telling.tell(tx, story, before=before)
    return story


async def delete(tx: Tx, user_id: UserId, peer: Peer, ids: Sequence[int]) -> list[int]:
    """Returns those that were there. Refuses what `places.require_changeable` and `places.check_ids` do."""
    wanted = places.check_ids(ids)
    found = await places.require_changeable(tx, user_id, peer, wanted, places.DELETE)
    for story in found:
        await stories.remove(tx, peer, story.id)
    await telling.note_active(tx, peer)
    for story in found:
        await telling.tell(tx, story)
    return [story.id for story in found]


async def pin(tx: Tx, user_id: UserId, peer: Peer, ids: Sequence[int], *, pinned: bool) -> list[int]:
    """Show stories on the profile, or no more; returns those that are different now. Refuses what `delete` does."""
    wanted = places.check_ids(ids)
    found = await places.require_changeable(tx, user_id, peer, wanted, places.EDIT)
    changed = [story for story in found if story.pinned != pinned]
    await stories.set_pinned(tx, peer, [story.id for story in changed], pinned=pinned)
    for story in changed:
        if story.expires > tx.now or not is_user(peer):
            await telling.tell(tx, replace(story, pinned=pinned))
        else:
            await telling.tell_owner(tx, StoryChanged(peer=peer, story_id=story.id))
    return [story.id for story in changed]


async def pin_to_top(tx: Tx, user_id: UserId, peer: Peer, ids: Sequence[int]) -> None:
    """Which stories stand at the head of the profile, first one first; none = none. Refuses STORY_ID_INVALID for stories that are not
    on the profile or too many, and what `places.require_lead` does."""
    wanted = list(dict.fromkeys(ids))
    await places.require_lead(tx, user_id, peer, places.EDIT)
    if len(wanted) > tx.house.config.limits.stories_top:
        raise Refusal("STORY_ID_INVALID")
    found = await stories.find_many(tx, [(peer, id) for id in wanted])
    if len(found) < len(wanted) or any(not story.pinned for story in found.values()):
        raise Refusal("STORY_ID_INVALID")
    await stories.set_top(tx, peer, wanted)
