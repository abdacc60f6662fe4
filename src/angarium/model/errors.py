"""What the messenger refuses. A refusal is an answer, not a bug: both doors render its code and name.

The names are Telegram's (https://core.telegram.org/api/errors); `schema/errors.toml` holds the ones in use with their codes and
meanings, and a test holds every name raised anywhere against it.
"""

from __future__ import annotations

# Everything that is not listed here is 400 BAD_REQUEST. Some names have one code on the page of one method and another on the next one's;
# here each has one of them: 400 for CHANNEL_PRIVATE, CHAT_ADMIN_REQUIRED, CHAT_FORWARDS_RESTRICTED, INVITE_HASH_EXPIRED,
# PEER_ID_INVALID, TOPIC_CLOSED, TOPIC_DELETED and USER_NOT_PARTICIPANT (elsewhere also 403 or 406), 403 for USER_IS_BLOCKED (of albums
# 400), 406 for PRECHECKOUT_FAILED, which the client is shown in a notice.
CODES: dict[str, int] = {
    "PHONE_MIGRATE_%d": 303,
    "AUTH_KEY_UNREGISTERED": 401,
    "AUTH_KEY_INVALID": 401,
    "AUTH_KEY_PERM_EMPTY": 401,
    "SESSION_PASSWORD_NEEDED": 401,
    "SESSION_REVOKED": 401,
    "SESSION_EXPIRED": 401,
    "USER_DEACTIVATED": 401,
    "USER_DEACTIVATED_BAN": 401,
    "USER_PRIVACY_RESTRICTED": 403,
    "CHAT_ADMIN_INVITE_REQUIRED": 403,
    "USER_RESTRICTED": 403,
    "USER_INVALID": 403,
    "USER_IS_BLOCKED": 403,
    "BOT_ACCESS_FORBIDDEN": 403,
    "BOT_VERIFIER_FORBIDDEN": 403,
    "USER_PERMISSION_DENIED": 403,
    "YOUR_PRIVACY_RESTRICTED": 403,
    "CHAT_WRITE_FORBIDDEN": 403,
    "CHAT_GUEST_SEND_FORBIDDEN": 403,
    "CHAT_FORBIDDEN": 403,
    "CHAT_SEND_PLAIN_FORBIDDEN": 403,
    "CHAT_SEND_PHOTOS_FORBIDDEN": 403,
    "CHAT_SEND_VIDEOS_FORBIDDEN": 403,
    "CHAT_SEND_DOCS_FORBIDDEN": 403,
    "CHAT_SEND_AUDIOS_FORBIDDEN": 403,
    "CHAT_SEND_VOICES_FORBIDDEN": 403,
    "CHAT_SEND_ROUNDVIDEOS_FORBIDDEN": 403,
    "CHAT_SEND_STICKERS_FORBIDDEN": 403,
    "CHAT_SEND_GIFS_FORBIDDEN": 403,
    "CHAT_SEND_POLL_FORBIDDEN": 403,
    "CHAT_SEND_GAME_FORBIDDEN": 403,
    "CHAT_SEND_INLINE_FORBIDDEN": 403,
    "ALLOW_PAYMENT_REQUIRED_%d": 403,
    "RIGHT_FORBIDDEN": 403,
    "USER_CHANNELS_TOO_MUCH": 403,
    "MESSAGE_AUTHOR_REQUIRED": 403,
    "USER_DELETED": 403,
    "MESSAGE_DELETE_FORBIDDEN": 403,
    "PRIVACY_PREMIUM_REQUIRED": 403,
    "PREMIUM_ACCOUNT_REQUIRED": 403,
    "NOT_FOUND": 404,
    "AUTH_KEY_DUPLICATED": 406,
    "PHONE_PASSWORD_FLOOD": 406,
    "PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_%dMIN": 406,
    "UPDATE_APP_TO_LOGIN": 406,
    "FRESH_CHANGE_ADMINS_FORBIDDEN": 406,
    "FRESH_CHANGE_PHONE_FORBIDDEN": 406,
    "FRESH_RESET_AUTHORISATION_FORBIDDEN": 406,
    "FLOOD_WAIT_%d": 420,
    "FROZEN_METHOD_INVALID": 420,
    "FLOOD_PREMIUM_WAIT_%d": 420,
    "SLOWMODE_WAIT_%d": 420,
    "TAKEOUT_INIT_DELAY_%d": 420,
    "SEND_CODE_UNAVAILABLE": 406,
    "EDIT_BOT_INVITE_FORBIDDEN": 403,
    "2FA_CONFIRM_WAIT_%d": 420,
    "INTERNAL": 500,
    "RANDOM_ID_DUPLICATE": 500,
    "STORAGE_UNAVAILABLE": 500,
    "POLL_VOTE_REQUIRED": 403,
    "BROADCAST_FORBIDDEN": 403,
    "TAKEOUT_REQUIRED": 403,
    "POLL_COUNTRY_RESTRICTED": 406,
    "PRECHECKOUT_FAILED": 406,
    "POLL_MEMBER_RESTRICTED": 406,
    "TRANSLATE_REQ_FAILED": 500,
    "CHAT_ACTION_FORBIDDEN": 403,
    "AICOMPOSE_TIMEOUT": 500,
}


class Refusal(Exception):
    """The messenger says no, with Telegram's error name; `number` fills a `%d` in it (seconds to wait, say)."""

    def __init__(self, name: str, number: int | None = None) -> None:
        self.code = CODES.get(name, 400)
        self.name = name if number is None else name % number
        self.number = number
        super().__init__(self.name)


class StorageUnavailable(Exception):
    """The database could not make a write durable (disk full, I/O error): nothing of it was acknowledged."""
