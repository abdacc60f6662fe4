"""What somebody is doing in a chat right now (https://core.telegram.org/method/messages.setTyping)."""

from __future__ import annotations

from angarium.domain.people import people
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import Typing
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId, is_saved
from angarium.store import files, relations


async def show(tx: Tx, sender_id: UserId, peer: Peer, typing: Typing) -> None:
    """Tell the other side, unless one of the two has blocked the other. Refuses USER_IS_BLOCKED."""
    if is_saved(sender_id, peer) or not tx.heard(peer):
        return
    links = await relations.between(tx, sender_id, (peer,))
    theirs = links.get((UserId(peer), sender_id))
    mine = links.get((sender_id, UserId(peer)))
    if mine is not None and mine.blocked:
        raise Refusal("YOU_BLOCKED_USER")
    if theirs is not None and theirs.blocked:
        return
    users = await people.views(tx, peer, (sender_id,))
    photos = await files.find_photos(tx, {view.photo_id for view in users.values() if view.photo_id})
    tx.passing(peer, typing, Facts(users=users, photos=photos))
