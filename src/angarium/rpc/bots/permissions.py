"""What people let bots do: write to them, stand in their attachment menu, set their status."""

from __future__ import annotations

from angarium.domain.bots import apps, bots, permissions
from angarium.domain.facts import gather
from angarium.model.ids import UserId
from angarium.model.messages import Action
from angarium.rpc.peers import read_user
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.media import render_document
from angarium.rpc.render.sent import render_sent
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("bots.canSendMessage", bots=False)
async def can_send_message(call: Call, req: functions.bots.CanSendMessage) -> bool:
    return await permissions.may_write(call.tx, call.user_id, read_user(call, req.bot))


@method("bots.allowSendMessage", writes=True, bots=False)
async def allow_send_message(call: Call, req: functions.bots.AllowSendMessage) -> types.TypeUpdates:
    action = Action(kind="BotAllowed", period=1)
    sent = await permissions.let_write(call.tx, call.user_id, read_user(call, req.bot), action)
    return render_sent([sent] if sent else [], date=call.tx.now)


@method("bots.toggleUserEmojiStatusPermission", writes=True, bots=False)
async def toggle_emoji_status(call: Call, req: functions.bots.ToggleUserEmojiStatusPermission) -> bool:
    await permissions.let_set_status(call.tx, call.user_id, read_user(call, req.bot), enabled=req.enabled)
    return True


@method("bots.updateUserEmojiStatus", writes=True, users=False)
async def update_emoji_status(call: Call, req: functions.bots.UpdateUserEmojiStatus) -> bool:
    document, until = None, 0
    if isinstance(req.emoji_status, types.EmojiStatus):
        document, until = req.emoji_status.document_id, req.emoji_status.until or 0
    await permissions.set_status(call.tx, call.user_id, read_user(call, req.user_id), document, until)
    return True


# --- the attachment menu


async def _render_attached(call: Call, bot_id: UserId, *, inactive: bool = False) -> types.AttachMenuBot:
    face = await bots.face_of(call.tx, bot_id)
    facts = await gather(call.tx, call.user_id, [], users=(bot_id,))
    profile = facts.users[bot_id].user.profile
    icon = await apps.icon(call.tx)
    return types.AttachMenuBot(
        inactive=inactive,
        show_in_attach_menu=True,
        show_in_side_menu=face.main_app,
        bot_id=bot_id,
        short_name=profile.first_name,
        peer_types=[
            types.AttachMenuPeerTypeSameBotPM(), types.AttachMenuPeerTypePM(), types.AttachMenuPeerTypeChat(),
            types.AttachMenuPeerTypeBroadcast(),
        ],
        icons=[types.AttachMenuBotIcon(name="default_static", icon=render_document(next(iter(icon.documents.values()), None), icon))],
    )  # fmt: skip


@method("messages.getAttachMenuBots", bots=False)
async def get_attach_menu_bots(call: Call, req: functions.messages.GetAttachMenuBots) -> types.TypeAttachMenuBots:
    ids = await permissions.attached(call.tx, call.user_id)
    shown = [await _render_attached(call, id) for id in ids]
    hash = hash_of(ids)
    if req.hash and req.hash == hash:
        return types.AttachMenuBotsNotModified()
    facts = await gather(call.tx, call.user_id, [], users=ids)
    return types.AttachMenuBots(hash=hash, bots=shown, users=render_users(facts, ids))


@method("messages.getAttachMenuBot", bots=False)
async def get_attach_menu_bot(call: Call, req: functions.messages.GetAttachMenuBot) -> types.AttachMenuBotsBot:
    bot_id = read_user(call, req.bot)
    await permissions.require_attachable(call.tx, bot_id)
    inactive = bot_id not in await permissions.attached(call.tx, call.user_id)
    facts = await gather(call.tx, call.user_id, [], users=(bot_id,))
    shown = await _render_attached(call, bot_id, inactive=inactive)
    return types.AttachMenuBotsBot(bot=shown, users=render_users(facts, (bot_id,)))


@method("messages.toggleBotInAttachMenu", writes=True, bots=False)
async def toggle_bot_in_attach_menu(call: Call, req: functions.messages.ToggleBotInAttachMenu) -> bool:
    bot_id = read_user(call, req.bot)
    await permissions.attach(call.tx, call.user_id, bot_id, enabled=req.enabled)
    if req.enabled and req.write_allowed:
        with call.tx.unasked():
            await permissions.let_write(call.tx, call.user_id, bot_id, Action(kind="BotAllowed", flag=True))
    return True
