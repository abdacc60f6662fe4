"""Folders that people share by links, and folders with groups and channels in them."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

c = functions.chatlists


def shown(id: int) -> Any:
    return types.InputChatlistDialogFilter(filter_id=id)


async def put_folder(actor: Actor, id: int, *peers: int, **rules: Any) -> None:
    plain = types.DialogFilter(
        id=id, title=types.TextWithEntities(text="Reading", entities=[]), pinned_peers=[], exclude_peers=[],
        include_peers=[actor.chat(peer) for peer in peers], **rules,
    )  # fmt: skip
    await actor(functions.messages.UpdateDialogFilter(id=id, filter=plain))


async def folders(actor: Actor) -> list[Any]:
    found = await actor(functions.messages.GetDialogFilters())
    return [one for one in getattr(found, "filters", found) if one.NAME != "dialogFilterDefault"]


async def test_a_folder_names_groups_and_channels(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    group, channel = await alice.create_group("Garden", bob), await alice.create_channel("News")
    await put_folder(alice, 2, group, channel, groups=True, broadcasts=True, bots=True, exclude_muted=True)
    found = (await folders(alice))[0]
    assert found.include_peers == [alice.chat(group), alice.chat(channel)] and found.broadcasts
    await put_folder(alice, 3, channel, groups=True)
    with refused("FILTER_NOT_SUPPORTED"):
        await alice(c.ExportChatlistInvite(chatlist=shown(3), title="x", peers=[alice.chat(channel)]))


@pytest.mark.parametrize("layer", [158, 229])
async def test_a_folder_is_shared(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    news = await alice.create_channel("News")
    town = await alice.create_channel("Town", megagroup=True)
    later = await alice.create_channel("Later", megagroup=True)
    await put_folder(alice, 2, news, town, later)
    with refused("FILTER_ID_INVALID"):
        await alice(c.ExportChatlistInvite(chatlist=shown(9), title="x", peers=[]))
    with refused("PEERS_LIST_EMPTY"):
        await alice(c.ExportChatlistInvite(chatlist=shown(2), title="x", peers=[]))
    with refused("FILTER_NOT_SUPPORTED"):
        await alice(c.GetExportedInvites(chatlist=shown(2)))
    chosen = [alice.chat(news), alice.chat(town)]
    made = await alice(c.ExportChatlistInvite(chatlist=shown(2), title="All", peers=chosen))
    assert made.filter.has_my_invites and len(made.invite.peers) == 2
    slug = made.invite.url.rsplit("/", 1)[-1]
    assert len((await alice(c.GetExportedInvites(chatlist=shown(2)))).invites) == 1

    offered = await bob(c.CheckChatlistInvite(slug=slug))
    assert offered.NAME == "chatlists.chatlistInvite" and {chat.title for chat in offered.chats} == {"News", "Town"}
    with refused("INVITE_SLUG_EMPTY"):
        await bob(c.CheckChatlistInvite(slug=""))
    with refused("INVITE_SLUG_EXPIRED"):
        await bob(c.CheckChatlistInvite(slug="nothing"))
    with refused("FILTER_INCLUDE_EMPTY"):
        await bob(c.JoinChatlistInvite(slug=slug, peers=[]))
    taken = await bob(c.JoinChatlistInvite(slug=slug, peers=[bob.chat(news), bob.chat(town)]))
    mine = next(update for update in taken.updates if update.NAME == "updateDialogFilter")
    await bob.write(town, "Here I am")
    assert (await bob(c.CheckChatlistInvite(slug=slug))).NAME == "chatlists.chatlistInviteAlready"

    every = [*chosen, alice.chat(later)]
    edited = await alice(c.EditExportedInvite(chatlist=shown(2), slug=slug, title="More", peers=every))
    assert (edited.title, len(edited.peers)) == ("More", 3)
    missing = await bob(c.GetChatlistUpdates(chatlist=shown(mine.id)))
    assert [chat.title for chat in missing.chats] == ["Later"]
    await bob(c.HideChatlistUpdates(chatlist=shown(mine.id)))
    assert not (await bob(c.GetChatlistUpdates(chatlist=shown(mine.id)))).missing_peers
    with refused("FILTER_INCLUDE_EMPTY"):
        await bob(c.JoinChatlistUpdates(chatlist=shown(mine.id), peers=[bob.chat(later)]))
    suggested = await bob(c.GetLeaveChatlistSuggestions(chatlist=shown(mine.id)))
    assert len(suggested) == 2
    left = await bob(c.LeaveChatlist(chatlist=shown(mine.id), peers=[bob.chat(news)]))
    assert left.updates[0].filter is None and not await folders(bob)
    with refused("FILTER_ID_INVALID"):
        await bob(c.GetLeaveChatlistSuggestions(chatlist=shown(mine.id)))
    await alice(c.DeleteExportedInvite(chatlist=shown(2), slug=slug))
    with refused("INVITE_SLUG_EXPIRED"):
        await bob(c.JoinChatlistInvite(slug=slug, peers=[bob.chat(later)]))


async def test_what_is_added_to_a_shared_folder_is_offered(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    one, two = await alice.create_channel("One"), await alice.create_channel("Two")
    await put_folder(alice, 2, one, two)
    made = await alice(c.ExportChatlistInvite(chatlist=shown(2), title="", peers=[alice.chat(one)]))
    slug = made.invite.url.rsplit("/", 1)[-1]
    await bob(c.JoinChatlistInvite(slug=slug, peers=[bob.chat(one)]))
    mine = (await folders(bob))[0]
    renamed = types.DialogFilterChatlist(
        id=mine.id, title=types.TextWithEntities(text="Mine", entities=[]), pinned_peers=[], include_peers=mine.include_peers
    )  # fmt: skip
    await bob(functions.messages.UpdateDialogFilter(id=mine.id, filter=renamed))
    await alice(c.EditExportedInvite(chatlist=shown(2), slug=slug, peers=[alice.chat(one), alice.chat(two)]))
    await bob(c.JoinChatlistUpdates(chatlist=shown(mine.id), peers=[bob.chat(two)]))
    with refused("INVITE_SLUG_EXPIRED"):  # it is another's
        await bob(c.DeleteExportedInvite(chatlist=shown(mine.id), slug=slug))
    await alice(c.DeleteExportedInvite(chatlist=shown(2), slug=slug))
    with refused("FILTER_INCLUDE_EMPTY"):
        await bob(c.JoinChatlistUpdates(chatlist=shown(mine.id), peers=[bob.chat(two)]))
    mine = (await folders(bob))[0]
    assert mine.NAME == "dialogFilterChatlist" and mine.title.text == "Mine" and len(mine.include_peers) == 2
    with refused("FILTER_NOT_SUPPORTED"):
        await bob(functions.messages.UpdateDialogFilter(id=7, filter=renamed))
