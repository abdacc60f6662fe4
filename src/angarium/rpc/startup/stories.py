"""stories.*: nobody posts stories here (`stories_posting` of help.getAppConfig says so), so there are none to show."""

from __future__ import annotations

from angarium.domain.facts import gather
from angarium.model.ids import is_user
from angarium.rpc.peers import read_peer
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

STATE = "0"
"""Of the list of stories, which never changes."""

MOST = 1000


def _none() -> types.stories.Stories:
    return types.stories.Stories(count=0, stories=[], chats=[], users=[])


@method("stories.getAllStories", bots=False)
async def get_all_stories(call: Call, req: functions.stories.GetAllStories) -> types.stories.TypeAllStories:
    stealth = types.StoriesStealthMode()
    if req.state == STATE:
        return types.stories.AllStoriesNotModified(state=STATE, stealth_mode=stealth)
    return types.stories.AllStories(
        count=0, state=STATE, peer_stories=[], chats=[], users=[], stealth_mode=stealth
    )  # fmt: skip


@method("stories.getPeerStories", bots=False)
async def get_peer_stories(call: Call, req: functions.stories.GetPeerStories) -> types.stories.PeerStories:
    peer = read_peer(call, req.peer)
    facts = await gather(call.tx, call.user_id, [], users=[peer] if is_user(peer) else [])
    stories = types.PeerStories(peer=render_peer(peer), stories=[])
    return types.stories.PeerStories(stories=stories, chats=[], users=render_users(facts))


@method("stories.getStoriesArchive", bots=False)
async def get_stories_archive(call: Call, req: functions.stories.GetStoriesArchive) -> types.stories.Stories:
    read_peer(call, req.peer)
    return _none()


@method("stories.getPinnedStories", bots=False)
async def get_pinned_stories(call: Call, req: functions.stories.GetPinnedStories) -> types.stories.Stories:
    read_peer(call, req.peer)
    return _none()


@method("stories.getStoriesByID", bots=False)
async def get_stories_by_id(call: Call, req: functions.stories.GetStoriesByID) -> types.stories.Stories:
    read_peer(call, req.peer)
    return _none()


@method("stories.getAllReadPeerStories", bots=False)
async def get_all_read_peer_stories(call: Call, req: functions.stories.GetAllReadPeerStories) -> types.TypeUpdates:
    return types.Updates(updates=[], users=[], chats=[], date=call.tx.now, seq=0)


@method("stories.getPeerMaxIDs", bots=False)
async def get_peer_max_ids(call: Call, req: functions.stories.GetPeerMaxIDs) -> list[types.RecentStory]:
    return [types.RecentStory() for _ in req.id[:MOST]]


@method("stories.getAlbums", bots=False)
async def get_albums(call: Call, req: functions.stories.GetAlbums) -> types.stories.TypeAlbums:
    read_peer(call, req.peer)
    return types.stories.Albums(hash=0, albums=[])


@method("stories.canSendStory", bots=False)
async def can_send_story(call: Call, req: functions.stories.CanSendStory) -> types.stories.CanSendStoryCount:
    read_peer(call, req.peer)
    return types.stories.CanSendStoryCount(count_remains=0)


@method("stories.getChatsToSend", bots=False)
async def get_chats_to_send(call: Call, req: functions.stories.GetChatsToSend) -> types.messages.TypeChats:
    return types.messages.Chats(chats=[])
