"""Numbers that the server makes for bots and that need not be stored: they follow from its secret."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from angarium.domain.work import Tx
from angarium.model.ids import is_channel, is_chat, is_user
from angarium.model.messages import Message
from angarium.store import chats


def _number(secret: bytes, kind: bytes, told: bytes) -> int:
    digest = blake2b(told, digest_size=8, key=secret, person=kind).digest()
    return int.from_bytes(digest, "little", signed=True)


def chat_instance(secret: bytes, viewer_id: int, peer: int) -> int:
    """The same number for everyone in a chat, which tells nothing about it
    (https://core.telegram.org/constructor/updateBotCallbackQuery)."""
    chat = sorted((viewer_id, peer)) if is_user(peer) else [peer]
    return _number(secret, b"angarium chat", " ".join(map(str, chat)).encode())


def inline_hash(secret: bytes, bot_id: int, box: int, id: int) -> int:
    """What a bot must show to change a message that was sent through it."""
    return _number(secret, b"angarium inline", b"%d %d %d" % (bot_id, box, id))


async def kind_of_chat(tx: Tx, peer: int) -> str:
    """What a bot is told of a group or channel: "chat", "megagroup" or "broadcast"."""
    if is_chat(peer):
        return "chat"
    found = await chats.find(tx, peer)
    return "broadcast" if found is not None and found.is_broadcast else "megagroup"


def is_through(message: Message, bot_id: int) -> bool:
    """Whether a message is a bot's to change although it is in no chat with it: somebody sent it through the bot, or called it."""
    guest = message.content.guest_from > 0 and int(message.sender) == bot_id
    return guest or message.content.via_bot == bot_id


def named_copy(copied: Sequence[Message], bot_id: int) -> Message:
    """The copy by which a bot knows such a message: its own, a channel's, its sender's, or that of whoever called the bot."""
    first = copied[0]
    owner = first.content.guest_from or int(first.sender)
    for box in (bot_id, int(first.peer) if is_channel(first.peer) else owner):
        for copy in copied:
            if int(copy.box) == box:
                return copy
    return first
