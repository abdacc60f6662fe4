"""Topics of forums (https://core.telegram.org/constructor/forumTopic)."""

from __future__ import annotations

from angarium.domain.threads.lists import Listed, Topics
from angarium.model.facts import Facts
from angarium.model.messages import NotifySettings
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.dialogs import render_draft
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.notify import render_notify
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.tl import types


def render_topic(listed: Listed, peer: int, facts: Facts) -> types.ForumTopic:
    topic, state = listed.topic, listed.state
    return types.ForumTopic(
        my=topic.creator == facts.viewer_id,
        closed=topic.closed,
        pinned=topic.pinned_order > 0,
        hidden=topic.hidden,
        id=topic.id,
        date=topic.date,
        peer=render_peer(peer),
        title=topic.title,
        icon_color=topic.icon_color,
        icon_emoji_id=topic.icon_emoji_id or None,
        top_message=listed.thread.max_id or topic.id,
        read_inbox_max_id=state.read_inbox_max_id,
        read_outbox_max_id=state.read_outbox_max_id,
        unread_count=listed.unread,
        unread_mentions_count=listed.mentions,
        unread_reactions_count=listed.reactions,
        unread_poll_votes_count=0,
        from_id=render_peer(topic.creator),
        notify_settings=render_notify(state.notify or NotifySettings()),
        draft=render_draft(state.draft, state.draft.date, facts) if state.draft else None,
    )


def render_topics(page: Topics) -> types.messages.ForumTopics:
    """A page of topics; those asked for that are none are told as deleted."""
    shown: list[types.TypeForumTopic] = [render_topic(listed, page.peer, page.facts) for listed in page.found]
    return types.messages.ForumTopics(
        count=page.count,
        topics=shown + [types.ForumTopicDeleted(id=id) for id in page.missing],
        messages=[render_message(message, page.facts) for message in page.newest],
        chats=render_chats(page.facts),
        users=render_users(page.facts),
        pts=page.pts,
    )
