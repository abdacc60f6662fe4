"""Posting stories: once, however often the client repeats itself (https://core.telegram.org/method/stories.sendStory)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain.files import documents
from angarium.domain.messages import naming, sending
from angarium.domain.people import privacy, rings
from angarium.domain.stories import albums, finding, places, telling
from angarium.domain.work import Tx
from angarium.model.chats import MEGAGROUP
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId, is_user
from angarium.model.messages import Content, Media
from angarium.model.stories import Story, StoryContent, StoryOrigin
from angarium.model.users import PrivacyRule
from angarium.store import accounts, chats, participants, relations, stories, storyviews

DAY, WEEK, MONTH = 86_400, 7 * 86_400, 30 * 86_400
PERIODS = (21_600, 43_200, 86_400, 172_800)
"""Seconds for which a story can be active."""

LONGEST_VIDEO = 60
MOST_NAMED = 1000
MOST_TOLD = 10
"""People whom one story names so that they hear of it."""

WHOM = frozenset({"all", "contacts", "close_friends", "users"})
NOBODY = (PrivacyRule(False, "all"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a story is posted, beside what it shows."""

    random_id: int
    period: int = 0  # 0 = a day
    pinned: bool = False
    source: tuple[Peer, int] | None = None  # the story that is posted again
    modified: bool = False
    albums: tuple[int, ...] = ()


async def count_left(tx: Tx, user_id: UserId, peer: Peer) -> int:
    """How many more stories can be active (https://core.telegram.org/method/stories.canSendStory). Refuses what posting refuses for
    their number, STORIES_TOO_MUCH, STORY_SEND_FLOOD_WEEKLY_%d, STORY_SEND_FLOOD_MONTHLY_%d, and what `places.require_lead` does."""
    await places.require_lead(tx, user_id, peer, places.POST)
    limits = tx.house.config.limits
    left = limits.stories_active - await stories.count_active(tx, peer, tx.now)
    if left <= 0:
        raise Refusal("STORIES_TOO_MUCH")
    if (wait := await stories.nth_date(tx, peer, limits.stories_weekly - 1) + WEEK - tx.now) > 0:
        raise Refusal("STORY_SEND_FLOOD_WEEKLY_%d", wait)
    if (wait := await stories.nth_date(tx, peer, limits.stories_monthly - 1) + MONTH - tx.now) > 0:
        raise Refusal("STORY_SEND_FLOOD_MONTHLY_%d", wait)
    return left


async def send(tx: Tx, user_id: UserId, peer: Peer, content: StoryContent, wish: Wish) -> Story:
    """Post a story. A random_id that this person used before returns the first story and touches nothing. Refuses what `count_left`,
    `places.require_shown` and `check` refuse, STORY_PERIOD_INVALID, and for stories that are posted again STORY_ID_INVALID,
    CHAT_FORWARDS_RESTRICTED."""
    await places.require_lead(tx, user_id, peer, places.POST)
    author = peer if is_user(peer) else user_id  # what a bot posts is its person's
    if earlier := await stories.find_by_random(tx, peer, author, wish.random_id):
        return earlier
    period = wish.period or DAY
    if period not in PERIODS:
        raise Refusal("STORY_PERIOD_INVALID")
    await count_left(tx, user_id, peer)
    await places.require_shown(tx, user_id, content.areas)
    content = await check(tx, peer, content)
    origin, first = await _origin(tx, user_id, wish)
    story = Story(
        box=peer,
        id=await stories.next_id(tx, peer),
        date=tx.now,
        expires=tx.now + period,
        author=author,
        content=replace(content, origin=origin, signed=await _is_signed(tx, user_id, peer)),
        pinned=wish.pinned or bool(wish.albums),
        random_id=wish.random_id,
    )
    await stories.add(tx, story)
    await finding.note(tx, story)
    if first is not None and story.is_public:
        await storyviews.note_copy(tx, first.box, first.id, tx.now, peer, story.id, reposted=True)
        await stories.count_more(tx, first.box, first.id, forwards=1)
    for album in dict.fromkeys(wish.albums):
        await albums.put_into(tx, peer, album, [story.id])
    await telling.note_active(tx, peer)
    await telling.tell(tx, story)
    await _tell_named(tx, UserId(author), story)
    return story


