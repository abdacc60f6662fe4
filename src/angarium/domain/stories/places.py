"""Who may do what with whose stories. Every act passes through here, each condition on its own line."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.domain.annexes import stories as shown
from angarium.domain.business import connections
from angarium.domain.chats import guards
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId, is_chat, is_saved, is_user
from angarium.model.stories import MediaArea, Story, StoryView
from angarium.store import accounts, stories

AT_ONCE = 100
"""Stories that one call can name."""

EDIT, DELETE, POST = "edit_stories", "delete_stories", "post_stories"


async def require_open(tx: Tx, viewer_id: UserId, peer: Peer) -> None:
    """Whoever has stories that somebody may ask for. Refuses PEER_ID_INVALID, and what `guards.require_open` does."""
    if is_user(peer):
        user = await accounts.find(tx, peer)
        if user is None or user.profile.deleted:
            raise Refusal("PEER_ID_INVALID")
        return
    if is_chat(peer):
        raise Refusal("PEER_ID_INVALID")
    await guards.require_reader(tx, viewer_id, peer)


async def require_shown(tx: Tx, user_id: UserId, areas: Iterable[MediaArea]) -> None:
    """Posts that can be tapped on a story stand where its author may look. Refuses what `guards.require_open` does."""
    for area in areas:
        if area.kind == "post":
            await guards.require_open(tx, user_id, Peer(area.peer))


async def require_lead(tx: Tx, user_id: UserId, peer: Peer, *any_of: str) -> None:
    """Oneself, or a supergroup or channel whose stories one leads: with one of these rights, or any when none is named; to a bot, whoever
    lets it. Refuses
    PEER_ID_INVALID, CHAT_ADMIN_REQUIRED, and what `guards.require_open` does."""
    if is_saved(user_id, peer):
        return
    if is_user(peer) and await _manages(tx, user_id, peer):
        return
    if is_user(peer) or is_chat(peer):
        raise Refusal("PEER_ID_INVALID")
    standing = await guards.require_admin(tx, user_id, peer)
    if not any(standing.has(right) for right in any_of or shown.RIGHTS):
        raise Refusal("CHAT_ADMIN_REQUIRED")


async def _manages(tx: Tx, bot_id: UserId, owner_id: Peer) -> bool:
    """Whether somebody lets this bot do it for them (https://core.telegram.org/api/bots/connected-business-bots)."""
    bot = await connections.find(tx, owner_id)
    return bot is not None and bot.bot_id == bot_id and "manage_stories" in bot.rights


async def require_changeable(tx: Tx, user_id: UserId, peer: Peer, ids: Iterable[int], right: str) -> list[Story]:
    """Those of `ids` that are there. One's own may be changed by whoever may post; an other admin's takes the right. Refuses what
    `require_lead` does."""
    await require_lead(tx, user_id, peer, right, POST)
    found = await stories.find_many(tx, [(int(peer), id) for id in dict.fromkeys(ids)])
    if any(story.author != user_id for story in found.values()):
        await require_lead(tx, user_id, peer, right)
    return list(found.values())


async def require_visible(tx: Tx, viewer_id: UserId, peer: Peer, id: int) -> StoryView:
    """A story that somebody may see now. Refuses STORY_ID_INVALID, STORIES_NEVER_CREATED, and what `require_open` does."""
    await require_open(tx, viewer_id, peer)
    story = await stories.find(tx, peer, id)
    if story is None:
        raise Refusal("STORY_ID_INVALID" if await stories.last_id(tx, peer) else "STORIES_NEVER_CREATED")
    seen = await shown.views(tx, viewer_id, [story])
    if story.key not in seen:
        raise Refusal("STORY_ID_INVALID")
    return seen[story.key]


async def require_led(tx: Tx, user_id: UserId, peer: Peer, id: int) -> Story:
    """A story whose viewers somebody may know. Refuses STORY_ID_INVALID, and what `require_lead` does."""
    await require_lead(tx, user_id, peer)
    story = await stories.find(tx, peer, id)
    if story is None:
        raise Refusal("STORY_ID_INVALID")
    return story


def check_ids(ids: Iterable[int]) -> list[int]:
    """What a call names, once each. Refuses STORY_ID_EMPTY, and STORY_ID_INVALID for more than may be named."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise Refusal("STORY_ID_EMPTY")
    if len(wanted) > AT_ONCE:
        raise Refusal("STORY_ID_INVALID")
    return wanted
