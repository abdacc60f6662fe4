"""Messages (https://core.telegram.org/constructor/message)."""

from __future__ import annotations

from typing import Any

from angarium.domain.messages.private import saved_peer
from angarium.model.facts import Facts
from angarium.model.ids import Box, is_channel, is_saved, is_user
from angarium.model.messages import Action, Content, Forward, Message, PostCounter, ReactionTally, Reply, SuggestedPost
from angarium.rpc.render.actions import render_action
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.contents import render_fact_check
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.keyboards import render_markup
from angarium.rpc.render.media import render_media
from angarium.rpc.render.peers import render_open_peer, render_peer
from angarium.tl import types


def render_message(message: Message, facts: Facts) -> types.TypeMessage:
    content = message.content
    if content.action is not None:
        return _render_service(message, content.action, facts)
    # Only what is there is named: most messages are a line of text, and histories hold a hundred of them.
    fields: dict[str, Any] = {
        "id": message.id, "peer_id": render_peer(message.peer), "date": message.date, "message": content.text,
    }  # fmt: skip
    if (sender := _from(message)) is not None:
        fields["from_id"] = sender
    if _is_out(message, facts):
        fields["out"] = True
    if is_saved(message.box, message.peer) or content.topic:
        fields["saved_peer_id"] = _saved_peer(message)
    if content.entities:
        fields["entities"] = render_entities(content.entities)
    if content != Content(text=content.text, entities=content.entities):
        fields |= _render_extras(content, facts)
    return types.Message(**fields, **_render_marks(message, facts))


def _is_out(message: Message, facts: Facts) -> bool:
    """A channel's one copy is its author's own; in Saved Messages, for TDLib's sake, nothing is outgoing but what is yet to be sent."""
    if is_channel(message.box):
        return message.author == facts.viewer_id
    return message.out and (not is_saved(message.box, message.peer) or facts.scheduled.get(message.id) is message)


def _is_post(message: Message) -> bool:
    """Whether a channel says it to its subscribers; a supergroup in whose name an admin speaks does not post."""
    return is_channel(message.box) and message.content.post


def _render_extras(content: Content, facts: Facts) -> dict[str, Any]:
    """What an author may have added to the text."""
    return {
        "silent": content.silent,
        "noforwards": content.noforwards,
        "invert_media": content.invert_media,
        "from_scheduled": content.from_scheduled,
        "offline": content.automatic,
        "via_business_bot_id": content.business_bot or None,
        "fwd_from": render_forward(content.forward) if content.forward else None,
        "via_bot_id": content.via_bot or None,
        "reply_to": render_reply(content.reply, facts) if content.reply else None,
        "media": render_media(content.media, facts) if content.media else None,
        "post_author": content.post_author or None,
        "grouped_id": content.grouped_id or None,
        "ttl_period": content.ttl_period or None,
        "effect": content.effect or None,
        "paid_suggested_post_stars": content.paid_post,
        "suggested_post": render_suggested(content.suggested) if content.suggested else None,
        "paid_message_stars": content.paid_stars or None,
        "factcheck": render_fact_check(content.fact_check) if content.fact_check else None,
        "reply_markup": render_markup(content.markup),
        "guestchat_via_from": render_peer(content.guest_from) if content.guest_from else None,
    }


def _render_marks(message: Message, facts: Facts) -> dict[str, Any]:
    """What has happened to a message since; for most nothing."""
    marks: dict[str, Any] = {}
    if message.mentioned:
        marks["mentioned"] = True
    if message.media_unread:
        marks["media_unread"] = True
    if message.pinned:
        marks["pinned"] = True
    if message.edit_date:
        marks["edit_date"], marks["edit_hide"] = message.edit_date, message.edit_hidden
    if message.reacted:
        marks["reactions"] = _reactions(message, facts)
    if message.peer < 0:
        marks |= _render_group_marks(message, facts)
    if (message.peer < 0 or message.content.forward is not None) and (counter := _counter(message, facts)) is not None:
        marks["views"], marks["forwards"] = max(counter.views, 1), counter.forwards
    return marks


def _render_group_marks(message: Message, facts: Facts) -> dict[str, Any]:
    """What there is in groups and channels alone."""
    marks: dict[str, Any] = {}
    named = facts.mentions.get(message.key)
    if named is not None:
        marks["mentioned"] = True
    if named:
        marks["media_unread"] = True
    if _is_post(message):
        marks["post"] = True
    if (shown := render_replies(message, facts)) is not None:
        marks["replies"] = shown
    return marks


def _counter(message: Message, facts: Facts) -> PostCounter | None:
    """How often a post was seen; wherever it was passed on to, it is still the channel's."""
    forward = message.content.forward
    if forward is not None and forward.channel_post and forward.sender is not None:
        origin = facts.counters.get((Box(forward.sender), forward.channel_post))
        if origin is not None:
            return origin
    return (facts.counters.get(message.key) or PostCounter()) if _is_post(message) else None


def render_views(message: Message, facts: Facts) -> types.MessageViews:
    """The counters of a message alone."""
    counter = _counter(message, facts)
    return types.MessageViews(
        views=max(counter.views, 1) if counter else None,
        forwards=counter.forwards if counter else None,
        replies=render_replies(message, facts),
    )


def render_replies(message: Message, facts: Facts) -> types.MessageReplies | None:
    """What was answered below a message, or commented on a post. In a supergroup each message has it from the first moment on: TDLib finds
    fault with a message that gets a thread later."""
    thread, view = facts.threads.get(message.key), facts.chats.get(message.peer)
    if thread is None and is_channel(message.box) and not _is_post(message):
        return types.MessageReplies(replies=0, replies_pts=0)
    if thread is None or (thread.chat and (view is None or view.chat.profile.linked != thread.chat)):
        return None
    return types.MessageReplies(
        comments=bool(thread.chat),
        replies=thread.replies,
        replies_pts=0,
        recent_repliers=[render_peer(one) for one in thread.recent] if thread.chat and thread.recent else None,
        channel_id=number_of(thread.chat) if thread.chat else None,
        max_id=thread.max_id or None,
        read_max_id=thread.read_max_id or None,
    )


