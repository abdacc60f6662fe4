"""Buttons that ask somebody to choose people or chats (https://core.telegram.org/api/bots/buttons#peer-requests), and starting a bot."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain import keyboards
from angarium.domain.bots import bots, callbacks, inline
from angarium.domain.bots.callbacks import Press
from angarium.domain.chats import guards
from angarium.domain.groups import joining
from angarium.domain.messages import private, robots, sending
from angarium.domain.messages.sent import Sent
from angarium.domain.texts import texts
from angarium.domain.work import Tx
from angarium.model.bots import Button, Keyboard, Wanted
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId, is_channel, is_user
from angarium.model.messages import Action, Content
from angarium.store import accounts, participants
from angarium.store import bots as stored

KEPT = 600
"""Seconds for which a button that a web app asked for can be used."""


async def start(tx: Tx, user_id: UserId, bot_id: UserId, parameter: str, random_id: int) -> Sent:
    """Begin a chat with a bot, perhaps with a parameter of a link, which only the bot reads.
    Refuses BOT_INVALID, START_PARAM_TOO_LONG, START_PARAM_INVALID and what sending does."""
    user = await accounts.find(tx, bot_id)
    if user is None or not user.profile.bot or user.profile.deleted:
        raise Refusal("BOT_INVALID")
    if len(parameter) > 64:
        raise Refusal("START_PARAM_TOO_LONG")
    inline.check_start(parameter)
    peer, most = Peer(bot_id), tx.house.config.limits.message_length
    if earlier := await sending.find_earlier(tx, user_id, peer, random_id):
        return await sending.repeat(tx, user_id, earlier, random_id)
    shown, whispered = texts.clean("/start", (), most), texts.clean(f"/start {parameter}", (), most)
    content = Content(text=shown.text, entities=shown.entities)
    pair = await private.require_pair(tx, user_id, peer)
    private.check_may_send(pair, content)
    sent = await private.deliver(tx, pair, content, random_id, whispered=whispered)
    await robots.let_write(tx, user_id, pair.other, pair.mine)
    await robots.hear(tx, sent.message)
    return sent


async def start_in_group(tx: Tx, user_id: UserId, bot_id: UserId, peer: Peer, parameter: str, random_id: int) -> Sent:
    """Add a bot to a group, and hand it a parameter (https://core.telegram.org/api/links#group-channel-bot-links). Refuses
    START_PARAM_EMPTY, BOT_INVALID, START_PARAM_INVALID, and what adding and sending refuse."""
    bot = await accounts.find(tx, bot_id)
    if bot is None or not bot.profile.bot or bot.profile.deleted:
        raise Refusal("BOT_INVALID")
    if not parameter:
        raise Refusal("START_PARAM_EMPTY")
    inline.check_start(parameter)
    place = await participants.find(tx, peer, bot_id)
    if place is None or not place.present:
        with tx.unasked():
            await joining.add(tx, user_id, peer, (bot_id,))
    name = bot.profile.usernames[0] if bot.profile.usernames else ""
    text = texts.clean(f"/start@{name} {parameter}", (), tx.house.config.limits.message_length)
    return await sending.send(tx, user_id, peer, Content(text=text.text, entities=text.entities), random_id)


async def keep(tx: Tx, bot_id: UserId, user_id: UserId, button: Button) -> str:
    """A button for a web app; its name. Refuses BUTTON_TYPE_INVALID and what keyboards refuse."""
    if button.kind != "RequestPeer":
        raise Refusal("BUTTON_TYPE_INVALID")
    keyboards.check(Keyboard(kind="reply", rows=((button,),)), private=True)
    id = inline.new_query_id(tx, bot_id)
    await stored.put_query(tx, bot_id, f"button {user_id}", id, tx.now + KEPT, button)
    return f"{id:x}"


async def require_kept(tx: Tx, bot_id: UserId, user_id: UserId, name: str) -> Button:
    """Refuses BUTTON_INVALID."""
    try:
        id = int(name, 16)
    except ValueError:
        raise Refusal("BUTTON_INVALID") from None
    found = None
    if 0 <= id < 1 << 63:
        found = await stored.find_query(tx, bot_id, f"button {user_id}", id, tx.now, Button)
    if found is None:
        raise Refusal("BUTTON_INVALID")
    return found


async def find_button(tx: Tx, press: Press, number: int) -> Button:
    """The button of a message that asks for peers under this number. Refuses MESSAGE_ID_INVALID, BUTTON_INVALID."""
    _, button = await callbacks.find_any(tx, press, lambda one: one.kind == "RequestPeer" and one.id == number)
    return button


async def choose(tx: Tx, user_id: UserId, bot_id: UserId, button: Button, chosen: Sequence[Peer]) -> Sent:
    """Tell the bot whom somebody has chosen. Refuses BOT_INVALID, PEERS_LIST_EMPTY, PEER_ID_INVALID for who is not of the wanted kind."""
    await bots.get(tx, bot_id)
    wanted = button.wanted
    if not chosen or wanted is None or len(chosen) > wanted.most:
        raise Refusal("PEERS_LIST_EMPTY")
    for peer in chosen:
        if not await _fits(tx, user_id, peer, wanted):
            raise Refusal("PEER_ID_INVALID")
    action = Action(
        kind="RequestedPeer",
        number=button.id,
        users=tuple(map(int, dict.fromkeys(chosen))),
        text=",".join(wanted.tells),
    )
    return await sending.send(tx, user_id, Peer(bot_id), Content(action=action), tx.chance.long())


async def _fits(tx: Tx, user_id: UserId, peer: Peer, wanted: Wanted) -> bool:
    if is_user(peer):
        user = await accounts.find(tx, peer)
        if user is None or wanted.kind not in ("user", "create_bot"):
            return False
        if wanted.kind == "create_bot":
            return user.profile.face is not None and user.profile.face.owner_id == user_id
        return wanted.bot is None or wanted.bot == user.profile.bot
    standing = await guards.find(tx, user_id, peer)
    if standing is None or not standing.is_present:
        return False
    broadcast = is_channel(peer) and standing.chat.is_broadcast
    if wanted.kind != ("broadcast" if broadcast else "chat"):
        return False
    return standing.is_creator or not wanted.creator
