"""Choosing who may see what: https://core.telegram.org/api/privacy."""

from __future__ import annotations

import msgspec

from angarium.domain import facts as gathered
from angarium.domain.accounts import presence, profiles
from angarium.domain.people import privacy
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import PrivacyChanged, UserChanged
from angarium.model.ids import UserId
from angarium.model.users import PrivacyRule
from angarium.store import accounts

_MOST = 1000


async def find(tx: Tx, user_id: UserId, key: str) -> tuple[PrivacyRule, ...]:
    """The rules that hold."""
    return privacy.rules_of(await profiles.get(tx, user_id), key)


async def set_rules(tx: Tx, user_id: UserId, key: str, rules: tuple[PrivacyRule, ...]) -> tuple[PrivacyRule, ...]:
    """Choose the rules of one key. Refuses PRIVACY_VALUE_INVALID, PRIVACY_TOO_LONG."""
    if not rules:
        raise Refusal("PRIVACY_VALUE_INVALID")
    if sum(len(rule.ids) or 1 for rule in rules) > _MOST:
        raise Refusal("PRIVACY_TOO_LONG")
    user = await profiles.get(tx, user_id)
    chosen = _ordered(rules)
    before = user.profile.privacy
    await accounts.set_profile(tx, user_id, msgspec.structs.replace(user.profile, privacy={**before, key: chosen}))
    listed = {id for rule in chosen if rule.whom == "users" for id in rule.ids}
    facts = await gathered.gather(tx, user_id, [], users=listed)
    await tx.log(user_id, PrivacyChanged(key=key, rules=chosen), facts)
    if key == "last_seen":
        await presence.tell(tx, user_id)
    elif key in ("photo", "phone"):
        await tx.log(user_id, UserChanged(user_id=user_id, what="user"))
    return chosen


async def set_exception(tx: Tx, user_id: UserId, key: str, other_id: UserId, *, allow: bool) -> None:
    """Name somebody among those whom a key always lets through, or no more."""
    rules = await find(tx, user_id, key)
    listed = {id for rule in rules if rule.whom == "users" and rule.allow for id in rule.ids}
    after = listed | {other_id} if allow else listed - {other_id}
    if after == listed:
        return
    rest = tuple(rule for rule in rules if rule.whom != "users" or not rule.allow)
    await set_rules(tx, user_id, key, (PrivacyRule(True, "users", tuple(sorted(after))), *rest))


def _ordered(rules: tuple[PrivacyRule, ...]) -> tuple[PrivacyRule, ...]:
    """Exceptions first, the rule for everybody last, as clients read them; nothing that a rule for everybody has settled."""
    weight = {"users": 0, "chats": 1, "bots": 2, "premium": 3, "close_friends": 4, "contacts": 5, "all": 6}
    found = sorted(dict.fromkeys(rules), key=lambda rule: weight[rule.whom])
    if found[-1].whom != "all":
        found.append(PrivacyRule(False, "all"))
    return tuple(rule for rule in found if rule.ids or rule.whom not in ("users", "chats"))
