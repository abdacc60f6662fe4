"""Numbers that name things. NewTypes, so that mypy keeps a user's id out of a message's place.

A *peer* is one integer, as in Telegram's Bot API: a user is its id, a basic group is minus its id, a channel or supergroup is
-(10**12 + id) (https://core.telegram.org/api/bots/ids). A *box* is whoever owns messages and an update log: a user (> 0) or a
channel (its peer number).
"""

from __future__ import annotations

from typing import NewType

UserId = NewType("UserId", int)
ChatId = NewType("ChatId", int)
ChannelId = NewType("ChannelId", int)
Peer = NewType("Peer", int)
Box = NewType("Box", int)
MsgId = NewType("MsgId", int)
Pts = NewType("Pts", int)
FileId = NewType("FileId", int)
KeyId = NewType("KeyId", int)
AuthorizationId = NewType("AuthorizationId", int)
MessageKey = tuple[int, int]
"""A message anywhere: its box and its id there."""

CHANNEL_OFFSET = 10**12
SERVICE_USER = UserId(777000)  # https://core.telegram.org/api/auth: login codes come from this account
SPAM_BOT = UserId(178220800)  # https://telegram.org/faq_spam: apps name it to those who may not write
REPLIES_USER = UserId(1271266957)  # https://core.telegram.org/api/discussion#replies: apps know this chat by its number


def is_saved(owner: int, peer: int) -> bool:
    """Whether a chat is its owner's Saved Messages."""
    return owner == peer > 0


def is_user(peer: int) -> bool:
    return peer > 0


def is_chat(peer: int) -> bool:
    return -CHANNEL_OFFSET < peer < 0


def is_channel(peer: int) -> bool:
    return peer <= -CHANNEL_OFFSET
