"""Lists of members (https://core.telegram.org/method/channels.getParticipants)."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.texts import names
from angarium.domain.work import Tx
from angarium.model.chats import ADMIN, BANNED, CREATOR, LEFT, RESTRICTED, Chat, Participant
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.model.users import User
from angarium.store import accounts, directory, participants, relations

PAGE = 200
SEARCHED = 2000
"""Members whose names a search looks through, the latest first; in a larger group those with a username are found, too."""

FARTHEST = 10_000
"""How far into a list one may page."""


@dataclass(frozen=True, slots=True)
class Page:
    chat: Chat
    members: list[Participant]
    count: int
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`kind` is "recent", "admins", "kicked", "banned", "bots", "contacts", "search" or "mentions"."""

    kind: str
    query: str = ""
    offset: int = 0
    limit: int = PAGE


async def page(tx: Tx, viewer_id: UserId, peer: Peer, wanted: Wanted) -> Page:
    """One page of a list. Refuses CHAT_ADMIN_REQUIRED, and what `guards.require_open` does."""
    standing = await guards.require_open(tx, viewer_id, peer)
    chat = standing.chat
    closed = chat.is_broadcast or (chat.profile.members_hidden and wanted.kind not in ("admins", "bots"))
    if not standing.is_admin and (closed or wanted.kind in ("kicked", "banned")):
        raise Refusal("CHAT_ADMIN_REQUIRED")
    offset, limit = max(0, min(wanted.offset, FARTHEST)), max(0, min(wanted.limit, PAGE))
    match wanted.kind:
        case "recent" if not wanted.query:
            found, count = await participants.present(tx, peer, limit, offset), chat.members
        case "admins" if not wanted.query:
            leaders = await participants.with_status(tx, peer, CREATOR) + await participants.with_status(
                tx, peer, ADMIN
            )
            found, count = leaders[offset : offset + limit], len(leaders)
        case "kicked" | "banned" if not wanted.query:
            status = BANNED if wanted.kind == "kicked" else RESTRICTED
            found = await participants.with_status(tx, peer, status, limit, offset)
            count = chat.banned if wanted.kind == "kicked" else chat.restricted
        case _:
            everyone = await _chosen(tx, viewer_id, peer, wanted)
            found, count = everyone[offset : offset + limit], len(everyone)
    facts = await gathered.gather(tx, viewer_id, [], users=_named(peer, found))
    return Page(chat, found, count, facts)


def _named(peer: Peer, found: list[Participant]) -> set[int]:
    return {
        peer,
        *(one.user_id for one in found),
        *(one.promoted_by for one in found),
        *(one.kicked_by for one in found),
    } - {0}


async def _chosen(tx: Tx, viewer_id: UserId, peer: Peer, wanted: Wanted) -> list[Participant]:
    """Members who answer to a filter, latest first."""
    match wanted.kind:
        case "kicked" | "banned":
            status = BANNED if wanted.kind == "kicked" else RESTRICTED
            found = await participants.with_status(tx, peer, status, SEARCHED)
        case "admins":
            found = await participants.with_status(tx, peer, CREATOR) + await participants.with_status(tx, peer, ADMIN)
        case "contacts":
            contacts = await relations.contacts(tx, viewer_id)
            known = await participants.find_many(tx, peer, contacts[:SEARCHED])
            found = [one for one in known.values() if one.present]
        case _:
            found = await participants.present(tx, peer, SEARCHED)
            if wanted.query and len(found) == SEARCHED:
                found += await _famous(tx, peer, wanted.query, {one.user_id for one in found})
    if wanted.kind == "mentions":
        found = [one for one in found if one.user_id != viewer_id]
    query = names.words(wanted.query.removeprefix("@"))
    if not query and wanted.kind != "bots":
        return found
    people = await _people(tx, found)
    return [
        one
        for one in found
        if (user := people.get(one.user_id)) is not None
        and (wanted.kind != "bots" or user.profile.bot)
        and _matches(query, user.profile.first_name, user.profile.last_name, *user.profile.usernames)
    ]


async def _famous(tx: Tx, peer: Peer, query: str, known: set[int]) -> list[Participant]:
    """Members of a large group who let themselves be found by name."""
    word = next(iter(names.words(query.removeprefix("@"))), "")
    ids = [id for id in await directory.find_people(tx, word, 500) if id not in known] if word else []
    return [one for one in (await participants.find_many(tx, peer, ids)).values() if one.present]


async def _people(tx: Tx, found: list[Participant]) -> dict[int, User]:
    ids = [one.user_id for one in found if one.user_id > 0]
    people: dict[int, User] = {}
    for start in range(0, len(ids), 500):
        people |= await accounts.find_many(tx, ids[start : start + 500])
    return people


def _matches(query: list[str], *texts: str) -> bool:
    known = names.words(*texts)
    return all(any(word.startswith(start) for word in known) for start in query)


async def get(tx: Tx, viewer_id: UserId, peer: Peer, who: Peer) -> tuple[Chat, Participant, Facts]:
    """One member (https://core.telegram.org/method/channels.getParticipant). Refuses USER_NOT_PARTICIPANT, CHAT_ADMIN_REQUIRED,
    PARTICIPANT_ID_INVALID."""
    standing = await guards.require_open(tx, viewer_id, peer)
    chat = standing.chat
    if int(who) != int(viewer_id) and not standing.is_admin and (chat.is_broadcast or chat.profile.members_hidden):
        raise Refusal("CHAT_ADMIN_REQUIRED")
    if who > 0 and await accounts.find(tx, who) is None:
        raise Refusal("PARTICIPANT_ID_INVALID")
    found = await participants.find(tx, peer, who)
    if found is None or found.status == LEFT or (not found.present and not (standing.is_admin and found.banned)):
        raise Refusal("USER_NOT_PARTICIPANT")
    return chat, found, await gathered.gather(tx, viewer_id, [], users=_named(peer, [found]) | {who})
