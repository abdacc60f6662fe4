"""Polls, to-do lists, web pages and invoices into a bag of facts; `domain/facts.py` calls it on its way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from angarium.domain.annexes import polls
from angarium.domain.work import Tx
from angarium.model import events
from angarium.model.facts import Facts
from angarium.model.messages import Media, Message
from angarium.store import invoices, paidmedia, todos, webpages


async def add(tx: Tx, facts: Facts, found: Sequence[Message], happened: Iterable[events.Event] = ()) -> set[int]:
    """What the messages, and events that speak of such things themselves, refer to. Returns the peers that these name."""
    wanted: dict[str, set[int]] = {}
    for message in found:
        media = message.content.media
        if media is not None and media.extra_id:
            wanted.setdefault(media.kind, set()).add(media.extra_id)
    for event in happened:
        match event:
            case events.PollChanged():
                wanted.setdefault("poll", set()).add(event.poll_id)
            case events.WebPageChanged():
                wanted.setdefault("web_page", set()).add(event.id)
    named: set[int] = set()
    if ids := wanted.get("poll"):
        facts.polls.update(await polls.views(tx, facts.viewer_id, ids))
        named.update(*(polls.people_in(view) for view in facts.polls.values()))
    if ids := wanted.get("todo"):
        facts.todos.update(await todos.find_many(tx, ids))
        named.update(done.by for todo in facts.todos.values() for done in todo.completions)
    if ids := wanted.get("web_page"):
        facts.pages.update(await webpages.find_many(tx, ids))
    if ids := wanted.get("invoice"):
        facts.invoices.update(await invoices.find_many(tx, ids))
    if ids := wanted.get("paid"):
        facts.paid.update(await paidmedia.views(tx, facts.viewer_id, ids))
    return named


def files_in(facts: Facts) -> tuple[set[int], set[int]]:
    """Photos and documents that polls, web pages and paid posts show."""
    photos: set[int] = {page.photo_id for page in facts.pages.values() if page.photo_id}
    documents: set[int] = {page.document_id for page in facts.pages.values() if page.document_id}
    for view in facts.polls.values():
        for media in view.poll.attached():
            _file_of(media, photos, documents)
    for sold in facts.paid.values():
        for media in sold.paid.items:
            _file_of(media, photos, documents)
    return photos, documents


def _file_of(media: Media, photos: set[int], documents: set[int]) -> None:
    if media.file_id:
        (photos if media.kind == "photo" else documents).add(media.file_id)
