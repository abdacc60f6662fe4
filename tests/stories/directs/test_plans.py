"""No question about direct messages may read a table from end to end."""

from __future__ import annotations

from pathlib import Path

from angarium.tl import functions, types
from tests.stories.directs.scene import answer, open_directs, texts, topics
from tests.stories.harness import World
from tests.stories.messages.test_plans import asked, faults

__all__ = ["asked"]  # the fixture

call = functions.messages


async def test_every_question_has_an_index(asked: list[str], world: World, tmp_path: Path) -> None:
    """A walk through all that there is."""
    owner, bob = await world.sign_up("Owner"), await world.sign_up("Bob")
    channel = await owner.create_channel("News", bob)
    directs = await open_directs(owner, channel)
    offered = types.SuggestedPost(price=types.StarsAmount(amount=10, nanos=0))
    id = await bob.write(directs, "Read this", suggested_post=offered)
    await answer(owner, directs, bob, "We do", clear_draft=True)
    topic = {"parent_peer": owner.chat(directs), "peer": owner.peer(bob)}
    await owner(call.ReadSavedHistory(max_id=0, **topic))
    await owner(
        call.MarkDialogUnread(parent_peer=owner.chat(directs), peer=types.InputDialogPeer(peer=owner.peer(bob)))
    )
    await owner(call.GetDialogUnreadMarks(parent_peer=owner.chat(directs)))
    await owner(call.GetAllDrafts())
    await topics(owner, directs)
    await texts(bob, directs)
    await bob(functions.channels.ReadHistory(channel=bob.channel(directs), max_id=0))
    for query in ("", "read"):
        for kind in (types.InputMessagesFilterPhotos(), types.InputMessagesFilterPinned()):
            await owner(
                call.Search(
                    peer=owner.chat(directs), saved_peer_id=owner.peer(bob), q=query, filter=kind, min_date=0, max_date=0,
                    offset_id=0, add_offset=0, limit=9, max_id=0, min_id=0, hash=0,
                )
            )  # fmt: skip
    await owner(call.ToggleSuggestedPostApproval(peer=owner.chat(directs), msg_id=id))
    await bob.reconnect(new_session=True)
    await owner(call.DeleteSavedHistory(max_id=0, **topic))
    await owner(functions.channels.DeleteMessages(channel=owner.channel(channel), id=[2, 3, 4]))
    assert not faults(asked, tmp_path)
