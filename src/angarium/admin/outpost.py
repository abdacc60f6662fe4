"""`angarium cdn`: a machine near the readers (docs/operate/cdn.md)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from rich.console import Console

from angarium import __version__
from angarium.admin.faults import InUse
from angarium.admin.folder import Folder
from angarium.admin.keys import find_address, open_key
from angarium.admin.place import settings
from angarium.admin.starting import Serve, require_ports
from angarium.model.config import Cdn, Config


def make_command(serve: Serve) -> Callable[[], int]:
    """The command, with the outpost's own start handed in."""

    def command() -> int:
        """Run a machine near the readers, which hands out encrypted pieces of popular public files, until Ctrl-C or SIGTERM.

        It needs a data folder of its own, makes its key and its secret there, and prints what to write into the settings of the server
        whose files it will hold.
        """
        config, folder = settings()
        with folder.hold():
            if folder.database.exists():
                raise InUse(f"{folder.path} is the data folder of a whole server: set ANGARIUM_DATA to another one")
            require_ports(config)
            open_key(folder)
            serve(config, folder.path, lambda addresses: _greet(config, folder, addresses))
        return 0

    return command


def _greet(config: Config, folder: Folder, addresses: Sequence[str]) -> None:
    console = Console(highlight=False)
    console.print(f"\nAngarium {__version__} hands out pieces of files, up to {config.cdn.cache:,} bytes of them\n")
    console.print(f"  address  {', '.join(addresses)}", soft_wrap=True)
    console.print(f"  data     {folder.path}", soft_wrap=True)
    console.print("\nThe server whose files they are needs this in its settings:\n")
    print(describe(config, folder))
    console.print("\nCtrl-C stops it.", style="dim")
    sys.stdout.flush()


def describe(config: Config, folder: Folder) -> str:
    """The part `[cdn]` of the other server's settings."""
    host, port = find_address(config)
    lines = ["[cdn]", f'address = "{f"[{host}]" if ":" in host else host}:{port}"']
    if config.cdn.dc_id != Cdn().dc_id:
        lines.append(f"dc_id = {config.cdn.dc_id}")
    pem = open_key(folder).public_pem_pkcs1().decode().strip()
    return "\n".join([*lines, f'secret = "{folder.secret.read_bytes().hex()}"', f'key = """\n{pem}\n"""'])
