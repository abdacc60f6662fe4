"""Topics of forums (https://core.telegram.org/api/forum): making, changing, pinning and deleting them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import dues
from angarium.domain.chats import forums, guards, journal
from angarium.domain.chats.guards import Standing
from angarium.domain.files import documents
from angarium.domain.groups import changing
from angarium.domain.messages import deletions, histories, sending
from angarium.domain.messages.deletions import Affected
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.people import settings
from angarium.domain.threads import counting
from angarium.domain.work import Tx
from angarium.model.adminlog import LogEntry
from angarium.model.chats import MEGAGROUP
from angarium.model.errors import Refusal
from angarium.model.events import ForumViewChanged, TopicPinned, TopicsReordered
from angarium.model.facts import Facts
from angarium.model.ids import MsgId, Peer, UserId, is_channel
from angarium.model.messages import Action, Content, Reply
from angarium.model.threads import GENERAL, Thread, Topic
from angarium.store import accounts, boxes, selections, threads, topics
from angarium.store.selections import Selection

TITLE = 128
"""Letters of a topic's title at most."""

COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
"""Colors that a topic's icon can have (https://core.telegram.org/method/messages.createForumTopic)."""

PINNED = 5  # topics_pinned_limit of https://core.telegram.org/api/config
BATCH = 1000
"""Older messages that one unit of work puts into the general topic."""

FILL = "general_topic"


async def require_forum(tx: Tx, user_id: UserId, peer: Peer) -> Standing:
    """A forum that somebody may look into. Refuses PEER_ID_INVALID, CHANNEL_FORUM_MISSING, and what `guards.require_open` does."""
    if not is_channel(peer):
        raise Refusal("PEER_ID_INVALID")
    standing = await guards.require_open(tx, user_id, peer)
    if not standing.chat.profile.forum:
        raise Refusal("CHANNEL_FORUM_MISSING")
    return standing


async def require(tx: Tx, peer: Peer, id: int) -> Topic:
    """Refuses TOPIC_ID_INVALID."""
    topic = await topics.find(tx, peer, id)
    if topic is None:
        raise Refusal("TOPIC_ID_INVALID")
    return topic


async def toggle(tx: Tx, actor_id: UserId, peer: Peer, *, enabled: bool, tabs: bool) -> None:
    """Let a supergroup have topics, or not (https://core.telegram.org/method/channels.toggleForum). Everything said before is in the
    general one. Refuses CHAT_ADMIN_REQUIRED, MEGAGROUP_REQUIRED, CHAT_DISCUSSION_UNALLOWED, CHAT_NOT_MODIFIED."""
    standing = await guards.require_creator(tx, actor_id, peer)
    if standing.chat.kind != MEGAGROUP:
        raise Refusal("MEGAGROUP_REQUIRED")
    if enabled and standing.chat.profile.linked is not None:
        raise Refusal("CHAT_DISCUSSION_UNALLOWED")
    await changing.put(tx, standing, forum=enabled, forum_tabs=enabled and tabs)
    if enabled and not standing.chat.profile.forum:
        await counting.ensure_general(tx, standing.chat)
        await fill_general(tx, peer, histories.END)


@dues.happens(FILL)
async def fill_general(tx: Tx, box: int, before: int) -> None:
    """Put what was said in no topic into the general one, newest first; the rest follows in idle seconds."""
    found = await selections.page_before(tx, Selection(box=box, peer=box), before, 0, BATCH)
    mine = [one for one in found if forums.thread_of(one.content.reply, forum=True) == GENERAL]
    rows = [
        (one.id, one.sender, counting.kind_number(one))
        for one in mine
        if one.content.action is None or one.content.action.kind != "TopicCreate"
    ]
    await threads.add_messages(tx, box, GENERAL, rows)
    number = await selections.count(tx, Selection(box=box, peer=box, thread=GENERAL))
    newest = await threads.newest(tx, box, GENERAL, 1)
    whole = Thread(box=box, top_id=GENERAL, replies=number, max_id=newest[0][0] if newest else 0, topic=True)
    await threads.put(tx, whole)
    if len(found) == BATCH:
        await dues.put(tx, box, FILL, found[-1].id, tx.now + 1)


def clean_title(title: str) -> str:
    """Refuses TOPIC_TITLE_EMPTY."""
    title = " ".join(title.split())[:TITLE]
    if not title:
        raise Refusal("TOPIC_TITLE_EMPTY")
    return title


async def _check_icon(tx: Tx, id: int) -> None:
    """Refuses DOCUMENT_INVALID for an emoji that is not here."""
    if id and id not in await documents.find_many(tx, (id,)):
        raise Refusal("DOCUMENT_INVALID")


