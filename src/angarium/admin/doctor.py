"""Says in plain words what is wrong with this server, and how to mend it. Works whether or not the server is running."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from angarium.admin import certificates, greeting, keys
from angarium.admin.config import split_address
from angarium.admin.faults import BadKey
from angarium.admin.findings import Finding
from angarium.admin.folder import Folder
from angarium.model.config import GIB, MIB, Config
from angarium.model.errors import StorageUnavailable
from angarium.store import backup as database

BUILT = 1_780_000_000  # the summer of 2026, before which no Angarium ran: an earlier clock is wrong


def examine(config: Config, folder: Folder) -> Iterator[Finding]:
    """Every check in turn, the ones that others rest on first."""
    checks: tuple[Callable[[Config, Folder], Iterator[Finding]], ...] = (
        check_folder, check_disk, check_database, check_key, check_ports, greeting.check, check_certificate, check_clock, check_machine,
        check_openness,
    )  # fmt: skip
    for check in checks:
        yield from check(config, folder)


def check_folder(config: Config, folder: Folder) -> Iterator[Finding]:
    path = folder.path
    if not path.exists():
        near = next(parent for parent in path.parents if parent.exists())
        if os.access(near, os.W_OK):
            yield Finding("ok", f"the data folder {path} does not exist yet; `angarium serve` makes it")
        else:
            yield Finding(
                "fault",
                f"the data folder {path} cannot be made",
                f"let this user write to {near}, or set ANGARIUM_DATA",
            )
        return
    if not path.is_dir():
        yield Finding("fault", f"{path} is not a folder", "move it away, or set ANGARIUM_DATA to another place")
    elif not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(
            "fault", f"the data folder {path} is not writable for this user", f"chown -R {os.getuid()} {path}"
        )
    elif path.stat().st_mode & 0o077:
        yield Finding("warning", f"others on this machine can look into {path}", f"chmod 700 {path}")
    else:
        yield Finding("ok", f"the data folder is {path}")


def check_disk(config: Config, folder: Folder) -> Iterator[Finding]:
    place = folder.path if folder.path.exists() else next(parent for parent in folder.path.parents if parent.exists())
    free = shutil.disk_usage(place).free
    said = f"{free / GIB:.1f} GiB are free on the disk of {place}"
    if free < 100 * MIB:
        yield Finding(
            "fault", f"{said}: nothing more can be stored safely", "delete something there, or move the data folder"
        )
    elif free < 2 * GIB:
        yield Finding("warning", said, "make room before it is full: then nothing can be sent any more")
    else:
        yield Finding("ok", said)
    facts = os.statvfs(place)
    if facts.f_files and facts.f_favail < 10_000:
        yield Finding("warning", f"only {facts.f_favail} more files fit on that disk", "delete small files there")


def check_database(config: Config, folder: Folder) -> Iterator[Finding]:
    path = folder.database
    if not path.exists():
        yield Finding("ok", "there is no database yet; `angarium serve` makes it")
        return
    restore = "restore the newest backup: `angarium restore FILE --replace`"
    try:
        found = database.inspect(path, thorough=False)
    except (StorageUnavailable, OSError) as fault:
        yield Finding(
            "fault", f"the database {path} cannot be read: {fault}", f"check who owns it; if it is damaged, {restore}"
        )
        return
    if found.fault:
        yield Finding("fault", f"the database {path} is damaged: {found.fault}", restore)
    elif found.version > database.newest():
        yield Finding(
            "fault",
            f"the database {path} was written by a newer Angarium",
            "update Angarium, or restore an older backup",
        )
    else:
        yield Finding(
            "ok",
            f"the database is whole and holds {found.counts.get('account', 0)} accounts, the server's own among them",
        )
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > GIB:
        yield Finding(
            "warning",
            f"{log} has grown to {log.stat().st_size / GIB:.1f} GiB",
            "restart the server; end stuck programs that read the database",
        )


def check_key(config: Config, folder: Folder) -> Iterator[Finding]:
    if not folder.key.exists():
        if folder.database.exists():
            yield Finding(
                "fault",
                f"the server's key {folder.key} is missing",
                "copy it back from a backup: without it every client must be given a new one",
            )
        return
    try:
        keys.open_key(folder)
    except BadKey as fault:
        yield Finding("fault", str(fault), "copy the key back from a backup")
        return
    for path in (folder.key, folder.secret):
        if path.exists() and path.stat().st_mode & 0o077:
            yield Finding("fault", f"others on this machine can read {path}", f"chmod 600 {path}")
    yield Finding("ok", "the server's key can be used")


def check_ports(config: Config, folder: Folder) -> Iterator[Finding]:
    if folder.is_held():
        for address in config.listen:
            host, port = split_address(address)
            reached = port == 0 or _answers("127.0.0.1" if host == "0.0.0.0" else "::1" if host == "::" else host, port)  # noqa: S104
            if reached:
                yield Finding("ok", f"the server is running and answers on {address}")
            else:
                yield Finding(
                    "fault", f"the server is running, but {address} does not answer", "look into its log; restart it"
                )
        return
    for address in config.listen:
        yield try_port(address)


def try_port(address: str) -> Finding:
    """Whether a server could listen there."""
    host, port = split_address(address)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen(1)
    except PermissionError:
        return Finding(
            "fault",
            f"this user may not listen on {address}",
            "use a port above 1023, or allow it with `setcap cap_net_bind_service`",
        )
    except OSError as fault:
        if fault.errno == 98:
            return Finding(
                "fault",
                f"another program listens on {address}",
                f"stop it (`ss -ltnp 'sport = :{port}'` shows it), or change `listen`",
            )
        return Finding(
            "fault",
            f"{address} cannot be listened on: {fault.strerror}",
            "change `listen` to an address of this machine",
        )
    return Finding("ok", f"{address} is free to listen on")


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=3).close()
    except OSError:
        return False
    return True


def check_certificate(config: Config, folder: Folder) -> Iterator[Finding]:
    pair = folder.certificate(config)
    hosts = [split_address(address)[0] for address in config.listen]
    if pair is None:
        if any(host not in {"127.0.0.1", "::1", "localhost"} for host in hosts):
            yield Finding(
                "warning", "other machines can connect, but there is no certificate: browsers will not run the web client there",
                "`angarium cert NAME` makes one, or set `tls.certificate` and `tls.key`",
            )  # fmt: skip
        return
    faults = certificates.find_faults(*pair, certificates.today())
    for fault in faults:
        yield Finding("fault", fault, "`angarium cert` makes a new one, or renew yours")
    if not faults:
        yield Finding("ok", f"the certificate {pair[0]} is good")


def check_clock(config: Config, folder: Folder) -> Iterator[Finding]:
    now = time.time()
    mend = "set the clock, and keep it right with an NTP service: clients refuse a server whose clock is off"
    if now < BUILT:
        yield Finding(
            "fault", f"the clock says {time.strftime('%Y-%m-%d', time.gmtime(now))}, which is too early", mend
        )
        return
    if folder.database.exists() and (ahead := folder.database.stat().st_mtime - now) > 60:
        yield Finding("fault", f"the database was written {ahead:.0f} seconds in the future: the clock went back", mend)
        return
    yield Finding("ok", f"the clock says {time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(now))} UTC")


def check_machine(config: Config, folder: Folder) -> Iterator[Finding]:
    memory = _free_memory()
    if memory is not None and memory < 256 * MIB:
        yield Finding(
            "warning",
            f"only {memory // MIB} MiB of memory are free",
            "end other programs, or add memory: the server needs about 150 MiB",
        )
    _, files = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY or files >= config.limits.connections:
        yield Finding("ok", "this system allows as many connections as the settings")
    elif files >= 10_000:
        yield Finding("ok", f"this system allows about {files} connections at once")
    else:
        yield Finding(
            "warning",
            f"this system allows only {files} open files, and each connection is one",
            "raise it: `LimitNOFILE=` in systemd, `ulimit -Hn` in a shell",
        )


def _free_memory() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return None
    found = [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable")]
    return found[0] if found else None


def check_openness(config: Config, folder: Folder) -> Iterator[Finding]:
    public = any(split_address(address)[0] not in {"127.0.0.1", "::1", "localhost"} for address in config.listen)
    if public and config.codes.test_numbers:
        yield Finding(
            "warning",
            "test numbers are on: anyone who reaches this server can sign in with them",
            "set `codes.test_numbers` to false",
        )
    if public and not {"smtp", "http_sms"} & set(config.codes.senders):
        yield Finding(
            "warning", "codes for new people appear only on the server's console",
            "set up `codes.senders` with smtp or http_sms, or read them out with `angarium code PHONE`",
        )  # fmt: skip
    if config.registration.mode == "closed":
        yield Finding("ok", "registration is closed: nobody can make an account")
