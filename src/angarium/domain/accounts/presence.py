"""Who is online. Nobody is for longer than a few minutes without saying so again (https://core.telegram.org/method/account.updateStatus)."""

from __future__ import annotations

from angarium.domain.messages import scheduled
from angarium.domain.people import circle, people
from angarium.domain.work import Tx
from angarium.model.events import PresenceChanged
from angarium.model.facts import Facts
from angarium.model.ids import UserId
from angarium.store import accounts, files, presence, relations

ONLINE = 300
"""Seconds for which somebody counts as online after saying so."""

_RENEW = 60  # an earlier word is good enough for that long: clients repeat it all the time


async def would_change(tx: Tx, user_id: UserId, *, online: bool) -> bool:
    """Whether coming or going is news."""
    user = await accounts.find(tx, user_id)
    if user is None:
        return False
    return user.online_until <= tx.now + ONLINE - _RENEW if online else user.online_until > tx.now


async def come(tx: Tx, user_id: UserId) -> None:
    """Somebody is here."""
    if not await would_change(tx, user_id, online=True):
        return
    await accounts.set_presence(tx, user_id, tx.now, tx.now + ONLINE)
    await tell(tx, user_id)
    await scheduled.send_waiting(tx, user_id)


async def go(tx: Tx, user_id: UserId) -> None:
    """Somebody leaves."""
    if not await would_change(tx, user_id, online=False):
        return
    await accounts.set_presence(tx, user_id, tx.now, 0)
    await tell(tx, user_id)


async def expire(tx: Tx, limit: int) -> int:
    """Those who have not said for a while that they are here are gone; returns how many."""
    gone = await presence.overdue(tx, tx.now, limit)
    for user_id, until in gone:
        await accounts.set_presence(tx, user_id, min(until, tx.now), 0)
        await tell(tx, UserId(user_id))
    return len(gone)


async def tell(tx: Tx, user_id: UserId) -> None:
    """Let those of the circle who are listening see it, each as far as privacy goes. Nothing is asked about the others."""
    audience = [id for id in (*await circle.of(tx, user_id), user_id) if tx.heard(id)]
    if not audience:
        return
    users = await accounts.find_many(tx, {*audience, user_id})
    links = await relations.between(tx, user_id, audience)
    person = users[user_id]
    seen = {
        id: people.view(tx, users[id], person, links.get((id, user_id)), links.get((user_id, id)))
        for id in audience
        if id in users
    }
    # Without their picture here, the person would lose it wherever the presence is shown.
    photos = await files.find_photos(tx, {view.photo_id for view in seen.values() if view.photo_id})
    for id, view in seen.items():
        tx.passing(id, PresenceChanged(user_id), Facts(users={user_id: view}, photos=photos))
