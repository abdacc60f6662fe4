"""How a story does: looks by the hour, what was said by the day, where it was passed on to (https://core.telegram.org/api/stats)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from angarium.domain import offsets
from angarium.domain.stories import places, viewers
from angarium.domain.threads import charts
from angarium.domain.threads.charts import Chart, Span
from angarium.domain.threads.graphs import Pair, shown, survey_one
from angarium.domain.work import Tx
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.model.stories import Story
from angarium.store import stories, storyviews

DAY, HOUR = 86_400, 3600
SAMPLED, RECENT = 300, 20
"""Stories of a channel that its statistics look at, and that are told one by one."""


async def of_story(tx: Tx, user_id: UserId, peer: Peer, id: int) -> tuple[Chart, Chart]:
    """Looks and reactions (https://core.telegram.org/method/stats.getStoryStats). Refuses what `places.require_led` does."""
    story = await places.require_led(tx, user_id, peer, id)
    seen, said = await storyviews.hours(tx, peer, id), await storyviews.reactions_by_day(tx, peer, id)
    return survey_one(story.date, seen, said)


@dataclass(frozen=True, slots=True)
class ChannelStories:
    """How the stories of a channel do: each in the last week and in the one before, by the day, the latest of them."""

    views: Pair
    shares: Pair
    reactions: Pair
    interactions: Chart
    emotions: Chart
    recent: list[Story]


async def of_channel(tx: Tx, peer: Peer, since: int) -> ChannelStories:
    """The stories' part of a channel's statistics; `since` is the first day of the last week. The caller has passed the guard."""
    found = await stories.page(tx, peer, 2**62, SAMPLED)
    first = min((story.id for story in found), default=0)
    start, today = min(since // DAY, tx.now // DAY - 1), tx.now // DAY
    first_day = min((story.date // DAY for story in found), default=start)
    span = Span(min(max(start - 7, first_day), start), today)
    seen, passed = await storyviews.seen_by_day(tx, peer, first), await storyviews.passed_by_day(tx, peer, first)
    said = await storyviews.said_by_day(tx, peer, first)
    lines = [charts.Line("Views", span.days(seen)), charts.Line("Shares", span.days(passed))]
    named = [(day, shown(name), number) for day, name, number in said]
    return ChannelStories(
        views=_each(found, "views", since),
        shares=_each(found, "forwards", since),
        reactions=_each(found, "reactions", since),
        interactions=Chart(title="Interactions", x=span.x, lines=lines),
        emotions=charts.by_name("Reactions", span, named),
        recent=found[:RECENT],
    )


def _each(found: Sequence[Story], field: str, since: int) -> Pair:
    """The mean of a counter over the stories of the last week, and over those of the week before."""
    now = [getattr(story, field) for story in found if story.date >= since]
    before = [getattr(story, field) for story in found if since - 7 * DAY <= story.date < since]
    return Pair(sum(now) / max(len(now), 1), sum(before) / max(len(before), 1))


async def forwards(
    tx: Tx, user_id: UserId, peer: Peer, id: int, offset: str, limit: int
) -> tuple[int, list[viewers.Copy], str, Facts]:
    """Where it was passed on to in public: how often, a page, and where to go on
    (https://core.telegram.org/method/stats.getStoryPublicForwards). Refuses what `places.require_led` does."""
    story: Story = await places.require_led(tx, user_id, peer, id)
    limit, facts = max(1, min(limit, 100)), Facts(user_id)
    rows, found = await viewers.copies(tx, user_id, story, offsets.before(offset), limit, facts)
    following = ".".join(str(part) for part in rows[-1]) if len(rows) == limit else ""
    return await storyviews.count_copies(tx, peer, id), found, following, facts
