"""stories.*: looking at stories, saying something to them, putting them away."""

from __future__ import annotations

from angarium.domain.stories import places, reacting, reading
from angarium.model.events import StealthChanged, StoryLiked
from angarium.model.facts import Facts
from angarium.rpc.accounts.reports import answer_report
from angarium.rpc.messages.reactions import read_reaction
from angarium.rpc.peers import read_peer
from angarium.rpc.push import render_event
from angarium.rpc.render.sent import render_updates
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

MOST_READ = 1000


@method("stories.readStories", writes=True, bots=False)
async def read_stories(call: Call, req: functions.stories.ReadStories) -> list[int]:
    with call.tx.unasked():
        return await reading.read(call.tx, call.user_id, read_peer(call, req.peer), req.max_id)


@method("stories.incrementStoryViews", writes=True, bots=False)
async def increment_story_views(call: Call, req: functions.stories.IncrementStoryViews) -> bool:
    await reading.look(call.tx, call.user_id, read_peer(call, req.peer), req.id)
    return True


@method("stories.getAllReadPeerStories", bots=False)
async def get_all_read_peer_stories(call: Call, req: functions.stories.GetAllReadPeerStories) -> types.TypeUpdates:
    found, facts = await reading.all_read(call.tx, call.user_id, MOST_READ)
    updates = [update for event in found for update in render_event(event, facts, call.user_id, 0, 0)]
    return render_updates(updates, facts, call.tx.now)


@method("stories.sendReaction", writes=True, bots=False, flood="send")
async def send_reaction(call: Call, req: functions.stories.SendReaction) -> types.TypeUpdates:
    peer, said = read_peer(call, req.peer), read_reaction(req.reaction)
    facts = await reacting.react(call.tx, call.user_id, peer, req.story_id, said, recent=req.add_to_recent)
    event = StoryLiked(peer=peer, story_id=req.story_id, reaction=said)
    return render_updates(list(render_event(event, facts, call.user_id, 0, 0)), facts, call.tx.now)


@method("stories.activateStealthMode", writes=True, bots=False)
async def activate_stealth_mode(call: Call, req: functions.stories.ActivateStealthMode) -> types.TypeUpdates:
    stealth = await reading.hide_looks(call.tx, call.user_id, past=req.past, future=req.future)
    facts = Facts(call.user_id)
    return render_updates(
        list(render_event(StealthChanged(stealth), facts, call.user_id, 0, 0)), facts, call.tx.now
    )  # fmt: skip


@method("stories.togglePeerStoriesHidden", writes=True, bots=False)
async def toggle_peer_stories_hidden(call: Call, req: functions.stories.TogglePeerStoriesHidden) -> bool:
    with call.tx.unasked():
        await reading.hide_peer(call.tx, call.user_id, read_peer(call, req.peer), hidden=req.hidden)
    return True


@method("stories.toggleAllStoriesHidden", writes=True, bots=False)
async def toggle_all_stories_hidden(call: Call, req: functions.stories.ToggleAllStoriesHidden) -> bool:
    await reading.hide_all(call.tx, call.user_id, hidden=req.hidden)
    return True


@method("stories.report", writes=True, bots=False)
async def report_stories(call: Call, req: functions.stories.Report) -> types.TypeReportResult:
    peer, ids = read_peer(call, req.peer), places.check_ids(req.id)
    await places.require_open(call.tx, call.user_id, peer)
    return await answer_report(call, peer, ids, req.option, req.message)
