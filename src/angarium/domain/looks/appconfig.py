"""The client configuration (https://core.telegram.org/api/config#client-configuration): limits and switches by name."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import msgspec

from angarium.model import directs
from angarium.model.config import Limits
from angarium.model.sanctions import Sanction

PART = 512 * 1024

YEARS = 10 * 365 * 86_400
"""Seconds until the end that apps are told of a freeze which has none: they take one without for none at all."""

Json = dict[str, object]

# What does not depend on the operator. Everything that Telegram sells is open to everyone here, or there is none of it.
FIXED: Json = {
    "test": 1,
    "qr_login_camera": True,
    "qr_login_code": "primary",
    "dialog_filters_enabled": True,
    "dialog_filters_tooltip": False,
    "autoarchive_setting_available": True,
    "autologin_domains": [],
    "url_auth_domains": [],
    "whitelisted_domains": [],
    "emojies_send_dice": ["🎲", "🎯", "🏀", "⚽", "🎳", "🎰"],
    "emojies_send_dice_success": {
        "🎯": {"value": 6, "frame_start": 62},
        "🏀": {"value": 5, "frame_start": 110},
        "⚽": {"value": 5, "frame_start": 110},
        "🎳": {"value": 6, "frame_start": 110},
        "🎰": {"value": 64, "frame_start": 110},
    },
    "emojies_sounds": {},
    "gif_search_branding": "",
    "gif_search_emojies": ["👍", "😘", "😍", "😡", "🥳", "😂", "😮", "🙄", "😎", "👎"],
    "stickers_emoji_suggest_only_api": False,
    "stickers_emoji_cache_time": 86400,
    "groupcall_video_participants_max": 30,
    "settings_display_passkeys": True,
    "passkeys_account_passkeys_max": 5,
    "business_chat_links_limit": 100,
    "quick_replies_limit": 100,
    "quick_reply_messages_limit": 20,
    "intro_title_length_limit": 32,
    "intro_description_length_limit": 70,
    "reactions_default": "👍",
    "reactions_uniq_max": 11,
    "reactions_in_chat_max": 100,
    "chat_read_mark_size_threshold": 100,
    "chat_read_mark_expire_period": 604_800,
    "pm_read_date_expire_period": 604_800,
    "message_animated_emoji_max": 100,
    "quote_length_max": 1024,
    "reply_messages_per_day_max": 2_147_483_647,
    "telegram_antispam_group_size_min": 1,
    "telegram_antispam_user_id": "777000",
    "topics_pinned_limit": 5,
    "ringtone_duration_max": 5,
    "ringtone_size_max": 307_200,
    "ringtone_saved_count_max": 100,
    "upload_premium_speedup_upload": 1,
    "upload_premium_speedup_download": 1,
    "round_video_encoding": {
        "diameter": 384, "video_bitrate": 1000, "audio_bitrate": 64, "max_size": 12_582_912,
    },
    "authorization_autoconfirm_period": 604_800,
    "hidden_members_group_size_min": 1,
    "premium_purchase_blocked": True,
    "premium_bot_username": "",
    "premium_invoice_slug": "",
    "premium_promo_order": [],
    "giveaway_gifts_purchase_available": False,
    "stars_purchase_blocked": False,
    "stars_paid_reaction_amount_max": 2500,
    "stars_paid_post_amount_max": 10_000,
    "stars_paid_message_amount_max": 10_000,
    "stars_paid_message_commission_permille": 1000,
    "stars_paid_messages_available": True,
    "stories_posting": "enabled",
    "stories_entities": "enabled",
    "stories_export_nopublic_link": False,
    "stories_stealth_past_period": 300,
    "stories_stealth_future_period": 1500,
    "stories_stealth_cooldown_period": 10_800,
    "stories_venue_search_username": "",
    "stories_changelog_user_id": 777000,
    "story_viewers_expire_period": 2_147_483_647,
    "stories_area_url_max": 3,
    "story_weather_preload": False,
    "stars_suggested_post_amount_min": directs.LEAST,
    "stars_suggested_post_amount_max": directs.MOST,
    "stars_suggested_post_commission_permille": 1000,
    "stars_suggested_post_future_min": directs.SOONEST,
    "stars_suggested_post_future_max": directs.LATEST,
    "stars_suggested_post_age_min": directs.AGE,
    "poll_answers_max": 12,
    "todo_items_max": 30,
    "todo_title_length_max": 32,
    "todo_item_length_max": 64,
    "factcheck_length_limit": 1024,
    "fragment_prefixes": ["888"],
    "ignore_restriction_reasons": [],
    "forum_upgrade_participants_min": 1,
    "boosts_per_sent_gift": 0,
    "boosts_channel_level_max": 100,
}  # fmt: skip


def make(
    limits: Limits,
    *,
    translates: bool = False,
    checks_facts: bool = False,
    pending: Sequence[str] = (),
    dismissed: Sequence[str] = (),
    frozen: Sanction | None = None,
    appeal: str = "",
) -> Json:
    """What clients are told; both columns of Telegram's limits, for those who pay and those who do not, are the same. `translates`:
    there is a program that does; the others are about who asks: a `frozen` account objects at the address `appeal`."""
    doubled = {
        "channels_limit": 500,
        "saved_gifs_limit": 200,
        "stickers_faved_limit": 5,
        "dialog_filters_limit": 20,
        "dialog_filters_chats_limit": 100,
        "dialogs_pinned_limit": limits.pinned_dialogs,
        "dialogs_folder_pinned_limit": limits.pinned_archived,
        "saved_dialogs_pinned_limit": 100,
        "channels_public_limit": limits.public_channels,
        "caption_length_limit": limits.caption_length,
        "upload_max_fileparts": limits.file_size // PART,
        "about_length_limit": limits.about_length,
        "chatlist_update_period": 300,
        "chatlist_invites_limit": 100,
        "chatlists_joined_limit": 20,
        "recommended_channels_limit": 10,
        "reactions_user_max": 1,
        "story_expiring_limit": limits.stories_active,
        "stories_sent_weekly_limit": limits.stories_weekly,
        "stories_sent_monthly_limit": limits.stories_monthly,
        "story_caption_length_limit": limits.story_caption,
        "stories_suggested_reactions_limit": 5,
        "stories_album_limit": limits.story_albums,
        "stories_album_stories_limit": limits.story_album_stories,
    }
    columns = {f"{name}_{column}": value for name, value in doubled.items() for column in ("default", "premium")}
    word = "enabled" if translates else "disabled"
    asker = {
        "stories_pinned_to_top_count_max": limits.stories_top,
        "can_edit_factcheck": checks_facts,
        "pending_suggestions": list(pending),
        "dismissed_suggestions": list(dismissed),
    }
    if frozen is not None:  # https://core.telegram.org/api/auth#frozen-accounts
        until = frozen.until or frozen.since + YEARS
        asker |= {"freeze_since_date": frozen.since, "freeze_until_date": until, "freeze_appeal_url": appeal}
    return columns | FIXED | asker | {"translations_manual_enabled": word, "translations_auto_enabled": word}


def fingerprint(config: object) -> int:
    """The `hash` by which a client says what it has: a positive 31-bit number."""
    return crc32(msgspec.json.encode(config)) & 0x7FFFFFFF
