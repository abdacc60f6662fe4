"""Chats in a list (https://core.telegram.org/constructor/dialog)."""

from __future__ import annotations

from angarium.domain.messages.archive import ARCHIVE
from angarium.domain.messages.dialogs import Archive, Page
from angarium.model.facts import Facts
from angarium.model.messages import Dialog, Draft, NotifySettings, Reply
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.folders import render_input_peers
from angarium.rpc.render.messages import render_suggested
from angarium.rpc.render.notify import render_notify
from angarium.rpc.render.peers import render_peer
from angarium.tl import types


def render_dialogs(page: Page) -> list[types.TypeDialog]:
    """The archive, as one line, comes first: clients keep it above the pinned chats."""
    shown: list[types.TypeDialog] = [render_archive(page.archive)] if page.archive else []
    return shown + [render_dialog(dialog, page.facts) for dialog in page.dialogs]


def render_dialog(dialog: Dialog, facts: Facts) -> types.Dialog:
    return types.Dialog(
        peer=render_peer(dialog.peer),
        pts=dialog.pts or None,
        top_message=dialog.top_id,
        read_inbox_max_id=dialog.read_inbox_max_id,
        read_outbox_max_id=dialog.read_outbox_max_id,
        unread_count=dialog.unread_count,
        unread_mentions_count=dialog.unread_mentions,
        unread_reactions_count=dialog.unread_reactions,
        unread_poll_votes_count=facts.unseen_votes.get(dialog.peer, 0),
        unread_mark=dialog.unread_mark,
        view_forum_as_messages=dialog.as_messages,
        pinned=dialog.pinned_order > 0,
        notify_settings=render_notify(dialog.notify or NotifySettings()),
        draft=render_draft(dialog.draft, dialog.draft.date, facts) if dialog.draft else None,
        folder_id=dialog.folder_id or None,
        ttl_period=dialog.ttl_period or None,
    )


def render_archive(archive: Archive) -> types.DialogFolder:
    return types.DialogFolder(
        pinned=True,
        folder=types.Folder(id=ARCHIVE, title="Archived chats"),
        peer=render_peer(archive.top.peer),
        top_message=archive.top.top_id,
        unread_muted_peers_count=archive.unread_chats,
        unread_unmuted_peers_count=0,
        unread_muted_messages_count=archive.unread_messages,
        unread_unmuted_messages_count=0,
    )


def render_draft(draft: Draft | None, date: int, facts: Facts) -> types.TypeDraftMessage:
    if draft is None:
        return types.DraftMessageEmpty(date=date or None)
    return types.DraftMessage(
        message=draft.text,
        date=draft.date,
        entities=render_entities(draft.entities),
        reply_to=_reply(draft.reply, facts) if draft.reply else None,
        no_webpage=draft.no_webpage,
        invert_media=draft.invert_media,
        effect=draft.effect or None,
        media=types.InputMediaWebPage(
            url=draft.page,
            force_large_media=draft.page_size == "large",
            force_small_media=draft.page_size == "small",
            optional=draft.page_optional,
        )
        if draft.page
        else None,
        suggested_post=render_suggested(draft.suggested) if draft.suggested else None,
    )


def _reply(reply: Reply, facts: Facts) -> types.TypeInputReplyTo:
    peer = next(iter(render_input_peers([reply.peer], facts)), None) if reply.peer else None
    if reply.story:
        return types.InputReplyToStory(peer=peer or types.InputPeerEmpty(), story_id=reply.story)
    quote = reply.quote
    return types.InputReplyToMessage(
        reply_to_msg_id=reply.id,
        top_msg_id=reply.top_id or None,
        reply_to_peer_id=peer,
        quote_text=quote.text if quote else None,
        quote_entities=render_entities(quote.entities) if quote else None,
        quote_offset=reply.quote_offset or None,
        todo_item_id=reply.todo_item or None,
        poll_option=reply.poll_option or None,
    )
