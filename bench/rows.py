"""Rows that a benchmark writes itself, as the server would have: what takes hours to come about by calls."""

from __future__ import annotations

from collections.abc import Iterable

import apsw
import msgspec

from angarium.model.chats import Participant
from angarium.model.ids import Peer
from angarium.model.users import Profile

FIRST_OTHER = 10**9
"""The first of those whom nobody signed up."""


def add_people(connection: apsw.Connection, count: int) -> Iterable[int]:
    """Accounts of people who are never there; their ids."""
    people = range(FIRST_OTHER, FIRST_OTHER + count)
    profile = msgspec.msgpack.encode(Profile(first_name="Somebody", last_name="Else"))
    connection.executemany(
        "INSERT INTO account (id, phone, created, profile) VALUES (?, '', 0, ?)", ((id, profile) for id in people)
    )
    connection.executemany(
        "INSERT INTO box (id, last_id, pts, seq, scheduled_id) VALUES (?, 0, 1, 0, 0)", ((id,) for id in people)
    )
    return people


def add_members(connection: apsw.Connection, chat: Peer, people: Iterable[int], date: int) -> None:
    """Make them members of a supergroup or channel, since `date`."""
    members = [Participant(chat=chat, user_id=id, status="member", date=date) for id in people]
    connection.executemany(
        "INSERT INTO participant (chat, user_id, status, present, date, last_sent, body) VALUES (?, ?, ?, TRUE, ?, 0, ?)",
        ((chat, one.user_id, one.status, date, msgspec.msgpack.encode(one)) for one in members),
    )
    connection.executemany(
        "INSERT INTO membership (user_id, chat, admin) VALUES (?, ?, FALSE)", ((one.user_id, chat) for one in members)
    )
    connection.execute("UPDATE chat SET members = members + ? WHERE id = ?", (len(members), chat))
