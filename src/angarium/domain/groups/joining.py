"""Coming into groups and channels, and leaving them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import budgets
from angarium.domain.accounts import farewells
from angarium.domain.budgets import Allowance
from angarium.domain.chats import guards
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import telling, turnover
from angarium.domain.messages import deletions
from angarium.domain.messages.sent import Sent
from angarium.domain.people import privacy, sanctions
from angarium.domain.work import Tx
from angarium.model.chats import ADMIN, BANNED, BROADCAST, CREATOR, LEFT, MEMBER, RESTRICTED, Chat, Participant
from angarium.model.errors import Refusal
from angarium.model.events import ChannelChanged
from angarium.model.ids import MsgId, Peer, UserId
from angarium.model.invites import Invite
from angarium.model.messages import Action, Dialog
from angarium.store import accounts, chats, dialogs, invites, participants, relations


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding people: the service message, and those who let only others add them, or nobody."""

    notice: Sent | None
    missing: tuple[int, ...] = ()


async def enter(
    tx: Tx,
    chat: Chat,
    user_id: int,
    *,
    inviter_id: int = 0,
    invite: Invite | None = None,
    approved_by: int = 0,
    via_chatlist: bool = False,
) -> Participant:
    """Let somebody in, by a link or because they were `approved_by` an admin; the caller has checked that they may come, and are not
    there yet.

    Refuses CHANNELS_TOO_MUCH, USERS_TOO_MUCH.
    """
    earlier = await participants.find(tx, chat.peer, user_id)
    assert earlier is None or not earlier.present
    await _check_room(tx, chat, user_id)
    restricted = earlier is not None and earlier.status == RESTRICTED and (not earlier.until or earlier.until > tx.now)
    base = earlier or Participant(chat=chat.peer, user_id=user_id, status=MEMBER)
    hidden = chat.profile.history_hidden and chat.is_channel
    made = replace(
        base,
        status=RESTRICTED if restricted else MEMBER,
        present=True,
        date=tx.now,
        inviter_id=inviter_id,
        invite=invite.hash if invite else "",
        by_request=approved_by > 0,
        rights=frozenset(),
        rank="",
        banned=base.banned if restricted else frozenset(),
        available_min_id=max(base.available_min_id, chat.top_id) if hidden else base.available_min_id,
    )
    await participants.put(tx, made)
    await chats.count(tx, chat.peer, members=1)
    if (asked := await invites.find_request(tx, chat.peer, user_id)) is not None:
        await invites.remove_request(tx, chat.peer, asked)
    by = user_id if invite or not inviter_id else inviter_id
    await turnover.note(tx, chat, by, earlier, made, invite=invite, approved_by=approved_by, via_chatlist=via_chatlist)
    if chat.is_channel:
        known = await dialogs.find(tx, user_id, chat.peer) or Dialog(owner_id=user_id, peer=chat.peer)
        await dialogs.put(tx, replace(known, read_inbox_max_id=MsgId(max(known.read_inbox_max_id, chat.top_id))))
        await tx.log(user_id, ChannelChanged(peer=chat.peer, joined=True))
    return made


async def _check_room(tx: Tx, chat: Chat, user_id: int) -> None:
    limits = tx.house.config.limits
    if chat.kind != BROADCAST and chat.members >= (
        limits.supergroup_members if chat.is_channel else limits.group_members
    ):
        raise Refusal("USERS_TOO_MUCH")
    if chat.is_channel and len(await participants.chats_of(tx, user_id)) >= limits.channels:
        raise Refusal("CHANNELS_TOO_MUCH")


async def go(tx: Tx, chat: Chat, gone: Participant, status: str = LEFT, **changed: object) -> None:
    """Take somebody out, by themselves (`LEFT`) or not (`BANNED`, with what `changed` says)."""
    was_admin = gone.status in (CREATOR, ADMIN)
    after = replace(gone, status=status, present=False, rights=frozenset(), rank="", date=tx.now, **changed)
    await participants.put(tx, after)
    await turnover.note(tx, chat, after.kicked_by if status == BANNED else gone.user_id, gone, after)
    if gone.present:
        await chats.count(tx, chat.peer, members=-1, admins=-1 if was_admin else 0)
    if chat.is_channel and gone.present:
        await dialogs.remove(tx, gone.user_id, chat.peer)
        await tx.log(gone.user_id, ChannelChanged(peer=chat.peer, joined=False))


