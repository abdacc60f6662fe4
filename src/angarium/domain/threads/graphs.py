"""The graphs of supergroups and channels (https://core.telegram.org/api/stats#graph-visualization), and the tokens under which they are
loaded when somebody looks at them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from angarium.domain import access, offsets
from angarium.domain.chats import guards
from angarium.domain.looks import languages
from angarium.domain.threads import charts, tallies
from angarium.domain.threads.charts import DAY, Chart, Span
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId
from angarium.store import activity, logins, participants
from angarium.store.activity import Hour

WEEK, SHOWN = 7, 90
"""Days that are summed up, and days that graphs reach back at most."""

SAMPLED = 1000
"""Members among whom is counted what they speak, and how they came before that was counted when they did."""

TOKEN_LIVES = 3600
"""Seconds for which a graph can be loaded later."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A number in the last week, and in the week before."""

    now: float
    before: float


@dataclass(frozen=True, slots=True)
class Ground:
    """What everything is reckoned from."""

    chat: Chat
    span: Span
    hours: list[Hour]
    said: list[tuple[int, str, int]]
    """Reactions: the day, which, how often."""

    @property
    def since(self) -> int:
        """When the last week began."""
        return (self.span.last - WEEK + 1) * DAY

    def sum(self, field: str, *, before: bool = False) -> int:
        """What happened in the last week, or in the one before."""
        last = self.span.last - (WEEK if before else 0)
        return sum(getattr(one, field) for one in self.hours if last - WEEK < one.hour // 24 <= last)

    def pair(self, field: str) -> Pair:
        return Pair(self.sum(field), self.sum(field, before=True))

    def each(self, field: str) -> Pair:
        """The same for each message."""
        there, former = self.sum("messages"), self.sum("messages", before=True)
        return Pair(self.sum(field) / max(there, 1), self.sum(field, before=True) / max(former, 1))

    def reactions(self) -> Pair:
        """For each message, what was said to it."""
        last, now, before = self.span.last, 0, 0
        for day, _, number in self.said:
            now += number if last - WEEK < day <= last else 0
            before += number if last - 2 * WEEK < day <= last - WEEK else 0
        there, former = self.sum("messages"), self.sum("messages", before=True)
        return Pair(now / max(there, 1), before / max(former, 1))

    def grown(self) -> Pair:
        """Members now, and a week ago."""
        return Pair(self.chat.members, max(self.chat.members - self.sum("joins") + self.sum("leaves"), 0))


async def survey(tx: Tx, user_id: UserId, peer: Peer) -> Ground:
    """What happened in a chat that somebody leads. Refuses CHAT_ADMIN_REQUIRED, and what `guards.require_open` does."""
    standing = await guards.require_admin(tx, user_id, peer)
    today = tx.now // DAY
    first = min(max(standing.chat.created // DAY, today - SHOWN + 1), today - WEEK)
    hours = await activity.hours(tx, peer, first * 24, (today + 1) * 24)
    return Ground(standing.chat, Span(first, today), hours, await activity.reactions(tx, peer, first, today + 1))


# --- graphs ---------------------------------------------------------------------------------------------------------------------------

Draw = Callable[[Tx, Ground], Awaitable[Chart]]


def _plain(draw: Callable[[Ground], Chart]) -> Draw:
    async def drawn(tx: Tx, ground: Ground) -> Chart:
        return draw(ground)

    return drawn


async def _sources(tx: Tx, ground: Ground) -> Chart:
    """How people came: as it was counted, and before that, as far as those who are still there know it."""
    rows = [(one.hour // 24, name, getattr(one, way)) for one in ground.hours for way, name in WAYS.items()]
    counted = min((day for day, _, number in rows if number), default=ground.span.last + 1)
    if counted > ground.span.first:
        came = await participants.present(tx, ground.chat.peer, SAMPLED)
        early = [one for one in came if one.date // DAY < counted and one.user_id != ground.chat.creator_id]
        rows += [(one.date // DAY, WAYS[tallies.way_of(one)], 1) for one in early]
    return charts.by_name("New members by source", ground.span, [row for row in rows if row[2]])


async def _languages(tx: Tx, ground: Ground) -> Chart:
    """What the devices of members speak, by the day on which these came."""
    there = {one.user_id: one.date // DAY for one in await participants.present(tx, ground.chat.peer, SAMPLED)}
    spoken = await logins.languages(tx, there)
    return charts.shares(
        "Languages", ground.span, [(there[id], languages.english_name(code)) for id, code in spoken.items()]
    )


def _emotions(ground: Ground) -> Chart:
    return charts.by_name("Reactions", ground.span, [(day, shown(name), number) for day, name, number in ground.said])


def shown(reaction: str) -> str:
    """What a reaction is called in a graph."""
    names = {"paid": "Stars", "custom": "Custom emoji"}
    return names.get(reaction.partition(":")[0], reaction)


def survey_one(
    begun: int, seen: Sequence[tuple[int, int]], said: Sequence[tuple[int, str, int]]
) -> tuple[Chart, Chart]:
    """How one post or story does that began then (epoch seconds): looks from (hour, number), by the hour for its first two days, then by
    the day; reactions from (day, which, number), for two days at least, for clients do not draw one."""
    first, counted = begun // 3600, dict(seen)
    last = max(counted, default=first)
    if last - first < 48:
        span = range(first, max(last, first + 1) + 1)
        x, numbers = [hour * 3_600_000 for hour in span], [counted.get(hour, 0) for hour in span]
    else:
        days = Span(first // 24, last // 24)
        x, numbers = days.x, days.days((hour // 24, number) for hour, number in seen)
    within = Span(begun // DAY, max([begun // DAY + 1, *(day for day, _, _ in said)]))
    reactions = charts.by_name("Reactions", within, [(day, shown(which), number) for day, which, number in said])
    return Chart(title="Views", x=x, lines=[charts.Line("Views", numbers)]), reactions


async def _actions(tx: Tx, ground: Ground) -> Chart:
    """How many were there on each day, and how many wrote."""
    span = ground.span
    there = await activity.people_by_day(tx, ground.chat.peer, span.first, span.last + 1)
    viewers = charts.Line("Viewing members", span.days((day, number) for day, number, _ in there))
    writers = charts.Line("Posting members", span.days((day, number) for day, _, number in there))
    return Chart(title="Actions", x=span.x, lines=[viewers, writers])


WAYS = {
    "came_public": "Public name", "came_links": "Invite links", "came_requests": "Requests", "came_added": "Added by members",
}  # fmt: skip
INTERACTIONS = {"views": "Views", "forwards": "Shares"}
NOTICES = {"mutes": "Muted", "unmutes": "Unmuted"}
VIEWS = {
    "from_followers": "Followers", "from_search": "Search and links", "from_channels": "Channels", "from_groups": "Groups",
    "from_private": "Private chats",
}  # fmt: skip
CHANNEL_GRAPHS: dict[str, Draw] = {
    "growth": _plain(lambda g: charts.growth("Total followers", g.span, g.hours, g.chat.members)),
    "followers": _plain(lambda g: charts.by_day("Followers", g.span, g.hours, {"joins": "Joined", "leaves": "Left"})),
    "mute": _plain(lambda g: charts.by_day("Notifications", g.span, g.hours, NOTICES)),
    "top_hours": _plain(lambda g: charts.top_hours("Views by hours", g.hours, "views", g.span.last - WEEK + 1)),
    "interactions": _plain(lambda g: charts.by_day("Interactions", g.span, g.hours, INTERACTIONS, zoom=True)),
    "views_by_source": _plain(lambda g: charts.by_day("Views by source", g.span, g.hours, VIEWS, form="bar")),
    "new_followers_by_source": _sources,
    "languages": _languages,
    "reactions_by_emotion": _plain(_emotions),
}
MESSAGES = {"messages": "Messages"}
GROUP_GRAPHS: dict[str, Draw] = {
    "growth": _plain(lambda g: charts.growth("Total members", g.span, g.hours, g.chat.members)),
    "members": _plain(lambda g: charts.by_day("Members", g.span, g.hours, {"joins": "Joined", "leaves": "Left"})),
    "new_members_by_source": _sources,
    "languages": _languages,
    "messages": _plain(lambda g: charts.by_day("Messages", g.span, g.hours, MESSAGES, zoom=True)),
    "actions": _actions,
    "top_hours": _plain(lambda g: charts.top_hours("Messages by hours", g.hours, "messages", g.span.last - WEEK + 1)),
    "weekdays": _plain(lambda g: charts.weekdays("Messages by weekdays", g.span, g.hours, "messages")),
}
ZOOMED = {"interactions": INTERACTIONS, "messages": MESSAGES}


# --- tokens, under which a graph is loaded when somebody looks at it ------------------------------------------------------------------


def make_token(tx: Tx, user_id: int, peer: Peer, name: str) -> str:
    """For `load`; of use to this person alone, and for a while."""
    until = tx.now + TOKEN_LIVES
    mark = access.access_hash(tx.house.secret, user_id, f"graph {peer} {name}", until)
    return f"{name}.{-peer}.{until}.{mark & (2**64 - 1):016x}"


def read_token(tx: Tx, user_id: UserId, token: str) -> tuple[str, Peer]:
    """Which graph a token is for, and of what chat. Refuses GRAPH_INVALID_RELOAD, GRAPH_EXPIRED_RELOAD."""
    parts = token.split(".")
    numbers = offsets.find(".".join(parts[1:-1]), 2)
    if len(parts) != 4 or numbers is None:
        raise Refusal("GRAPH_INVALID_RELOAD")
    name, peer, until = parts[0], Peer(-numbers[0]), numbers[1]
    mark = access.access_hash(tx.house.secret, user_id, f"graph {peer} {name}", until)
    if f"{mark & (2**64 - 1):016x}" != parts[3]:
        raise Refusal("GRAPH_INVALID_RELOAD")
    if until < tx.now:
        raise Refusal("GRAPH_EXPIRED_RELOAD")
    return name, peer


async def load(tx: Tx, user_id: UserId, peer: Peer, name: str, x: int | None) -> Chart:
    """A graph of a chat; with `x` (milliseconds) the day of it that somebody looks into
    (https://core.telegram.org/method/stats.loadAsyncGraph). Refuses GRAPH_INVALID_RELOAD, and what `survey` does."""
    ground = await survey(tx, user_id, peer)
    if x is not None:
        if name not in ZOOMED:
            raise Refusal("GRAPH_INVALID_RELOAD")
        return charts.by_hour(name.capitalize(), x // (DAY * 1000), ground.hours, ZOOMED[name])
    return await (CHANNEL_GRAPHS if ground.chat.is_broadcast else GROUP_GRAPHS)[name](tx, ground)
