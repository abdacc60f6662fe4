"""What a web app learns of whoever opens it, signed so that it can believe it
(https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app)."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import blake2b, sha256
from hmac import new as hmac
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from angarium.crypto import ed25519
from angarium.model.users import User

VERSION = "9.0"
"""Of https://core.telegram.org/bots/webapps that web apps are told."""


def seed_of(secret: bytes) -> bytes:
    """The private key with which this server signs for third parties."""
    return blake2b(b"web apps", digest_size=ed25519.SEED, key=secret, person=b"angarium webapp").digest()


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def describe(user: User, language: str, *, may_write: bool) -> str:
    """A user as JSON (https://core.telegram.org/bots/webapps#webappuser)."""
    profile = user.profile
    told: dict[str, Any] = {"id": user.id, "first_name": profile.first_name, "last_name": profile.last_name}
    if profile.usernames:
        told["username"] = profile.usernames[0]
    if language:
        told["language_code"] = language
    if may_write:
        told["allows_write_to_pm"] = True
    return _compact(told)


def _lines(fields: Mapping[str, str]) -> str:
    return "\n".join(f"{name}={fields[name]}" for name in sorted(fields))


def sign(secret: bytes, token: str, bot_id: int, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields with `signature`, which everyone can check who knows the server's public key, and `hash`, which the bot can check
    with its token."""
    known = dict(fields)
    told = f"{bot_id}:WebAppData\n{_lines(known)}".encode()
    known["signature"] = urlsafe_b64encode(ed25519.sign(seed_of(secret), told)).decode().rstrip("=")
    key = hmac(b"WebAppData", token.encode(), sha256).digest()
    known["hash"] = hmac(key, _lines(known).encode(), sha256).hexdigest()
    return known


def sign_login(token: str, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields with the `hash` of https://core.telegram.org/widgets/login#checking-authorization."""
    key = sha256(token.encode()).digest()
    return {**fields, "hash": hmac(key, _lines(fields).encode(), sha256).hexdigest()}


def with_query(url: str, fields: Mapping[str, str]) -> str:
    """An address with further parameters."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(fields)) if part)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, parts.fragment))


def address(url: str, platform: str, theme: str, fields: Mapping[str, str] | None, start: str = "") -> str:
    """Where a client opens a web app: what it is told stands behind `#`, where only the app sees it."""
    if start:
        url = with_query(url, {"tgWebAppStartParam": start})
    told: dict[str, str] = {}
    if fields is not None:
        told["tgWebAppData"] = urlencode(fields, quote_via=quote)
    told["tgWebAppVersion"] = VERSION
    told["tgWebAppPlatform"] = platform[:32] or "unknown"
    if theme:
        told["tgWebAppThemeParams"] = theme
    sign = "&" if "#" in url else "#"
    return f"{url}{sign}{urlencode(told, quote_via=quote)}"


def read_theme(given: str) -> str:
    """Theme parameters as a web app gets them: colours as `#rrggbb`, whatever the client sent; "" for what is none."""
    try:
        known = json.loads(given)
    except ValueError:
        return ""
    if not isinstance(known, dict):
        return ""
    made = {}
    for name, value in list(known.items())[:64]:
        if isinstance(value, int) and not isinstance(value, bool):
            made[str(name)] = f"#{value & 0xFFFFFF:06x}"
        elif isinstance(value, str) and len(value) <= 32:
            made[str(name)] = value
    return _compact(made) if made else ""
