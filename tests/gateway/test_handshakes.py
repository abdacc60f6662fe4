"""Key exchanges over many connections, and the processes that pay for them."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache

import pytest

from angarium.crypto import dh
from angarium.crypto.rsa import PrivateKey
from angarium.gateway import handshakes as module
from angarium.gateway.handshake_pool import HandshakePool, Overloaded
from angarium.gateway.handshake_worker import OPEN, RAISE, STOCK, Workbench
from angarium.gateway.handshakes import MEMORY, Handshakes
from angarium.mtproto import client
from angarium.mtproto.errors import FLOOD, NOT_FOUND, PeerError
from angarium.mtproto.handshake import Agreed, OpenBlock, Raise
from angarium.tl import codec


@cache
def key() -> PrivateKey:
    return PrivateKey.generate()


class Chance:
    def __init__(self) -> None:
        self._random = random.Random(1)

    def bytes(self, size: int) -> bytes:
        return self._random.randbytes(size)

    def below(self, limit: int) -> int:
        return self._random.randrange(limit)

    def long(self) -> int:
        return self._random.getrandbits(63) | 1


@dataclass
class House:
    """One server's exchanges, its clock and the keys it was given."""

    pool: HandshakePool
    time: float = 1_760_000_000.0
    keys: dict[int, Agreed] = field(default_factory=dict)
    collide: int = 0

    def __post_init__(self) -> None:
        self.chance = Chance()
        self.handshakes = Handshakes(key().fingerprint, self.pool, clock=self, chance=self.chance, add_key=self.add_key)

    def now(self) -> float:
        return self.time

    async def add_key(self, agreed: Agreed) -> bool:
        if self.collide:
            self.collide -= 1
            return False
        self.keys[agreed.key_id] = agreed
        return True

    async def agree(self, wish: client.Wish | None = None) -> client.AuthKey:
        """A whole exchange of a client that makes no mistakes."""
        step, body = client.start(wish or client.Wish(key().public), self.chance.bytes)
        second, body = step.receive(await self.handshakes.receive(body), self.chance.bytes)
        third, body = second.receive(await self.handshakes.receive(body), self.chance.bytes)
        while True:
            done = third.receive(await self.handshakes.receive(body), self.chance.bytes)
            if isinstance(done, client.AuthKey):
                return done
            third, body = done

    async def prove(self) -> tuple[client.AwaitDhParams, bytes]:
        """Up to a req_DH_params that has not been sent."""
        step, body = client.start(client.Wish(key().public), self.chance.bytes)
        return step.receive(await self.handshakes.receive(body), self.chance.bytes)


@asynccontextmanager
async def opened(processes: int = 0, queue_limit: int = 64) -> AsyncIterator[House]:
    pool = HandshakePool(key().to_pem(), processes=processes, queue_limit=queue_limit)
    await pool.start()
    try:
        yield House(pool)
    finally:
        await pool.close()


async def refuse(house: House, body: bytes) -> int:
    with pytest.raises(PeerError) as refusal:
        await house.handshakes.receive(body)
    return refusal.value.code


# --- exchanges ---


@pytest.mark.parametrize("expires_in", [None, 86400])
async def test_a_client_gets_a_key_that_the_server_stored(expires_in: int | None) -> None:
    async with opened() as house:
        done = await house.agree(client.Wish(key().public, expires_in=expires_in))
        stored = house.keys[done.key_id]
    assert stored.auth_key == done.auth_key
    assert stored.salt == done.salt
    assert stored.expires_in == expires_in
    assert done.server_time == int(house.time)


async def test_a_key_id_that_exists_is_refused_and_the_next_one_taken() -> None:
    async with opened() as house:
        house.collide = 2
        done = await house.agree()
    assert list(house.keys) == [done.key_id]


