"""Keyboards as clients send them (https://core.telegram.org/type/ReplyMarkup), read into facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from angarium.domain import keyboards
from angarium.model.bots import Button, Keyboard, Wanted
from angarium.model.errors import Refusal
from angarium.model.ids import is_user
from angarium.rpc.peers import read_user
from angarium.rpc.router import Call
from angarium.tl import types

_PEER_NAMES: dict[type[Any], str] = {
    types.InlineQueryPeerTypeSameBotPM: "same_bot",
    types.InlineQueryPeerTypePM: "user",
    types.InlineQueryPeerTypeChat: "chat",
    types.InlineQueryPeerTypeMegagroup: "megagroup",
    types.InlineQueryPeerTypeBroadcast: "broadcast",
    types.InlineQueryPeerTypeBotPM: "bot",
}


def read_markup(
    call: Call, given: types.TypeReplyMarkup | None, peer: int, *, game: str = "", price: str = ""
) -> bytes:
    """What a message will carry; b"" for nothing. Only bots have keyboards: what others send is left out, as Telegram does.
    `game` = the title of the game that the message is, `price` = what an invoice asks for; they have a button in any case.

    Refuses what `domain.keyboards.check` refuses.
    """
    if not call.caller.bot:
        return b""
    if given is None:
        if price:
            return keyboards.pack(keyboards.buy(price))
        return keyboards.pack(keyboards.play(game)) if game else b""
    keyboard = read_keyboard(call, given)
    return keyboards.pack(keyboards.check(keyboard, private=is_user(peer), game=bool(game), invoice=bool(price)))


def read_keyboard(call: Call, given: types.TypeReplyMarkup) -> Keyboard:
    """Refuses BUTTON_TYPE_INVALID, BUTTON_USER_INVALID."""
    match given:
        case types.ReplyInlineMarkup():
            rows = tuple(tuple(read_inline(call, button) for button in row.buttons) for row in given.rows)
            return Keyboard(kind="inline", rows=rows)
        case types.ReplyKeyboardMarkup():
            reply = tuple(tuple(read_button(call, button) for button in row.buttons) for row in given.rows)
            return Keyboard(
                kind="reply",
                rows=reply,
                resize=given.resize,
                single_use=given.single_use,
                selective=given.selective,
                persistent=given.persistent,
                placeholder=(given.placeholder or "")[:64],
            )
        case types.ReplyKeyboardHide():
            return Keyboard(kind="hide", selective=given.selective)
        case types.ReplyKeyboardForceReply():
            return Keyboard(
                kind="force",
                single_use=given.single_use,
                selective=given.selective,
                placeholder=(given.placeholder or "")[:64],
            )


def _style(button: Any) -> dict[str, Any]:
    style = button.style
    if style is None:
        return {}
    color = next((name for name in ("primary", "danger", "success") if getattr(style, f"bg_{name}")), "")
    return {"color": color, "icon": style.icon or 0}


def read_button(call: Call, button: types.TypeKeyboardButton) -> Button:
    """A button of a reply keyboard; `tl/adapters/keyboards.py` has made every older form of one into this."""
    assert isinstance(button, types.KeyboardButton)
    shared: dict[str, Any] = {"text": button.text, **_style(button)}
    match button.type:
        case types.ButtonTypeDefault():
            return Button(kind="Default", **shared)
        case types.ButtonTypeRequestGeoLocation():
            return Button(kind="RequestGeoLocation", **shared)
        case types.ButtonTypeRequestPhone():
            return Button(kind="RequestPhone", **shared)
        case types.ButtonTypeRequestPoll() as poll:
            return Button(kind="RequestPoll", quiz=poll.quiz, **shared)
        case types.ButtonTypeSimpleWebView() as web:
            return Button(kind="SimpleWebView", url=web.url, **shared)
        case types.ButtonTypeRequestPeer() | types.InputButtonTypeRequestPeer() as asked:
            tells = tuple(name for name in ("name", "username", "photo") if getattr(asked, f"{name}_requested", False))
            wanted = read_wanted(asked.peer_type, asked.max_quantity, tells)
            return Button(kind="RequestPeer", id=asked.button_id, wanted=wanted, **shared)


def rights_of(rights: Any) -> tuple[str, ...]:
    """The names of what stands in chatAdminRights."""
    return tuple(name for name in types.ChatAdminRights.FIELDS if name != "flags" and getattr(rights, name) is True)


def _rights(rights: Any) -> tuple[str, ...] | None:
    return None if rights is None else rights_of(rights)


def read_wanted(given: types.TypeRequestPeerType, most: int, tells: tuple[str, ...]) -> Wanted:
    """Whom a button asks for."""
    match given:
        case types.RequestPeerTypeUser():
            return Wanted(kind="user", bot=given.bot, premium=given.premium, most=most, tells=tells)
        case types.RequestPeerTypeChat():
            return Wanted(
                kind="chat", creator=given.creator, bot_participant=given.bot_participant, has_username=given.has_username,
                forum=given.forum, user_rights=_rights(given.user_admin_rights), bot_rights=_rights(given.bot_admin_rights),
                most=most, tells=tells,
            )  # fmt: skip
        case types.RequestPeerTypeBroadcast():
            return Wanted(
                kind="broadcast", creator=given.creator, has_username=given.has_username, most=most, tells=tells,
                user_rights=_rights(given.user_admin_rights), bot_rights=_rights(given.bot_admin_rights),
            )  # fmt: skip
        case types.RequestPeerTypeCreateBot():
            return Wanted(
                kind="create_bot", managed=given.bot_managed, name=given.suggested_name or "",
                username=given.suggested_username or "", most=most, tells=tells,
            )  # fmt: skip


_Reader = Callable[[Call, Any], dict[str, Any]]


def _read_auth(call: Call, given: types.InputInlineButtonTypeUrlAuth) -> dict[str, Any]:
    bot = read_user(call, given.bot) if given.bot is not None else call.user_id
    return {
        "kind": "UrlAuth", "url": given.url, "forward_text": given.fwd_text or "", "user_id": bot,
        "asks_write": given.request_write_access,
    }  # fmt: skip


def _read_profile(call: Call, given: types.InputInlineButtonTypeUserProfile) -> dict[str, Any]:
    try:
        return {"kind": "UserProfile", "user_id": read_user(call, given.user_id)}
    except Refusal:
        raise Refusal("BUTTON_USER_INVALID") from None


def read_peer_types(given: Any) -> tuple[str, ...]:
    """InlineQueryPeerTypes by name."""
    return tuple(_PEER_NAMES[type(one)] for one in given or () if type(one) in _PEER_NAMES)


_INLINE: dict[type[Any], _Reader] = {
    types.InlineButtonTypeCallback: lambda call, given: {
        "kind": "Callback", "data": given.data, "password": given.requires_password
    },
    types.InlineButtonTypeUrl: lambda call, given: {"kind": "Url", "url": given.url},
    types.InlineButtonTypeCopy: lambda call, given: {"kind": "Copy", "query": given.copy_text},
    types.InlineButtonTypeGame: lambda call, given: {"kind": "Game"},
    types.InlineButtonTypeBuy: lambda call, given: {"kind": "Buy"},
    types.InlineButtonTypeDisabled: lambda call, given: {"kind": "Disabled"},
    types.InlineButtonTypeWebView: lambda call, given: {"kind": "WebView", "url": given.url},
    types.InlineButtonTypeSwitchInline: lambda call, given: {
        "kind": "SwitchInline", "query": given.query, "same_peer": given.same_peer,
        "peer_types": read_peer_types(given.peer_types),
    },
    types.InputInlineButtonTypeUrlAuth: _read_auth,
    types.InputInlineButtonTypeUserProfile: _read_profile,
}  # fmt: skip


def read_inline(call: Call, button: types.TypeKeyboardInlineButton) -> Button:
    """A button below a message. Refuses BUTTON_TYPE_INVALID, BUTTON_USER_INVALID."""
    read = _INLINE.get(type(button.type))
    if read is None:
        raise Refusal("BUTTON_TYPE_INVALID")
    return Button(text=button.text, **_style(button), **read(call, button.type))
