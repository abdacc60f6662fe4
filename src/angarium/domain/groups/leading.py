"""Admins, and what is forbidden to whom (https://core.telegram.org/api/rights)."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import dues
from angarium.domain import facts as gathered
from angarium.domain.chats import guards, journal, rights
from angarium.domain.groups import holdings, joining, requests, telling, turnover
from angarium.domain.messages.sent import Sent
from angarium.domain.texts import emoji
from angarium.domain.work import Tx
from angarium.model.adminlog import LogEntry
from angarium.model.chats import ADMIN, BANNED, CREATOR, LEFT, MEMBER, RESTRICTED, Chat, Participant, Rights
from angarium.model.errors import Refusal
from angarium.model.events import ChannelChanged
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId, is_channel
from angarium.model.messages import Action
from angarium.store import accounts, chats, participants

RANK = 16
"""Letters of an admin's title at most."""

BAN_ENDS = "ban"
FOR_EVER = 366 * 86400  # a restriction for longer, or for less than half a minute, has no end


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody's standing before and after, and the service message that says it, if there is one."""

    before: Participant | None
    after: Participant
    notice: Sent | None = None


async def set_admin(
    tx: Tx, actor_id: UserId, peer: Peer, user_id: UserId, granted: Rights, rank: str | None = None
) -> Changed:
    """Make somebody an admin, change what they may do, or end it with no rights (https://core.telegram.org/method/channels.editAdmin).

    Refuses CHAT_ADMIN_REQUIRED, RIGHT_FORBIDDEN, USER_CREATOR, USER_NOT_PARTICIPANT, ADMINS_TOO_MUCH, ADMIN_RANK_INVALID; of somebody
    who is not there yet CHAT_ADMIN_INVITE_REQUIRED, USER_PRIVACY_RESTRICTED, and what `joining.may_be_added` does.
    """
    standing = await guards.require_admin(tx, actor_id, peer)
    chat = standing.chat
    known = await participants.find(tx, peer, user_id)
    if user_id == actor_id and standing.is_creator:
        return await _set_own(tx, chat, standing.me, granted, rank)
    resigns = user_id == actor_id and not granted
    if not (standing.is_creator or standing.has("add_admins") or resigns):
        raise Refusal("CHAT_ADMIN_REQUIRED")
    _check_rank(rank)
    if known is not None and known.status == CREATOR:
        raise Refusal("USER_CREATOR")
    if known is not None and known.status == ADMIN and not standing.is_creator:
        if actor_id not in (known.promoted_by, user_id):
            raise Refusal("CHAT_ADMIN_REQUIRED")
    granted &= rights.all_of(chat)
    if granted - rights.of(chat, standing.me) - {"anonymous"} and not standing.is_creator:
        raise Refusal("RIGHT_FORBIDDEN")
    notice = None
    if known is None or not known.present:
        if not granted or not chat.is_channel:
            raise Refusal("USER_NOT_PARTICIPANT")
        known = await _bring_in(tx, standing, user_id, known)
        if not chat.is_broadcast:
            notice = await telling.announce(tx, standing, Action(kind="ChatAddUser", users=(user_id,)))
    if not granted:
        return await _dismiss(tx, chat, actor_id, known)
    if known.status != ADMIN and chat.admins >= tx.house.config.limits.admins:
        raise Refusal("ADMINS_TOO_MUCH")
    after = replace(
        known, status=ADMIN, rights=granted, rank=known.rank if rank is None else rank.strip(), banned=frozenset(), until=0,
        promoted_by=known.promoted_by if known.status == ADMIN else actor_id,
    )  # fmt: skip
    await participants.put(tx, after)
    await chats.count(tx, peer, admins=known.status != ADMIN, restricted=-1 if known.status == RESTRICTED else 0)
    await turnover.note(tx, chat, actor_id, known, after)
    await _tell(tx, peer, user_id)
    return Changed(known, after, notice)


def _check_rank(rank: str | None) -> None:
    if rank is not None and len(rank.strip()) > RANK:
        raise Refusal("ADMIN_RANK_INVALID")
    if rank and emoji.is_in(rank):
        raise Refusal("ADMIN_RANK_EMOJI_NOT_ALLOWED")


async def _set_own(tx: Tx, chat: Chat, me: Participant | None, granted: Rights, rank: str | None) -> Changed:
    """Whoever made it may hide and choose a title; the rest stays theirs."""
    assert me is not None
    _check_rank(rank)
    after = replace(me, rights=granted & {"anonymous"}, rank=me.rank if rank is None else rank.strip())
    await participants.put(tx, after)
    await turnover.note(tx, chat, me.user_id, me, after)
    await _tell(tx, chat.peer, UserId(me.user_id))
    return Changed(me, after)


