"""Stories: people with their devices against the whole server, without sockets, on a clock that is moved by hand.

    async def test_hello(world: World) -> None:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
        await alice(functions.messages.SendMessage(peer=alice.peer(bob), message="Hello", random_id=1))
        await bob.barrier()
        ...

After each story every device's pushes are held against getDifference (`witness.py`).
"""

from __future__ import annotations

import logging
import random
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import structlog

from angarium import app
from angarium.admin.folder import Folder
from angarium.crypto import dh
from angarium.crypto.kdf import make_key_id
from angarium.crypto.rsa import PrivateKey
from angarium.domain import access, sweeps
from angarium.domain.accounts import devices
from angarium.domain.accounts.signing import LOGIN
from angarium.model.accounts import AuthKey
from angarium.model.config import Config, Handshakes, Previews
from angarium.model.ids import CHANNEL_OFFSET, KeyId, is_channel
from angarium.store import codes
from angarium.tl import functions, types
from angarium.tl.layers import CANONICAL
from tests.stories import foundation
from tests.stories.client import Asked, Client, RpcError
from tests.stories.clocks import SeededChance, TravellingClock
from tests.stories.darkroom import InlinePictures
from tests.stories.witness import Witness

FIRST_SALT = 77

NEW = ("updateNewMessage", "updateNewChannelMessage")


@cache
def server_key() -> PrivateKey:
    """One key for all tests of a process: making one takes a while."""
    return PrivateKey.generate()


@contextmanager
def refused(name: str, code: int | None = None) -> Iterator[None]:
    """The server must refuse what stands in the block, with this error."""
    try:
        yield
    except RpcError as refusal:
        assert refusal.name == name, f"refused with {refusal}, not {name}"
        assert code is None or refusal.code == code, f"refused with {refusal}, not {code}"
    else:
        raise AssertionError(f"not refused; expected {name}")


