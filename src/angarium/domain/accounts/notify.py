"""What makes a sound: https://core.telegram.org/api/push-updates#notification-settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec

from angarium.domain.chats import guards
from angarium.domain.work import Tx
from angarium.model.events import NotifyChanged
from angarium.model.ids import Peer
from angarium.model.messages import Dialog, NotifySettings
from angarium.model.threads import ThreadState
from angarium.store import accounts, dialogs, threads
from angarium.store import notify as stored

SCOPES = ("users", "chats", "broadcasts")
DEFAULT = NotifySettings(show_previews=True, silent=False, mute_until=0, sound="default")
EMPTY = NotifySettings()


def _name(scope: str) -> str:
    return f"notify {scope}"


async def of_scope(tx: Tx, owner_id: int, scope: str) -> NotifySettings:
    """Of all users, groups or channels."""
    return await accounts.find_setting(tx, owner_id, _name(scope), NotifySettings) or DEFAULT


async def of_peer(tx: Tx, owner_id: int, peer: int) -> NotifySettings:
    """Of one chat; what is None in it is inherited."""
    dialog = await dialogs.find(tx, owner_id, Peer(peer))
    return (dialog.notify if dialog else None) or EMPTY


async def set_scope(tx: Tx, owner_id: int, scope: str, wish: NotifySettings) -> None:
    """What a wish leaves out stays as it is."""
    made = _merge(await of_scope(tx, owner_id, scope), wish)
    await accounts.set_setting(tx, owner_id, _name(scope), made)
    await tx.log(owner_id, NotifyChanged(scope=scope, peer=Peer(0), settings=made))


async def set_peer(tx: Tx, owner_id: int, peer: int, wish: NotifySettings) -> None:
    """The settings of one chat are replaced: a client that leaves a field out wants it inherited. Refuses what
    `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, (Peer(peer),))
    dialog = await dialogs.find(tx, owner_id, Peer(peer)) or Dialog(owner_id=owner_id, peer=Peer(peer))
    await dialogs.put(tx, msgspec.structs.replace(dialog, notify=wish if wish != EMPTY else None))
    await tx.log(owner_id, NotifyChanged(scope="peer", peer=Peer(peer), settings=wish))
    if (muted := is_muted(tx, wish)) != is_muted(tx, dialog.notify or EMPTY):
        for watch in MUTED:
            await watch(tx, Peer(peer), muted)


def is_muted(tx: Tx, chosen: NotifySettings) -> bool:
    """Whether these settings make a chat silent now."""
    return (chosen.mute_until or 0) > tx.now or bool(chosen.silent)


MUTED: list[Callable[[Tx, Peer, bool], Awaitable[None]]] = []
"""Who is told when somebody mutes a chat, or takes that back."""


async def of_thread(tx: Tx, owner_id: int, peer: int, top_id: int) -> NotifySettings:
    """Of one topic of a forum; what is None in it is inherited from the forum."""
    state = await threads.find_state(tx, owner_id, peer, top_id)
    return (state.notify if state else None) or EMPTY


async def set_thread(tx: Tx, owner_id: int, peer: int, top_id: int, wish: NotifySettings) -> None:
    """The same for one topic of a forum. Refuses what `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, (Peer(peer),))
    state = await threads.find_state(tx, owner_id, peer, top_id)
    state = state or ThreadState(owner_id=owner_id, box=peer, top_id=top_id)
    await threads.put_state(tx, msgspec.structs.replace(state, notify=wish if wish != EMPTY else None))
    await tx.log(owner_id, NotifyChanged(scope=f"topic {top_id}", peer=Peer(peer), settings=wish))


async def exceptions(tx: Tx, owner_id: int, scope: str | None) -> list[tuple[int, NotifySettings]]:
    """Chats with settings of their own."""
    found = await stored.find_all(tx, owner_id)
    return [(peer, settings) for peer, settings in found if scope is None or (scope == "users") == (peer > 0)]


async def reset(tx: Tx, owner_id: int) -> None:
    """Everything as it was at first."""
    for scope in SCOPES:
        await accounts.remove_setting(tx, owner_id, _name(scope))
        await tx.log(owner_id, NotifyChanged(scope=scope, peer=Peer(0), settings=DEFAULT))
    for peer, _ in await stored.find_all(tx, owner_id):
        await set_peer(tx, owner_id, peer, EMPTY)


def _merge(known: NotifySettings, wish: NotifySettings) -> NotifySettings:
    return msgspec.structs.replace(
        known, **{name: value for name, value in msgspec.structs.asdict(wish).items() if value is not None}
    )
