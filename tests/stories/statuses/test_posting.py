"""Stories are posted, shown to those who may see them, changed, and gone after their time."""

from __future__ import annotations

import pytest

from angarium.domain.stories import telling
from angarium.model.config import Config, Handshakes, Limits, Previews
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.business.test_connections import connect
from tests.stories.harness import World, refused
from tests.stories.statuses.posters import (
    ALL,
    CLOSE,
    CONTACTS,
    DAY,
    HOUR,
    feed,
    film,
    friends,
    know,
    number,
    picture,
    post,
    shown,
)

call = functions.stories


async def test_a_story_reaches_those_who_know_its_author(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    carol = await world.sign_up("Carol")
    assert (await alice(call.CanSendStory(peer=types.InputPeerSelf()))).count_remains == 100
    story = await post(alice, caption="good *morning* #sun", period=6 * HOUR, noforwards=True)
    assert (story.id, story.expire_date - story.date, story.out, story.public) == (1, 6 * HOUR, True, True)
    assert story.noforwards and story.media.photo.sizes and story.entities[0].NAME == "messageEntityHashtag"
    assert [rule.NAME for rule in story.privacy] == ["privacyValueAllowAll"] and story.views.views_count == 0
    await bob.barrier()
    [told] = bob.heard(types.UpdateStory)
    assert number(told.peer) == alice.user_id and told.story.caption == "good *morning* #sun"
    assert told.story.privacy is None and told.story.views is None and not told.story.out
    assert not carol.heard(types.UpdateStory)

    assert await feed(bob) == await feed(alice) == {alice.user_id: [1]}
    assert await feed(carol) == {}  # she follows nobody, but may look
    assert [one.id for one in await shown(carol, carol.peer(alice))] == [1]
    [user] = await carol(functions.users.GetUsers(id=[carol.user(alice)]))
    assert user.stories_max_id.max_id == 1 and not user.stories_unavailable
    [user] = await alice(functions.users.GetUsers(id=[alice.user(carol)]))
    assert user.stories_max_id is None and user.stories_unavailable
    full = await bob(functions.users.GetFullUser(id=bob.user(alice)))
    assert [one.id for one in full.full_user.stories.stories] == [1] and not full.full_user.stories_pinned_available
    ids = await bob(call.GetPeerMaxIDs(id=[bob.peer(alice), bob.peer(carol), types.InputPeerEmpty()]))
    assert [one.max_id for one in ids] == [1, None, None]

    await world.pass_time(6 * HOUR)
    assert await feed(bob) == {} and await shown(bob, bob.peer(alice)) == []
    assert (await bob(call.GetStoriesByID(peer=bob.peer(alice), id=[1]))).stories == []
    archive = await alice(call.GetStoriesArchive(peer=types.InputPeerSelf(), offset_id=0, limit=10))
    assert [one.id for one in archive.stories] == [1] and archive.count == 1
    [user] = await carol(functions.users.GetUsers(id=[carol.user(alice)]))
    assert user.stories_unavailable


async def test_a_repeated_call_posts_once(world: World) -> None:
    [alice] = await friends(world, "Alice")
    media = await picture(alice)
    first = await post(alice, media=media, random_id=77)
    assert (await post(alice, random_id=77)).id == first.id
    assert (await post(alice)).id == first.id + 1
    with refused("RANDOM_ID_EMPTY"):
        await post(alice, random_id=0)
    with refused("STORY_PERIOD_INVALID"):
        await post(alice, period=5)
    with refused("MEDIA_CAPTION_TOO_LONG"):
        await post(alice, caption="x" * 2049)
    with refused("MEDIA_TYPE_INVALID"):
        await post(alice, media=types.InputMediaDice(emoticon="🎲"))
    with refused("PRIVACY_VALUE_INVALID"):
        await post(alice, types.InputPrivacyValueAllowBots())
    assert len(await shown(alice, types.InputPeerSelf())) == 2


async def test_a_film(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    story = await post(alice, media=await film(alice), pinned=True)
    assert story.pinned and story.media.document.mime_type == "video/mp4"
    [seen] = await shown(bob, bob.peer(alice))
    place = types.InputDocumentFileLocation(
        id=seen.media.document.id,
        access_hash=seen.media.document.access_hash,
        file_reference=seen.media.document.file_reference,
        thumb_size="",
    )
    assert (await bob(functions.upload.GetFile(location=place, offset=0, limit=4096))).bytes
    with refused("VIDEO_DURATION_INVALID"):
        await post(alice, media=await film(alice, seconds=90.0))


async def test_rules_say_who_sees_it(world: World) -> None:
    alice, bob, carol = await friends(world, "Alice", "Bob", "Carol")
    dora = await world.sign_up("Dora")
    await know(alice, bob, close=True)
    only = types.InputPrivacyValueAllowUsers(users=[alice.user(dora)])
    but = types.InputPrivacyValueDisallowUsers(users=[alice.user(bob)])
    everyone, contacts, close, chosen = (
        await post(alice, ALL), await post(alice, but, CONTACTS), await post(alice, CLOSE), await post(alice, only)
    )  # fmt: skip
    assert contacts.contacts and close.close_friends and chosen.selected_contacts and not chosen.public
    assert [rule.NAME for rule in contacts.privacy] == ["privacyValueDisallowUsers", "privacyValueAllowContacts"]

    async def visible(actor: object) -> list[int]:
        return [one.id for one in await shown(actor, actor.peer(alice))]  # type: ignore[attr-defined, arg-type]

    assert await visible(alice) == [1, 2, 3, 4]
    assert await visible(bob) == [1, 3]
    assert await visible(carol) == [1, 2]
    assert await visible(dora) == [1, 4]
    [user] = await dora(functions.users.GetUsers(id=[dora.user(alice)]))
    assert user.stories_max_id.max_id == 4
    await bob.barrier()
    assert [update.story.id for update in bob.heard(types.UpdateStory)] == [1, 3]

    # Whoever is kept from the stories sees none, whatever the rules say.
    await alice(functions.contacts.Block(id=alice.peer(bob), my_stories_from=True))
    assert await visible(bob) == [] and await feed(bob) == {}
    with refused("STORY_ID_INVALID"):
        await bob(call.ExportStoryLink(peer=bob.peer(alice), id=everyone.id))


async def test_a_story_is_changed_and_deleted(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    await post(alice, caption="one", pinned=True)
    me = types.InputPeerSelf()
    changed = await alice(call.EditStory(peer=me, id=1, caption="two"))
    assert changed.updates[0].story.edited and changed.updates[0].story.caption == "two"
    await bob.barrier()
    assert [update.story.caption for update in bob.heard(types.UpdateStory)] == ["one", "two"]
    with refused("STORY_NOT_MODIFIED"):
        await alice(call.EditStory(peer=me, id=1, caption="two"))
    with refused("STORY_ID_INVALID"):
        await alice(call.EditStory(peer=me, id=9, caption="two"))
    with refused("PEER_ID_INVALID"):
        await bob(call.EditStory(peer=bob.peer(alice), id=1, caption="mine"))

    # Who may see it no more sees it go.
    await alice(call.EditStory(peer=me, id=1, privacy_rules=[CLOSE]))
    await bob.barrier()
    assert bob.heard(types.UpdateStory)[-1].story.NAME == "storyItemDeleted"
    await alice(call.EditStory(peer=me, id=1, privacy_rules=[ALL], media=await film(alice)))

    assert await alice(call.TogglePinned(peer=me, id=[1], pinned=True)) == []
    await alice(call.TogglePinnedToTop(peer=me, id=[1]))
    page = await bob(call.GetPinnedStories(peer=bob.peer(alice), offset_id=0, limit=10))
    assert [one.id for one in page.stories] == page.pinned_to_top == [1]
    assert (await bob(functions.users.GetFullUser(id=bob.user(alice)))).full_user.stories_pinned_available
    assert await alice(call.TogglePinned(peer=me, id=[1, 7], pinned=False)) == [1]
    with refused("STORY_ID_INVALID"):
        await alice(call.TogglePinnedToTop(peer=me, id=[1]))
    assert (await bob(call.GetPinnedStories(peer=bob.peer(alice), offset_id=0, limit=10))).stories == []

    with refused("STORY_ID_INVALID"):
        await alice(call.DeleteStories(peer=me, id=list(range(1, 102))))
    with refused("STORY_ID_EMPTY"):
        await alice(call.DeleteStories(peer=me, id=[]))
    assert await alice(call.DeleteStories(peer=me, id=[1, 5])) == [1]
    await bob.barrier()
    assert bob.heard(types.UpdateStory)[-1].story.NAME == "storyItemDeleted"
    assert await feed(bob) == {} and (await post(alice)).id == 2


@pytest.mark.parametrize("limits", [{"stories_active": 2}, {"stories_weekly": 2}, {"stories_monthly": 2}])
async def test_there_is_an_end_to_it(tmp_path: object, limits: dict[str, int]) -> None:
    config = Config(handshakes=Handshakes(processes=0), previews=Previews(enabled=False), limits=Limits(**limits))
    world = World(tmp_path, config)  # type: ignore[arg-type]
    await world.open()
    try:
        [alice] = await friends(world, "Alice")
        me = types.InputPeerSelf()
        await post(alice), await post(alice)
        [kind] = limits
        name = {
            "stories_active": "STORIES_TOO_MUCH",
            "stories_weekly": f"STORY_SEND_FLOOD_WEEKLY_{7 * DAY}",
            "stories_monthly": f"STORY_SEND_FLOOD_MONTHLY_{30 * DAY}",
        }[kind]
        with refused(name):
            await alice(call.CanSendStory(peer=me))
        with refused(name):
            await post(alice)
        await world.pass_time(30 * DAY)
        assert (await alice(call.CanSendStory(peer=me))).count_remains > 0
    finally:
        await world.close()


async def test_stories_are_posted_again(world: World) -> None:
    alice, bob, carol = await friends(world, "Alice", "Bob", "Carol")
    await post(alice, caption="mine")
    again = await post(bob, fwd_from_id=bob.peer(alice), fwd_from_story=1, fwd_modified=True)
    assert (number(again.fwd_from.from_), again.fwd_from.story_id, again.fwd_from.modified) == (alice.user_id, 1, True)
    third = await post(carol, fwd_from_id=carol.peer(bob), fwd_from_story=1)
    assert number(third.fwd_from.from_) == alice.user_id  # the first one is named
    [own] = await shown(alice, types.InputPeerSelf())
    assert own.views.forwards_count == 1
    await post(alice, noforwards=True)
    with refused("CHAT_FORWARDS_RESTRICTED"):
        await post(bob, fwd_from_id=bob.peer(alice), fwd_from_story=2)
    hidden = functions.account.SetPrivacy(
        key=types.InputPrivacyKeyForwards(), rules=[types.InputPrivacyValueDisallowAll()]
    )
    await alice(hidden)
    again = await post(bob, fwd_from_id=bob.peer(alice), fwd_from_story=1)
    assert again.fwd_from.from_ is None and again.fwd_from.from_name == "Alice"


async def test_links(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    with refused("STORIES_NEVER_CREATED"):
        await bob(call.ExportStoryLink(peer=bob.peer(alice), id=1))
    await post(alice)
    with refused("USER_PUBLIC_MISSING"):
        await bob(call.ExportStoryLink(peer=bob.peer(alice), id=1))
    await alice(functions.account.UpdateUsername(username="alice_posts"))
    found = await bob(call.ExportStoryLink(peer=bob.peer(alice), id=1))
    assert found.link == "https://t.me/alice_posts/s/1"


async def test_whoever_is_named_hears_of_it(world: World) -> None:
    alice, bob, carol = await friends(world, "Alice", "Bob", "Carol")
    await bob(functions.account.UpdateUsername(username="bob_there"))
    named = types.InputMessageEntityMentionName(offset=15, length=3, user_id=alice.user(carol))
    rule = types.InputPrivacyValueDisallowUsers(users=[alice.user(carol)])
    await post(alice, rule, ALL, caption="with @bob_there and you", entities=[named])
    await bob.barrier(), await carol.barrier(), await alice.barrier()
    [message] = bob.messages
    assert message.media.via_mention and (number(message.media.peer), message.media.id) == (alice.user_id, 1)
    assert not carol.messages  # who may not see it
    await bob(functions.contacts.Block(id=bob.peer(alice)))
    await post(alice, caption="again @bob_there")
    await bob.barrier()
    assert len(bob.messages) == 1


async def test_a_bot_posts_for_somebody(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    bot = await make_bot(world, alice)
    with refused("PEER_ID_INVALID"):
        await post(bot, peer=bot.peer(alice))
    await connect(alice, bot, rights=types.BusinessBotRights(manage_stories=True))
    story = await post(bot, CLOSE, peer=bot.peer(alice), caption="said by a bot")
    assert not story.out and story.media.photo.sizes
    assert [one.out for one in await shown(alice, types.InputPeerSelf())] == [True]
    assert await feed(bob) == {}
    await bot(call.EditStory(peer=bot.peer(alice), id=1, privacy_rules=[ALL]))
    assert await feed(bob) == {alice.user_id: [1]}
    assert await bot(call.DeleteStories(peer=bot.peer(alice), id=[1])) == [1]
    with refused("BOT_METHOD_INVALID"):
        await bot(call.GetAllStories())


async def test_many_are_told_by_an_errand(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "AT_ONCE", 2)
    alice, *others = await friends(world, "Alice", "Bob", "Carol", "Dora", "Emil", "Fay")
    but = types.InputPrivacyValueDisallowUsers(users=[alice.user(others[0])])
    await post(alice, but, ALL)
    for other in others:
        await other.barrier()
    assert [len(one.heard(types.UpdateStory)) for one in others] == [0, 1, 1, 1, 1]


async def test_settings_about_stories_are_exceptions_of_their_own(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    ask = functions.account.UpdateNotifySettings(
        peer=types.InputNotifyPeer(peer=alice.peer(bob)), settings=types.InputPeerNotifySettings(stories_muted=True)
    )
    await alice(ask)
    assert (await alice(functions.account.GetNotifyExceptions())).updates == []
    found = await alice(functions.account.GetNotifyExceptions(compare_stories=True))
    assert [update.notify_settings.stories_muted for update in found.updates] == [True]
