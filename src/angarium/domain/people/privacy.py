"""Who may see what: https://core.telegram.org/api/privacy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from angarium.domain.work import Tx
from angarium.model.ids import CHANNEL_OFFSET, Peer, UserId
from angarium.model.users import PrivacyRule, Relation, User
from angarium.store import participants, relations

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


async def acquaint(
    tx: Tx, viewer_id: int, users: Iterable[User], links: Mapping[tuple[int, int], Relation]
) -> dict[tuple[int, int], Relation]:
    """What `store.relations.between` tells of a viewer and these people, with the chats in which they meet, where rules name chats:
    few do, and nobody else is asked for."""
    people = list(users)
    naming = [user for user in people if _chats_of(user)]
    if not naming or not viewer_id:
        return dict(links)
    known = dict(links)
    for owner in naming:
        for other in people if owner.id == viewer_id else (viewer_id,):
            other_id = other if isinstance(other, int) else other.id
            found = await _meeting(tx, owner, other_id, known.get((owner.id, UserId(other_id))))
            if found is not None:
                known[owner.id, UserId(other_id)] = found
    return known


async def towards(tx: Tx, owner: User, other_id: int) -> Relation | None:
    """What somebody is to the owner, with the chats in which they meet where the owner's rules name chats."""
    return await _meeting(tx, owner, other_id, await relations.find(tx, owner.id, other_id))


def _chats_of(owner: User) -> set[int]:
    """The numbers of chats that somebody's rules name."""
    rules = owner.profile.privacy.values()
    return {id for chosen in rules for rule in chosen if rule.whom == "chats" for id in rule.ids}


async def _meeting(tx: Tx, owner: User, other_id: int, known: Relation | None) -> Relation | None:
    """A relation with those of these chats that the other is in."""
    peers: dict[int, int] = {peer: number for number in _chats_of(owner) for peer in peers_of_chat(number)}
    there = await participants.of_user(tx, other_id, peers) if owner.id != other_id else {}
    meets = tuple(sorted({peers[peer] for peer, one in there.items() if one.present}))
    if not meets:
        return known
    return replace(known or Relation(owner_id=owner.id, other_id=UserId(other_id)), meets=meets)


def peers_of_chat(number: int) -> tuple[Peer, Peer]:
    """The basic group and the supergroup or channel that a rule may mean by a number."""
    return Peer(-number), Peer(-CHANNEL_OFFSET - number)


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
    return permits(rules_of(user, key), viewer_id, towards, viewer_is_bot=viewer_is_bot)


def permits(
    rules: Sequence[PrivacyRule], viewer_id: int, towards: Relation | None, *, viewer_is_bot: bool = False
) -> bool:
    """What rules say of a viewer; `towards` is what the viewer is to the one who made them."""
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
        case "chats":
            return towards is not None and not set(rule.ids).isdisjoint(towards.meets)
        case _:
            return False
