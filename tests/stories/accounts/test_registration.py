"""Who may make an account (docs/use/sign-up.md)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from angarium.domain.accounts import registration
from angarium.model.config import Config, Handshakes, Registration
from angarium.store import operator
from angarium.store.operator import APPROVED, DECLINED, WAITING, Invite
from angarium.tl import functions
from tests.stories.harness import Actor, World, refused

Mode = Literal["open", "invite", "approval", "closed"]


@asynccontextmanager
async def house_with(folder: Path, mode: Mode, *, per_minute: int = 6000) -> AsyncIterator[World]:
    settings = Registration(mode=mode, per_minute=per_minute)
    async with World(folder, Config(handshakes=Handshakes(processes=0), registration=settings)) as world:
        yield world


async def come_to_the_name(world: World, phone: str) -> tuple[Actor, str]:
    """A device that has entered the code for a new number, and the hash of the code."""
    actor = await world.device("New", phone)
    hash = await world.enter_code(actor)
    assert isinstance(hash, str)
    return actor, hash


def sign_up(actor: Actor, hash: str, last_name: str = "") -> functions.auth.SignUp:
    return functions.auth.SignUp(phone_number=actor.phone, phone_code_hash=hash, first_name="New", last_name=last_name)


async def test_closed(tmp_path: Path) -> None:
    async with house_with(tmp_path, "closed") as world:
        actor, hash = await come_to_the_name(world, "4915110000001")
        with refused("SIGNUP_CLOSED"):
            await actor(sign_up(actor, hash))


async def test_an_invite_typed_as_the_last_name_lets_one_in(tmp_path: Path) -> None:
    async with house_with(tmp_path, "invite") as world:
        async with world.app.house.work.begin() as tx:
            invite = Invite(code="ABCDE-23456", created=tx.now, expires_at=tx.now + 3600, uses_left=2)
            await operator.add_invite(tx, invite)
        actor, hash = await come_to_the_name(world, "4915110000001")
        for wrong in ("", "Smith", "ABCDE-99999"):
            with refused("SIGNUP_INVITE_REQUIRED"):
                await actor(sign_up(actor, hash, wrong))
        made = await actor(sign_up(actor, hash, "abcde-23456"))
        assert (made.user.first_name, made.user.last_name) == ("New", None)
        actor, hash = await come_to_the_name(world, "4915110000002")
        up = sign_up(actor, hash, "Smith")
        up.first_name = "New ABCDE-23456"
        made = await actor(up)
        assert (made.user.first_name, made.user.last_name) == ("New", "Smith")
        actor, hash = await come_to_the_name(world, "4915110000003")
        with refused("SIGNUP_INVITE_REQUIRED"):
            await actor(sign_up(actor, hash, "abcde-23456"))  # it is used up


async def test_an_invite_used_on_its_page_lets_one_in(tmp_path: Path) -> None:
    async with house_with(tmp_path, "invite") as world:
        async with world.app.house.work.begin() as tx:
            await operator.add_invite(tx, Invite(code="ABCDE-23456", created=tx.now, expires_at=0, uses_left=1))
            assert not await registration.redeem(tx, "ZZZZZ-23456", "4915110000001")
            assert await registration.redeem(tx, " abcde-23456", "4915110000001")
            assert await registration.redeem(tx, "ABCDE-23456", "4915110000001")  # the same person again
        actor, hash = await come_to_the_name(world, "4915110000001")
        assert (await actor(sign_up(actor, hash, "Smith"))).user.last_name == "Smith"


async def test_the_operator_decides(tmp_path: Path) -> None:
    async with house_with(tmp_path, "approval") as world:
        actor, hash = await come_to_the_name(world, "4915110000001")
        for _ in range(2):
            with refused("SIGNUP_APPROVAL_PENDING"):
                await actor(sign_up(actor, hash, "Smith"))
        async with world.app.house.work.begin() as tx:
            (applicant,) = await operator.find_applicants(tx, WAITING)
            assert (applicant.phone, applicant.last_name) == (actor.phone, "Smith")
            await operator.decide(tx, actor.phone, DECLINED, tx.now)
        with refused("SIGNUP_DECLINED"):
            await actor(sign_up(actor, hash))
        async with world.app.house.work.begin() as tx:
            await operator.decide(tx, actor.phone, APPROVED, tx.now)
        assert (await actor(sign_up(actor, hash))).user.self


async def test_a_wave_is_told_how_long_to_wait(tmp_path: Path) -> None:
    async with house_with(tmp_path, "open", per_minute=4) as world:
        await world.sign_up("First")
        actor, hash = await come_to_the_name(world, "4915110000009")
        with refused("FLOOD_WAIT_14", 420):
            await actor(sign_up(actor, hash))
        world.clock.advance(15)
        assert (await actor(sign_up(actor, hash))).user.self
