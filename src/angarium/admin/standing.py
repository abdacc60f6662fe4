"""Commands about what an account may do and how it is seen: further ones of `user`."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from angarium.admin import database
from angarium.admin.faults import NotFound
from angarium.admin.people import full_name, require_other, tell, users
from angarium.admin.place import settings
from angarium.model import orders
from angarium.model.orders import Order
from angarium.model.sanctions import KINDS
from angarium.store import bots, operator, sanctions

__all__ = ["users"]

Who = Annotated[str, Parameter(help="Its id, phone number or username.")]


def _order(who: str, wanted: Order, said: str) -> int:
    _, folder = settings()
    user = require_other(folder, who)
    database.order(folder.database, lambda db: operator.order(db, user.id, wanted, int(time.time())))
    tell(folder, f"{user.id}, {full_name(user)}, {said}")
    return 0


@users.command
def restrict(who: Who, reason: str) -> int:
    """Tell everybody's clients not to show what an account writes, and why.

    Parameters
    ----------
    reason
        What people read in its place.
    """
    return _order(who, Order(kind=orders.RESTRICT, text=reason), "is restricted")


@users.command
def unrestrict(who: Who) -> int:
    """Lift the restriction of an account."""
    return _order(who, Order(kind=orders.RESTRICT), "is restricted no more")


Until = Annotated[datetime | None, Parameter(name=["--until"])]
FREEZE_DAYS = 90


@users.command
def limit(who: Who, reason: str, *, until: Until = None) -> int:
    """Keep an account from strangers: it neither writes first to people who do not keep it as a contact nor brings them into groups,
    makes no groups or channels, and does not write in public groups. Its owner is told why, and may object.

    Parameters
    ----------
    reason
        What its owner reads.
    until
        When it ends, as 2026-12-31 or 2026-12-31T18:00 on this machine's clock; without it, only by `unlimit`.
    """
    ends = _end(until)
    said = "is limited" + (f" until {_when(ends)}" if ends else "")
    return _order(who, Order(kind=orders.LIMIT, text=reason, until=ends), said)


@users.command
def unlimit(who: Who) -> int:
    """Lift the limit of an account."""
    return _order(who, Order(kind=orders.LIMIT, on=False), "is limited no more")


@users.command
def freeze(who: Who, reason: str, *, until: Until = None) -> int:
    """Let an account only read, and DELETE it in the end. Its owner is told why and when, and may object.

    Parameters
    ----------
    reason
        What its owner reads.
    until
        When it is deleted, as 2026-12-31 or 2026-12-31T18:00 on this machine's clock; when nothing is said, in 90 days.
    """
    ends = _end(until) or int(time.time()) + FREEZE_DAYS * 86_400
    return _order(who, Order(kind=orders.FREEZE, text=reason, until=ends), f"is frozen, and deleted on {_when(ends)}")


@users.command
def unfreeze(who: Who) -> int:
    """Unfreeze an account: it may do everything again, and is not deleted."""
    return _order(who, Order(kind=orders.FREEZE, on=False), "is frozen no more")


@users.command(name="sanctions")
def list_sanctions() -> int:
    """List the accounts that are limited or frozen, with reasons."""
    _, folder = settings()
    table = Table("id", "what", "since", "until", "reason", box=None)
    for kind in KINDS:
        for one in database.ask(folder.database, lambda db, kind=kind: sanctions.of_kind(db, kind)):  # type: ignore[misc]
            until = _when(one.until) if one.until else ""
            table.add_row(str(one.user_id), one.kind, _when(one.since), until, escape(one.reason))
    Console(highlight=False).print(table)
    return 0


def _end(until: datetime | None) -> int:
    """Epoch seconds; 0 for none. Raises `NotFound` for what is over."""
    if until is None:
        return 0
    if until.timestamp() <= time.time():
        raise NotFound("that time is over")
    return int(until.timestamp())


def _when(at: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))


@users.command
def verify(who: Who) -> int:
    """Mark an account as verified: it is who it says."""
    return _order(who, Order(kind=orders.VERIFY), "is verified")


@users.command
def unverify(who: Who) -> int:
    """Take the mark of a verified account away."""
    return _order(who, Order(kind=orders.VERIFY, on=False), "is verified no more")


@users.command(name="fact-checker")
def fact_checker(who: Who, *, off: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Let somebody write notes below the posts of channels.

    Parameters
    ----------
    who
        Their id, phone number or username.
    off
        Take that from them again.
    """
    said = "checks facts no more" if off else "checks facts"
    return _order(who, Order(kind=orders.CHECK_FACTS, on=not off), said)


@users.command
def support(who: Who, *, off: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Make somebody one of the staff, who keep notes about people and write below the posts of channels.

    Parameters
    ----------
    who
        Their id, phone number or username.
    off
        They are no longer of the staff.
    """
    said = "is no longer of the staff" if off else "is of the staff"
    return _order(who, Order(kind=orders.SUPPORT, on=not off), said)


@users.command
def verifier(
    who: str, organization: str = "", *, icon: int = 0, off: Annotated[bool, Parameter(negative="")] = False
) -> int:
    """Let a bot vouch for people and chats in the name of an organization.

    Parameters
    ----------
    who
        The bot's id or username.
    organization
        The organization's name.
    icon
        Id of the custom emoji that stands beside whomever it vouches for.
    off
        Take that from it again: whatever it vouched for is unmarked.
    """
    _, folder = settings()
    bot = require_other(folder, who)
    if database.ask(folder.database, lambda db: bots.find(db, bot.id)) is None:
        raise NotFound(f"{who} is no bot")
    if bool(organization) == off:
        raise NotFound("say either the organization's name or --off")
    said = "vouches for nobody any more" if off else f"vouches in the name of {organization}"
    return _order(str(bot.id), Order(kind=orders.VOUCH, text=organization, icon=icon), said)
