"""messages.*: reactions that are paid for."""

from __future__ import annotations

from angarium.domain.stars import paidreactions
from angarium.domain.stars.paidreactions import Privacy
from angarium.model.errors import Refusal
from angarium.model.events import ReactionsChanged
from angarium.model.ids import MsgId, is_saved
from angarium.rpc.peers import read_peer
from angarium.rpc.push import render_event
from angarium.rpc.render.sent import render_updates
from angarium.rpc.render.stars import render_privacy
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def read_privacy(call: Call, given: types.TypePaidReactionPrivacy) -> Privacy:
    """Refuses SEND_AS_PEER_INVALID."""
    match given:
        case types.PaidReactionPrivacyAnonymous():
            return Privacy(anonymous=True)
        case types.PaidReactionPrivacyPeer():
            try:
                peer = read_peer(call, given.peer)
            except Refusal:
                raise Refusal("SEND_AS_PEER_INVALID") from None
            return Privacy() if is_saved(call.user_id, peer) else Privacy(peer=peer)
        case _:
            return Privacy()


@method("messages.sendPaidReaction", writes=True, bots=False, flood="send")
async def send_paid_reaction(call: Call, req: functions.messages.SendPaidReaction) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    privacy = read_privacy(call, req.private) if req.private is not None else None
    facts = await paidreactions.send(call.tx, call.user_id, peer, req.msg_id, req.count, req.random_id, privacy)
    event = ReactionsChanged(id=MsgId(req.msg_id), peer=peer)
    return render_updates(list(render_event(event, facts, call.user_id, 0, 0)), facts, call.tx.now)


@method("messages.togglePaidReactionPrivacy", writes=True, bots=False)
async def toggle_paid_reaction_privacy(call: Call, req: functions.messages.TogglePaidReactionPrivacy) -> bool:
    peer = read_peer(call, req.peer)
    await paidreactions.show_as(call.tx, call.user_id, peer, req.msg_id, read_privacy(call, req.private))
    return True


@method("messages.getPaidReactionPrivacy", bots=False)
async def get_paid_reaction_privacy(call: Call, req: functions.messages.GetPaidReactionPrivacy) -> types.TypeUpdates:
    privacy, facts = await paidreactions.gather_privacy(call.tx, call.user_id)
    told = types.UpdatePaidReactionPrivacy(private=render_privacy(privacy.anonymous, privacy.peer, facts))
    return render_updates([told], facts, call.tx.now)
