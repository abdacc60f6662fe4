"""Complaints: kept for the operator."""

from __future__ import annotations

from angarium.domain.chats import guards
from angarium.domain.work import Tx
from angarium.model.accounts import Report
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId
from angarium.store import accounts, reports

OPTIONS = {
    "spam": "Spam",
    "violence": "Violence",
    "child_abuse": "Child abuse",
    "pornography": "Pornography",
    "illegal_goods": "Illegal goods and services",
    "personal_data": "Personal data",
    "copyright": "Copyright",
    "other": "Something else",
}
"""What a message may be reported for: the option's name and its words."""

NEED_WORDS = frozenset({"copyright", "other"})
"""Options that ask for a comment."""


async def add(tx: Tx, user_id: UserId, report: Report) -> None:
    """Keep a complaint. Refuses PEER_ID_INVALID, for a group or channel what `guards.require_open` does."""
    if report.peer < 0:
        await guards.require_reader(tx, user_id, Peer(report.peer))
    if report.peer > 0 and await accounts.find(tx, report.peer) is None:
        raise Refusal("PEER_ID_INVALID")
    await reports.add(tx, user_id, tx.chance.long() & (2**62 - 1), tx.now, report)
