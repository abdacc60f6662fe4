"""messages.*, contacts.*, channels.*: the operator's announcements (https://core.telegram.org/api/sponsored-messages)."""

from __future__ import annotations

from typing import Any

from angarium.domain.accounts import reports
from angarium.domain.groups import changing
from angarium.domain.groups.overviews import Overview
from angarium.domain.operator import announcements
from angarium.domain.operator.announcements import Showing
from angarium.model.campaigns import Announcement
from angarium.model.facts import Facts
from angarium.model.ids import SERVICE_USER
from angarium.rpc.groups import full
from angarium.rpc.groups.results import channel_update, render_changed
from angarium.rpc.peers import read_channel, read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.files import render_photo
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types
from angarium.tl.adapters.registry import extend


@method("messages.getSponsoredMessages", bots=False)
async def get_sponsored_messages(
    call: Call, req: functions.messages.GetSponsoredMessages
) -> types.messages.TypeSponsoredMessages:
    found, facts = await announcements.in_chat(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id or 0)
    if not found:
        return types.messages.SponsoredMessagesEmpty()
    people = {one.body.peer or SERVICE_USER for one in found}
    return types.messages.SponsoredMessages(
        messages=[_render(call, one, facts) for one in found],
        chats=render_chats(facts, people),
        users=render_users(facts, people),
    )


def _render(call: Call, shown: Showing, facts: Facts) -> types.SponsoredMessage:
    body = shown.body
    made = types.SponsoredMessage(
        can_report=True,
        random_id=shown.name,
        url=_link(body, facts),
        title=body.title,
        message=body.text.text,
        entities=render_entities(body.text.entities),
        photo=_photo(body.peer, facts),
        button_text=body.button,
        sponsor_info=call.house.config.name,
    )
    page = None if body.peer else types.SponsoredWebPage(url=body.url, site_name=body.title)
    return extend(made, from_id=render_peer(body.peer or SERVICE_USER), webpage=page)


def _link(body: Announcement, facts: Facts) -> str:
    """Where the button leads: a chat is found under the name that it has now."""
    if body.peer in facts.users:
        names = facts.users[body.peer].user.profile.usernames
    else:
        names = facts.chats[body.peer].chat.profile.usernames if body.peer in facts.chats else ()
    return f"https://t.me/{names[0]}" if names else body.url


def _photo(peer: int, facts: Facts) -> types.TypePhoto | None:
    """The picture of the chat that it is about."""
    id = facts.users[peer].photo_id if peer in facts.users else None
    if peer in facts.chats:
        id = facts.chats[peer].chat.profile.photo_id
    return render_photo(facts.photos[id], facts) if id in facts.photos else None


@method("contacts.getSponsoredPeers", bots=False, flood="search")
async def get_sponsored_peers(
    call: Call, req: functions.contacts.GetSponsoredPeers
) -> types.contacts.TypeSponsoredPeers:
    found, facts = await announcements.for_search(call.tx, call.user_id, req.q[:256])
    if not found:
        return types.contacts.SponsoredPeersEmpty()
    peers = [one.body.peer for one in found]
    return types.contacts.SponsoredPeers(
        peers=[
            types.SponsoredPeer(
                random_id=one.name,
                peer=render_peer(one.body.peer),
                sponsor_info=call.house.config.name,
                additional_info=one.body.text.text or None,
            )
            for one in found
        ],
        chats=render_chats(facts, peers),
        users=render_users(facts, peers),
    )


@method("messages.viewSponsoredMessage", writes=True, bots=False)
async def view_sponsored_message(call: Call, req: functions.messages.ViewSponsoredMessage) -> bool:
    await announcements.note(call.tx, call.user_id, req.random_id, announcements.SEEN)
    return True


@method("messages.clickSponsoredMessage", writes=True, bots=False)
async def click_sponsored_message(call: Call, req: functions.messages.ClickSponsoredMessage) -> bool:
    await announcements.note(call.tx, call.user_id, req.random_id, announcements.CLICKED)
    return True


@method("messages.reportSponsoredMessage", writes=True, bots=False)
async def report_sponsored_message(
    call: Call, req: functions.messages.ReportSponsoredMessage
) -> types.channels.TypeSponsoredMessageReportResult:
    option = req.option.decode("utf-8", "replace")
    match await announcements.report(call.tx, call.user_id, req.random_id, option):
        case announcements.REPORTED:
            return types.channels.SponsoredMessageReportResultReported()
        case announcements.HIDE:
            return types.channels.SponsoredMessageReportResultAdsHidden()
        case _:
            choices = {announcements.HIDE: "I want to see no announcements"} | reports.OPTIONS
            return types.channels.SponsoredMessageReportResultChooseOption(
                title="Report",
                options=[
                    types.SponsoredMessageReportOption(text=words, option=name.encode())
                    for name, words in choices.items()
                ],
            )


@method("channels.restrictSponsoredMessages", writes=True, bots=False)
async def restrict_sponsored_messages(
    call: Call, req: functions.channels.RestrictSponsoredMessages
) -> types.TypeUpdates:
    """The creator of a channel wants no announcements there. Elsewhere that takes boosts."""
    peer = read_channel(call, req.channel)
    await changing.restrict_sponsored(call.tx, call.user_id, peer, restricted=req.restricted)
    return await render_changed(call, peer, updates=[channel_update(peer)])


async def _add_to_full(call: Call, seen: Overview) -> dict[str, Any]:
    return {"restricted_sponsored": True} if seen.view.chat.profile.restricted_sponsored else {}


full.EXTRAS.append(_add_to_full)
