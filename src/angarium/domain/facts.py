"""Gathers what it takes to show messages and events to one viewer: people, chats, files, reactions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from angarium.domain import keyboards, references
from angarium.domain.annexes import gathering as annexes
from angarium.domain.annexes import reactions as given
from angarium.domain.annexes import stories as statuses
from angarium.domain.chats import views as chats
from angarium.domain.files import documents as known
from angarium.domain.files import stickers
from angarium.domain.looks import themes, wallpapers
from angarium.domain.people import people
from angarium.domain.work import Tx
from angarium.model import events
from angarium.model.business import QuickMessage
from angarium.model.chats import Participant
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel
from angarium.model.messages import Content, Draft, Message, PostCounter
from angarium.model.starevents import MediaBought
from angarium.model.stories import Story
from angarium.model.threads import Thread
from angarium.store import (
    counters,
    files,
    mentions,
    messages,
    participants,
    relations,
    scheduled,
    threads,
)


def is_plain(content: Content) -> bool:
    """Whether it is text alone, as most messages are."""
    return (
        content.forward is None
        and content.reply is None
        and content.media is None
        and content.action is None
        and not content.entities
        and not content.via_bot
        and not content.business_bot
        and not content.markup
    )


def peers_in(message: Message) -> set[int]:
    """Everyone whom a message names: people, groups, channels."""
    content = message.content
    if is_plain(content):
        return {int(message.peer), int(message.sender)}
    found = {int(message.peer), int(message.sender), content.via_bot, content.business_bot}
    if content.forward:
        forward = content.forward
        found |= {forward.sender or 0, forward.saved_peer or 0, forward.saved_sender or 0}
    if content.reply:
        found |= {content.reply.peer or 0, content.reply.origin_from or 0}
        found.add(content.reply.media.user_id if content.reply.media else 0)
    if content.media:
        found.add(content.media.user_id)
    if content.action:
        found.update(content.action.users)
    found.update(entity.target for entity in content.entities if entity.kind == "MentionName")
    found |= keyboards.people(content.markup)
    found.discard(0)
    return found


def peers_in_drafts(drafts: Iterable[Draft | None]) -> set[int]:
    """Everyone whom drafts name: the chat or author of what they answer, and people in their texts and quotes."""
    found: set[int] = set()
    for draft in drafts:
        if draft is None:
            continue
        entities = draft.entities
        if draft.reply:
            found.add(int(draft.reply.peer or 0))
            entities += draft.reply.quote.entities if draft.reply.quote else ()
        found.update(entity.target for entity in entities if entity.kind == "MentionName")
    return found - {0}


async def gather(
    tx: Tx,
    viewer_id: int,
    found: Sequence[Message],
    *,
    users: Iterable[int] = (),
    happened: Iterable[events.Event] = (),
    posted: Sequence[Story] = (),
) -> Facts:
    """Facts for messages that the viewer may see, for further peers (`users`), for events and for stories. A handful of queries,
    however many messages."""
    ids = {int(viewer_id), *users}
    for message in found:
        ids |= peers_in(message)
    facts = Facts(viewer_id, messages={message.key: message for message in found})
    await given.add(tx, facts, [message for message in found if message.reacted])
    for tally in facts.reactions.values():
        ids.update(int(recent.peer) for recent in tally.recent)
        ids.update(one.peer for one in tally.top)
    await _add_marks(tx, facts, [message for message in found if message.peer < 0])
    await _add_origins(tx, facts, found)
    ids |= await _add_threads(tx, facts, [message for message in found if is_channel(message.box)])
    ids |= await annexes.add(tx, facts, found, happened)
    ids |= await statuses.add(tx, facts, posted, happened)
    facts.users = await people.views(tx, viewer_id, ids)
    facts.chats = await chats.views(tx, viewer_id, ids)
    await add_files(tx, facts, found)
    return facts


async def _add_marks(tx: Tx, facts: Facts, found: Sequence[Message]) -> None:
    """Who is named in groups, and how often posts were seen."""
    by_chat: dict[int, list[Message]] = {}
    for message in found:
        by_chat.setdefault(message.peer, []).append(message)
    for peer, said in by_chat.items():
        named = (
            await mentions.find(tx, facts.viewer_id, peer, [message.id for message in said]) if facts.viewer_id else {}
        )
        facts.mentions.update({(message.box, message.id): named[message.id] for message in said if message.id in named})
        if posts := [message.id for message in said if message.sender == peer and message.box == peer]:
            await _add_counters(tx, facts, peer, posts)


async def _add_counters(tx: Tx, facts: Facts, peer: int, posts: Iterable[int]) -> None:
    counted = await counters.find_many(tx, peer, posts)
    facts.counters.update({(Box(peer), MsgId(id)): counter for id, counter in counted.items()})


async def _add_origins(tx: Tx, facts: Facts, found: Sequence[Message]) -> None:
    """How often posts were seen that were passed on."""
    by_channel: dict[int, set[int]] = {}
    for message in found:
        forward = message.content.forward
        if forward is not None and forward.channel_post and forward.sender is not None:
            by_channel.setdefault(forward.sender, set()).add(forward.channel_post)
    for peer, posts in by_channel.items():
        facts.counters |= {(Box(peer), MsgId(id)): PostCounter() for id in posts}
        await _add_counters(tx, facts, peer, posts)


async def _add_threads(tx: Tx, facts: Facts, found: Sequence[Message]) -> set[int]:
    """What was answered below messages of supergroups, and commented on posts of channels; who did last."""
    by_box: dict[tuple[Box, bool], list[int]] = {}
    for message in found:
        by_box.setdefault((message.box, message.content.post), []).append(message.id)
    people: set[int] = set()
    for (box, posts), wanted in by_box.items():
        known = await (threads.below_posts if posts else threads.find_many)(tx, box, wanted)
        for id, thread in known.items():
            facts.threads[box, MsgId(id)] = thread
            people.update(thread.recent if posts else ())
        if known and facts.viewer_id > 0:
            await _add_read_marks(tx, facts, box, known)
    return people


async def _add_read_marks(tx: Tx, facts: Facts, box: Box, known: dict[int, Thread]) -> None:
    """How far the viewer has read the threads."""
    place = next(iter(known.values())).box
    mine = await threads.find_states(tx, facts.viewer_id, place, [one.top_id for one in known.values()])
    for id, thread in known.items():
        if thread.box == place and thread.top_id in mine:
            facts.threads[box, MsgId(id)] = replace(thread, read_max_id=mine[thread.top_id].read_inbox_max_id)


async def for_anybody(
    tx: Tx, found: Sequence[Message], *, users: Iterable[int] = (), happened: Iterable[events.Event] = ()
) -> Facts:
    """Facts for messages of a supergroup or channel, as somebody sees them who knows nobody there: told to all members who are
    online at the cost of one; `Facts.related` are those who see the people otherwise."""
    facts = await gather(tx, 0, found, users=users, happened=happened)
    facts.users.pop(0, None)
    facts.shared = True
    if found:
        box = found[0].box
        named = await mentions.named(tx, box, [message.id for message in found])
        facts.named = {(box, id): people for id, people in named.items()}
    facts.related = frozenset(await relations.related(tx, facts.users)) if facts.users else frozenset()
    facts.related |= {view.poll.owner_id for view in facts.polls.values()}
    return facts


async def add_files(tx: Tx, facts: Facts, found: Sequence[Message]) -> None:
    """The photos and documents of the messages, and the profile photos of the people."""
    photos: set[int] = set()
    documents: set[int] = set()
    for message in found:
        action, reply = message.content.action, message.content.reply
        for media in (message.content.media, reply.media if reply else None):
            if media and media.file_id:
                (photos if media.kind in ("photo", "game") else documents).add(media.file_id)
            if media and media.cover_id:
                photos.add(media.cover_id)
        if action and action.photo_id:
            photos.add(action.photo_id)
        if action and action.wallpaper and action.wallpaper.document_id:
            documents.add(action.wallpaper.document_id)
    photos |= {view.photo_id for view in facts.users.values() if view.photo_id}
    photos |= {view.chat.profile.photo_id for view in facts.chats.values() if view.chat.profile.photo_id}
    for more_photos, more_documents in (annexes.files_in(facts), statuses.files_in(facts)):
        photos |= more_photos
        documents |= more_documents
    if photos:
        facts.photos.update(await files.find_photos(tx, photos))
    if documents:
        facts.documents.update(await known.find_many(tx, documents))
    public = _shown_in_public(facts, found) if tx.house.cdn is not None else set()
    for id in (*facts.photos, *facts.documents):
        facts.references[id] = references.make(tx.house.secret, id, tx.now, in_public=id in public)


def _shown_in_public(facts: Facts, found: Sequence[Message]) -> set[int]:
    """The files of messages in groups and channels into which anybody may look."""
    return {
        message.content.media.file_id
        for message in found
        if message.content.media is not None
        and (view := facts.chats.get(message.box)) is not None
        and chats.is_public(view.chat)
    }


async def for_events(tx: Tx, box: int, happened: Sequence[events.Event], viewer_id: int | None = None) -> Facts:
    """What it takes to tell these events of a box to its owner; of a channel's box, to `viewer_id` (0 = anybody)."""
    ids: set[int] = set()
    elsewhere: dict[int, set[int]] = {}
    users: set[int] = set()
    waiting: set[int] = set()
    for event in happened:
        match event:
            case events.ReactionsChanged() | MediaBought() if is_channel(event.peer) and event.peer != box:
                elsewhere.setdefault(event.peer, set()).add(event.id)
                users.add(event.peer)
            case events.NewMessage() | events.MessageEdited() | events.ReactionsChanged() | MediaBought():
                ids.add(event.id)
            case events.UserChanged() | events.PresenceChanged():
                users.add(event.user_id)
            case events.Typing():
                users.update((event.user_id, event.peer))
            case events.PrivacyChanged():
                users.update(id for rule in event.rules if rule.whom == "users" for id in rule.ids)
            case events.ScheduledAdded():
                waiting.add(event.id)
            case events.FoldersChanged():
                users.update(peer for peer, _ in event.peers)
            case _:
                users.update(_named(event))
    members = await _members(tx, happened)
    users.update(one.user_id for known in members.values() for one in known)
    found = list((await messages.find_many(tx, Box(box), ids)).values())
    for other, wanted in elsewhere.items():
        found += (await messages.find_many(tx, Box(other), wanted)).values()
    later = await scheduled.find_many(tx, Box(box), waiting)
    everything = [*found, *later.values()]
    if viewer_id == 0:
        facts = await for_anybody(tx, everything, users=users, happened=happened)
    else:
        facts = await gather(tx, box if viewer_id is None else viewer_id, everything, users=users, happened=happened)
    facts.members = members
    facts.messages, facts.scheduled = {message.key: message for message in found}, later
    await _add_kept(tx, facts, box, happened)
    return facts


