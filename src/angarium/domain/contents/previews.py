"""Previews of links (https://core.telegram.org/api/links): a page is fetched once, by the server, and shown to everyone who gets its
address. A message goes out at once; when its page is there, those who have it are told (updateWebPage)."""

from __future__ import annotations

from hashlib import blake2b
from urllib.parse import urlsplit, urlunsplit

import structlog
from msgspec.structs import replace

from angarium.domain import budgets, dues
from angarium.domain import facts as gathered
from angarium.domain.budgets import Allowance
from angarium.domain.chats import guards
from angarium.domain.files import photos
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.entities import Entity, FormattedText
from angarium.model.errors import Refusal
from angarium.model.events import WebPageChanged
from angarium.model.facts import Facts
from angarium.model.files import Photo
from angarium.model.ids import FileId, Peer, UserId, is_channel, is_saved, is_user
from angarium.model.messages import Content, Media, Message
from angarium.model.webpages import WebPage
from angarium.sources import Fetched, Unreachable
from angarium.sources import documents as pages
from angarium.store import chats, directs, files, participants, webpages

log = structlog.get_logger(__name__)

PAGE_SIZE, PICTURE_SIZE = 1 << 20, 10 << 20
"""Bytes of a page and of its picture that are fetched."""

GOOD, EMPTY, PENDING = 86400, 3600, 60
"""Seconds until an address is asked anew: one with a preview, one without, one whose fetch was lost with a server that stopped."""

LINKS = Allowance(200, 600, 3600)
"""Addresses that the server asks for one account; beyond it links have no preview."""

MOST = 2048
"""Characters of a link that can have a preview."""

_DEED = "web page"
_HTML = ("text/html", "application/xhtml+xml")
_IMAGES = ("image/jpeg", "image/png", "image/webp", "image/gif")


def normalize(link: str) -> str:
    """The address under which a link is kept, or "" for what is no link of the web."""
    link = link.strip()
    if len(link) > MOST:
        return ""
    if "://" not in link:
        link = f"http://{link}"
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # UnicodeError is one
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username is not None:
        return ""
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme.lower(), host + port, parts.path, parts.query, ""))


def first_link(text: str, entities: tuple[Entity, ...]) -> str:
    """The first link of a text that can have a preview; "" when it has none."""
    if not entities:
        return ""
    raw = text.encode("utf-16-le", "surrogatepass")
    for entity in entities:
        if entity.kind == "TextUrl" and (found := normalize(entity.value)):
            return found
        if entity.kind == "Url":
            words = raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")
            if found := normalize(words):
                return found
    return ""


def id_of(secret: bytes, url: str) -> int:
    """A page is known by its address; the id does not tell it."""
    digest = blake2b(url.encode(), digest_size=8, key=secret, person=b"web page").digest()
    return int.from_bytes(digest, "little") & (2**62 - 1) | 1


# --- into messages


async def attach(tx: Tx, sender_id: UserId, peer: Peer, content: Content) -> Content:
    """A text with the preview of its first link, if it has one and its author and the chat let it."""
    if content.media is not None or content.no_webpage or tx.house.sources.pages is None:
        return content
    url = first_link(content.text, content.entities)
    if not url or not await _may_embed(tx, sender_id, peer):
        return content
    page = await ensure(tx, sender_id, url)
    if page.state == "empty":
        return content
    return replace(content, media=Media(kind="web_page", extra_id=page.id, url=url))


async def of_text(tx: Tx, author_id: UserId, peer: Peer, text: FormattedText, *, no_webpage: bool) -> Media | None:
    """The preview of a text that takes the place of another."""
    content = Content(text=text.text, entities=text.entities, no_webpage=no_webpage)
    return (await attach(tx, author_id, peer, content)).media


async def _may_embed(tx: Tx, sender_id: UserId, peer: Peer) -> bool:
    if is_user(peer):
        return True
    standing = await guards.find(tx, sender_id, peer)
    return standing is None or not standing.lacks("embed_links", tx.now)


