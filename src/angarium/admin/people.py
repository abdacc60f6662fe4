"""Commands about people: `code`, `user` and `invite`."""

from __future__ import annotations

import secrets
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
from angarium.admin.place import settings
from angarium.model.ids import REPLIES_USER, SERVICE_USER, SPAM_BOT
from angarium.model.sanctions import Sanction
from angarium.model.users import Profile, User
from angarium.store import dues, operator, sanctions
from angarium.store.db import Db
from angarium.store.dues import Due
from angarium.store.operator import Applicant, Invite

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look alike
DAY = 86_400

users = cyclopts.App(name="user", help="List and look after accounts.")
invites = cyclopts.App(name="invite", help="Make invite codes for signing up, and take them back.")


def code(phone: str) -> int:
    """Print the login code that waits for a phone number.

    Parameters
    ----------
    phone
        The number, with or without `+` and spaces.
    """
    _, folder = settings()
    digits = _digits(phone)
    found = database.ask(folder.database, lambda db: operator.find_code(db, digits, int(time.time())))
    if found is None:
        raise NotFound(f"no code waits for +{digits}: it was never asked for, was used, or has expired")
    print(found)
    return 0


@users.command(name="list")
def list_users(*, after: int = 0, count: int = 100) -> int:
    """List accounts.

    Parameters
    ----------
    after
        Begin behind this id.
    count
        At most so many.
    """
    _, folder = settings()
    found = database.ask(folder.database, lambda db: operator.find_users(db, after, max(1, min(count, 1000))))
    table = Table("id", "phone", "name", "username", "seen", box=None)
    for user in found:
        table.add_row(
            str(user.id), f"+{user.phone}" if user.phone else "", full_name(user), _username(user), _when(user.seen)
        )
    Console(highlight=False).print(table)
    return 0


@users.command
def show(who: str) -> int:
    """Show one account.

    Parameters
    ----------
    who
        Its id, phone number or username.
    """
    folder = settings()[1]
    user = require_user(folder, who)
    profile = user.profile
    imposed = database.ask(folder.database, lambda db: sanctions.of_user(db, user.id))
    marks = {"verified": profile.verified, "fact-checker": profile.fact_checker, "support": profile.support}
    facts = {
        "id": str(user.id), "phone": f"+{user.phone}" if user.phone else "", "name": full_name(user), "username": _username(user),
        "about": profile.about, "made": _when(user.created), "seen": _when(user.seen),
        "state": "deleted" if profile.deleted else "; ".join(_states(profile, imposed)) or "in use",
        "marks": ", ".join(name for name, on in marks.items() if on),
    }  # fmt: skip
    for label, value in facts.items():
        print(f"{label:9} {value}".rstrip())
    return 0


def _states(profile: Profile, imposed: list[Sanction]) -> list[str]:
    """What the operator took from an account, and why."""
    found = [f"restricted: {profile.restricted}"] if profile.restricted else []
    for one in imposed:
        until = f" until {_when(one.until)}" if one.until else ""
        found.append(f"{one.kind}{until}: {one.reason}")
    return found


@users.command(name="sign-out")
def sign_out(who: str) -> int:
    """Sign every device of an account out.

    Parameters
    ----------
    who
        Its id, phone number or username.
    """
    return _order(who, operator.SIGNS_OUT, "is signed out everywhere")


