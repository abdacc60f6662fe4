"""help.*: what the staff note about people."""

from __future__ import annotations

from angarium.domain.operator import casebook
from angarium.rpc.messages.texts import read_text
from angarium.rpc.peers import read_user
from angarium.rpc.render.entities import render_entities
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("help.getUserInfo", bots=False)
async def get_user_info(call: Call, req: functions.help.GetUserInfo) -> types.help.TypeUserInfo:
    return _render(await casebook.find(call.tx, call.user_id, read_user(call, req.user_id)))


@method("help.editUserInfo", writes=True, bots=False)
async def edit_user_info(call: Call, req: functions.help.EditUserInfo) -> types.help.TypeUserInfo:
    user_id, text = read_user(call, req.user_id), read_text(call, req.message, req.entities)
    return _render(await casebook.write(call.tx, call.user_id, user_id, text))


def _render(note: casebook.Note | None) -> types.help.TypeUserInfo:
    if note is None:
        return types.help.UserInfoEmpty()
    return types.help.UserInfo(
        message=note.text.text, entities=render_entities(note.text.entities) or [], author=note.author, date=note.date
    )
