"""What a message answers: two numbers up to layer 158, an InputReplyTo since.

https://core.telegram.org/api/threads
"""

from __future__ import annotations

from angarium.tl import types
from angarium.tl.adapters.registry import Fields, down, extend, up
from angarium.tl.combinator import Combinator


@up(
    "messages.prolongWebView", "messages.requestWebView", "messages.saveDraft", "messages.sendInlineBotResult",
    "messages.sendMedia", "messages.sendMessage", "messages.sendMultiMedia",
    "draftMessage",
    takes=("reply_to_msg_id", "top_msg_id", "reply_to"),
)  # fmt: skip
def raise_reply(fields: Fields) -> None:
    """A thread without a message to answer is the thread's first message."""
    message, thread = fields.pop("reply_to_msg_id", None), fields.pop("top_msg_id", None)
    if message or thread:
        reply = types.InputReplyToMessage(reply_to_msg_id=message or thread)
        if thread:
            reply.top_msg_id = thread
        fields["reply_to"] = reply


@up("messages.sendScreenshotNotification", takes=("reply_to_msg_id", "reply_to"))
def raise_screenshot(fields: Fields) -> None:
    """Here a message is always answered, if only number 0."""
    if "reply_to_msg_id" in fields:
        fields["reply_to"] = types.InputReplyToMessage(reply_to_msg_id=fields.pop("reply_to_msg_id"))


@down("draftMessage", gives=("reply_to_msg_id",))
def lower_reply(draft: types.DraftMessage, form: Combinator) -> types.DraftMessage:
    """Answers to stories and to other chats have no number here."""
    reply = draft.reply_to
    if "reply_to" in form.field or not isinstance(reply, types.InputReplyToMessage) or reply.reply_to_peer_id:
        return draft
    return extend(draft, reply_to_msg_id=reply.reply_to_msg_id)