async def ensure(tx: Tx, sender_id: UserId, url: str) -> WebPage:
    """What is known of an address; an unknown one is pending, and fetched after the commit."""
    first, page, good_until = await _find(tx, url)
    if page is not None and good_until > tx.now:
        return page
    if not await budgets.left(tx, f"links:{sender_id}", LINKS):
        return page or WebPage(id=0, url=url, state="empty")
    await budgets.spend(tx, f"links:{sender_id}", LINKS)
    if first is None or page is None:
        first = page = WebPage(id=id_of(tx.house.secret, url), url=url, fetched=tx.now)
    await webpages.put(tx, first, tx.now + PENDING)
    tx.after_commit(lambda: _refresh_aside(tx.house, url))
    await dues.put(tx, sender_id, _DEED, first.id, tx.now + PENDING)
    return page


@dues.happens(_DEED)
async def look_again(tx: Tx, box: int, page_id: int) -> None:
    """A server that stopped while it fetched a page left it pending."""
    found = await webpages.find(tx, page_id)
    if found is not None and found[0].state == "pending":
        tx.after_commit(lambda: _refresh_aside(tx.house, found[0].url))


async def _find(tx: Tx, url: str) -> tuple[WebPage | None, WebPage | None, int]:
    """The first page of an address, the one that stands for it now, and until when that is good."""
    found = await webpages.find(tx, id_of(tx.house.secret, url))
    if found is None:
        return None, None, 0
    first, good_until = found
    if not first.current:
        return first, first, good_until
    return first, (await webpages.find_many(tx, (first.current,))).get(first.current), good_until


async def _refresh_aside(house: House, url: str) -> None:
    await refresh(house, url)


async def follow(tx: Tx, message: Message) -> None:
    """Who holds a message whose page is still being fetched is told when it is there."""
    media = message.content.media
    if media is None or media.kind != "web_page":
        return
    found = await webpages.find(tx, media.extra_id)
    if found is None or found[0].state != "pending":
        return
    await webpages.wait(tx, media.extra_id, await _holders(tx, message))


async def _holders(tx: Tx, message: Message) -> list[int]:
    if message.content.topic:  # of a channel's direct messages: its admins, and whoever writes to it
        return [message.box, directs.line_of(message.box, message.content.topic)]
    if is_channel(message.box) or is_saved(message.box, message.peer):
        return [message.box]
    if is_user(message.peer):
        return [message.box, message.peer]
    return await participants.present_ids(tx, message.peer)


# --- asked for


async def look_up(house: House, asker_id: UserId, url: str) -> WebPage:
    """The page of an address, fetched if need be: takes its time, so call it outside of any unit of work. `state` is "empty" for
    what has none. Refuses FLOOD_WAIT_%d."""
    if house.sources.pages is None:
        return WebPage(id=0, url=url, state="empty")
    async with house.work.read() as tx:
        _, page, good_until = await _find(tx, url)
    if page is not None and good_until > house.now() and page.state != "pending":
        return page
    async with house.work.begin() as tx:
        await budgets.spend(tx, f"links:{asker_id}", LINKS)
    return await refresh(house, url)


async def require(house: House, asker_id: UserId, link: str) -> WebPage:
    """Refuses WEBPAGE_URL_INVALID, WEBPAGE_NOT_FOUND, FLOOD_WAIT_%d."""
    url = normalize(link)
    if not url or "." not in urlsplit(url).netloc:
        raise Refusal("WEBPAGE_URL_INVALID")
    page = await look_up(house, asker_id, url)
    if page.state == "empty":
        raise Refusal("WEBPAGE_NOT_FOUND")
    return page


async def facts_of(tx: Tx, viewer_id: UserId, page: WebPage) -> Facts:
    """What it takes to show a page."""
    facts = await gathered.gather(tx, viewer_id, [], happened=[WebPageChanged(id=page.id)])
    facts.pages.setdefault(page.id, page)
    return facts


# --- fetching


