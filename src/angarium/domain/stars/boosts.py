"""Boosts (https://core.telegram.org/api/boost): everyone has as many as the operator says, gives them to supergroups and channels, and
may move each once a day. They hold until they are moved. Levels open nothing here that was closed before; in a supergroup members who
boost it enough are free of what restricts the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain import offsets
from angarium.domain.accounts import farewells
from angarium.domain.chats import guards, hearing
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import telling
from angarium.domain.work import Tx
from angarium.model.chats import MEGAGROUP
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId, is_channel
from angarium.model.messages import Action
from angarium.model.starevents import ChatBoosted
from angarium.store import boosts as stored
from angarium.store import chats, participants
from angarium.store.boosts import Boost

COOLDOWN = 86_400
"""Seconds after which a boost may be given to another chat."""

FOR_EVER = 2**31 - 1
MOST_LEVEL = 100
PAGE = 100


def needed(level: int) -> int:
    """Boosts that it takes to reach a level: each level takes one more than the one before."""
    return level * (level + 1) // 2


def level_of(count: int) -> int:
    """The level that so many boosts make."""
    level = 0
    while level < MOST_LEVEL and needed(level + 1) <= count:
        level += 1
    return level


@dataclass(frozen=True, slots=True)
class Status:
    """How a chat is boosted, and with which of the viewer's."""

    count: int
    mine: list[int]
    link: str

    @property
    def level(self) -> int:
        return level_of(self.count)


@dataclass(frozen=True, slots=True)
class Mine:
    """Somebody's boosts: those given, by number, and how many there are."""

    given: dict[int, Boost]
    slots: int
    facts: Facts


async def _require_chat(tx: Tx, user_id: UserId, peer: Peer) -> Standing:
    """Refuses BOOST_PEER_INVALID for what is no supergroup or channel, and what `guards.require_open` does."""
    if not is_channel(peer):
        raise Refusal("BOOST_PEER_INVALID")
    return await guards.require_open(tx, user_id, peer)


async def mine(tx: Tx, user_id: UserId) -> Mine:
    given = {one.slot: one for one in await stored.of_user(tx, user_id)}
    facts = await gathered.gather(tx, user_id, [], users={one.chat for one in given.values()})
    return Mine(given, tx.house.config.stars.boosts, facts)


async def apply(tx: Tx, user_id: UserId, peer: Peer, slots: Sequence[int] | None) -> Mine:
    """Give a chat these boosts, or the first that is free.

    Refuses BOOST_PEER_INVALID, SLOTS_EMPTY when there are none of that kind, BOOST_NOT_MODIFIED, FLOOD_WAIT_X.
    """
    standing = await _require_chat(tx, user_id, peer)
    before = await mine(tx, user_id)
    free = [slot for slot in range(1, before.slots + 1) if slot not in before.given]
    wanted = list(dict.fromkeys(slots)) if slots is not None else free[:1]
    if not wanted or any(not 1 <= slot <= before.slots for slot in wanted):
        raise Refusal("SLOTS_EMPTY")
    left: set[int] = set()
    for slot in wanted:
        if (given := before.given.get(slot)) is not None:
            if given.chat == peer:
                raise Refusal("BOOST_NOT_MODIFIED")
            if (wait := given.date + COOLDOWN - tx.now) > 0:
                raise Refusal("FLOOD_WAIT_%d", wait)
            left.add(given.chat)
        await stored.put(tx, Boost(user_id, slot, peer, tx.now))
    await _tell(tx, standing, wanted)
    for chat in (*sorted(left), peer):
        await _note_level(tx, Peer(chat))
    return await mine(tx, user_id)


async def _tell(tx: Tx, standing: Standing, slots: Sequence[int]) -> None:
    """A supergroup is told in the chat, bots that lead it hear of each."""
    with tx.unasked():
        if standing.chat.kind == MEGAGROUP and standing.is_present:
            await telling.announce(tx, standing, Action(kind="BoostApply", number=len(slots)))
        for bot in await hearing.bots_of(tx, standing.chat):
            for slot in slots:
                event = ChatBoosted(peer=standing.chat.peer, user_id=standing.user_id, slot=slot, date=tx.now)
                await tx.log(bot, event)


async def _note_level(tx: Tx, peer: Peer) -> None:
    """A chat shows its level."""
    chat = await chats.find(tx, peer)
    level = level_of(await stored.count(tx, peer))
    if chat is not None and chat.profile.level != level:
        await chats.set_profile(tx, peer, replace(chat.profile, level=level))
        await telling.tell_changed(tx, await telling.get(tx, peer))


@farewells.before_deletion
async def take_back(tx: Tx, user_id: int) -> None:
    """Whoever is gone boosts nothing any more."""
    chats_boosted = {one.chat for one in await stored.of_user(tx, user_id)}
    await stored.remove_of(tx, user_id)
    for chat in sorted(chats_boosted):
        await _note_level(tx, Peer(chat))


async def status(tx: Tx, user_id: UserId, peer: Peer) -> Status:
    """Refuses what `_require_chat` does."""
    chat = (await _require_chat(tx, user_id, peer)).chat
    names = chat.profile.usernames
    link = f"https://t.me/{names[0]}?boost" if names else f"https://t.me/c/{-chat.peer - 10**12}?boost"
    given = await stored.of_pair(tx, peer, user_id)
    return Status(await stored.count(tx, peer), [one.slot for one in given], link)


async def _require_admin(tx: Tx, user_id: UserId, peer: Peer) -> None:
    standing = await _require_chat(tx, user_id, peer)
    if not standing.is_admin:
        raise Refusal("CHAT_ADMIN_REQUIRED")


async def listing(tx: Tx, user_id: UserId, peer: Peer, offset: str, limit: int) -> tuple[int, list[Boost], str, Facts]:
    """How many boosts a chat has, a page of them for its admins, and from where the next one begins. Refuses CHAT_ADMIN_REQUIRED, and
    what `_require_chat` does."""
    await _require_admin(tx, user_id, peer)
    giver, slot = offsets.find(offset, 2, ":") or (0, 0)
    limit = max(1, min(limit, PAGE))
    found = await stored.page(tx, peer, (giver, slot), limit + 1)
    page = found[:limit]
    follows = f"{page[-1].user_id}:{page[-1].slot}" if len(found) > limit else ""
    facts = await gathered.gather(tx, user_id, [], users={one.user_id for one in page})
    return await stored.count(tx, peer), page, follows, facts


async def of_user(tx: Tx, viewer_id: UserId, peer: Peer, giver_id: UserId) -> tuple[list[Boost], Facts]:
    """With which boosts somebody boosts a chat. Refuses CHAT_ADMIN_REQUIRED, and what `_require_chat` does."""
    await _require_admin(tx, viewer_id, peer)
    return await stored.of_pair(tx, peer, giver_id), await gathered.gather(tx, viewer_id, [], users=[giver_id])


async def applied(tx: Tx, peer: Peer, user_id: int) -> int:
    """How many of somebody's boosts a chat has."""
    there = await participants.find(tx, peer, user_id)
    return len(await stored.of_pair(tx, peer, user_id)) if there is not None and there.present else 0
