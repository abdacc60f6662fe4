"""messages.*: polls (https://core.telegram.org/api/poll)."""

from __future__ import annotations

from angarium.domain.contents import polls, votes
from angarium.domain.messages import histories
from angarium.model.polls import Vote
from angarium.rpc.messages.contents import read_answer
from angarium.rpc.messages.histories import render_page
from angarium.rpc.peers import read_peer, read_thread
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.content_updates import render_poll_update
from angarium.rpc.render.peers import render_open_peer
from angarium.rpc.render.sent import render_updates
from angarium.rpc.render.updates import render_edited_message
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.sendVote", writes=True, bots=False, flood="send")
async def send_vote(call: Call, req: functions.messages.SendVote) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    message, facts = await votes.cast(call.tx, call.user_id, peer, req.msg_id, req.options[:100])
    poll_id = message.content.media.extra_id if message.content.media else 0
    return render_updates([render_poll_update(poll_id, facts, message)], facts, call.tx.now)


@method("messages.getPollResults", bots=False)
async def get_poll_results(call: Call, req: functions.messages.GetPollResults) -> types.TypeUpdates:
    message, poll, _ = await polls.require_in(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id)
    facts = await polls.facts_of(call.tx, call.user_id, poll.id)
    if req.poll_hash and facts.polls[poll.id].hash == req.poll_hash:
        return types.Updates(updates=[], users=[], chats=[], date=call.tx.now, seq=0)
    return render_updates([render_poll_update(poll.id, facts, message)], facts, call.tx.now)


@method("messages.getPollVotes", bots=False)
async def get_poll_votes(call: Call, req: functions.messages.GetPollVotes) -> types.messages.VotesList:
    count, found, following, facts = await votes.listing(
        call.tx, call.user_id, read_peer(call, req.peer), req.id, req.option, req.offset or "", req.limit
    )
    return types.messages.VotesList(
        count=count,
        votes=[_render_vote(vote, asked=req.option is not None) for vote in found],
        users=render_users(facts),
        chats=render_chats(facts),
        next_offset=following or None,
    )


def _render_vote(vote: Vote, *, asked: bool) -> types.TypeMessagePeerVote:
    """`asked`: for one option, which need not be said again."""
    peer = render_open_peer(vote.shown)
    if asked:
        return types.MessagePeerVoteInputOption(peer=peer, date=vote.date)
    if len(vote.options) == 1:
        return types.MessagePeerVote(peer=peer, option=vote.options[0], date=vote.date)
    return types.MessagePeerVoteMultiple(peer=peer, options=list(vote.options), date=vote.date)


@method("messages.addPollAnswer", alone=True, bots=False, flood="send")
async def add_poll_answer(call: Call, req: functions.messages.AddPollAnswer) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    answer = await read_answer(call, req.answer, 0)
    async with call.begin() as inner:
        message, pts, facts = await polls.add_answer(
            inner.tx, call.user_id, peer, req.msg_id, answer.text, answer.media
        )
    return render_updates([render_edited_message(message, facts, pts, 1)], facts, call.house.now())


@method("messages.deletePollAnswer", writes=True, bots=False, flood="send")
async def delete_poll_answer(call: Call, req: functions.messages.DeletePollAnswer) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    message, pts, facts = await polls.delete_answer(call.tx, call.user_id, peer, req.msg_id, req.option)
    return render_updates([render_edited_message(message, facts, pts, 1)], facts, call.tx.now)


@method("messages.getUnreadPollVotes", bots=False)
async def get_unread_poll_votes(call: Call, req: functions.messages.GetUnreadPollVotes) -> types.messages.TypeMessages:
    """One's own polls of a chat with votes that one has not seen."""
    peer = read_peer(call, req.peer)
    window = histories.Window(
        offset_id=req.offset_id, add_offset=req.add_offset, limit=req.limit, max_id=req.max_id, min_id=req.min_id
    )
    return render_page(await votes.unread(call.tx, call.user_id, peer, window, read_thread(peer, req.top_msg_id)))


@method("messages.readPollVotes", writes=True, bots=False)
async def read_poll_votes(call: Call, req: functions.messages.ReadPollVotes) -> types.messages.AffectedHistory:
    peer = read_peer(call, req.peer)
    await votes.read(call.tx, call.user_id, peer, read_thread(peer, req.top_msg_id))
    return types.messages.AffectedHistory(pts=await histories.pts(call.tx, call.user_id), pts_count=0, offset=0)
