"""Invite links: made, changed and ended by admins, followed by people (https://core.telegram.org/api/invites)."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain.chats import guards, journal, rights
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import joining, requests
from angarium.domain.groups.requests import Guarded
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.adminlog import LogEntry
from angarium.model.chats import BANNED
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId
from angarium.model.invites import Importer, Invite
from angarium.store import accounts, invites, participants

RIGHT = "invite_users"
MOST_USES = 99_999
TITLE = 32
PAGE = 100

_HASH = re.compile(r"[A-Za-z0-9_-]{10,32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a link is to be; None = as it was."""

    title: str | None = None
    expires: int | None = None
    limit: int | None = None
    needs_request: bool | None = None

    @property
    def is_empty(self) -> bool:
        return self == Terms()


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody came in by a link."""

    peer: Peer
    notice: Sent | None


def read_hash(link: str) -> str:
    """The secret part of a link, or of what is left of one."""
    return link.rstrip("/").rsplit("/", 1)[-1].rsplit("=", 1)[-1].removeprefix("+")


def make_secret(tx: Tx, size: int = 12) -> str:
    """Letters that nobody guesses; never digits alone, which would be a phone number's link."""
    while True:
        made = base64.urlsafe_b64encode(tx.chance.bytes(size)).decode().rstrip("=")
        if not made.lstrip("-_")[:1].isdigit() and made[0] not in "-_":
            return made


def _with_terms(tx: Tx, invite: Invite, terms: Terms) -> Invite:
    """Refuses EXPIRE_DATE_INVALID, USAGE_LIMIT_INVALID."""
    if terms.expires and not tx.now < terms.expires < 2**31:
        raise Refusal("EXPIRE_DATE_INVALID")
    limit = invite.limit if terms.limit is None else terms.limit
    asks = invite.needs_request if terms.needs_request is None else terms.needs_request
    if not 0 <= limit <= MOST_USES or (limit and asks and terms.limit is not None):
        raise Refusal("USAGE_LIMIT_INVALID")
    return replace(
        invite,
        title=invite.title if terms.title is None else " ".join(terms.title.split())[:TITLE],
        expires=invite.expires if terms.expires is None else terms.expires,
        limit=0 if asks else limit,
        needs_request=asks,
    )


async def _make(tx: Tx, peer: Peer, admin_id: int, terms: Terms, *, permanent: bool = False) -> Invite:
    fresh = Invite(chat=peer, hash=make_secret(tx), admin_id=admin_id, date=tx.now, permanent=permanent)
    made = _with_terms(tx, fresh, terms)
    await invites.put(tx, made)
    return made


async def make(tx: Tx, actor_id: UserId, peer: Peer, terms: Terms, *, anew: bool = False) -> Invite:
    """A further link, or with no terms the main one of an admin while there is none; `anew` ends the main link and makes another
    (https://core.telegram.org/method/messages.exportChatInvite).

    Refuses CHAT_ADMIN_REQUIRED, EXPIRE_DATE_INVALID, USAGE_LIMIT_INVALID.
    """
    await guards.require_admin(tx, actor_id, peer, RIGHT)
    main = await invites.find_permanent(tx, peer, actor_id)
    if anew:
        return await _replace(tx, actor_id, main) if main else await _make(tx, peer, actor_id, Terms(), permanent=True)
    return await _make(tx, peer, actor_id, terms, permanent=main is None and terms.is_empty)


async def _replace(tx: Tx, actor_id: UserId, main: Invite) -> Invite:
    await _revoke(tx, actor_id, main)
    return await _make(tx, main.chat, main.admin_id, Terms(), permanent=True)


async def _revoke(tx: Tx, actor_id: UserId, invite: Invite) -> Invite:
    ended = replace(invite, revoked=True)
    await invites.put(tx, ended)
    await journal.note(tx, invite.chat, actor_id, "invites", LogEntry(kind="ExportedInviteRevoke", invite=ended))
    return ended


