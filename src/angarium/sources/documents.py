"""What a page says of itself: Open Graph (https://ogp.me), Twitter cards, and plain HTML. Pure: text in, facts out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

TITLE, DESCRIPTION, NAME = 200, 600, 100
"""Characters that are kept."""

MOST_URL = 2048
MOST_SIDE = 10_000

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_KINDS = {"article": "article", "video": "video", "profile": "profile", "music": "audio", "book": "article"}


@dataclass(frozen=True, slots=True)
class Reading:
    """Empty where the page says nothing. Addresses are absolute."""

    kind: str = "article"
    title: str = ""
    description: str = ""
    site_name: str = ""
    author: str = ""
    image: str = ""
    large: bool = False
    embed_url: str = ""
    embed_type: str = ""
    embed_width: int = 0
    embed_height: int = 0
    duration: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing worth showing."""
        return not (self.title or self.description or self.image)


def decode(body: bytes, charset: str) -> str:
    """Bytes as text: by their mark, by what the server said, by what the page says, or as UTF-8."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    found = _META_CHARSET.search(body[:4096])
    for name in (charset, found.group(1).decode("ascii") if found else "", "utf-8"):
        try:
            if name and codecs.lookup(name)._is_text_encoding:
                return body.decode(name, "replace")
        except (LookupError, UnicodeError, ValueError):
            continue
    return body.decode("utf-8", "replace")


def read(url: str, body: bytes, charset: str = "") -> Reading:
    """What a page says of itself. Never fails: what makes no sense is left out."""
    tree = LexborHTMLParser(decode(body, charset).replace("\x00", ""))
    said: dict[str, str] = {}
    for node in tree.css("meta")[:500]:
        marks = node.attributes
        name = (marks.get("property") or marks.get("name") or marks.get("itemprop") or "").strip().lower()
        content = marks.get("content")
        if name and content and name not in said:
            said[name] = content
    base = url
    if (home := tree.css_first("base[href]")) is not None:
        base = _absolute(url, home.attributes.get("href") or "") or url
    title = tree.css_first("title")
    card = said.get("twitter:card", "").strip().lower()
    embed = _first(said, "og:video:secure_url", "og:video:url", "og:video", "twitter:player")
    embed_url = _absolute(base, embed)
    if urlsplit(embed_url).scheme != "https":
        embed_url = ""  # clients open it in a frame of their own
    kind = _KINDS.get(said.get("og:type", "").split(".")[0].split(":")[0].strip().lower(), "article")
    return Reading(
        kind="video" if embed_url else kind,
        title=_short(_first(said, "og:title", "twitter:title") or (title.text() if title else ""), TITLE),
        description=_short(_first(said, "og:description", "twitter:description", "description"), DESCRIPTION),
        site_name=_short(said.get("og:site_name", "") or site_of(url), NAME),
        author=_short(_first(said, "author", "article:author:name", "twitter:creator"), NAME),
        image=_absolute(base, _first(said, "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")),
        large=card == "summary_large_image" or bool(embed_url) or _number(said.get("og:image:width", "")) >= 600,
        embed_url=embed_url,
        embed_type=(_short(said.get("og:video:type", ""), 60) or "text/html") if embed_url else "",
        embed_width=_number(_first(said, "og:video:width", "twitter:player:width")) if embed_url else 0,
        embed_height=_number(_first(said, "og:video:height", "twitter:player:height")) if embed_url else 0,
        duration=_number(_first(said, "og:video:duration", "video:duration"), 86400),
    )  # fmt: skip


def site_of(url: str) -> str:
    """A site's name when it gives itself none: "Example" of https://www.example.org."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    parts = host.split(".")
    return parts[-2].capitalize() if len(parts) > 1 and not parts[-1].isdigit() else host


def _first(said: dict[str, str], *names: str) -> str:
    return next((said[name] for name in names if said.get(name, "").strip()), "")


def _short(text: str, limit: int) -> str:
    text = _SPACE.sub(" ", text[: 8 * limit]).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _absolute(base: str, link: str) -> str:
    """A link of the web, or nothing."""
    link = link.strip()
    if not link or len(link) > MOST_URL:
        return ""
    try:
        whole = urljoin(base, link)
        parts = urlsplit(whole)
        return whole if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def _number(text: str, most: int = MOST_SIDE) -> int:
    found = re.match(r"\s*(\d{1,9})", text)
    return min(int(found.group(1)), most) if found else 0
