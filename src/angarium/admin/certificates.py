"""A certificate authority of one's own, for servers without a public name: made once, trusted once on each device."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from angarium.admin.folder import Folder, write_safely

CA_DAYS = 3650
LONGEST_DAYS = (
    825  # https://support.apple.com/en-us/103769: Apple's devices refuse longer ones, even from a private authority
)


@dataclass(frozen=True, slots=True)
class Made:
    """What `make` wrote. `is_new` tells whether devices must be told to trust the authority."""

    authority: Path
    chain: Path
    key: Path
    names: tuple[str, ...]
    ends: datetime
    is_new: bool


def make(folder: Folder, server: str, names: Iterable[str], days: int, now: datetime) -> Made:
    """Make a server certificate for host names and addresses; the authority is made with the first one."""
    folder.make()
    folder.tls.mkdir(mode=0o700, exist_ok=True)
    ca_path, ca_key_path = folder.tls / "ca.pem", folder.tls / "ca.key"
    is_new = not (ca_path.exists() and ca_key_path.exists())
    if is_new:
        ca, ca_key = _make_authority(server, now)
        write_safely(ca_key_path, _pem(ca_key))
        write_safely(ca_path, ca.public_bytes(serialization.Encoding.PEM), 0o644)
    ca = x509.load_pem_x509_certificate(ca_path.read_bytes())
    ca_key = _load_key(ca_key_path)
    key = ec.generate_private_key(ec.SECP256R1())
    hosts = tuple(dict.fromkeys(names))
    ends = min(now + timedelta(days=days), ca.not_valid_after_utc)
    leaf = (
        _begin(hosts[0], ca.subject, key.public_key(), now, ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in hosts]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    chain_path, key_path = folder.tls / "server.pem", folder.tls / "server.key"
    write_safely(key_path, _pem(key))
    chain = leaf.public_bytes(serialization.Encoding.PEM) + ca.public_bytes(serialization.Encoding.PEM)
    write_safely(chain_path, chain, 0o644)
    return Made(ca_path, chain_path, key_path, hosts, ends, is_new)


def _make_authority(server: str, now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{server[:40]} local authority")])
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = _begin(name, name, key.public_key(), now, now + timedelta(days=CA_DAYS))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(usage, critical=True)
    return builder.sign(key, hashes.SHA256()), key


def _begin(
    subject: str | x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, ends: datetime
) -> x509.CertificateBuilder:
    if isinstance(subject, str):
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject[:64])])
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # clocks of devices differ
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode())


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _load_key(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path} is not the key that `angarium cert` wrote")
    return key


def find_faults(chain: Path, key: Path, now: datetime) -> list[str]:
    """What is wrong with a certificate and its key, in plain words; empty when clients can use them."""
    try:
        leaf = x509.load_pem_x509_certificates(chain.read_bytes())[0]
        private = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except OSError as fault:
        return [f"{fault.filename} cannot be read: {fault.strerror}"]
    except (ValueError, TypeError) as fault:
        return [f"{chain} and {key} are not PEM files of a certificate and its open key: {fault}"]
    faults = []
    if leaf.public_key() != private.public_key():
        faults.append(f"{key} does not belong to the certificate in {chain}")
    if leaf.not_valid_after_utc <= now:
        faults.append(f"the certificate in {chain} ended on {leaf.not_valid_after_utc:%Y-%m-%d}")
    elif leaf.not_valid_before_utc > now:
        faults.append(f"the certificate in {chain} begins only on {leaf.not_valid_before_utc:%Y-%m-%d}")
    elif (left := (leaf.not_valid_after_utc - now).days) < 14:
        faults.append(f"the certificate in {chain} ends in {left} days, on {leaf.not_valid_after_utc:%Y-%m-%d}")
    return faults


def today() -> datetime:
    """Now, for the commands of this room; the server itself is handed its clock."""
    return datetime.now(UTC)
