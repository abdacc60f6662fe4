"""Secret chats as one device sees them (https://core.telegram.org/type/EncryptedChat), their messages and files."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import events
from angarium.model.secretchats import SecretFile
from angarium.rpc.render.updates import Told, renders
from angarium.rpc.render.users import DC
from angarium.tl import types


def render_chat(seen: events.SecretChatChanged) -> types.TypeEncryptedChat:
    match seen.look:
        case "waiting":
            return types.EncryptedChatWaiting(
                id=seen.chat_id, access_hash=seen.access_hash, date=seen.date, admin_id=seen.admin_id,
                participant_id=seen.participant_id,
            )  # fmt: skip
        case "requested":
            return types.EncryptedChatRequested(
                folder_id=seen.folder_id or None, id=seen.chat_id, access_hash=seen.access_hash, date=seen.date,
                admin_id=seen.admin_id, participant_id=seen.participant_id, g_a=seen.g,
            )  # fmt: skip
        case "accepted":
            return types.EncryptedChat(
                id=seen.chat_id, access_hash=seen.access_hash, date=seen.date, admin_id=seen.admin_id,
                participant_id=seen.participant_id, g_a_or_b=seen.g, key_fingerprint=seen.fingerprint,
            )  # fmt: skip
        case "discarded":
            return types.EncryptedChatDiscarded(history_deleted=seen.history_deleted, id=seen.chat_id)


def render_file(file: SecretFile | None) -> types.TypeEncryptedFile:
    if file is None:
        return types.EncryptedFileEmpty()
    return types.EncryptedFile(
        id=file.id, access_hash=file.access_hash, size=file.size, dc_id=DC, key_fingerprint=file.fingerprint
    )


def render_message(message: events.SecretMessageCame) -> types.TypeEncryptedMessage:
    named = {"random_id": message.random_id, "chat_id": message.chat_id, "date": message.date}
    if message.service:
        return types.EncryptedMessageService(**named, bytes=message.data)
    return types.EncryptedMessage(**named, bytes=message.data, file=render_file(message.file))


def render_news(event: events.SecretChatChanged | events.SecretHistoryRead) -> types.TypeUpdate:
    if isinstance(event, events.SecretHistoryRead):
        return types.UpdateEncryptedMessagesRead(chat_id=event.chat_id, max_date=event.max_date, date=event.date)
    return types.UpdateEncryption(chat=render_chat(event), date=event.at)


@renders(events.SecretMessageCame)
def _message_came(event: events.SecretMessageCame, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateNewEncryptedMessage(message=render_message(event), qts=told.qts),)


@renders(events.SecretChatChanged)
def _chat_changed(event: events.SecretChatChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (render_news(event),)


@renders(events.SecretHistoryRead)
def _history_read(event: events.SecretHistoryRead, told: Told) -> Sequence[types.TypeUpdate]:
    return (render_news(event),)


@renders(events.SecretTyping)
def _typing(event: events.SecretTyping, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateEncryptedChatTyping(chat_id=event.chat_id),)