async def _members(tx: Tx, happened: Sequence[events.Event]) -> dict[int, list[Participant]]:
    """Everyone in the basic groups whose members changed."""
    changed = {int(event.peer) for event in happened if isinstance(event, events.GroupChanged)}
    return {peer: await participants.present(tx, peer) for peer in changed}


async def _add_kept(tx: Tx, facts: Facts, box: int, happened: Sequence[events.Event]) -> None:
    """What it takes to tell of what accounts keep and what businesses say."""
    sets = dict.fromkeys(event.id for event in happened if isinstance(event, events.StickerSetAdded))
    await stickers.add_sets(tx, UserId(box), list(sets), facts)
    for event in happened:
        if isinstance(event, events.ThemeChanged):
            await themes.add(tx, event.id, facts)
        elif isinstance(event, events.ChatWallpaperChanged):
            facts.merge(await wallpapers.gather(tx, (event.wallpaper,)))
        elif isinstance(event, events.BusinessMessageCame | events.BusinessMessageEdited):
            facts.merge(await _of_business(tx, box, event))
        elif isinstance(event, events.GuestAsked):
            facts.merge(await _of_guest(tx, box, event))
        elif isinstance(event, events.QuickReplyMessageChanged):
            facts.merge(await _of_quick_message(tx, box, event.message))


