"""Older forms name a channel or a user where the canonical one takes any peer."""

from __future__ import annotations

from typing import Any

from angarium.tl import types
from angarium.tl.adapters.registry import Fields, down, extend, narrow, up
from angarium.tl.adapters.values import first
from angarium.tl.combinator import Combinator
from angarium.tl.errors import NotInLayer


def to_peer(named: Any) -> types.TypeInputPeer:
    """InputChannel or InputUser → InputPeer."""
    match named:
        case types.InputChannel():
            return types.InputPeerChannel(channel_id=named.channel_id, access_hash=named.access_hash)
        case types.InputChannelFromMessage():
            return types.InputPeerChannelFromMessage(peer=named.peer, msg_id=named.msg_id, channel_id=named.channel_id)
        case types.InputUser():
            return types.InputPeerUser(user_id=named.user_id, access_hash=named.access_hash)
        case types.InputUserFromMessage():
            return types.InputPeerUserFromMessage(peer=named.peer, msg_id=named.msg_id, user_id=named.user_id)
        case types.InputUserSelf():
            return types.InputPeerSelf()
    return types.InputPeerEmpty()


# COMPAT(Pyrogram, 2): it names people and channels by an InputPeer wherever something narrower belongs.
@narrow("inputPeerUser", "InputUser")
@narrow("inputPeerUserFromMessage", "InputUser")
@narrow("inputPeerSelf", "InputUser")
def to_user(peer: types.TypeInputPeer) -> types.TypeInputUser:
    """InputPeer → InputUser. Raises NotInLayer for a peer that is no user."""
    match peer:
        case types.InputPeerUser():
            return types.InputUser(user_id=peer.user_id, access_hash=peer.access_hash)
        case types.InputPeerUserFromMessage():
            return types.InputUserFromMessage(peer=peer.peer, msg_id=peer.msg_id, user_id=peer.user_id)
        case types.InputPeerSelf():
            return types.InputUserSelf()
    raise NotInLayer(peer.NAME, 0)


@narrow("inputPeerChannel", "InputChannel")
def to_channel(peer: types.InputPeerChannel) -> types.InputChannel:
    """InputPeerChannel → InputChannel."""
    return types.InputChannel(channel_id=peer.channel_id, access_hash=peer.access_hash)


@narrow("inputPeerChannelFromMessage", "InputChannel")
def to_channel_from_message(peer: types.InputPeerChannelFromMessage) -> types.InputChannelFromMessage:
    """InputPeerChannelFromMessage → InputChannelFromMessage."""
    return types.InputChannelFromMessage(peer=peer.peer, msg_id=peer.msg_id, channel_id=peer.channel_id)


@up(
    "inputInvoiceStarGift", "inputMediaStory", "inputReplyToStory", "stories.exportStoryLink",
    "stories.getPinnedStories", "stories.getStoriesByID", "stories.incrementStoryViews", "stories.readStories",
    takes=("user_id", "peer"),
)  # fmt: skip
def raise_user(fields: Fields) -> None:
    """Stories and gifts were people's only."""
    if "user_id" in fields:
        fields["peer"] = to_peer(fields.pop("user_id"))


@up(
    "stories.deleteStories", "stories.editStory", "stories.getStoriesArchive", "stories.getStoriesViews",
    "stories.getStoryViewsList", "stories.sendStory", "stories.togglePinned",
    takes=("peer",),
)  # fmt: skip
def raise_self(fields: Fields) -> None:
    """In layer 160 one's own stories were meant."""
    fields.setdefault("peer", types.InputPeerSelf())


@down("inputReplyToStory", gives=("user_id", "peer"))
def lower_story_reply(reply: types.InputReplyToStory, form: Combinator) -> types.InputReplyToStory:
    """A draft that answers a story."""
    if "peer" in form.field:
        return reply
    return extend(reply, user_id=to_user(reply.peer))


@down(
    "messageMediaStory", "messageReplyStoryHeader", "updateMessagePollVote", "updateReadStories", "updateStory",
    "webPageAttributeStory",
    gives=("user_id", "peer"),
)  # fmt: skip
def lower_user(value: Any, form: Combinator) -> Any:
    """Any peer may have stories and vote now; older layers know users only."""
    if "peer" in form.field:
        return value
    if not isinstance(value.peer, types.PeerUser):
        raise NotInLayer(value.NAME, 0)
    return extend(value, user_id=value.peer.user_id)


@down("updateGroupCall", gives=("chat_id", "peer"))
def lower_group_call(update: types.UpdateGroupCall, form: Combinator) -> types.UpdateGroupCall:
    """The chat's bare id took the place of a peer."""
    match update.peer:
        case types.PeerChat(chat_id=number) | types.PeerChannel(channel_id=number):
            return extend(update, chat_id=number)
    return update


@up("messages.sendBotRequestedPeer", takes=("requested_peer",))
def raise_requested(fields: Fields) -> None:
    """One peer was all that could be shared with a bot."""
    if "requested_peer" in fields:
        fields["requested_peers"] = [fields.pop("requested_peer")]


@down("messageActionRequestedPeer", gives=("peer", "peers"))
def lower_requested(action: types.MessageActionRequestedPeer, form: Combinator) -> types.MessageActionRequestedPeer:
    """The first of several."""
    if "peers" in form.field:
        return action
    return extend(action, peer=first(action.peers))
