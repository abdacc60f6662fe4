"""No question that a chat asks may read a table from end to end: with millions of messages that would stop everyone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import apsw
import pytest

from angarium.store import schema, sqlite
from angarium.tl import functions, types
from tests.stories.harness import World

call = functions.messages
EMPTY, NO_FILTER = types.InputPeerEmpty(), types.InputMessagesFilterEmpty()
SMALL = {"server", "newer"}
"""Tables, and results of inner questions, that hold a few rows whatever happens."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that the server runs from now on."""
    statements: list[str] = []
    connect = sqlite.connect

    def listening(path: Path, *, readonly: bool = False) -> apsw.Connection:
        connection = connect(path, readonly=readonly)

        def hear(cursor: apsw.Cursor, sql: str, bindings: object) -> bool:
            statements.append(sql)
            return True

        connection.exec_trace = hear
        return connection

    monkeypatch.setattr(sqlite, "connect", listening)
    return statements


def faults(statements: Iterable[str], folder: Path) -> list[str]:
    """What would be read from end to end, and what would be sorted by hand although an index has the order."""
    connection = sqlite.connect(folder / "plans.db")
    schema.migrate(connection)
    connection.close()
    connection = sqlite.connect(folder / "plans.db")  # what the planner takes for granted is read at the start
    found = []
    for sql in sorted(set(statements)):
        if not re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)", sql):
            continue
        marks = (0,) * sql.count("?")
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", marks)]
        for step in plan:
            table = re.match(r"SCAN (\w+)(?!.*VIRTUAL TABLE)", step)
            if table and {f"CO-ROUTINE {table[1]}", f"MATERIALIZE {table[1]}"} & set(plan):
                continue  # what a limited question within this one found
            if table and table[1] not in SMALL and "subquery" not in step.lower():
                found.append(f"{step}: {sql}")
            if (
                "peer = ?" in sql
                and step.endswith(("message USING PRIMARY KEY (box=?)", "(box=? AND id<?)", "(box=? AND id>?)"))
            ) or (step.endswith("dialog USING PRIMARY KEY (owner_id=?)")):
                found.append(f"the whole box for one chat: {step}: {sql}")
    connection.close()
    return found


async def test_every_question_has_an_index(tmp_path: Path, asked: list[str]) -> None:
    world = World(tmp_path / "world")
    await world.open()
    try:
        await _ask_everything(world)
    finally:
        await world.close()
    assert len(set(asked)) > 60
    assert not (wrong := faults(asked, tmp_path)), "\n".join(wrong)


def test_a_scan_would_be_noticed(tmp_path: Path) -> None:
    assert faults({"SELECT id FROM message WHERE sender = ?"}, tmp_path)
    assert faults({"SELECT draft FROM dialog WHERE owner_id = ? AND total = ?"}, tmp_path)


async def test_a_message_takes_few_statements(tmp_path: Path, asked: list[str]) -> None:
    world = World(tmp_path / "world")
    await world.open()
    try:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        for text in ("first", "second"):
            await bob.barrier()
            asked.clear()
            await alice.say(bob, text)
    finally:
        await world.close()
    working = [sql for sql in asked if sql.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}]
    assert len(set(working)) <= 10, "\n".join(working)


async def test_a_difference_reads_a_list_of_stickers_once(tmp_path: Path, asked: list[str]) -> None:
    world = World(tmp_path / "world")
    await world.open()
    try:
        alice = await world.sign_up("Alice")
        before = await alice(functions.updates.GetState())
        known = (await alice(call.GetAllStickers(hash=0))).sets[0]
        given = types.InputStickerSetID(id=known.id, access_hash=known.access_hash)
        for _ in range(3):
            await alice(call.UninstallStickerSet(stickerset=given))
            await alice(call.InstallStickerSet(stickerset=given, archived=False))
        asked.clear()
        found = await alice(functions.updates.GetDifference(pts=before.pts, date=before.date, qts=before.qts))
    finally:
        await world.close()
    assert [update.NAME for update in found.other_updates].count("updateNewStickerSet") == 3
    assert len([sql for sql in asked if "FROM sticker_install" in sql]) == 1


