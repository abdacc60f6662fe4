"""The log of what was done in a supergroup or channel (https://core.telegram.org/api/recent-actions)."""

from __future__ import annotations

import msgspec

from angarium.model.chats import Participant, Rights
from angarium.model.invites import Invite
from angarium.model.messages import Message
from angarium.model.threads import Topic


class LogEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was done. `kind` is the TL name without `channelAdminLogEventAction`; of the other fields each kind has its own. Stored as
    one value: add fields with defaults only."""

    kind: str
    text: tuple[str, str] = ("", "")  # before and after, as all pairs here
    number: tuple[int, int] = (0, 0)
    background: tuple[int, int] = (0, 0)
    flag: bool = False
    names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    everything: tuple[bool, bool] = (False, False)  # whether `names` stand for "all"
    rights: tuple[Rights, Rights] = (frozenset(), frozenset())
    member_before: Participant | None = None
    member_after: Participant | None = None
    invite_before: Invite | None = None
    invite: Invite | None = None
    message_before: Message | None = None
    message: Message | None = None
    topic_before: Topic | None = None
    topic: Topic | None = None
    user_id: int = 0
    approved_by: int = 0
    via_chatlist: bool = False


class LogRow(msgspec.Struct, frozen=True, kw_only=True):
    """An entry in its place; `sort` is the name of the filter that shows it (https://core.telegram.org/constructor/channelAdminLogEventsFilter)."""

    id: int
    user_id: int
    date: int
    sort: str
    entry: LogEntry
