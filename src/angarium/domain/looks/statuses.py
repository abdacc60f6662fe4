"""Emoji statuses (https://core.telegram.org/api/emoji-status): which are offered, which were worn lately."""

from __future__ import annotations

from collections.abc import Sequence

from angarium import starter
from angarium.domain.files import documents, starters
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import RecentStickersChanged
from angarium.model.ids import FileId, UserId
from angarium.store import accounts

RECENT = "recent_emoji_statuses"
MOST = 50
PATTERNS = starters.listed("❤ 🔥 ⚡ 🕊 🐳 🦄 👾 🎄 ☃ 🍓 🎃 👻 💯 🏆")
"""For the backgrounds of names and profiles."""

FACES = starters.listed("😎 🤓 😇 🥰 🤩 👻 🦄 🐳 🤡 👾 🎅 😴")
"""For pictures of people and groups who have no photo."""


def offered(tx: Tx, name: str) -> tuple[FileId, ...]:
    """The custom emoji of a starter set."""
    return starters.of(tx.house.secret).sets[name].documents


def picked(tx: Tx, emoji: Sequence[str]) -> tuple[FileId, ...]:
    """The custom emoji that show these."""
    stems = {one.emoji: one.stem for one in starter.drawings()}
    named = starters.of(tx.house.secret).named
    return tuple(named[f"{starters.EMOJI}/{stems[one]}"] for one in emoji)


async def require(tx: Tx, document_id: int) -> None:
    """Refuse DOCUMENT_INVALID for what is no custom emoji."""
    found = (await documents.find_many(tx, (document_id,))).get(document_id)
    if found is None or all(one.kind != "CustomEmoji" for one in found.attributes):
        raise Refusal("DOCUMENT_INVALID")


async def recent(tx: Tx, owner_id: UserId) -> tuple[int, ...]:
    """Worn lately, latest first."""
    return await accounts.find_setting(tx, owner_id, RECENT, tuple[int, ...]) or ()


async def remember(tx: Tx, owner_id: UserId, document_id: int) -> None:
    known = await recent(tx, owner_id)
    after = tuple(dict.fromkeys((document_id, *known)))[:MOST]
    if after != known:
        await accounts.set_setting(tx, owner_id, RECENT, after)
        await tx.log(owner_id, RecentStickersChanged(what=RECENT))


async def clear_recent(tx: Tx, owner_id: UserId) -> None:
    await accounts.remove_setting(tx, owner_id, RECENT)
    await tx.log(owner_id, RecentStickersChanged(what=RECENT))
