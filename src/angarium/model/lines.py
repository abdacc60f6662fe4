"""Which line of its box an event belongs to (https://core.telegram.org/api/updates#update-sequences)."""

from __future__ import annotations

from angarium.model.events import (
    Base,
    BotManaged,
    BotStopped,
    BusinessConnected,
    BusinessMessageCame,
    BusinessMessageEdited,
    BusinessMessagesDeleted,
    ContentsRead,
    FoldersChanged,
    GuestAsked,
    InboxRead,
    JoinAsked,
    MessageEdited,
    MessagesDeleted,
    MessagesPinned,
    NewMessage,
    OutboxRead,
    ParticipantChanged,
    PollVoted,
    Reacted,
    ReactionsCounted,
    WebPageChanged,
)
from angarium.model.starevents import ChatBoosted, MediaSold

ON_PTS: frozenset[type[Base]] = frozenset(
    {
        NewMessage,
        MessageEdited,
        MessagesDeleted,
        InboxRead,
        OutboxRead,
        ContentsRead,
        MessagesPinned,
        FoldersChanged,
        WebPageChanged,
    }
)
"""Events that move pts."""

ON_QTS: frozenset[type[Base]] = frozenset(
    {
        PollVoted,
        BotStopped,
        GuestAsked,
        JoinAsked,
        ParticipantChanged,
        BusinessConnected,
        BusinessMessageCame,
        BusinessMessageEdited,
        BusinessMessagesDeleted,
        BotManaged,
        Reacted,
        ReactionsCounted,
        ChatBoosted,
        MediaSold,
    }
)
"""Events of bots that move the bot's qts; every other one that is logged moves seq."""