@users.command
def delete(who: str, *, yes: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Delete an account. What it wrote to others stays with them, under the name "Deleted Account".

    Parameters
    ----------
    who
        Its id, phone number or username.
    yes
        Do not ask.
    """
    user = require_user(settings()[1], who)
    if not yes and not Confirm.ask(f"Delete the account {user.id}, {escape(full_name(user))}, for ever?"):
        return 1
    return _order(str(user.id), operator.DELETES, "is deleted")


def _order(who: str, kind: str, said: str) -> int:
    """Write down what the server is to do: it looks once a second, and only it can tell the people concerned."""
    _, folder = settings()
    user = require_other(folder, who)
    database.order(folder.database, lambda db: dues.put(db, Due(user.id, kind, 0, int(time.time()))))
    tell(folder, f"{user.id}, {full_name(user)}, {said}")
    return 0


def tell(folder: Folder, said: str) -> None:
    """Say what was ordered, and when it happens."""
    print(said + ("" if folder.is_held() else ", as soon as the server runs"))


def require_other(folder: Folder, who: str) -> User:
    """An account that is not the server's own; raises `NotFound`."""
    user = require_user(folder, who)
    if user.id in (SERVICE_USER, REPLIES_USER, SPAM_BOT):
        raise NotFound(f"{who} is the server's own account")
    return user


def require_user(folder: Folder, who: str) -> User:
    """An account by its id, phone number or username; raises `NotFound`."""
    user = database.ask(folder.database, lambda db: operator.find_user(db, who))
    if user is None:
        raise NotFound(f"there is no account {who}")
    return user


@users.command
def applicants() -> int:
    """List those who wait for approval."""
    _, folder = settings()
    table = Table("phone", "name", "asked", box=None)
    for one in database.ask(folder.database, lambda db: operator.find_applicants(db, operator.WAITING)):
        table.add_row(f"+{one.phone}", _applicant_name(one), _when(one.created))
    Console(highlight=False).print(table)
    return 0


@users.command
def approve(phone: str) -> int:
    """Let a phone number sign up.

    Parameters
    ----------
    phone
        The number, with or without `+` and spaces.
    """
    return _decide(phone, operator.APPROVED, "may sign up")


@users.command
def decline(phone: str) -> int:
    """Keep a phone number from signing up.

    Parameters
    ----------
    phone
        The number, with or without `+` and spaces.
    """
    return _decide(phone, operator.DECLINED, "may not sign up")


def _decide(phone: str, state: str, said: str) -> int:
    _, folder = settings()
    digits = _digits(phone)
    database.order(folder.database, lambda db: operator.decide(db, digits, state, int(time.time())))
    print(f"+{digits} {said}")
    return 0


@invites.default
def make_invites(
    *, count: int = 1, uses: int = 1, days: int = 30, note: Annotated[str, Parameter(name=["--note"])] = ""
) -> int:
    """Make invite codes and print them, one a line.

    Parameters
    ----------
    count
        How many codes.
    uses
        How many people each lets in.
    days
        Days for which they are good; 0 means for ever.
    note
        What they are for, to be seen in `angarium invite list`.
    """
    _, folder = settings()
    now = int(time.time())
    made = [
        Invite(
            code=_make_code(),
            created=now,
            expires_at=now + days * DAY if days else 0,
            uses_left=max(1, uses),
            note=note,
        )
        for _ in range(max(1, min(count, 10_000)))
    ]

    async def add(db: Db) -> None:
        for invite in made:
            await operator.add_invite(db, invite)

    database.order(folder.database, add)
    for invite in made:
        print(invite.code)
    return 0


@invites.command(name="list")
def list_invites() -> int:
    """List invite codes."""
    _, folder = settings()
    table = Table("code", "uses left", "good until", "note", box=None)
    for one in database.ask(folder.database, operator.find_invites):
        table.add_row(one.code, str(one.uses_left), _when(one.expires_at) or "for ever", one.note)
    Console(highlight=False).print(table)
    return 0


@invites.command
def revoke(code: str) -> int:
    """Take an invite code back.

    Parameters
    ----------
    code
        The code.
    """
    _, folder = settings()
    if not database.order(folder.database, lambda db: operator.remove_invite(db, code.upper())):
        raise NotFound(f"there is no invite {code}")
    print(f"{code} is no longer good")
    return 0


def _make_code() -> str:
    """Ten letters, 49 bits: not to be guessed within any rate limit."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def _digits(phone: str) -> str:
    digits = "".join(letter for letter in phone if letter.isascii() and letter.isdigit())
    if not digits:
        raise NotFound(f"{phone} is no phone number")
    return digits


def full_name(user: User) -> str:
    """First and last name."""
    return f"{user.profile.first_name} {user.profile.last_name}".strip()


def _applicant_name(one: Applicant) -> str:
    return f"{one.first_name} {one.last_name}".strip()


def _username(user: User) -> str:
    return f"@{user.profile.usernames[0]}" if user.profile.usernames else ""


def _when(at: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at)) if at else ""
