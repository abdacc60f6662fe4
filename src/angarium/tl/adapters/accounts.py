"""Accounts, settings and reports."""

from __future__ import annotations

from typing import Any

from angarium.tl import types
from angarium.tl.adapters.registry import Fields, down, extend, fallback, up
from angarium.tl.combinator import Combinator
from angarium.tl.objects import TLObject, get_class


@up("account.verifyEmail", takes=("email", "code", "purpose", "verification"))
def raise_verification(fields: Fields) -> None:
    """Only passport e-mails could be verified; the server knows the address it waits for."""
    if "code" in fields:
        fields.pop("email")
        fields["purpose"] = types.EmailVerifyPurposePassport()
        fields["verification"] = types.EmailVerificationCode(code=fields.pop("code"))


@up("account.sendVerifyEmailCode", takes=("purpose",))
def raise_purpose(fields: Fields) -> None:
    """As above."""
    fields.setdefault("purpose", types.EmailVerifyPurposePassport())


@up("account.updateColor", takes=("color", "background_emoji_id"))
def raise_color(fields: Fields) -> None:
    """Colour and emoji became one object; a client that gives neither takes its colour back."""
    color, emoji = fields.pop("color", None), fields.pop("background_emoji_id", None)
    if color is not None or emoji is not None:
        given = {"color": color, "background_emoji_id": emoji}
        fields["color"] = types.PeerColor(**{name: value for name, value in given.items() if value is not None})


@up("account.updateConnectedBot", takes=("can_reply",))
def raise_rights(fields: Fields) -> None:
    """One right became many."""
    if fields.pop("can_reply", False):
        fields["rights"] = types.BusinessBotRights(reply=True)


@down("botBusinessConnection", "connectedBot", gives=("can_reply", "rights"))
def lower_rights(value: Any, form: Combinator) -> Any:
    """Of many rights the one that older layers know."""
    if "rights" in form.field:
        return value
    return extend(value, can_reply=bool(value.rights and value.rights.reply))


@up("account.addNoPaidMessagesException")
def raise_exception(fields: Fields) -> TLObject:
    """Renamed in layer 214."""
    return get_class("account.toggleNoPaidMessagesException", True)(**fields)


@up("emojiStatusUntil")
def raise_status(fields: Fields) -> TLObject:
    """An optional field since layer 198."""
    return types.EmojiStatus(**fields)


@down("emojiStatus", gives=("until",))
def lower_status(status: types.EmojiStatus, form: Combinator) -> TLObject:
    """A constructor of its own before layer 198."""
    if "until" in form.field or status.until is None:
        return status
    return types.EmojiStatusUntil(document_id=status.document_id, until=status.until)


@fallback("emojiStatusCollectible")
def lower_collectible(status: types.EmojiStatusCollectible, layer: int) -> TLObject:
    """The picture without its pedigree."""
    return types.EmojiStatus(document_id=status.document_id)


@up("channels.toggleSignatures", takes=("enabled",))
def raise_signatures(fields: Fields) -> None:
    """A Bool became two flags."""
    if fields.pop("enabled", False):
        fields["signatures_enabled"] = True


@up("messages.report", takes=("reason",))
def raise_report(fields: Fields) -> None:
    """Reasons were constructors; since layer 189 they are options that the server offers: ours are named like them."""
    reason = fields.pop("reason", None)
    if reason is not None:
        fields["option"] = reason.NAME.removeprefix("inputReportReason").lower().encode()


@up("stories.report", takes=("reason", "user_id", "peer"))
def raise_story_report(fields: Fields) -> None:
    """As above; in layer 160 only people had stories."""
    from angarium.tl.adapters.peers import raise_user

    raise_report(fields)
    raise_user(fields)


@up("messages.setChatTheme", takes=("emoticon", "theme"))
def raise_theme(fields: Fields) -> None:
    """Themes were named by an emoji, none by an empty string."""
    emoticon = fields.pop("emoticon", None)
    if emoticon is not None:
        fields["theme"] = types.InputChatTheme(emoticon=emoticon) if emoticon else types.InputChatThemeEmpty()


@down("messageActionSetChatTheme", gives=("emoticon", "theme"))
def lower_theme(action: types.MessageActionSetChatTheme, form: Combinator) -> types.MessageActionSetChatTheme:
    """The emoji; the empty string, "no theme", for one that a gift gives."""
    if "theme" in form.field:
        return action
    emoticon = action.theme.emoticon if isinstance(action.theme, types.ChatTheme) else ""
    return extend(action, emoticon=emoticon)


@down("userFull", gives=("theme_emoticon",))
def lower_full_user(full: types.UserFull, form: Combinator) -> types.UserFull:
    """The theme of the chat with somebody."""
    if not isinstance(full.theme, types.ChatTheme):
        return full
    return extend(full, theme_emoticon=full.theme.emoticon)


@down("updateUserName", gives=("username", "usernames"))
def lower_username(update: types.UpdateUserName, form: Combinator) -> types.UpdateUserName:
    """One username a person up to layer 146."""
    names = [name.username for name in update.usernames if name.active or name.editable]
    return extend(update, username=names[0] if names else "")


@down("peerNotifySettings", gives=("sound",))
def lower_settings(settings: types.PeerNotifySettings, form: Combinator) -> types.PeerNotifySettings:
    """One sound for all platforms up to layer 138."""
    from angarium.tl.adapters.values import print_sound

    sound = settings.other_sound or settings.android_sound or settings.ios_sound
    if sound is None or "sound" not in form.field:
        return settings
    return extend(settings, sound=print_sound(sound))


@down(
    "config",
    gives=(
        "ignore_phone_entities", "phonecalls_enabled", "pfs_enabled", "saved_gifs_limit", "stickers_faved_limit",
        "pinned_dialogs_count_max", "pinned_infolder_count_max",
    ),
)  # fmt: skip
def lower_config(config: types.Config, form: Combinator) -> types.Config:
    """Limits that later moved to help.getAppConfig, with the values that it gives."""
    return extend(
        config, phonecalls_enabled=False, pfs_enabled=True, saved_gifs_limit=200, stickers_faved_limit=5,
        pinned_dialogs_count_max=5, pinned_infolder_count_max=100,
    )  # fmt: skip


@down("help.promoData", gives=("peer",))
def lower_promo(promo: types.help.PromoData, form: Combinator) -> TLObject:
    """Without a peer there is nothing to promote for older layers."""
    if promo.peer is not None or form.field["peer"].optional:
        return promo
    return types.help.PromoDataEmpty(expires=promo.expires)


@down("botInfo", gives=("menu_button",))
def lower_bot(info: types.BotInfo, form: Combinator) -> types.BotInfo:
    """Mandatory in layer 140."""
    return info if info.menu_button is not None else extend(info, menu_button=types.BotMenuButtonDefault())
