"""Checkpoints of SQLite's log, beside the work instead of in it.

SQLite's own come at the end of a COMMIT, and everybody waits until thousands of pages are copied into the database file and synced.
Here a thread with a connection of its own copies them while others commit; what came meanwhile, a few pages, is copied after a later
COMMIT, before the next transaction begins: only then can SQLite begin its log anew (https://www.sqlite.org/wal.html#ckpt).
"""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

import apsw

TURN = 4000
"""Frames of the log (one is a page, 4 kB) after which it is copied."""


class Checkpoints:
    """Those of one database, whose only writer is `writer`; `own` is another connection to it, for the copying alone. No fault is
    told: the pages are safe in the log, and a disk that is at fault fails the next COMMIT."""

    def __init__(self, writer: apsw.Connection, own: apsw.Connection) -> None:
        self._writer, self._own = writer, own
        self._copying: Thread | None = None
        self._frames = 0  # in the log after the last COMMIT
        self._due = TURN
        writer.set_wal_hook(self._note)  # which replaces SQLite's own checkpoints

    def _note(self, connection: apsw.Connection, database: str, frames: int) -> int:
        if frames < self._frames:  # the log has begun anew
            self._due = TURN
        self._frames = frames
        return apsw.SQLITE_OK

    def go_on(self) -> None:
        """What is to be done after a COMMIT, in its thread, while no transaction is open."""
        if self._copying is None:
            if self._frames >= self._due:
                self._copying = Thread(target=_copy, args=(self._own,), name="checkpoint", daemon=True)
                self._copying.start()
        elif not self._copying.is_alive():
            self._copying = None
            _copy(self._writer)
            # An open snapshot may keep the log from beginning anew; then the next copying waits until there is enough to copy again.
            self._due = self._frames + TURN

    def close(self) -> None:
        """Wait for a copying under way."""
        if self._copying is not None:
            self._copying.join()
        self._own.close()


def _copy(connection: apsw.Connection) -> None:
    with suppress(apsw.Error):
        connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