async def test_the_same_request_gets_the_same_answer() -> None:
    async with opened() as house:
        step, body = client.start(client.Wish(key().public), house.chance.bytes)
        first = await house.handshakes.receive(body)
        assert await house.handshakes.receive(body) == first
        second, body = step.receive(first, house.chance.bytes)
        answers = await asyncio.gather(*(house.handshakes.receive(body) for _ in range(3)))
        assert len(set(answers)) == 1
        third, body = second.receive(answers[0], house.chance.bytes)
        answers = await asyncio.gather(*(house.handshakes.receive(body) for _ in range(3)))
        assert len(set(answers)) == 1
        assert await house.handshakes.receive(body) == answers[0]
        assert isinstance(third.receive(answers[0], house.chance.bytes), client.AuthKey)
    assert len(house.keys) == 1


async def test_answers_are_remembered_for_ten_minutes_from_the_beginning() -> None:
    async with opened() as house:
        _, body = await house.prove()
        answer = await house.handshakes.receive(body)
        house.time += MEMORY - 1
        assert await house.handshakes.receive(body) == answer
        house.time += 1
        assert await refuse(house, body) == NOT_FOUND
    assert len(house.handshakes) == 0


async def test_a_fault_kills_the_exchange() -> None:
    async with opened() as house:
        _, body = await house.prove()
        spoilt = body[:40] + bytes([body[40] ^ 1]) + body[41:]
        assert await refuse(house, spoilt) == NOT_FOUND
        # https://core.telegram.org/mtproto/auth_key#6-server-responds-with: even if it is correct
        assert await refuse(house, body) == NOT_FOUND


async def test_a_second_request_before_the_first_is_answered_kills_the_exchange() -> None:
    async with opened() as house:
        _, body = await house.prove()
        first = asyncio.ensure_future(house.handshakes.receive(body))
        await asyncio.sleep(0)
        assert await refuse(house, body[:-4] + b"abcd") == NOT_FOUND
        await first
        assert await refuse(house, body) == NOT_FOUND


async def test_a_finished_exchange_takes_nothing_more() -> None:
    async with opened() as house:
        second, body = await house.prove()
        answer = await house.handshakes.receive(body)
        third, body = second.receive(answer, house.chance.bytes)
        await house.handshakes.receive(body)
        _, other = third.send(house.chance.bytes)
        assert await refuse(house, other) == NOT_FOUND


async def test_the_work_goes_on_when_the_connection_ends() -> None:
    async with opened() as house:
        _, body = await house.prove()
        gone = asyncio.ensure_future(house.handshakes.receive(body))
        await asyncio.sleep(0)
        gone.cancel()
        assert codec.read(await house.handshakes.receive(body)).NAME == "server_DH_params_ok"


async def test_a_flood_of_beginnings_does_not_push_out_those_who_worked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CAPACITY", 4)
    async with opened() as house:
        second, body = await house.prove()
        answer = await house.handshakes.receive(body)
        _, forgotten = await house.prove()
        for _ in range(10):
            await house.prove()
        assert len(house.handshakes) <= 5
        assert await refuse(house, forgotten) == NOT_FOUND
        _, body = second.receive(answer, house.chance.bytes)
        assert codec.read(await house.handshakes.receive(body)).NAME == "dh_gen_ok"


async def test_an_unknown_exchange_is_refused() -> None:
    async with opened() as house, opened() as other:
        _, body = await other.prove()
        assert await refuse(house, body[:4] + bytes(16) + bytes(16) + body[36:]) == NOT_FOUND


# --- admission ---


async def test_a_full_queue_refuses_and_the_same_request_is_welcome_again() -> None:
    pool = HandshakePool(key().to_pem(), processes=0, queue_limit=1)
    house = House(pool)
    _, first = await house.prove()
    _, second = await house.prove()
    waiting = asyncio.ensure_future(house.handshakes.receive(first))
    while not pool.waiting:
        await asyncio.sleep(0)
    assert await refuse(house, second) == FLOOD
    assert pool.shed == 1
    await pool.start()
    await waiting
    assert codec.read(await house.handshakes.receive(second)).NAME == "server_DH_params_ok"
    await pool.close()


