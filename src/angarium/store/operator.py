"""What the operator asks and orders across accounts: lists, waiting codes, invites, applicants."""

from __future__ import annotations

import msgspec

from angarium.model.accounts import Report
from angarium.model.chats import Chat
from angarium.model.ids import UserId
from angarium.model.orders import Order
from angarium.model.users import User
from angarium.store import accounts, chats, dues
from angarium.store.db import Db, Row
from angarium.store.dues import Due

WAITING, APPROVED, DECLINED = "waiting", "approved", "declined"
DELETES, SIGNS_OUT, ORDERS = "operator deletes", "operator signs out", "operator orders"  # kinds of `due`


class Invite(msgspec.Struct, frozen=True, kw_only=True):
    """A code that lets people sign up while registration is by invite. `expires_at` 0 = never."""

    code: str
    created: int
    expires_at: int
    uses_left: int
    note: str = ""


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who asked for an account while registration needs approval. `state`: waiting, approved, declined."""

    phone: str
    first_name: str
    last_name: str
    created: int
    state: str


async def find_code(db: Db, phone: str, now: int) -> str | None:
    """The newest code that waits for a number and has not expired."""
    row = await db.one(
        "SELECT code FROM code WHERE phone = ? AND expires_at > ? ORDER BY created DESC, purpose LIMIT 1", phone, now
    )
    return str(row[0]) if row else None


async def find_users(db: Db, after: int, count: int) -> list[User]:
    """Accounts with ids above `after`, lowest first."""
    rows = await db.all("SELECT id FROM account WHERE id > ? ORDER BY id LIMIT ?", after, count)
    found = await accounts.find_many(db, [row[0] for row in rows])
    return [found[row[0]] for row in rows]


async def find_user(db: Db, name: str) -> User | None:
    """By id, phone number or username, as an operator would type it."""
    digits = "".join(letter for letter in name if letter.isdigit())
    user_id: int | None = None
    if digits and set(name) <= set("0123456789+ -()"):
        user_id = await accounts.find_by_phone(db, digits) or UserId(int(digits[:18]))
    else:
        user_id = await find_named(db, name)
    return await accounts.find(db, user_id) if user_id else None


async def find_named(db: Db, name: str) -> int | None:
    """Whoever or whatever has a username."""
    row = await db.one("SELECT peer FROM username WHERE name = ?", name.removeprefix("@").lower())
    return int(row[0]) if row else None


async def find_chats(db: Db, after: int, count: int) -> list[Chat]:
    """Groups and channels with numbers above `after`, as they are written without the minus, lowest first."""
    rows = await db.all(
        f"SELECT {chats.COLUMNS} FROM chat c WHERE c.id < ? ORDER BY c.id DESC LIMIT ?", -max(after, 0), count
    )
    return [chats.chat(row) for row in rows]


async def find_chat(db: Db, name: str) -> Chat | None:
    """By its number, with or without the minus, or its username."""
    digits = name.removeprefix("-")
    if digits.isascii() and digits.isdigit():
        return await chats.find(db, -int(digits[:18]))
    peer = await find_named(db, name)
    return await chats.find(db, peer) if peer is not None and peer < 0 else None


async def find_reports(db: Db, count: int) -> list[tuple[int, int, Report]]:
    """The newest complaints: who, when, what."""
    rows = await db.all("SELECT user_id, date, body FROM report ORDER BY date DESC, user_id, id LIMIT ?", count)
    return [(row[0], row[1], msgspec.msgpack.decode(row[2], type=Report)) for row in rows]


async def order(db: Db, box: int, wanted: Order, now: int) -> None:
    """Write down what the server is to do to a person or a chat."""
    row = await db.one("SELECT COALESCE(MAX(id), 0) + 1 FROM operator_order WHERE box = ?", box)
    id = int(row[0]) if row else 1
    body = msgspec.msgpack.encode(wanted)
    await db.run("INSERT INTO operator_order (box, id, body) VALUES (?, ?, ?)", box, id, body)
    await dues.put(db, Due(box, ORDERS, id, now))


async def take_order(db: Db, box: int, id: int) -> Order | None:
    """An order, which is gone with that."""
    row = await db.one("DELETE FROM operator_order WHERE box = ? AND id = ? RETURNING body", box, id)
    return msgspec.msgpack.decode(row[0], type=Order) if row else None


async def add_invite(db: Db, invite: Invite) -> None:
    await db.run(
        "INSERT INTO invite (code, created, created_by, expires_at, uses_left, note) VALUES (?, ?, 0, ?, ?, ?)",
        invite.code, invite.created, invite.expires_at, invite.uses_left, invite.note,
    )  # fmt: skip


async def find_invites(db: Db) -> list[Invite]:
    rows = await db.all("SELECT code, created, expires_at, uses_left, note FROM invite ORDER BY created, code")
    return [Invite(code=r[0], created=r[1], expires_at=r[2], uses_left=r[3], note=r[4]) for r in rows]


async def remove_invite(db: Db, code: str) -> bool:
    """Whether there was such an invite."""
    return await db.one("DELETE FROM invite WHERE code = ? RETURNING code", code) is not None


def _applicant(row: Row) -> Applicant:
    return Applicant(phone=row[0], first_name=row[1], last_name=row[2], created=row[3], state=row[4])


async def find_applicants(db: Db, state: str) -> list[Applicant]:
    """Those in one state, first come first."""
    rows = await db.all(
        "SELECT phone, first_name, last_name, created, state FROM applicant WHERE state = ? ORDER BY created, phone",
        state,
    )
    return [_applicant(row) for row in rows]


async def decide(db: Db, phone: str, state: str, now: int) -> None:
    """Approve or decline a number, whether or not somebody has applied with it yet."""
    await db.run(
        "INSERT INTO applicant (phone, first_name, last_name, created, state) VALUES (?, '', '', ?, ?)"
        " ON CONFLICT (phone) DO UPDATE SET state = excluded.state",
        phone, now, state,
    )  # fmt: skip