async def _tell_named(tx: Tx, user_id: UserId, story: Story) -> None:
    """Whoever a person's story names, and who may see it, finds it in the chat with its author."""
    if not is_user(story.box):
        return
    said = Content(text=story.content.text, entities=story.content.entities)
    named = sorted(await naming.named_in(tx, said, None, user_id))[:MOST_TOLD]
    for id in named:
        if not rings.sees(story, id, await relations.find(tx, user_id, id)):
            continue
        media = Media(kind="story", user_id=story.box, extra_id=story.id, naming=True)
        try:
            with tx.unasked():
                await sending.send(tx, user_id, Peer(id), Content(media=media), tx.chance.long())
        except Refusal:  # they do not talk with each other
            continue


async def check(tx: Tx, peer: Peer, content: StoryContent) -> StoryContent:
    """What may be posted: a photo or a film, with rules that say who may see it; channels' are for everyone. Refuses
    MEDIA_TYPE_INVALID, VIDEO_DURATION_INVALID, PRIVACY_VALUE_INVALID."""
    media = content.media
    if media.kind not in ("photo", "document") or media.ttl_seconds:
        raise Refusal("MEDIA_TYPE_INVALID")
    if media.kind == "document":
        if media.form not in ("video", "gif"):
            raise Refusal("MEDIA_TYPE_INVALID")
        document = (await documents.find_many(tx, (media.file_id,))).get(media.file_id)
        seconds = max((one.duration for one in document.attributes), default=0.0) if document else 0.0
        if seconds > LONGEST_VIDEO + 1:
            raise Refusal("VIDEO_DURATION_INVALID")
    return replace(content, privacy=check_privacy(content.privacy) if is_user(peer) else ())


def check_privacy(rules: Sequence[PrivacyRule]) -> tuple[PrivacyRule, ...]:
    """Refuses PRIVACY_VALUE_INVALID for rules that stories do not have."""
    if len(rules) > 10 or any(rule.whom not in WHOM or len(rule.ids) > MOST_NAMED for rule in rules):
        raise Refusal("PRIVACY_VALUE_INVALID")
    return tuple(rules) or NOBODY


async def _is_signed(tx: Tx, user_id: UserId, peer: Peer) -> bool:
    """A supergroup shows which admin posted, unless they are anonymous."""
    chat = None if is_user(peer) else await chats.find(tx, peer)
    if chat is None or chat.kind != MEGAGROUP:
        return False
    me = await participants.find(tx, peer, user_id)
    return me is not None and "anonymous" not in me.rights


async def _origin(tx: Tx, user_id: UserId, wish: Wish) -> tuple[StoryOrigin | None, Story | None]:
    """Whose story is posted again, as far as they let it be told, and the story itself. Who posts an other's again names the first."""
    if wish.source is None:
        return None, None
    first = (await places.require_visible(tx, user_id, *wish.source)).story
    if first.content.noforwards:
        raise Refusal("CHAT_FORWARDS_RESTRICTED")
    if (older := first.content.origin) is not None:
        return replace(older, modified=older.modified or wish.modified), first
    owner = await accounts.find(tx, first.box) if is_user(first.box) else None
    if owner is not None:
        towards = await privacy.towards(tx, owner, user_id)
        if not privacy.allows(owner, "forwards", user_id, towards):
            name = f"{owner.profile.first_name} {owner.profile.last_name}".strip()
            return StoryOrigin(name=name, modified=wish.modified), first
    return StoryOrigin(peer=first.box, id=first.id, modified=wish.modified), first
