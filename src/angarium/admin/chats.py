"""Commands about groups and channels: `chat`."""

from __future__ import annotations

import time
from typing import Annotated

import cyclopts
from cyclopts import Parameter
from rich.console import Console
from rich.markup import escape
from rich.prompt import Confirm
from rich.table import Table

from angarium.admin import database
from angarium.admin.faults import NotFound
from angarium.admin.folder import Folder
from angarium.admin.people import tell
from angarium.admin.place import settings
from angarium.model import orders
from angarium.model.chats import Chat
from angarium.model.orders import Order
from angarium.store import accounts, operator

chats = cyclopts.App(name="chat", help="List and look after groups and channels.")


@chats.command(name="list")
def list_chats(*, after: int = 0, count: int = 100) -> int:
    """List groups and channels.

    Parameters
    ----------
    after
        Begin behind this number.
    count
        At most so many.
    """
    _, folder = settings()
    found = database.ask(folder.database, lambda db: operator.find_chats(db, after, max(1, min(count, 1000))))
    table = Table("number", "kind", "title", "username", "members", "newest message", "state", box=None)
    for chat in found:
        table.add_row(
            str(-chat.peer), _kind(chat), escape(chat.profile.title), _username(chat), str(chat.members), _when(chat.top_date),
            escape(_state(chat)),
        )  # fmt: skip
    Console(highlight=False).print(table)
    return 0


@chats.command
def show(which: str) -> int:
    """Show one group or channel.

    Parameters
    ----------
    which
        Its number or username.
    """
    _, folder = settings()
    chat = require_chat(folder, which)
    creator = database.ask(folder.database, lambda db: accounts.find(db, chat.creator_id))
    names = f"{creator.profile.first_name} {creator.profile.last_name}".strip() if creator else ""
    facts = {
        "number": str(-chat.peer), "kind": _kind(chat), "title": chat.profile.title, "username": _username(chat),
        "about": chat.profile.about, "made": _when(chat.created), "creator": f"{chat.creator_id} {names}".strip(),
        "members": str(chat.members), "admins": str(chat.admins), "messages": str(chat.total) if chat.is_channel else "",
        "state": _state(chat), "marks": "verified" if chat.profile.verified else "",
    }  # fmt: skip
    for label, value in facts.items():
        print(f"{label:9} {value}".rstrip())
    return 0


@chats.command
def restrict(which: str, reason: str) -> int:
    """Let nobody write in a group or channel, and tell clients not to show it, and why.

    Parameters
    ----------
    which
        Its number or username.
    reason
        What people read in its place.
    """
    return _order(which, Order(kind=orders.RESTRICT, text=reason), "is restricted")


@chats.command
def unrestrict(which: str) -> int:
    """Lift the restriction of a group or channel.

    Parameters
    ----------
    which
        Its number or username.
    """
    return _order(which, Order(kind=orders.RESTRICT), "is restricted no more")


@chats.command
def verify(which: str) -> int:
    """Mark a supergroup or channel as verified: it belongs to whom it says.

    Parameters
    ----------
    which
        Its number or username.
    """
    return _order(which, Order(kind=orders.VERIFY), "is verified")


@chats.command
def unverify(which: str) -> int:
    """Take the mark away.

    Parameters
    ----------
    which
        Its number or username.
    """
    return _order(which, Order(kind=orders.VERIFY, on=False), "is verified no more")


@chats.command
def delete(which: str, *, yes: Annotated[bool, Parameter(negative="")] = False) -> int:
    """End a group or channel for everyone in it.

    Parameters
    ----------
    which
        Its number or username.
    yes
        Do not ask.
    """
    chat = require_chat(settings()[1], which)
    if not yes and not Confirm.ask(f"Delete {_kind(chat)} {-chat.peer}, {escape(chat.profile.title)}, for ever?"):
        return 1
    return _order(str(-chat.peer), Order(kind=orders.DELETE), "is deleted")


def _order(which: str, wanted: Order, said: str) -> int:
    """Write down what the server is to do: it looks once a second, and only it can tell the members."""
    _, folder = settings()
    chat = require_chat(folder, which)
    if chat.profile.deleted:
        raise NotFound(f"{which} was deleted")
    if wanted.kind == orders.VERIFY and not chat.is_channel:
        raise NotFound(f"{which} is a basic group, which cannot be verified")
    database.order(folder.database, lambda db: operator.order(db, chat.peer, wanted, int(time.time())))
    tell(folder, f"{-chat.peer}, {chat.profile.title}, {said}")
    return 0


def require_chat(folder: Folder, which: str) -> Chat:
    """A group or channel by its number or username; raises `NotFound`."""
    chat = database.ask(folder.database, lambda db: operator.find_chat(db, which))
    if chat is None:
        raise NotFound(f"there is no group and no channel {which}")
    return chat


def _kind(chat: Chat) -> str:
    return {"megagroup": "supergroup", "broadcast": "channel"}.get(chat.kind, chat.kind)


def _state(chat: Chat) -> str:
    if chat.profile.deleted:
        return "deleted"
    if chat.profile.migrated_to is not None:
        return f"now {-chat.profile.migrated_to}"
    return f"restricted: {chat.profile.restricted}" if chat.profile.restricted else "in use"


def _username(chat: Chat) -> str:
    return f"@{chat.profile.usernames[0]}" if chat.profile.usernames else ""


def _when(at: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at)) if at else ""
