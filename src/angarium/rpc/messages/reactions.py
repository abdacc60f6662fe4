"""messages.*: reactions."""

from __future__ import annotations

from collections.abc import Iterator

from angarium.domain import offsets
from angarium.domain.messages import histories, reactions
from angarium.model.errors import Refusal
from angarium.model.events import ReactionsChanged
from angarium.model.ids import MsgId, is_channel
from angarium.model.messages import Message
from angarium.rpc.peers import read_peer
from angarium.rpc.push import render_event
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.hashes import digest_of, hash_of, pair_of
from angarium.rpc.render.messages import render_reaction
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.sent import render_updates
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def read_reaction(given: types.TypeReaction | None) -> str:
    """A reaction as it is stored; "" for none. Refuses REACTION_INVALID."""
    match given:
        case None | types.ReactionEmpty():
            return ""
        case types.ReactionEmoji():
            return reactions.plain(given.emoticon)
        case types.ReactionCustomEmoji():
            return f"custom:{given.document_id}"
        case _:
            raise Refusal("REACTION_INVALID")


@method("messages.sendReaction", writes=True, flood="send")
async def send_reaction(call: Call, req: functions.messages.SendReaction) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    chosen = [read for given in req.reaction or () if (read := read_reaction(given))]
    facts = await reactions.react(
        call.tx, call.user_id, peer, req.msg_id, chosen, big=req.big, recent=req.add_to_recent
    )
    event = ReactionsChanged(id=MsgId(req.msg_id), peer=peer)
    return render_updates(list(render_event(event, facts, call.user_id, 0, 0)), facts, call.tx.now)


@method("messages.getMessagesReactions", bots=False)
async def get_messages_reactions(call: Call, req: functions.messages.GetMessagesReactions) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    found, facts = await histories.pick(call.tx, call.user_id, list(req.id), peer if is_channel(peer) else None)
    updates: list[types.TypeUpdate] = []
    for message in found:
        if isinstance(message, Message) and message.peer == peer:
            updates += render_event(ReactionsChanged(id=message.id, peer=peer), facts, call.user_id, 0, 0)
    return render_updates(updates, facts, call.tx.now)


@method("messages.getMessageReactionsList", bots=False)
async def get_message_reactions_list(
    call: Call, req: functions.messages.GetMessageReactionsList
) -> types.messages.MessageReactionsList:
    (offset,) = offsets.find(req.offset or "", 1) or (0,)
    offset = max(0, offset)
    limit = max(1, min(req.limit, 100))
    count, rows, facts = await reactions.listing(
        call.tx, call.user_id, read_peer(call, req.peer), req.id, read_reaction(req.reaction), offset, limit
    )
    return types.messages.MessageReactionsList(
        count=count,
        reactions=[
            types.MessagePeerReaction(
                peer_id=render_peer(row.peer), date=row.date, reaction=render_reaction(row.reaction), big=row.big,
                unread=row.unread, my=row.mine,
            )
            for row in rows
        ],
        chats=render_chats(facts),
        users=render_users(facts),
        next_offset=str(offset + limit) if offset + limit < count else None,
    )  # fmt: skip


@method("messages.setDefaultReaction", writes=True, bots=False)
async def set_default_reaction(call: Call, req: functions.messages.SetDefaultReaction) -> bool:
    reaction = read_reaction(req.reaction)
    if not reaction:
        raise Refusal("REACTION_INVALID")
    await reactions.set_default(call.tx, call.user_id, reaction)
    return True


def _render_list(found: list[str], asked: int) -> types.messages.TypeReactions:
    number = hash_of(part for name in found for part in pair_of(name))
    if asked and asked == number:
        return types.messages.ReactionsNotModified()
    return types.messages.Reactions(hash=number, reactions=[render_reaction(name) for name in found])


@method("messages.getRecentReactions", bots=False)
async def get_recent_reactions(call: Call, req: functions.messages.GetRecentReactions) -> types.messages.TypeReactions:
    return _render_list(list(await reactions.recent(call.tx, call.user_id))[: max(req.limit, 0)], req.hash)


@method("messages.getTopReactions", bots=False)
async def get_top_reactions(call: Call, req: functions.messages.GetTopReactions) -> types.messages.TypeReactions:
    used = await reactions.recent(call.tx, call.user_id)
    return _render_list(list(dict.fromkeys((*used, *reactions.EMOJI)))[: max(req.limit, 0)], req.hash)


@method("messages.clearRecentReactions", writes=True, bots=False)
async def clear_recent_reactions(call: Call, req: functions.messages.ClearRecentReactions) -> bool:
    await reactions.clear_recent(call.tx, call.user_id)
    return True


@method("messages.getSavedReactionTags", bots=False)
async def get_saved_reaction_tags(
    call: Call, req: functions.messages.GetSavedReactionTags
) -> types.messages.TypeSavedReactionTags:
    chat = read_peer(call, req.peer) if req.peer is not None else None
    found = await reactions.tags(call.tx, call.user_id, chat)
    number = hash_of(part for tag in found for part in _numbers(*tag))
    if req.hash and req.hash == number:
        return types.messages.SavedReactionTagsNotModified()
    tags = [
        types.SavedReactionTag(reaction=render_reaction(name), title=title or None, count=count)
        for name, count, title in found
    ]
    return types.messages.SavedReactionTags(tags=tags, hash=number)


def _numbers(name: str, count: int, title: str) -> Iterator[int]:
    """A tag among the numbers of its list's hash (https://core.telegram.org/api/saved-messages#tags)."""
    yield int(name[7:]) if name.startswith("custom:") else digest_of(name)
    if title:
        yield digest_of(title)
    yield count


@method("messages.updateSavedReactionTag", writes=True, bots=False)
async def update_saved_reaction_tag(call: Call, req: functions.messages.UpdateSavedReactionTag) -> bool:
    await reactions.name_tag(call.tx, call.user_id, read_reaction(req.reaction), req.title or "")
    return True


@method("messages.getDefaultTagReactions", bots=False)
async def get_default_tag_reactions(
    call: Call, req: functions.messages.GetDefaultTagReactions
) -> types.messages.TypeReactions:
    return _render_list(list(reactions.EMOJI[:8]), req.hash)
