"""Groups and channels as one viewer sees them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from angarium.domain import access
from angarium.domain.people import rings
from angarium.domain.work import Tx
from angarium.model.chats import ADMIN, BANNED, CREATOR, Chat, ChatView, Participant
from angarium.model.events import Event, MessageEdited, MessagesDeleted, NewMessage, ReactionsChanged
from angarium.model.ids import Peer, is_channel
from angarium.model.rings import StoryMark
from angarium.store import chats, participants


async def views(tx: Tx, viewer_id: int, ids: Iterable[int]) -> dict[int, ChatView]:
    """Every chat of `ids` that exists. Two queries, however many they are. Viewer 0 is anybody. Of a basic group nobody hears who was
    never in it, unless it became a supergroup, whose members read of that: its number needs no access hash."""
    wanted = {id for id in ids if id < 0}
    if not wanted:
        return {}
    found = await chats.find_many(tx, wanted)
    if beside := {int(chat.profile.direct) for chat in found.values() if chat.profile.direct} - wanted:
        found |= await chats.find_many(tx, beside)  # clients know a channel and its direct messages by each other
    mine = await participants.of_user(tx, viewer_id, found) if viewer_id else {}
    seen = {
        id: view(tx, viewer_id, chat, mine.get(id))
        for id, chat in found.items()
        if chat.is_channel or not viewer_id or id in mine or chat.profile.migrated_to is not None
    }
    if through := [one for one in seen.values() if not one.open and _may_discuss(one)]:
        await _open_discussions(tx, viewer_id, seen, through)
    posting = [id for id, one in seen.items() if one.stories is None and one.open] if viewer_id > 0 else []
    if posting:
        marks = await rings.of_chats(tx, viewer_id, posting)
        seen.update({id: replace(seen[id], stories=mark) for id, mark in marks.items()})
    return seen


def _may_discuss(closed: ChatView) -> bool:
    """Whether a group could be open to somebody as a channel's discussion group."""
    banned = closed.me is not None and closed.me.status == BANNED
    return channel_of(closed.chat) is not None and not banned


def channel_of(chat: Chat) -> Peer | None:
    """The channel whose readers may look into this group, because it is discussed there or they write to it there."""
    if chat.is_broadcast:
        return None
    return chat.profile.direct if chat.profile.monoforum else chat.profile.linked


async def _open_discussions(tx: Tx, viewer_id: int, seen: dict[int, ChatView], closed: Iterable[ChatView]) -> None:
    """The discussion group of a channel is open to whoever may read the channel (https://core.telegram.org/api/discussion)."""
    linked = {one.chat.peer: channel_of(one.chat) or 0 for one in closed}
    channels = await chats.find_many(tx, linked.values())
    mine = await participants.of_user(tx, viewer_id, channels)
    for peer, channel in linked.items():
        if channel in channels and is_open(channels[channel], mine.get(channel)):
            seen[peer] = replace(seen[peer], open=True)


def view(tx: Tx, viewer_id: int, chat: Chat, me: Participant | None) -> ChatView:
    """One chat for one viewer."""
    return ChatView(
        chat=chat,
        me=me,
        access_hash=access.access_hash(tx.house.secret, viewer_id, "channel", chat.peer),
        open=not viewer_id or is_open(chat, me),
        stories=None if chat.profile.stories_until > tx.now else StoryMark(),
    )


async def disguised(tx: Tx, peer: int, viewer_id: int, people: Iterable[int]) -> set[int]:
    """Those of `people` who are anonymous admins of a supergroup: others see the group in their place."""
    others = {id for id in people if id > 0 and id != viewer_id} if is_channel(peer) else set()
    known = await participants.find_many(tx, peer, others) if others else {}
    return {id for id, one in known.items() if one.status in (CREATOR, ADMIN) and "anonymous" in one.rights}


async def shown_as(tx: Tx, peer: int, user_id: int) -> Peer:
    """In whose name somebody acts in a chat: anonymous admins in that of their group."""
    return Peer(peer if await disguised(tx, peer, 0, (user_id,)) else user_id)


def veiled(event: Event, floor: int) -> Event:
    """An event of a supergroup as somebody hears it to whom messages up to `floor` are hidden: they learn that there was one, and no
    more; a client takes a deletion of what it does not have as nothing but a step of the counter."""
    if floor and isinstance(event, NewMessage | MessageEdited | ReactionsChanged) and event.id <= floor:
        return MessagesDeleted(ids=(event.id,))
    return event


def is_open(chat: Chat, me: Participant | None) -> bool:
    """Whether somebody may look inside: those present, and anyone for what is public, but nobody who is banned."""
    if me is not None and me.present:
        return True
    if me is not None and me.status == BANNED:
        return False
    return is_public(chat)


def is_public(chat: Chat) -> bool:
    """Whether anybody may look inside."""
    return bool(chat.profile.usernames) and not chat.profile.deleted
