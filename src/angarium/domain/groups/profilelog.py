"""What of a supergroup's or channel's looks and switches was changed, as entries for the log of what was done."""

from __future__ import annotations

from angarium.domain.chats import journal
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import changing
from angarium.domain.messages import channel
from angarium.domain.work import Tx
from angarium.model.adminlog import LogEntry
from angarium.model.chats import Chat, ChatProfile
from angarium.model.messages import Message

_TEXTS = {"title": "ChangeTitle", "about": "ChangeAbout"}
_NUMBERS = {
    "photo_id": ("info", "ChangePhoto"), "slow_mode": ("settings", "ToggleSlowMode"), "ttl_period": ("settings", "ChangeHistoryTTL"),
    "linked": ("info", "ChangeLinkedChat"), "sticker_set": ("info", "ChangeStickerSet"),
    "emoji_set": ("info", "ChangeEmojiStickerSet"), "emoji_status": ("info", "ChangeEmojiStatus"),
}  # fmt: skip
_SWITCHES = {
    "signatures": "ToggleSignatures", "signature_profiles": "ToggleSignatureProfiles", "noforwards": "ToggleNoForwards",
    "history_hidden": "TogglePreHistoryHidden", "antispam": "ToggleAntiSpam", "forum": "ToggleForum",
    "autotranslation": "ToggleAutotranslation",
}  # fmt: skip
_COLORS = {
    "ChangePeerColor": ("color", "background_emoji_id"),
    "ChangeProfilePeerColor": ("profile_color", "profile_background_emoji_id"),
}
NONE = -1
"""A color that is not chosen."""


def entries(before: ChatProfile, after: ChatProfile) -> list[tuple[str, LogEntry]]:
    """(filter, entry) of everything that is different."""
    found: list[tuple[str, LogEntry]] = []
    changed = {name for name in ChatProfile.__struct_fields__ if getattr(before, name) != getattr(after, name)}
    for name, kind in _TEXTS.items():
        if name in changed:
            found.append(("info", LogEntry(kind=kind, text=(getattr(before, name), getattr(after, name)))))
    for name, (sort, kind) in _NUMBERS.items():
        if name in changed:
            pair = (getattr(before, name) or 0, getattr(after, name) or 0)
            found.append((sort, LogEntry(kind=kind, number=pair)))
    for name, kind in _SWITCHES.items():
        if name in changed:
            sort = "forums" if name == "forum" else "settings"
            found.append((sort, LogEntry(kind=kind, flag=getattr(after, name))))
    for kind, (color, emoji) in _COLORS.items():
        if {color, emoji} & changed:
            found.append(("info", _color(kind, before, after, color, emoji)))
    if "usernames" in changed:
        found.append(("info", _names(before.usernames, after.usernames)))
    if {"reactions", "custom_reactions"} & changed:
        names = (before.reactions or (), after.reactions or ())
        every = (before.reactions is None, after.reactions is None)
        found.append(("settings", LogEntry(kind="ChangeAvailableReactions", names=names, everything=every)))
    if {"latitude", "longitude", "address"} & changed:
        found.append(("info", LogEntry(kind="ChangeLocation", text=(_place(before), _place(after)))))
    return found


def _color(kind: str, before: ChatProfile, after: ChatProfile, color: str, emoji: str) -> LogEntry:
    def number(profile: ChatProfile) -> int:
        chosen = getattr(profile, color)
        return NONE if chosen is None else int(chosen)

    backgrounds = (getattr(before, emoji) or 0, getattr(after, emoji) or 0)
    return LogEntry(kind=kind, number=(number(before), number(after)), background=backgrounds)


def _names(before: tuple[str, ...], after: tuple[str, ...]) -> LogEntry:
    """One name is told as it ever was; several as a list."""
    if len(before) <= 1 and len(after) <= 1:
        return LogEntry(kind="ChangeUsername", text=("".join(before), "".join(after)))
    return LogEntry(kind="ChangeUsernames", names=(before, after))


def _place(profile: ChatProfile) -> str:
    """Where a group is: "latitude longitude address", or nothing."""
    return "" if profile.latitude is None else f"{profile.latitude} {profile.longitude} {profile.address}"


async def watch(tx: Tx, standing: Standing, before: ChatProfile, after: ChatProfile) -> None:
    """Write down a change of a profile."""
    for sort, entry in entries(before, after):
        await journal.note(tx, standing.chat.peer, standing.user_id, sort, entry)


async def watch_post(tx: Tx, chat: Chat, message: Message) -> None:
    """Write down who wrote a channel's post, which shows the channel alone."""
    if chat.is_broadcast and message.content.action is None:
        await journal.note(tx, chat.peer, message.author, "send", LogEntry(kind="SendMessage", message=message))


changing.WATCHERS.append(watch)
channel.POSTED.append(watch_post)
