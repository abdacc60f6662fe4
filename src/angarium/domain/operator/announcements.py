"""The operator's announcements: what elsewhere is sponsored (https://core.telegram.org/api/sponsored-messages).

A showing is named by bytes that only this server can have made: which announcement, where and when, for whom. Nothing is stored before
somebody has seen it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest
from struct import Struct

from angarium.domain.accounts import reports
from angarium.domain.chats import guards
from angarium.domain.facts import gather
from angarium.domain.operator import promotions
from angarium.domain.people import settings
from angarium.domain.work import Tx
from angarium.model.accounts import Report
from angarium.model.campaigns import Announcement, Campaign
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Box, Peer, UserId, is_channel
from angarium.store import accounts, campaigns, messages
from angarium.store import reports as reported

VALID = 86_400
"""Seconds for which a showing counts."""

SEEN, CLICKED, REPORTED = "view", "click", "report"

HIDE = "hide"
"""The choice of somebody who wants to see no announcements at all."""

MOST = 10
"""Announcements in one answer."""

_HEAD = Struct(">qqqq")  # announcement, place, time, chance
_MAC = 16


@dataclass(frozen=True, slots=True)
class Showing:
    """One announcement that somebody is shown; `name` is the random id that a client speaks of it by."""

    name: bytes
    body: Announcement


async def wants(tx: Tx, user_id: UserId) -> bool:
    """Whether somebody sees announcements: everybody does who has not switched them off."""
    return await settings.is_on(tx, user_id, settings.SPONSORED, default=True)


# --- showing


async def in_chat(tx: Tx, user_id: UserId, peer: Peer, msg_id: int = 0) -> tuple[list[Showing], Facts]:
    """What to show in a channel or in a chat with a bot. `msg_id`: over a video there, where nothing is shown. Refuses
    MSG_ID_INVALID, PEER_ID_INVALID, and for a channel what `guards.require_open` does."""
    found: list[Showing] = []
    if await _may_hold(tx, user_id, peer) and await wants(tx, user_id) and not await _is_over(tx, peer, msg_id):
        running = await campaigns.find_running(tx, campaigns.ANNOUNCEMENT, tx.now)
        found = [
            await _show(tx, user_id, one, body, peer)
            for one in running
            if isinstance(body := one.body, Announcement) and _belongs(body, peer)
        ]
    return await _known(tx, user_id, found)


async def _may_hold(tx: Tx, user_id: UserId, peer: Peer) -> bool:
    """Whether announcements are shown in this kind of chat at all."""
    if peer < 0:
        standing = await guards.require_open(tx, user_id, peer)
        return standing.chat.is_broadcast and not standing.chat.profile.restricted_sponsored
    other = await accounts.find(tx, peer)
    if other is None:
        raise Refusal("PEER_ID_INVALID")
    return other.profile.bot


async def _is_over(tx: Tx, peer: Peer, msg_id: int) -> bool:
    if msg_id and (not is_channel(peer) or msg_id not in await messages.find_many(tx, Box(peer), [msg_id])):
        raise Refusal("MSG_ID_INVALID")
    return bool(msg_id)


def _belongs(body: Announcement, peer: Peer) -> bool:
    if body.peer == peer:
        return False
    return peer in body.places or (peer < 0 and not body.places and not body.words)


async def for_search(tx: Tx, user_id: UserId, query: str) -> tuple[list[Showing], Facts]:
    """The chats that are announced to whoever searches for a word. Refuses SEARCH_QUERY_EMPTY."""
    words = query.casefold().split()
    if not words:
        raise Refusal("SEARCH_QUERY_EMPTY")
    found: list[Showing] = []
    if await wants(tx, user_id):
        running = await campaigns.find_running(tx, campaigns.ANNOUNCEMENT, tx.now)
        found = [
            await _show(tx, user_id, one, body, Peer(0))
            for one in running
            if isinstance(body := one.body, Announcement) and body.peer and _is_meant(body, words)
        ]
    shown, facts = await _known(tx, user_id, found)
    return [one for one in shown if promotions.is_shown(facts, one.body.peer)], facts


def _is_meant(body: Announcement, words: list[str]) -> bool:
    """A whole word, or its first three letters and more."""
    return any(
        wanted == word or (len(word) >= 3 and wanted.startswith(word)) for wanted in body.words for word in words
    )


async def _known(tx: Tx, user_id: UserId, found: list[Showing]) -> tuple[list[Showing], Facts]:
    """With the chats that they are about."""
    found = found[:MOST]
    return found, await gather(tx, user_id, [], users=[one.body.peer for one in found if one.body.peer])


# --- names


async def _show(tx: Tx, user_id: UserId, one: Campaign, body: Announcement, place: Peer) -> Showing:
    head = _HEAD.pack(one.id, place, tx.now, tx.chance.long())
    return Showing(head + _seal(tx, user_id, head), body)


def _seal(tx: Tx, user_id: UserId, head: bytes) -> bytes:
    told = b"%d " % user_id + head
    return blake2b(told, digest_size=_MAC, key=tx.house.secret, person=b"angarium shown").digest()


async def _get(tx: Tx, user_id: UserId, name: bytes) -> tuple[Campaign, Peer]:
    """What was shown to somebody, and where. Refuses RANDOM_ID_INVALID for what names no showing, AD_EXPIRED for one that is none of
    theirs, is too long ago, or was ended since."""
    if not 1 <= len(name) <= 64:
        raise Refusal("RANDOM_ID_INVALID")
    head = name[: _HEAD.size]
    if len(name) != _HEAD.size + _MAC or not compare_digest(_seal(tx, user_id, head), name[_HEAD.size :]):
        raise Refusal("AD_EXPIRED")
    id, place, shown, _ = _HEAD.unpack(head)
    found = await campaigns.find(tx, id)
    if found is None or shown + VALID <= tx.now or not found.runs(tx.now):
        raise Refusal("AD_EXPIRED")
    return found, Peer(place)


# --- what people do


async def note(tx: Tx, user_id: UserId, name: bytes, deed: str) -> None:
    """Somebody has seen an announcement or followed it; counted once for each showing. Refuses what `_get` does."""
    found, _ = await _get(tx, user_id, name)
    if await campaigns.note(tx, user_id, name, deed, tx.now):
        await campaigns.count(tx, found.id, views=int(deed == SEEN), clicks=int(deed == CLICKED))


async def report(tx: Tx, user_id: UserId, name: bytes, option: str) -> str:
    """Somebody complains: "" = they have yet to choose, otherwise what became of it (`REPORTED`, `HIDE`). Refuses OPTION_INVALID and
    what `_get` does."""
    found, place = await _get(tx, user_id, name)
    if not option:
        return ""
    if option == HIDE:
        await settings.switch(tx, user_id, settings.SPONSORED, on=False)
        return HIDE
    if option not in reports.OPTIONS:
        raise Refusal("OPTION_INVALID")
    if await campaigns.note(tx, user_id, name, REPORTED, tx.now):
        await campaigns.count(tx, found.id, reports=1)
        complaint = Report(peer=place, reason=option, announcement=found.id)
        await reported.add(tx, user_id, tx.chance.long() & (2**62 - 1), tx.now, complaint)
    return REPORTED


async def clear(tx: Tx) -> None:
    """Forget showings that count no more."""
    await campaigns.remove_showings(tx, tx.now - 2 * VALID)
