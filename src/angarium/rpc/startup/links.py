"""help.getRecentMeUrls: the links that somebody opened before they had the app."""

from __future__ import annotations

from angarium.domain.accounts import usernames
from angarium.domain.facts import gather
from angarium.domain.files import documents, stickersets
from angarium.domain.operator import deeplinks
from angarium.domain.operator.deeplinks import Link
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import CHANNEL_OFFSET, is_channel, is_user
from angarium.rpc.groups.invites import preview
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.stickers import render_covered
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("help.getRecentMeUrls", bots=False, flood="contacts")
async def get_recent_me_urls(call: Call, req: functions.help.GetRecentMeUrls) -> types.help.RecentMeUrls:
    """Here the referer that an app was installed with is the links themselves."""
    facts = Facts(call.user_id)
    urls = [await _look_up(call, link, facts) for link in deeplinks.find_links(req.referer)]
    return types.help.RecentMeUrls(urls=urls, chats=render_chats(facts), users=render_users(facts))


async def _look_up(call: Call, link: Link, facts: Facts) -> types.TypeRecentMeUrl:
    """What a link leads to; nothing that is known when it leads nowhere."""
    try:
        if link.kind == "invite":
            return types.RecentMeUrlChatInvite(url=link.url, chat_invite=await preview(call, link.name))
        if link.kind == "stickers":
            made = await stickersets.get(call.tx, name=link.name)
            shown = await documents.show(call.tx, made.documents)
            return types.RecentMeUrlStickerSet(url=link.url, set=render_covered(made, None, shown))
        peer = await usernames.resolve(call.tx, link.name) if link.kind == "name" else 0
    except Refusal:
        peer = 0
    if not peer:
        return types.RecentMeUrlUnknown(url=link.url)
    facts.merge(await gather(call.tx, call.user_id, [], users=(peer,)))
    if is_user(peer):
        return types.RecentMeUrlUser(url=link.url, user_id=peer)
    return types.RecentMeUrlChat(url=link.url, chat_id=-peer - CHANNEL_OFFSET if is_channel(peer) else -peer)
