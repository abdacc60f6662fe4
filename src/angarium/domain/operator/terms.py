"""The operator's terms: what somebody has to agree to who wants to be here (https://core.telegram.org/api/config#terms-of-service)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from angarium.domain.texts import markdown
from angarium.domain.work import Tx
from angarium.model.config import Config, Terms
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import terms

DECLINED = "Decline ToS update"
"""The reason that a client gives for deleting the account of somebody who does not accept new terms."""

_ASK_AGAIN, _LOOK_AGAIN = 3600, 86_400
"""Seconds until a client asks again: while terms wait to be accepted, and when none do."""


@dataclass(frozen=True, slots=True)
class Version:
    """What stands in the terms now, and under which name clients accept it."""

    id: str
    text: FormattedText
    min_age: int
    popup: bool

    @property
    def data(self) -> str:
        """The name as JSON, as it travels."""
        return json.dumps({"terms": self.id})


def current(config: Config) -> Version | None:
    """The terms in force; None when the operator asks for nothing."""
    return _version(config.terms) if config.terms.text.strip() else None


@lru_cache(maxsize=4)
def _version(written: Terms) -> Version:
    """Whoever accepted a text accepted no other, nor another age."""
    text = markdown.read(written.text)
    digest = blake2b(f"{written.min_age}\n{written.text.strip()}".encode(), digest_size=8, person=b"angarium terms")
    return Version(digest.hexdigest(), text, written.min_age, written.popup)


async def note(tx: Tx) -> None:
    """Called at every start: a new version holds from now on."""
    if version := current(tx.house.config):
        await terms.note(tx, version.id, tx.now)


async def pending(tx: Tx, user_id: UserId) -> tuple[Version | None, int]:
    """The terms that somebody has yet to accept, and when to ask again (epoch seconds)."""
    version = current(tx.house.config)
    if version is None or version.id in await terms.accepted(tx, user_id):
        return None, tx.now + _LOOK_AGAIN
    return version, tx.now + _ASK_AGAIN


async def accept(tx: Tx, user_id: UserId, data: str) -> None:
    """Somebody accepts a version, by the name that it was shown under. Refuses DATA_JSON_INVALID."""
    id = _read(data)
    if id is None or await terms.since(tx, id) is None:
        raise Refusal("DATA_JSON_INVALID")
    await terms.accept(tx, user_id, id, tx.now)


def _read(data: str) -> str | None:
    try:
        given = json.loads(data)
    except ValueError:
        return None
    id = given.get("terms") if isinstance(given, dict) else None
    return id if isinstance(id, str) else None


async def accept_current(tx: Tx, user_id: UserId) -> None:
    """Somebody signs up who was shown the terms."""
    if version := current(tx.house.config):
        await terms.accept(tx, user_id, version.id, tx.now)