async def create(
    tx: Tx, actor_id: UserId, peer: Peer, title: str, color: int, icon: int, random_id: int, send_as: Peer | None = None
) -> Sent:
    """Open a topic (https://core.telegram.org/method/messages.createForumTopic). Refuses TOPIC_TITLE_EMPTY, DOCUMENT_INVALID,
    CHAT_ADMIN_REQUIRED, and what `require_forum` does."""
    await require_forum(tx, actor_id, peer)
    standing = await guards.require_may(tx, actor_id, peer, "manage_topics")
    if earlier := await sending.find_earlier(tx, actor_id, peer, random_id):
        return await sending.repeat(tx, actor_id, earlier, random_id)
    title = clean_title(title)
    await _check_icon(tx, icon)
    color = color if color in COLORS else COLORS[0]
    action = Action(kind="TopicCreate", title=title, number=color, numbers=(icon,) if icon else ())
    sent = await sending.deliver(tx, standing, Content(action=action), random_id, send_as=send_as)
    made = Topic(id=sent.message.id, title=title, creator=actor_id, date=tx.now, icon_color=color, icon_emoji_id=icon)
    await topics.put(tx, peer, made)
    await _log(tx, peer, actor_id, "CreateTopic", made)
    return sent


async def edit(
    tx: Tx, actor_id: UserId, peer: Peer, id: int, *, title: str | None = None, icon: int | None = None,
    closed: bool | None = None, hidden: bool | None = None,
) -> Sent:  # fmt: skip
    """Change a topic (https://core.telegram.org/method/messages.editForumTopic); None = as it was.

    Refuses TOPIC_ID_INVALID, CHAT_ADMIN_REQUIRED, TOPIC_CLOSE_SEPARATELY, TOPIC_HIDE_SEPARATELY, GENERAL_MODIFY_ICON_FORBIDDEN,
    TOPIC_NOT_MODIFIED, TOPIC_TITLE_EMPTY, DOCUMENT_INVALID, and what `require_forum` does.
    """
    standing = await require_forum(tx, actor_id, peer)
    topic = await require(tx, peer, id)
    if not forums.may_manage(standing, topic):
        raise Refusal("CHAT_ADMIN_REQUIRED")
    if closed is not None and (title, icon, hidden) != (None, None, None):
        raise Refusal("TOPIC_CLOSE_SEPARATELY")
    if hidden is not None and (title, icon) != (None, None):
        raise Refusal("TOPIC_HIDE_SEPARATELY")
    if icon is not None and id == GENERAL:
        raise Refusal("GENERAL_MODIFY_ICON_FORBIDDEN")
    if hidden is not None and (id != GENERAL or not standing.has("manage_topics")):
        raise Refusal("TOPIC_ID_INVALID")
    await _check_icon(tx, icon or 0)
    changed = replace(
        topic,
        title=topic.title if title is None else clean_title(title),
        icon_emoji_id=topic.icon_emoji_id if icon is None else icon,
        closed=(topic.closed or bool(hidden)) if closed is None else closed,
        hidden=topic.hidden if hidden is None else hidden,
    )
    if changed == topic:
        raise Refusal("TOPIC_NOT_MODIFIED")
    await topics.put(tx, peer, changed)
    await _log(tx, peer, actor_id, "EditTopic", changed, topic)
    switch = "closed" if closed is not None else "hidden" if hidden is not None else ""
    action = Action(
        kind="TopicEdit",
        title=title or "",
        numbers=() if icon is None else (icon,),
        text=switch,
        flag=bool(closed or hidden),
    )
    reply = None if id == GENERAL else Reply(id=MsgId(id), forum_topic=True)
    return await sending.deliver(tx, standing, Content(action=action), None, Replies(reply, None))


async def pin(tx: Tx, actor_id: UserId, peer: Peer, id: int, *, pinned: bool) -> TopicPinned:
    """Pin a topic above the others, or unpin it (https://core.telegram.org/method/messages.updatePinnedForumTopic). Refuses
    CHAT_ADMIN_REQUIRED, TOPIC_ID_INVALID, PINNED_TOPIC_NOT_MODIFIED, PINNED_TOO_MUCH, and what `require_forum` does."""
    await _require_leader(tx, actor_id, peer)
    topic = await require(tx, peer, id)
    if (topic.pinned_order > 0) == pinned:
        raise Refusal("PINNED_TOPIC_NOT_MODIFIED")
    others = await topics.pinned(tx, peer)
    if pinned and len(others) >= PINNED:
        raise Refusal("PINNED_TOO_MUCH")
    order = max((one.pinned_order for one in others), default=0) + 1 if pinned else 0
    changed = replace(topic, pinned_order=order)
    await topics.put(tx, peer, changed)
    await _log(tx, peer, actor_id, "PinTopic", changed if pinned else None, None if pinned else topic)
    event = TopicPinned(peer=peer, id=MsgId(id), pinned=pinned)
    tx.passing(peer, event, Facts())
    return event


