"""Reactions that are paid for with stars, which go to the channel (https://core.telegram.org/api/reactions#paid-reactions)."""

from __future__ import annotations

from hashlib import blake2b

import msgspec
from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain import ledger
from angarium.domain.chats import guards
from angarium.domain.messages import reactionnews, reactions
from angarium.domain.work import Tx
from angarium.model.chats import CREATOR
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel
from angarium.model.messages import Message
from angarium.model.starevents import PaidPrivacyChanged
from angarium.model.stars import Entry
from angarium.store import accounts, chats, messages, participants
from angarium.store import stars as stored

MOST = 2500
"""Stars for one reaction at a time (stars_paid_reaction_amount_max,
https://core.telegram.org/api/config#stars-paid-reaction-amount-max)."""

FRESH = 600
"""Seconds for which a random id is good, which carries its time: for as long as that a client may repeat itself."""

SETTING = "paid_reaction_privacy"


class Privacy(msgspec.Struct, frozen=True, omit_defaults=True):
    """In whose name somebody pays: their own, nobody's, or that of a channel of theirs."""

    anonymous: bool = False
    peer: Peer = Peer(0)

    def shown(self, user_id: int) -> int:
        """As it lies with the reaction."""
        return 0 if self.anonymous else self.peer or user_id


async def find_privacy(tx: Tx, user_id: UserId) -> Privacy:
    """What holds unless they say otherwise."""
    return await accounts.find_setting(tx, user_id, SETTING, Privacy) or Privacy()


async def gather_privacy(tx: Tx, user_id: UserId) -> tuple[Privacy, Facts]:
    """The same, and what it takes to show it."""
    privacy = await find_privacy(tx, user_id)
    return privacy, await gathered.gather(tx, user_id, [], users=[privacy.peer] if privacy.peer else [])


async def _set_privacy(tx: Tx, user_id: UserId, privacy: Privacy) -> None:
    """Remember it, and tell their devices, the calling one, too."""
    if privacy == await find_privacy(tx, user_id):
        return
    await accounts.set_setting(tx, user_id, SETTING, privacy)
    with tx.unasked():
        await tx.log(user_id, PaidPrivacyChanged(anonymous=privacy.anonymous, peer=privacy.peer))


async def _check_privacy(tx: Tx, user_id: UserId, privacy: Privacy) -> None:
    """Only in the name of a channel of one's own. Refuses SEND_AS_PEER_INVALID."""
    if not privacy.peer:
        return
    channel = await chats.find(tx, privacy.peer)
    me = await participants.find(tx, privacy.peer, user_id)
    if channel is None or not channel.is_broadcast or me is None or not me.present or me.status != CREATOR:
        raise Refusal("SEND_AS_PEER_INVALID")


def _charge(user_id: int, message: Message, random_id: int) -> str:
    """The same for a call that is repeated."""
    said = b"%d %d %d %d" % (user_id, message.box, message.id, random_id)
    return f"stx{blake2b(said, digest_size=16, person=b'paid reaction').hexdigest()}"


def _check_random(random_id: int, now: int) -> None:
    """The upper half of the random id is the time at which it was made
    (https://core.telegram.org/method/messages.sendPaidReaction). Refuses RANDOM_ID_EMPTY, RANDOM_ID_EXPIRED."""
    if not random_id:
        raise Refusal("RANDOM_ID_EMPTY")
    if abs((random_id >> 32) % 2**32 - now) > FRESH:
        raise Refusal("RANDOM_ID_EXPIRED")


async def _find_post(tx: Tx, user_id: UserId, peer: Peer, id: int) -> Message:
    """A post in a channel where reactions are paid for. Refuses PEER_ID_INVALID, CHAT_WRITE_FORBIDDEN, MESSAGE_ID_INVALID, and what
    `guards.require_open` does."""
    if not is_channel(peer):
        raise Refusal("PEER_ID_INVALID")
    standing = await guards.require_open(tx, user_id, peer)
    if not standing.chat.profile.paid_reactions:
        raise Refusal("CHAT_WRITE_FORBIDDEN")
    message = await messages.find(tx, Box(peer), MsgId(id))
    if message is None or message.content.action is not None or message.id <= standing.floor:
        raise Refusal("MESSAGE_ID_INVALID")
    return message


async def send(
    tx: Tx, user_id: UserId, peer: Peer, id: int, count: int, random_id: int, privacy: Privacy | None
) -> Facts:
    """Pay for a reaction; each further one adds to those before. Returns what it takes to show them.

    The same random id does nothing a second time. Refuses REACTIONS_COUNT_INVALID, BALANCE_TOO_LOW, SEND_AS_PEER_INVALID, and what
    `_check_random` and `_find_post` do.
    """
    _check_random(random_id, tx.now)
    if not 1 <= count <= MOST:
        raise Refusal("REACTIONS_COUNT_INVALID")
    message = await _find_post(tx, user_id, peer, id)
    charge = _charge(user_id, message, random_id)
    if await stored.find_charge(tx, user_id, charge):
        return await gathered.gather(tx, user_id, [message])
    if privacy is not None:
        await _check_privacy(tx, user_id, privacy)
        await _set_privacy(tx, user_id, privacy)
        shown = privacy.shown(user_id)
    else:
        known = await stored.find_reactor(tx, message.box, message.id, user_id)
        shown = known.shown if known else (await find_privacy(tx, user_id)).shown(user_id)
    entry = Entry(kind="reaction", charge=charge, message_id=message.id)
    await ledger.pay(tx, user_id, peer, count, entry, seen=Peer(shown))
    await stored.put_reactor(tx, message.box, message.id, user_id, count, shown)
    await reactionnews.tell(tx, message, user_id, (), ("paid",))
    return await reactions.announce(tx, message, user_id, "paid")


async def show_as(tx: Tx, user_id: UserId, peer: Peer, id: int, privacy: Privacy) -> None:
    """Change in whose name somebody has paid for reactions on a post. Refuses REACTION_EMPTY when they have not, SEND_AS_PEER_INVALID,
    and what `_find_post` does."""
    message = await _find_post(tx, user_id, peer, id)
    if await stored.find_reactor(tx, message.box, message.id, user_id) is None:
        raise Refusal("REACTION_EMPTY")
    await _check_privacy(tx, user_id, privacy)
    await _set_privacy(tx, user_id, privacy)
    await stored.put_reactor(tx, message.box, message.id, user_id, 0, privacy.shown(user_id))
    await reactions.announce(tx, replace(message, reacted=True), user_id, "")
