"""Notes of fact-checkers, birthdays, support."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.store import accounts
from angarium.tl import functions, types
from tests.stories.contents.test_polls import ask, question, text
from tests.stories.contents.test_todos import todo
from tests.stories.harness import Actor, World, refused

call = functions.messages


async def appoint(world: World, actor: Actor) -> None:
    """Make somebody of the server's support."""
    async with world.app.house.work.begin() as tx:
        user = await accounts.find(tx, actor.user_id)
        assert user is not None
        await accounts.set_profile(tx, actor.user_id, replace(user.profile, support=True))


async def test_notes_of_fact_checkers(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    sent = await alice.say(bob, "The moon is a cheese")
    edit = call.EditFactCheck(peer=alice.peer(bob), msg_id=sent.id, text=text("It is not."))
    with refused("CHAT_ACTION_FORBIDDEN", 403):
        await alice(edit)
    await appoint(world, alice)
    with refused("CHAT_ACTION_FORBIDDEN"):  # nor is it the post of a channel
        await alice(edit)
    with refused("CHAT_ACTION_FORBIDDEN"):
        await bob(call.DeleteFactCheck(peer=bob.peer(alice), msg_id=1))
    found = await alice(call.GetFactCheck(peer=alice.peer(bob), msg_id=[sent.id, 77]))
    assert [note.text for note in found] == [None, None]


async def test_a_birthday_is_suggested(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=181)
    day = types.Birthday(day=29, month=2)
    done = await alice(functions.users.SuggestBirthday(id=alice.user(bob), birthday=day))
    assert done.updates[-1].message.action.birthday == day
    await bob.barrier()
    assert bob.messages[-1].action.NAME == "messageActionEmpty"
    for wrong in (types.Birthday(day=31, month=4), types.Birthday(day=1, month=1, year=2999)):
        with refused("BIRTHDAY_INVALID"):
            await alice(functions.users.SuggestBirthday(id=alice.user(bob), birthday=wrong))
    with refused("USER_ID_INVALID"):
        await alice(functions.users.SuggestBirthday(id=types.InputUserSelf(), birthday=day))


async def test_whom_to_ask(world: World) -> None:
    alice = await world.sign_up("Alice")
    found = await alice(functions.help.GetSupport())
    assert found.user.id == 777000 and found.user.support and found.phone_number


async def test_effects_are_those_that_there_are(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    known = await alice(call.GetAvailableEffects(hash=0))
    await alice.say(bob, "boo", effect=known.effects[0].id)
    await bob.barrier()
    assert bob.messages[-1].effect == known.effects[0].id
    with refused("EFFECT_ID_INVALID"):
        await alice.say(bob, "boo", effect=5)


async def test_a_message_as_a_whole(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    sent = await alice.say(bob, "everything")
    found = await alice(call.GetRichMessage(peer=alice.peer(bob), id=sent.id))
    assert [message.message for message in found.messages] == ["everything"]
    with refused("MESSAGE_ID_INVALID"):
        await alice(call.GetRichMessage(peer=alice.peer(bob), id=99))


async def test_polls_and_lists_are_found_by_their_words(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await ask(alice, bob, question("Soup", "Salad"))
    listed = await ask(alice, bob, todo("Boxes", "Van", name="Removal", others_can_append=True))

    async def found(word: str) -> list[int]:
        page = await alice(call.Search(peer=alice.peer(bob), q=word, filter=types.InputMessagesFilterEmpty(), limit=9))
        return [message.id for message in page.messages]

    assert await found("lunch") == await found("salad") == [listed.id - 1]
    assert await found("removal") == await found("boxes") == [listed.id]
    await alice(
        call.AppendTodoList(peer=alice.peer(bob), msg_id=listed.id, list=[types.TodoItem(id=3, title=text("Lamp"))])
    )
    assert await found("lamp") == [listed.id]


async def test_drafts_keep_the_choice_of_a_preview(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    phone, old = await world.sign_in(alice), await world.sign_in(alice, layer=158)
    page = types.InputMediaWebPage(url="https://example.org/", force_large_media=True, optional=True)
    await alice(call.SaveDraft(peer=alice.peer(bob), message="See", media=page, invert_media=True, no_webpage=False))
    for device in (phone, old):
        await device.barrier()
    [update] = phone.heard(types.UpdateDraftMessage)
    assert update.draft.media == page and update.draft.invert_media
    assert old.heard(types.UpdateDraftMessage)[0].draft.message == "See"
    [kept] = (await phone(call.GetAllDrafts())).updates
    assert kept.draft.media == page
    await alice(call.SaveDraft(peer=alice.peer(bob), message="See", no_webpage=True))
    [kept] = (await phone(call.GetAllDrafts())).updates
    assert kept.draft.media is None and kept.draft.no_webpage
