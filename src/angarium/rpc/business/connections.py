"""account.*: bots that answer for somebody (https://core.telegram.org/api/business#connected-bots)."""

from __future__ import annotations

from angarium.domain.business import connections
from angarium.domain.facts import gather
from angarium.model.business import ConnectedBot, Recipients
from angarium.model.errors import Refusal
from angarium.model.events import BusinessConnected
from angarium.model.ids import Peer, is_user
from angarium.rpc.business.offices import read_recipients
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.business import RIGHTS, render_connection, render_rights
from angarium.rpc.render.sent import render_updates
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _render_recipients(made: Recipients) -> types.BusinessBotRecipients:
    return types.BusinessBotRecipients(
        existing_chats=made.existing_chats, new_chats=made.new_chats, contacts=made.contacts,
        non_contacts=made.non_contacts, exclude_selected=made.exclude, users=list(made.users) or None,
        exclude_users=list(made.excluded) or None,
    )  # fmt: skip


def _render(made: ConnectedBot) -> types.ConnectedBot:
    return types.ConnectedBot(
        bot_id=made.bot_id, recipients=_render_recipients(made.recipients), rights=render_rights(made.rights),
        date=made.date, device=made.device or None, location=made.location or None,
    )  # fmt: skip


@method("account.getConnectedBots", bots=False)
async def get_connected_bots(call: Call, req: functions.account.GetConnectedBots) -> types.account.TypeConnectedBots:
    made = await connections.find(call.tx, call.user_id)
    if made is None:
        return types.account.ConnectedBots(connected_bots=[], users=[])
    named = {made.bot_id, *made.recipients.users, *made.recipients.excluded}
    facts = await gather(call.tx, call.user_id, [], users=named)
    return types.account.ConnectedBots(connected_bots=[_render(made)], users=render_users(facts))


@method("account.updateConnectedBot", writes=True, bots=False)
async def update_connected_bot(call: Call, req: functions.account.UpdateConnectedBot) -> types.TypeUpdates:
    bot_id = read_user(call, req.bot)
    if req.deleted:
        await connections.disconnect(call.tx, call.user_id, bot_id)
    else:
        rights = tuple(name for name in RIGHTS if req.rights is not None and getattr(req.rights, name))
        told = call.caller.device
        device = f"{told.device_model}, {told.app_version}".strip(", ") if told else ""
        recipients = read_recipients(call, req.recipients)
        await connections.connect(call.tx, call.user_id, bot_id, recipients, rights, device, call.caller.address)
    return render_updates([], await gather(call.tx, call.user_id, [], users=(bot_id,)), call.tx.now)


@method("account.confirmBotConnection", writes=True, bots=False)
async def confirm_bot_connection(call: Call, req: functions.account.ConfirmBotConnection) -> bool:
    return await connections.confirm(call.tx, call.user_id, read_user(call, req.bot_id))


def _read_person(call: Call, given: types.TypeInputPeer) -> Peer:
    """Refuses PEER_ID_INVALID: bots answer in private chats alone."""
    peer = read_peer(call, given)
    if not is_user(peer):
        raise Refusal("PEER_ID_INVALID")
    return peer


@method("account.toggleConnectedBotPaused", writes=True, bots=False)
async def toggle_connected_bot_paused(call: Call, req: functions.account.ToggleConnectedBotPaused) -> bool:
    await connections.pause(call.tx, call.user_id, _read_person(call, req.peer), paused=req.paused)
    return True


@method("account.disablePeerConnectedBot", writes=True, bots=False)
async def disable_peer_connected_bot(call: Call, req: functions.account.DisablePeerConnectedBot) -> bool:
    await connections.leave_out(call.tx, call.user_id, _read_person(call, req.peer))
    return True


@method("account.getBotBusinessConnection", users=False)
async def get_bot_business_connection(call: Call, req: functions.account.GetBotBusinessConnection) -> types.TypeUpdates:
    owner_id, made = await connections.get(call.tx, call.user_id, req.connection_id)
    told = BusinessConnected(id=made.id, user_id=owner_id, date=made.date, rights=made.rights)
    facts = await gather(call.tx, call.user_id, [], users=(owner_id,))
    return render_updates([render_connection(told)], facts, call.tx.now)