async def _ask_everything(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    ids = [(await alice.say(bob, f"word{at} example.org")).id for at in range(4)]
    await alice.say(alice, "saved")
    later = int(world.clock.now()) + 100
    peer = alice.peer(bob)
    for query in (*writing(peer, ids, later), *listing(peer, ids, later), *searching(peer), *leaving(peer, ids)):
        await alice(query)
    await bob(call.ReadHistory(peer=bob.peer(alice), max_id=0))
    await world.pass_time(200)


def writing(peer: types.TypeInputPeer, ids: list[int], later: int) -> list[object]:
    reply = types.InputReplyToMessage(reply_to_msg_id=ids[0], quote_text="word")
    return [
        call.SendMessage(peer=peer, message="re", random_id=1, reply_to=reply, clear_draft=True),
        call.SendMessage(peer=peer, message="later", random_id=2, schedule_date=later),
        call.GetScheduledHistory(peer=peer),
        call.EditMessage(peer=peer, id=ids[0], message="word changed"),
        call.UpdatePinnedMessage(peer=peer, id=ids[1]),
        call.UnpinAllMessages(peer=peer),
        call.SendReaction(peer=peer, msg_id=ids[0], reaction=[types.ReactionEmoji(emoticon="👍")]),
        call.GetUnreadReactions(peer=peer, limit=5),
        call.ReadReactions(peer=peer),
        call.SaveDraft(peer=peer, message="draft"),
        call.MarkDialogUnread(peer=types.InputDialogPeer(peer=peer), unread=True),
        call.ReadHistory(peer=peer, max_id=0),
    ]


def listing(peer: types.TypeInputPeer, ids: list[int], later: int) -> list[object]:
    whole = {"limit": 10, "offset_peer": EMPTY}
    itself = types.InputPeerSelf()
    return [
        call.GetAllDrafts(),
        call.GetDialogUnreadMarks(),
        call.GetDialogs(**whole),
        call.GetDialogs(**whole, folder_id=0, offset_date=later, offset_id=3),
        call.GetPinnedDialogs(folder_id=0),
        call.ToggleDialogPin(peer=types.InputDialogPeer(peer=peer), pinned=True),
        call.GetHistory(peer=peer, limit=5),
        call.GetHistory(peer=peer, limit=5, offset_id=ids[2], add_offset=-2),
        call.GetHistory(peer=peer, limit=5, offset_date=later, add_offset=1),
        call.GetSavedDialogs(**whole),
        call.GetPinnedSavedDialogs(),
        call.GetSavedHistory(peer=itself, limit=5),
        call.GetSavedReactionTags(),
        call.GetSavedReactionTags(peer=peer),
        functions.updates.GetDifference(pts=1, date=1, qts=0),
        functions.updates.GetState(),
    ]


def searching(peer: types.TypeInputPeer) -> list[object]:
    whole = {"limit": 10, "offset_peer": EMPTY}
    links = types.InputMessagesFilterUrl()
    return [
        call.Search(peer=peer, q="", filter=links, limit=5),
        call.Search(peer=peer, q="", filter=NO_FILTER, from_id=types.InputPeerSelf(), limit=5),
        call.Search(peer=peer, q="", filter=types.InputMessagesFilterPinned(), limit=5),
        call.Search(peer=peer, q="", filter=types.InputMessagesFilterPhotoVideo(), limit=5),
        call.Search(peer=peer, q="", filter=types.InputMessagesFilterPhotoVideo(), limit=5, add_offset=1),
        call.Search(peer=peer, q="wor", filter=NO_FILTER, limit=5),
        call.SearchGlobal(q="wor", filter=NO_FILTER, **whole),
        call.SearchGlobal(q="", filter=links, **whole),
        call.GetSearchCounters(peer=peer, filters=[links]),
        call.GetSearchResultsCalendar(peer=peer, filter=links),
        call.GetSearchResultsPositions(peer=peer, filter=links, limit=5),
    ]


def leaving(peer: types.TypeInputPeer, ids: list[int]) -> list[object]:
    return [
        call.ForwardMessages(from_peer=peer, id=ids[1:3], random_id=[3, 4], to_peer=types.InputPeerSelf()),
        call.SetHistoryTTL(peer=peer, period=86400),
        call.DeleteMessages(id=ids[:1], revoke=True),
        call.DeleteHistory(peer=peer, max_id=0, revoke=True),
    ]
