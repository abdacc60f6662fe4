"""Commands about stars: `stars show` and `stars grant`."""

from __future__ import annotations

import time
from typing import Annotated

import cyclopts
from cyclopts import Parameter
from rich.console import Console
from rich.table import Table

from angarium.admin import database
from angarium.admin.faults import NotFound
from angarium.admin.place import settings
from angarium.model.stars import Entry, Purse
from angarium.store import chats, dues, operator
from angarium.store import stars as stored
from angarium.store.db import Db
from angarium.store.dues import Due

stars = cyclopts.App(name="stars", help="Give stars, the play money of the server, and look into purses.")


async def _require_owner(db: Db, who: str) -> tuple[int, str]:
    """The number of an account, bot or public channel, and its name."""
    if (user := await operator.find_user(db, who)) is not None:
        return user.id, f"{user.profile.first_name} {user.profile.last_name}".strip()
    peer = await operator.find_named(db, who)
    chat = await chats.find(db, peer) if peer else None
    if chat is None:
        raise NotFound(f"there is no account and no channel {who}")
    return chat.peer, chat.profile.title


@stars.command
def show(who: str, *, count: Annotated[int, Parameter(name=["--count"])] = 20) -> int:
    """Show what is in a purse, and what moved in it last.

    Parameters
    ----------
    who
        An account's or bot's id, phone number or username, or a public channel's username.
    count
        At most so many movements.
    """
    _, folder = settings()

    async def look(db: Db) -> tuple[str, Purse | None, list[Entry]]:
        owner_id, name = await _require_owner(db, who)
        limit = max(1, min(count, 1000))
        found = await stored.find_entries(
            db, owner_id, after=0, limit=limit, ascending=False, inbound=False, outbound=False
        )
        return f"{owner_id}, {name}", await stored.find_purse(db, owner_id), found

    named, purse, entries = database.ask(folder.database, look)
    print(f"{named}: {purse.stars} stars" if purse else f"{named} has not opened the purse yet")
    table = Table("date", "stars", "with", "for", "charge", box=None)
    for one in entries:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.date))
        what = f"{one.kind}{' given back' if one.refund else ''} {one.title}".strip()
        table.add_row(when, f"{one.stars:+}", str(one.peer or ""), what, one.charge)
    if entries:
        Console(highlight=False).print(table)
    return 0


@stars.command
def grant(who: str, count: int) -> int:
    """Give stars to somebody.

    Parameters
    ----------
    who
        An account's or bot's id, phone number or username, or a public channel's username.
    count
        How many.
    """
    from angarium.domain import ledger  # takes a while to load, and only this command needs it

    config, folder = settings()
    if not 1 <= count <= 1_000_000_000:
        raise NotFound("give between 1 and 1000000000 stars")

    async def give(db: Db) -> tuple[str, Purse]:
        owner_id, name = await _require_owner(db, who)
        now = int(time.time())
        purse = await ledger.grant(db, owner_id, count, now, config.stars)
        if owner_id > 0:
            await dues.put(db, Due(owner_id, stored.TOLD, 0, now))  # the server tells their devices
        return f"{owner_id}, {name}", purse

    named, purse = database.order(folder.database, give)
    print(f"{named}, has {purse.stars} stars now")
    return 0
