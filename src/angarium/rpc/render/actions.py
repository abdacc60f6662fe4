"""Service messages: messageAction… from a kind and its fields."""

from __future__ import annotations

from collections.abc import Callable

from angarium.model.facts import Facts
from angarium.model.looks import Wallpaper
from angarium.model.messages import Action
from angarium.rpc.render.bot_actions import BOT_ACTIONS
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.content_actions import CONTENT_ACTIONS
from angarium.rpc.render.looks import render_wallpaper
from angarium.rpc.render.media import render_photo
from angarium.rpc.render.payments import PAYMENT_ACTIONS
from angarium.rpc.render.topic_actions import TOPIC_ACTIONS
from angarium.tl import types

_DISCARDED: dict[str, Callable[[], types.TypePhoneCallDiscardReason | None]] = {
    "": lambda: None,
    "missed": types.PhoneCallDiscardReasonMissed,
    "disconnect": types.PhoneCallDiscardReasonDisconnect,
    "hangup": types.PhoneCallDiscardReasonHangup,
    "busy": types.PhoneCallDiscardReasonBusy,
}
"""How a call ended, as `Action.text` says it."""

_ACTIONS: dict[str, Callable[[Action, Facts], types.TypeMessageAction]] = {
    "PhoneCall": lambda action, facts: types.MessageActionPhoneCall(
        call_id=action.number, video=action.flag, duration=action.period or None, reason=_DISCARDED[action.text]()
    ),
    "PinMessage": lambda action, facts: types.MessageActionPinMessage(),
    "HistoryClear": lambda action, facts: types.MessageActionHistoryClear(),
    "ContactSignUp": lambda action, facts: types.MessageActionContactSignUp(),
    "ScreenshotTaken": lambda action, facts: types.MessageActionScreenshotTaken(),
    "CustomAction": lambda action, facts: types.MessageActionCustomAction(message=action.text),
    "SetMessagesTTL": lambda action, facts: types.MessageActionSetMessagesTTL(
        period=action.period, auto_setting_from=action.users[0] if action.users else None
    ),
    "SuggestProfilePhoto": lambda action, facts: types.MessageActionSuggestProfilePhoto(
        photo=render_photo(facts.photos.get(action.photo_id), facts)
    ),
    "SetChatTheme": lambda action, facts: types.MessageActionSetChatTheme(theme=types.ChatTheme(emoticon=action.text)),
    "SetChatWallPaper": lambda action, facts: types.MessageActionSetChatWallPaper(
        same=action.flag,
        for_both=bool(action.number),
        wallpaper=render_wallpaper(action.wallpaper or Wallpaper(id=0), facts, facts.viewer_id),
    ),
    "ChatCreate": lambda action, facts: types.MessageActionChatCreate(title=action.title, users=list(action.users)),
    "ChannelCreate": lambda action, facts: types.MessageActionChannelCreate(title=action.title),
    "ChatEditTitle": lambda action, facts: types.MessageActionChatEditTitle(title=action.title),
    "ChatEditPhoto": lambda action, facts: types.MessageActionChatEditPhoto(
        photo=render_photo(facts.photos.get(action.photo_id), facts)
    ),
    "ChatDeletePhoto": lambda action, facts: types.MessageActionChatDeletePhoto(),
    "ChatAddUser": lambda action, facts: types.MessageActionChatAddUser(users=list(action.users)),
    "ChatDeleteUser": lambda action, facts: types.MessageActionChatDeleteUser(user_id=action.users[0]),
    "ChatJoinedByLink": lambda action, facts: types.MessageActionChatJoinedByLink(inviter_id=action.users[0]),
    "ChatJoinedByRequest": lambda action, facts: types.MessageActionChatJoinedByRequest(),
    "ChatMigrateTo": lambda action, facts: types.MessageActionChatMigrateTo(channel_id=number_of(action.users[0])),
    "ChannelMigrateFrom": lambda action, facts: types.MessageActionChannelMigrateFrom(
        title=action.title, chat_id=number_of(action.users[0])
    ),
    "BoostApply": lambda action, facts: types.MessageActionBoostApply(boosts=action.number),
    **CONTENT_ACTIONS,
    **BOT_ACTIONS,
    **PAYMENT_ACTIONS,
    **TOPIC_ACTIONS,
}


def render_action(action: Action, facts: Facts) -> types.TypeMessageAction:
    return _ACTIONS[action.kind](action, facts)
