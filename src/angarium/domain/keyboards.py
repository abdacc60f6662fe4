"""The keyboards that bots put under their messages (https://core.telegram.org/api/bots/buttons): checked, packed into a message's
content, and found again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from angarium.model.bots import Button, Keyboard
from angarium.model.errors import Refusal

MOST_BUTTONS, MOST_BYTES = 300, 16_384
DATA = 64
"""Bytes that a callback button may carry."""

_TEXT, _COPY, _QUERY = 256, 256, 256
_SCHEMES = ("http", "https", "tg", "ton")
_PRIVATE = frozenset({"RequestGeoLocation", "RequestPhone", "RequestPoll", "RequestPeer", "SimpleWebView", "WebView"})
"""Kinds that stand only in a chat of two."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Keyboard).decode


def pack(keyboard: Keyboard | None) -> bytes:
    """As it lies in `Content.markup`; b"" for none."""
    return _encode(keyboard) if keyboard is not None else b""


@lru_cache(maxsize=4096)
def unpack(markup: bytes) -> Keyboard:
    """A keyboard of a message that has one."""
    return _decode(markup)


def buttons(keyboard: Keyboard) -> Iterator[Button]:
    for row in keyboard.rows:
        yield from row


def play(title: str) -> Keyboard:
    """The button below a game whose bot has set none."""
    return Keyboard(kind="inline", rows=((Button(kind="Game", text=f"Play {title}"[:_TEXT]),),))


def people(markup: bytes) -> set[int]:
    """Whom the buttons lead to: a client can open only those that it was told of."""
    return {button.user_id for button in buttons(unpack(markup)) if button.kind == "UserProfile"} if markup else set()


def buy(price: str) -> Keyboard:
    """The button below an invoice whose bot has set none."""
    return Keyboard(kind="inline", rows=((Button(kind="Buy", text=f"Pay {price}"[:_TEXT]),),))


_TRAVELS = frozenset({"Url", "UrlAuth", "Copy", "SwitchInline", "Buy"})
"""Kinds that need no bot to answer."""


def forwarded(markup: bytes) -> bytes:
    """What is left of a keyboard when its message is forwarded: all of it, if it does without the bot
    (https://core.telegram.org/constructor/inlineButtonTypeUrlAuth)."""
    if not markup:
        return b""
    keyboard = unpack(markup)
    if keyboard.kind != "inline" or any(button.kind not in _TRAVELS for button in buttons(keyboard)):
        return b""
    rows = tuple(tuple(replace(one, text=one.forward_text or one.text) for one in row) for row in keyboard.rows)
    return pack(replace(keyboard, rows=rows))


def check(keyboard: Keyboard, *, private: bool, game: bool = False, invoice: bool = False) -> Keyboard | None:
    """The keyboard as it will be stored; None when it is one without buttons, which takes away what was there.

    `private` = it is for a chat of two; `game`, `invoice` = its message is one. Refuses REPLY_MARKUP_INVALID, REPLY_MARKUP_TOO_LONG,
    REPLY_MARKUP_GAME_EMPTY, REPLY_MARKUP_BUY_EMPTY, BUTTON_TEXT_INVALID, BUTTON_TYPE_INVALID, BUTTON_POS_INVALID,
    BUTTON_DATA_INVALID, BUTTON_URL_INVALID, BUTTON_COPY_TEXT_INVALID, BUTTON_ID_INVALID.
    """
    rows = tuple(row for row in keyboard.rows if row)
    if keyboard.kind in ("hide", "force"):
        return keyboard
    if not rows:
        if keyboard.kind == "reply":
            raise Refusal("REPLY_MARKUP_INVALID")
        if game or invoice:
            raise Refusal("REPLY_MARKUP_GAME_EMPTY" if game else "REPLY_MARKUP_BUY_EMPTY")
        return None
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise Refusal("REPLY_MARKUP_TOO_LONG")
    if game and rows[0][0].kind != "Game":
        raise Refusal("REPLY_MARKUP_GAME_EMPTY")
    if invoice and rows[0][0].kind != "Buy":
        raise Refusal("REPLY_MARKUP_BUY_EMPTY")
    for number, button in enumerate(button for row in rows for button in row):
        _check_button(button, private=private, game=game, invoice=invoice, first=number == 0)
    made = replace(keyboard, rows=_numbered(rows))
    if len(_encode(made)) > MOST_BYTES:
        raise Refusal("REPLY_MARKUP_TOO_LONG")
    asked = [button.id for button in buttons(made) if button.kind == "RequestPeer"]
    if len(set(asked)) < len(asked):
        raise Refusal("BUTTON_ID_INVALID")
    return made


def _numbered(rows: tuple[tuple[Button, ...], ...]) -> tuple[tuple[Button, ...], ...]:
    """Buttons that sign people in are named by their place."""
    number = 0
    made = []
    for row in rows:
        kept = []
        for button in row:
            kept.append(replace(button, id=number) if button.kind == "UrlAuth" else button)
            number += 1
        made.append(tuple(kept))
    return tuple(made)


def _check_button(button: Button, *, private: bool, game: bool, invoice: bool, first: bool) -> None:
    if not button.text.strip() or len(button.text) > _TEXT:
        raise Refusal("BUTTON_TEXT_INVALID")
    if button.kind in _PRIVATE and not private:
        raise Refusal("BUTTON_TYPE_INVALID")
    match button.kind:
        case "Game" | "Buy":
            if not (game if button.kind == "Game" else invoice):
                raise Refusal("BUTTON_TYPE_INVALID")
            if not first:
                raise Refusal("BUTTON_POS_INVALID")
        case "Callback" if not 1 <= len(button.data) <= DATA:
            raise Refusal("BUTTON_DATA_INVALID")
        case "Copy" if not 1 <= len(button.query) <= _COPY:
            raise Refusal("BUTTON_COPY_TEXT_INVALID")
        case "SwitchInline" if len(button.query) > _QUERY:
            raise Refusal("BUTTON_DATA_INVALID")
        case "Url":
            check_url(button.url)
        case "UrlAuth" | "WebView" | "SimpleWebView":
            check_url(button.url, secure=True)
        case "RequestPeer" if button.wanted is None or not 1 <= button.wanted.most <= 10:
            raise Refusal("BUTTON_TYPE_INVALID")


def check_url(url: str, *, secure: bool = False) -> None:
    """Refuses BUTTON_URL_INVALID; `secure` = it must be https."""
    if not is_url(url, secure=secure):
        raise Refusal("BUTTON_URL_INVALID")


def is_url(url: str, *, secure: bool = False) -> bool:
    """Whether a button may lead there."""
    if not url or len(url) > 2048 or any(letter.isspace() or not letter.isprintable() for letter in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if secure:
        return parts.scheme == "https" and bool(host)
    if parts.scheme == "tg":
        return bool(parts.netloc or parts.path)
    return parts.scheme in _SCHEMES and ("." in host or host == "localhost" or ":" in host)
