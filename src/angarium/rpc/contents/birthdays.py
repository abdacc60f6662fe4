"""users.suggestBirthday: a service message with which somebody proposes what another one's profile could say."""

from __future__ import annotations

from angarium.domain.accounts import profiles
from angarium.domain.messages import sending
from angarium.model.errors import Refusal
from angarium.model.ids import Peer
from angarium.model.messages import Action, Content
from angarium.model.users import Birthday
from angarium.rpc.peers import read_user
from angarium.rpc.render.sent import render_sent
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("users.suggestBirthday", writes=True, bots=False, flood="send")
async def suggest_birthday(call: Call, req: functions.users.SuggestBirthday) -> types.TypeUpdates:
    user_id, day = read_user(call, req.id), req.birthday
    if user_id == call.user_id:
        raise Refusal("USER_ID_INVALID")
    profiles.check_birthday(Birthday(day.day, day.month, day.year), call.tx.now)
    content = Content(action=Action(kind="SuggestBirthday", numbers=(day.day, day.month, day.year or 0)))
    target = await sending.require_target(call.tx, call.user_id, Peer(user_id), content)
    return render_sent([await sending.deliver(call.tx, target, content, None)], date=call.tx.now)
