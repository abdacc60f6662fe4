"""To-do lists."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.contents.test_polls import ask, text
from tests.stories.harness import World, refused

call = functions.messages


def todo(*titles: str, name: str = "Move", **flags: bool) -> types.InputMediaTodo:
    items = [types.TodoItem(id=at + 1, title=text(title)) for at, title in enumerate(titles)]
    return types.InputMediaTodo(todo=types.TodoList(title=text(name), list=items, **flags))


def toggle(peer: Any, id: int, on: list[int], off: list[int] | None = None) -> Any:
    return call.ToggleTodoCompleted(peer=peer, msg_id=id, completed=on, incompleted=off or [])


async def test_a_list_that_two_work_off(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    old = await world.sign_in(bob, layer=198)
    own = await ask(alice, bob, todo("Boxes", "Van", others_can_complete=True, others_can_append=True))
    assert own.media.todo.title.text == "Move" and own.media.completions is None
    await bob.barrier()
    id = bob.messages[-1].id
    done = await bob(toggle(bob.peer(alice), id, [2]))
    assert [update.NAME for update in done.updates] == ["updateEditMessage", "updateNewMessage"]
    changed, said = (update.message for update in done.updates)
    assert [(one.id, one.completed_by.user_id) for one in changed.media.completions] == [(2, bob.user_id)]
    assert said.action.completed == [2] and said.reply_to.reply_to_msg_id == id
    await alice.barrier()
    assert alice.messages[-1].action.completed == [2] and alice.messages[-1].reply_to.reply_to_msg_id == own.id
    with refused("TODO_NOT_MODIFIED"):
        await bob(toggle(bob.peer(alice), id, [2]))
    await alice(toggle(alice.peer(bob), own.id, [1], [2]))
    history = await bob(call.GetMessages(id=[types.InputMessageID(id=id)]))
    assert [one.id for one in history.messages[0].media.completions] == [1]
    append = call.AppendTodoList(peer=bob.peer(alice), msg_id=id, list=[types.TodoItem(id=3, title=text("Keys"))])
    grown = await bob(append)
    assert len(grown.updates[0].message.media.todo.list) == 3 and grown.updates[1].message.action.list[0].id == 3
    with refused("TODO_ITEM_DUPLICATE"):
        await bob(append)
    with refused("TODO_NOT_MODIFIED"):
        await bob(call.AppendTodoList(peer=bob.peer(alice), msg_id=id, list=[]))
    await old.barrier()
    assert old.messages[0].media.NAME == "messageMediaUnsupported"


async def test_a_list_of_ones_own(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    own = await ask(alice, bob, todo("Boxes", "Van"))
    await bob.barrier()
    id = bob.messages[-1].id
    with refused("MESSAGE_AUTHOR_REQUIRED"):
        await bob(toggle(bob.peer(alice), id, [1]))
    with refused("MESSAGE_AUTHOR_REQUIRED"):
        await bob(call.AppendTodoList(peer=bob.peer(alice), msg_id=id, list=[types.TodoItem(id=3, title=text("Keys"))]))
    await alice(toggle(alice.peer(bob), own.id, [1]))
    edit = call.EditMessage(peer=alice.peer(bob), id=own.id, media=todo("Boxes", "Truck"))
    [update] = (await alice(edit)).updates
    assert update.message.media.todo.list[1].title.text == "Truck" and update.message.edit_date
    assert [one.id for one in update.message.media.completions] == [1]
    with refused("MESSAGE_NOT_MODIFIED"):
        await alice(edit)
    with refused("MESSAGE_AUTHOR_REQUIRED"):
        await bob(call.EditMessage(peer=bob.peer(alice), id=id, media=todo("Nothing")))
    forward = call.ForwardMessages(from_peer=alice.peer(bob), id=[own.id], random_id=[8], to_peer=types.InputPeerSelf())
    passed = next(one.message for one in (await alice(forward)).updates if one.NAME == "updateNewMessage")
    with refused("MESSAGE_ID_INVALID"):
        await alice(toggle(types.InputPeerSelf(), passed.id, [2]))


async def test_what_no_list_may_be(world: World) -> None:
    alice = await world.sign_up("Alice")
    twice = todo("a", "b")
    twice.todo.list[1].id = 1
    for wrong, name in (
        (todo(), "TODO_ITEMS_EMPTY"),
        (twice, "TODO_ITEM_DUPLICATE"),
        (todo("a", name=" "), "MESSAGE_EMPTY"),
        (todo("a", name="x" * 33), "MESSAGE_TOO_LONG"),
        (todo(*map(str, range(31))), "MESSAGE_TOO_LONG"),
        (todo("a", " "), "MESSAGE_EMPTY"),
        (todo("x" * 65), "MESSAGE_TOO_LONG"),
    ):
        with refused(name):
            await ask(alice, alice, wrong)
    kept = await ask(alice, alice, todo("a"))
    done = await alice(toggle(types.InputPeerSelf(), kept.id, [1]))
    assert done.updates[0].message.media.completions[0].id == 1