async def reorder(tx: Tx, actor_id: UserId, peer: Peer, order: Sequence[int], *, force: bool) -> TopicsReordered:
    """Arrange the pinned topics; with `force` those not named are unpinned and those named are pinned. Refuses CHAT_ADMIN_REQUIRED,
    PINNED_TOO_MUCH, TOPIC_ID_INVALID, and what `require_forum` does."""
    await _require_leader(tx, actor_id, peer)
    known = {one.id: one for one in await topics.pinned(tx, peer)}
    there = await topics.find_many(tx, peer, order[:100])
    if any(id not in there for id in order):
        raise Refusal("TOPIC_ID_INVALID")
    named = [id for id in dict.fromkeys(order) if force or id in known]
    after = [*named, *([] if force else [id for id in known if id not in named])]
    if len(after) > PINNED:
        raise Refusal("PINNED_TOO_MUCH")
    for id in known.keys() - set(after):
        await topics.put(tx, peer, replace(known[id], pinned_order=0))
    for at, id in enumerate(after):
        await topics.put(tx, peer, replace(there.get(id) or known[id], pinned_order=len(after) - at))
    event = TopicsReordered(peer=peer, order=tuple(MsgId(id) for id in after))
    tx.passing(peer, event, Facts())
    return event


async def _require_leader(tx: Tx, actor_id: UserId, peer: Peer) -> None:
    standing = await require_forum(tx, actor_id, peer)
    if not standing.has("manage_topics"):
        raise Refusal("CHAT_ADMIN_REQUIRED")


async def delete(tx: Tx, actor_id: UserId, peer: Peer, id: int) -> Affected:
    """Delete a topic with everything in it, a chunk at a time (https://core.telegram.org/method/messages.deleteTopicHistory). Refuses
    TOPIC_ID_INVALID, CHAT_ADMIN_REQUIRED, and what `require_forum` does."""
    standing = await require_forum(tx, actor_id, peer)
    if id == GENERAL:
        raise Refusal("TOPIC_ID_INVALID")
    topic = await require(tx, peer, id)
    if not standing.has("delete_messages"):
        raise Refusal("CHAT_ADMIN_REQUIRED")
    chosen = Selection(box=peer, peer=peer, thread=id)
    found = await selections.page_before(tx, chosen, histories.END, 0, deletions.AT_ONCE)
    pts = await deletions.erase(tx, peer, found) if found else (await boxes.find(tx, peer)).pts
    left = await selections.count(tx, chosen)
    if not left:
        await topics.remove(tx, peer, id)
        await _log(tx, peer, actor_id, "DeleteTopic", topic)
        await threads.remove(tx, peer, id)
    return Affected(pts, len(found), left)


async def _log(tx: Tx, peer: Peer, actor_id: int, kind: str, topic: Topic | None, before: Topic | None = None) -> None:
    """Write it into the log of admins' actions."""
    await journal.note(tx, peer, actor_id, "forums", LogEntry(kind=kind, topic=topic, topic_before=before))


# --- how one person sees a forum -----------------------------------------------------------------------------------------------------


async def show_as_messages(tx: Tx, user_id: UserId, peer: Peer, *, enabled: bool) -> ForumViewChanged | None:
    """See a forum as one list of messages (https://core.telegram.org/method/channels.toggleViewForumAsMessages); None when it was so
    already. Refuses what `require_forum` does."""
    await require_forum(tx, user_id, peer)
    if await is_shown_as_messages(tx, user_id, peer) == enabled:
        return None
    if enabled:
        await accounts.set_setting(tx, user_id, settings.forum_view(peer), True)
    else:
        await accounts.remove_setting(tx, user_id, settings.forum_view(peer))
    event = ForumViewChanged(peer=peer, as_messages=enabled)
    await tx.log(user_id, event)
    return event


async def is_shown_as_messages(tx: Tx, user_id: int, peer: int) -> bool:
    """Whether somebody sees a forum as one list of messages."""
    return bool(await accounts.find_setting(tx, user_id, settings.forum_view(peer), bool))
