"""Gathers what it takes to show messages and events to one viewer: people, files, reactions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from angarium.domain import references
from angarium.domain.files import documents as known
from angarium.domain.people import people
from angarium.domain.work import Tx
from angarium.model import events
from angarium.model.facts import Facts, LateFacts
from angarium.model.ids import Box
from angarium.model.messages import Content, Message
from angarium.model.users import Relation, User
from angarium.store import files, messages, reactions, scheduled


def is_plain(content: Content) -> bool:
    """Whether it is text alone, as most messages are."""
    return (
        content.forward is None
        and content.reply is None
        and content.media is None
        and content.action is None
        and not content.entities
        and not content.via_bot
    )


def people_in(message: Message) -> set[int]:
    """Every user that a message names."""
    content = message.content
    if is_plain(content):
        return {int(message.peer), int(message.sender)}
    found = {int(message.peer), int(message.sender), content.via_bot}
    if content.forward:
        found |= {content.forward.sender or 0, content.forward.saved_peer or 0}
    if content.reply:
        found |= {content.reply.peer or 0, content.reply.origin_from or 0}
    if content.media:
        found.add(content.media.user_id)
    if content.action:
        found.update(content.action.users)
    found.update(entity.target for entity in content.entities if entity.kind == "MentionName")
    return {id for id in found if id > 0}


def needs_more(message: Message) -> bool:
    """Whether the message names more than its two people and its own text."""
    content = message.content
    return bool(content.media or content.action or content.forward or content.via_bot or message.reacted) or (
        len(people_in(message)) > 2 or (content.reply is not None and content.reply.peer is not None)
    )


async def of_pair(
    tx: Tx, viewer: User, other: User, mine: Relation | None, back: Relation | None, message: Message
) -> Facts:
    """Facts for one message of a private chat between two known people: asks the database only for their photos."""
    if needs_more(message):
        return await gather(tx, viewer.id, [message])
    shown = {person.profile.photo_id or person.profile.fallback_photo_id for person in (viewer, other)} - {None}
    if shown or (mine is not None and mine.photo_id):
        return await gather(tx, viewer.id, [message])
    if not message.out:  # it names only the other side, and everyone knows themselves
        return LateFacts(message, lambda: {other.id: people.view(tx, viewer, other, mine, back)})
    return LateFacts(
        message,
        lambda: {
            viewer.id: people.view(tx, viewer, viewer, None, None),
            other.id: people.view(tx, viewer, other, mine, back),
        },
    )


async def gather(tx: Tx, viewer_id: int, found: Sequence[Message], *, users: Iterable[int] = ()) -> Facts:
    """Facts for messages in the viewer's box and for further `users`. A handful of queries, however many messages."""
    ids = {int(viewer_id), *users}
    for message in found:
        ids |= people_in(message)
    facts = Facts(messages={message.id: message for message in found})
    reacted = [message for message in found if message.reacted]
    if reacted:
        facts.reactions = await reactions.tallies(tx, Box(viewer_id), [message.id for message in reacted], viewer_id)
        for tally in facts.reactions.values():
            ids.update(int(recent.peer) for recent in tally.recent)
    facts.users = await people.views(tx, viewer_id, ids)
    await add_files(tx, facts, found)
    return facts


async def add_files(tx: Tx, facts: Facts, found: Sequence[Message]) -> None:
    """The photos and documents of the messages, and the profile photos of the people."""
    photos: set[int] = set()
    documents: set[int] = set()
    for message in found:
        media, action = message.content.media, message.content.action
        if media and media.file_id:
            (photos if media.kind == "photo" else documents).add(media.file_id)
        if action and action.photo_id:
            photos.add(action.photo_id)
    photos |= {view.photo_id for view in facts.users.values() if view.photo_id}
    if photos:
        facts.photos.update(await files.find_photos(tx, photos))
    if documents:
        facts.documents.update(await known.find_many(tx, documents))
    for id in (*facts.photos, *facts.documents):
        facts.references[id] = references.make(tx.house.secret, id, tx.now)


async def for_events(tx: Tx, box: int, happened: Sequence[events.Event]) -> Facts:
    """What it takes to tell these events to the box's owner."""
    ids: set[int] = set()
    users: set[int] = set()
    waiting: set[int] = set()
    for event in happened:
        match event:
            case events.NewMessage() | events.MessageEdited() | events.ReactionsChanged() | events.WebPageChanged():
                ids.add(event.id)
            case events.UserChanged() | events.PresenceChanged() | events.Typing():
                users.add(event.user_id)
            case events.PrivacyChanged():
                users.update(id for rule in event.rules if rule.whom == "users" for id in rule.ids)
            case events.ScheduledAdded():
                waiting.add(event.id)
            case events.FoldersChanged():
                users.update(peer for peer, _ in event.peers)
            case _:
                users.add(getattr(event, "peer", 0))
    found = await messages.find_many(tx, Box(box), ids)
    later = await scheduled.find_many(tx, Box(box), waiting)
    facts = await gather(tx, box, [*found.values(), *later.values()], users=users)
    facts.messages, facts.scheduled = found, later
    return facts
