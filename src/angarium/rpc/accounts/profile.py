"""account.*: one's own profile."""

from __future__ import annotations

from angarium.domain.accounts import devices as signed_in
from angarium.domain.accounts import presence, profiles, usernames
from angarium.domain.facts import gather
from angarium.domain.groups import showcases
from angarium.domain.looks import statuses
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.users import Birthday
from angarium.rpc.peers import read_channel
from angarium.rpc.render.users import render_user
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


async def render_self(call: Call, tx: Tx) -> types.User:
    """Oneself, as it is now."""
    facts = await gather(tx, call.user_id, [], users=(call.user_id,))
    return render_user(facts.users[call.user_id], facts)


@method("account.updateProfile", writes=True, bots=False)
async def update_profile(call: Call, req: functions.account.UpdateProfile) -> types.TypeUser:
    await profiles.set_names(call.tx, call.user_id, req.first_name, req.last_name, req.about)
    return await render_self(call, call.tx)


@method("account.updateBirthday", writes=True, bots=False)
async def update_birthday(call: Call, req: functions.account.UpdateBirthday) -> bool:
    given = req.birthday
    birthday = Birthday(given.day, given.month, given.year) if given is not None else None
    await profiles.set_birthday(call.tx, call.user_id, birthday)
    return True


@method("account.updateColor", writes=True, bots=False)
async def update_color(call: Call, req: functions.account.UpdateColor) -> bool:
    color = emoji = None
    if req.color is not None:
        if not isinstance(req.color, types.PeerColor):
            raise Refusal("COLOR_INVALID")
        color, emoji = req.color.color, req.color.background_emoji_id
    await profiles.set_color(call.tx, call.user_id, color, emoji, for_profile=req.for_profile)
    return True


@method("account.updateEmojiStatus", writes=True, bots=False)
async def update_emoji_status(call: Call, req: functions.account.UpdateEmojiStatus) -> bool:
    document: int | None
    match req.emoji_status:
        case types.EmojiStatus() as status:
            document, until = status.document_id or None, status.until or 0
        case types.EmojiStatusEmpty():
            document, until = None, 0
        case _:
            raise Refusal("DOCUMENT_INVALID")
    if document is not None:
        await statuses.require(call.tx, document)
        await statuses.remember(call.tx, call.user_id, document)
    await profiles.change(call.tx, call.user_id, "emoji_status", emoji_status=document, emoji_status_until=until)
    return True


@method("account.updatePersonalChannel", writes=True, bots=False)
async def update_personal_channel(call: Call, req: functions.account.UpdatePersonalChannel) -> bool:
    peer = None if isinstance(req.channel, types.InputChannelEmpty) else read_channel(call, req.channel)
    await showcases.choose(call.tx, call.user_id, peer)
    return True


@method("account.setMainProfileTab", writes=True, bots=False)
async def set_main_profile_tab(call: Call, req: functions.account.SetMainProfileTab) -> bool:
    await profiles.change(call.tx, call.user_id, "user", main_tab=req.tab.NAME.removeprefix("profileTab"))
    return True


@method("account.checkUsername", flood="contacts", bots=False)
async def check_username(call: Call, req: functions.account.CheckUsername) -> bool:
    return await usernames.is_free(call.tx, req.username, call.user_id)


@method("account.updateUsername", writes=True, flood="contacts", bots=False)
async def update_username(call: Call, req: functions.account.UpdateUsername) -> types.TypeUser:
    await usernames.set_main(call.tx, call.user_id, req.username)
    return await render_self(call, call.tx)


@method("account.toggleUsername", writes=True, bots=False)
async def toggle_username(call: Call, req: functions.account.ToggleUsername) -> bool:
    await usernames.toggle(call.tx, call.user_id, req.username, active=req.active)
    return True


@method("account.reorderUsernames", writes=True, bots=False)
async def reorder_usernames(call: Call, req: functions.account.ReorderUsernames) -> bool:
    await usernames.reorder(call.tx, call.user_id, req.order)
    return True


@method("account.updateStatus", alone=True, bots=False)
async def update_status(call: Call, req: functions.account.UpdateStatus) -> bool:
    async with call.house.work.read() as tx:
        if not await presence.would_change(tx, call.user_id, online=not req.offline):
            return True  # clients repeat it all the time
    async with call.house.work.begin(call.caller.session_id) as tx:
        if req.offline:
            await presence.go(tx, call.user_id)
        else:
            await presence.come(tx, call.user_id)
        await signed_in.touch(tx, call.user_id, call.caller.authorization_id)
    return True
