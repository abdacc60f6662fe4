"""What somebody has not seen of a chat besides its messages: where they are named, and what was given to what they wrote. The numbers
stand in their dialogs (https://core.telegram.org/constructor/dialog) and move with what happens: in a busy group nobody counts
everything anew for each reaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from angarium.domain.work import Tx
from angarium.model.ids import Box, Peer, is_channel, is_user
from angarium.model.messages import Message
from angarium.store import dialogs, mentions, reactions


async def unread_reactions(tx: Tx, among: Iterable[Message]) -> set[tuple[Box, int]]:
    """The places (`reactions.place`) of those messages that have reactions which their author has not seen."""
    by_box: dict[Box, list[int]] = {}
    for message in among:
        box, id = reactions.place(message)
        by_box.setdefault(box, []).append(id)
    return {(box, id) for box, ids in by_box.items() for id in await reactions.unread_among(tx, box, ids)}


async def count_reactions(tx: Tx, author: int, message: Message, before: set[tuple[Box, int]]) -> None:
    """The reactions on a message of `author` are others than those `before`, which `unread_reactions` told."""
    after = await unread_reactions(tx, (message,))
    await _move(tx, author, message.peer, reacted=len(after) - len(before))


async def recount_reactions(tx: Tx, owner_id: int, peer: Peer) -> None:
    """Some of them have been seen: what is left?"""
    found = await dialogs.find(tx, owner_id, peer)
    if found is not None and found.unread_reactions:
        own = is_user(peer)
        left = await (reactions.unread_in(tx, Box(owner_id), peer) if own else reactions.unread_by(tx, peer, owner_id))
        await dialogs.put(tx, replace(found, unread_reactions=len(left)))


async def cut(tx: Tx, owner_id: int, peer: Peer, reach: int) -> None:
    """Somebody sees no messages of a supergroup or channel up to `reach` any more."""
    unread = await mentions.unread(tx, owner_id, peer)
    hidden = [id for id in unread if id <= reach]
    await mentions.mark_read(tx, owner_id, peer, hidden)
    await reactions.mark_seen(
        tx, Box(peer), [id for id in await reactions.unread_by(tx, peer, owner_id) if id <= reach]
    )
    await _move(tx, owner_id, peer, named=-len(hidden))
    await recount_reactions(tx, owner_id, peer)


async def forget(tx: Tx, box: Box, gone: Sequence[Message]) -> None:
    """These messages are about to be taken out of a box: nobody finds in them what they have not seen."""
    reacted, named = Counter[tuple[int, Peer]](), Counter[tuple[int, Peer]]()
    unread = await unread_reactions(tx, [message for message in gone if message.reacted])
    for message in gone:
        if reactions.place(message) in unread and (message.out or is_channel(box)):
            reacted[int(message.sender) if is_channel(box) else box, message.peer] += 1
    for peer in {message.peer for message in gone if not is_user(message.peer)}:
        ids = [message.id for message in gone if message.peer == peer]
        for owner, those in (await _naming(tx, box, peer, ids)).items():
            named[owner, peer] = sum(those.values())
            await mentions.remove(tx, owner, peer, those)
    for owner, peer in reacted.keys() | named.keys():
        await _move(tx, owner, peer, reacted=-reacted[owner, peer], named=-named[owner, peer])


async def _naming(tx: Tx, box: Box, peer: Peer, ids: Sequence[int]) -> dict[int, dict[int, bool]]:
    """Whom these messages of a box name: person → message → whether that is unread."""
    if not is_channel(box):
        own = await mentions.find(tx, box, peer, ids)
        return {box: own} if own else {}
    found: dict[int, dict[int, bool]] = {}
    for id, people in (await mentions.named(tx, peer, ids)).items():
        for owner, unseen in people.items():
            found.setdefault(owner, {})[id] = unseen
    return found


async def _move(tx: Tx, owner_id: int, peer: Peer, *, reacted: int = 0, named: int = 0) -> None:
    if not (reacted or named) or (found := await dialogs.find(tx, owner_id, peer)) is None:
        return
    await dialogs.put(
        tx,
        replace(
            found,
            unread_reactions=max(found.unread_reactions + reacted, 0),
            unread_mentions=max(found.unread_mentions + named, 0),
        ),
    )
