"""messages.*: previews of links (https://core.telegram.org/api/links)."""

from __future__ import annotations

from angarium.domain.contents import previews
from angarium.model.errors import Refusal
from angarium.model.webpages import WebPage
from angarium.rpc.messages.texts import read_text
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.contents import render_page
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getWebPagePreview", alone=True, flood="search", bots=False)
async def get_web_page_preview(call: Call, req: functions.messages.GetWebPagePreview) -> types.messages.WebPagePreview:
    """What would stand below this text."""
    text = read_text(call, req.message, req.entities)
    if not text.text:
        raise Refusal("MESSAGE_EMPTY")
    url = previews.first_link(text.text, text.entities)
    page = await previews.look_up(call.house, call.user_id, url) if url else WebPage(id=0, url="", state="empty")
    if page.state == "empty":
        return types.messages.WebPagePreview(media=types.MessageMediaEmpty(), chats=[], users=[])
    async with call.read() as inner:
        facts = await previews.facts_of(inner.tx, call.user_id, page)
    media = types.MessageMediaWebPage(webpage=render_page(page, facts))
    return types.messages.WebPagePreview(media=media, chats=render_chats(facts), users=render_users(facts, ()))


@method("messages.getWebPage", alone=True, flood="search", bots=False)
async def get_web_page(call: Call, req: functions.messages.GetWebPage) -> types.messages.WebPage:
    """A page by its address; `hash` names the state that the client knows."""
    url = previews.normalize(req.url)
    page = await previews.look_up(call.house, call.user_id, url) if url else WebPage(id=0, url=req.url, state="empty")
    if page.state == "ready" and req.hash and req.hash == page.hash:
        return types.messages.WebPage(webpage=types.WebPageNotModified(), chats=[], users=[])
    async with call.read() as inner:
        facts = await previews.facts_of(inner.tx, call.user_id, page)
    return types.messages.WebPage(webpage=render_page(page, facts), chats=[], users=[])