async def refresh(house: House, url: str) -> WebPage:
    """Fetch a page, keep it, and tell those who wait for it."""
    async with house.work.read() as tx:
        _, known, _ = await _find(tx, url)
    page = await _fetch(house, url, known)
    async with house.work.begin() as tx:
        first, now, _ = await _find(tx, url)
        expires = tx.now + (EMPTY if page.state == "empty" else GOOD)
        if first is None or now is None or now.state == "pending":
            await webpages.put(tx, page, expires)
        elif _says_same(now, page):
            page = now
            await webpages.put(tx, first, expires)
        else:
            page = replace(page, id=id_of(tx.house.secret, f"{url} {tx.now}"))
            await webpages.put(tx, page, expires)
            await webpages.put(tx, replace(first, current=page.id), expires)
        event = WebPageChanged(id=page.id)
        for box in await webpages.take_waiting(tx, page.id):
            facts = (
                await gathered.for_events(tx, box, [event], 0 if is_channel(box) else None) if tx.heard(box) else None
            )
            if is_channel(box):
                await chats.set_changed(tx, box, tx.now)
            await tx.log(box, event, facts)
    return page


def _says_same(one: WebPage, other: WebPage) -> bool:
    """Whether nobody would see that it was fetched again."""
    return replace(one, id=0, fetched=0, photo_id=FileId(0), hash=0, current=0) == replace(
        other, id=0, fetched=0, photo_id=FileId(0), hash=0, current=0
    )


async def _fetch(house: House, url: str, known: WebPage | None) -> WebPage:
    """What an address says now; a picture that is `known` is not fetched again."""
    blank = WebPage(id=id_of(house.secret, url), url=url, state="empty", fetched=house.now())
    source = house.sources.pages
    if source is None:
        return blank
    try:
        fetched = await source.fetch(url, (*_HTML, *_IMAGES), PAGE_SIZE)
    except Unreachable as fault:
        log.info("a link has no preview", reason=str(fault))
        return blank
    if fetched.content_type in _IMAGES:
        photo = await _picture(house, url, known)
        ready = replace(
            blank, image_url=url, state="ready", kind="photo", site_name=pages.site_of(url), photo_id=photo, large=True
        )
        return _with_hash(ready) if photo else blank
    return _with_hash(await _read(house, blank, fetched, known))


async def _read(house: House, blank: WebPage, fetched: Fetched, known: WebPage | None) -> WebPage:
    found = pages.read(fetched.url, fetched.body, fetched.charset)
    photo = await _picture(house, found.image, known) if found.image else FileId(0)
    if not (found.title or found.description or photo):
        return blank
    return replace(
        blank,
        state="ready",
        shown_url=_shown(fetched.url),
        kind=found.kind,
        site_name=found.site_name,
        title=found.title,
        description=found.description,
        author=found.author,
        photo_id=photo,
        image_url=found.image if photo else "",
        embed_url=found.embed_url,
        embed_type=found.embed_type,
        embed_width=found.embed_width,
        embed_height=found.embed_height,
        duration=found.duration,
        large=bool(photo) and found.large,
    )


def _with_hash(page: WebPage) -> WebPage:
    """https://core.telegram.org/method/messages.getWebPage: another number when the page is another."""
    said = repr((page.title, page.description, page.site_name, page.photo_id, page.embed_url)).encode()
    shown = page.shown_url or _shown(page.url)
    return replace(page, shown_url=shown, hash=int.from_bytes(blake2b(said, digest_size=4).digest(), "little") >> 1)


def _shown(url: str) -> str:
    """An address as people read it."""
    parts = urlsplit(url)
    return (parts.netloc + parts.path + (f"?{parts.query}" if parts.query else "")).rstrip("/")


async def _picture(house: House, url: str, known: WebPage | None) -> FileId:
    """A picture of the web as a photo of ours; 0 when it is none."""
    if known is not None and known.image_url == url:
        return known.photo_id
    source = house.sources.pages
    if source is None:
        return FileId(0)
    try:
        fetched = await source.fetch(url, _IMAGES, PICTURE_SIZE)
        sizes = await photos.make_sizes(house, "photo", fetched.body)
    except (Unreachable, Refusal):
        return FileId(0)
    photo = Photo(
        id=photos.new_id(house), owner_id=UserId(0), access_hash=house.chance.long(), date=house.now(), sizes=sizes
    )
    async with house.work.begin() as tx:
        await files.add_photo(tx, photo)
    return photo.id
