"""messages.*: the theme and the background of one chat."""

from __future__ import annotations

from angarium.domain.looks import wallpapers
from angarium.domain.messages import chatlooks
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer
from angarium.rpc.looks.wallpapers import read_wallpaper
from angarium.rpc.peers import read_peer
from angarium.rpc.render.looks import render_wallpaper
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.sent import render_sent, render_updates
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.setChatTheme", writes=True, bots=False)
async def set_chat_theme(call: Call, req: functions.messages.SetChatTheme) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    match req.theme:
        case types.InputChatTheme() if req.theme.emoticon:
            emoji = req.theme.emoticon
        case types.InputChatTheme() | types.InputChatThemeEmpty():
            emoji = ""
        case _:
            raise Refusal("EMOJI_INVALID")  # there are no collectible gifts whose looks could be worn
    return render_sent([await chatlooks.set_theme(call.tx, call.user_id, peer, emoji)], date=call.tx.now)


@method("messages.setChatWallPaper", writes=True, bots=False)
async def set_chat_wall_paper(call: Call, req: functions.messages.SetChatWallPaper) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    if req.id is not None:
        shown = await chatlooks.find_shown(call.tx, call.user_id, peer, req.id)
        sent = [await chatlooks.set_wallpaper(call.tx, call.user_id, peer, shown, same=True)]
    elif req.wallpaper is not None:
        chosen = await read_wallpaper(call, req.wallpaper, req.settings)
        sent = [await chatlooks.set_wallpaper(call.tx, call.user_id, peer, chosen, both=req.for_both)]
    else:
        await chatlooks.remove_wallpaper(call.tx, call.user_id, peer, revert=req.revert)
        sent = []
    update, facts = await _render_own(call, peer)
    if not sent:
        return render_updates([update], facts, call.tx.now)
    return render_sent(sent, update, date=call.tx.now, facts=facts)


async def _render_own(call: Call, peer: Peer) -> tuple[types.UpdatePeerWallpaper, Facts]:
    look = await chatlooks.get(call.tx, call.user_id, peer)
    facts = await wallpapers.gather(call.tx, (look.wallpaper,))
    shown = render_wallpaper(look.wallpaper, facts, call.user_id) if look.wallpaper else None
    facts.viewer_id = call.user_id
    return types.UpdatePeerWallpaper(
        wallpaper_overridden=look.overridden, peer=render_peer(peer), wallpaper=shown
    ), facts


async def add_look(call: Call, peer: Peer, full: types.UserFull) -> None:
    """What a person's page says of the look of the chat with them."""
    look = await chatlooks.get(call.tx, call.user_id, peer)
    if look.theme:
        full.theme = types.ChatTheme(emoticon=look.theme)
    if look.wallpaper is not None:
        facts = await wallpapers.gather(call.tx, (look.wallpaper,))
        full.wallpaper = render_wallpaper(look.wallpaper, facts, call.user_id)
        full.wallpaper_overridden = look.overridden