async def _bring_in(tx: Tx, standing: guards.Standing, user_id: UserId, known: Participant | None) -> Participant:
    """Somebody who is to be an admin comes in."""
    if not standing.has("invite_users"):
        raise Refusal("CHAT_ADMIN_INVITE_REQUIRED")
    if known is not None and known.status == BANNED:
        await chats.count(tx, standing.chat.peer, banned=-1)
    may, _ = await joining.may_be_added(tx, UserId(standing.user_id), (user_id,))
    if not may:
        raise Refusal("USER_PRIVACY_RESTRICTED")
    return await joining.enter(tx, await telling.get(tx, standing.chat.peer), user_id, inviter_id=standing.user_id)


async def _dismiss(tx: Tx, chat: Chat, actor_id: UserId, known: Participant) -> Changed:
    after = replace(known, status=MEMBER, rights=frozenset(), rank="", promoted_by=0)
    if known.status == ADMIN:
        await participants.put(tx, after)
        await chats.count(tx, chat.peer, admins=-1)
        await turnover.note(tx, chat, actor_id, known, after)
        await _tell(tx, chat.peer, UserId(known.user_id))
    return Changed(known, after)


async def _tell(tx: Tx, peer: Peer, user_id: UserId) -> None:
    """Whoever it concerns hears of it, and everyone in a basic group."""
    if is_channel(peer):
        await tx.log(user_id, ChannelChanged(peer=peer))
    else:
        await telling.tell_members(tx, peer)


async def restrict(tx: Tx, actor_id: UserId, peer: Peer, who: Peer, lost: Rights, until: int) -> Changed:
    """Take rights from somebody, shut them out ("view_messages"), or give all back (https://core.telegram.org/method/channels.editBanned).

    Refuses CHAT_ADMIN_REQUIRED, USER_ADMIN_INVALID, USER_CREATOR, PARTICIPANT_ID_INVALID, BANNED_RIGHTS_INVALID.
    """
    standing = await guards.require_admin(tx, actor_id, peer, "ban_users")
    chat = standing.chat
    if who in (actor_id, peer) or (who > 0 and await accounts.find(tx, who) is None):
        raise Refusal("PARTICIPANT_ID_INVALID")
    known = await participants.find(tx, peer, who)
    if known is not None and known.present and known.status in (CREATOR, ADMIN):
        if known.status == CREATOR or not (standing.is_creator or known.promoted_by == actor_id):
            raise Refusal("USER_ADMIN_INVALID")
    before = known
    known = known or Participant(chat=peer, user_id=who, status=LEFT, present=False)
    until = until if tx.now + 30 <= until <= tx.now + FOR_EVER else 0
    await _count(tx, peer, known, -1)
    await dues.remove(tx, peer, BAN_ENDS, who)
    if until and lost:
        await dues.put(tx, peer, BAN_ENDS, who, until)
    if "view_messages" in lost or (chat.is_broadcast and lost):
        banned = {"banned": rights.BANNED_RIGHTS, "until": until, "kicked_by": actor_id}
        notice = await joining.take_out(tx, standing, known, BANNED, **banned)
        await requests.forget(tx, chat, who)
        after = await _now(tx, peer, who)
        await _count(tx, peer, after, 1)
        return Changed(before, after, notice)
    status = RESTRICTED if lost else MEMBER if known.present else LEFT
    after = replace(known, status=status, banned=lost, until=until, kicked_by=actor_id if lost else 0, date=tx.now)
    if known.status == ADMIN:
        after = replace(after, rights=frozenset(), rank="")
        await chats.count(tx, peer, admins=-1)
    await participants.put(tx, after)
    await turnover.note(tx, chat, actor_id, before, after)
    await _count(tx, peer, after, 1)
    if who > 0 and after.present:
        await _tell(tx, peer, UserId(who))
    return Changed(before, after)


async def _now(tx: Tx, peer: Peer, who: int) -> Participant:
    found = await participants.find(tx, peer, who)
    assert found is not None
    return found


async def _count(tx: Tx, peer: Peer, one: Participant, step: int) -> None:
    if one.status == BANNED:
        await chats.count(tx, peer, banned=step)
    elif one.status == RESTRICTED:
        await chats.count(tx, peer, restricted=step)


@dues.happens(BAN_ENDS)
async def end_ban(tx: Tx, box: int, id: int) -> None:
    """A restriction is over."""
    known = await participants.find(tx, box, id)
    if known is None or not known.until or known.until > tx.now or known.status not in (BANNED, RESTRICTED):
        return
    await _count(tx, Peer(box), known, -1)
    free = replace(known, status=MEMBER if known.present else LEFT, banned=frozenset(), until=0, kicked_by=0)
    await participants.put(tx, free)
    if known.present and id > 0:
        await _tell(tx, Peer(box), UserId(id))


