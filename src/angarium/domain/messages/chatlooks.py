"""How single chats look: their themes (https://core.telegram.org/api/themes#chat-themes) and backgrounds
(https://core.telegram.org/api/wallpapers#installing-wallpapers-in-a-specific-chat)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.files import starters
from angarium.domain.looks import themes
from angarium.domain.messages import private
from angarium.domain.messages.private import Pair
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import ChatWallpaperChanged
from angarium.model.ids import Box, MsgId, Peer, UserId, is_saved, is_user
from angarium.model.looks import ChatLook, Wallpaper
from angarium.model.messages import Action, Content
from angarium.store import looks, messages


async def get(tx: Tx, owner_id: int, peer: int) -> ChatLook:
    return await looks.find_look(tx, owner_id, peer) or ChatLook()


async def _require_pair(tx: Tx, owner_id: UserId, peer: Peer, notice: Content | None = None) -> Pair:
    """Refuses PEER_ID_INVALID for what is no private chat; when the other hears of it, what `private.require_open` does."""
    if not is_user(peer):
        raise Refusal("PEER_ID_INVALID")
    if notice is not None:
        return await private.require_open(tx, owner_id, peer, notice)
    return await private.require_pair(tx, owner_id, peer)


async def set_theme(tx: Tx, owner_id: UserId, peer: Peer, emoji: str) -> Sent:
    """On both sides; "" = none. A service message says so. Refuses EMOJI_INVALID, EMOJI_NOT_MODIFIED, PEER_ID_INVALID."""
    plain = starters.plain(emoji)
    notice = Content(action=Action(kind="SetChatTheme", text=plain))
    pair = await _require_pair(tx, owner_id, peer, notice)
    if plain and themes.find_chat(plain) is None:
        raise Refusal("EMOJI_INVALID")
    if (await get(tx, owner_id, peer)).theme == plain:
        raise Refusal("EMOJI_NOT_MODIFIED")
    for owner, other in {(int(owner_id), int(peer)), (int(peer), int(owner_id))}:
        await looks.set_look(tx, owner, other, replace(await get(tx, owner, other), theme=plain))
    return await private.deliver(tx, pair, notice, None)


async def set_wallpaper(
    tx: Tx, owner_id: UserId, peer: Peer, wallpaper: Wallpaper, *, both: bool = False, same: bool = False
) -> Sent:
    """On one's own side, or on both. A service message shows it to the other, who may take it over (`same`)."""
    notice = Content(action=Action(kind="SetChatWallPaper", wallpaper=wallpaper, flag=same, number=int(both)))
    pair = await _require_pair(tx, owner_id, peer, notice)
    mine = await get(tx, owner_id, peer)
    await _put(tx, owner_id, peer, replace(mine, wallpaper=wallpaper, overridden=False, own=None))
    if both and not is_saved(owner_id, peer):
        theirs = await get(tx, peer, owner_id)
        covered = theirs.own if theirs.overridden else theirs.wallpaper
        after = replace(theirs, wallpaper=wallpaper, overridden=True, own=covered)
        await _put(tx, UserId(peer), Peer(owner_id), after)
    return await private.deliver(tx, pair, notice, None)


async def remove_wallpaper(tx: Tx, owner_id: UserId, peer: Peer, *, revert: bool) -> None:
    """The usual background again; `revert` = the own one that the other side covered. Refuses WALLPAPER_NOT_FOUND."""
    await _require_pair(tx, owner_id, peer)
    mine = await get(tx, owner_id, peer)
    if mine.wallpaper is None or (revert and not mine.overridden):
        raise Refusal("WALLPAPER_NOT_FOUND")
    await _put(tx, owner_id, peer, replace(mine, wallpaper=mine.own if revert else None, overridden=False, own=None))


async def find_shown(tx: Tx, owner_id: UserId, peer: Peer, id: int) -> Wallpaper:
    """The background that a service message of this chat showed. Refuses MESSAGE_ID_INVALID."""
    message = await messages.find(tx, Box(owner_id), MsgId(id))
    action = message.content.action if message is not None and message.peer == peer else None
    if action is None or action.wallpaper is None:
        raise Refusal("MESSAGE_ID_INVALID")
    return action.wallpaper


async def _put(tx: Tx, owner_id: UserId, peer: Peer, look: ChatLook) -> None:
    await looks.set_look(tx, owner_id, peer, look)
    await tx.log(owner_id, ChatWallpaperChanged(peer=peer, wallpaper=look.wallpaper, overridden=look.overridden))