async def _of_guest(tx: Tx, bot_id: int, event: events.GuestAsked) -> Facts:
    """What it takes to show a stranger what was said; what became of it does not concern them."""
    said = [event.message, event.answered] if event.answered is not None else [event.message]
    facts = await gather(tx, bot_id, said)
    facts.threads, facts.counters = {}, {}
    return facts


async def _of_business(tx: Tx, bot_id: int, event: events.BusinessMessageCame | events.BusinessMessageEdited) -> Facts:
    """A message in somebody's box, and the one that it answers."""
    owner = Box(event.owner_id)
    said = await messages.find_many(tx, owner, (event.id,))
    answered = [one.content.reply.id for one in said.values() if one.content.reply and not one.content.reply.peer]
    said |= await messages.find_many(tx, owner, answered)
    return await gather(tx, bot_id, list(said.values()), users=(event.owner_id,))


async def _of_quick_message(tx: Tx, box: int, quick: QuickMessage) -> Facts:
    """What it takes to show a message of a shortcut, whose id counts apart."""
    owner = Peer(box)
    shown = Message(box=Box(box), id=quick.id, peer=owner, sender=owner, date=quick.date, content=quick.content)
    facts = await gather(tx, box, [shown])
    facts.messages = {}
    return facts


def _named(event: events.Event) -> set[int]:
    """The peer and the people that an event names in the usual fields."""
    named = {getattr(event, name, 0) for name in ("peer", "user_id", "actor_id", "bot_id", "topic")}
    if isinstance(event, events.ParticipantChanged | events.JoinAsked):
        named |= {event.invite.admin_id} if event.invite is not None else set()
    if isinstance(event, events.ParticipantChanged):
        for one in (event.before, event.after):
            named |= {one.inviter_id, one.promoted_by, one.kicked_by} if one is not None else set()
    if isinstance(event, events.DraftChanged):
        named |= peers_in_drafts((event.draft,))
    return named.union(getattr(event, "people", ())) - {0}
