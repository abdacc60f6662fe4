"""account.*: links that open a chat with a business."""

from __future__ import annotations

from angarium.domain.business import links
from angarium.domain.facts import gather
from angarium.model.business import ChatLink
from angarium.model.entities import FormattedText
from angarium.model.ids import Peer
from angarium.rpc.messages.texts import read_text
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

PREFIX = "https://t.me/m/"
"""Clients know links of this form as their own; they ask this server for the rest."""


def _read(call: Call, given: types.InputBusinessChatLink) -> FormattedText:
    """Refuses MESSAGE_TOO_LONG, ENTITY_BOUNDS_INVALID."""
    return read_text(call, given.message, given.entities)


def _render(link: ChatLink) -> types.BusinessChatLink:
    return types.BusinessChatLink(
        link=PREFIX + link.slug, message=link.text.text, entities=render_entities(link.text.entities) or None,
        title=link.title or None, views=link.views,
    )  # fmt: skip


@method("account.getBusinessChatLinks", bots=False)
async def get_business_chat_links(
    call: Call, req: functions.account.GetBusinessChatLinks
) -> types.account.TypeBusinessChatLinks:
    found = await links.listing(call.tx, call.user_id)
    facts = await gather(call.tx, call.user_id, [])
    shown = [_render(link) for link in found]
    return types.account.BusinessChatLinks(links=shown, chats=render_chats(facts), users=render_users(facts))


@method("account.createBusinessChatLink", writes=True, bots=False)
async def create_business_chat_link(
    call: Call, req: functions.account.CreateBusinessChatLink
) -> types.TypeBusinessChatLink:
    return _render(await links.create(call.tx, call.user_id, _read(call, req.link), req.link.title or ""))


@method("account.editBusinessChatLink", writes=True, bots=False)
async def edit_business_chat_link(
    call: Call, req: functions.account.EditBusinessChatLink
) -> types.TypeBusinessChatLink:
    text = _read(call, req.link)
    return _render(await links.edit(call.tx, call.user_id, req.slug, text, req.link.title or ""))


@method("account.deleteBusinessChatLink", writes=True, bots=False)
async def delete_business_chat_link(call: Call, req: functions.account.DeleteBusinessChatLink) -> bool:
    await links.delete(call.tx, call.user_id, req.slug)
    return True


@method("account.resolveBusinessChatLink", writes=True, bots=False)
async def resolve_business_chat_link(
    call: Call, req: functions.account.ResolveBusinessChatLink
) -> types.account.TypeResolvedBusinessChatLinks:
    owner_id, link = await links.resolve(call.tx, call.user_id, req.slug)
    facts = await gather(call.tx, call.user_id, [], users=(owner_id,))
    return types.account.ResolvedBusinessChatLinks(
        peer=render_peer(Peer(owner_id)), message=link.text.text, entities=render_entities(link.text.entities) or None,
        chats=render_chats(facts), users=render_users(facts),
    )  # fmt: skip