class Actor:
    """One device of one person. Call it with a query."""

    def __init__(self, world: World, name: str, phone: str, auth_key: bytes, layer: int) -> None:
        self.world, self.name, self.phone, self.auth_key, self.layer = world, name, phone, auth_key, layer
        self.user_id = 0
        self.me: Any = None
        self.client = world.make_client(auth_key, layer)
        self.witness = Witness(world.make_client(auth_key, layer), lambda id: self.channel(-CHANNEL_OFFSET - id))

    async def __call__(self, query: Any, *, after: Sequence[int] = ()) -> Any:
        """The decoded result. Raises RpcError."""
        result = await self.client(query, after=after)
        if isinstance(result, types.Updates):
            self.witness.answers += result.updates
        match query:
            case functions.messages.ReceivedQueue():
                self.witness.acknowledged = query.max_qts
            case functions.messages.AcceptEncryption():
                self.witness.settled.add(query.peer.chat_id)
            case functions.messages.DiscardEncryption():
                self.witness.settled.add(query.chat_id)
        return result

    def check_moves(self) -> None:
        """The acting session, too, has heard of every step of its pts: what no push told it, the results of its calls did."""
        moves, witness = self.client.moves, self.witness
        missing = moves.missing(0, witness.state.pts, witness.pts)
        told = [update for update in witness.told if getattr(update, "pts", 0) in missing]
        assert not missing, f"neither a push nor a result told the acting session of pts {missing}: {told}"
        for id, watched in witness.channels.items():
            missing = moves.missing(id, watched.start, watched.pts)
            told = [update for update in watched.told if update.pts in missing]
            assert not missing, (
                f"neither a push nor a result told the acting session of pts {missing} of channel {id}: {told}"
            )

    def begin(self, query: Any) -> Asked:
        """Ask without waiting for the answer."""
        return self.client.begin(query)

    # --- others, as this person names them

    def peer(self, other: Actor | int) -> Any:
        """The InputPeer of somebody, with the access hash that this person would have been given."""
        user_id = other if isinstance(other, int) else other.user_id
        if user_id == self.user_id:
            return types.InputPeerSelf()
        return types.InputPeerUser(user_id=user_id, access_hash=self._hash(user_id))

    def user(self, other: Actor | int) -> Any:
        """The InputUser of somebody."""
        user_id = other if isinstance(other, int) else other.user_id
        if user_id == self.user_id:
            return types.InputUserSelf()
        return types.InputUser(user_id=user_id, access_hash=self._hash(user_id))

    def chat(self, peer: int) -> Any:
        """The InputPeer of a group or channel by its peer number, with this person's access hash."""
        if is_channel(peer):
            return types.InputPeerChannel(channel_id=-peer - CHANNEL_OFFSET, access_hash=self._hash(peer, "channel"))
        return types.InputPeerChat(chat_id=-peer)

    def channel(self, peer: int) -> Any:
        """The InputChannel of a supergroup or channel."""
        return types.InputChannel(channel_id=-peer - CHANNEL_OFFSET, access_hash=self._hash(peer, "channel"))

    async def create_group(self, title: str, *others: Actor) -> int:
        """A basic group; its peer number."""
        made = await self(functions.messages.CreateChat(users=[self.user(one) for one in others], title=title))
        return -int(made.updates.chats[0].id)

    async def create_channel(self, title: str, *others: Actor, megagroup: bool = False, **fields: Any) -> int:
        """A channel or supergroup; its peer number. `others` are added."""
        create = functions.channels.CreateChannel(
            broadcast=not megagroup, megagroup=megagroup, title=title, about="", **fields
        )
        peer = -CHANNEL_OFFSET - int((await self(create)).chats[0].id)
        if others:
            users = [self.user(one) for one in others]
            await self(functions.channels.InviteToChannel(channel=self.channel(peer), users=users))
        return peer

    async def write(self, peer: int, text: str, **fields: Any) -> int:
        """Send a text to a group or channel; the message's id for this person."""
        random_id = self.world.random.getrandbits(62)
        send = functions.messages.SendMessage(peer=self.chat(peer), message=text, random_id=random_id, **fields)
        sent = await self(send)
        return int(next(update.id for update in sent.updates if update.NAME == "updateMessageID"))

    def _hash(self, user_id: int, kind: str = "user") -> int:
        return access.access_hash(self.world.app.house.secret, self.user_id, kind, user_id)

    async def say(self, other: Actor | int, text: str, **fields: Any) -> Any:
        """Send a text; the Updates of the result."""
        random_id = self.world.random.getrandbits(62)
        send = functions.messages.SendMessage(peer=self.peer(other), message=text, random_id=random_id, **fields)
        return await self(send)

    # --- what was pushed

    @property
    def packets(self) -> list[Any]:
        """Everything pushed to this device since it signed in, as it came."""
        return self.client.updates

    @property
    def updates(self) -> list[Any]:
        """The single updates in what was pushed."""
        found: list[Any] = []
        for packet in self.client.updates:
            found += [packet.update] if packet.NAME == "updateShort" else getattr(packet, "updates", [])
        return found

    def heard(self, kind: type[Any]) -> list[Any]:
        """The updates of one kind."""
        return [update for update in self.updates if isinstance(update, kind)]

    @property
    def messages(self) -> list[Any]:
        """The new messages that were pushed."""
        return [update.message for update in self.updates if update.NAME in NEW]

    async def barrier(self) -> None:
        """All that happened before has been pushed when this returns."""
        await self.world.settle()
        await self.client.ping()

    # --- connections

    async def reconnect(self, *, new_session: bool = False) -> None:
        """Lose the connection and come back; a server knows of it from the first message on."""
        await self.client.reconnect(new_session=new_session)
        await self.client.ping()

    async def disconnect(self) -> None:
        """Go offline. The next call comes back."""
        await self.client.disconnect()


