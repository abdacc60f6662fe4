"""A folder of bounded size: what was read least lately goes."""

from __future__ import annotations

import asyncio
from pathlib import Path

from angarium.blobs.pieces import Pieces

A, B = "aa" * 16, "bb" * 16


async def test_what_is_put_is_read(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path, 100)
    assert await pieces.read(A, 0, 0, 10) is None
    await pieces.put(A, 0, b"0123456789")
    assert await pieces.read(A, 0, 4, 3) == b"456"
    assert await pieces.read(A, 0, 8, 10) == b"89"
    assert await pieces.read(A, 1, 0, 10) is None and await pieces.read(B, 0, 0, 10) is None
    await pieces.put(A, 0, b"abc")  # in its place
    assert (await pieces.read(A, 0, 0, 10), pieces.used, len(pieces)) == (b"abc", 3, 1)


async def test_the_one_read_least_lately_makes_room(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path, 30)
    for number in range(3):
        await pieces.put(A, number, b"x" * 10)
    await pieces.read(A, 0, 0, 1)
    await asyncio.gather(pieces.put(B, 0, b"y" * 10), pieces.put(B, 1, b"y" * 5))
    there = [await pieces.read(A, number, 0, 1) for number in range(3)]
    assert there == [b"x", None, None] and pieces.used == 25
    assert sorted(path.name for path in tmp_path.glob("??/*")) == [f"{A}.0", f"{B}.0", f"{B}.1"]
    await pieces.put(B, 2, b"z" * 31)  # larger than all there may be
    assert (pieces.used, len(pieces)) == (0, 0)


async def test_what_lay_there_before_a_restart_lies_there_still(tmp_path: Path) -> None:
    await Pieces(tmp_path, 30).put(A, 7, b"x" * 10)
    (tmp_path / "3.new").write_bytes(b"half")
    pieces = Pieces(tmp_path, 30)
    assert await pieces.read(A, 7, 0, 30) == b"x" * 10 and pieces.used == 10
    assert not list(tmp_path.glob("*.new"))


async def test_a_piece_taken_away_by_hand_is_missed_once(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path, 30)
    await pieces.put(A, 0, b"x" * 10)
    (tmp_path / "aa" / f"{A}.0").unlink()
    assert await pieces.read(A, 0, 0, 1) is None
    assert (pieces.used, len(pieces)) == (0, 0)
    await pieces.put(A, 0, b"again")
    assert await pieces.read(A, 0, 0, 9) == b"again"
