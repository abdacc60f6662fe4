"""What somebody is doing (https://core.telegram.org/type/SendMessageAction): a name inside, a constructor outside."""

from __future__ import annotations

from collections.abc import Callable

from angarium.model.events import Typing
from angarium.tl import types

_PLAIN: dict[str, Callable[[], types.TypeSendMessageAction]] = {
    "sendMessageTypingAction": types.SendMessageTypingAction,
    "sendMessageCancelAction": types.SendMessageCancelAction,
    "sendMessageRecordVideoAction": types.SendMessageRecordVideoAction,
    "sendMessageRecordAudioAction": types.SendMessageRecordAudioAction,
    "sendMessageRecordRoundAction": types.SendMessageRecordRoundAction,
    "sendMessageGeoLocationAction": types.SendMessageGeoLocationAction,
    "sendMessageChooseContactAction": types.SendMessageChooseContactAction,
    "sendMessageChooseStickerAction": types.SendMessageChooseStickerAction,
    "sendMessageGamePlayAction": types.SendMessageGamePlayAction,
}
_PROGRESS: dict[str, Callable[..., types.TypeSendMessageAction]] = {
    "sendMessageUploadVideoAction": types.SendMessageUploadVideoAction,
    "sendMessageUploadAudioAction": types.SendMessageUploadAudioAction,
    "sendMessageUploadDocumentAction": types.SendMessageUploadDocumentAction,
    "sendMessageUploadPhotoAction": types.SendMessageUploadPhotoAction,
    "sendMessageUploadRoundAction": types.SendMessageUploadRoundAction,
    "sendMessageHistoryImportAction": types.SendMessageHistoryImportAction,
}
_EMOJI = "sendMessageEmojiInteractionSeen"

SILENT = frozenset(
    {
        "sendMessageEmojiInteraction",  # its pictures are of emoji packs, which the other side may not have
        "speakingInGroupCallAction",
        "sendMessageTextDraftAction",
        "sendMessageRichMessageDraftAction",
        "inputSendMessageRichMessageDraftAction",
        "sendMessageStopDraftAction",
    }
)
"""Accepted, and not told: these mean something in groups and to bots."""


def render_activity(event: Typing) -> types.TypeSendMessageAction:
    if event.action in _PROGRESS:
        return _PROGRESS[event.action](progress=event.progress)
    if event.action == _EMOJI:
        return types.SendMessageEmojiInteractionSeen(emoticon=event.emoticon)
    return _PLAIN[event.action]()
