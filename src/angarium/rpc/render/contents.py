"""To-do lists (https://core.telegram.org/api/todo) and previews of links (https://core.telegram.org/constructor/webPage)."""

from __future__ import annotations

from angarium.model.entities import FormattedText
from angarium.model.facts import Facts
from angarium.model.messages import FactCheck, Media
from angarium.model.todos import Todo
from angarium.model.webpages import WebPage
from angarium.rpc.render.files import render_document, render_photo
from angarium.rpc.render.peers import render_open_peer
from angarium.rpc.render.polls import render_formatted
from angarium.tl import types

PATIENCE = 30
"""Seconds after which a page that was being fetched is there, or is none."""


def render_todo(todo: Todo | None) -> types.TypeMessageMedia:
    if todo is None:
        return types.MessageMediaUnsupported()
    return types.MessageMediaToDo(
        todo=types.TodoList(
            title=render_formatted(todo.title),
            list=[render_item(item.id, item.title) for item in todo.items],
            others_can_append=todo.others_can_append,
            others_can_complete=todo.others_can_complete,
        ),
        completions=[
            types.TodoCompletion(id=done.id, completed_by=render_open_peer(done.by), date=done.date)
            for done in todo.completions
        ]
        or None,
    )


def render_item(id: int, title: FormattedText) -> types.TodoItem:
    return types.TodoItem(id=id, title=render_formatted(title))


def render_fact_check(note: FactCheck) -> types.FactCheck:
    return types.FactCheck(country=note.country, text=render_formatted(note.text), hash=note.number)


def render_page_media(media: Media, facts: Facts) -> types.TypeMessageMedia:
    """Nothing for an address that turned out to have nothing to show."""
    page = facts.pages.get(media.extra_id)
    if page is None or page.state == "empty":
        return types.MessageMediaEmpty()
    return types.MessageMediaWebPage(
        webpage=render_page(page, facts),
        force_large_media=media.size == "large",
        force_small_media=media.size == "small",
        manual=media.manual,
        safe=media.manual and page.state == "ready",
    )


def render_page(page: WebPage, facts: Facts) -> types.TypeWebPage:
    if page.state == "pending":
        # COMPAT(TDLib): at that time it asks by itself.
        return types.WebPagePending(id=page.id, url=page.url, date=page.fetched + PATIENCE)
    if page.state == "empty":
        return types.WebPageEmpty(id=page.id, url=page.url)
    return types.WebPage(
        id=page.id,
        url=page.url,
        display_url=page.shown_url,
        hash=page.hash,
        has_large_media=page.large,
        type=page.kind or None,
        site_name=page.site_name or None,
        title=page.title or None,
        description=page.description or None,
        photo=render_photo(facts.photos.get(page.photo_id), facts) if page.photo_id else None,
        embed_url=page.embed_url or None,
        embed_type=page.embed_type or None,
        embed_width=page.embed_width or None,
        embed_height=page.embed_height or None,
        duration=page.duration or None,
        author=page.author or None,
        document=render_document(facts.documents.get(page.document_id), facts) if page.document_id else None,
    )
