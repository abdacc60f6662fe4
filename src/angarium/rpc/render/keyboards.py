"""Keyboards below messages (https://core.telegram.org/type/ReplyMarkup)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from angarium.domain import keyboards
from angarium.model.bots import Button, Keyboard, Wanted
from angarium.tl import types

_PEER_TYPES: dict[str, type[types.TypeInlineQueryPeerType]] = {
    "same_bot": types.InlineQueryPeerTypeSameBotPM,
    "user": types.InlineQueryPeerTypePM,
    "chat": types.InlineQueryPeerTypeChat,
    "megagroup": types.InlineQueryPeerTypeMegagroup,
    "broadcast": types.InlineQueryPeerTypeBroadcast,
    "bot": types.InlineQueryPeerTypeBotPM,
}


def render_markup(markup: bytes) -> types.TypeReplyMarkup | None:
    """What `Content.markup` holds; None for nothing."""
    return render_keyboard(keyboards.unpack(markup)) if markup else None


def render_keyboard(keyboard: Keyboard) -> types.TypeReplyMarkup:
    match keyboard.kind:
        case "inline":
            rows = [types.KeyboardInlineButtonRow(buttons=[render_inline(one) for one in row]) for row in keyboard.rows]
            return types.ReplyInlineMarkup(rows=rows)
        case "hide":
            return types.ReplyKeyboardHide(selective=keyboard.selective)
        case "force":
            return types.ReplyKeyboardForceReply(
                single_use=keyboard.single_use, selective=keyboard.selective, placeholder=keyboard.placeholder or None
            )
        case _:
            return types.ReplyKeyboardMarkup(
                resize=keyboard.resize,
                single_use=keyboard.single_use,
                selective=keyboard.selective,
                persistent=keyboard.persistent,
                rows=[types.KeyboardButtonRow(buttons=[render_button(one) for one in row]) for row in keyboard.rows],
                placeholder=keyboard.placeholder or None,
            )


def _style(button: Button) -> types.KeyboardButtonStyle | None:
    if not button.color and not button.icon:
        return None
    return types.KeyboardButtonStyle(
        bg_primary=button.color == "primary",
        bg_danger=button.color == "danger",
        bg_success=button.color == "success",
        icon=button.icon or None,
    )


def render_rights(rights: tuple[str, ...]) -> types.ChatAdminRights:
    """chatAdminRights with what is named."""
    flags: dict[str, Any] = dict.fromkeys((*rights, "other"), True)
    return types.ChatAdminRights(**flags)


def _rights(rights: tuple[str, ...] | None) -> types.ChatAdminRights | None:
    return None if rights is None else render_rights(rights)


def render_wanted(wanted: Wanted) -> types.TypeRequestPeerType:
    match wanted.kind:
        case "chat":
            return types.RequestPeerTypeChat(
                creator=wanted.creator, bot_participant=wanted.bot_participant, has_username=wanted.has_username,
                forum=wanted.forum, user_admin_rights=_rights(wanted.user_rights),
                bot_admin_rights=_rights(wanted.bot_rights),
            )  # fmt: skip
        case "broadcast":
            return types.RequestPeerTypeBroadcast(
                creator=wanted.creator, has_username=wanted.has_username,
                user_admin_rights=_rights(wanted.user_rights), bot_admin_rights=_rights(wanted.bot_rights),
            )  # fmt: skip
        case "create_bot":
            return types.RequestPeerTypeCreateBot(
                bot_managed=wanted.managed,
                suggested_name=wanted.name or None,
                suggested_username=wanted.username or None,
            )
        case _:
            return types.RequestPeerTypeUser(bot=wanted.bot, premium=wanted.premium)


def render_button(button: Button) -> types.KeyboardButton:
    """A button of a reply keyboard."""
    kind: types.TypeButtonType
    match button.kind:
        case "RequestGeoLocation":
            kind = types.ButtonTypeRequestGeoLocation()
        case "RequestPhone":
            kind = types.ButtonTypeRequestPhone()
        case "RequestPoll":
            kind = types.ButtonTypeRequestPoll(quiz=button.quiz)
        case "SimpleWebView":
            kind = types.ButtonTypeSimpleWebView(url=button.url)
        case "RequestPeer" if button.wanted is not None:
            kind = types.ButtonTypeRequestPeer(
                button_id=button.id, peer_type=render_wanted(button.wanted), max_quantity=button.wanted.most
            )
        case _:
            kind = types.ButtonTypeDefault()
    return types.KeyboardButton(style=_style(button), text=button.text, type=kind)


_INLINE: dict[str, Callable[[Button], types.TypeInlineButtonType]] = {
    "Callback": lambda button: types.InlineButtonTypeCallback(requires_password=button.password, data=button.data),
    "Url": lambda button: types.InlineButtonTypeUrl(url=button.url),
    "Copy": lambda button: types.InlineButtonTypeCopy(copy_text=button.query),
    "Game": lambda button: types.InlineButtonTypeGame(),
    "Buy": lambda button: types.InlineButtonTypeBuy(),
    "WebView": lambda button: types.InlineButtonTypeWebView(url=button.url),
    "SwitchInline": lambda button: types.InlineButtonTypeSwitchInline(
        same_peer=button.same_peer,
        query=button.query,
        peer_types=[_PEER_TYPES[name]() for name in button.peer_types] or None,
    ),
    "UrlAuth": lambda button: types.InlineButtonTypeUrlAuth(
        fwd_text=button.forward_text or None, url=button.url, button_id=button.id
    ),
    "UserProfile": lambda button: types.InlineButtonTypeUserProfile(user_id=button.user_id),
}


def render_inline(button: Button) -> types.KeyboardInlineButton:
    """A button below a message."""
    make = _INLINE.get(button.kind)
    kind = make(button) if make else types.InlineButtonTypeDisabled()
    return types.KeyboardInlineButton(style=_style(button), text=button.text, type=kind)
