"""What a client offers above a chat: report, block, add, share the number (https://core.telegram.org/api/action-bar)."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from angarium.domain.chats import guards
from angarium.domain.facts import gather
from angarium.domain.people import privacy, recipients
from angarium.domain.texts import phones
from angarium.domain.work import Tx
from angarium.model.business import Business
from angarium.model.errors import Refusal
from angarium.model.events import PeerSettingsChanged
from angarium.model.ids import REPLIES_USER, SERVICE_USER, Peer, UserId
from angarium.model.users import PeerBar, Relation, User
from angarium.store import accounts, circles, dialogs, invites, relations


async def find(tx: Tx, owner_id: UserId, other_id: int) -> PeerBar:
    """The bar above one person's chat, or a group's or channel's. Refuses PEER_ID_INVALID, and what `guards.require_reader` does."""
    if other_id < 0:
        return await _above_chat(tx, owner_id, Peer(other_id))
    users = await accounts.find_many(tx, {owner_id, other_id})
    if other_id not in users or owner_id not in users:
        raise Refusal("PEER_ID_INVALID")
    links = await relations.between(tx, owner_id, (other_id,))
    mine, theirs = links.get((owner_id, other_id)), links.get((other_id, owner_id))
    bar = await make(tx, users[owner_id], users[other_id], mine, theirs)
    return await _with_bot(tx, bar, users[owner_id], users[other_id], mine)


async def _above_chat(tx: Tx, owner_id: UserId, peer: Peer) -> PeerBar:
    """A group that a stranger brought one into can be reported, a place that is not where it says it is, too; whoever made an empty
    group is asked to invite people."""
    standing = await guards.require_reader(tx, owner_id, peer)
    known = await relations.find(tx, owner_id, peer)
    if standing.me is None or not standing.is_present or (known is not None and known.bar_hidden):
        return PeerBar()
    inviter = standing.me.inviter_id
    brought = inviter not in (0, owner_id) and not standing.me.invite and not standing.is_admin
    friend = await relations.find(tx, owner_id, inviter) if brought else None
    return PeerBar(
        report_spam=brought and not (friend is not None and friend.contact),
        report_geo=standing.chat.profile.latitude is not None and not standing.is_admin,
        invite_members=standing.is_creator and standing.chat.members == 1 and not standing.chat.is_broadcast,
    )


async def _with_request(tx: Tx, bar: PeerBar, owner: User, other: User) -> PeerBar:
    """With the chat that the owner asked to be let into, when one of its admins writes
    (https://core.telegram.org/api/invites#join-requests)."""
    for peer, date in await invites.asked_by(tx, owner.id):
        there = await guards.find(tx, other.id, Peer(peer))
        if there is not None and there.has("invite_users"):
            chat = there.chat
            return msgspec.structs.replace(
                bar, request_title=chat.profile.title, request_date=date, request_broadcast=chat.is_broadcast
            )
    return bar


async def _with_bot(tx: Tx, bar: PeerBar, owner: User, other: User, mine: Relation | None) -> PeerBar:
    """With the bot that answers for the owner in this chat, if one does."""
    if not owner.profile.business_bot or other.id == owner.id or other.profile.bot:
        return bar
    made = await accounts.find_setting(tx, owner.id, "business", Business)
    bot = made.bot if made else None
    new = await dialogs.find(tx, owner.id, Peer(other.id)) is None
    contact = mine is not None and mine.contact
    if bot is None or not recipients.is_meant(bot.recipients, other.id, contact=contact, new=new):
        return bar
    known = await accounts.find(tx, bot.bot_id)
    name = known.profile.usernames[0] if known and known.profile.usernames else ""
    return msgspec.structs.replace(
        bar, bot_id=bot.bot_id, bot_paused=other.id in bot.paused, bot_can_reply="reply" in bot.rights,
        bot_url=f"https://t.me/{name}?start=bizChat{other.id}",
    )  # fmt: skip


async def make(tx: Tx, owner: User, other: User, mine: Relation | None, theirs: Relation | None) -> PeerBar:
    """The same, for those who have read the people already."""
    if other.id in (owner.id, SERVICE_USER, REPLIES_USER) or other.profile.deleted:
        return PeerBar()
    shared = mine is not None and mine.phone_shared
    needs_exception = not shared and not privacy.allows(
        owner, "phone", other.id, Relation(owner_id=owner.id, other_id=other.id, contact=True)
    )
    if mine is not None and mine.contact:
        sees_number = (
            shared
            or privacy.allows(owner, "phone", other.id, mine)
            or (theirs is not None and theirs.phone == owner.phone)
        )
        return PeerBar(share_contact=not sees_number)
    if mine is not None and (mine.bar_hidden or mine.blocked):
        return PeerBar(need_contacts_exception=needs_exception)
    they_wrote, i_wrote = await circles.who_wrote(tx, owner.id, other.id)
    if not they_wrote:
        return PeerBar(need_contacts_exception=needs_exception)
    if other.profile.bot:  # nobody keeps bots among their contacts
        return PeerBar(report_spam=not i_wrote)
    # COMPAT(TDLib): who can be blocked can be reported and added, too; otherwise it reports a fault.
    bar = PeerBar(
        report_spam=not i_wrote, add_contact=True, block_contact=not i_wrote, need_contacts_exception=needs_exception
    )
    if not i_wrote:
        bar = _with_standing(bar, owner, other, theirs)
    return await _with_request(tx, bar, owner, other)


def _with_standing(bar: PeerBar, owner: User, other: User, theirs: Relation | None) -> PeerBar:
    """With what helps to tell who a stranger is that writes first (https://core.telegram.org/constructor/peerSettings): since when the
    account is there, from where its number is, and how fresh its name and photo are, if that may be seen."""
    sees_photo = privacy.allows(other, "photo", owner.id, theirs)
    return msgspec.structs.replace(
        bar,
        registered=datetime.fromtimestamp(other.created, UTC).strftime("%m.%Y") if other.created else "",
        country=phones.country_of(other.phone) if other.phone else "",
        name_date=other.profile.name_date,
        photo_date=other.profile.photo_date if sees_photo else 0,
    )


async def hide(tx: Tx, owner_id: UserId, other_id: int) -> None:
    """The owner does not want to be asked about this person any more. Refuses what `find` does."""
    known = await relations.find(tx, owner_id, other_id) or Relation(owner_id=owner_id, other_id=UserId(other_id))
    await relations.put(tx, msgspec.structs.replace(known, bar_hidden=True))
    await tell(tx, owner_id, other_id)


async def tell(tx: Tx, owner_id: UserId, other_id: int) -> PeerBar:
    """Let the owner's devices know how the bar is now, and with it what the person is to the owner."""
    bar = await find(tx, owner_id, other_id)
    facts = await gather(tx, owner_id, [], users=(other_id,)) if tx.heard(owner_id) else None
    await tx.log(owner_id, PeerSettingsChanged(peer=Peer(other_id), bar=bar), facts)
    return bar
