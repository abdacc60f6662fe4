"""Notification settings (https://core.telegram.org/constructor/peerNotifySettings)."""

from __future__ import annotations

from angarium.model.messages import NotifySettings
from angarium.rpc.render.peers import render_peer
from angarium.tl import types


def render_sound(sound: str | None) -> types.TypeNotificationSound | None:
    if sound is None:
        return None
    if sound == "default":
        return types.NotificationSoundDefault()
    if sound == "none":
        return types.NotificationSoundNone()
    kind, _, rest = sound.partition(":")
    if kind == "ringtone":
        return types.NotificationSoundRingtone(id=int(rest))
    title, _, data = rest.partition("\n")
    return types.NotificationSoundLocal(title=title, data=data)


def render_notify(settings: NotifySettings) -> types.PeerNotifySettings:
    sound, stories = render_sound(settings.sound), render_sound(settings.stories_sound)
    return types.PeerNotifySettings(
        show_previews=settings.show_previews,
        silent=settings.silent,
        mute_until=settings.mute_until,
        ios_sound=sound,
        android_sound=sound,
        other_sound=sound,
        stories_muted=settings.stories_muted,
        stories_hide_sender=settings.stories_hide_sender,
        stories_ios_sound=stories,
        stories_android_sound=stories,
        stories_other_sound=stories,
    )


def render_notify_peer(scope: str, peer: int) -> types.TypeNotifyPeer:
    match scope:
        case "users":
            return types.NotifyUsers()
        case "chats":
            return types.NotifyChats()
        case "broadcasts":
            return types.NotifyBroadcasts()
        case _ if scope.startswith("topic "):
            return types.NotifyForumTopic(peer=render_peer(peer), top_msg_id=int(scope[6:]))
        case _:
            return types.NotifyPeer(peer=render_peer(peer))
