"""Well-formed nonsense: every method answers it with a result or a refusal, never with a fault of its own."""

from __future__ import annotations

import random
from collections import defaultdict
from functools import cache
from typing import Any

import pytest

from angarium.rpc.caller import Caller
from angarium.rpc.router import METHODS, load_methods
from angarium.tl import codec, functions, types, union
from angarium.tl.combinator import find_element
from angarium.tl.layers import CANONICAL
from angarium.tl.objects import get_class
from tests.stories.harness import Actor, World

TIMES = 8
ENDS = {
    "auth.logOut",
    "account.deleteAccount",
    "auth.resetAuthorizations",
    "account.resetAuthorization",
    "channels.deleteChannel",
    "messages.deleteChat",
    "messages.migrateChat",
}
NUMBERS = (0, 1, -1, 2, 5, 100, 2**31 - 1, -(2**31))
LONGS = (*NUMBERS, 2**63 - 1, -(2**63), 777000)
STRINGS = (
    "",
    "a",
    "hello world",
    "x" * 5000,
    "\x00",
    "\ud7ff\U0001f600",
    "4915510000001",
    "+49 151",
    "alice",
    "👍",
    "en",
    "http://[::1",
    "//[",
    "https://t.me/+abc",
    '{"a":',
    "²",
    "7" * 5000,
    f"{2**63}:1",
    "1:--5",
    f"1.-1.{2**64}",
)
BLOBS = (b"", b"\x00", b"x" * 300)


@cache
def constructors() -> dict[str, list[Any]]:
    """Every constructor of the newest layer, by type."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in union.load().by_id.values():
        if CANONICAL in row.layers and not row.is_method:
            found[row.combinator.result].append(row.combinator)
    return found


class Nonsense:
    """Makes requests out of chance; people who exist turn up in them."""

    def __init__(self, seed: str, alice: Actor, bob: Actor, places: list[int]) -> None:
        self.random = random.Random(seed)
        self.alice, self.bob, self.places = alice, bob, places

    def request(self, name: str) -> Any:
        return self._fill(union.load().find(name, CANONICAL, is_method=True), 0)

    def _fill(self, combinator: Any, depth: int) -> Any:
        fields = {}
        for name, field in combinator.field.items():
            if field.optional and self.random.random() < (0.5 if depth < 3 else 0.9):
                continue
            fields[name] = self._value(field.type, depth + 1)
        return get_class(combinator.name, combinator.is_method)(**fields)

    def _value(self, kind: str, depth: int) -> Any:
        if element := find_element(kind):
            count = self.random.choice((0, 1, 2, 3)) if depth < 5 else 0
            return [self._value(element[0], depth + 1) for _ in range(count)]
        match kind:
            case "int":
                return self.random.choice(NUMBERS)
            case "long":
                return self.random.choice((*LONGS, self.bob.user_id))
            case "double":
                return self.random.choice((0.0, -1.0, 1e300, float("inf"), float("nan"), 51.5))
            case "string":
                return self.random.choice(STRINGS)
            case "bytes":
                return self.random.choice(BLOBS)
            case "int128" | "int256":
                return bytes(int(kind[3:]) // 8)
            case "Bool" | "true":
                return kind == "true" or self.random.random() < 0.5
            case "InputPeer" if self.random.random() < 0.8:
                people = [self.alice.peer(one) for one in (self.alice, self.bob)]
                return self.random.choice([*people, *(self.alice.chat(place) for place in self.places)])
            case "InputChannel" if self.random.random() < 0.8:
                return self.alice.channel(self.random.choice(self.places[1:]))
            case "InputUser" if self.random.random() < 0.7:
                return self.alice.user(self.random.choice((self.alice, self.bob)))
        choices = constructors()[kind]
        if depth > 4:
            choices = [one for one in choices if not one.field] or choices
        return self._fill(self.random.choice(choices), depth)


load_methods()


@pytest.mark.parametrize("room", sorted({name.partition(".")[0] for name in METHODS}))
async def test_nonsense_is_refused_politely(world: World, room: str) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob.say(alice, "hello")
    await alice.say(bob, "hello")
    places = [
        await alice.create_group("Group", bob),
        await alice.create_channel("Town", bob, megagroup=True),
        await alice.create_channel("Forum", bob, megagroup=True),
        await alice.create_channel("News", bob),
    ]
    forum = functions.channels.ToggleForum(channel=alice.channel(places[2]), enabled=True, tabs=False)
    await alice(forum)
    for place in places:
        await alice.write(place, "hello")
    for actor in (alice, bob):
        actor.witness.gone = True
    own = next(iter(world.app.door.keys.find(alice.client.cipher.key_id).lives.values())).caller
    faults = []
    for name in sorted(METHODS):
        if name.partition(".")[0] != room or name in ENDS:
            continue
        for time in range(TIMES):
            request = Nonsense(f"{name} {time}", alice, bob, places).request(name)
            caller = Caller(
                key_id=own.key_id,
                session_id=99,
                user_id=own.user_id,
                authorization_id=own.authorization_id,
                address="192.0.2.9",
                device=own.device,
            )
            answer = codec.read_result(name, await world.app.router.call(caller, request, 4 * (time + 1)))
            if isinstance(answer, types.RpcError) and answer.error_code >= 500 and answer.error_code != 501:
                faults.append(f"{answer.error_message}: {request!r}"[:600])
            world.clock.wall += 7  # the buckets of the limits refill
    assert not faults, "\n".join(faults)
