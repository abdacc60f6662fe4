"""No question about secret chats may read a table from end to end."""

from __future__ import annotations

from pathlib import Path

from angarium.domain import sweeps
from angarium.tl import functions
from tests.stories.harness import World
from tests.stories.messages.test_plans import asked, faults
from tests.stories.secret.pairs import begin, invite, send
from tests.stories.secret.test_files import upload

call = functions.messages
__all__ = ("asked",)  # the fixture


async def test_every_question_has_an_index(tmp_path: Path, asked: list[str]) -> None:
    world = World(tmp_path / "world")
    await world.open()
    try:
        await _ask_everything(world)
    finally:
        await world.close()
    questions = {sql for sql in asked if "secret_" in sql}
    assert len(questions) > 20 and not (wrong := faults(questions, tmp_path)), "\n".join(wrong)


async def _ask_everything(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, theirs = await begin(alice, bob)
    await invite(alice, bob)
    await send(alice, mine)
    file = await upload(alice, bytes(160))
    await alice(call.SendEncryptedFile(peer=mine, random_id=4, data=bytes(40), file=file))
    await bob(call.ReadEncryptedHistory(peer=theirs, max_date=int(world.clock.now())))
    await bob(functions.updates.GetDifference(pts=1, date=1, qts=0))
    await bob(call.ReceivedQueue(max_qts=1))
    await alice(call.DiscardEncryption(chat_id=mine.chat_id))
    await world.pass_time(31 * 86400)
    await sweeps.clear(world.app.house)
    await begin(alice, bob)
    await alice(functions.auth.LogOut())
    await bob(functions.account.DeleteAccount(reason="enough"))


async def test_a_message_takes_few_statements(tmp_path: Path, asked: list[str]) -> None:
    world = World(tmp_path / "world")
    await world.open()
    try:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        mine, _ = await begin(alice, bob)
        for _ in range(2):
            await bob.barrier()
            asked.clear()
            await send(alice, mine)
    finally:
        await world.close()
    working = [sql for sql in asked if sql.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}]
    assert len(set(working)) <= 6, "\n".join(working)
