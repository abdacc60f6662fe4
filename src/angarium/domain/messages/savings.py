"""Saved Messages as a list of chats that they were saved from (https://core.telegram.org/api/saved-messages)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from angarium.domain import facts as gathered
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import SavedDialogPinned, SavedDialogsReordered
from angarium.model.facts import Facts
from angarium.model.ids import Box, Peer, UserId
from angarium.model.messages import Message
from angarium.store import messages, saved

PAGE = 100
MOST_PINNED = 5  # saved_dialogs_pinned_limit_default of https://core.telegram.org/api/config


@dataclass(frozen=True, slots=True)
class SavedDialog:
    peer: Peer
    top_id: int
    pinned: bool


@dataclass(frozen=True, slots=True)
class Page:
    dialogs: list[SavedDialog]
    messages: list[Message]
    facts: Facts
    count: int


async def page(tx: Tx, owner_id: UserId, before: int, limit: int, *, exclude_pinned: bool) -> Page:
    """Sub-chats whose newest message is older than id `before` (0 = from the top)."""
    limit = max(1, min(limit, PAGE))
    box = Box(owner_id)
    pinned = await saved.pinned(tx, box) if not before and not exclude_pinned else []
    rest = await saved.page(tx, box, before or 2**62, max(limit - len(pinned), 0))
    return await _complete(tx, box, [*pinned, *rest], await saved.count(tx, box))


async def pinned(tx: Tx, owner_id: UserId) -> Page:
    rows = await saved.pinned(tx, Box(owner_id))
    return await _complete(tx, Box(owner_id), rows, len(rows))


async def pick(tx: Tx, owner_id: UserId, peers: Sequence[Peer]) -> Page:
    rows = await saved.find_many(tx, Box(owner_id), peers[:PAGE])
    return await _complete(tx, Box(owner_id), rows, len(rows))


async def _complete(tx: Tx, box: Box, rows: list[tuple[Peer, int, int]], total: int) -> Page:
    tops = list((await messages.find_many(tx, box, [top for _, top, _ in rows])).values())
    facts = await gathered.gather(tx, box, tops, users=[peer for peer, _, _ in rows])
    return Page([SavedDialog(peer, top, order > 0) for peer, top, order in rows], tops, facts, total)


async def pin(tx: Tx, owner_id: UserId, peer: Peer, *, pinned: bool) -> None:
    """Refuses PEER_ID_INVALID, PINNED_TOO_MUCH."""
    box = Box(owner_id)
    if not await saved.find_many(tx, box, (peer,)):
        raise Refusal("PEER_ID_INVALID")
    others = await saved.pinned(tx, box)
    if (peer in {row[0] for row in others}) == pinned:
        return
    if pinned and len(others) >= MOST_PINNED:
        raise Refusal("PINNED_TOO_MUCH")
    order = max((row[2] for row in others), default=0) + 1 if pinned else 0
    await saved.set_pinned_order(tx, box, [(peer, order)])
    await tx.log(owner_id, SavedDialogPinned(peer=peer, pinned=pinned))


async def reorder(tx: Tx, owner_id: UserId, order: Sequence[Peer], *, force: bool) -> None:
    """Arrange the pinned sub-chats; with `force` those that are not named are unpinned. Refuses PINNED_TOO_MUCH."""
    box = Box(owner_id)
    known = [row[0] for row in await saved.pinned(tx, box)]
    there = {row[0] for row in await saved.find_many(tx, box, order)} if force else set(known)
    after = [peer for peer in dict.fromkeys(order) if peer in there]
    if not force:
        after += [peer for peer in known if peer not in after]
    if len(after) > MOST_PINNED:
        raise Refusal("PINNED_TOO_MUCH")
    await saved.set_pinned_order(tx, box, [(peer, 0) for peer in known if peer not in after])
    await saved.set_pinned_order(tx, box, [(peer, len(after) - at) for at, peer in enumerate(after)])
    await tx.log(owner_id, SavedDialogsReordered(order=tuple(after)))
