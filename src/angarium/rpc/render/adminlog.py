"""What was done in a supergroup or channel (https://core.telegram.org/type/ChannelAdminLogEventAction)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from angarium.domain.threads.lists import Listed
from angarium.model.adminlog import LogEntry, LogRow
from angarium.model.chats import Chat, Participant
from angarium.model.facts import Facts
from angarium.model.ids import is_channel
from angarium.model.invites import Invite
from angarium.model.threads import Thread, ThreadState, Topic
from angarium.rpc.render.chats import number_of, render_banned_rights
from angarium.rpc.render.invites import render_invite
from angarium.rpc.render.media import render_photo
from angarium.rpc.render.members import render_member
from angarium.rpc.render.messages import render_message, render_reaction
from angarium.rpc.render.topics import render_topic
from angarium.tl import types

if TYPE_CHECKING:
    Action = types.TypeChannelAdminLogEventAction


def render_event(row: LogRow, chat: Chat, facts: Facts) -> types.ChannelAdminLogEvent | None:
    """One entry; None for one that cannot be shown."""
    action = _render(row.entry, chat, facts)
    if action is None:
        return None
    return types.ChannelAdminLogEvent(id=row.id, date=row.date, user_id=row.user_id, action=action)


def _render(entry: LogEntry, chat: Chat, facts: Facts) -> Action | None:
    made: Action
    fields: dict[str, Any]
    if entry.kind in _PAIRS:
        read, names = _PAIRS[entry.kind]
        fields = dict(zip(names, read(entry, facts), strict=True))
    elif entry.kind in _SWITCHES:
        fields = {"new_value": entry.flag}
    elif entry.kind in _MESSAGES and entry.message is not None:
        fields = {"message": render_message(entry.message, facts)}
    elif entry.kind in _TOPICS:
        fields = {name: _topic(one, chat, facts) for name, one in _named_topics(entry).items() if one is not None}
    elif entry.kind in _INVITES:
        fields = {"invite": _invite(entry.invite)}
    else:
        return _render_members(entry, chat, facts)
    made = getattr(types, f"ChannelAdminLogEventAction{entry.kind}")(**fields)
    return made


def _render_members(entry: LogEntry, chat: Chat, facts: Facts) -> Action | None:
    def member(one: Participant | None) -> types.TypeChannelParticipant:
        assert one is not None, "entries about members name them"
        return render_member(chat, one, facts.viewer_id)

    match entry.kind:
        case "ParticipantJoin":
            return types.ChannelAdminLogEventActionParticipantJoin()
        case "ParticipantLeave":
            return types.ChannelAdminLogEventActionParticipantLeave()
        case "ParticipantInvite":
            return types.ChannelAdminLogEventActionParticipantInvite(participant=member(entry.member_after))
        case "ParticipantToggleBan":
            return types.ChannelAdminLogEventActionParticipantToggleBan(
                prev_participant=member(entry.member_before), new_participant=member(entry.member_after)
            )
        case "ParticipantToggleAdmin":
            return types.ChannelAdminLogEventActionParticipantToggleAdmin(
                prev_participant=member(entry.member_before), new_participant=member(entry.member_after)
            )
        case "ParticipantEditRank":
            return types.ChannelAdminLogEventActionParticipantEditRank(
                user_id=entry.user_id, prev_rank=entry.text[0], new_rank=entry.text[1]
            )
        case "ParticipantJoinByInvite":
            return types.ChannelAdminLogEventActionParticipantJoinByInvite(
                via_chatlist=entry.via_chatlist, invite=_invite(entry.invite)
            )
        case "ParticipantJoinByRequest":
            return types.ChannelAdminLogEventActionParticipantJoinByRequest(
                invite=_invite(entry.invite), approved_by=entry.approved_by
            )
        case _:
            return None


def _invite(invite: Invite | None) -> types.TypeExportedChatInvite:
    return render_invite(invite) if invite is not None else types.ChatInvitePublicJoinRequests()


def _named_topics(entry: LogEntry) -> dict[str, Topic | None]:
    """The fields of an entry about a topic: one, or what it was and what it is."""
    if entry.kind in ("CreateTopic", "DeleteTopic"):
        return {"topic": entry.topic}
    return {"prev_topic": entry.topic_before, "new_topic": entry.topic}


def _topic(topic: Topic, chat: Chat, facts: Facts) -> types.ForumTopic:
    thread = Thread(box=chat.peer, top_id=topic.id)
    state = ThreadState(owner_id=facts.viewer_id, box=chat.peer, top_id=topic.id)
    return render_topic(Listed(topic, thread, state), chat.peer, facts)


# --- pairs of before and after

Pair = Callable[[LogEntry, Facts], tuple[object, object]]


def _texts(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    return entry.text


def _numbers(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    return entry.number


def _names(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    return list(entry.names[0]), list(entry.names[1])


def _photos(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    before, after = (
        render_photo(facts.photos[id], facts) if id in facts.photos else types.PhotoEmpty(id=id) for id in entry.number
    )
    return before, after


def _linked(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    before, after = (number_of(peer) if is_channel(peer) else 0 for peer in entry.number)
    return before, after


def _sets(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    before, after = (
        types.InputStickerSetID(id=id, access_hash=0) if id else types.InputStickerSetEmpty() for id in entry.number
    )
    return before, after


def _colors(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    before, after = (
        types.PeerColor(color=number if number >= 0 else None, background_emoji_id=emoji or None)
        for number, emoji in zip(entry.number, entry.background, strict=True)
    )
    return before, after


def _statuses(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    before, after = (types.EmojiStatus(document_id=id) if id else types.EmojiStatusEmpty() for id in entry.number)
    return before, after


def _reactions(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    before, after = (_allowed(names, every=every) for names, every in zip(entry.names, entry.everything, strict=True))
    return before, after


def _allowed(names: tuple[str, ...], *, every: bool) -> types.TypeChatReactions:
    if every:
        return types.ChatReactionsAll()
    if not names:
        return types.ChatReactionsNone()
    return types.ChatReactionsSome(reactions=[render_reaction(name) for name in names])


def _rights(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    return render_banned_rights(entry.rights[0], 0), render_banned_rights(entry.rights[1], 0)


def _places(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    before, after = (_place(text) for text in entry.text)
    return before, after


def _place(text: str) -> types.TypeChannelLocation:
    if not text:
        return types.ChannelLocationEmpty()
    latitude, longitude, address = text.split(" ", 2)
    point = types.GeoPoint(lat=float(latitude), long=float(longitude), access_hash=0)
    return types.ChannelLocation(geo_point=point, address=address)


def _edited(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    assert entry.message_before is not None and entry.message is not None, "an edit names both"
    return render_message(entry.message_before, facts), render_message(entry.message, facts)


def _edited_invites(entry: LogEntry, facts: Facts) -> tuple[object, object]:
    return _invite(entry.invite_before), _invite(entry.invite)


_VALUES, _STICKERS = ("prev_value", "new_value"), ("prev_stickerset", "new_stickerset")
_PAIRS: dict[str, tuple[Pair, tuple[str, str]]] = {
    "ChangeTitle": (_texts, _VALUES),
    "ChangeAbout": (_texts, _VALUES),
    "ChangeUsername": (_texts, _VALUES),
    "ChangeUsernames": (_names, _VALUES),
    "ChangePhoto": (_photos, ("prev_photo", "new_photo")),
    "ToggleSlowMode": (_numbers, _VALUES),
    "ChangeHistoryTTL": (_numbers, _VALUES),
    "ChangeLinkedChat": (_linked, _VALUES),
    "ChangeStickerSet": (_sets, _STICKERS),
    "ChangeEmojiStickerSet": (_sets, _STICKERS),
    "ChangeEmojiStatus": (_statuses, _VALUES),
    "ChangePeerColor": (_colors, _VALUES),
    "ChangeProfilePeerColor": (_colors, _VALUES),
    "ChangeAvailableReactions": (_reactions, _VALUES),
    "ChangeLocation": (_places, _VALUES),
    "EditMessage": (_edited, ("prev_message", "new_message")),
    "DefaultBannedRights": (_rights, ("prev_banned_rights", "new_banned_rights")),
    "ExportedInviteEdit": (_edited_invites, ("prev_invite", "new_invite")),
}
_SWITCHES = {
    "ToggleSignatures", "ToggleSignatureProfiles", "ToggleNoForwards", "TogglePreHistoryHidden", "ToggleAntiSpam", "ToggleForum",
    "ToggleAutotranslation",
}  # fmt: skip
_MESSAGES = {"DeleteMessage", "UpdatePinned", "SendMessage", "StopPoll"}
_TOPICS = {"CreateTopic", "EditTopic", "DeleteTopic", "PinTopic"}
_INVITES = {"ExportedInviteRevoke", "ExportedInviteDelete"}
