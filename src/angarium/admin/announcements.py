"""Commands about what people are shown: `announce`."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Annotated

import cyclopts
from cyclopts import Parameter
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from angarium.admin import database
from angarium.admin.faults import NotFound
from angarium.admin.place import settings
from angarium.model.campaigns import Announcement, Body, Campaign, Hint, Promotion
from angarium.model.entities import FormattedText
from angarium.store import campaigns, operator
from angarium.store.db import Db

announcements = cyclopts.App(
    name="announce",
    help="Show people something: below the posts of channels, on top of their chats, as a hint. It takes effect at once.",
)

Begin = Annotated[datetime | None, Parameter(name=["--from"])]
End = Annotated[datetime | None, Parameter(name=["--until"])]


@announcements.command
def add(
    title: str,
    text: str,
    *,
    url: str = "",
    about: str = "",
    button: str = "Open",
    place: tuple[str, ...] = (),
    word: tuple[str, ...] = (),
    begin: Begin = None,
    until: End = None,
) -> int:
    """Show an announcement below the posts of channels; it leads to a page or to a chat.

    Parameters
    ----------
    title
        Its title.
    text
        What it says, in Markdown.
    url
        Where its button leads.
    about
        A public chat or account that it is about, by its username, in place of an address.
    button
        What its button says.
    place
        Show it in this channel or chat with a bot alone; may be given more than once.
    word
        Show what it is about to those who search for this word, and nowhere else; may be given more than once.
    begin
        Not before this time, as `2027-01-31` or `2027-01-31T12:00`.
    until
        Not after this time.
    """
    _check_aim(url, about, word)

    async def look(db: Db) -> tuple[str, int, tuple[int, ...]]:
        link, peer = await _find_link(db, about) if about else (url, 0)
        return link, peer, tuple([await _require_place(db, name) for name in place])

    link, peer, places = database.ask(settings()[1].database, look)
    words = tuple(part for one in word for part in one.casefold().split())
    body = Announcement(
        title=title.strip(), text=_read(text), url=link, button=button, peer=peer, places=places, words=words
    )
    return _put(body, begin, until)


def _check_aim(url: str, about: str, words: tuple[str, ...]) -> None:
    """An announcement leads to one thing; raises `NotFound`."""
    if bool(url) == bool(about):
        raise NotFound("say where it leads: either --url or --about")
    if url and not url.startswith(("https://", "http://", "tg://")):
        raise NotFound(f"{url} is no address of a page")
    if words and not about:
        raise NotFound("what is found by words is a chat: say which with --about")


@announcements.command
def promote(which: str, message: str, *, kind: str = "announcement", begin: Begin = None, until: End = None) -> int:
    """Put a chat on top of everybody's list, until they hide it.

    Parameters
    ----------
    which
        The number of a chat or account, or its username.
    message
        What is said about it.
    kind
        The kind of announcement, as clients name it.
    begin
        Not before this time, as `2027-01-31` or `2027-01-31T12:00`.
    until
        Not after this time.
    """
    peer = database.ask(settings()[1].database, lambda db: _require_place(db, which))
    return _put(Promotion(peer=peer, kind=kind, message=message.strip()), begin, until)


@announcements.command
def hint(name: str, title: str, text: str, url: str, *, begin: Begin = None, until: End = None) -> int:
    """Give everybody's client a hint above the list of chats, until they dismiss it.

    Parameters
    ----------
    name
        A word that clients know it by; whoever dismissed a hint of this name is not shown another.
    title
        Its title, in Markdown.
    text
        What it says, in Markdown.
    url
        Where it leads.
    begin
        Not before this time, as `2027-01-31` or `2027-01-31T12:00`.
    until
        Not after this time.
    """
    return _put(Hint(name=name.upper(), title=_read(title), text=_read(text), url=url), begin, until)


@announcements.command(name="list")
def list_all(*, over: Annotated[bool, Parameter(negative="")] = False) -> int:
    """List what is shown, or will be.

    Parameters
    ----------
    over
        And what was.
    """
    now = int(time.time())
    table = Table("number", "what", "title", "from", "until", "seen", "clicked", "reported", box=None)
    for one in database.ask(settings()[1].database, _find_all):
        if over or not one.ends or one.ends > now:
            kind = str(one.body.__struct_config__.tag)
            numbers = (
                [str(one.views), str(one.clicks), str(one.reports)] if kind == campaigns.ANNOUNCEMENT else [""] * 3
            )
            table.add_row(str(one.id), kind, escape(_title(one.body)), _when(one.begins), _when(one.ends), *numbers)
    Console(highlight=False).print(table)
    return 0


@announcements.command
def end(number: int) -> int:
    """Show something no more.

    Parameters
    ----------
    number
        Its number in `angarium announce list`.
    """
    _, folder = settings()
    if database.ask(folder.database, lambda db: campaigns.find(db, number)) is None:
        raise NotFound(f"there is no announcement {number}")
    database.order(folder.database, lambda db: campaigns.end(db, number, int(time.time())))
    print(f"{number} is shown no more")
    return 0


def _put(body: Body, begin: datetime | None, until: datetime | None) -> int:
    now = int(time.time())
    begins, ends = int(begin.timestamp()) if begin else now, int(until.timestamp()) if until else 0
    if ends and ends <= max(begins, now):
        raise NotFound("it would end before it begins")
    id = database.order(settings()[1].database, lambda db: campaigns.add(db, begins, ends, body))
    print(
        f"{id} is shown"
        + (f" from {_when(begins)}" if begins > now else "")
        + (f" until {_when(ends)}" if ends else "")
    )
    return 0


async def _find_all(db: Db) -> list[Campaign]:
    kinds = (campaigns.ANNOUNCEMENT, campaigns.PROMOTION, campaigns.HINT)
    return sorted([one for kind in kinds for one in await campaigns.find_all(db, kind)], key=lambda one: one.id)


async def _find_link(db: Db, about: str) -> tuple[str, int]:
    """The link to something public, and its number."""
    peer = await operator.find_named(db, about)
    if peer is None:
        raise NotFound(f"nothing public is called {about}")
    return f"https://t.me/{about.removeprefix('@')}", peer


async def _require_place(db: Db, name: str) -> int:
    """The number of a chat or account."""
    if (chat := await operator.find_chat(db, name)) is not None and not chat.profile.deleted:
        return chat.peer
    user = await operator.find_user(db, name)
    if user is None or user.profile.deleted:
        raise NotFound(f"there is no chat and no account {name}")
    return user.id


def _read(text: str) -> FormattedText:
    from angarium.domain.texts import markdown  # takes a while to load

    return markdown.read(text)


def _title(body: Body) -> str:
    match body:
        case Announcement():
            return body.title
        case Promotion():
            return f"{abs(body.peer)}: {body.message}"
        case Hint():
            return f"{body.name}: {body.title.text}"


def _when(at: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at)) if at else ""
