"""Usernames: https://core.telegram.org/api/usernames."""

from __future__ import annotations

import re
from collections.abc import Sequence

from angarium.domain.accounts import profiles
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import usernames
from angarium.store.usernames import Username

_FORM = re.compile(r"[A-Za-z](?!.*__)[A-Za-z0-9_]{3,30}[A-Za-z0-9]")
_RESERVED = frozenset(
    {
        "admin",
        "administrator",
        "angarium",
        "telegram",
        "support",
        "settings",
        "contacts",
        "login",
        "joinchat",
        "addstickers",
    }
)


def check(name: str) -> None:
    """Refuse USERNAME_INVALID: five to 32 letters, digits and single underscores, a letter first."""
    if not _FORM.fullmatch(name) or name.lower() in _RESERVED:
        raise Refusal("USERNAME_INVALID")


async def is_free(tx: Tx, name: str, peer: int | None) -> bool:
    """Whether this person or chat (None = one that is yet to be) could have the name. Refuses USERNAME_INVALID."""
    check(name)
    return await usernames.find_owner(tx, name) in (None, peer)


async def active_of(tx: Tx, peer: int) -> tuple[str, ...]:
    """The names under which a person or chat is found, in its order."""
    return tuple(one.shown for one in await usernames.find_all(tx, peer) if one.active)


async def give(tx: Tx, peer: int, name: str) -> tuple[str, ...]:
    """Let a person or chat have a name as its editable one, or "" for none; returns the active ones. Refuses USERNAME_INVALID,
    USERNAME_OCCUPIED, USERNAME_NOT_MODIFIED."""
    known = await usernames.find_all(tx, peer)
    main = next((one for one in known if one.position == 0), None)
    if (main.shown if main else "") == name:
        raise Refusal("USERNAME_NOT_MODIFIED")
    if name and not await is_free(tx, name, peer):
        raise Refusal("USERNAME_OCCUPIED")
    if main is not None:
        await usernames.remove(tx, main.shown)
    if name:
        await usernames.put(tx, peer, Username(name, 0, active=True))
    return await active_of(tx, peer)


async def switch(tx: Tx, peer: int, name: str, *, active: bool) -> tuple[str, ...]:
    """Switch one of a peer's names on or off; returns the active ones. Refuses USERNAME_INVALID for a name that is not its own,
    USERNAME_NOT_MODIFIED."""
    for one in await usernames.find_all(tx, peer):
        if one.shown.lower() == name.lower():
            if one.active == active:
                raise Refusal("USERNAME_NOT_MODIFIED")
            await usernames.put(tx, peer, Username(one.shown, one.position, active))
            return await active_of(tx, peer)
    raise Refusal("USERNAME_INVALID")


async def arrange(tx: Tx, peer: int, order: Sequence[str]) -> tuple[str, ...]:
    """Put a peer's names into an order; returns the active ones. Refuses ORDER_INVALID unless these are exactly those."""
    known = {one.shown.lower(): one for one in await usernames.find_all(tx, peer) if one.active}
    wanted = [name.lower() for name in order]
    if sorted(wanted) != sorted(known):
        raise Refusal("ORDER_INVALID")
    for position, name in enumerate(wanted):
        await usernames.put(tx, peer, Username(known[name].shown, position, active=True))
    return await active_of(tx, peer)


async def set_main(tx: Tx, user_id: UserId, name: str) -> None:
    """Take a name, or "" for none. Refuses what `give` does."""
    await _show(tx, user_id, await give(tx, user_id, name))


async def toggle(tx: Tx, user_id: UserId, name: str, *, active: bool) -> None:
    """Refuses what `switch` does."""
    await _show(tx, user_id, await switch(tx, user_id, name, active=active))


async def reorder(tx: Tx, user_id: UserId, order: Sequence[str]) -> None:
    """Refuses what `arrange` does."""
    await _show(tx, user_id, await arrange(tx, user_id, order))


async def _show(tx: Tx, user_id: UserId, active: tuple[str, ...]) -> None:
    await profiles.change(tx, user_id, "name", usernames=active)
    await profiles.index(tx, user_id)


async def resolve(tx: Tx, name: str) -> int:
    """Whom a name stands for. Refuses USERNAME_INVALID, USERNAME_NOT_OCCUPIED."""
    name = name.removeprefix("@")
    if not re.fullmatch(r"[A-Za-z0-9_]{1,64}", name):
        raise Refusal("USERNAME_INVALID")
    found = await usernames.find(tx, name)
    if found is None:
        raise Refusal("USERNAME_NOT_OCCUPIED")
    return found
