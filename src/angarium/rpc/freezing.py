"""A frozen account only reads (https://core.telegram.org/api/auth#frozen-accounts): which methods it may call nevertheless."""

from __future__ import annotations

from typing import Any

from angarium.model.errors import Refusal
from angarium.model.ids import SPAM_BOT

_KINDS = ("auth.", "help.", "upload.get", "messages.read", "payments.get")

OPEN = frozenset(
    {
        # what keeps the account in its owner's hands
        "account.cancelPasswordEmail", "account.changeAuthorizationSettings", "account.confirmPasswordEmail",
        "account.declinePasswordReset", "account.deleteAccount", "account.deletePasskey", "account.finishTakeoutSession",
        "account.getPassword", "account.getPasswordSettings", "account.getTmpPassword", "account.initTakeoutSession",
        "account.invalidateSignInCodes", "account.resendPasswordEmail", "account.resetAuthorization", "account.resetPassword",
        "account.resetWebAuthorization", "account.resetWebAuthorizations", "account.setAuthorizationTTL",
        "account.updatePasswordSettings",
        # what devices tell of themselves
        "account.registerDevice", "account.resetNotifySettings", "account.unregisterDevice", "account.updateDeviceLocked",
        "account.updateNotifySettings", "account.updateStatus", "messages.receivedQueue",
        # reading
        "channels.readHistory", "channels.readMessageContents", "messages.getExportedChatInvites", "messages.getMessagesViews",
        "messages.getWebPage", "messages.getWebPagePreview", "messages.hidePeerSettingsBar", "messages.markDialogUnread",
        "messages.search", "messages.searchGlobal", "messages.summarizeText", "messages.transcribeAudio", "messages.translateText",
        "stories.incrementStoryViews", "stories.readStories",
        # keeping away from others
        "contacts.block", "contacts.blockFromReplies", "contacts.setBlocked", "contacts.unblock", "messages.discardEncryption",
    }
)  # fmt: skip

APPEALS = {
    "messages.sendMessage": "peer",
    "messages.setTyping": "peer",
    "messages.saveDraft": "peer",
    "messages.startBot": "bot",
    "messages.getBotCallbackAnswer": "peer",
}
"""What it may do in the chat with the account that takes appeals, and the field that names the chat."""


KNOWN = 201
"""The layer from which on clients know that an account can be frozen."""


def code_of(refusal: Refusal, layer: int) -> int:
    """The code under which a client is told a refusal."""
    # COMPAT(TDLib 1.8.44): it takes every 420 that it does not know for "later", and asks again without end.
    return 403 if refusal.name == "FROZEN_METHOD_INVALID" and layer < KNOWN else refusal.code


def check(request: Any, *, acts: bool) -> None:
    """Refuses FROZEN_METHOD_INVALID when a frozen account calls what `acts`: writes, or talks to the world outside."""
    name = request.NAME
    if not acts or name in OPEN or name.startswith(_KINDS):
        return
    chat = getattr(request, APPEALS[name]) if name in APPEALS else None
    if getattr(chat, "user_id", 0) != SPAM_BOT:
        raise Refusal("FROZEN_METHOD_INVALID")
