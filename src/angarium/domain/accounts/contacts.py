"""The address book: https://core.telegram.org/api/contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from angarium.domain import budgets, dues
from angarium.domain.accounts import bars
from angarium.domain.messages import notices
from angarium.domain.people import privacy
from angarium.domain.texts import names, phones
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import ContactsReset, PeerSettingsChanged
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Action, Content
from angarium.model.users import PeerBar, Relation, User
from angarium.store import accounts, directory, phonebook, relations

_NAME = 64
_AT_ONCE = 300  # numbers looked up in one query
_ANNOUNCED_AT_ONCE = 50
_NAMED = 200  # new contacts whom the owner's other devices are told of at once; of more they hear when they ask
ANNOUNCES = "announce"
"""Kind of a due thing: those who wait for a number are told that its owner is here."""

SILENT = "contact_sign_up_silent"
"""The setting of those who do not want to be told that a contact signed up."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a client's phone book; `client_id` is the client's own name for it."""

    client_id: int
    phone: str
    first_name: str
    last_name: str
    note: str = ""


@dataclass(slots=True)
class Imported:
    """(account, client id) of those who are here; the client ids to try again later; how many more contacts fit."""

    found: list[tuple[UserId, int]] = field(default_factory=list)
    retry: list[int] = field(default_factory=list)
    room: int = 0


def hash_ids(ids: Sequence[int]) -> int:
    """https://core.telegram.org/api/offsets#hash-generation"""
    value = 0
    for id in ids:
        value ^= value >> 21
        value ^= (value << 35) & 0xFFFFFFFFFFFFFFFF
        value ^= value >> 4
        value = (value + id) & 0xFFFFFFFFFFFFFFFF
    return value - (1 << 64) if value >> 63 else value


def is_same(ids: Sequence[int], saved: int, hash: int) -> bool:
    """Whether a client that sends this hash has the list already. COMPAT: some hash the saved count with it, some do not."""
    return hash != 0 and hash in (hash_ids([saved, *ids]), hash_ids(ids))


async def require_other(tx: Tx, owner_id: UserId, other_id: int) -> User:
    """Refuse CONTACT_ID_INVALID for oneself, and for nobody."""
    other = await accounts.find(tx, other_id)
    if other is None or other_id == owner_id or other.profile.deleted:
        raise Refusal("CONTACT_ID_INVALID")
    return other


async def add(
    tx: Tx,
    owner_id: UserId,
    other_id: int,
    first: str,
    last: str,
    phone: str,
    *,
    share_phone: bool,
    note: str | None = None,
) -> PeerBar:
    """Put somebody into the address book (https://core.telegram.org/method/contacts.addContact).

    Refuses CONTACT_ID_INVALID, CONTACT_NAME_EMPTY, CONTACTS_TOO_MUCH.
    """
    await require_other(tx, owner_id, other_id)
    first, last = _clean(first), _clean(last)
    if not first and not last:
        raise Refusal("CONTACT_NAME_EMPTY")
    known = await relations.find(tx, owner_id, other_id)
    if known is None or not known.contact:
        if not await _room(tx, owner_id):
            raise Refusal("CONTACTS_TOO_MUCH")
    made = msgspec.structs.replace(
        known or Relation(owner_id=owner_id, other_id=UserId(other_id)),
        contact=True,
        first_name=first or last,
        last_name=last if first else "",
        phone=phones.find(phone) or (known.phone if known else ""),
        note=note if note is not None else (known.note if known else ""),
        phone_shared=share_phone or (known is not None and known.phone_shared),
    )
    await _keep(tx, made)
    return await bars.tell(tx, owner_id, other_id)


async def accept(tx: Tx, owner_id: UserId, other_id: int) -> PeerBar:
    """Share one's number with a contact (https://core.telegram.org/method/contacts.acceptContact). Refuses CONTACT_ADD_MISSING."""
    await require_other(tx, owner_id, other_id)
    known = await relations.find(tx, owner_id, other_id)
    if known is None or not known.contact:
        raise Refusal("CONTACT_ADD_MISSING")
    await relations.put(tx, msgspec.structs.replace(known, phone_shared=True))
    return await bars.tell(tx, owner_id, other_id)