async def may_be_added(tx: Tx, inviter_id: UserId, users: Sequence[int]) -> tuple[list[int], list[int]]:
    """Who of these may be added by this person, and who only by others (https://core.telegram.org/constructor/inputPrivacyKeyChatInvite).
    Refuses USER_ID_INVALID, INPUT_USER_DEACTIVATED, BOT_GROUPS_BLOCKED, PEER_FLOOD, FLOOD_WAIT_%d."""
    people = await accounts.find_many(tx, users)
    links = await privacy.acquaint(tx, inviter_id, people.values(), await relations.between(tx, inviter_id, people))
    may: list[int] = []
    may_not: list[int] = []
    for id in dict.fromkeys(users):
        user = people.get(id)
        if user is None:
            raise Refusal("USER_ID_INVALID")
        if user.profile.deleted:
            raise Refusal("INPUT_USER_DEACTIVATED")
        if user.profile.face is not None and user.profile.face.no_groups:
            raise Refusal("BOT_GROUPS_BLOCKED")
        theirs = links.get((UserId(id), inviter_id))
        blocked = theirs is not None and theirs.blocked
        allowed = not blocked and privacy.allows(user, "invites", inviter_id, theirs)
        (may if allowed else may_not).append(id)
    strangers = [id for id in may if (towards := links.get((UserId(id), inviter_id))) is None or not towards.contact]
    if strangers:
        if sanctions.is_limited(tx, inviter_id):
            raise Refusal("PEER_FLOOD")
        most = tx.house.config.limits.invitations
        await budgets.spend(tx, f"invitations:{inviter_id}", Allowance(most, most), len(strangers))
    return may, may_not


async def add(tx: Tx, actor_id: UserId, peer: Peer, users: Sequence[int]) -> Added:
    """Add people (https://core.telegram.org/method/channels.inviteToChannel, /messages.addChatUser); those whose privacy forbids it are
    named. Refuses CHAT_ADMIN_REQUIRED, USER_KICKED, USER_ALREADY_PARTICIPANT (a single one), USERS_TOO_MUCH, USER_BOT, and what
    `may_be_added` does."""
    standing = await guards.require_may(tx, actor_id, peer, "invite_users")
    known = await participants.find_many(tx, peer, users)
    fresh = [id for id in dict.fromkeys(users) if id not in known or not known[id].present]
    if not fresh:
        raise Refusal("USER_ALREADY_PARTICIPANT")
    for id in fresh:
        if id in known and known[id].status == BANNED and not standing.has("ban_users"):
            raise Refusal("USER_KICKED")
    if standing.chat.is_broadcast and any(one.profile.bot for one in (await accounts.find_many(tx, fresh)).values()):
        raise Refusal("USER_BOT")  # bots are in channels as admins only
    may, missing = await may_be_added(tx, actor_id, fresh)
    for id in may:
        if id in known and known[id].status == BANNED:
            await chats.count(tx, peer, banned=-1)
        await enter(tx, await telling.get(tx, peer), id, inviter_id=actor_id)
    notice = None
    if may:
        await telling.tell_members(tx, peer)
        if not standing.chat.is_broadcast:
            notice = await telling.announce(tx, standing, Action(kind="ChatAddUser", users=tuple(may)))
    return Added(notice, tuple(missing))


async def join(tx: Tx, user_id: UserId, peer: Peer) -> Sent | None:
    """Join a public supergroup or channel (https://core.telegram.org/method/channels.joinChannel).

    Refuses CHANNEL_PRIVATE, INVITE_REQUEST_SENT (through the caller), USER_ALREADY_PARTICIPANT, CHANNELS_TOO_MUCH.
    """
    standing = await guards.require_open(tx, user_id, peer)
    if standing.is_present:
        raise Refusal("USER_ALREADY_PARTICIPANT")
    return await arrive(tx, standing)


