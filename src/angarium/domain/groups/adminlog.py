"""The log of what was done in a supergroup or channel, as its admins read it
(https://core.telegram.org/api/recent-actions)."""

from __future__ import annotations

from dataclasses import dataclass, field

from angarium.domain import facts as gathered
from angarium.domain import references
from angarium.domain.chats import guards
from angarium.domain.chats.journal import KEPT
from angarium.domain.texts import names
from angarium.domain.work import Tx
from angarium.model.adminlog import LogRow
from angarium.model.chats import Chat
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.store import accounts, adminlog, files

PAGE, SEARCHED = 100, 5000
"""Entries of one answer at most, and entries that a search looks through."""

LATEST = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries: filters by name, admins, words, ids between `after` and `before`."""

    sorts: tuple[str, ...] = ()
    users: tuple[int, ...] = ()
    query: str = ""
    before: int = 0
    after: int = 0
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class Log:
    chat: Chat
    rows: list[LogRow]
    facts: Facts = field(default_factory=Facts)


async def read(tx: Tx, viewer_id: UserId, peer: Peer, wanted: Wanted) -> Log:
    """A page of the log, latest first (https://core.telegram.org/method/channels.getAdminLog). Refuses CHAT_ADMIN_REQUIRED,
    and what `guards.require_open` does."""
    standing = await guards.require_admin(tx, viewer_id, peer)
    limit = max(1, min(wanted.limit or PAGE, PAGE))
    oldest = (tx.now - KEPT) << adminlog.SHIFT
    rows = await adminlog.page(
        tx, peer, before=wanted.before or LATEST, after=max(wanted.after, oldest), sorts=wanted.sorts, users=wanted.users,
        limit=SEARCHED if wanted.query else limit,
    )  # fmt: skip
    if wanted.query:
        rows = (await _matching(tx, rows, names.words(wanted.query)))[:limit]
    shown = [message for row in rows for message in (row.entry.message_before, row.entry.message) if message]
    facts = await gathered.gather(tx, viewer_id, shown, users={peer, *(id for row in rows for id in _people(row))})
    photos = {id for row in rows if row.entry.kind == "ChangePhoto" for id in row.entry.number if id}
    facts.photos.update(await files.find_photos(tx, photos) if photos else {})
    facts.references.update({id: references.make(tx.house.secret, id, tx.now) for id in photos})
    return Log(standing.chat, rows, facts)


async def _matching(tx: Tx, rows: list[LogRow], query: list[str]) -> list[LogRow]:
    """Entries in which each word of the query begins a word: of the text, of the titles, of those who did it or to whom it was done."""
    ids = sorted({id for row in rows for id in _people(row) if id > 0})
    known: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(ids), 500):
        for id, user in (await accounts.find_many(tx, ids[start : start + 500])).items():
            known[id] = (user.profile.first_name, user.profile.last_name, *user.profile.usernames)
    return [row for row in rows if _matches(row, query, known)]


def _matches(row: LogRow, query: list[str], known: dict[int, tuple[str, ...]]) -> bool:
    entry = row.entry
    texts = [*entry.text, *entry.names[0], *entry.names[1]]
    texts += [message.content.text for message in (entry.message_before, entry.message) if message]
    texts += [invite.title for invite in (entry.invite_before, entry.invite) if invite]
    texts += [topic.title for topic in (entry.topic_before, entry.topic) if topic]
    for id in _people(row):
        texts += known.get(id, ())
    words = names.words(*texts)
    return all(any(word.startswith(start) for word in words) for start in query)


def _people(row: LogRow) -> set[int]:
    """Whom an entry names."""
    entry = row.entry
    found = {row.user_id, entry.user_id, entry.approved_by}
    for member in (entry.member_before, entry.member_after):
        if member is not None:
            found |= {member.user_id, member.inviter_id, member.promoted_by, member.kicked_by}
    found |= {invite.admin_id for invite in (entry.invite_before, entry.invite) if invite}
    found |= {topic.creator for topic in (entry.topic_before, entry.topic) if topic}
    if entry.kind == "ChangeLinkedChat":
        found |= set(entry.number)
    return found - {0}
