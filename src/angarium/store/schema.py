"""Migrations: append-only SQL files, each applied once in one transaction; a newer database is refused."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import apsw

from angarium.store import search
from angarium.store.db import StoreTooNew

# What SQLite's planner takes for granted of the large tables: rows, then rows for each longer prefix of the key
# (https://www.sqlite.org/fileformat2.html#stat1tab). Without it the planner reads a whole box to find one chat of it; measuring
# (ANALYZE) on a young database would teach it the same.
_STATISTICS = {
    ("message", "message"): "2000000 2000 1",
    ("message", "message_peer"): "2000000 2000 20 1",
    ("message", "message_random"): "1000000 1000 1 1",
    ("message", "message_kind"): "400000 400 100 5 1",
    ("message", "message_kind_everywhere"): "400000 400 100 1",
    ("message", "message_pinned"): "2000 4 2 1",
    ("message", "message_sender"): "1500000 3000 3000 40 1",
    ("dialog", "dialog"): "100000 100 1",
    ("dialog", "dialog_order"): "100000 100 90 1 1",
    ("dialog", "dialog_pinned"): "2000 4 4 1",
    ("dialog", "dialog_unread"): "10000 10 10 5",
    ("dialog", "dialog_marked"): "1000 2 1",
    ("dialog", "dialog_draft"): "1000 2 1",
    ("poll_vote", "poll_vote"): "200000 100 2 1",
    ("poll_vote", "poll_vote_option"): "200000 100 30 2 1",
    ("poll_vote", "poll_vote_date"): "200000 100 2 1",
    ("thread", "thread"): "100000 100 1",
    ("thread", "thread_topics"): "10000 20 1",
    ("thread_message", "thread_message"): "1000000 1000 50 1",
    ("thread_message", "thread_message_kind"): "200000 200 20 5 1",
    ("thread_state", "thread_state"): "200000 100 10 1",
    ("thread_state", "thread_state_draft"): "1000 2 2 1",
    ("comment_answer", "comment_answer"): "100000 100 1",
    ("comment_answer", "comment_answer_owner"): "100000 100 1",
    ("comment_answer", "comment_answer_sender"): "100000 100 10 1",
    ("direct_topic", "direct_topic"): "100000 100 1",
    ("direct_topic", "direct_topic_user"): "100000 10 1 1",
    ("direct_state", "direct_state"): "100000 200 100 1",
    ("direct_state", "direct_state_draft"): "1000 2 2 1",
    ("direct_state", "direct_state_marked"): "1000 2 2 1",
    ("saved_message", "saved_message"): "200000 2000 20 1",
    ("suggested_post", "suggested_post"): "10000 10 1",
    ("suggested_post", "suggested_post_channel"): "10000 10 1",
    ("reaction", "reaction"): "200000 200 2 1 1",
    ("reaction", "reaction_unread"): "2000 4 2 1",
    ("reaction", "reaction_peer"): "100000 200 20 1",
    ("reaction", "reaction_kind"): "200000 200 10 5 1",
    ("reaction", "reaction_latest"): "200000 200 2 1 1 1",
    ("reaction_tally", "reaction_tally"): "100000 100 2 1",
    ("star_entry", "star_entry"): "1000000 100 1",
    ("star_entry", "star_entry_charge"): "1000000 100 1",
    ("boost", "boost"): "100000 3 1",
    ("boost", "boost_chat"): "100000 50 3 1",
    ("paid_media_buyer", "paid_media_buyer"): "500000 20 1",
    ("paid_media_buyer", "paid_media_buyers"): "500000 100 1",
    ("message_revenue", "message_revenue"): "100000 100 1",
    ("paid_reaction", "paid_reaction"): "200000 200 5 1",
    ("secret_message", "secret_message"): "500000 500 500 1",
    ("secret_message", "secret_message_date"): "500000 2 2 1 1",
    ("secret_news", "secret_news"): "100000 20 2 1 1",
    ("secret_news", "secret_news_date"): "100000 20 10 2 1 1",
    ("secret_sent", "secret_sent"): "500000 500 50 1",
    ("secret_sent", "secret_sent_date"): "500000 2 2 1 1",
    ("story", "story"): "100000 50 1",
    ("story", "story_active"): "100000 50 1",
    ("story", "story_pinned"): "20000 20 1",
    ("story", "story_top"): "2000 3 1",
    ("story", "story_random"): "100000 50 40 1",
    ("story_view", "story_view"): "1000000 2000 50 1",
    ("story_view", "story_view_date"): "1000000 2000 50 1 1",
    ("story_view", "story_view_reacted"): "100000 200 5 1 1",
    ("story_view", "story_view_plain"): "900000 1800 45 1 1",
    ("story_view", "story_view_viewer"): "1000000 500 1",
    ("story_word", "story_word"): "100000 20 2 1 1",
    ("story_word", "story_word_story"): "100000 20 2",
    ("story_word", "story_word_box"): "100000 20 5 2 1",
}

_END_OF_TABLE = re.compile(r"(CREATE TABLE [^;]*?)\n\);", re.S)


@cache
def migrations() -> list[tuple[int, str, str]]:
    """(version, name, SQL) of every migration, oldest first."""
    folder = resources.files(__package__) / "migrations"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [(int(name[:4]), name, (folder / name).read_text("utf-8")) for name in found]


def for_sqlite(sql: str) -> str:
    """The portable SQL with every table clustered by its primary key, which SQLite otherwise does only for rowids."""
    return _END_OF_TABLE.sub(r"\1\n) WITHOUT ROWID;", sql)


def version(connection: apsw.Connection) -> int:
    """The version the database is at; 0 = empty."""
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0]) if row else 0


def pending(connection: apsw.Connection) -> list[tuple[int, str, str]]:
    """What is still to be applied; raises `StoreTooNew` for a database from the future."""
    known, at = migrations(), version(connection)
    if known and at > known[-1][0]:
        raise StoreTooNew(f"the database is at version {at}, this Angarium knows {known[-1][0]}")
    return [row for row in known if row[0] > at]


def migrate(connection: apsw.Connection) -> list[str]:
    """Apply what is pending in one transaction; returns the names. The caller makes the backup first."""
    todo = pending(connection)
    with connection:
        for number, _, sql in todo:
            connection.execute(for_sqlite(sql))
            connection.execute(f"PRAGMA user_version={number}")
        search.create(connection)
        _inform(connection)
    return [name for _, name, _ in todo]


def _inform(connection: apsw.Connection) -> None:
    """Give the planner its statistics; connections opened from now on read them. A start that finds them writes nothing."""
    told = [(table, index, numbers) for (table, index), numbers in _STATISTICS.items()]
    if connection.table_exists(None, "sqlite_stat1"):
        if set(connection.execute("SELECT tbl, idx, stat FROM sqlite_stat1")) == set(told):
            return
    connection.execute("ANALYZE server").fetchall()  # makes the table of statistics
    connection.execute("DELETE FROM sqlite_stat1")
    connection.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", told)
