"""TDLib, on which most of Telegram's own apps stand, against the server: the library as it is published, but for the key that is built in.

Two of it: 1.8.45, which speaks layer 199, and 1.8.67 with layer 229, the newest that we serve.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.clients import test_bots, test_chat, test_exchange, test_groups
from tests.clients.conftest import Server, Starter, starting
from tests.clients.namespace import BUILT_IN, Namespace

OLD, NEW = "tdlib-1.8.45", "tdlib-1.8.67"
TELETHON, KURIGRAM, SECRET = "telethon-1.45", "kurigram-2.2", "kurigram-secret-0.1"

HARMLESS = {
    r"AnimationsManager.*Can't merge files.*Different size": "a GIF comes back as MPEG-4, as Telegram does it; it compares the sizes",
}
"""What TDLib warns of without that an answer of ours is wrong: a pattern, and why."""

TROUBLE = re.compile(
    r"[Rr]eceive (invalid|unexpected|wrong|unknown|too|duplicate|error)|[Uu]nexpected|[Ff]ailed to|[Cc]an.t (parse|find|load|get)"
    r"|[Ww]rong|[Mm]issing|inconsisten|has changed|[Ii]nvalid|[Uu]nknown"
)
LINE = re.compile(r"^\[ ?(\d)\]\[t ?\d+\]\[[\d.]+\](.*)")


def complaints(log: Path) -> list[str]:
    """What TDLib did not like: its errors, and its warnings about what came from the server."""
    found = []
    for line in log.read_text(errors="replace").splitlines():
        if (read := LINE.match(line)) is None:
            continue
        level, said = int(read[1]), read[2]
        if (level < 2 or TROUBLE.search(said)) and not any(re.search(known, said) for known in HARMLESS):
            found.append(said[:500])
    return found


@pytest.fixture(scope="module")
def home(namespace: Namespace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server at every address that TDLib has built in, in a namespace of its own."""
    with Namespace(*BUILT_IN) as made:
        server = Server(made, tmp_path_factory.mktemp("home"), 443, host="0.0.0.0")
        server.start()
        yield server
        server.stop()


@pytest_asyncio.fixture
async def start(home: Server, tmp_path: Path) -> AsyncIterator[Starter]:
    async with starting(home, tmp_path) as starter:
        yield starter
    found = [f"{log.parent.name}: {one}" for log in sorted(tmp_path.glob("*/tdlib.log")) for one in complaints(log)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("one", "two"), [(NEW, TELETHON), (OLD, NEW), (KURIGRAM, OLD)])
async def test_they_talk(start: Starter, one: str, two: str) -> None:
    await test_chat.test_they_talk(start, one, two)


@pytest.mark.parametrize("name", [OLD, NEW])
async def test_files_photos_and_a_password(start: Starter, home: Server, name: str) -> None:
    await test_chat.send_files(start, name, 11_000_000 if name == NEW else 400_000)
    await test_chat.test_photos_are_photos(start, name)
    await test_chat.test_password_and_second_device(start, home, name)


@pytest.mark.parametrize("name", [OLD, NEW])
async def test_what_was_missed_is_caught_up(start: Starter, name: str) -> None:
    await catch_up(start, name, "disconnect", "reconnect")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_everyone_leads_once(start: Starter, kind: str) -> None:
    people = await test_groups.everyone(start, f"td_{kind}", (NEW, OLD, TELETHON, "mtcute-0.30", "telethon-1.39"))
    await test_groups.lead_in_turn(people, kind, leaders=2)


@pytest.mark.parametrize("name", [OLD, NEW])
async def test_an_album_has_photos_and_films(start: Starter, name: str) -> None:
    await test_groups.send_views(start, name)


async def test_every_kind_of_media(start: Starter) -> None:
    people, peer = await test_exchange.meet(start, "td", (TELETHON, NEW, OLD))
    await test_exchange.post_every_kind(people, peer)


@pytest.mark.parametrize(("person", "robot"), [(NEW, OLD), (KURIGRAM, NEW), (OLD, TELETHON)])
async def test_a_bot_is_made_and_used(start: Starter, person: str, robot: str) -> None:
    await test_bots.test_a_bot_is_made_and_used(start, person, robot)


@pytest.mark.parametrize("name", [OLD, NEW])
async def test_it_starts_again_over_what_it_kept(start: Starter, name: str) -> None:
    await catch_up(start, name, "close", "open")


async def catch_up(start: Starter, name: str, go: str, come: str) -> None:
    """Somebody is away while it is written in two places."""
    alice, bob = await start(name, sign_up="Alice"), await start(KURIGRAM, sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bob"))["id"]
    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Alice"))["id"]
    channel = (await bob.create_channel(title="News", megagroup=False))["id"]
    await bob.invite(peer=channel, users=[to_alice])
    for to in (to_alice, channel):
        await bob.send_text(to=to, text=f"before {to}")
        await alice.heard("new", text=f"before {to}")
    await alice.order(go)
    for to in (to_alice, channel):
        for number in range(3):
            await bob.send_text(to=to, text=f"missed {number} {to}")
    await alice.order(come)
    for to, peer in ((to_alice, to_bob), (channel, channel)):
        await alice.heard("new", text=f"missed 2 {to}")
        texts = [message["text"] for message in await alice.history(peer=peer)]
        assert [f"missed {number} {to}" for number in range(3)] == list(reversed(texts[:3]))
        await bob.send_text(to=to, text=f"after {to}")
        await alice.heard("new", text=f"after {to}")


async def test_they_share_secrets(start: Starter, home: Server) -> None:
    for first, second in ((OLD, NEW), (NEW, SECRET)):
        alice, bob = await start(first, sign_up="Alice"), await start(second, sign_up="Bob")
        to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bob"))["id"]
        await bob.add_contact(phone=alice.phone, first_name="Alice")
        chat = (await alice.begin_secret(to=to_bob))["chat"]
        for one in (alice, bob):
            await one.heard("secret_ready", chat=chat)
        for one, other in ((alice, bob), (bob, alice)):
            text, event = f"a secret of {one.name}", "new" if other.name in (OLD, NEW) else "secret"
            await one.send_secret(chat=chat, text=text)
            await other.heard(event, text=text)
            if SECRET not in (first, second):  # it does not read files, and TDLib not those that it sends
                await one.send_secret_file(chat=chat, name="plans.bin", size=50_000)
                await other.heard(event, text="plans.bin")
        await alice.end_secret(chat=chat)
        for file in home.folder.rglob("*"):
            assert not file.is_file() or b"a secret of" not in file.read_bytes(), f"{file.name} has it in the clear"


def test_complaints_are_seen(tmp_path: Path) -> None:
    log = tmp_path / "tdlib.log"
    log.write_text(
        "[ 1][t 4][1795407197.19][StickersManager.hpp:421][#2][!StickersManager]\tSticker 14(14) set_id has changed\n"
        "[ 2][t 1][1795407197.19][Update.cpp:1][#1]\tReceive unexpected update\n"
        "[ 2][t 4][1795407197.19][Td.cpp:785][#1][!Td]\tClose Td in state 1\n"
        "[ 1][t 1][1795407197.19][AnimationsManager.cpp:256][#1]\t[Error : 400 : Can't merge files. Different size: 1 and 2]\n"
    )
    assert [one.partition("\t")[2] for one in complaints(log)] == [
        "Sticker 14(14) set_id has changed",
        "Receive unexpected update",
    ]
