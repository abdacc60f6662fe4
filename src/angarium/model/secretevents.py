"""What happens to secret chats: told to one device, in no box's log (domain/secret)."""

from __future__ import annotations

from angarium.model.logged import Base
from angarium.model.secretchats import SecretFile, SecretLook


class SecretMessageCame(Base, frozen=True):
    """Bytes for one device; `service` is what the sender's client says of them."""

    chat_id: int
    random_id: int
    date: int
    data: bytes
    service: bool = False
    file: SecretFile | None = None


class SecretChatChanged(Base, frozen=True):
    """A secret chat as one device shall see it; `g` is the other side's public value."""

    chat_id: int
    look: SecretLook
    at: int
    access_hash: int = 0
    date: int = 0
    admin_id: int = 0
    participant_id: int = 0
    g: bytes = b""
    fingerprint: int = 0
    history_deleted: bool = False
    folder_id: int = 0


class SecretHistoryRead(Base, frozen=True):
    chat_id: int
    max_date: int
    date: int


class SecretTyping(Base, frozen=True):
    """The other side of a secret chat is typing."""

    chat_id: int