async def require_own(tx: Tx, actor_id: UserId, peer: Peer, link: str) -> tuple[Standing, Invite]:
    """A link that somebody may see and change: their own, or as the creator any. Refuses CHAT_ADMIN_REQUIRED, INVITE_HASH_EXPIRED."""
    standing = await guards.require_admin(tx, actor_id, peer, RIGHT)
    invite = await invites.find(tx, read_hash(link))
    if invite is None or invite.chat != peer:
        raise Refusal("INVITE_HASH_EXPIRED")
    if invite.admin_id != actor_id and not standing.is_creator:
        raise Refusal("CHAT_ADMIN_REQUIRED")
    return standing, invite


async def _check_maker(tx: Tx, actor_id: UserId, invite: Invite) -> None:
    """People do not change what a bot has made. Refuses EDIT_BOT_INVITE_FORBIDDEN."""
    maker = await accounts.find(tx, UserId(invite.admin_id))
    if invite.admin_id != actor_id and maker is not None and maker.profile.bot:
        raise Refusal("EDIT_BOT_INVITE_FORBIDDEN")


async def edit(tx: Tx, actor_id: UserId, peer: Peer, link: str, terms: Terms) -> Invite:
    """Change a link (https://core.telegram.org/method/messages.editExportedChatInvite). Refuses what `require_own` and `make` do,
    CHAT_INVITE_PERMANENT, EDIT_BOT_INVITE_FORBIDDEN."""
    _, invite = await require_own(tx, actor_id, peer, link)
    await _check_maker(tx, actor_id, invite)
    if invite.revoked:
        raise Refusal("INVITE_HASH_EXPIRED")
    if invite.permanent:
        raise Refusal("CHAT_INVITE_PERMANENT")
    changed = _with_terms(tx, invite, terms)
    await invites.put(tx, changed)
    entry = LogEntry(kind="ExportedInviteEdit", invite_before=invite, invite=changed)
    await journal.note(tx, peer, actor_id, "invites", entry)
    return changed


async def revoke(tx: Tx, actor_id: UserId, peer: Peer, link: str) -> tuple[Invite, Invite | None]:
    """End a link; a main one gets a successor, which comes second. Refuses what `require_own` does."""
    _, invite = await require_own(tx, actor_id, peer, link)
    if invite.revoked:
        raise Refusal("INVITE_HASH_EXPIRED")
    fresh = await _replace(tx, actor_id, invite) if invite.permanent else None
    return (replace(invite, revoked=True) if fresh else await _revoke(tx, actor_id, invite)), fresh


async def delete(tx: Tx, actor_id: UserId, peer: Peer, link: str) -> None:
    """Forget a link that has ended. Refuses what `require_own` does, INVITE_REVOKED_MISSING."""
    _, invite = await require_own(tx, actor_id, peer, link)
    if not invite.revoked:
        raise Refusal("INVITE_REVOKED_MISSING")
    await _delete(tx, actor_id, invite)


async def _delete(tx: Tx, actor_id: UserId, invite: Invite) -> None:
    await invites.remove(tx, invite.chat, invite.hash)
    await journal.note(tx, invite.chat, actor_id, "invites", LogEntry(kind="ExportedInviteDelete", invite=invite))


async def delete_revoked(tx: Tx, actor_id: UserId, peer: Peer, admin_id: UserId) -> None:
    """Forget every ended link of an admin. Refuses what `page` does."""
    await _require_admin_of(tx, actor_id, peer, admin_id)
    for invite in await invites.of_admin(tx, peer, admin_id, 1000, revoked=True):
        await _delete(tx, actor_id, invite)


