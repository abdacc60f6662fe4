"""What somebody is doing in a chat right now (https://core.telegram.org/method/messages.setTyping)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.messages import directlines
from angarium.domain.people import activity, people
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import Typing
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_saved, is_user
from angarium.model.messages import Content
from angarium.store import files, messages, participants, relations

IMPORT = "sendMessageHistoryImportAction"
"""The action by which an import tells how far it is."""


async def show(tx: Tx, sender_id: UserId, peer: Peer, typing: Typing) -> None:
    """Tell the other side, unless it is away or one of the two has blocked the other. Refuses USER_IS_BLOCKED, whether anybody listens
    or not."""
    if typing.action != IMPORT:  # that goes on while nobody is there
        activity.note(tx, sender_id)
    if not is_user(peer):
        await _show_in_group(tx, sender_id, peer, typing)
        return
    if is_saved(sender_id, peer):
        return
    links = await relations.between(tx, sender_id, (peer,))
    theirs = links.get((UserId(peer), sender_id))
    mine = links.get((sender_id, UserId(peer)))
    if theirs is not None and theirs.blocked:
        raise Refusal("USER_IS_BLOCKED")
    if (mine is not None and mine.blocked) or not tx.heard(peer):
        return
    users = await people.views(tx, peer, (sender_id,))
    photos = await files.find_photos(tx, {view.photo_id for view in users.values() if view.photo_id})
    tx.passing(peer, typing, Facts(users=users, photos=photos))


async def _show_in_group(tx: Tx, sender_id: UserId, peer: Peer, typing: Typing) -> None:
    """Tell everyone in a group who is online; subscribers of a channel are not told. Refuses CHAT_WRITE_FORBIDDEN, and what
    `guards.require_open` does."""
    standing = await guards.require_reader(tx, sender_id, peer)
    if standing.chat.profile.monoforum:
        await _show_in_direct(tx, standing, replace(typing, peer=peer))
        return
    if standing.chat.is_broadcast and standing.has("post_messages"):
        return
    if standing.chat.is_broadcast or standing.lacks("send_messages", tx.now):
        raise Refusal("CHAT_WRITE_FORBIDDEN")
    if not standing.is_present and not (typing.top_id and guards.takes_guests(standing)):
        raise Refusal("CHAT_WRITE_FORBIDDEN")
    said = replace(typing, peer=peer)
    if standing.has("anonymous"):
        said = replace(said, user_id=peer)  # it is the group that types
    if is_channel(peer):
        if tx.heard(peer):
            tx.passing(peer, said, await gathered.for_events(tx, peer, [said], 0))
        return
    for member in await participants.present_ids(tx, peer):
        if member != sender_id and tx.heard(member):
            tx.passing(member, said, await gathered.for_events(tx, member, [said]))


async def _show_in_direct(tx: Tx, standing: guards.Standing, typing: Typing) -> None:
    """Admins hear who writes to their channel; they themselves type as the channel, in the topic of the message that they name. Refuses
    CHAT_WRITE_FORBIDDEN."""
    peer = standing.chat.peer
    if standing.topic:
        guards.check_direct(standing, Content())
        if tx.heard(peer):
            tx.passing(peer, replace(typing, top_id=0), await gathered.for_events(tx, peer, [typing], 0))
        return
    meant = await messages.find(tx, Box(peer), MsgId(typing.top_id))
    if meant is not None and meant.content.topic:
        said = replace(typing, user_id=standing.chat.profile.direct or peer, top_id=0)
        await directlines.pass_on(tx, said, meant)
