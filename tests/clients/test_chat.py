"""Every library talks with every other through the server, whatever layer each speaks."""

from __future__ import annotations

import itertools

import pytest

from tests.clients.conftest import Starter

NAMES = ("telethon-1.27", "telethon-1.39", "telethon-1.45", "pyrogram-2.0", "kurigram-2.2", "mtcute-0.30")
# Each library once on either side of a pair, and the oldest with the newest.
PAIRS = [
    *zip(NAMES, NAMES[1:] + NAMES[:1], strict=True),
    ("telethon-1.27", "mtcute-0.30"),
    ("pyrogram-2.0", "telethon-1.45"),
]


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=["+".join(pair) for pair in PAIRS])
async def test_they_talk(start: Starter, one: str, two: str) -> None:
    alice, bob = await start(one, sign_up="Alice"), await start(two, sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bobby"))["id"]
    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Ally"))["id"]
    assert (to_bob, to_alice) == (bob.id, alice.id)

    sent = await alice.send_text(to=to_bob, text="hello 👋 https://example.org #tag")
    got = await bob.heard("new", text="hello 👋 https://example.org #tag")
    assert not got["out"] and "Url" in got["entities"] and "Hashtag" in got["entities"]

    answered = await bob.send_text(to=to_alice, text="a reply", reply_to=got["id"])
    heard = await alice.heard("new", text="a reply")
    assert heard["reply_to"] == sent["id"]

    await bob.edit(peer=to_alice, id=answered["id"], text="an edited reply")
    assert (await alice.heard("edited", text="an edited reply"))["id"] == heard["id"]

    await bob.read(peer=to_alice)
    assert (await alice.heard("read", outbox=True))["max_id"] >= sent["id"]

    await alice.react(peer=to_bob, id=heard["id"], emoji="👍")
    await alice.pin(peer=to_bob, id=sent["id"])

    forwarded = await bob.forward(to=to_alice, source=to_alice, ids=[got["id"]])
    assert forwarded[0]["forwarded"]
    assert (await alice.heard("new", text="hello 👋 https://example.org #tag"))["forwarded"]

    await alice.delete(peer=to_bob, ids=[sent["id"]])
    assert got["id"] in (await bob.heard("deleted"))["ids"]

    texts = [message["text"] for message in await alice.history(peer=to_bob)]
    assert "an edited reply" in texts and sent["id"] not in [
        message["id"] for message in await alice.history(peer=to_bob)
    ]
    assert [message["text"] for message in await bob.search(peer=to_alice, text="edited")] == ["an edited reply"]
    assert to_bob in [dialog["id"] for dialog in await alice.dialogs()]


@pytest.mark.parametrize("name", NAMES)
async def test_files_come_back_whole(start: Starter, name: str) -> None:
    # Small parts, and saveBigFilePart; the Pyrograms encrypt in pure Python here, which takes minutes for that.
    await send_files(start, name, 400_000 if name[0] in "pk" else 11_000_000)


async def send_files(start: Starter, name: str, large: int) -> None:
    alice, bob = await start(name, sign_up="Alice"), await start("telethon-1.45", sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bob"))["id"]
    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Alice"))["id"]
    for size in (20_000, large):
        sent = await alice.send_file(to=to_bob, name=f"{size}.bin", size=size)
        got = await bob.heard("new", text=f"{size}.bin")
        fetched = await bob.download(peer=to_alice, id=got["id"])
        assert (fetched["size"], fetched["sha256"]) == (size, sent["sha256"])
    back = await bob.send_file(to=to_alice, name="back.bin", size=300_000)
    got = await alice.heard("new", text="back.bin")
    assert (await alice.download(peer=to_bob, id=got["id"]))["sha256"] == back["sha256"]


@pytest.mark.parametrize("name", NAMES)
async def test_photos_are_photos(start: Starter, name: str) -> None:
    alice, bob = await start(name, sign_up="Alice"), await start("telethon-1.39", sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bob"))["id"]
    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Alice"))["id"]
    await alice.send_file(to=to_bob, name="photo.png", size=0, photo=True)
    got = await bob.heard("new", text="photo.png")
    assert got["media"] == "photo"
    assert (await bob.download(peer=to_alice, id=got["id"]))["size"] > 500


@pytest.mark.parametrize("name", NAMES)
async def test_what_was_missed_is_caught_up(start: Starter, name: str) -> None:
    alice, bob = await start(name, sign_up="Alice"), await start("telethon-1.45", sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bob"))["id"]
    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Alice"))["id"]
    await bob.send_text(to=to_alice, text="before")
    await alice.heard("new", text="before")
    await alice.disconnect()
    for number in range(5):
        await bob.send_text(to=to_alice, text=f"missed {number}")
    await alice.reconnect()
    texts = [message["text"] for message in await alice.history(peer=to_bob)]
    assert [f"missed {number}" for number in range(5)] == list(reversed(texts[:5]))
    await bob.send_text(to=to_alice, text="after")
    await alice.heard("new", text="after")


@pytest.mark.parametrize("name", NAMES)
async def test_password_and_second_device(start: Starter, server, name: str) -> None:
    alice = await start(name, sign_up="Alice")
    await alice.set_password(password="correct horse")
    second = await start("telethon-1.45", phone=alice.phone)
    await second.request_code(phone=alice.phone)
    entered = await second.enter_code(code=await server.ask("code", alice.phone), first_name="")
    assert entered == {"password_needed": True}
    assert (await second.enter_password(password="correct horse"))["id"] == alice.id
    third = await start(name, phone=alice.phone)
    await third.request_code(phone=alice.phone)
    assert await third.enter_code(code=await server.ask("code", alice.phone), first_name="") == {
        "password_needed": True
    }
    assert (await third.enter_password(password="correct horse"))["id"] == alice.id


# Not "http": Telethon compares a byte with a string there and takes every first line for a broken one.
@pytest.mark.parametrize("transport", ["full", "abridged", "intermediate", "obfuscated"])
async def test_every_transport_of_telethon(start: Starter, transport: str) -> None:
    alice = await start("telethon-1.45", sign_up="Alice", transport=transport)
    assert (await alice.send_text(to="me", text=f"over {transport}"))["id"] > 0
    assert [message["text"] for message in await alice.history(peer="me")] == [f"over {transport}"]


def test_every_pair_is_of_two_libraries() -> None:
    assert all(one != two for one, two in PAIRS)
    assert set(itertools.chain(*PAIRS)) == set(NAMES)
