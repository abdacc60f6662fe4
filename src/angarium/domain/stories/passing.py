"""Passing stories on into chats (https://core.telegram.org/constructor/inputMediaStory)."""

from __future__ import annotations

from angarium.domain.messages import channel
from angarium.domain.stories import places
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Media, Message
from angarium.store import stories, storyviews


async def as_media(tx: Tx, user_id: UserId, peer: Peer, id: int) -> Media:
    """A story as a message carries it. Refuses CHAT_FORWARDS_RESTRICTED, and what `places.require_visible` does."""
    view = await places.require_visible(tx, user_id, peer, id)
    if view.story.content.noforwards and not view.leads:
        raise Refusal("CHAT_FORWARDS_RESTRICTED")
    return Media(kind="story", user_id=peer, extra_id=id)


async def note_copy(tx: Tx, chat: Chat, message: Message) -> None:
    """A story came into a public chat: whoever posted it can see where."""
    media = message.content.media
    if media is None or media.kind != "story" or not chat.profile.usernames or chat.peer == media.user_id:
        return
    if await stories.find(tx, media.user_id, media.extra_id) is None:
        return
    await storyviews.note_copy(tx, media.user_id, media.extra_id, message.date, chat.peer, message.id, reposted=False)
    await stories.count_more(tx, media.user_id, media.extra_id, forwards=1)


channel.POSTED.append(note_copy)
