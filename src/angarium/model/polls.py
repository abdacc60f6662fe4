"""Polls and quizzes (https://core.telegram.org/api/poll): one object, however many messages show it."""

from __future__ import annotations

import msgspec

from angarium.model.entities import FormattedText
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Media


class PollAnswer(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """One option. `added_by` and `date` are set when somebody added it later."""

    text: FormattedText
    option: bytes
    media: Media | None = None
    added_by: Peer | None = None
    date: int = 0


class Poll(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the author asked. `correct` holds the right options of a quiz."""

    id: int
    owner_id: UserId
    question: FormattedText
    answers: tuple[PollAnswer, ...]
    closed: bool = False
    public_voters: bool = False
    multiple_choice: bool = False
    quiz: bool = False
    open_answers: bool = False
    revoting_disabled: bool = False
    shuffle_answers: bool = False
    hide_results: bool = False  # until it is closed
    subscribers_only: bool = False
    countries: tuple[str, ...] = ()
    close_period: int = 0
    close_date: int = 0
    correct: tuple[bytes, ...] = ()
    solution: FormattedText | None = None
    solution_media: Media | None = None
    media: Media | None = None
    by_bot: bool = False

    def options(self) -> tuple[bytes, ...]:
        """In the order of the answers."""
        return tuple(answer.option for answer in self.answers)

    def attached(self) -> tuple[Media, ...]:
        """Everything that it shows beside text."""
        each = (self.media, self.solution_media, *(answer.media for answer in self.answers))
        return tuple(media for media in each if media is not None)


class Tally(msgspec.Struct, frozen=True, array_like=True):
    """How a poll stands. `recent` are its latest voters, `recent_by` those of each option; kept for polls that show who votes."""

    total: int = 0
    counts: dict[bytes, int] = {}
    recent: tuple[Peer, ...] = ()
    recent_by: dict[bytes, tuple[Peer, ...]] = {}


class Vote(msgspec.Struct, frozen=True, array_like=True):
    """What one person chose."""

    voter: Peer
    options: tuple[bytes, ...]
    date: int
    shown: Peer = Peer(0)  # in whose name


class PollView(msgspec.Struct, frozen=True):
    """A poll as one viewer sees it. `plain` = told alike to everyone: it does not say what the viewer chose."""

    poll: Poll
    tally: Tally
    chosen: tuple[bytes, ...] = ()
    plain: bool = False
    creator: bool = False
    unread: bool = False  # the viewer's own poll has votes that they have not seen
    hash: int = 0  # another one whenever anything of this changed

    @property
    def told(self) -> bool:
        """Whether the numbers are shown: to those who voted, to the bot that asks, and to everyone when it is over."""
        if self.poll.closed:
            return True
        return not self.poll.hide_results and (bool(self.chosen) or (self.creator and self.poll.by_bot))

    @property
    def solved(self) -> bool:
        """Whether the right answers are shown."""
        return self.poll.closed or bool(self.chosen) or (self.creator and self.poll.by_bot)