async def _require_admin_of(tx: Tx, actor_id: UserId, peer: Peer, admin_id: UserId) -> None:
    standing = await guards.require_admin(tx, actor_id, peer, RIGHT)
    if admin_id == actor_id:
        return
    if not standing.is_creator:
        raise Refusal("CHAT_ADMIN_REQUIRED")
    other = await participants.find(tx, peer, admin_id)
    if not rights.is_admin(other) and not await invites.of_admin(tx, peer, admin_id, 1, revoked=False):
        raise Refusal("ADMIN_ID_INVALID")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which links of whom, beyond the one with this date and hash."""

    admin_id: UserId
    revoked: bool = False
    before: int = 0
    before_hash: str = ""
    limit: int = PAGE


async def page(tx: Tx, actor_id: UserId, peer: Peer, wanted: Wanted) -> tuple[list[Invite], int]:
    """Links of an admin, latest first, and how many there are; one's own begin with the main one, which is made when there is none.
    Refuses CHAT_ADMIN_REQUIRED, ADMIN_ID_INVALID."""
    await _require_admin_of(tx, actor_id, peer, wanted.admin_id)
    main = await invites.find_permanent(tx, peer, wanted.admin_id)
    if main is None and wanted.admin_id == actor_id and not wanted.revoked:
        main = await _make(tx, peer, actor_id, Terms(), permanent=True)
    found = await invites.of_admin(
        tx, peer, wanted.admin_id, max(1, min(wanted.limit or PAGE, PAGE)) + 1, revoked=wanted.revoked,
        before=wanted.before, before_hash=wanted.before_hash,
    )  # fmt: skip
    others = [one for one in found if main is None or one.hash != main.hash]
    shown = others if wanted.revoked or wanted.before or main is None else [main, *others]
    count = await invites.count_of(tx, peer, wanted.admin_id, revoked=wanted.revoked)
    return shown[: max(1, min(wanted.limit or PAGE, PAGE))], count


async def find_main(tx: Tx, peer: Peer, admin_id: UserId) -> Invite | None:
    """The main link of an admin, if they have one."""
    return await invites.find_permanent(tx, peer, admin_id)


async def admins(tx: Tx, actor_id: UserId, peer: Peer) -> list[tuple[int, int, int]]:
    """(admin, links, ended links) for the creator. Refuses CHAT_ADMIN_REQUIRED."""
    await guards.require_creator(tx, actor_id, peer)
    return await invites.admins(tx, peer)


# --- following a link


async def require(tx: Tx, hash: str) -> Invite:
    """A link as somebody typed it. Refuses INVITE_HASH_EMPTY, INVITE_HASH_INVALID, INVITE_HASH_EXPIRED."""
    hash = read_hash(hash)
    if not hash:
        raise Refusal("INVITE_HASH_EMPTY")
    if not _HASH.fullmatch(hash):
        raise Refusal("INVITE_HASH_INVALID")
    invite = await invites.find(tx, hash)
    if invite is None:
        raise Refusal("INVITE_HASH_EXPIRED")
    return invite


async def check(tx: Tx, user_id: UserId, hash: str) -> tuple[Invite, Standing]:
    """Where a link leads (https://core.telegram.org/method/messages.checkChatInvite). Refuses what `require` does; to those who are
    there already a link is never over."""
    invite = await require(tx, hash)
    standing = await guards.find(tx, user_id, invite.chat)
    if standing is None or standing.chat.profile.deleted:
        raise Refusal("INVITE_HASH_EXPIRED")
    banned = standing.me is not None and standing.me.status == BANNED
    if not standing.is_present and (invite.is_over(tx.now) or banned):
        raise Refusal("INVITE_HASH_EXPIRED")
    return invite, standing


async def follow(tx: Tx, user_id: UserId, hash: str) -> Came | Guarded | Refusal:
    """Come in by a link, or ask to be let in (https://core.telegram.org/method/messages.importChatInvite); INVITE_REQUEST_SENT is
    to be raised once this is durable. Refuses what `check` does, USER_ALREADY_PARTICIPANT, CHANNELS_TOO_MUCH, USERS_TOO_MUCH."""
    invite, standing = await check(tx, user_id, hash)
    if standing.is_present:
        raise Refusal("USER_ALREADY_PARTICIPANT")
    if invite.needs_request:
        return await requests.ask(tx, standing.chat, user_id, invite)
    return Came(invite.chat, await come(tx, standing, invite))


async def come(tx: Tx, standing: Standing, invite: Invite, *, via_chatlist: bool = False) -> Sent | None:
    """Somebody comes in by a link that was checked."""
    one = Importer(user_id=standing.user_id, date=tx.now, hash=invite.hash, via_chatlist=via_chatlist)
    await invites.add_importer(tx, invite.chat, one)
    await invites.count_use(tx, invite.chat, invite.hash, uses=1)
    return await joining.arrive(tx, standing, invite=invite, via_chatlist=via_chatlist)
