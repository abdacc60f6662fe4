"""The policy for constructors that an older layer lacks: what stands for them, or that they are left out.

A name is a constructor's, or a type's for all its constructors that have no line of their own.
"""

from __future__ import annotations

from typing import Any

from angarium.tl import types
from angarium.tl.adapters.registry import fallback
from angarium.tl.objects import TLObject

# Left out: an element goes from its list, an optional field stays unset; where the field is mandatory the object
# around it is left out in its turn, up to a list or an optional field, and at last the call fails.
LEFT_OUT = (
    "Update",  # a client learns nothing of what its layer has no idea of; pts and seq go on
    "ChannelAdminLogEventAction",  # the whole event goes from the log
    "Chat", "ChatFull", "Dialog", "DialogPeer", "NotifyPeer", "SavedDialog",  # communities and direct messages
    "DocumentAttribute", "EmojiGroup", "InputFile", "InputGroupCall", "InputMedia", "InputReplyTo", "MediaArea",
    "MessageReplyHeader", "MessagesFilter", "PeerColor", "PollAnswer", "PrepaidGiveaway", "PrivacyKey", "PrivacyRule",
    "Reaction", "RequestPeerType", "InlineQueryPeerType", "StarGift", "StoryView", "TopPeerCategory", "VideoSize",
    "WebPageAttribute", "ExportedChatInvite", "inputEmojiStatusCollectible", "dialogFilterDefault",
    "stickerSetNoCovered", "botInlineMessageRichMessage",
    "auth.SentCode", "auth.sentCodeTypeSetUpEmailRequired",  # nothing that an old client shows would let it go on
    "payments.PaymentForm", "payments.PaymentReceipt",
)  # fmt: skip


@fallback(*LEFT_OUT)
def leave_out(value: Any, layer: int) -> None:
    """Nothing stands for it."""


@fallback("MessageMedia")
def say_unsupported(value: Any, layer: int) -> TLObject:
    """Clients offer an update of themselves."""
    return types.MessageMediaUnsupported()


@fallback("MessageAction")
def say_nothing(value: Any, layer: int) -> TLObject:
    """A service message without words."""
    return types.MessageActionEmpty()


@fallback("MessageEntity")
def keep_place(value: Any, layer: int) -> TLObject:
    """The text stays readable."""
    return types.MessageEntityUnknown(offset=value.offset, length=value.length)


@fallback("PageBlock")
def keep_block(value: Any, layer: int) -> TLObject:
    """Headings stay headings."""
    if value.NAME.startswith("pageBlockHeading"):
        return (types.PageBlockHeader if value.NAME[-1] in "12" else types.PageBlockSubheader)(text=value.text)
    return types.PageBlockUnsupported()


@fallback("RichText")
def keep_text(value: Any, layer: int) -> TLObject:
    """The text without what it would do."""
    if isinstance(value, types.TextCustomEmoji):
        return types.TextPlain(text=value.alt)
    if isinstance(value, types.TextMath):
        return types.TextPlain(text=value.source)
    return value.text or types.TextEmpty()


@fallback("SendMessageAction")
def keep_typing(value: Any, layer: int) -> TLObject:
    """Whatever is being done, somebody is at it."""
    if isinstance(value, types.SendMessageStopDraftAction):
        return types.SendMessageCancelAction()
    return types.SendMessageTypingAction()


@fallback("auth.SentCodeType")
def ask_for_code(value: Any, layer: int) -> TLObject:
    """An old client asks for a code as if it came by SMS; the person knows where it came."""
    return types.auth.SentCodeTypeSms(length=getattr(value, "length", 5))


@fallback("auth.CodeType")
def promise_code(value: Any, layer: int) -> TLObject:
    """As above."""
    return types.auth.CodeTypeSms()


@fallback("updatePinnedForumTopic")
def tell_pinned_topic(value: types.UpdatePinnedForumTopic, layer: int) -> TLObject | None:
    """Forums were supergroups alone."""
    if not isinstance(value.peer, types.PeerChannel):
        return None
    return types.UpdateChannelPinnedTopic(
        pinned=value.pinned, channel_id=value.peer.channel_id, topic_id=value.topic_id
    )


@fallback("updatePinnedForumTopics")
def tell_pinned_topics(value: types.UpdatePinnedForumTopics, layer: int) -> TLObject | None:
    """As above."""
    if not isinstance(value.peer, types.PeerChannel):
        return None
    return types.UpdateChannelPinnedTopics(channel_id=value.peer.channel_id, order=value.order)


@fallback("dialogFilterChatlist")
def keep_folder(value: types.DialogFilterChatlist, layer: int) -> TLObject:
    """A shared folder is a folder."""
    kept = ("id", "title", "emoticon", "pinned_peers", "include_peers")
    return types.DialogFilter(**{name: item for name, item in value.__dict__.items() if name in kept})


@fallback("stickerSetFullCovered")
def keep_covers(value: types.StickerSetFullCovered, layer: int) -> TLObject:
    """All stickers as covers."""
    return types.StickerSetMultiCovered(set=value.set, covers=value.documents)


@fallback("InputStickerSet")
def name_no_set(value: Any, layer: int) -> TLObject:
    """Mandatory where it stands."""
    return types.InputStickerSetEmpty()


@fallback("messages.sponsoredMessagesEmpty")
def list_nothing(value: Any, layer: int) -> TLObject:
    """An empty list."""
    return types.messages.SponsoredMessages()


@fallback("messages.translateResult")
def keep_translation(value: types.messages.TranslateResult, layer: int) -> TLObject:
    """Plain text."""
    return types.messages.TranslateResultText(text="\n".join(text.text for text in value.result))


@fallback("botInlineMessageMediaWebPage")
def keep_message(value: types.BotInlineMessageMediaWebPage, layer: int) -> TLObject:
    """The client makes the preview itself, or not."""
    kept = ("message", "entities", "reply_markup")
    return types.BotInlineMessageText(**{name: item for name, item in value.__dict__.items() if name in kept})


@fallback("PhoneCallDiscardReason")
def hang_up(value: Any, layer: int) -> TLObject:
    """The call is over here."""
    return types.PhoneCallDiscardReasonHangup()


@fallback("StarsAmount")
def count_nothing(value: Any, layer: int) -> TLObject:
    """Another currency is no stars."""
    return types.StarsAmount()


@fallback("StarsTransactionPeer")
def name_nobody(value: Any, layer: int) -> TLObject:
    """There is a constructor for this."""
    return types.StarsTransactionPeerUnsupported()
