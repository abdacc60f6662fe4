"""What limited and frozen accounts may not do. Who is one stands in memory (`House.sanctions`), so that nobody else pays for it; the
operator's orders change it (domain/operator/sanctions.py)."""

from __future__ import annotations

from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import SPAM_BOT
from angarium.model.sanctions import FROZEN, KINDS, LIMITED
from angarium.model.users import Relation, User
from angarium.store import circles
from angarium.store import sanctions as stored


async def load(tx: Tx) -> None:
    """Remember who is limited and who is frozen; once, before the first client comes in."""
    for kind in KINDS:
        tx.house.sanctions.update({(one.user_id, kind): one for one in await stored.of_kind(tx, kind)})


def is_limited(tx: Tx, user_id: int) -> bool:
    known = tx.house.sanctions.get((user_id, LIMITED))
    return known is not None and (not known.until or known.until > tx.now)


def is_frozen(house: House, user_id: int) -> bool:
    return (user_id, FROZEN) in house.sanctions


def check_frozen(tx: Tx, user_id: int, peer: int) -> None:
    """A frozen account writes to nobody but the one that takes its appeal. Refuses FROZEN_METHOD_INVALID."""
    if is_frozen(tx.house, user_id) and peer != SPAM_BOT:
        raise Refusal("FROZEN_METHOD_INVALID")


def check_maker(tx: Tx, user_id: int) -> None:
    """Limited accounts make no groups or channels. Refuses USER_RESTRICTED."""
    if is_limited(tx, user_id):
        raise Refusal("USER_RESTRICTED")


async def check_stranger(tx: Tx, sender_id: int, other: User, theirs: Relation | None) -> None:
    """Limited accounts write to those who keep them as a contact or have written to them, to bots and to the staff. `theirs` is what
    the sender is to the other. Refuses PEER_FLOOD."""
    if not is_limited(tx, sender_id) or other.id == sender_id or other.profile.bot or other.profile.support:
        return
    if theirs is not None and theirs.contact:
        return
    they_wrote, _ = await circles.who_wrote(tx, sender_id, other.id)
    if not they_wrote:
        raise Refusal("PEER_FLOOD")
