"""Contact cards: whether the number on one is somebody's here (https://core.telegram.org/constructor/messageMediaContact)."""

from __future__ import annotations

from angarium.domain.people import privacy
from angarium.domain.texts import phones
from angarium.domain.work import Tx
from angarium.model.ids import UserId
from angarium.store import accounts, relations


async def person_behind(tx: Tx, sender_id: UserId, phone: str) -> int:
    """The account of a number, if its sender may know that; 0 otherwise: sending cards is no way to try numbers out."""
    digits = phones.find(phone, test_numbers=tx.house.config.codes.test_numbers)
    found = await accounts.find_by_phone(tx, digits) if digits else None
    if found is None:
        return 0
    if found == sender_id:
        return sender_id
    user = await accounts.find(tx, found)
    mine = await relations.find(tx, sender_id, found)
    theirs = await relations.find(tx, found, sender_id)
    if user is None:
        return 0
    if mine is not None and mine.contact and mine.phone == digits:
        return found
    return found if privacy.allows(user, "phone", sender_id, theirs) else 0
