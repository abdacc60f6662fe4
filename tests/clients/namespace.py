"""A network namespace without a way out: several clients fall back to addresses that are built into them, and must find nothing.

One process holds the namespace open; everything else joins it. Works as root and, where user namespaces are allowed, without. For a client
that knows no other addresses than those, loopback can carry them, so that it finds our server there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

BUILT_IN = ("149.154.160.1/20", "91.108.56.1/22", "95.161.76.1/24")
"""Where the addresses are that clients have built in."""

# Brings loopback up with ioctls, since iproute2 may be missing: SIOCGIFFLAGS, SIOCSIFFLAGS, and for each range of addresses an alias by
# SIOCSIFADDR and SIOCSIFNETMASK. On loopback, every address of a range is local.
_HOLD = """
import fcntl, ipaddress, socket, struct, sys
plug = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
name = struct.pack("16sh14x", b"lo", 0)
flags = struct.unpack("16sh14x", fcntl.ioctl(plug, 0x8913, name))[1]
fcntl.ioctl(plug, 0x8914, struct.pack("16sh14x", b"lo", flags | 1))
for number, text in enumerate(sys.argv[1:]):
    there = ipaddress.ip_interface(text)
    for order, address in ((0x8916, there.ip), (0x891C, there.netmask)):
        fcntl.ioctl(plug, order, struct.pack("16sHH4s8x", f"lo:{number}".encode(), socket.AF_INET, 0, address.packed))
print("up", flush=True)
sys.stdin.read()
"""


class Namespace:
    """Enter with `with`; `join` gives the command that runs something inside."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    def __enter__(self) -> Namespace:
        command = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--net"]
        self._holder = subprocess.Popen(
            [*command, sys.executable, "-c", _HOLD, *self.addresses],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._holder.stdout is not None
        if self._holder.stdout.readline().strip() != "up":
            raise RuntimeError("this machine does not let us make a network namespace")
        return self

    def __exit__(self, *fault: object) -> None:
        assert self._holder.stdin is not None
        self._holder.stdin.close()
        self._holder.wait(10)

    def join(self, *command: str) -> list[str]:
        user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
        return ["nsenter", "--target", str(self._holder.pid), *user, "--net", *command]


def missing() -> str:
    """What keeps this machine from making a namespace, in words; "" when nothing does."""
    for tool in ("unshare", "nsenter"):
        if shutil.which(tool) is None:
            return f"{tool} (util-linux) is not installed"
    try:
        with Namespace():
            return ""
    except (OSError, RuntimeError) as fault:
        return str(fault)
