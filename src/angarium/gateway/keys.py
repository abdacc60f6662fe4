"""The auth keys in use: a bounded cache in front of the store, and who stands behind each key."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING

from angarium.crypto.kdf import MessageCipher
from angarium.domain.accounts import devices, listeners
from angarium.domain.house import House
from angarium.gateway import devicepushes
from angarium.model.accounts import AuthKey, KeyState
from angarium.model.bells import Bell, KeyChanged
from angarium.model.ids import AuthorizationId, KeyId, UserId
from angarium.mtproto.handshake import Agreed
from angarium.mtproto.salts import Salts

if TYPE_CHECKING:
    from angarium.gateway.sessions import Live

IDLE_KEYS = 20_000
"""Keys without a session that are kept at hand."""


TRIM = 16
"""Keys that are looked at in one go when there are too many."""


class Key:
    """One auth key and its sessions. A temporary key speaks for the permanent one it is bound to."""

    __slots__ = (
        "authorization_id",
        "cipher",
        "device",
        "expires_at",
        "id",
        "layer",
        "listeners",
        "lives",
        "permanent_id",
        "salts",
        "user_id",
    )

    def __init__(self, state: KeyState, secret: bytes, listening: tuple[int, ...] = ()) -> None:
        key = state.key
        self.listeners = listening  # sessions that wanted updates
        self.id = key.id
        self.cipher = MessageCipher(key.key)
        self.salts = Salts(secret, key.id, key.first_salt, key.created)
        self.expires_at = key.expires_at
        self.permanent_id: KeyId = state.permanent_id
        self.user_id: UserId | None = state.user_id
        self.authorization_id: AuthorizationId | None = state.authorization_id
        self.layer = state.layer
        self.device = state.device
        self.lives: dict[int, Live] = {}

    def hear(self, bell: Bell) -> None:
        """The ear on the bus: someone logged in or out with this key, or has a word for whoever holds it."""
        if isinstance(bell, KeyChanged):
            self.become(bell.user_id, bell.authorization_id, bell.origin)
        else:
            devicepushes.tell(tuple(self.lives.values()), bell)

    def become(self, user_id: UserId | None, authorization_id: AuthorizationId | None, origin: int = 0) -> None:
        """The key is this account's now, or no longer; then the sessions that did not ask for that are closed."""
        ended = user_id is None and self.user_id is not None
        if user_id != self.user_id:
            self.listeners = ()
        self.user_id, self.authorization_id = user_id, authorization_id
        for live in tuple(self.lives.values()):
            live.caller.user_id, live.caller.authorization_id = user_id, authorization_id
            live.door.pushers.join(live)
            if ended:
                live.caller.wants_updates = False
                if live.session.session_id != origin:
                    # Forgotten, so that a client that comes back begins anew, asks what it missed and hears that it is out.
                    live.door.sessions.drop(live)

    @property
    def temporary(self) -> bool:
        """https://core.telegram.org/api/pfs"""
        return self.expires_at > 0


class Keys:
    """Finds keys by id. Those without sessions are forgotten oldest first."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._known: OrderedDict[int, Key] = OrderedDict()
        self._loading: dict[int, asyncio.Task[Key | None]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def find(self, key_id: int) -> Key | None:
        """A key at hand. None: ask `load`."""
        key = self._known.get(key_id)
        if key is None:
            return None
        if key.expires_at and key.expires_at <= self._house.now():
            self.forget(key_id)
            return None
        return key

    async def load(self, key_id: int) -> Key | None:
        """A key from the store; None when there is none."""
        if (key := self.find(key_id)) is not None:
            return key
        if (under_way := self._loading.get(key_id)) is None:
            under_way = asyncio.ensure_future(self._read(key_id))
            self._loading[key_id] = under_way
            under_way.add_done_callback(lambda _: self._loading.pop(key_id, None))
        return await asyncio.shield(under_way)

    async def add(self, agreed: Agreed) -> bool:
        """Keep a new key durably; False when its id is taken."""
        made = _made(agreed, self._house.now())
        async with self._house.work.begin() as tx:
            added = await devices.add_key(tx, made)
        if added:  # its first message comes at once
            self._keep(Key(KeyState(key=made, permanent_id=made.id), self._house.secret))
        return added

    async def remove(self, key_id: int) -> bool:
        """Destroy a key for good; False when it was not there."""
        async with self._house.work.begin() as tx:
            removed = await devices.remove_key(tx, KeyId(key_id))
        self.forget(key_id)
        return removed

    async def refresh(self, key: Key) -> None:
        """A temporary key may have been bound to a permanent one: learn whose it is now."""
        async with self._house.work.read() as tx:
            state = await devices.find_key(tx, key.id)
        if state is None:
            return
        if key.lives:
            self._house.bus.leave(("key", key.permanent_id), key.hear)
            self._house.bus.listen(("key", state.permanent_id), key.hear)
        key.permanent_id, key.expires_at, key.layer = state.permanent_id, state.key.expires_at, state.layer
        key.device = state.device
        for live in key.lives.values():
            live.caller.key_id = state.permanent_id
            live.caller.device = live.caller.device or state.device
        key.become(state.user_id, state.authorization_id)

    async def remember_listener(self, live: Live) -> None:
        """This session wants updates, and will want them after a restart of the server."""
        user_id, session_id = live.caller.user_id, live.session.session_id
        if user_id is None or session_id in live.key.listeners:
            return
        live.key.listeners = (*live.key.listeners[1 - listeners.PER_KEY :], session_id)
        async with self._house.work.begin() as tx:
            await listeners.remember(tx, user_id, live.key.permanent_id, live.key.listeners)

    def forget(self, key_id: int) -> None:
        """Read it anew when it is asked for next."""
        self._known.pop(key_id, None)

    async def _read(self, key_id: int) -> Key | None:
        async with self._house.work.read() as tx:
            state = await devices.find_key(tx, KeyId(key_id))
            if state is None:
                return None
            user_id = state.user_id
            listening = await listeners.find(tx, user_id, state.permanent_id) if user_id is not None else ()
        key = Key(state, self._house.secret, listening)
        self._keep(key)
        return key

    def _keep(self, key: Key) -> None:
        self._known[key.id] = key
        for _ in range(min(len(self._known) - IDLE_KEYS, TRIM)):
            key_id, key = self._known.popitem(last=False)
            if key.lives:  # still in use: it goes to the end of the line
                self._known[key_id] = key


class PassingKeys(Keys):
    """Those of an outpost: in memory alone, for as long as they have sessions. A client whose key is forgotten makes another one
    (https://core.telegram.org/cdn#how-cdn-dcs-are-different-from-the-master-dcs)."""

    async def add(self, agreed: Agreed) -> bool:
        if agreed.key_id in self._known:
            return False
        self._keep(
            Key(KeyState(key=_made(agreed, self._house.now()), permanent_id=KeyId(agreed.key_id)), self._house.secret)
        )
        return True

    async def remove(self, key_id: int) -> bool:
        known = key_id in self._known
        self.forget(key_id)
        return known

    async def refresh(self, key: Key) -> None:
        """Nobody stands behind any of them."""

    async def remember_listener(self, live: Live) -> None:
        """There is nothing to hear."""

    async def _read(self, key_id: int) -> Key | None:
        return None


def _made(agreed: Agreed, now: int) -> AuthKey:
    return AuthKey(
        id=KeyId(agreed.key_id),
        key=agreed.auth_key,
        first_salt=agreed.salt,
        created=now,
        expires_at=0 if agreed.expires_in is None else now + agreed.expires_in,
    )