async def set_note(tx: Tx, owner_id: UserId, other_id: int, note: str) -> None:
    """What the owner alone reads about a contact. Refuses CONTACT_ADD_MISSING."""
    known = await relations.find(tx, owner_id, other_id)
    if known is None or not known.contact:
        raise Refusal("CONTACT_ADD_MISSING")
    await relations.put(tx, msgspec.structs.replace(known, note=note[:128]))


async def import_entries(tx: Tx, owner_id: UserId, entries: Sequence[Entry], address: str) -> Imported:
    """Look a client's phone book up (https://core.telegram.org/method/contacts.importContacts).

    Beyond the budgets, and beyond `limits.contacts`, entries come back to be tried again, when there may be room. Whoever does not
    want to be found by number looks like nobody.
    """
    done = Imported(room=await _room(tx, owner_id))
    allowed = min(
        await budgets.left(tx, f"import:{owner_id}", budgets.IMPORTS),
        await budgets.left(tx, f"import from:{address}", budgets.IMPORTS_BY_ADDRESS) if address else len(entries),
    )
    done.retry = [entry.client_id for entry in entries[allowed:]]
    entries = entries[:allowed]
    if not entries:
        return done
    await budgets.spend(tx, f"import:{owner_id}", budgets.IMPORTS, len(entries))
    if address:
        await budgets.spend(tx, f"import from:{address}", budgets.IMPORTS_BY_ADDRESS, len(entries))
    for start in range(0, len(entries), _AT_ONCE):
        await _import_some(tx, owner_id, entries[start : start + _AT_ONCE], done)
    if done.found:
        # COMPAT(telegram-desktop): it learns of new contacts from the people whom an update names alone.
        await tx.log(owner_id, ContactsReset(people=tuple(id for id, _ in done.found[:_NAMED])))
    return done


async def _import_some(tx: Tx, owner_id: UserId, entries: Sequence[Entry], done: Imported) -> None:
    test = tx.house.config.codes.test_numbers
    typed = [(entry, phones.find(entry.phone, test_numbers=test)) for entry in entries]
    by_phone = await accounts.find_by_phones(tx, {phone for _, phone in typed if phone})
    users = await accounts.find_many(tx, set(by_phone.values()))
    links = await relations.between(tx, owner_id, users)
    unknown: dict[str, tuple[str, str, str]] = {}
    for entry, phone in typed:
        user = users.get(by_phone[phone]) if phone and phone in by_phone else None
        if user is not None and privacy.allows(user, "added_by_phone", owner_id, links.get((user.id, owner_id))):
            mine = links.get((owner_id, user.id))
            new = user.id != owner_id and (mine is None or not mine.contact)
            if new and not done.room:
                done.retry.append(entry.client_id)
                continue
            done.room -= new
            if user.id != owner_id:
                links[owner_id, user.id] = made = _made_from(entry, user, owner_id, mine)
                await _keep(tx, made)
            done.found.append((user.id, entry.client_id))
        elif phone:
            unknown[phone] = (phone, _clean(entry.first_name), _clean(entry.last_name))
    await phonebook.add(tx, owner_id, unknown.values())


def _made_from(entry: Entry, user: User, owner_id: UserId, known: Relation | None) -> Relation:
    first, last = _clean(entry.first_name), _clean(entry.last_name)
    return msgspec.structs.replace(
        known or Relation(owner_id=owner_id, other_id=user.id),
        contact=True,
        first_name=first or last or user.profile.first_name,
        last_name=last if first else "",
        phone=user.phone,
        note=entry.note[:128] or (known.note if known else ""),
    )


