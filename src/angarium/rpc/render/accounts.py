"""What happens to accounts, as updates: names, numbers, blocks, privacy, notices, devices."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import events
from angarium.model.users import PeerBar, PrivacyRule
from angarium.rpc.render.notify import render_notify, render_notify_peer
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.rpc.render.users import render_emoji_status, render_usernames
from angarium.tl import types

PRIVACY_KEYS: dict[str, type[types.TypePrivacyKey]] = {
    "last_seen": types.PrivacyKeyStatusTimestamp,
    "invites": types.PrivacyKeyChatInvite,
    "calls": types.PrivacyKeyPhoneCall,
    "p2p": types.PrivacyKeyPhoneP2P,
    "forwards": types.PrivacyKeyForwards,
    "photo": types.PrivacyKeyProfilePhoto,
    "phone": types.PrivacyKeyPhoneNumber,
    "added_by_phone": types.PrivacyKeyAddedByPhone,
    "voice_messages": types.PrivacyKeyVoiceMessages,
    "about": types.PrivacyKeyAbout,
    "birthday": types.PrivacyKeyBirthday,
    "gifts": types.PrivacyKeyStarGiftsAutoSave,
    "no_paid_messages": types.PrivacyKeyNoPaidMessages,
    "saved_music": types.PrivacyKeySavedMusic,
}

_PLAIN_RULES: dict[tuple[bool, str], type] = {
    (True, "all"): types.PrivacyValueAllowAll,
    (False, "all"): types.PrivacyValueDisallowAll,
    (True, "contacts"): types.PrivacyValueAllowContacts,
    (False, "contacts"): types.PrivacyValueDisallowContacts,
    (True, "close_friends"): types.PrivacyValueAllowCloseFriends,
    (True, "premium"): types.PrivacyValueAllowPremium,
    (True, "bots"): types.PrivacyValueAllowBots,
    (False, "bots"): types.PrivacyValueDisallowBots,
}


def render_rule(rule: PrivacyRule) -> types.TypePrivacyRule:
    match rule.whom:
        case "users":
            listed = types.PrivacyValueAllowUsers if rule.allow else types.PrivacyValueDisallowUsers
            return listed(users=list(rule.ids))
        case "chats":
            chats = (
                types.PrivacyValueAllowChatParticipants if rule.allow else types.PrivacyValueDisallowChatParticipants
            )
            return chats(chats=list(rule.ids))
        case _:
            made: types.TypePrivacyRule = _PLAIN_RULES[rule.allow, rule.whom]()
            return made


def render_bar(bar: PeerBar) -> types.PeerSettings:
    return types.PeerSettings(
        report_spam=bar.report_spam,
        add_contact=bar.add_contact,
        block_contact=bar.block_contact,
        share_contact=bar.share_contact,
        need_contacts_exception=bar.need_contacts_exception,
        business_bot_paused=bar.bot_paused,
        business_bot_can_reply=bar.bot_can_reply,
        business_bot_id=bar.bot_id or None,
        business_bot_manage_url=bar.bot_url if bar.bot_id else None,
        report_geo=bar.report_geo,
        invite_members=bar.invite_members,
        request_chat_title=bar.request_title or None,
        request_chat_date=bar.request_date if bar.request_title else None,
        request_chat_broadcast=bar.request_broadcast,
        registration_month=bar.registered or None,
        phone_country=bar.country or None,
        name_change_date=bar.name_date or None,
        photo_change_date=bar.photo_date or None,
    )


@renders(events.UserChanged)
def _user_changed(event: events.UserChanged, told: Told) -> Sequence[types.TypeUpdate]:
    view = told.facts.users.get(event.user_id)
    if view is None:
        return ()
    match event.what:
        case "name":
            names = render_usernames(view.user.profile.usernames)
            return (
                types.UpdateUserName(
                    user_id=event.user_id, first_name=view.first_name, last_name=view.last_name, usernames=names
                ),
            )
        case "phone" if view.phone:
            return (types.UpdateUserPhone(user_id=event.user_id, phone=view.phone),)
        case "emoji_status":
            status = render_emoji_status(view.user.profile) or types.EmojiStatusEmpty()
            return (types.UpdateUserEmojiStatus(user_id=event.user_id, emoji_status=status),)
        case _:
            return (types.UpdateUser(user_id=event.user_id),)


@renders(events.ContactsReset)
def _contacts_reset(event: events.ContactsReset, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateContactsReset(),)


@renders(events.PeerSettingsChanged)
def _peer_settings_changed(event: events.PeerSettingsChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdatePeerSettings(peer=render_peer(event.peer), settings=render_bar(event.bar)),)


@renders(events.PeerBlocked)
def _peer_blocked(event: events.PeerBlocked, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdatePeerBlocked(
            peer_id=render_peer(event.peer), blocked=event.blocked, blocked_my_stories_from=event.stories
        ),
    )


@renders(events.PrivacyChanged)
def _privacy_changed(event: events.PrivacyChanged, told: Told) -> Sequence[types.TypeUpdate]:
    rules = [render_rule(rule) for rule in event.rules]
    return (types.UpdatePrivacy(key=PRIVACY_KEYS[event.key](), rules=rules),)


@renders(events.NotifyChanged)
def _notify_changed(event: events.NotifyChanged, told: Told) -> Sequence[types.TypeUpdate]:
    peer = render_notify_peer(event.scope, event.peer)
    return (types.UpdateNotifySettings(peer=peer, notify_settings=render_notify(event.settings)),)


@renders(events.NewAuthorization)
def _new_authorization(event: events.NewAuthorization, told: Told) -> Sequence[types.TypeUpdate]:
    if not event.unconfirmed:
        return (types.UpdateNewAuthorization(hash=event.hash),)
    return (
        types.UpdateNewAuthorization(
            unconfirmed=True, hash=event.hash, date=event.date, device=event.device, location=event.location
        ),
    )


@renders(events.BotConnected)
def _bot_connected(event: events.BotConnected, told: Told) -> Sequence[types.TypeUpdate]:
    if event.confirmed:
        return (types.UpdateNewBotConnection(confirmed=True, bot_id=event.bot_id),)
    return (
        types.UpdateNewBotConnection(
            bot_id=event.bot_id, date=event.date, device=event.device, location=event.location
        ),
    )


@renders(events.ServiceNotice)
def _service_notice(event: events.ServiceNotice, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateServiceNotification(
            popup=event.popup,
            inbox_date=event.date or None,
            type=event.kind,
            message=event.text,
            media=types.MessageMediaEmpty(),
            entities=[],
        ),
    )
