"""To-do lists: making, changing, ticking off (https://core.telegram.org/api/todo)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain.chats import views
from angarium.domain.contents import copies, places
from angarium.domain.house import House
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Action, Content, Media, Message
from angarium.model.todos import Completion, Todo, TodoItem
from angarium.store import todos as stored

TITLE, ITEM = 32, 64
"""Characters at most (https://core.telegram.org/api/config#todo-title-length-max)."""

MOST = 30


def check(todo: Todo) -> None:
    """Refuses TODO_ITEMS_EMPTY, TODO_ITEM_DUPLICATE, MESSAGE_TOO_LONG, MESSAGE_EMPTY."""
    if not todo.items:
        raise Refusal("TODO_ITEMS_EMPTY")
    if not todo.title.text:
        raise Refusal("MESSAGE_EMPTY")
    if len(todo.title.text) > TITLE or len(todo.items) > MOST:
        raise Refusal("MESSAGE_TOO_LONG")
    _check_items(todo.items)


def _check_items(items: Sequence[TodoItem]) -> None:
    if len({item.id for item in items}) < len(items) or any(item.id <= 0 for item in items):
        raise Refusal("TODO_ITEM_DUPLICATE")
    if any(not item.title.text for item in items):
        raise Refusal("MESSAGE_EMPTY")
    if any(len(item.title.text) > ITEM for item in items):
        raise Refusal("MESSAGE_TOO_LONG")


async def make(house: House, todo: Todo) -> Media:
    """A new list. Refuses what `check` does. Opens its own unit of work."""
    check(todo)
    made = replace(todo, id=house.chance.long() & (2**62 - 1) | 1)
    async with house.work.begin() as tx:
        await stored.put(tx, made)
    return Media(kind="todo", extra_id=made.id)


async def _require(tx: Tx, viewer_id: UserId, peer: Peer, id: int) -> tuple[Message, Todo]:
    """The list of a message; what was passed on is only to be read. Refuses MESSAGE_ID_INVALID."""
    message = await places.require_message(tx, viewer_id, peer, id)
    media = message.content.media
    if media is None or media.kind != "todo" or message.content.forward is not None:
        raise Refusal("MESSAGE_ID_INVALID")
    return message, (await stored.find_many(tx, (media.extra_id,)))[media.extra_id]


async def change(tx: Tx, owner_id: UserId, peer: Peer, id: int, wanted: Todo) -> tuple[Message, int, Facts]:
    """Write a list anew; what stays on it stays ticked off. Refuses MESSAGE_AUTHOR_REQUIRED, MESSAGE_NOT_MODIFIED, and what `check`
    does."""
    message, todo = await _require(tx, owner_id, peer, id)
    if todo.owner_id != owner_id:
        raise Refusal("MESSAGE_AUTHOR_REQUIRED")
    check(wanted)
    left = {item.id for item in wanted.items}
    changed = replace(wanted, id=todo.id, completions=tuple(done for done in todo.completions if done.id in left))
    if changed == todo:
        raise Refusal("MESSAGE_NOT_MODIFIED")
    await stored.put(tx, changed)
    edited = replace(message, edit_date=tx.now, edit_hidden=False)
    pts, facts = await copies.show_again(tx, owner_id, edited)
    return edited, pts, facts


async def tick(
    tx: Tx, user_id: UserId, peer: Peer, id: int, completed: Sequence[int], incompleted: Sequence[int]
) -> tuple[Message, int, Facts, Sent]:
    """Tick items off, or take that back. Refuses MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED, TODO_NOT_MODIFIED."""
    message, todo = await _require(tx, user_id, peer, id)
    if todo.owner_id != user_id and not todo.others_can_complete:
        raise Refusal("MESSAGE_AUTHOR_REQUIRED")
    known = {item.id for item in todo.items}
    done = {completion.id: completion for completion in todo.completions}
    on = tuple(item for item in dict.fromkeys(completed) if item in known and item not in done)
    off = tuple(item for item in dict.fromkeys(incompleted) if item in done)
    if not on and not off:
        raise Refusal("TODO_NOT_MODIFIED")
    shown = await views.shown_as(tx, message.peer, user_id)
    done |= {item: Completion(item, shown, tx.now) for item in on}
    await stored.put(tx, replace(todo, completions=tuple(done[item] for item in sorted(done) if item not in off)))
    action = Action(kind="TodoCompletions", numbers=on, others=off)
    return await _told(tx, user_id, message, action)


async def append(
    tx: Tx, user_id: UserId, peer: Peer, id: int, items: Sequence[TodoItem]
) -> tuple[Message, int, Facts, Sent]:
    """Put items at the end of a list. Refuses MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED, TODO_NOT_MODIFIED, TODO_ITEM_DUPLICATE."""
    message, todo = await _require(tx, user_id, peer, id)
    if todo.owner_id != user_id and not todo.others_can_append:
        raise Refusal("MESSAGE_AUTHOR_REQUIRED")
    if not items:
        raise Refusal("TODO_NOT_MODIFIED")
    grown = replace(todo, items=(*todo.items, *items))
    check(grown)
    await stored.put(tx, grown)
    action = Action(
        kind="TodoAppendTasks", numbers=tuple(item.id for item in items), texts=tuple(item.title for item in items)
    )
    return await _told(tx, user_id, message, action)


async def _told(tx: Tx, user_id: UserId, message: Message, action: Action) -> tuple[Message, int, Facts, Sent]:
    """Everyone who holds the list sees it anew, and a line that says what was done."""
    pts, facts = await copies.show_again(tx, user_id, message)
    said = await copies.say(tx, user_id, message, Content(action=action))
    return message, pts, facts, said