async def _keep(tx: Tx, contact: Relation) -> None:
    await relations.put(tx, contact)
    await directory.set_contact(
        tx, contact.owner_id, contact.other_id, names.words(contact.first_name, contact.last_name)
    )


async def _room(tx: Tx, owner_id: UserId) -> int:
    """How many more contacts fit."""
    return max(0, tx.house.config.limits.contacts - len(await relations.contacts(tx, owner_id)))


async def delete(tx: Tx, owner_id: UserId, ids: Sequence[int]) -> list[tuple[int, PeerBar]]:
    """Take people out of the address book; the bars above their chats then."""
    gone: list[tuple[int, PeerBar]] = []
    for other_id in dict.fromkeys(ids):
        known = await relations.find(tx, owner_id, other_id)
        if known is None or not known.contact:
            continue
        plain = msgspec.structs.replace(
            known, contact=False, first_name="", last_name="", phone="", note="", close_friend=False, photo_id=None
        )
        await relations.put(tx, plain)
        await directory.set_contact(tx, owner_id, other_id, ())
        gone.append((other_id, await bars.tell(tx, owner_id, other_id)))
    return gone


async def delete_by_phones(tx: Tx, owner_id: UserId, typed: Sequence[str]) -> None:
    """Take people out by the numbers under which they were imported: looking up whose they are would tell hidden ones."""
    found = {phone for one in typed if (phone := phones.find(one))}
    await phonebook.remove(tx, owner_id, found)
    await delete(tx, owner_id, [one.other_id for one in await relations.find_all(tx, owner_id) if one.phone in found])


async def set_close_friends(tx: Tx, owner_id: UserId, ids: Sequence[int]) -> None:
    """Exactly these contacts are close friends (https://core.telegram.org/method/contacts.editCloseFriends)."""
    chosen = set(ids)
    for known in await relations.find_all(tx, owner_id):
        close = known.other_id in chosen and known.contact
        if close != known.close_friend:
            await relations.put(tx, msgspec.structs.replace(known, close_friend=close))
            await tx.log(
                owner_id,
                PeerSettingsChanged(peer=Peer(known.other_id), bar=await bars.find(tx, owner_id, known.other_id)),
            )


async def announce(tx: Tx, user_id: UserId, phone: str, *, quiet: bool) -> None:
    """Somebody came whose number others had imported: they have a new contact, and are told if they want to be."""
    if await phonebook.wanted_by(tx, phone, 1):
        await dues.put(tx, user_id, ANNOUNCES, int(quiet), tx.now)


@dues.happens(ANNOUNCES)
async def announce_to_some(tx: Tx, user_id: int, quiet: int) -> None:
    """The next of those who wait; the others come with the next sweep."""
    user = await accounts.find(tx, user_id)
    if user is None or not user.phone:
        return
    waiting = await phonebook.wanted_by(tx, user.phone, _ANNOUNCED_AT_ONCE)
    for owner_id in waiting:
        await _announce_to(tx, owner_id, user, quiet=bool(quiet))
    if len(waiting) == _ANNOUNCED_AT_ONCE:
        await dues.put(tx, user_id, ANNOUNCES, quiet, tx.now)


async def _announce_to(tx: Tx, owner_id: int, user: User, *, quiet: bool) -> None:
    line = await phonebook.find(tx, owner_id, user.phone)
    await phonebook.remove(tx, owner_id, (user.phone,))
    if line is None:
        return
    known = await relations.find(tx, owner_id, user.id)
    await _keep(tx, _made_from(Entry(0, user.phone, *line), user, UserId(owner_id), known))
    await tx.log(owner_id, ContactsReset(people=(user.id,)))
    if not quiet and not await accounts.find_setting(tx, owner_id, SILENT, bool):
        # https://core.telegram.org/constructor/messageActionContactSignUp
        await notices.put(tx, owner_id, user.id, Content(action=Action(kind="ContactSignUp")))


def _clean(name: str) -> str:
    return " ".join(name.split())[:_NAME]
