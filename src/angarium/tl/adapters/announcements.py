"""Announcements as older clients show them: up to layer 177 a message in the name of a chat or a web page, without a title."""

from __future__ import annotations

from angarium.tl import types
from angarium.tl.adapters.registry import down, extend
from angarium.tl.combinator import Combinator


@down("sponsoredMessage", gives=("entities", "from_id", "message", "title", "url", "webpage"))
def lower_announcement(shown: types.SponsoredMessage, form: Combinator) -> types.SponsoredMessage:
    """Whoever renders it gives both older forms: `from_id`, and `webpage` for what is about no chat."""
    if "title" in form.field:
        return shown
    page = shown.__dict__.get("webpage")
    if page is None:
        return _with_title(shown)
    if "webpage" in form.field:
        return extend(shown, from_id=None)
    return _with_title(extend(shown, message=f"{shown.message}\n\n{shown.url}"))


def _with_title(shown: types.SponsoredMessage) -> types.SponsoredMessage:
    """The title becomes the first line; formatting moves down with the text."""
    head = len(f"{shown.title}\n".encode("utf-16-le")) // 2
    moved = [type(one)(**{**one.__dict__, "offset": one.offset + head}) for one in shown.entities or []]
    bold = types.MessageEntityBold(offset=0, length=head - 1)
    return extend(shown, message=f"{shown.title}\n{shown.message}", entities=[bold, *moved])
