"""Links that open a chat with a text ready to be sent (https://core.telegram.org/api/business#business-chat-links)."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from msgspec.structs import replace

from angarium.domain.work import Tx
from angarium.model.business import ChatLink
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import business

MOST = 100
TITLE = 32


async def listing(tx: Tx, owner_id: UserId) -> list[ChatLink]:
    """Latest first."""
    return sorted(await business.links(tx, owner_id), key=lambda link: (-link.date, link.slug))


def _check_title(title: str) -> str:
    if len(title) > TITLE:
        raise Refusal("CHATLINK_TITLE_INVALID")
    return title


async def create(tx: Tx, owner_id: UserId, text: FormattedText, title: str) -> ChatLink:
    """Refuses CHATLINKS_TOO_MUCH, CHATLINK_TITLE_INVALID."""
    if len(await business.links(tx, owner_id)) >= MOST:
        raise Refusal("CHATLINKS_TOO_MUCH")
    slug = urlsafe_b64encode(tx.chance.bytes(12)).decode()
    link = ChatLink(slug=slug, text=text, title=_check_title(title), date=tx.now)
    await business.put_link(tx, owner_id, link)
    return link


async def _require(tx: Tx, owner_id: UserId, slug: str) -> ChatLink:
    """Refuses CHATLINK_SLUG_EMPTY, CHATLINK_SLUG_EXPIRED."""
    if not slug:
        raise Refusal("CHATLINK_SLUG_EMPTY")
    for link in await business.links(tx, owner_id):
        if link.slug == slug:
            return link
    raise Refusal("CHATLINK_SLUG_EXPIRED")


async def edit(tx: Tx, owner_id: UserId, slug: str, text: FormattedText, title: str) -> ChatLink:
    link = replace(await _require(tx, owner_id, slug), text=text, title=_check_title(title))
    await business.put_link(tx, owner_id, link)
    return link


async def delete(tx: Tx, owner_id: UserId, slug: str) -> None:
    await business.remove_link(tx, owner_id, (await _require(tx, owner_id, slug)).slug)


async def resolve(tx: Tx, viewer_id: UserId, slug: str) -> tuple[UserId, ChatLink]:
    """Whose link it is, and the link; it is counted how often others follow it. Refuses CHATLINK_SLUG_EMPTY, CHATLINK_SLUG_EXPIRED."""
    owner = UserId(await business.find_link_owner(tx, slug) or 0)
    link = await _require(tx, owner, slug)
    if owner != viewer_id:
        link = replace(link, views=link.views + 1)
        await business.put_link(tx, owner, link)
    return owner, link
