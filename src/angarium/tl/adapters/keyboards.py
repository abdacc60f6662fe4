"""Buttons: up to layer 228 one constructor each, since 229 one constructor with a type, inline and reply apart.

https://core.telegram.org/api/bots/buttons
"""

from __future__ import annotations

from typing import Any

from angarium.tl import types
from angarium.tl.adapters.registry import Fields, down, fallback, up
from angarium.tl.combinator import Combinator
from angarium.tl.objects import TLObject, get_class

_REPLY = {
    "keyboardButton": "buttonTypeDefault",
    "keyboardButtonRequestGeoLocation": "buttonTypeRequestGeoLocation",
    "keyboardButtonRequestPhone": "buttonTypeRequestPhone",
    "keyboardButtonRequestPoll": "buttonTypeRequestPoll",
    "keyboardButtonRequestPeer": "buttonTypeRequestPeer",
    "inputKeyboardButtonRequestPeer": "inputButtonTypeRequestPeer",
    "keyboardButtonSimpleWebView": "buttonTypeSimpleWebView",
}
_INLINE = {
    "keyboardButtonBuy": "inlineButtonTypeBuy",
    "keyboardButtonCallback": "inlineButtonTypeCallback",
    "keyboardButtonCopy": "inlineButtonTypeCopy",
    "keyboardButtonGame": "inlineButtonTypeGame",
    "keyboardButtonSwitchInline": "inlineButtonTypeSwitchInline",
    "keyboardButtonUrl": "inlineButtonTypeUrl",
    "keyboardButtonUrlAuth": "inlineButtonTypeUrlAuth",
    "keyboardButtonUserProfile": "inlineButtonTypeUserProfile",
    "keyboardButtonWebView": "inlineButtonTypeWebView",
    "inputKeyboardButtonUrlAuth": "inputInlineButtonTypeUrlAuth",
    "inputKeyboardButtonUserProfile": "inputInlineButtonTypeUserProfile",
}
_OLD_REPLY = {kind: name for name, kind in _REPLY.items()}
_OLD_INLINE = {kind: name for name, kind in _INLINE.items()}
_SHARED = ("text", "style")


def _enter(name: str, kind: str, button: type[TLObject]) -> None:
    """Raise one old button: its own fields go into the type."""

    @up(name, takes=(*get_class(kind).FIELDS, "type"))
    def raise_button(fields: Fields) -> TLObject:
        shared = {field: fields.pop(field) for field in _SHARED if field in fields}
        return button(**shared, type=get_class(kind)(**fields))


for _name, _kind in _REPLY.items():
    _enter(_name, _kind, types.KeyboardButton)
for _name, _kind in _INLINE.items():
    _enter(_name, _kind, types.KeyboardInlineButton)


@up("replyInlineMarkup", takes=("rows",))
def raise_inline_markup(fields: Fields) -> None:
    """Rows of inline buttons have a constructor of their own; a button that does nothing there is disabled."""
    rows = [[_to_inline(button) for button in row.buttons] for row in fields["rows"]]
    fields["rows"] = [types.KeyboardInlineButtonRow(buttons=buttons) for buttons in rows]


@up("replyKeyboardMarkup", always=True)
def raise_keyboard(fields: Fields) -> None:
    """A reply keyboard has no inline buttons: of one that an old client put there the text stays."""
    for row in fields["rows"]:
        row.buttons = [_to_reply(button) for button in row.buttons]


@up("bots.requestWebViewButton", always=True)
def raise_requested(fields: Fields) -> None:
    """As above."""
    fields["button"] = _to_reply(fields["button"])


def _to_reply(button: Any) -> types.KeyboardButton:
    if isinstance(button, types.KeyboardButton):
        return button
    shared = {field: value for field, value in button.__dict__.items() if field in _SHARED}
    if isinstance(button.type, types.InlineButtonTypeWebView):
        return types.KeyboardButton(**shared, type=types.ButtonTypeSimpleWebView(url=button.type.url))
    return types.KeyboardButton(**shared, type=types.ButtonTypeDefault())


def _to_inline(button: Any) -> types.KeyboardInlineButton:
    if isinstance(button, types.KeyboardInlineButton):
        return button
    shared = {field: value for field, value in button.__dict__.items() if field in _SHARED}
    if isinstance(button.type, types.ButtonTypeSimpleWebView):
        return types.KeyboardInlineButton(**shared, type=types.InlineButtonTypeWebView(url=button.type.url))
    return types.KeyboardInlineButton(**shared, type=types.InlineButtonTypeDisabled())


@down("replyInlineMarkup", gives=("rows",))
def lower_inline_markup(markup: types.ReplyInlineMarkup, form: Combinator) -> TLObject:
    """The rows lower themselves."""
    return markup


@fallback("keyboardInlineButtonRow")
def lower_row(row: types.KeyboardInlineButtonRow, layer: int) -> TLObject:
    """One kind of row for all buttons."""
    return get_class("keyboardButtonRow")(buttons=row.buttons)


@fallback("keyboardInlineButton")
def lower_inline(button: types.KeyboardInlineButton, layer: int) -> TLObject:
    """A plain button for what has no older form."""
    return _lower(button, _OLD_INLINE.get(button.type.NAME, "keyboardButton"))


@down("keyboardButton", gives=("type",))
def lower_reply(button: types.KeyboardButton, form: Combinator) -> TLObject:
    """The type's own constructor."""
    return _lower(button, _OLD_REPLY.get(button.type.NAME, "keyboardButton") if button.type else "keyboardButton")


def _lower(button: Any, name: str) -> TLObject:
    shared = {field: value for field, value in button.__dict__.items() if field in _SHARED}
    if name == "keyboardButton":
        return types.KeyboardButton(**shared)
    return get_class(name)(**shared, **button.type.__dict__)


@fallback(
    "keyboardButtonCopy", "keyboardButtonRequestPeer", "inputKeyboardButtonRequestPeer", "keyboardButtonSimpleWebView",
    "keyboardButtonWebView",
)  # fmt: skip
def lower_to_text(button: Any, layer: int) -> TLObject:
    """A button that the layer does not know keeps its text."""
    return types.KeyboardButton(text=button.text)
