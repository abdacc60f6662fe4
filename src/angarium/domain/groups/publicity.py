"""Public groups and channels are found by the words of their titles, as people are by their names."""

from __future__ import annotations

from angarium.domain.chats.guards import Standing
from angarium.domain.groups import changing
from angarium.domain.texts import names
from angarium.domain.work import Tx
from angarium.model.chats import ChatProfile
from angarium.store import directory


async def watch(tx: Tx, standing: Standing, before: ChatProfile, after: ChatProfile) -> None:
    """Renew what a chat is found by: nothing while it has no name."""
    if (before.title, bool(before.usernames)) != (after.title, bool(after.usernames)):
        words = names.words(after.title) if after.usernames else ()
        await directory.set_person(tx, standing.chat.peer, words)


changing.WATCHERS.append(watch)
