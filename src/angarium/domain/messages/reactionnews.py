"""Bots hear who reacts to what: in their own chats, and where they are admins
(https://core.telegram.org/constructor/updateBotMessageReaction). Of posts, where nobody sees who has reacted, they hear how often
(https://core.telegram.org/constructor/updateBotMessageReactions)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from angarium.domain.chats import hearing, views
from angarium.domain.messages import copies
from angarium.domain.work import Tx
from angarium.model.events import Reacted, ReactionsCounted
from angarium.model.ids import MsgId, Peer, is_channel, is_saved, is_user
from angarium.model.messages import Message
from angarium.store import accounts, chats, reactions, stars


async def tell(tx: Tx, message: Message, by: int, before: Sequence[str], after: Sequence[str]) -> None:
    """Somebody has other reactions on a message, of which this is their copy. What bots themselves choose is not told."""
    listeners = await _listeners(tx, message)
    listeners.pop(by, None)
    if not listeners:
        return
    if message.content.post:
        counted = Counter((await reactions.counts(tx, message.box, (message.id,))).get(message.id, {}))
        for paid in (await stars.find_reactors(tx, message.box, (message.id,))).values():
            counted["paid"] = sum(one.stars for one in paid)
        counts = tuple(counted.most_common())
        for bot in listeners:
            await tx.log(bot, ReactionsCounted(peer=message.peer, id=message.id, date=tx.now, counts=counts))
        return
    author = await accounts.find(tx, by) if by > 0 else None
    if author is not None and author.profile.bot:
        return
    for bot, (peer, id) in listeners.items():
        actor_id = message.peer if by in await views.disguised(tx, message.peer, bot, (by,)) else by
        event = Reacted(peer=peer, id=id, actor_id=actor_id, date=tx.now, before=tuple(before), after=tuple(after))
        await tx.log(bot, event)


async def _listeners(tx: Tx, message: Message) -> dict[int, tuple[Peer, MsgId]]:
    """The bots that hear of it, each with the chat and the number under which it knows the message."""
    if is_user(message.peer):
        other = None if is_saved(message.box, message.peer) else await accounts.find(tx, message.peer)
        if other is None or not other.profile.bot or not message.pair_id:
            return {}
        return {int(other.id): (Peer(message.box), message.pair_id)}
    chat = await chats.find(tx, message.peer)
    bots = await hearing.bots_of(tx, chat) if chat is not None else []
    if is_channel(message.box) or not bots:
        return dict.fromkeys(bots, (message.peer, message.id))
    theirs = [message, *await copies.of(tx, message)]
    return {copy.box: (message.peer, copy.id) for copy in theirs if copy.box in bots}
