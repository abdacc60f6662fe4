"""Commands about what people tell the operator: `reports` and `terms`."""

from __future__ import annotations

import time

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from angarium.admin import database
from angarium.admin.place import settings
from angarium.model.accounts import Report
from angarium.store import operator
from angarium.store import terms as stored


def reports(*, count: int = 50) -> int:
    """List what people have complained about, the newest first.

    Parameters
    ----------
    count
        At most so many.
    """
    _, folder = settings()
    table = Table("date", "by", "about", "reason", "comment", box=None)
    for user_id, date, report in database.ask(folder.database, lambda db: operator.find_reports(db, max(1, count))):
        table.add_row(_when(date), str(user_id), _subject(report), escape(report.reason), escape(report.comment))
    Console(highlight=False).print(table)
    return 0


def _subject(report: Report) -> str:
    """What it is about, by the numbers under which the other commands know it."""
    named = f"{'account' if report.peer > 0 else 'chat'} {abs(report.peer)}"
    if report.announcement:
        return f"announcement {report.announcement}" + (f" in {named}" if report.peer else "")
    if report.ids:
        return f"{named}, messages {' '.join(map(str, report.ids))}"
    return f"{named}, photo {report.photo_id}" if report.photo_id else named


def terms() -> int:
    """Show the versions of the terms, since when each held, and how many have accepted it."""
    from angarium.domain.operator import terms as versions  # takes a while to load

    config, folder = settings()
    table = Table("version", "since", "accepted by", "", box=None)
    version = versions.current(config)
    for id, since, accepted in database.ask(folder.database, stored.find_all):
        table.add_row(id, _when(since), str(accepted), "in force" if version and id == version.id else "")
    Console(highlight=False).print(table)
    if version is None:
        print("nothing is asked of people: `terms.text` and `terms.file` are empty")
    return 0


def _when(at: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))