class World:
    """One server and the people on it."""

    def __init__(self, folder: Path, config: Config | None = None) -> None:
        self.clock = TravellingClock()
        self.random = random.Random(3)
        self.config = config or Config(handshakes=Handshakes(processes=0), previews=Previews(enabled=False))
        self.folder = Folder(folder)
        self.actors: list[Actor] = []
        self.faults: list[str] = []
        """What the server wrote into its log as an error: no story may cause one."""
        self._phones = 0
        self._opened = 0  # how often; a server that starts anew does not draw the same numbers again

    # --- the server

    async def open(self) -> None:
        structlog.configure(
            processors=[self._hear_fault, *structlog.get_config()["processors"]],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        )
        foundation.lay(self.folder)
        self.app = app.build(
            self.config,
            self.folder,
            server_key(),
            clock=self.clock,
            chance=SeededChance(7 + self._opened),
            monotonic=self.clock.monotonic,
        )
        self.app.house.pictures = InlinePictures()
        await self.app.open()
        self._opened += 1
        self.clock.on_advance = self.app.door.advance

    async def close(self) -> None:
        await self.app.close()
        structlog.reset_defaults()

    async def __aenter__(self) -> World:
        await self.open()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *fault: object) -> None:
        """Close; when all went well, `check` before."""
        try:
            if kind is None:
                await self.check()
        finally:
            await self.close()

    def _hear_fault(self, logger: Any, method: str, said: Any) -> Any:
        if method in ("error", "exception", "critical"):
            self.faults.append(f"{said}\n{traceback.format_exc()}")
        return said

    async def restart(self) -> None:
        """Stop the server and start it anew over the same data; every device comes back by itself."""
        await self.app.close()
        self.clock.advance(2)  # on a clock that stands still the new server would use the msg_ids of the old one again
        await self.open()
        for actor in self.actors:
            for client in (actor.client, actor.witness.client):
                client.door = self.app.door
                await client.reconnect()
                await client.ping()
            actor.witness.forgive()

    async def settle(self) -> None:
        """Nothing is under way any more: errands are done, and the pushers have read what they had to."""
        await self.app.house.settle()
        await self.app.door.pushers.settle()

    async def pass_time(self, seconds: float) -> None:
        """Let time go by, with every device online, and do what has become due (scheduled messages, timers)."""
        self.clock.leap(seconds)
        await sweeps.sweep(self.app.house)
        await self.settle()

    async def check(self) -> None:
        """What was pushed equals what getDifference tells, for every device; each has understood all of it, and the log is clean."""
        await self.settle()
        for actor in self.actors:
            if not actor.witness.gone:
                try:
                    await actor.witness.check()
                    actor.check_moves()
                except AssertionError as fault:
                    raise AssertionError(f"{actor.name} (layer {actor.layer}): {fault}") from fault
            strange = [*actor.client.unknown, *actor.witness.client.unknown]
            assert not strange, f"{actor.name} does not understand in layer {actor.layer}: {strange[:5]}"
        assert not self.faults, "\n".join(self.faults[:3])

    # --- people

    async def sign_up(self, name: str, *, layer: int = CANONICAL, phone: str = "", last_name: str = "") -> Actor:
        """A new account on a new device."""
        self._phones += 1
        actor = await self.device(name, phone or f"4915510{self._phones:06}", layer=layer)
        sent = await self.enter_code(actor)
        made = await actor(
            functions.auth.SignUp(phone_number=actor.phone, phone_code_hash=sent, first_name=name, last_name=last_name)
        )
        return await self._settle_in(actor, made)

    async def sign_in(self, other: Actor, *, layer: int = CANONICAL) -> Actor:
        """Another device of somebody."""
        actor = await self.device(other.name, other.phone, layer=layer)
        made = await self.enter_code(actor)
        return await self._settle_in(actor, made)

    async def device(self, name: str, phone: str, *, layer: int = CANONICAL) -> Actor:
        """A device with an auth key, on which nobody has signed in."""
        auth_key = self.random.randbytes(dh.SIZE)
        made = AuthKey(
            id=KeyId(make_key_id(auth_key)), key=auth_key, first_salt=FIRST_SALT, created=int(self.clock.now())
        )
        async with self.app.house.work.begin() as tx:
            assert await devices.add_key(tx, made)
        return Actor(self, name, phone, auth_key, layer)

    async def ask_code(self, actor: Actor) -> tuple[str, str]:
        """auth.sendCode; the hash and the code itself."""
        sent = await actor(
            functions.auth.SendCode(
                phone_number=actor.phone, api_id=11111, api_hash="a" * 32, settings=types.CodeSettings()
            )
        )
        async with self.app.house.work.read() as tx:
            waiting = await codes.find(tx, actor.phone, LOGIN)
        assert waiting is not None
        return sent.phone_code_hash, waiting.code

    async def enter_code(self, actor: Actor) -> Any:
        """The answer to auth.signIn, or the hash of the code when signing up is next."""
        hash, code = await self.ask_code(actor)
        answer = await actor(functions.auth.SignIn(phone_number=actor.phone, phone_code_hash=hash, phone_code=code))
        return hash if isinstance(answer, types.auth.AuthorizationSignUpRequired) else answer

    async def _settle_in(self, actor: Actor, made: Any) -> Actor:
        """From here on everything is watched."""
        assert isinstance(made, types.auth.Authorization), made
        actor.me, actor.user_id = made.user, made.user.id
        # The difference is asked for by date, too: what was before must lie in an earlier second.
        self.clock.advance(1)
        await actor.witness.begin()
        actor.witness.user_id = actor.user_id
        await actor(functions.updates.GetState())
        actor.client.updates.clear()
        self.actors.append(actor)
        return actor

    def make_client(self, auth_key: bytes, layer: int) -> Client:
        """One session of a key."""
        return Client(
            self.app.door,
            auth_key,
            FIRST_SALT,
            now=self.clock.now,
            random=self.random.randbytes,
            layer=layer,
        )
