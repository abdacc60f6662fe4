"""account.*: what makes a sound."""

from __future__ import annotations

from angarium.domain.accounts import notify
from angarium.domain.accounts.contacts import SILENT
from angarium.domain.facts import gather
from angarium.domain.people import settings
from angarium.domain.people.settings import ReactionNotices
from angarium.model.errors import Refusal
from angarium.model.messages import NotifySettings
from angarium.rpc.peers import read_peer, read_thread
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.notify import render_notify, render_notify_peer, render_sound
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _read(call: Call, given: types.TypeInputNotifyPeer | None) -> tuple[str, int]:
    """(scope, peer): a kind of chats, or ("peer", which). Refuses PEER_ID_INVALID."""
    match given:
        case types.InputNotifyUsers():
            return "users", 0
        case types.InputNotifyChats():
            return "chats", 0
        case types.InputNotifyBroadcasts():
            return "broadcasts", 0
        case types.InputNotifyPeer():
            return "peer", read_peer(call, given.peer)
        case types.InputNotifyForumTopic():
            peer = read_peer(call, given.peer)
            return (f"topic {given.top_msg_id}", peer) if read_thread(peer, given.top_msg_id) else ("peer", peer)
        case _:
            raise Refusal("PEER_ID_INVALID")


def _read_sound(given: types.TypeNotificationSound | None) -> str | None:
    match given:
        case None:
            return None
        case types.NotificationSoundNone():
            return "none"
        case types.NotificationSoundLocal():
            return f"local:{given.title[:256]}\n{given.data[:1024]}"
        case types.NotificationSoundRingtone():
            return f"ringtone:{given.id}"
        case _:
            return "default"


@method("account.getNotifySettings", bots=False)
async def get_notify_settings(call: Call, req: functions.account.GetNotifySettings) -> types.TypePeerNotifySettings:
    scope, peer = _read(call, req.peer)
    if scope == "peer":
        return render_notify(await notify.of_peer(call.tx, call.user_id, peer))
    if scope.startswith("topic "):
        return render_notify(await notify.of_thread(call.tx, call.user_id, peer, int(scope[6:])))
    return render_notify(await notify.of_scope(call.tx, call.user_id, scope))


@method("account.updateNotifySettings", writes=True, bots=False)
async def update_notify_settings(call: Call, req: functions.account.UpdateNotifySettings) -> bool:
    scope, peer = _read(call, req.peer)
    given = req.settings
    wish = NotifySettings(
        show_previews=given.show_previews,
        silent=given.silent,
        mute_until=given.mute_until,
        sound=_read_sound(given.sound),
        stories_muted=given.stories_muted,
        stories_hide_sender=given.stories_hide_sender,
        stories_sound=_read_sound(given.stories_sound),
    )
    if scope == "peer":
        await notify.set_peer(call.tx, call.user_id, peer, wish)
    elif scope.startswith("topic "):
        await notify.set_thread(call.tx, call.user_id, peer, int(scope[6:]), wish)
    else:
        await notify.set_scope(call.tx, call.user_id, scope, wish)
    return True


@method("account.resetNotifySettings", writes=True, bots=False)
async def reset_notify_settings(call: Call, req: functions.account.ResetNotifySettings) -> bool:
    await notify.reset(call.tx, call.user_id)
    return True


def _of_stories(chosen: NotifySettings) -> NotifySettings:
    """What of somebody's wishes is about stories alone."""
    return NotifySettings(
        stories_muted=chosen.stories_muted,
        stories_hide_sender=chosen.stories_hide_sender,
        stories_sound=chosen.stories_sound,
    )


@method("account.getNotifyExceptions", bots=False)
async def get_notify_exceptions(call: Call, req: functions.account.GetNotifyExceptions) -> types.TypeUpdates:
    scope, peer = _read(call, req.peer) if req.peer is not None else (None, 0)
    found = await notify.exceptions(call.tx, call.user_id, scope if scope != "peer" else None)
    found = [(id, chosen) for id, chosen in found if not peer or id == peer]
    if not req.compare_sound:
        found = [(id, chosen) for id, chosen in found if chosen != NotifySettings(sound=chosen.sound)]
    if not req.compare_stories:
        found = [(id, chosen) for id, chosen in found if chosen != _of_stories(chosen)]
    facts = await gather(call.tx, call.user_id, [], users=[id for id, _ in found])
    return types.Updates(
        updates=[
            types.UpdateNotifySettings(peer=render_notify_peer("peer", id), notify_settings=render_notify(chosen))
            for id, chosen in found
        ],
        users=render_users(facts),
        chats=render_chats(facts),
        date=call.tx.now,
        seq=0,
    )


@method("account.getContactSignUpNotification", bots=False)
async def get_contact_sign_up_notification(call: Call, req: functions.account.GetContactSignUpNotification) -> bool:
    return await settings.is_on(call.tx, call.user_id, SILENT)


@method("account.setContactSignUpNotification", writes=True, bots=False)
async def set_contact_sign_up_notification(call: Call, req: functions.account.SetContactSignUpNotification) -> bool:
    await settings.switch(call.tx, call.user_id, SILENT, on=req.silent)
    return True


def _from(word: str) -> types.TypeReactionNotificationsFrom | None:
    match word:
        case "contacts":
            return types.ReactionNotificationsFromContacts()
        case "all":
            return types.ReactionNotificationsFromAll()
        case _:
            return None


def _read_from(given: types.TypeReactionNotificationsFrom | None) -> str:
    match given:
        case types.ReactionNotificationsFromContacts():
            return "contacts"
        case types.ReactionNotificationsFromAll():
            return "all"
        case _:
            return ""


def _render_reactions(chosen: ReactionNotices) -> types.ReactionsNotifySettings:
    return types.ReactionsNotifySettings(
        messages_notify_from=_from(chosen.messages),
        stories_notify_from=_from(chosen.stories),
        poll_votes_notify_from=_from(chosen.poll_votes),
        sound=render_sound(chosen.sound) or types.NotificationSoundDefault(),
        show_previews=chosen.show_previews,
    )


@method("account.getReactionsNotifySettings", bots=False)
async def get_reactions_notify_settings(
    call: Call, req: functions.account.GetReactionsNotifySettings
) -> types.TypeReactionsNotifySettings:
    return _render_reactions(await settings.reaction_notices(call.tx, call.user_id))


@method("account.setReactionsNotifySettings", writes=True, bots=False)
async def set_reactions_notify_settings(
    call: Call, req: functions.account.SetReactionsNotifySettings
) -> types.TypeReactionsNotifySettings:
    given = req.settings
    chosen = ReactionNotices(
        messages=_read_from(given.messages_notify_from),
        stories=_read_from(given.stories_notify_from),
        poll_votes=_read_from(given.poll_votes_notify_from),
        sound=_read_sound(given.sound) or "default",
        show_previews=given.show_previews,
    )
    await settings.set_reaction_notices(call.tx, call.user_id, chosen)
    return _render_reactions(chosen)
