"""Finding people, groups and channels: by name, title, username or number."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain import budgets
from angarium.domain.people import privacy
from angarium.domain.texts import names, phones
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import accounts, chats, circles, directory, participants, relations, usernames

SHORTEST, MOST = 3, 50
_PARTNERS = 100


@dataclass(frozen=True, slots=True)
class Found:
    """Ids: one's own contacts and chats, and everyone and everything else that lets itself be found."""

    mine: list[int]
    others: list[int]


async def search(tx: Tx, viewer_id: UserId, query: str, limit: int) -> Found:
    """https://core.telegram.org/method/contacts.search. Each word of the query must begin a word of the name; a username is matched
    by its beginning. Refuses SEARCH_QUERY_EMPTY, QUERY_TOO_SHORT."""
    query = query.strip().removeprefix("@")
    if not query:
        raise Refusal("SEARCH_QUERY_EMPTY")
    limit = max(1, min(limit or MOST, MOST))
    wanted = names.words(query)
    mine = await _contacts(tx, viewer_id, wanted, limit)
    mine += [id for id in await _partners(tx, viewer_id, wanted) if id not in mine]
    own = await _chats(tx, viewer_id, wanted)
    mine += own
    named = await usernames.beginning(tx, query, limit * 2)
    contacts = (
        {*await relations.contacts(tx, viewer_id), *await participants.chats_of(tx, viewer_id)} if named else set()
    )
    mine += [id for id in named if id in contacts and id not in mine]
    mine = list(dict.fromkeys(mine))
    others: list[int] = []
    if len(query) >= SHORTEST:
        others = [id for id in (*named, *await _people(tx, wanted, limit)) if id not in contacts and id not in mine]
    return Found(mine[:limit], list(dict.fromkeys(others))[:limit])


async def _contacts(tx: Tx, viewer_id: UserId, wanted: list[str], limit: int) -> list[int]:
    if not wanted:
        return []
    found = [await directory.find_contacts(tx, viewer_id, word, 1000) for word in wanted[:8]]
    return [id for id in found[0] if all(id in other for other in found[1:])][:limit]


async def _partners(tx: Tx, viewer_id: UserId, wanted: list[str]) -> list[int]:
    """Those whom the viewer has talked with lately, by the names they go by."""
    if not wanted:
        return []
    users = await accounts.find_many(tx, await circles.partners(tx, viewer_id, _PARTNERS))
    found = []
    for id, user in users.items():
        known = names.words(user.profile.first_name, user.profile.last_name)
        if all(any(word.startswith(start) for word in known) for start in wanted):
            found.append(id)
    return found


async def _chats(tx: Tx, viewer_id: UserId, wanted: list[str]) -> list[int]:
    """Groups and channels that the viewer is in, by their titles."""
    if not wanted:
        return []
    found = await chats.find_many(tx, await participants.chats_of(tx, viewer_id))
    alive = [chat for chat in found.values() if not chat.profile.deleted and chat.profile.migrated_to is None]
    alive.sort(key=lambda chat: (-chat.top_date, chat.peer))
    titles = {chat.peer: names.words(chat.profile.title) for chat in alive}
    return [
        peer for peer, known in titles.items() if all(any(word.startswith(start) for word in known) for start in wanted)
    ]


async def _people(tx: Tx, wanted: list[str], limit: int) -> list[int]:
    if not wanted:
        return []
    found = [await directory.find_people(tx, word, 1000) for word in wanted[:8]]
    return [id for id in found[0] if all(id in other for other in found[1:])][:limit]


async def by_phone(tx: Tx, viewer_id: UserId, typed: str) -> UserId | Refusal:
    """Whose number this is, if they let themselves be found by it; else PHONE_NOT_OCCUPIED, to be raised once this is durable: a
    look-up draws on the same budget as an import, so that nobody goes through all numbers."""
    await budgets.spend(tx, f"import:{viewer_id}", budgets.IMPORTS)
    phone = phones.find(typed, test_numbers=tx.house.config.codes.test_numbers)
    user_id = await accounts.find_by_phone(tx, phone) if phone else None
    user = await accounts.find(tx, user_id) if user_id else None
    if user is None or not privacy.allows(
        user, "added_by_phone", viewer_id, await privacy.towards(tx, user, viewer_id)
    ):
        return Refusal("PHONE_NOT_OCCUPIED")
    return user.id
