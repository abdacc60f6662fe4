"""Popular public files come from a machine near the readers, which cannot read them (https://core.telegram.org/cdn)."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from angarium.domain import sweeps
from angarium.domain.cdn import master, proofs
from angarium.domain.cdn.proofs import HELLO, PROOF
from angarium.model.config import MIB
from angarium.mtproto.errors import NOT_FOUND, WRONG_DC
from angarium.tl import functions, types
from tests.stories.client import Client, ConnectionLost, make_key
from tests.stories.files.outposts import (
    CENTRE,
    ask,
    fetch,
    find,
    outpost_key,
    post,
    public_channel,
    two_machines,
)
from tests.stories.harness import FIRST_SALT, World, refused

DAY = 86400


def leap(world: World, seconds: int) -> None:
    """Over days: what is shown then has other file references than what was pushed before."""
    world.clock.leap(seconds)
    for actor in world.actors:
        actor.witness.gone = True


async def test_a_popular_file_comes_from_near_the_readers(tmp_path: Path) -> None:
    async with two_machines(tmp_path) as (world, near):
        alice, bob, cora = [await world.sign_up(name) for name in ("Alice", "Bob", "Cora")]
        dora = await world.sign_up("Dora", layer=133)
        channel = await public_channel(alice, bob, cora, dora)
        body = world.random.randbytes(2 * MIB + 300_000)
        await post(alice, alice.chat(channel), body)

        location = await find(bob, bob.chat(channel))
        first = await bob(ask(location))
        assert isinstance(first, types.upload.File) and first.bytes == body[:MIB]  # one reader is not many
        there = await cora(ask(await find(cora, cora.chat(channel))))
        assert isinstance(there, types.upload.FileCdnRedirect) and there.dc_id == CENTRE
        assert (len(there.encryption_key), len(there.encryption_iv), len(there.file_hashes)) == (32, 16, 8)

        config = await cora(functions.help.GetConfig())
        option = next(one for one in config.dc_options if one.cdn)
        assert (option.id, option.ip_address, option.port) == (CENTRE, "127.0.0.1", near.port)
        (key,) = (await cora(functions.help.GetCdnConfig())).public_keys
        assert (key.dc_id, key.public_key) == (CENTRE, outpost_key().public_pem_pkcs1().decode())

        stranger = await near.client()
        got = b"".join([await fetch(cora, stranger, there, at) for at in range(0, 4 * MIB, MIB)])
        assert got == body
        await world.settle()
        assert (
            len(near.stored()) == len(body) and body[:64] not in near.stored()
        )  # which holds nothing that it could read

        # Redirects agree, for people of every layer; whoever comes back at once is out of luck there and is served here.
        again = await dora(ask(await find(dora, dora.chat(channel))))
        assert (again.file_token, again.encryption_key) == (there.file_token, there.encryption_key)
        assert await fetch(dora, await near.client(expires_in=3600), again, MIB) == body[MIB : 2 * MIB]
        assert isinstance(await cora(ask(location)), types.upload.File)
        await world.pass_time(61)
        assert isinstance(await cora(ask(location)), types.upload.FileCdnRedirect)
        await world.pass_time(3601)
        assert isinstance(await cora(ask(location)), types.upload.File)  # one reader in this hour


async def test_who_is_not_sent_there(tmp_path: Path) -> None:
    async with two_machines(tmp_path, people=1) as (world, _):
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        channel = await public_channel(alice, bob)
        body = world.random.randbytes(MIB + 1)
        await post(alice, alice.chat(channel), body)
        location = await find(bob, bob.chat(channel))
        assert (await bob(ask(location, cdn_supported=False))).bytes == body[:MIB]
        assert (await bob(ask(location, MIB))).bytes == body[MIB:]
        # The same file in a private chat proves nothing; nor does it in a group without a name, nor does a small one.
        forward = functions.messages.ForwardMessages(
            from_peer=alice.chat(channel), to_peer=alice.peer(bob), id=[2], random_id=[5]
        )
        history = await alice(functions.messages.GetHistory(peer=alice.chat(channel), limit=1))
        forward.id = [history.messages[0].id]
        await alice(forward)
        private = await find(bob, bob.peer(alice))
        assert private.id == location.id and (await bob(ask(private))).bytes == body[:MIB]
        hidden = await alice.create_channel("Hidden", bob)
        await post(alice, alice.chat(hidden), body)
        assert isinstance(await bob(ask(await find(bob, bob.chat(hidden)))), types.upload.File)
        await post(alice, alice.chat(channel), body[: MIB - 1])
        small = await bob(ask(await find(bob, bob.chat(channel))))
        assert isinstance(small, types.upload.File)
        assert isinstance(await bob(ask(location)), types.upload.FileCdnRedirect)
        location.file_reference = b"\2" + location.file_reference[1:-1] + b"?"
        with refused("FILE_REFERENCE_INVALID"):
            await bob(ask(location))


async def test_what_an_outpost_refuses(tmp_path: Path) -> None:
    async with two_machines(tmp_path, people=1) as (world, near):
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        channel = await public_channel(alice, bob)
        await post(alice, alice.chat(channel), world.random.randbytes(MIB))
        there = await bob(ask(await find(bob, bob.chat(channel))))
        stranger = await near.client()
        for foreign in (
            functions.help.GetConfig(),
            functions.help.GetCdnConfig(),
            functions.users.GetUsers(id=[types.InputUserSelf()]),
            functions.auth.SendCode(phone_number="1", api_id=1, api_hash="a", settings=types.CodeSettings()),
            ask(await find(bob, bob.chat(channel))),
            functions.upload.ReuploadCdnFile(file_token=there.file_token, request_token=b"x"),
            functions.InvokeWithBusinessConnection(
                connection_id="x",
                query=functions.upload.GetCdnFile(file_token=there.file_token, offset=0, limit=MIB),
            ),
        ):
            with refused("CDN_METHOD_INVALID", 400):
                await stranger(foreign)
        get = functions.upload.GetCdnFile(file_token=there.file_token, offset=0, limit=MIB)
        for token in (b"", b"x" * 44, there.file_token[:-1] + b"?", there.file_token + b"x"):
            with refused("FILE_TOKEN_INVALID"):
                await stranger(functions.upload.GetCdnFile(file_token=token, offset=0, limit=MIB))
        for offset in (-4096, 1024):
            with refused("OFFSET_INVALID"):
                await stranger(functions.upload.GetCdnFile(file_token=there.file_token, offset=offset, limit=4096))
        for offset, limit in ((0, 0), (0, 1000), (0, 3 * 4096), (0, 2 * MIB), (MIB // 2, MIB)):
            with refused("LIMIT_INVALID"):
                await stranger(functions.upload.GetCdnFile(file_token=there.file_token, offset=offset, limit=limit))
        assert isinstance(await stranger(get), types.upload.CdnFileReuploadNeeded)
        with refused("FILE_TOKEN_INVALID"):  # the server itself has no pieces
            await bob(get)
        leap(world, DAY + 1)
        with refused("FILE_TOKEN_INVALID"):
            await stranger(get)


async def test_what_is_not_pushed(tmp_path: Path) -> None:
    async with two_machines(tmp_path, people=1) as (world, near):
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        channel = await public_channel(alice, bob)
        redirects = []
        for letter in (b"a", b"b"):
            await post(alice, alice.chat(channel), letter * MIB)
            redirects.append(await bob(ask(await find(bob, bob.chat(channel)))))
        stranger = await near.client()
        needed = [
            (await stranger(functions.upload.GetCdnFile(file_token=one.file_token, offset=0, limit=4096))).request_token
            for one in redirects
        ]
        (one, _), (mine, others) = redirects, needed
        for wrong in (b"", b"y" * 40, mine[:-1] + b"?", others):
            with refused("REQUEST_TOKEN_INVALID"):
                await bob(functions.upload.ReuploadCdnFile(file_token=one.file_token, request_token=wrong))
        for wrong in (b"", one.file_token[:-1] + b"?", mine):
            with refused("FILE_TOKEN_INVALID"):
                await bob(functions.upload.ReuploadCdnFile(file_token=wrong, request_token=mine))
            with refused("FILE_TOKEN_INVALID"):
                await bob(functions.upload.GetCdnFileHashes(file_token=wrong, offset=0))
        with refused("OFFSET_INVALID"):
            await bob(functions.upload.GetCdnFileHashes(file_token=one.file_token, offset=-1))
        assert await bob(functions.upload.GetCdnFileHashes(file_token=one.file_token, offset=MIB)) == []
        world.clock.leap(3601)
        with refused("FILE_TOKEN_INVALID"):  # too late: go on here
            await bob(functions.upload.ReuploadCdnFile(file_token=one.file_token, request_token=mine))
        assert not near.stored()


async def test_keys_of_the_one_are_not_known_at_the_other(tmp_path: Path) -> None:
    async with two_machines(tmp_path) as (world, near):
        alice = await world.sign_up("Alice")
        random = world.random.randbytes
        with pytest.raises(ConnectionLost) as lost:
            await near.client(centre=2)
        assert lost.value.code == WRONG_DC
        stranger = await near.client()
        with refused("FILE_TOKEN_INVALID"):
            await stranger(functions.upload.GetCdnFile(file_token=b"x", offset=0, limit=4096))
        for door, key, salt in (
            (near.app.door, alice.auth_key, FIRST_SALT),
            (world.app.door, (await make_key(near.app.door, outpost_key().public, random, centre=CENTRE)).auth_key, 1),
        ):
            client = Client(door, key, salt, now=world.clock.now, random=random)
            client.begin(functions.help.GetConfig())
            assert await client.wire.lost == NOT_FOUND
        ended = await near.client()
        ended.tell(functions.DestroyAuthKey())
        await ended.ping()
        assert types.DestroyAuthKeyOk() in ended.service
        # Nothing of keys is written down: after a restart clients make new ones.
        await stranger.disconnect()
        await near.close()
        await near.open()
        stranger.door = near.app.door
        stranger.begin(functions.help.GetConfig())
        assert await stranger.wire.lost == NOT_FOUND


async def test_an_outpost_that_is_away_costs_nobody_anything(tmp_path: Path) -> None:
    async with two_machines(tmp_path, people=1) as (world, near):
        alice, bob, cora = [await world.sign_up(name) for name in ("Alice", "Bob", "Cora")]
        channel = await public_channel(alice, bob, cora)
        body = world.random.randbytes(2 * MIB)
        await post(alice, alice.chat(channel), body)
        location = await find(bob, bob.chat(channel))
        there = await bob(ask(location))
        needed = await (await near.client()).__call__(
            functions.upload.GetCdnFile(file_token=there.file_token, offset=0, limit=MIB)
        )
        await near.close()
        push = functions.upload.ReuploadCdnFile(file_token=there.file_token, request_token=needed.request_token)
        with refused("FILE_TOKEN_INVALID"):
            await bob(push)
        assert isinstance(await cora(ask(await find(cora, cora.chat(channel)))), types.upload.File)
        await near.open()
        with refused("FILE_TOKEN_INVALID"):  # not asked again so soon
            await bob(push)
        world.clock.leap(61)
        there = await cora(ask(await find(cora, cora.chat(channel))))
        reader = await near.client()
        assert await fetch(cora, reader, there, 0) == body[:MIB]
        await world.settle()
        # What lies there still lies there after a restart.
        await near.close()
        await near.open()
        got = await (await near.client()).__call__(
            functions.upload.GetCdnFile(file_token=there.file_token, offset=MIB, limit=MIB)
        )
        assert len(got.bytes) == MIB


async def test_nobody_is_sent_to_an_outpost_that_went_away_quietly(tmp_path: Path) -> None:
    async with two_machines(tmp_path, people=1) as (world, near):
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        channel = await public_channel(alice, bob)
        await post(alice, alice.chat(channel), b"a" * MIB)
        location = await find(bob, bob.chat(channel))
        assert isinstance(await bob(ask(location)), types.upload.FileCdnRedirect)
        await near.close()
        for _ in range(2):  # asked in vain, and then not asked for a minute
            world.clock.leap(59)
            assert isinstance(await bob(ask(location)), types.upload.File)
        await near.open()
        world.clock.leap(59)
        assert isinstance(await bob(ask(location)), types.upload.FileCdnRedirect)
        # One with another secret is there, and of no use.
        await near.close()
        near.folder.secret.write_bytes(b"x" * 32)
        await near.open()
        world.clock.leap(61)
        assert isinstance(await bob(ask(location)), types.upload.File)


async def test_neither_machine_takes_more_than_it_was_given(tmp_path: Path) -> None:
    async with two_machines(tmp_path, people=1, cache=2 * MIB, upload=3 * MIB) as (world, near):
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        channel = await public_channel(alice, bob)
        stranger, redirects = await near.client(), []
        for letter in (b"a", b"b", b"c", b"d"):
            await post(alice, alice.chat(channel), letter * MIB)
            redirects.append(await bob(ask(await find(bob, bob.chat(channel)))))
        gets = [functions.upload.GetCdnFile(file_token=one.file_token, offset=0, limit=MIB) for one in redirects]
        assert await fetch(bob, stranger, redirects[0], 0) == b"a" * MIB
        assert await fetch(bob, stranger, redirects[1], 0) == b"b" * MIB
        await stranger(gets[0])  # so that the other one is the one read least lately
        assert await fetch(bob, stranger, redirects[2], 0) == b"c" * MIB
        kinds = [type(await stranger(get)).NAME for get in gets]
        assert kinds[:3] == ["upload.cdnFile", "upload.cdnFileReuploadNeeded", "upload.cdnFile"]
        assert len(near.stored()) == 2 * MIB
        with refused("FILE_TOKEN_INVALID"):  # three megabytes are all for this hour
            await fetch(bob, stranger, redirects[3], 0)
        world.clock.leap(3600)
        assert await fetch(bob, stranger, redirects[3], 0) == b"d" * MIB


async def test_many_who_lack_the_same_piece_wait_for_one_push(tmp_path: Path) -> None:
    async with two_machines(tmp_path, people=1, upload=1) as (world, near):  # one push is all there may be
        alice, bob, cora = [await world.sign_up(name) for name in ("Alice", "Bob", "Cora")]
        channel = await public_channel(alice, bob, cora)
        await post(alice, alice.chat(channel), b"a" * MIB)
        there, stranger = await bob(ask(await find(bob, bob.chat(channel)))), await near.client()
        needed = [
            await stranger(functions.upload.GetCdnFile(file_token=there.file_token, offset=offset, limit=128 * 1024))
            for offset in range(0, MIB, 128 * 1024)
        ]
        pushes = [
            person.begin(functions.upload.ReuploadCdnFile(file_token=there.file_token, request_token=one.request_token))
            for one in needed
            for person in (bob, cora)
        ]
        assert len([await push for push in pushes]) == 16
        late = functions.upload.ReuploadCdnFile(file_token=there.file_token, request_token=needed[0].request_token)
        assert len(await cora(late)) == 8  # it has just arrived


async def test_the_line_of_pushes_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(master, "WAITING", 2)
    async with two_machines(tmp_path, people=1) as (world, near):
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        channel = await public_channel(alice, bob)
        stranger, pushes = await near.client(), []
        for letter in (b"a", b"b", b"c"):
            await post(alice, alice.chat(channel), letter * MIB)
            there = await bob(ask(await find(bob, bob.chat(channel))))
            get = functions.upload.GetCdnFile(file_token=there.file_token, offset=0, limit=4096)
            token = (await stranger(get)).request_token
            pushes.append(functions.upload.ReuploadCdnFile(file_token=there.file_token, request_token=token))
        first, second, third = [bob.begin(push) for push in pushes]
        with refused("FILE_TOKEN_INVALID"):
            await third
        assert len(await first) == len(await second) == len(await bob(pushes[2])) == 8


async def test_names_and_keys_of_files_do_not_stay_for_ever(tmp_path: Path) -> None:
    async with two_machines(tmp_path, people=1) as (world, _):
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        channel = await public_channel(alice, bob)
        await post(alice, alice.chat(channel), world.random.randbytes(MIB))
        old = await bob(ask(await find(bob, bob.chat(channel))))
        leap(world, 6 * DAY + 60)
        new = await bob(ask(await find(bob, bob.chat(channel))))
        assert new.encryption_key != old.encryption_key and new.encryption_iv != old.encryption_iv
        for age, left in ((0, 2), (DAY, 1), (7 * DAY, 0)):
            leap(world, age)
            await sweeps.clear(world.app.house)
            async with world.app.house.work.read() as tx:
                assert len(await tx.all("SELECT name FROM cdn_file")) == left


@pytest.mark.parametrize("fault", ["no proof", "another secret", "too late", "another place", "another body"])
async def test_only_its_own_server_fills_it(tmp_path: Path, fault: str) -> None:
    async with two_machines(tmp_path) as (world, near):
        secret = bytes.fromhex(near.settings().secret)
        path, body, now = f"/cdn/{'ab' * 16}/0", b"x" * 4096, int(world.clock.now())
        proof = proofs.prove_push(secret, path, body, now)
        async with aiohttp.ClientSession(f"http://127.0.0.1:{near.port}") as session:
            match fault:
                case "no proof":
                    proof = "é"
                case "another secret":
                    proof = proofs.prove_push(b"y" * 32, path, body, now)
                case "too late":
                    proof = proofs.prove_push(secret, path, body, now - 3600)
                case "another place":
                    path = f"/cdn/{'ab' * 16}/1"
                case _:
                    body = b"z" * 4096
            async with session.post(path, data=body, headers={PROOF: proof}) as answer:
                assert answer.status == 403
            assert not near.stored()
            path, body = f"/cdn/{'ab' * 16}/0", b"x" * 4096
            async with session.post(
                path, data=body, headers={PROOF: proofs.prove_push(secret, path, body, now)}
            ) as answer:
                assert answer.status == 204
            assert near.stored() == body
            for word, status in (("x", 403), (proofs.prove_push(secret, HELLO, b"", now), 204)):
                async with session.get(HELLO, headers={PROOF: word}) as answer:
                    assert answer.status == status
            async with session.get("/healthz") as answer:
                assert answer.status == 200
            async with session.get("/angarium/info") as answer:
                assert answer.status == 404


async def test_without_an_outpost_no_file_lies_elsewhere(world: World) -> None:
    alice = await world.sign_up("Alice")
    for query in (
        functions.upload.GetCdnFile(file_token=b"x", offset=0, limit=1024),
        functions.upload.GetCdnFileHashes(file_token=b"x", offset=0),
        functions.upload.ReuploadCdnFile(file_token=b"x", request_token=b"y"),
    ):
        with refused("FILE_TOKEN_INVALID"):
            await alice(query)
    assert (await alice(functions.help.GetCdnConfig())).public_keys == []
    assert not any(option.cdn for option in (await alice(functions.help.GetConfig())).dc_options)
