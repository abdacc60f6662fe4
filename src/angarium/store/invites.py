"""Invite links, who came by them, and who asks to be let in."""

from __future__ import annotations

import msgspec

from angarium.model.invites import Importer, Invite
from angarium.store.db import Db, Row

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Invite).decode
_COLUMNS = "body, uses, requested"
_LATEST = 2**62


def _invite(row: Row) -> Invite:
    return msgspec.structs.replace(_decode(row[0]), uses=row[1], requested=row[2])


async def find(db: Db, hash: str) -> Invite | None:
    """A link wherever it leads."""
    row = await db.one(f"SELECT {_COLUMNS} FROM chat_invite WHERE hash = ?", hash)
    return _invite(row) if row else None


async def find_permanent(db: Db, chat: int, admin_id: int) -> Invite | None:
    """The main link of an admin; None until they have one."""
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM chat_invite WHERE chat = ? AND admin_id = ? AND permanent = TRUE", chat, admin_id
    )
    return next((one for row in rows if not (one := _invite(row)).revoked), None)


async def put(db: Db, invite: Invite) -> None:
    """Add or change one; its counters stay."""
    await db.run(
        "INSERT INTO chat_invite (chat, hash, admin_id, revoked, permanent, date, uses, requested, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (chat, hash) DO UPDATE SET revoked = excluded.revoked, permanent = excluded.permanent, body = excluded.body",
        invite.chat, invite.hash, invite.admin_id, invite.revoked, invite.permanent and not invite.revoked, invite.date,
        invite.uses, invite.requested, _encode(invite),
    )  # fmt: skip


async def count_use(db: Db, chat: int, hash: str, *, uses: int = 0, requested: int = 0) -> None:
    """Somebody more came by a link or asked to."""
    await db.run(
        "UPDATE chat_invite SET uses = uses + ?, requested = requested + ? WHERE chat = ? AND hash = ?",
        uses, requested, chat, hash,
    )  # fmt: skip


async def remove(db: Db, chat: int, hash: str) -> None:
    await db.run("DELETE FROM chat_invite WHERE chat = ? AND hash = ?", chat, hash)
    await db.run("DELETE FROM invite_importer WHERE chat = ? AND hash = ?", chat, hash)


async def of_admin(
    db: Db, chat: int, admin_id: int, limit: int, *, revoked: bool, before: int = 0, before_hash: str = ""
) -> list[Invite]:
    """Links of one admin, latest first, beyond the one of this date and hash."""
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM chat_invite WHERE chat = ? AND admin_id = ? AND revoked = ? AND (date, hash) < (?, ?)"
        " ORDER BY date DESC, hash DESC LIMIT ?",
        chat, admin_id, revoked, before or _LATEST, before_hash, limit,
    )  # fmt: skip
    return [_invite(row) for row in rows]


async def count_of(db: Db, chat: int, admin_id: int, *, revoked: bool) -> int:
    row = await db.one(
        "SELECT count(*) FROM chat_invite WHERE chat = ? AND admin_id = ? AND revoked = ?", chat, admin_id, revoked
    )
    return int(row[0]) if row else 0


async def admins(db: Db, chat: int) -> list[tuple[int, int, int]]:
    """(admin, links, revoked links) of everyone who made links for a chat."""
    rows = await db.all(
        "SELECT admin_id, sum(CASE WHEN revoked THEN 0 ELSE 1 END), sum(CASE WHEN revoked THEN 1 ELSE 0 END) FROM chat_invite"
        " WHERE chat = ? GROUP BY admin_id ORDER BY admin_id",
        chat,
    )  # fmt: skip
    return [(row[0], int(row[1]), int(row[2])) for row in rows]


async def set_request_needed(db: Db, chat: int, *, needed: bool) -> int:
    """Whether those who come by the links that lead to a chat have to ask; how many links that changed."""
    rows = await db.all(f"SELECT {_COLUMNS} FROM chat_invite WHERE chat = ? AND revoked = FALSE", chat)
    changed = [known for row in rows if (known := _invite(row)).needs_request != needed]
    for known in changed:
        await put(db, msgspec.structs.replace(known, needs_request=needed, limit=0 if needed else known.limit))
    return len(changed)


