"""stories.*: what there is to see."""

from __future__ import annotations

from angarium.domain.stories import feeds, finding, links
from angarium.model.errors import Refusal
from angarium.model.ids import Peer
from angarium.rpc.peers import read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.stories import render_row, render_stealth, render_story
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.rpc.stories.answers import answer_page
from angarium.rpc.stories.areas import read_area
from angarium.tl import functions, types

MOST = 100


@method("stories.getAllStories", bots=False)
async def get_all_stories(call: Call, req: functions.stories.GetAllStories) -> types.stories.TypeAllStories:
    feed = await feeds.everyone(call.tx, call.user_id, req.state or "", next=req.next, hidden=req.hidden)
    stealth = render_stealth(feed.stealth, call.tx.now)
    if feed.rows is None:
        return types.stories.AllStoriesNotModified(state=feed.state, stealth_mode=stealth)
    return types.stories.AllStories(
        has_more=feed.more,
        count=feed.count,
        state=feed.state,
        peer_stories=[render_row(row, feed.facts, feed.skipped) for row in feed.rows],
        chats=render_chats(feed.facts),
        users=render_users(feed.facts),
        stealth_mode=stealth,
    )


@method("stories.getPeerStories", bots=False)
async def get_peer_stories(call: Call, req: functions.stories.GetPeerStories) -> types.stories.PeerStories:
    row, facts = await feeds.of_peer(call.tx, call.user_id, read_peer(call, req.peer))
    return types.stories.PeerStories(
        stories=render_row(row, facts), chats=render_chats(facts), users=render_users(facts)
    )


@method("stories.getStoriesArchive", bots=False)
async def get_stories_archive(call: Call, req: functions.stories.GetStoriesArchive) -> types.stories.Stories:
    return answer_page(await feeds.archive(call.tx, call.user_id, read_peer(call, req.peer), req.offset_id, req.limit))


@method("stories.getPinnedStories", bots=False)
async def get_pinned_stories(call: Call, req: functions.stories.GetPinnedStories) -> types.stories.Stories:
    return answer_page(await feeds.profile(call.tx, call.user_id, read_peer(call, req.peer), req.offset_id, req.limit))


@method("stories.getStoriesByID", bots=False)
async def get_stories_by_id(call: Call, req: functions.stories.GetStoriesByID) -> types.stories.Stories:
    return answer_page(await feeds.pick(call.tx, call.user_id, read_peer(call, req.peer), req.id))


@method("stories.getPeerMaxIDs", bots=False)
async def get_peer_max_ids(call: Call, req: functions.stories.GetPeerMaxIDs) -> list[types.RecentStory]:
    peers: list[Peer] = []
    for given in req.id[:MOST]:
        try:
            peers.append(read_peer(call, given))
        except Refusal:
            peers.append(Peer(0))
    found = await feeds.newest(call.tx, call.user_id, peers)
    return [types.RecentStory(max_id=id or None) for id in found]


@method("stories.getChatsToSend", bots=False)
async def get_chats_to_send(call: Call, req: functions.stories.GetChatsToSend) -> types.messages.TypeChats:
    return types.messages.Chats(chats=render_chats(await feeds.may_post(call.tx, call.user_id)))


@method("stories.exportStoryLink", bots=False)
async def export_story_link(call: Call, req: functions.stories.ExportStoryLink) -> types.ExportedStoryLink:
    return types.ExportedStoryLink(
        link=await links.make(call.tx, call.user_id, read_peer(call, req.peer), req.id)
    )  # fmt: skip


@method("stories.searchPosts", bots=False, flood="search")
async def search_posts(call: Call, req: functions.stories.SearchPosts) -> types.stories.FoundStories:
    if req.area is not None:
        word = finding.word_of_area(await read_area(call, req.area))
    else:
        word = finding.word_of_tag(req.hashtag or "")
    if not word:
        raise Refusal("HASHTAG_INVALID")
    peer = read_peer(call, req.peer) if req.peer is not None else None
    found = await finding.search(call.tx, call.user_id, word, peer, req.offset, req.limit)
    return types.stories.FoundStories(
        count=found.count,
        stories=[
            types.FoundStory(peer=render_peer(story.box), story=render_story(story, found.facts))
            for story in found.stories
        ],
        next_offset=found.next or None,
        chats=render_chats(found.facts),
        users=render_users(found.facts),
    )