async def set_default_rights(tx: Tx, actor_id: UserId, peer: Peer, lost: Rights) -> None:
    """What members may not do (https://core.telegram.org/method/messages.editChatDefaultBannedRights). Refuses CHAT_ADMIN_REQUIRED,
    CHAT_NOT_MODIFIED, BANNED_RIGHTS_INVALID, CHAT_ID_INVALID for a channel."""
    standing = await guards.require_admin(tx, actor_id, peer, "ban_users")
    if standing.chat.is_broadcast:
        raise Refusal("CHAT_ID_INVALID")
    if "view_messages" in lost:
        raise Refusal("BANNED_RIGHTS_INVALID")
    profile = standing.chat.profile
    if profile.default_banned == lost:
        raise Refusal("CHAT_NOT_MODIFIED")
    await chats.set_profile(tx, peer, replace(profile, default_banned=lost))
    entry = LogEntry(kind="DefaultBannedRights", rights=(profile.default_banned, lost))
    await journal.note(tx, peer, actor_id, "settings", entry)
    await chats.count(tx, peer)
    await telling.tell_default_rights(tx, peer)


async def hand_over(tx: Tx, actor_id: UserId, peer: Peer, user_id: UserId) -> None:
    """Give a group or channel to another of its members (https://core.telegram.org/method/messages.editChatCreator); the password was
    checked. Refuses CHAT_ADMIN_REQUIRED, USER_ID_INVALID, INPUT_USER_DEACTIVATED, CHANNELS_ADMIN_PUBLIC_TOO_MUCH,
    CHANNELS_ADMIN_LOCATED_TOO_MUCH."""
    standing = await guards.require_creator(tx, actor_id, peer)
    heir, user = await participants.find(tx, peer, user_id), await accounts.find(tx, user_id)
    if user is not None and user.profile.deleted:
        raise Refusal("INPUT_USER_DEACTIVATED")
    if heir is None or not heir.present or user_id == actor_id or user is None or user.profile.bot:
        raise Refusal("USER_ID_INVALID")
    if standing.chat.profile.usernames:
        await holdings.check_room(tx, user_id)
    if standing.chat.profile.latitude is not None:
        await holdings.check_room(tx, user_id, located=True)
    assert standing.me is not None
    everything = rights.all_of(standing.chat) - {"anonymous"}
    former = replace(standing.me, status=ADMIN, rights=everything, promoted_by=user_id)
    owner = replace(heir, status=CREATOR, rights=frozenset(), banned=frozenset(), until=0)
    for before, after in ((standing.me, former), (heir, owner)):
        await participants.put(tx, after)
        await turnover.note(tx, standing.chat, actor_id, before, after)
    await chats.count(tx, peer, admins=heir.status != ADMIN, restricted=-1 if heir.status == RESTRICTED else 0)
    await chats.set_creator(tx, peer, user_id)
    for one in (actor_id, user_id):
        await _tell(tx, peer, one)


async def set_rank(tx: Tx, actor_id: UserId, peer: Peer, who: Peer, rank: str) -> None:
    """A title beside somebody's name (https://core.telegram.org/method/messages.editChatParticipantRank): members choose their own
    unless that is forbidden. Refuses CHAT_ADMIN_REQUIRED, ADMIN_RANK_INVALID, USER_NOT_PARTICIPANT."""
    standing = await guards.require_present(tx, actor_id, peer)
    _check_rank(rank)
    may = standing.has("manage_ranks") or standing.is_creator
    if not may and (int(who) != actor_id or standing.lacks("edit_rank", tx.now)):
        raise Refusal("CHAT_ADMIN_REQUIRED")
    known = await participants.find(tx, peer, who)
    if known is None or not known.present:
        raise Refusal("USER_NOT_PARTICIPANT")
    after = replace(known, rank=rank.strip())
    await participants.put(tx, after)
    await turnover.note(tx, standing.chat, actor_id, known, after)
    await _tell(tx, peer, UserId(who))


async def heir(tx: Tx, actor_id: UserId, peer: Peer) -> tuple[int, Facts]:
    """Who owns the chat when its creator leaves: the admin who has been there longest, else the member; 0 = nobody. Refuses
    CHAT_ADMIN_REQUIRED."""
    await guards.require_creator(tx, actor_id, peer)
    found = await participants.with_status(tx, peer, ADMIN) or await participants.present(tx, peer)
    others = [one.user_id for one in reversed(found) if one.user_id != actor_id and one.present]
    people = await accounts.find_many(tx, others[:100])
    chosen = next((id for id in others if id in people and not people[id].profile.bot), 0)
    return chosen, await gathered.gather(tx, actor_id, [], users=(chosen,) if chosen else ())