async def arrive(
    tx: Tx, standing: Standing, *, invite: Invite | None = None, approved_by: int = 0, via_chatlist: bool = False
) -> Sent | None:
    """Somebody who may comes in by themselves; a group is told so."""
    chat, user_id = standing.chat, standing.user_id
    inviter_id = invite.admin_id if invite else 0
    me = await enter(
        tx, chat, user_id, inviter_id=inviter_id, invite=invite, approved_by=approved_by, via_chatlist=via_chatlist
    )
    if chat.is_broadcast:
        return None
    action = Action(kind="ChatAddUser", users=(user_id,))
    if invite is not None:
        action = Action(kind="ChatJoinedByLink", users=(inviter_id,))
    if approved_by:
        action = Action(kind="ChatJoinedByRequest")
    if not chat.is_channel:
        await telling.tell_members(tx, chat.peer)
    return await telling.announce(tx, Standing(chat, user_id, me), action)


async def leave(tx: Tx, user_id: UserId, peer: Peer) -> Sent | None:
    """Leave (https://core.telegram.org/method/channels.leaveChannel, /messages.deleteChatUser). Refuses USER_NOT_PARTICIPANT,
    USER_CREATOR for whoever made a channel, CHANNEL_MONOFORUM_UNSUPPORTED for a channel's direct messages, which come with it."""
    standing = await guards.require_open(tx, user_id, peer)
    if standing.chat.profile.monoforum:
        raise Refusal("CHANNEL_MONOFORUM_UNSUPPORTED")
    if standing.me is None or not standing.me.present:
        raise Refusal("USER_NOT_PARTICIPANT")
    if standing.is_creator and standing.chat.is_channel:
        raise Refusal("USER_CREATOR")
    return await take_out(tx, standing, standing.me)


async def take_out(tx: Tx, actor: Standing, gone: Participant, status: str = LEFT, **changed: object) -> Sent | None:
    """Take somebody out and say so in a group."""
    chat = actor.chat
    was_present = gone.present
    await go(tx, chat, gone, status, **changed)
    if chat.is_broadcast or not was_present:
        return None
    if not chat.is_channel:
        await telling.tell_members(tx, chat.peer, also=(gone.user_id,))
    action = Action(kind="ChatDeleteUser", users=(gone.user_id,))
    return await telling.announce(tx, actor, action, also=() if chat.is_channel else (gone.user_id,))


@farewells.before_deletion
async def leave_everything(tx: Tx, user_id: int) -> None:
    """An account that goes leaves every group and channel; what it wrote there stays, and its own chats go on without an owner."""
    for peer in await participants.chats_of(tx, user_id):
        chat, gone = await chats.find(tx, peer), await participants.find(tx, peer, user_id)
        if chat is None or gone is None:
            continue
        await go(tx, chat, gone)
        if not chat.is_channel:
            await telling.tell_members(tx, chat.peer, also=(user_id,))


async def remove(tx: Tx, actor_id: UserId, peer: Peer, user_id: int, *, revoke: bool = False) -> Sent | None:
    """Take somebody out of a basic group, or leave it oneself (https://core.telegram.org/method/messages.deleteChatUser); with `revoke`
    they keep nothing of what was said. Refuses USER_NOT_PARTICIPANT, CHAT_ADMIN_REQUIRED."""
    notice = await _remove(tx, actor_id, peer, user_id)
    if revoke:
        with tx.unasked():
            await deletions.empty(tx, UserId(user_id), peer)
    return notice


async def _remove(tx: Tx, actor_id: UserId, peer: Peer, user_id: int) -> Sent | None:
    if user_id == actor_id:
        return await leave(tx, actor_id, peer)
    standing = await guards.require_present(tx, actor_id, peer)
    gone = await participants.find(tx, peer, user_id)
    if gone is None or not gone.present:
        raise Refusal("USER_NOT_PARTICIPANT")
    invited = gone.inviter_id == actor_id and gone.status == MEMBER
    if gone.status == CREATOR or not (standing.has("ban_users") or invited):
        raise Refusal("CHAT_ADMIN_REQUIRED")
    if gone.status == ADMIN and not standing.is_creator:
        raise Refusal("CHAT_ADMIN_REQUIRED")
    return await take_out(tx, standing, gone, BANNED, kicked_by=actor_id)
