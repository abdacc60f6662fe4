"""Who came, went or has another standing: written into the log of admins' actions, and told to bots that lead or are concerned."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from angarium.domain.chats import hearing, journal, rights
from angarium.domain.work import Tx
from angarium.model.adminlog import LogEntry
from angarium.model.chats import ADMIN, BANNED, CREATOR, RESTRICTED, Chat, Participant
from angarium.model.events import JoinAsked, ParticipantChanged
from angarium.model.invites import Invite
from angarium.store import participants

MOVED: list[Callable[[Tx, Chat, Participant | None, Participant], Awaitable[None]]] = []
"""Who is told of it, too."""


async def note(
    tx: Tx,
    chat: Chat,
    actor_id: int,
    before: Participant | None,
    after: Participant,
    *,
    invite: Invite | None = None,
    approved_by: int = 0,
    via_chatlist: bool = False,
) -> None:
    """Somebody's place in a chat has changed, by what `actor_id` did."""
    if (found := _entry(actor_id, before, after)) is not None:
        sort, entry = found
        if sort == "join" and invite is not None:
            kind = "ParticipantJoinByRequest" if approved_by else "ParticipantJoinByInvite"
            entry = LogEntry(kind=kind, invite=invite, approved_by=approved_by, via_chatlist=via_chatlist)
        who = after.user_id if sort in ("join", "leave") else actor_id
        await journal.note(tx, chat.peer, who, sort, entry)
    event = ParticipantChanged(
        peer=chat.peer, date=tx.now, actor_id=approved_by or actor_id, user_id=after.user_id, before=_shown(before),
        after=_shown(after), invite=invite, via_chatlist=via_chatlist,
    )  # fmt: skip
    for watch in MOVED:
        await watch(tx, chat, before, after)
    if event.before != event.after:
        for bot in await hearing.bots_of(tx, chat, after.user_id):
            await tx.log(bot, event)


def _entry(actor_id: int, before: Participant | None, after: Participant) -> tuple[str, LogEntry] | None:
    """The filter that shows a change, and the entry."""
    was = before is not None and before.present
    old = before or Participant(chat=after.chat, user_id=after.user_id, status="left", present=False)
    pair: dict[str, Any] = {"member_before": old, "member_after": after}
    if BANNED in (after.status, old.status):
        sort = "kick" if after.status == BANNED else "unkick"
        return sort, LogEntry(kind="ParticipantToggleBan", **pair)
    if not was and after.present:
        if actor_id == after.user_id:
            return "join", LogEntry(kind="ParticipantJoin")
        return "invite", LogEntry(kind="ParticipantInvite", member_after=after)
    if was and not after.present:
        return "leave", LogEntry(kind="ParticipantLeave")
    if RESTRICTED in (after.status, old.status):
        sort = "ban" if after.status == RESTRICTED else "unban"
        return sort, LogEntry(kind="ParticipantToggleBan", **pair)
    leads, led = after.status in (ADMIN, CREATOR), old.status in (ADMIN, CREATOR)
    if (leads or led) and (after.status, after.rights) != (old.status, old.rights):
        return "promote" if leads else "demote", LogEntry(kind="ParticipantToggleAdmin", **pair)
    if after.rank != old.rank:
        entry = LogEntry(kind="ParticipantEditRank", user_id=after.user_id, text=(old.rank, after.rank))
        return "edit_rank", entry
    return None


def _shown(one: Participant | None) -> Participant | None:
    """A place in a chat worth telling: nothing of those who are not there and are not shut out."""
    if one is None or (not one.present and one.status not in (BANNED, RESTRICTED)):
        return None
    return one


async def tell_asked(tx: Tx, chat: Chat, asked: JoinAsked) -> None:
    """Bots that may let people in hear that somebody asks."""
    for bot in await hearing.bots_of(tx, chat, right="invite_users"):
        await tx.log(bot, asked)


async def leaders(tx: Tx, chat: Chat, right: str) -> list[int]:
    """Admins who have a right, the creator among them."""
    found = [
        *await participants.with_status(tx, chat.peer, CREATOR),
        *await participants.with_status(tx, chat.peer, ADMIN),
    ]
    return [one.user_id for one in found if right in rights.of(chat, one)]
