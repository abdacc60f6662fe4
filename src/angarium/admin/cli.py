"""The command line: what each command is called, and how it ends.

Exit codes: 0 done; 1 it did not work, or there is no such thing; 2 the command was used wrongly; 3 the settings or the key cannot
be used; 4 the database cannot be used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import cyclopts
from cyclopts import Parameter
from rich.console import Console
from rich.markup import escape

from angarium import __version__
from angarium.admin import care, outpost, people, standing
from angarium.admin.announcements import announcements
from angarium.admin.chats import chats
from angarium.admin.config import split_address
from angarium.admin.faults import Fault
from angarium.admin.folder import Folder
from angarium.admin.keys import describe, find_address, open_key
from angarium.admin.place import settings
from angarium.admin.reports import reports, terms
from angarium.admin.stars import stars
from angarium.admin.starting import Serve, require_ports
from angarium.model.config import Config
from angarium.model.errors import StorageUnavailable
from angarium.store.backup import is_current
from angarium.store.db import StoreTooNew


def run(serve: Serve, arguments: Sequence[str] | None = None, *, serve_outpost: Serve | None = None) -> int:
    """Carry out one command; returns the exit code. `serve_outpost` runs the other kind of server."""
    errors = Console(stderr=True, highlight=False)
    try:
        result = build(serve, serve_outpost or serve)(
            arguments, exit_on_error=False, print_error=True, result_action="return_value", error_console=errors
        )
    except cyclopts.CycloptsError:
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `angarium key | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Fault as fault:
        return _tell(errors, str(fault), fault.exit)
    except (StorageUnavailable, StoreTooNew) as fault:
        return _tell(errors, str(fault), 4)
    except OSError as fault:
        what = (fault.strerror or str(fault)) + (f": {fault.filename}" if fault.filename else "")
        return _tell(errors, f"{what}\n`angarium doctor` looks for the cause.", 1)
    return result if isinstance(result, int) else 0


def _tell(errors: Console, what: str, code: int) -> int:
    errors.print(f"angarium: {what}", style="red", markup=False, soft_wrap=True)
    return code


def build(serve: Serve, serve_outpost: Serve | None = None) -> cyclopts.App:
    """All commands, with the servers' own starts handed in."""
    app = cyclopts.App(
        name="angarium",
        help="Angarium, a messenger that stays up. Settings are read from `angarium.toml` in the folder ANGARIUM_DATA (`data`).",
        version=__version__,
        help_format="markdown",
    )
    app.register_install_completion_command(add_to_startup=False)
    app.command(_serve_command(serve), name="serve")
    app.command(key)
    app.command(people.code)
    app.command(care.cert)
    app.command(standing.users)
    app.command(people.invites)
    app.command(chats)
    app.command(announcements)
    app.command(reports)
    app.command(terms)
    app.command(stars)
    app.command(care.backup)
    app.command(care.restore)
    app.command(care.doctor)
    app.command(outpost.make_command(serve_outpost or serve), name="cdn")
    app.command(version)
    return app


def _serve_command(serve: Serve) -> Callable[[], int]:
    def command() -> int:
        """Run the server until Ctrl-C or SIGTERM."""
        config, folder = settings()
        with folder.hold():
            require_ports(config)
            if folder.database.exists():
                is_current(folder.database)  # raises when it cannot be used
            open_key(folder)
            serve(config, folder.path, lambda addresses: _greet(config, folder, addresses))
        return 0

    return command


def _greet(config: Config, folder: Folder, addresses: Sequence[str]) -> None:
    page = f"http://{_local(addresses[0])}/"
    if folder.certificate(config):
        host, port = find_address(config)
        page = f"https://{host if config.public_address else 'localhost'}:{port}/"
    console = Console(highlight=False)
    console.print(
        f"\n[bold]{escape(config.name)}[/] is up: Angarium {__version__}, registration {config.registration.mode}\n"
    )
    console.print(f"  web client     [bold cyan]{page}[/]", soft_wrap=True)
    console.print(f"  other clients  {', '.join(addresses)}  (`angarium key` shows how)", soft_wrap=True)
    console.print(f"  data           {folder.path}", soft_wrap=True)
    if "console" in config.codes.senders:
        console.print("  login codes    appear here; `angarium code PHONE` prints one")
    console.print("\nCtrl-C stops it.", style="dim")
    sys.stdout.flush()


def _local(address: str) -> str:
    """The address as a browser on this machine reaches it; only `localhost` may run the web client without HTTPS."""
    host, port = split_address(address)
    return f"localhost:{port}" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else address  # noqa: S104


def key(*, pem: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Show what a client of your own needs: key, fingerprint, address, and lines to paste.

    Parameters
    ----------
    pem
        Print the public key alone (PKCS#1 PEM).
    """
    config, folder = settings()
    server_key = open_key(folder)
    print(server_key.public_pem_pkcs1().decode().strip() if pem else describe(config, server_key))
    return 0


def version() -> int:
    """Print the version."""
    print(f"angarium {__version__}")
    return 0
