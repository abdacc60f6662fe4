"""An account with a million messages in five thousand chats: lists, histories and searches, by how long the slowest of a hundred takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import apsw
import msgspec

from angarium.domain import access
from angarium.domain.texts import words
from angarium.model.messages import Content
from angarium.store import search, sqlite
from angarium.tl import functions, types
from bench import report
from bench.people import crowd, numbers
from bench.rows import FIRST_OTHER, add_people
from bench.server import Server
from bench.wire import Client

FIRST_DATE = 1_700_000_000
CONTENTS = tuple(
    f"{noun} {verb} number {at}"
    for at, (noun, verb) in enumerate(
        (noun, verb)
        for noun in ("river", "mountain", "garden", "kitchen", "harbour", "castle", "bicycle", "lantern")
        for verb in ("meeting", "report", "picture", "invitation", "question", "answer", "ticket", "letter")
    )
)
_encode = msgspec.msgpack.encode


async def large(server: Server, seconds: float, chats: int = 5000, each: int = 200) -> list[dict[str, Any]]:
    """getDialogs from the top and from the middle, getHistory of one chat, search in a chat and everywhere."""
    phones = numbers()
    (client,) = await crowd(server.address, server.key.public, [next(phones)])
    me = client.user.id
    client.socket.close()
    secret = (server.folder / "secret.key").read_bytes()
    server.restart(lambda database: _fill(database, me, chats, each))
    client.address = server.address
    await client.reconnect()
    await client(functions.updates.GetState())

    def peer(at: int) -> types.InputPeerUser:
        other = FIRST_OTHER + at
        return types.InputPeerUser(user_id=other, access_hash=access.access_hash(secret, me, "user", other))

    empty, nothing = types.InputPeerEmpty(), types.InputMessagesFilterEmpty()
    wanted: dict[str, Callable[[int], Any]] = {
        "dialogs_top": lambda at: functions.messages.GetDialogs(offset_peer=empty, limit=100),
        "dialogs_middle": lambda at: functions.messages.GetDialogs(
            offset_peer=peer(at), offset_id=chats * each // 2, offset_date=FIRST_DATE + chats * each // 2, limit=100
        ),
        "history_of_million": lambda at: functions.messages.GetHistory(peer=peer(at * 37 % chats), limit=100),
        "search_in_chat": lambda at: functions.messages.Search(
            peer=peer(at * 37 % chats), q="garden", filter=nothing, limit=20
        ),
        "search_everywhere": lambda at: functions.messages.SearchGlobal(
            q="lantern letter", filter=nothing, offset_peer=empty, limit=20
        ),
    }
    return [await _ask(server, client, name, make, seconds) for name, make in wanted.items()]


async def _ask(server: Server, client: Client, name: str, make: Callable[[int], Any], seconds: float) -> dict[str, Any]:
    await client(make(0))
    taken: list[float] = []
    cpu, until = server.settle(), time.perf_counter() + seconds
    while time.perf_counter() < until or len(taken) < 100:
        begun = time.perf_counter()
        await client(make(len(taken)))
        taken.append(time.perf_counter() - begun)
        await asyncio.sleep(0)
    spent = server.settle() - cpu
    return report.tell(
        name, count=len(taken), per_second=len(taken) / sum(taken), cpu_ms=spent / len(taken) * 1000,
        **report.percentiles(taken),
    )  # fmt: skip


def _fill(database: Path, me: int, chats: int, each: int) -> None:
    """Rows as the server writes them, and the search index over all of them."""
    connection = sqlite.connect(database)
    with connection:
        add_people(connection, chats)
        _add_messages(connection, me, chats, each)
        _index(connection, me, chats, each)
    connection.close()


def _add_messages(connection: apsw.Connection, me: int, chats: int, each: int) -> None:
    total = chats * each
    bodies = [_encode(Content(text=text)) for text in CONTENTS]

    def messages() -> Iterator[tuple[Any, ...]]:
        for id in range(1, total + 1):
            other = FIRST_OTHER + id % chats
            sender = me if id % 3 else other
            yield me, id, other, sender, FIRST_DATE + id, int(sender == me), 0, id, None, 0, 0, bodies[id % len(bodies)]

    connection.executemany("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", messages())
    newest = ((me, FIRST_OTHER + id % chats, id, FIRST_DATE + id, each) for id in range(total - chats + 1, total + 1))
    connection.executemany(
        "INSERT INTO dialog VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0, FALSE, 0, 0, 0, ?, NULL, NULL)", newest
    )
    connection.execute("UPDATE box SET last_id = ?, pts = ? WHERE id = ?", (total, total, me))


def _index(connection: apsw.Connection, me: int, chats: int, each: int) -> None:
    total = chats * each
    spoken = [" ".join(f"1x{word}" for word in words.of_text(text)) for text in CONTENTS]
    connection.execute("DELETE FROM search_box")
    connection.execute("INSERT INTO search_box (box, slot, low, high) VALUES (?, 1, 0, ?)", (me, total + 1))
    connection.executemany(
        "INSERT INTO search_index (rowid, words) VALUES (?, ?)",
        (
            ((1 << 32) + id, f"{spoken[id % len(spoken)]} 1x{search.chat_word(FIRST_OTHER + id % chats)}")
            for id in range(1, total + 1)
        ),
    )
