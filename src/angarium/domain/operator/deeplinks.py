"""What links are for that a program does not know (https://core.telegram.org/method/help.getDeepLinkInfo)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENS = {
    "addemoji": "a set of custom emoji",
    "addlist": "a shared folder",
    "addstickers": "a set of stickers",
    "addtheme": "a theme",
    "bg": "a wallpaper",
    "boost": "the boosts of a channel",
    "confirmphone": "the confirmation of a phone number",
    "contact": "somebody's contact",
    "giftcode": "a gift",
    "invoice": "an invoice",
    "join": "an invitation to a group or channel",
    "login": "the confirmation of a login",
    "message": "a chat with words to send, kept by a business",
    "msg": "words to send on",
    "msg_url": "a link to send on",
    "passport": "a request for documents",
    "privatepost": "a message of a group or channel",
    "proxy": "the settings of a proxy",
    "resolve": "somebody's page, or a message there",
    "restore_purchases": "what was bought before",
    "setlanguage": "a language of the program",
    "settings": "a page of the settings",
    "share": "words to send on",
    "socks": "the settings of a proxy",
    "stars_topup": "the stars of the account",
    "user": "somebody's page",
}
"""What the links open that the programs of some layer know (https://core.telegram.org/api/links)."""

_LACKING = {
    "call": "conference calls",
    "nft": "collectible gifts",
    "premium_multigift": "gifts of Premium",
    "premium_offer": "anything of Premium to buy",
    "stargift_auction": "auctions of gifts",
}
"""What other servers have that such links open."""


MOST_LINKS = 10


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is for: "name" of somebody or of a chat, "invite", "stickers", or "" when nobody here can tell."""

    url: str
    kind: str
    name: str = ""


_FORMS = (  # of the web, on whatever host, and of the apps (https://core.telegram.org/api/links)
    ("invite", re.compile(r"(?:tg:/{0,2}join\?invite=|(?:https?://)?[^/\s]+/(?:\+|joinchat/))(?P<name>[\w-]+)/?$", re.A)),
    ("stickers", re.compile(
        r"(?:tg:/{0,2}add(?:stickers|emoji)\?set=|(?:https?://)?[^/\s]+/add(?:stickers|emoji)/)(?P<name>\w+)/?$", re.A)),
    ("name", re.compile(r"(?:tg:/{0,2}resolve\?domain=|(?:https?://)?[^/\s]+/|@)(?P<name>\w+)(?:[/?&].*)?$", re.A)),
)  # fmt: skip


def find_links(text: str) -> list[Link]:
    """The links that stand in a text, parted by spaces or commas."""
    found = []
    for url in [one for one in re.split(r"[\s,]+", text[:4096]) if one][:MOST_LINKS]:
        kind, match = next(((kind, match) for kind, form in _FORMS if (match := form.match(url))), ("", None))
        found.append(Link(url, kind, match["name"] if match else ""))
    return found


@dataclass(frozen=True, slots=True)
class Explanation:
    """Words for whoever followed a link; `outdated` = a newer program would open it."""

    text: str
    outdated: bool


def explain(link: str, server: str) -> Explanation | None:
    """What a link is for, given with or without its `tg://`; None when nobody knows it."""
    name = re.split(r"[/?#]", link.strip().removeprefix("tg:").lstrip("/"), maxsplit=1)[0].casefold()
    if name in _OPENS:
        return Explanation(f"This link opens {_OPENS[name]}. A newer version of the app can do that.", outdated=True)
    if name in _LACKING:
        return Explanation(f"{server} does not have {_LACKING[name]}, which this link is for.", outdated=False)
    return None
