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


async def is_free(tx: Tx, name: str, user_id: UserId) -> bool:
    """Whether this person could have the name. Refuses USERNAME_INVALID."""
    check(name)
    return await usernames.find_owner(tx, name) in (None, user_id)


async def set_main(tx: Tx, user_id: UserId, name: str) -> None:
    """Take a name, or "" for none. Refuses USERNAME_INVALID, USERNAME_OCCUPIED, USERNAME_NOT_MODIFIED."""
    known = await usernames.find_all(tx, user_id)
    main = next((one for one in known if one.position == 0), None)
    if (main.shown if main else "") == name:
        raise Refusal("USERNAME_NOT_MODIFIED")
    if name and not await is_free(tx, name, user_id):
        raise Refusal("USERNAME_OCCUPIED")
    if main is not None:
        await usernames.remove(tx, main.shown)
    if name:
        await usernames.put(tx, user_id, Username(name, 0, active=True))
    await _tell(tx, user_id)


async def toggle(tx: Tx, user_id: UserId, name: str, *, active: bool) -> None:
    """Refuses USERNAME_INVALID for a name that is not one's own, USERNAME_NOT_MODIFIED."""
    for one in await usernames.find_all(tx, user_id):
        if one.shown.lower() == name.lower():
            if one.active == active:
                raise Refusal("USERNAME_NOT_MODIFIED")
            await usernames.put(tx, user_id, Username(one.shown, one.position, active))
            await _tell(tx, user_id)
            return
    raise Refusal("USERNAME_INVALID")


async def reorder(tx: Tx, user_id: UserId, order: Sequence[str]) -> None:
    """Refuses ORDER_INVALID unless these are exactly the active names."""
    known = {one.shown.lower(): one for one in await usernames.find_all(tx, user_id) if one.active}
    wanted = [name.lower() for name in order]
    if sorted(wanted) != sorted(known):
        raise Refusal("ORDER_INVALID")
    for position, name in enumerate(wanted):
        await usernames.put(tx, user_id, Username(known[name].shown, position, active=True))
    await _tell(tx, user_id)


async def _tell(tx: Tx, user_id: UserId) -> None:
    active = tuple(one.shown for one in await usernames.find_all(tx, user_id) if one.active)
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