def _render_service(message: Message, action: Action, facts: Facts) -> types.MessageService:
    return types.MessageService(
        id=message.id,
        out=_is_out(message, facts),
        mentioned=message.mentioned or message.key in facts.mentions,
        media_unread=bool(facts.mentions.get(message.key)),
        post=_is_post(message),
        silent=message.content.silent,
        from_id=_from(message),
        peer_id=render_peer(message.peer),
        saved_peer_id=_saved_peer(message),
        reply_to=render_reply(message.content.reply, facts) if message.content.reply else None,
        date=message.date,
        action=render_action(action, facts),
        reactions=_reactions(message, facts) if message.reacted else None,
        ttl_period=message.content.ttl_period or None,
    )


def _reactions(message: Message, facts: Facts) -> types.MessageReactions:
    return render_reactions(
        facts.reactions.get(message.key), tags=is_saved(message.box, message.peer), minimal=facts.shared
    )


def _from(message: Message) -> types.TypePeer | None:
    # In a private chat the other person's messages carry no from_id: the chat itself says who it is; so do a channel's posts.
    # A bot that was called into it is neither.
    told = is_user(message.peer) and not message.out and not message.content.guest_from
    if told or (_is_post(message) and message.sender == message.peer):
        return None
    return render_peer(message.sender)


def _saved_peer(message: Message) -> types.TypePeer | None:
    if message.content.topic:
        return render_peer(message.content.topic)
    if not is_saved(message.box, message.peer):
        return None
    return render_peer(saved_peer(message))


def render_suggested(suggested: SuggestedPost) -> types.SuggestedPost:
    """What a channel is offered to post."""
    return types.SuggestedPost(
        accepted=suggested.accepted,
        rejected=suggested.rejected,
        price=types.StarsAmount(amount=suggested.stars, nanos=0) if suggested.stars else None,
        schedule_date=suggested.date or None,
    )


def render_forward(forward: Forward) -> types.MessageFwdHeader:
    return types.MessageFwdHeader(
        imported=forward.imported,
        from_id=render_peer(forward.sender) if forward.sender else None,
        from_name=forward.name or None,
        date=forward.date,
        channel_post=forward.channel_post or None,
        post_author=forward.post_author or None,
        saved_from_peer=render_peer(forward.saved_peer) if forward.saved_peer else None,
        saved_from_msg_id=forward.saved_id or None,
        saved_out=forward.saved_out,
        saved_from_id=render_peer(forward.saved_sender) if forward.saved_sender else None,
        saved_from_name=forward.saved_name or None,
        saved_date=forward.saved_date or None,
    )


def render_reply(reply: Reply, facts: Facts) -> types.TypeMessageReplyHeader:
    if reply.story and reply.peer:
        return types.MessageReplyStoryHeader(peer=render_open_peer(reply.peer), story_id=reply.story)
    origin = None
    if reply.origin_date:
        origin = types.MessageFwdHeader(
            from_id=render_peer(reply.origin_from) if reply.origin_from else None,
            from_name=reply.origin_name or None,
            date=reply.origin_date,
        )
    quote = reply.quote
    return types.MessageReplyHeader(
        reply_to_msg_id=reply.id or None,
        reply_to_peer_id=render_peer(reply.peer) if reply.peer else None,
        reply_to_top_id=reply.top_id or None,
        forum_topic=reply.forum_topic,
        reply_from=origin,
        reply_media=render_media(reply.media, facts) if reply.media else None,
        quote=quote is not None,
        quote_text=quote.text if quote else None,
        quote_entities=render_entities(quote.entities) if quote else None,
        quote_offset=reply.quote_offset if quote else None,
        todo_item_id=reply.todo_item or None,
        poll_option=reply.poll_option or None,
    )


def render_reaction(reaction: str) -> types.TypeReaction:
    if reaction.startswith("custom:"):
        return types.ReactionCustomEmoji(document_id=int(reaction[7:]))
    if reaction == "paid":
        return types.ReactionPaid()
    return types.ReactionEmoji(emoticon=reaction)


def render_reactions(
    tally: ReactionTally | None, *, tags: bool = False, minimal: bool = False
) -> types.MessageReactions:
    """`tags`: in Saved Messages reactions are the owner's own tags, without people. `minimal`: for many viewers at once, who keep what
    they know of their own."""
    tally = tally or ReactionTally()
    if tags:
        tally = ReactionTally(counts=tally.counts, can_see_list=False)
    return types.MessageReactions(
        min=minimal,
        reactions_as_tags=tags,
        can_see_list=tally.can_see_list,
        results=[
            types.ReactionCount(reaction=render_reaction(row.reaction), count=row.count, chosen_order=row.chosen_order)
            for row in tally.counts
        ],
        recent_reactions=[
            types.MessagePeerReaction(
                peer_id=render_peer(row.peer), reaction=render_reaction(row.reaction), date=row.date, unread=row.unread,
                big=row.big, my=row.mine,
            )
            for row in tally.recent
        ]
        or None,
        top_reactors=[
            types.MessageReactor(
                top=one.top, my=one.mine, anonymous=one.anonymous, peer_id=render_peer(one.peer) if one.peer else None,
                count=one.stars,
            )
            for one in tally.top
        ]
        or None,
    )  # fmt: skip
