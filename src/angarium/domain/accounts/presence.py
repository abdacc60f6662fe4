"""Who is online. Nobody is for longer than a few minutes without saying so again (https://core.telegram.org/method/account.updateStatus)."""

from __future__ import annotations

from itertools import islice

from angarium.domain.messages import scheduled
from angarium.domain.people import circle, people
from angarium.domain.work import Tx
from angarium.model.events import PresenceChanged
from angarium.model.facts import Facts
from angarium.model.ids import UserId
from angarium.store import accounts, files, presence, relations

ONLINE = 300
"""Seconds for which somebody counts as online after saying so."""

ACTIVE = 30
"""Seconds for which somebody counts as online after doing something that others saw, without having said that they are here. Clients
reckon with as many by themselves."""

_PROLONG = 15  # of them; whoever does one thing after the other is not told of each time

_RENEW = 60  # an earlier word is good enough for that long: clients repeat it all the time


async def would_change(tx: Tx, user_id: UserId, *, online: bool) -> bool:
    """Whether coming or going is news."""
    user = await accounts.find(tx, user_id)
    if user is None:
        return False
    if online:
        return user.online_until <= tx.now + ONLINE - _RENEW
    return user.online_until > tx.now or user_id in tx.house.acted


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
    tx.house.acted.pop(user_id, None)
    await accounts.set_presence(tx, user_id, tx.now, 0)
    await tell(tx, user_id)


async def show_active(tx: Tx, limit: int) -> None:
    """Those who have done something since the last sweep are here, for a short while, also when their program says nothing of them or
    that they are away. Beyond `limit` people the rest waits for the next."""
    acted = {id: tx.house.acted.pop(id) for id in list(islice(tx.house.acted, limit))}
    for id, user in (await accounts.find_many(tx, acted)).items():
        until = acted[id] + ACTIVE
        if user.profile.bot or user.online_until > until - _PROLONG or user.seen > acted[id]:
            continue
        was_here = user.online_until > tx.now
        await accounts.set_presence(tx, id, acted[id], until if until > tx.now else 0)
        await tell(tx, UserId(id))
        if not was_here and until > tx.now:
            await scheduled.send_waiting(tx, UserId(id))


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