async def test_who_has_done_the_work_goes_first() -> None:
    pool = HandshakePool(key().to_pem(), processes=0, queue_limit=2)
    done: list[str] = []

    async def run(name: str, task: OpenBlock | Raise) -> None:
        await pool.run(task)
        done.append(name)

    tasks = [asyncio.ensure_future(run(name, OpenBlock(bytes(256)))) for name in ("first", "second")]
    tasks.append(asyncio.ensure_future(run("finishing", Raise(3, 5))))
    while pool.waiting < 3:
        await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await pool.run(OpenBlock(bytes(256)))
    await pool.start()
    await asyncio.gather(*tasks)
    await pool.close()
    assert done == ["finishing", "first", "second"]


async def test_closing_refuses_what_waits() -> None:
    pool = HandshakePool(key().to_pem(), processes=0)
    waiting = asyncio.ensure_future(pool.run(Raise(3, 5)))
    await asyncio.sleep(0)
    await pool.close()
    with pytest.raises(Overloaded):
        await waiting


# --- the processes ---


async def test_a_process_of_its_own_does_the_work() -> None:
    async with opened(processes=1) as house:
        done = await house.agree()
        (pid,) = house.pool.pids
        assert pid != os.getpid()
        assert os.getpriority(os.PRIO_PROCESS, pid) == 19
    assert done.key_id in house.keys
    assert house.pool.pids == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_dead_process_is_replaced_unnoticed() -> None:
    async with opened(processes=1) as house:
        await house.agree()
        (first,) = house.pool.pids
        os.kill(first, signal.SIGKILL)
        assert await house.agree()
        (second,) = house.pool.pids
    assert second != first


async def test_a_task_survives_the_process_that_had_it() -> None:
    async with opened(processes=1) as house:
        await house.agree()
        (pid,) = house.pool.pids
        os.kill(pid, signal.SIGSTOP)
        _, body = await house.prove()
        waiting = asyncio.ensure_future(house.handshakes.receive(body))
        while not house.pool.busy:
            await asyncio.sleep(0)
        os.kill(pid, signal.SIGKILL)
        assert codec.read(await waiting).NAME == "server_DH_params_ok"


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "angarium.gateway.handshake_worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    yield process
    process.kill()
    process.wait()


def test_a_process_ends_with_its_input(worker: subprocess.Popen[bytes]) -> None:
    assert worker.stdin
    pem = key().to_pem()
    worker.stdin.write(len(pem).to_bytes(4, "little") + pem)
    worker.stdin.close()
    assert worker.wait(30) == 0


def test_a_process_that_is_given_nothing_ends(worker: subprocess.Popen[bytes]) -> None:
    assert worker.stdin
    worker.stdin.close()
    assert worker.wait(30) == 0


def test_a_process_imports_little() -> None:
    # The idle server, with these processes, stays under 150 MB.
    code = "import sys, angarium.gateway.handshake_worker; print([m for m in sys.modules if m.startswith('angarium')])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert "angarium.crypto.rsa" in loaded
    assert "angarium.tl" not in loaded
    assert "angarium.mtproto" not in loaded


def test_a_pair_is_given_away_once() -> None:
    bench = Workbench(key().to_pem())
    while bench.prepare():
        pass
    task = OPEN + bytes(256)
    pairs = {bench.work(task)[: dh.SECRET + dh.SIZE] for _ in range(STOCK + 8)}
    assert len(pairs) == STOCK + 8
    for data in pairs:
        assert dh.power(dh.G, dh.from_bytes(data[: dh.SECRET])) == dh.from_bytes(data[dh.SECRET :])


def test_g_b_is_raised_to_the_secret() -> None:
    bench = Workbench(key().to_pem())
    secret = (5).to_bytes(dh.SECRET, "big")
    assert bench.work(RAISE + dh.to_bytes(7) + secret) == dh.to_bytes(7**5)
