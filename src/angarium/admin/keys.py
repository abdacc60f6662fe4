"""The server's RSA key: made once, kept in the data folder, shown to those who want to connect a client of their own."""

from __future__ import annotations

from angarium.admin import snippets
from angarium.admin.config import split_address
from angarium.admin.faults import BadKey
from angarium.admin.folder import Folder, write_safely
from angarium.crypto import rsa
from angarium.model.config import Config


def open_key(folder: Folder) -> rsa.PrivateKey:
    """The server's key; the first call makes it. Raises `BadKey`, never replaces a key that is there."""
    try:
        pem = folder.key.read_bytes()
    except FileNotFoundError:
        folder.make()
        key = rsa.PrivateKey.generate()
        write_safely(folder.key, key.to_pem())
        return key
    except OSError as fault:
        raise BadKey(f"{folder.key} cannot be read: {fault.strerror}") from None
    try:
        return rsa.PrivateKey.from_pem(pem)
    except ValueError as fault:
        raise BadKey(f"{folder.key} is not the key that Angarium wrote: {fault}") from None


def find_address(config: Config) -> tuple[str, int]:
    """The host and port that a client should be given: the public address, or the first one listened on."""
    host, port = split_address(config.listen[0])
    if config.public_address:
        public, colon, given = config.public_address.rpartition(":")
        named = bool(colon) and given.isdigit() and (":" not in public or public.startswith("["))
        return (public.strip("[]"), int(given)) if named else (config.public_address.strip("[]"), port)
    return ("127.0.0.1" if host in {"0.0.0.0", "::"} else host), port  # noqa: S104 - compared, not bound


def describe(config: Config, key: rsa.PrivateKey) -> str:
    """Everything a client needs, as text to read and to paste from."""
    host, port = find_address(config)
    pem = key.public_pem_pkcs1().decode().strip()
    fingerprint = key.fingerprint & (1 << 64) - 1
    parts = [
        f"address      {host}:{port}",
        f"data centre  {config.dc_id}",
        f"fingerprint  {fingerprint:016x}  ({key.fingerprint})",
        f"DC option    dcOption id:{config.dc_id} ip_address:{host} port:{port}",
        "",
        pem,
    ]
    for title, text in snippets.render(host, port, config.dc_id, pem, key.public.n, key.fingerprint):
        parts += ["", f"--- {title}", "", text]
    return "\n".join(parts)
