"""People (https://core.telegram.org/constructor/user)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from angarium.model.facts import Facts
from angarium.model.files import Photo
from angarium.model.rings import StoryMark
from angarium.model.users import Profile, UserView
from angarium.tl import types

DC = 2


def render_user(view: UserView, facts: Facts) -> types.User:
    profile = view.user.profile
    if profile.deleted:
        return types.User(id=view.user.id, access_hash=view.access_hash, deleted=True, self=view.is_self)
    return types.User(
        id=view.user.id,
        self=view.is_self,
        contact=view.contact,
        mutual_contact=view.mutual,
        close_friend=view.close_friend,
        verified=profile.verified,
        support=profile.support,
        bot=profile.bot,
        # Nothing is kept for those who pay (https://core.telegram.org/api/premium), and clients unlock it only for those so named.
        premium=not profile.bot,
        access_hash=view.access_hash,
        first_name=view.first_name or None,
        last_name=view.last_name or None,
        username=profile.usernames[0] if profile.usernames else None,
        # One name travels in `username` alone; `usernames` is for accounts with several.
        usernames=render_usernames(profile.usernames) if len(profile.usernames) > 1 else None,
        phone=view.phone or None,
        photo=render_photo(view, facts),
        status=render_status(view),
        restricted=bool(profile.restricted),
        restriction_reason=render_restriction(profile.restricted),
        bot_verification_icon=profile.vouched_icon or None,
        emoji_status=render_emoji_status(profile),
        color=render_color(profile.color, profile.background_emoji_id),
        profile_color=render_color(profile.profile_color, profile.profile_background_emoji_id),
        lang_code=profile.language or None if profile.bot else None,
        send_paid_messages_stars=profile.message_stars or None if not view.is_self else None,
        **_render_face(view),
        **render_ring(view.stories),
    )


def render_ring(mark: StoryMark | None) -> dict[str, Any]:
    """The stories of a user or channel (https://core.telegram.org/api/stories): without them a client keeps what it knows."""
    if mark is None:
        return {}
    if not mark.max_id:
        return {"stories_unavailable": True, "stories_hidden": mark.hidden}
    return {"stories_max_id": types.RecentStory(max_id=mark.max_id), "stories_hidden": mark.hidden}


def _render_face(view: UserView) -> dict[str, Any]:
    """What is told of bots alone (https://core.telegram.org/constructor/user)."""
    face = view.user.profile.face
    if not view.user.profile.bot or face is None:
        return {}
    return {
        "bot_info_version": face.version,
        "bot_chat_history": face.reads_all,
        "bot_nochats": face.no_groups,
        "bot_inline_geo": face.inline_geo,
        "bot_inline_placeholder": face.placeholder or None,
        "bot_has_main_app": face.main_app,
        "bot_attach_menu": face.attach_menu,
        "attach_menu_enabled": view.bot_attached,
        "bot_business": face.business,
        "bot_can_manage_bots": face.manages,
        "bot_guestchat": face.guest,
        "bot_guard": face.guard,
        "bot_active_users": face.active_users or None,
        "bot_can_edit": view.bot_editable,
    }


def render_usernames(names: tuple[str, ...]) -> list[types.TypeUsername]:
    return [types.Username(username=name, active=True, editable=at == 0) for at, name in enumerate(names)]


def render_emoji_status(profile: Profile) -> types.TypeEmojiStatus | None:
    if not profile.emoji_status:
        return None
    return types.EmojiStatus(document_id=profile.emoji_status, until=profile.emoji_status_until or None)


def render_restriction(reason: str) -> list[types.TypeRestrictionReason] | None:
    return [types.RestrictionReason(platform="all", reason="terms", text=reason)] if reason else None


def render_color(color: int | None, emoji: int | None) -> types.PeerColor | None:
    return types.PeerColor(color=color, background_emoji_id=emoji) if color is not None or emoji is not None else None


def render_photo(view: UserView, facts: Facts) -> types.TypeUserProfilePhoto:
    photo = facts.photos.get(view.photo_id) if view.photo_id else None
    if photo is None:
        return types.UserProfilePhotoEmpty()
    return types.UserProfilePhoto(
        photo_id=photo.id,
        has_video=bool(photo.videos),
        personal=view.photo_personal,
        stripped_thumb=stripped(photo),
        dc_id=DC,
    )


def stripped(photo: Photo) -> bytes | None:
    return next((size.inline for size in photo.sizes if size.type == "i"), None)


def render_status(view: UserView) -> types.TypeUserStatus:
    match view.presence:
        case "online":
            return types.UserStatusOnline(expires=view.presence_at)
        case "offline":
            return types.UserStatusOffline(was_online=view.presence_at)
        case "recently":
            return types.UserStatusRecently(by_me=view.by_me)
        case "last_week":
            return types.UserStatusLastWeek(by_me=view.by_me)
        case "last_month":
            return types.UserStatusLastMonth(by_me=view.by_me)
        case _:
            return types.UserStatusEmpty()


def render_minimal_user(view: UserView, facts: Facts) -> types.User:
    """Somebody in short form, which does not take away what a client knows already (https://core.telegram.org/api/min)."""
    profile = view.user.profile
    return types.User(
        min=True,
        self=view.is_self,
        id=view.user.id,
        deleted=profile.deleted,
        bot=profile.bot,
        bot_info_version=1 if profile.bot else None,
        verified=profile.verified,
        # TDLib believes these of short forms too, and begins its sessions anew when it takes its own user for one who no longer pays.
        premium=not (profile.bot or profile.deleted),
        support=profile.support,
        first_name=profile.first_name or None,
        last_name=profile.last_name or None,
        username=profile.usernames[0] if profile.usernames else None,
        photo=render_photo(view, facts),
    )


def render_users(facts: Facts, ids: Iterable[int] | None = None) -> list[types.TypeUser]:
    """Everyone in the bag, or those of `ids` who are in it."""
    if ids is None:
        return [render_user(view, facts) for view in facts.users.values()]
    return [render_user(facts.users[id], facts) for id in ids if id in facts.users]
