"""Facts for messages that have just been written: nobody has answered, seen or commented on them yet, and those whom most of them
name are at hand, so that most messages ask the database for nothing, or for one of these people."""

from __future__ import annotations

from angarium.domain import facts as gathered
from angarium.domain.chats import views as chats
from angarium.domain.people import people
from angarium.domain.work import Tx
from angarium.model.chats import Chat, Participant
from angarium.model.facts import Facts, LateFacts
from angarium.model.ids import UserId
from angarium.model.messages import Message
from angarium.model.users import Relation, User
from angarium.store import accounts, relations


async def of_pair(
    tx: Tx, viewer: User, other: User, mine: Relation | None, back: Relation | None, message: Message
) -> Facts:
    """Facts for one message of a private chat between two known people: asks the database only for their photos."""
    if _names_more(message):
        return await gathered.gather(tx, viewer.id, [message])
    shown = {person.profile.photo_id or person.profile.fallback_photo_id for person in (viewer, other)} - {None}
    if shown or (mine is not None and mine.photo_id) or any(people.has_stories(tx, one) for one in (viewer, other)):
        return await gathered.gather(tx, viewer.id, [message])
    bag = {message.key: message}
    if not message.out:  # it names only the other side, and everyone knows themselves
        return LateFacts(message.box, bag, make=lambda: {other.id: people.view(tx, viewer, other, mine, back)})
    return LateFacts(
        message.box,
        bag,
        make=lambda: {
            viewer.id: people.view(tx, viewer, viewer, None, None),
            other.id: people.view(tx, viewer, other, mine, back),
        },
    )


async def of_post(tx: Tx, chat: Chat, me: Participant | None, message: Message) -> tuple[Facts, Facts]:
    """Facts for a message that somebody has just written into a supergroup or channel: for them, whose place there is `me`, and for
    anybody who listens. Nobody has seen or answered it yet: of one that names only its chat and its author, little need be asked."""
    author = message.author
    user = await accounts.find(tx, UserId(author)) if message.sender == author else None
    if _is_tied(tx, chat, message) or (user is not None and people.has_stories(tx, user)):
        heard = await gathered.for_anybody(tx, [message]) if tx.heard(chat.peer) else Facts()
        return await gathered.gather(tx, author, [message]), heard
    bag = {message.key: message}
    own = Facts(author, messages=bag, chats={chat.peer: chats.view(tx, author, chat, me)})
    heard = Facts(messages=bag, chats={chat.peer: chats.view(tx, 0, chat, None)}, shared=True)
    if user is not None:
        own.users = {author: people.view(tx, user, user, None, None)}
        heard.users = {author: people.view(tx, None, user, None, None)}
    await gathered.add_files(tx, own, (message,))
    if tx.heard(chat.peer):
        await gathered.add_files(tx, heard, (message,))
        heard.related = frozenset(await relations.related(tx, heard.users)) if heard.users else frozenset()
    return own, heard


def _names_more(message: Message) -> bool:
    """Whether the message names more than its two people and its own text."""
    content = message.content
    return bool(
        content.media
        or content.action
        or content.forward
        or message.reacted
        or (content.reply is not None and (content.reply.peer is not None or content.reply.media is not None))
        or gathered.peers_in(message) - {message.peer, message.sender}
    )


def _is_tied(tx: Tx, chat: Chat, message: Message) -> bool:
    """Whether a new message of a supergroup or channel has to do with others than its author, or its chat with another chat."""
    content, profile = message.content, chat.profile
    return bool(
        _names_more(message)
        or message.sender not in (chat.peer, message.author)
        or content.reply
        or content.entities
        or profile.linked
        or profile.direct
        or profile.stories_until > tx.now
    )
