"""Commands that look after the server: `cert`, `backup`, `restore` and `doctor`. Each imports its tools when it runs."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console

from angarium.admin.place import settings

if TYPE_CHECKING:
    from rich.progress import TaskID

SIGNS = {"ok": "[green]ok     [/]", "warning": "[yellow]warning[/]", "fault": "[red]fault  [/]"}


def cert(*names: str, days: int = 397) -> int:
    """Make a certificate for this server, and the local authority that signs it.

    Parameters
    ----------
    names
        Host names and addresses under which people reach this server; without any, those that this machine knows.
    days
        Days for which it is good.
    """
    from angarium.admin import certificates

    config, folder = settings()
    made = certificates.make(
        folder,
        config.name,
        names or _own_names(config.public_address),
        max(1, min(days, certificates.LONGEST_DAYS)),
        certificates.today(),
    )
    print(
        f"certificate  {made.chain}\nkey          {made.key}\nfor          {', '.join(made.names)}\nuntil        {made.ends:%Y-%m-%d}"
    )
    print(f"authority    {made.authority}")
    if made.is_new:
        print(
            "\nTell each device once to trust the authority: open that file on it and install it as a trusted root certificate."
        )
    print("Restart the server to use the certificate.")
    return 0


def _own_names(public_address: str) -> tuple[str, ...]:
    public = public_address.rpartition(":")[0] or public_address
    names = [public.strip("[]"), "localhost", socket.gethostname(), "127.0.0.1", "::1"]
    try:
        names += [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)]
    except OSError:
        pass  # the machine's own name may be unknown to its resolver
    return tuple(dict.fromkeys(name for name in names if name and "%" not in name))


def backup(file: Path) -> int:
    """Write everything into one file, while the server runs.

    Parameters
    ----------
    file
        Where to; `.tar`, or `.tar.gz` to compress it. It holds secrets: keep it safe.
    """
    from angarium.admin import backup as backups

    _, folder = settings()
    with _bar() as progress:
        manifest = backups.write(folder, file, int(time.time()), progress)
    print(
        f"{file}: {manifest['rows'].get('account', 0)} accounts, {len(manifest['files'])} files, {file.stat().st_size:,} bytes"
    )
    return 0


def restore(file: Path, *, replace: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Unpack a backup, prove that it is whole, and put it in place. The server must not be running.

    Parameters
    ----------
    file
        What `angarium backup` wrote.
    replace
        Move what is in the data folder aside, and put the backup in its place.
    """
    from angarium.admin import backup as backups

    _, folder = settings()
    with _bar() as progress:
        manifest = backups.restore(file, folder, int(time.time()), replace=replace, progress=progress)
    made = time.strftime("%Y-%m-%d %H:%M", time.localtime(manifest["created"]))
    rows = sum(manifest["rows"].values())
    print(
        f"{folder.path} is as it was on {made}: {len(manifest['files'])} files and {rows} rows, each compared with the manifest"
    )
    return 0


def doctor() -> int:
    """Say what is wrong with this server, and how to mend it. Ends with 1 when something is."""
    from angarium.admin import doctor as surgery

    config, folder = settings()
    console = Console(highlight=False)
    faults = 0
    for finding in surgery.examine(config, folder):
        faults += finding.state == "fault"
        console.print(f"{SIGNS[finding.state]} ", end="")
        console.print(finding.what, markup=False, soft_wrap=True)
        if finding.mend:
            console.print(f"        → {finding.mend}", markup=False, soft_wrap=True)
    console.print("" if faults else "\nNothing is wrong.")
    return 1 if faults else 0


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar for people; nothing where no person reads."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:10}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield tell
