"""account.*: who may see what."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.accounts import privacyrules, profiles
from angarium.domain.facts import gather
from angarium.domain.people import privacy, settings
from angarium.domain.people.settings import GlobalPrivacy
from angarium.model.ids import CHANNEL_OFFSET
from angarium.model.users import PrivacyRule
from angarium.rpc.peers import read_user
from angarium.rpc.render.accounts import PRIVACY_KEYS, render_rule
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_KEYS = {f"inputP{kind.NAME[1:]}": key for key, kind in PRIVACY_KEYS.items()}
_PLAIN_RULES: dict[type, tuple[bool, str]] = {
    types.InputPrivacyValueAllowAll: (True, "all"),
    types.InputPrivacyValueDisallowAll: (False, "all"),
    types.InputPrivacyValueAllowContacts: (True, "contacts"),
    types.InputPrivacyValueDisallowContacts: (False, "contacts"),
    types.InputPrivacyValueAllowCloseFriends: (True, "close_friends"),
    types.InputPrivacyValueAllowPremium: (True, "premium"),
    types.InputPrivacyValueAllowBots: (True, "bots"),
    types.InputPrivacyValueDisallowBots: (False, "bots"),
}


def read_key(given: types.TypeInputPrivacyKey) -> str:
    """Every key that any layer has is known."""
    return _KEYS[given.NAME]


def read_rules(call: Call, given: Sequence[types.TypeInputPrivacyRule]) -> tuple[PrivacyRule, ...]:
    """Every rule that any layer has is known. Refuses USER_ID_INVALID."""
    return tuple(_read_rule(call, rule) for rule in given[:100])


def _read_rule(call: Call, given: types.TypeInputPrivacyRule) -> PrivacyRule:
    match given:
        case types.InputPrivacyValueAllowUsers() | types.InputPrivacyValueDisallowUsers():
            allow = isinstance(given, types.InputPrivacyValueAllowUsers)
            return PrivacyRule(allow, "users", tuple(read_user(call, user) for user in given.users[:1000]))
        case types.InputPrivacyValueAllowChatParticipants() | types.InputPrivacyValueDisallowChatParticipants():
            allow = isinstance(given, types.InputPrivacyValueAllowChatParticipants)
            return PrivacyRule(allow, "chats", tuple(chat for chat in given.chats[:1000] if 0 < chat < CHANNEL_OFFSET))
        case _:
            return PrivacyRule(*_PLAIN_RULES[type(given)])


async def _render(call: Call, rules: Sequence[PrivacyRule]) -> types.account.PrivacyRules:
    listed = [id for rule in rules if rule.whom == "users" for id in rule.ids]
    numbers = [id for rule in rules if rule.whom == "chats" for id in rule.ids]
    peers = [peer for number in numbers for peer in privacy.peers_of_chat(number)]
    facts = await gather(call.tx, call.user_id, [], users=(*listed, *peers))
    return types.account.PrivacyRules(
        rules=[render_rule(rule) for rule in rules],
        chats=render_chats(facts, peers),
        users=render_users(facts, listed),
    )


@method("account.getPrivacy", bots=False)
async def get_privacy(call: Call, req: functions.account.GetPrivacy) -> types.account.TypePrivacyRules:
    return await _render(call, await privacyrules.find(call.tx, call.user_id, read_key(req.key)))


@method("account.setPrivacy", writes=True, bots=False)
async def set_privacy(call: Call, req: functions.account.SetPrivacy) -> types.account.TypePrivacyRules:
    key = read_key(req.key)
    rules = read_rules(call, req.rules)
    return await _render(call, await privacyrules.set_rules(call.tx, call.user_id, key, rules))


def _render_global(chosen: GlobalPrivacy, price: int) -> types.GlobalPrivacySettings:
    return types.GlobalPrivacySettings(
        archive_and_mute_new_noncontact_peers=chosen.archive_strangers,
        keep_archived_unmuted=chosen.keep_archived_unmuted,
        keep_archived_folders=chosen.keep_archived_folders,
        hide_read_marks=chosen.hide_read_marks,
        new_noncontact_peers_require_premium=chosen.strangers_require_premium,
        display_gifts_button=chosen.display_gifts_button,
        noncontact_peers_paid_stars=price or None,
    )


@method("account.getGlobalPrivacySettings", bots=False)
async def get_global_privacy_settings(
    call: Call, req: functions.account.GetGlobalPrivacySettings
) -> types.TypeGlobalPrivacySettings:
    me = await profiles.get(call.tx, call.user_id)
    return _render_global(await settings.global_privacy(call.tx, call.user_id), me.profile.message_stars)


@method("account.setGlobalPrivacySettings", writes=True, bots=False)
async def set_global_privacy_settings(
    call: Call, req: functions.account.SetGlobalPrivacySettings
) -> types.TypeGlobalPrivacySettings:
    given = req.settings
    chosen = GlobalPrivacy(
        archive_strangers=given.archive_and_mute_new_noncontact_peers,
        keep_archived_unmuted=given.keep_archived_unmuted,
        keep_archived_folders=given.keep_archived_folders,
        hide_read_marks=given.hide_read_marks,
        # Nobody here can buy what would let them through.
        strangers_require_premium=False,
        display_gifts_button=given.display_gifts_button,
    )
    price = given.noncontact_peers_paid_stars or 0
    await profiles.set_price(call.tx, call.user_id, price)
    await settings.set_global_privacy(call.tx, call.user_id, chosen)
    return _render_global(chosen, price)
