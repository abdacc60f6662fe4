"""Who may see what: https://core.telegram.org/api/privacy."""

from __future__ import annotations

from angarium.model.users import PrivacyRule, Relation, User

_EVERYONE = (PrivacyRule(True, "all"),)
_CONTACTS = (PrivacyRule(True, "contacts"), PrivacyRule(False, "all"))

# What holds for an account that never chose; Telegram's defaults.
DEFAULTS: dict[str, tuple[PrivacyRule, ...]] = {
    "last_seen": _EVERYONE,
    "photo": _EVERYONE,
    "phone": _CONTACTS,
    "added_by_phone": _EVERYONE,
    "forwards": _EVERYONE,
    "calls": _EVERYONE,
    "p2p": _CONTACTS,
    "invites": _EVERYONE,
    "voice_messages": _EVERYONE,
    "about": _EVERYONE,
    "birthday": _CONTACTS,
    "gifts": _EVERYONE,
    "no_paid_messages": _CONTACTS,
    "saved_music": _EVERYONE,
}


# What somebody whom the owner has blocked does not get, whatever the rules say (https://core.telegram.org/api/block).
NOT_FOR_BLOCKED = frozenset({"last_seen", "photo", "about", "birthday", "calls", "p2p", "invites", "voice_messages"})


def rules_of(user: User, key: str) -> tuple[PrivacyRule, ...]:
    return user.profile.privacy.get(key) or DEFAULTS[key]


def allows(user: User, key: str, viewer_id: int, towards: Relation | None, *, viewer_is_bot: bool = False) -> bool:
    """Whether `user` lets `viewer_id` have what `key` guards; `towards` is what the viewer is to the user.

    Exceptions that name the viewer win over those for groups of people, whatever their order.
    """
    if user.id == viewer_id:
        return True
    if towards is not None and towards.blocked and key in NOT_FOR_BLOCKED:
        return False
    rules = rules_of(user, key)
    for rule in rules:
        if rule.whom == "users" and viewer_id in rule.ids:
            return rule.allow
    for rule in rules:
        if _covers(rule, towards, viewer_is_bot):
            return rule.allow
    return False


def _covers(rule: PrivacyRule, towards: Relation | None, viewer_is_bot: bool) -> bool:
    match rule.whom:
        case "all":
            return True
        case "contacts":
            return towards is not None and towards.contact
        case "close_friends":
            return towards is not None and towards.close_friend
        case "bots":
            return viewer_is_bot
        case _:
            return False