async def move(db: Db, chat: int, to: int) -> None:
    """A basic group became a supergroup: its links lead there."""
    rows = await db.all(f"SELECT {_COLUMNS} FROM chat_invite WHERE chat = ?", chat)
    for known in [_invite(row) for row in rows]:
        await db.run(
            "UPDATE chat_invite SET chat = ?, body = ? WHERE chat = ? AND hash = ?",
            to, _encode(msgspec.structs.replace(known, chat=to)), chat, known.hash,
        )  # fmt: skip
    for table in ("invite_importer", "join_request"):
        await db.run(f"UPDATE {table} SET chat = ? WHERE chat = ?", to, chat)


# --- who came ---------------------------------------------------------------------------------------------------------------------


async def add_importer(db: Db, chat: int, one: Importer) -> None:
    await db.run(
        "INSERT INTO invite_importer (chat, hash, user_id, date, approved_by, via_chatlist) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (chat, hash, user_id) DO UPDATE SET date = excluded.date, approved_by = excluded.approved_by,"
        " via_chatlist = excluded.via_chatlist",
        chat, one.hash, one.user_id, one.date, one.approved_by, one.via_chatlist,
    )  # fmt: skip


async def importers(
    db: Db, chat: int, hash: str | None, limit: int, *, before: int = 0, before_user: int = 0
) -> list[Importer]:
    """Who came by a link (None = by any), latest first."""
    which, args = ("", ()) if hash is None else (" AND hash = ?", (hash,))
    rows = await db.all(
        "SELECT user_id, date, hash, approved_by, via_chatlist FROM invite_importer"
        f" WHERE chat = ?{which} AND (date, user_id) < (?, ?) ORDER BY date DESC, user_id DESC LIMIT ?",
        chat, *args, before or _LATEST, before_user, limit,
    )  # fmt: skip
    return [
        Importer(user_id=row[0], date=row[1], hash=row[2], approved_by=row[3], via_chatlist=bool(row[4]))
        for row in rows
    ]


async def count_importers(db: Db, chat: int, hash: str | None) -> int:
    which, args = ("", ()) if hash is None else (" AND hash = ?", (hash,))
    row = await db.one(f"SELECT count(*) FROM invite_importer WHERE chat = ?{which}", chat, *args)
    return int(row[0]) if row else 0


# --- who asks ---------------------------------------------------------------------------------------------------------------------


async def add_request(db: Db, chat: int, one: Importer) -> None:
    await db.run(
        "INSERT INTO join_request (chat, user_id, hash, date, about) VALUES (?, ?, ?, ?, ?)",
        chat, one.user_id, one.hash, one.date, one.about,
    )  # fmt: skip


async def find_request(db: Db, chat: int, user_id: int) -> Importer | None:
    row = await db.one("SELECT date, hash, about FROM join_request WHERE chat = ? AND user_id = ?", chat, user_id)
    return Importer(user_id=user_id, date=row[0], hash=row[1], about=row[2], requested=True) if row else None


async def remove_request(db: Db, chat: int, one: Importer) -> None:
    """They do not wait any more."""
    await db.run("DELETE FROM join_request WHERE chat = ? AND user_id = ?", chat, one.user_id)
    await count_use(db, chat, one.hash, requested=-1)


async def requests(
    db: Db, chat: int, hash: str | None, limit: int, *, before: int = 0, before_user: int = 0
) -> list[Importer]:
    """Who waits to be let in by a link (None = by any), latest first."""
    which, args = ("", ()) if hash is None else (" AND hash = ?", (hash,))
    rows = await db.all(
        "SELECT user_id, date, hash, about FROM join_request"
        f" WHERE chat = ?{which} AND (date, user_id) < (?, ?) ORDER BY date DESC, user_id DESC LIMIT ?",
        chat, *args, before or _LATEST, before_user, limit,
    )  # fmt: skip
    return [Importer(user_id=row[0], date=row[1], hash=row[2], about=row[3], requested=True) for row in rows]


async def count_requests(db: Db, chat: int, hash: str | None = None) -> int:
    which, args = ("", ()) if hash is None else (" AND hash = ?", (hash,))
    row = await db.one(f"SELECT count(*) FROM join_request WHERE chat = ?{which}", chat, *args)
    return int(row[0]) if row else 0


async def asked_by(db: Db, user_id: int) -> list[tuple[int, int]]:
    """(chat, date) of every chat that somebody asks to be let into."""
    rows = await db.all("SELECT chat, date FROM join_request WHERE user_id = ? ORDER BY chat", user_id)
    return [(row[0], row[1]) for row in rows]
