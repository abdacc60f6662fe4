"""Everything that belongs to one account alone, gone. What stands in other people's boxes stays."""

from __future__ import annotations

from angarium.store import search
from angarium.store.db import Db

_BY_BOX = (
    "message", "pts_log", "seq_log", "qts_log", "reaction", "reaction_tally", "scheduled", "due", "read_mark", "saved_message",
    "saved_dialog", "search_box",
    "story", "story_line", "story_view", "story_tally", "story_hour", "story_copy", "story_word", "story_album", "story_in_album",
    "history_import", "import_span", "history_import_part", "history_import_file",
)  # fmt: skip
_BY_OWNER = (
    "dialog",
    "dialog_filter",
    "setting",
    "contact_word",
    "secret_chat",
    "sticker_install",
    "sticker_owned",
    "shelf",
    "chat_look",
    "folder_invite",
    "thread_state",
    "direct_state",
    "quick_reply",
    "quick_message",
    "business_link",
    "business_answer",
    "poll_unread",
    "star_purse",
    "star_entry",
    "message_revenue",
    "mention",
    "upload_hash",
    "comment_answer",
)
_BY_USER = (
    "user_photo",
    "bot_item",
    "bot_query",
    "bot_known",
    "web_login",
    "theme_user",
    "passkey",
    "secret_sent",
    "push_token",
    "join_request",
    "scheduled_until_online",
    "view_mark",
    "paid_media_buyer",
    "terms_accepted",
    "dismissal",
    "showing",
    "story_reader",
    "story_account",
    "transcript_rating",
    "sanction",
)


async def erase(db: Db, user_id: int) -> None:
    """The box keeps its counters, so that its numbers never come again."""
    await search.erase(db, user_id)
    for table in _BY_BOX:
        await db.run(f"DELETE FROM {table} WHERE box = ?", user_id)
    for table in _BY_OWNER:
        await db.run(f"DELETE FROM {table} WHERE owner_id = ?", user_id)
    for table in _BY_USER:
        await db.run(f"DELETE FROM {table} WHERE user_id = ?", user_id)
