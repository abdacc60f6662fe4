"""Reads the settings: `angarium.toml` in the data folder, with two environment variables above it.

`ANGARIUM_DATA` is the data folder, `ANGARIUM_LISTEN` the addresses, separated by commas or spaces. The folder is `data` below the
current one when nothing says otherwise. A file that is not wholly understood is refused, with the line or field that is wrong.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from angarium.admin.faults import BadConfig
from angarium.crypto.rsa import PublicKey
from angarium.model.config import Cdn, Config, Section

FILE = "angarium.toml"
TERMS_MAX = 65_536


def load(environ: Mapping[str, str]) -> Config:
    """The settings that are in force here, with `data` an absolute path; raises `BadConfig`."""
    folder = Path(environ.get("ANGARIUM_DATA") or "data").expanduser()
    file = folder / FILE
    text = _read(file)
    try:
        config = parse(text)
    except BadConfig as fault:
        raise BadConfig(f"{file}: {fault}") from None
    config = _with_terms(config, folder)
    if addresses := environ.get("ANGARIUM_LISTEN", "").replace(",", " ").split():
        config = msgspec.structs.replace(config, listen=tuple(addresses))
        _refuse(f"ANGARIUM_LISTEN: {fault}" for fault in _judge_addresses(config))
    data = Path(config.data).expanduser() if config.data and not environ.get("ANGARIUM_DATA") else folder
    return msgspec.structs.replace(config, data=str(data.absolute()))


def _with_terms(config: Config, folder: Path) -> Config:
    """With the text of the terms, if they stand in a file of their own."""
    if not config.terms.file:
        return config
    written = _read(file := folder / Path(config.terms.file).expanduser())
    if not written.strip():
        raise BadConfig(f"`terms.file`: {file} is not there, or empty")
    if len(written) > TERMS_MAX:
        raise BadConfig(f"`terms.file`: {file} is longer than {TERMS_MAX} characters")
    return msgspec.structs.replace(config, terms=msgspec.structs.replace(config.terms, text=written))


def parse(text: str) -> Config:
    """The settings that a TOML text holds; raises `BadConfig` for anything unknown, doubled or out of bounds."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadConfig(_explain_syntax(str(fault), text)) from None
    _refuse(_find_unknown(tree, Config, ""))
    try:
        config = msgspec.convert(tree, Config)
    except msgspec.ValidationError as fault:
        raise BadConfig(_explain_value(str(fault))) from None
    _refuse(_judge(config))
    return config


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise BadConfig(f"{file} is not UTF-8 text") from None
    except OSError as fault:
        raise BadConfig(f"{file} cannot be read: {fault.strerror}") from None


def _refuse(faults: Iterator[str]) -> None:
    if found := list(faults):
        raise BadConfig("; ".join(found))


def _find_unknown(tree: Mapping[str, Any], section: type[Section], path: str) -> Iterator[str]:
    kinds = get_type_hints(section)
    for name, value in tree.items():
        if name not in kinds:
            near = difflib.get_close_matches(name, kinds, 1)
            yield f"there is no setting `{path}{name}`" + (f"; did you mean `{path}{near[0]}`?" if near else "")
        elif isinstance(value, dict) and isinstance(kinds[name], type) and issubclass(kinds[name], Section):
            yield from _find_unknown(value, kinds[name], f"{path}{name}.")


def _explain_syntax(fault: str, text: str) -> str:
    lines = text.splitlines() or [""]
    where = re.search(r"\(at line (\d+)", fault)
    number = min(int(where.group(1)), len(lines)) if where else len(lines)  # without a number: at the end
    line = f"line {number}: `{lines[number - 1].strip()}`"
    if re.search("Cannot (overwrite|declare|mutate)|Duplicate", fault):
        return f"{line} is set twice"
    return f"{line} is not valid TOML: {fault.partition(' (at')[0].lower()}"


def _explain_value(fault: str) -> str:
    what, _, path = fault.partition(" - at `$.")
    return f"`{path.rstrip('`')}`: {what[0].lower()}{what[1:]}" if path else what


def _judge(config: Config) -> Iterator[str]:
    """The rules that concern more than one field."""
    yield from _judge_addresses(config)
    if "smtp" in config.codes.senders and not (config.smtp.host and config.smtp.sender):
        yield "`codes.senders` names smtp, but `smtp.host` or `smtp.sender` is empty"
    if "http_sms" in config.codes.senders and not config.codes.http_sms.url.startswith(("https://", "http://")):
        yield "`codes.senders` names http_sms, but `codes.http_sms.url` is no web address"
    if len(set(config.codes.senders)) < len(config.codes.senders):
        yield "`codes.senders` names a sender twice"
    if bool(config.tls.certificate) != bool(config.tls.key):
        yield "`tls.certificate` and `tls.key` belong together: set both or neither"
    if config.terms.text and config.terms.file:
        yield "`terms.text` and `terms.file` exclude each other"
    if (config.terms.min_age or config.terms.popup) and not (config.terms.text or config.terms.file):
        yield "`terms.min_age` and `terms.popup` need `terms.text` or `terms.file`"
    for line in config.apps.newest:
        if not re.fullmatch(r"\S+ \d+(\.\d+){0,3} https?://\S+", line):
            yield f"`apps.newest`: `{line}` is no platform, version and web address"
    if config.limits.premium_file_size < config.limits.file_size:
        yield "`limits.premium_file_size` is smaller than `limits.file_size`"
    if config.limits.caption_length > config.limits.message_length:
        yield "`limits.caption_length` is longer than `limits.message_length`"
    yield from _judge_cdn(config.cdn)


def _judge_cdn(cdn: Cdn) -> Iterator[str]:
    if not cdn.address:
        return
    try:
        ip_address(split_address(cdn.address)[0])
    except ValueError:
        yield "`cdn.address` is not `ip:port`: clients are told no names"
    if not re.fullmatch("[0-9a-fA-F]{64}", cdn.secret):
        yield "`cdn.secret` is not what `angarium cdn` printed: 64 hexadecimal digits"
    if cdn.push and not cdn.push.startswith(("http://", "https://")):
        yield "`cdn.push` is no web address"
    try:
        PublicKey.from_pem(cdn.key.encode())
        right = cdn.key.strip().startswith("-----BEGIN RSA PUBLIC KEY-----")  # as clients read it
    except ValueError:
        right = False
    if not right:
        yield "`cdn.key` is not the public key that `angarium cdn` printed"


def _judge_addresses(config: Config) -> Iterator[str]:
    for address in config.listen:
        try:
            split_address(address)
        except ValueError as fault:
            yield f"`{address}` in `listen`: {fault}"
    if len(set(config.listen)) < len(config.listen):
        yield "`listen` names an address twice"


def split_address(address: str) -> tuple[str, int]:
    """`host:port` or `[v6]:port` as a pair; raises ValueError with words for the operator."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ValueError("write `host:port`, such as `127.0.0.1:8480`")
    host = host.removeprefix("[").removesuffix("]")
    if ":" in host and not address.startswith("["):
        raise ValueError("write an IPv6 address in brackets, such as `[::1]:8480`")
    return host or "0.0.0.0", int(port)  # noqa: S104 - an empty host asks for every interface
