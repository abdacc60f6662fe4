"""Polls (https://core.telegram.org/constructor/poll) and how they stand (https://core.telegram.org/constructor/pollResults)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from angarium.model.entities import FormattedText
from angarium.model.facts import Facts
from angarium.model.messages import Media
from angarium.model.polls import PollAnswer, PollView
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.peers import render_open_peer, render_peer
from angarium.tl import types

RenderMedia: TypeAlias = Callable[[Media, Facts], "types.TypeMessageMedia"]


def render_formatted(text: FormattedText) -> types.TextWithEntities:
    return types.TextWithEntities(text=text.text, entities=render_entities(text.entities) or [])


def render_poll_answer(answer: PollAnswer, facts: Facts, render_media: RenderMedia) -> types.PollAnswer:
    return types.PollAnswer(
        text=render_formatted(answer.text),
        option=answer.option,
        media=render_media(answer.media, facts) if answer.media else None,
        added_by=render_peer(answer.added_by) if answer.added_by else None,
        date=answer.date if answer.added_by else None,
    )


def render_poll(view: PollView, facts: Facts, render_media: RenderMedia) -> types.Poll:
    poll = view.poll
    return types.Poll(
        id=poll.id,
        closed=poll.closed,
        public_voters=poll.public_voters,
        multiple_choice=poll.multiple_choice,
        quiz=poll.quiz,
        open_answers=poll.open_answers,
        revoting_disabled=poll.revoting_disabled,
        shuffle_answers=poll.shuffle_answers,
        hide_results_until_close=poll.hide_results,
        creator=facts.viewer_id == poll.owner_id,
        subscribers_only=poll.subscribers_only,
        question=render_formatted(poll.question),
        answers=[render_poll_answer(answer, facts, render_media) for answer in poll.answers],
        close_period=poll.close_period or None,
        close_date=poll.close_date or None,
        countries_iso2=list(poll.countries) or None,
        hash=view.hash,
    )


def render_results(view: PollView, facts: Facts, render_media: RenderMedia) -> types.PollResults:
    """Who has not voted learns how many others did, and no more. Clients keep the choice they know of until a row says otherwise:
    without rows, a vote taken back would stay."""
    poll, tally = view.poll, view.tally
    solution = poll.solution if view.solved else None
    return types.PollResults(
        min=view.plain,
        has_unread_votes=view.unread,
        results=_render_options(view) if view.told or not view.plain else None,
        total_voters=tally.total,
        recent_voters=[render_open_peer(peer) for peer in tally.recent]
        if poll.public_voters and tally.recent
        else None,
        solution=solution.text if solution else None,
        solution_entities=(render_entities(solution.entities) or []) if solution else None,
        solution_media=render_media(poll.solution_media, facts) if poll.solution_media and view.solved else None,
    )


def _render_options(view: PollView) -> list[types.TypePollAnswerVoters]:
    poll, tally = view.poll, view.tally
    return [
        types.PollAnswerVoters(
            option=option,
            chosen=option in view.chosen,
            correct=poll.quiz and view.solved and option in poll.correct,
            # COMPAT(kurigram 2.2): it adds the numbers up, and fails on rows without one.
            voters=tally.counts.get(option, 0) if view.told else 0,
            recent_voters=[render_open_peer(peer) for peer in tally.recent_by.get(option, ())] if view.told else None,
        )
        for option in poll.options()
    ]


def render_poll_media(view: PollView | None, facts: Facts, render_media: RenderMedia) -> types.TypeMessageMedia:
    if view is None:
        return types.MessageMediaUnsupported()
    attached = view.poll.media
    return types.MessageMediaPoll(
        poll=render_poll(view, facts, render_media),
        results=render_results(view, facts, render_media),
        attached_media=render_media(attached, facts) if attached else None,
    )
