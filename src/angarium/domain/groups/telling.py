"""Who hears of a change in a group or channel, and the service messages that say it in the chat."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain import facts as gathered
from angarium.domain.chats.guards import Standing
from angarium.domain.messages import sending
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.events import ChannelChanged, DefaultRightsChanged, GroupChanged
from angarium.model.ids import Peer
from angarium.model.messages import Action, Content
from angarium.store import chats, participants


async def get(tx: Tx, peer: Peer) -> Chat:
    """A chat as it is now, one that there is. Chats are kept for good, also when they have ended: raises LookupError."""
    found = await chats.find(tx, peer)
    if found is None:
        raise LookupError(f"there is no chat {peer}")
    return found


async def announce(tx: Tx, standing: Standing, action: Action, *, also: Sequence[int] = ()) -> Sent:
    """Say in the chat what was done, in the name of whoever did it."""
    now = Standing(await get(tx, standing.chat.peer), standing.user_id, standing.me)
    # COMPAT(TDLib): it looks for the random id of the message that made a chat.
    return await sending.deliver(tx, now, Content(action=action), tx.chance.long(), also=also)


async def tell_members(tx: Tx, peer: Peer, *, also: Sequence[int] = ()) -> None:
    """Who is in a basic group, or what they may do there, has changed; of a supergroup or channel those online hear that it is not
    what it was."""
    chat = await get(tx, peer)
    if chat.is_channel:
        await tell_changed(tx, chat)
        return
    for member in (*await participants.present_ids(tx, peer), *also):
        await tx.log(member, GroupChanged(peer=peer))


async def tell_changed(tx: Tx, chat: Chat) -> None:
    """Members of a supergroup or channel who are online see it anew; others will when they look."""
    event = ChannelChanged(peer=chat.peer)
    if tx.heard(chat.peer):
        tx.passing(chat.peer, event, await gathered.for_events(tx, chat.peer, [event], 0))


async def tell_default_rights(tx: Tx, peer: Peer) -> None:
    """What members may do by default has changed."""
    chat, event = await get(tx, peer), DefaultRightsChanged(peer=peer)
    if chat.is_channel:
        if tx.heard(peer):
            tx.passing(peer, event, await gathered.for_events(tx, peer, [event], 0))
        return
    for member in await participants.present_ids(tx, peer):
        await tx.log(member, event)
