"""messages.*: previews of links. Links have none here, which is what Telegram answers for one without."""

from __future__ import annotations

from angarium.domain.texts import recognition
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getWebPagePreview", partial="Links have no preview.")
async def get_web_page_preview(call: Call, req: functions.messages.GetWebPagePreview) -> types.messages.WebPagePreview:
    return types.messages.WebPagePreview(media=types.MessageMediaEmpty(), chats=[], users=[])


@method("messages.getWebPage", partial="Links have no preview.")
async def get_web_page(call: Call, req: functions.messages.GetWebPage) -> types.messages.WebPage:
    links = [req.url[start:end] for kind, start, end in recognition.find(req.url) if kind == "Url"]
    page = types.WebPageEmpty(id=0, url=links[0] if links else None)
    return types.messages.WebPage(webpage=page, chats=[], users=[])
