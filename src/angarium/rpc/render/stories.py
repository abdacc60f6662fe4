"""Stories (https://core.telegram.org/constructor/storyItem), and what happens to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from angarium.domain.stories.feeds import Row
from angarium.model import events
from angarium.model.facts import Facts
from angarium.model.stories import MediaArea, Stealth, Story, StoryKey, StoryOrigin, StoryView
from angarium.rpc.render.accounts import render_rule
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.media import render_document, render_media
from angarium.rpc.render.messages import render_reaction
from angarium.rpc.render.peers import render_open_peer, render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


def render_story(story: Story, facts: Facts) -> types.TypeStoryItem:
    """A story as the bag's viewer sees it; who does not see it takes it for deleted."""
    view = facts.stories.get(story.key)
    return types.StoryItemDeleted(id=story.id) if view is None else render_view(view, facts)


def render_view(view: StoryView, facts: Facts) -> types.StoryItem:
    story, content = view.story, view.story.content
    rules = content.privacy
    return types.StoryItem(
        id=story.id,
        date=story.date,
        expire_date=story.expires,
        pinned=story.pinned,
        public=story.is_public,
        close_friends=any(rule.allow and rule.whom == "close_friends" for rule in rules),
        contacts=any(rule.allow and rule.whom == "contacts" for rule in rules) and not story.is_public,
        selected_contacts=any(rule.allow and rule.whom == "users" for rule in rules) and not story.is_public,
        min=view.shared,
        noforwards=content.noforwards,
        edited=content.edited,
        out=story.author == facts.viewer_id,
        from_id=render_peer(story.author) if content.signed else None,
        fwd_from=_render_origin(content.origin) if content.origin else None,
        caption=content.text or None,
        entities=render_entities(content.entities) if content.entities else None,
        media=render_media(content.media, facts),
        media_areas=[render_area(area) for area in content.areas] or None,
        privacy=[render_rule(rule) for rule in rules] if view.leads and rules else None,
        views=render_views(view) if view.leads or not rules else None,
        sent_reaction=render_reaction(view.reaction) if view.reaction else None,
        albums=list(view.albums) or None,
        music=render_document(facts.documents.get(content.music), facts) if content.music in facts.documents else None,
    )


def render_skipped(story: Story) -> types.StoryItemSkipped:
    """A story that a client asks for when somebody looks at it."""
    close = any(rule.allow and rule.whom == "close_friends" for rule in story.content.privacy)
    return types.StoryItemSkipped(id=story.id, date=story.date, expire_date=story.expires, close_friends=close)


def render_row(row: Row, facts: Facts, skipped: frozenset[StoryKey] = frozenset()) -> types.PeerStories:
    """Someone's active stories."""
    return types.PeerStories(
        peer=render_peer(row.peer),
        max_read_id=row.reader.max_id or None,
        stories=[render_skipped(one) if one.key in skipped else render_story(one, facts) for one in row.stories],
    )


def render_views(view: StoryView | None) -> types.StoryViews:
    if view is None:
        return types.StoryViews(views_count=0)
    story = view.story
    return types.StoryViews(
        has_viewers=view.leads and story.views > 0,
        views_count=story.views,
        forwards_count=story.forwards or None,
        reactions=[types.ReactionCount(reaction=render_reaction(one), count=number) for one, number in view.tally]
        or None,
        reactions_count=story.reactions or None,
        recent_viewers=list(view.recent) or None,
    )


def _render_origin(origin: StoryOrigin) -> types.StoryFwdHeader:
    return types.StoryFwdHeader(
        modified=origin.modified,
        from_=render_peer(origin.peer) if origin.peer else None,
        from_name=origin.name or None,
        story_id=origin.id or None,
    )


def render_stealth(stealth: Stealth, now: int) -> types.StoriesStealthMode:
    return types.StoriesStealthMode(
        active_until_date=stealth.until if stealth.until > now else None,
        cooldown_until_date=stealth.cooldown if stealth.cooldown > now else None,
    )


# --- places that can be tapped -------------------------------------------------------------------------------------------------------


def render_area(area: MediaArea) -> types.TypeMediaArea:
    where = types.MediaAreaCoordinates(
        x=area.x, y=area.y, w=area.w, h=area.h, rotation=area.rotation, radius=area.radius
    )
    fields: dict[str, Any] = {"coordinates": where}
    match area.kind:
        case "venue":
            return types.MediaAreaVenue(
                geo=_render_point(area), title=area.title, address=area.address, provider=area.provider,
                venue_id=area.venue_id, venue_type=area.venue_type, **fields,
            )  # fmt: skip
        case "geo":
            return types.MediaAreaGeoPoint(geo=_render_point(area), address=_render_address(area), **fields)
        case "reaction":
            said = render_reaction(area.reaction)
            return types.MediaAreaSuggestedReaction(dark=area.dark, flipped=area.flipped, reaction=said, **fields)
        case "post":
            return types.MediaAreaChannelPost(channel_id=number_of(area.peer), msg_id=area.post, **fields)
        case "weather":
            return types.MediaAreaWeather(
                emoji=area.emoji, temperature_c=area.temperature, color=area.color, **fields
            )  # fmt: skip
        case "gift":
            return types.MediaAreaStarGift(slug=area.url, **fields)
        case _:
            return types.MediaAreaUrl(url=area.url, **fields)


def _render_point(area: MediaArea) -> types.GeoPoint:
    return types.GeoPoint(long=area.longitude, lat=area.latitude, access_hash=0)


def _render_address(area: MediaArea) -> types.GeoPointAddress | None:
    if not area.country:
        return None
    return types.GeoPointAddress(
        country_iso2=area.country, state=area.state or None, city=area.city or None, street=area.street or None
    )


# --- updates -------------------------------------------------------------------------------------------------------------------------


@renders(events.StoryChanged)
def _story_changed(event: events.StoryChanged, told: Told) -> Sequence[types.TypeUpdate]:
    view = told.facts.stories.get((event.peer, event.story_id))
    item = types.StoryItemDeleted(id=event.story_id) if view is None else render_view(view, told.facts)
    return (types.UpdateStory(peer=render_open_peer(event.peer), story=item),)


@renders(events.StoriesRead)
def _stories_read(event: events.StoriesRead, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateReadStories(peer=render_open_peer(event.peer), max_id=event.max_id),)


@renders(events.StoryReacted)
def _story_reacted(event: events.StoryReacted, told: Told) -> Sequence[types.TypeUpdate]:
    said = render_reaction(event.reaction)
    return (types.UpdateNewStoryReaction(story_id=event.story_id, peer=render_peer(event.peer), reaction=said),)


@renders(events.StoryLiked)
def _story_reaction_sent(event: events.StoryLiked, told: Told) -> Sequence[types.TypeUpdate]:
    said = render_reaction(event.reaction) if event.reaction else types.ReactionEmpty()
    return (types.UpdateSentStoryReaction(peer=render_peer(event.peer), story_id=event.story_id, reaction=said),)


@renders(events.StealthChanged)
def _stealth_changed(event: events.StealthChanged, told: Told) -> Sequence[types.TypeUpdate]:
    stealth = event.stealth
    mode = types.StoriesStealthMode(
        active_until_date=stealth.until or None, cooldown_until_date=stealth.cooldown or None
    )
    return (types.UpdateStoriesStealthMode(stealth_mode=mode),)
