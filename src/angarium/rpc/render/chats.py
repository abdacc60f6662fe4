"""Groups and channels (https://core.telegram.org/constructor/chat, https://core.telegram.org/constructor/channel)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from angarium.domain.chats import rights
from angarium.model.chats import BANNED, CREATOR, MEGAGROUP, RESTRICTED, ChatView, Participant, Rights
from angarium.model.facts import Facts
from angarium.model.ids import CHANNEL_OFFSET, is_channel
from angarium.rpc.render.users import DC, render_color, render_restriction, render_ring, render_usernames, stripped
from angarium.tl import types

FOR_EVER = 2**31 - 1
"""Until when a restriction without an end holds, as clients know it."""


def number_of(peer: int) -> int:
    """The id under which clients know a group or channel."""
    return -peer - CHANNEL_OFFSET if is_channel(peer) else -peer


def render_chats(facts: Facts, ids: Iterable[int] | None = None) -> list[types.TypeChat]:
    """Every group and channel in the bag, or those of `ids` that are in it."""
    views = facts.chats.values() if ids is None else [facts.chats[id] for id in ids if id in facts.chats]
    return [render_chat(view, facts) for view in views]


def render_chat(view: ChatView, facts: Facts) -> types.TypeChat:
    if not view.chat.is_channel:
        return _render_group(view, facts)
    if not view.open:
        return _render_forbidden(view)
    return _render_channel(view, facts)


def _render_group(view: ChatView, facts: Facts) -> types.TypeChat:
    chat, me = view.chat, view.me
    profile = chat.profile
    if me is not None and me.status == BANNED:
        return types.ChatForbidden(id=number_of(chat.peer), title=profile.title)
    moved = facts.chats.get(profile.migrated_to) if profile.migrated_to else None
    return types.Chat(
        id=number_of(chat.peer),
        creator=me is not None and me.status == CREATOR,
        left=me is None or not me.present,
        deactivated=profile.migrated_to is not None or profile.deleted,
        noforwards=profile.noforwards,
        title=profile.title,
        photo=render_chat_photo(view, facts),
        participants_count=chat.members,
        date=chat.created,
        version=chat.version,
        migrated_to=types.InputChannel(channel_id=number_of(moved.chat.peer), access_hash=moved.access_hash)
        if moved
        else None,
        admin_rights=render_admin_rights(rights.of(chat, me)) if rights.is_admin(me) else None,
        default_banned_rights=render_banned_rights(profile.default_banned, 0),
    )


def _render_forbidden(view: ChatView) -> types.ChannelForbidden:
    until = view.me.until if view.me is not None and view.me.status == BANNED else 0
    return types.ChannelForbidden(
        id=number_of(view.chat.peer),
        access_hash=view.access_hash,
        broadcast=view.chat.is_broadcast,
        megagroup=view.chat.kind == MEGAGROUP,
        monoforum=view.chat.profile.monoforum,
        title=view.chat.profile.title,
        until_date=until or None,
    )


def _render_channel(view: ChatView, facts: Facts) -> types.Channel:
    chat, me, profile = view.chat, view.me, view.chat.profile
    names = profile.usernames
    return types.Channel(
        id=number_of(chat.peer),
        access_hash=view.access_hash,
        creator=me is not None and me.status == CREATOR,
        left=(me is None or not me.present) and not profile.monoforum,
        broadcast=chat.is_broadcast,
        megagroup=chat.kind == MEGAGROUP,
        verified=profile.verified,
        restricted=bool(profile.restricted),
        signatures=profile.signatures,
        signature_profiles=profile.signature_profiles,
        has_link=profile.linked is not None,
        has_geo=profile.latitude is not None,
        slowmode_enabled=profile.slow_mode > 0,
        gigagroup=profile.gigagroup,
        noforwards=profile.noforwards,
        join_to_send=profile.join_to_send,
        join_request=profile.join_request,
        forum=profile.forum,
        forum_tabs=profile.forum_tabs,
        broadcast_messages_allowed=profile.direct_open,
        monoforum=profile.monoforum,
        linked_monoforum_id=number_of(profile.direct)
        if profile.direct and (profile.monoforum or profile.direct_open)
        else None,
        autotranslation=profile.autotranslation,
        title=profile.title,
        username=names[0] if names else None,
        usernames=render_usernames(names) if len(names) > 1 else None,
        photo=render_chat_photo(view, facts),
        date=me.date if me is not None and me.present else chat.created,
        restriction_reason=render_restriction(profile.restricted),
        bot_verification_icon=profile.vouched_icon or None,
        participants_count=chat.members,
        send_paid_messages_stars=profile.paid_message_stars or None,
        level=profile.level or None,
        color=render_color(profile.color, profile.background_emoji_id),
        profile_color=render_color(profile.profile_color, profile.profile_background_emoji_id),
        emoji_status=types.EmojiStatus(document_id=profile.emoji_status, until=profile.emoji_status_until or None)
        if profile.emoji_status
        else None,
        default_banned_rights=None if chat.is_broadcast else render_banned_rights(profile.default_banned, 0),
        **_render_standing(view, me),
        **render_ring(view.stories),
    )


def _render_standing(view: ChatView, me: Participant | None) -> dict[str, Any]:
    """What the viewer may do beyond others, or may not."""
    found: dict[str, Any] = {}
    if rights.is_admin(me):
        found["admin_rights"] = render_admin_rights(rights.of(view.chat, me))
    if me is not None and me.status == RESTRICTED:
        found["banned_rights"] = render_banned_rights(me.banned, me.until)
    return found


def render_chat_photo(view: ChatView, facts: Facts) -> types.TypeChatPhoto:
    photo = facts.photos.get(view.chat.profile.photo_id) if view.chat.profile.photo_id else None
    if photo is None:
        return types.ChatPhotoEmpty()
    return types.ChatPhoto(photo_id=photo.id, has_video=bool(photo.videos), stripped_thumb=stripped(photo), dc_id=DC)


def render_admin_rights(granted: Rights) -> types.ChatAdminRights:
    """`other` goes with all of them: TDLib complains of admins without it."""
    return types.ChatAdminRights(**dict.fromkeys({*granted, "other"}, True))


def render_banned_rights(lost: Rights, until: int) -> types.ChatBannedRights:
    fields = dict.fromkeys(rights.complete(lost), True)
    return types.ChatBannedRights(**fields, until_date=until or FOR_EVER)


def read_admin_rights(given: types.TypeChatAdminRights) -> Rights:
    return frozenset(name for name in rights.ADMIN_RIGHTS if getattr(given, name, False))


def read_banned_rights(given: types.TypeChatBannedRights) -> Rights:
    return frozenset(name for name in rights.BANNED_RIGHTS if getattr(given, name, False))
