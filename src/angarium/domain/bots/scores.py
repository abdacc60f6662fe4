"""Games and their scores (https://core.telegram.org/api/bots/games): a table for each game in each chat."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain.bots import inlinemessages, instances
from angarium.domain.chats import guards
from angarium.domain.contents import copies as shown
from angarium.domain.messages import copies
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.bots import Score
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import MsgId, Peer, UserId, is_user
from angarium.model.messages import Action, Content, Message
from angarium.store import accounts, messages
from angarium.store import bots as stored

SHOWN = 3
"""Players above and below somebody in the table of a chat."""


@dataclass(frozen=True, slots=True)
class Place:
    """A player's place in a table, from 1."""

    number: int
    score: Score


async def require_message(tx: Tx, bot_id: UserId, peer: Peer, id: int) -> Message:
    """A bot's game as it lies in its box. Refuses MESSAGE_ID_INVALID."""
    message = await messages.find(tx, guards.box_of(bot_id, peer), MsgId(id))
    if message is None or message.peer != peer or message.author != bot_id:
        raise Refusal("MESSAGE_ID_INVALID")
    return _with_game(message)


async def require_inline(tx: Tx, bot_id: UserId, box: int, id: int, shown_hash: int) -> Message:
    """A game that somebody sent through the bot. Refuses MESSAGE_ID_INVALID."""
    return _with_game(await inlinemessages.require(tx, bot_id, box, id, shown_hash))


def _with_game(message: Message) -> Message:
    if message.content.media is None or message.content.media.kind != "game":
        raise Refusal("MESSAGE_ID_INVALID")
    return message


def _table(tx: Tx, message: Message) -> tuple[int, int]:
    """Of which chat, of which game."""
    media = message.content.media
    chat = instances.chat_instance(tx.house.secret, message.box, message.peer)
    return chat, media.extra_id if media else 0


async def put(tx: Tx, message: Message, user_id: UserId, score: int, *, force: bool) -> bool:
    """Write a score down; whether it is the best of its chat. Refuses SCORE_INVALID, USER_ID_INVALID, BOT_SCORE_NOT_MODIFIED when it
    is no better than the player's last, unless forced."""
    if not 0 <= score < 2**31:
        raise Refusal("SCORE_INVALID")
    player = await accounts.find(tx, user_id)
    if player is None or player.profile.bot or player.profile.deleted:
        raise Refusal("USER_ID_INVALID")
    chat, game = _table(tx, message)
    known = await stored.scores(tx, chat, game)
    own = next((one.score for one in known if one.user_id == user_id), None)
    if own is not None and (own == score or (score < own and not force)):
        raise Refusal("BOT_SCORE_NOT_MODIFIED")
    await stored.put_score(tx, chat, game, user_id, score, tx.now)
    return all(one.score < score for one in known if one.user_id != user_id) and (own is None or score > own)


async def table(tx: Tx, message: Message, user_id: int) -> list[Place]:
    """The best of a chat, and those around one player (0 = the best alone)."""
    chat, game = _table(tx, message)
    places = [Place(number, score) for number, score in enumerate(await stored.scores(tx, chat, game), 1)]
    own = next((place.number for place in places if place.score.user_id == user_id), None)
    if user_id and own is None:
        return []
    return [
        place for place in places if place.number <= SHOWN or (own is not None and abs(place.number - own) <= SHOWN)
    ]


async def announce(tx: Tx, message: Message, user_id: UserId, score: int) -> Sent | None:
    """A service message of the player, as an answer to the game; None when they have no copy of it."""
    media = message.content.media
    copied = [message, *await copies.of(tx, message)]
    box = guards.box_of(user_id, message.peer) if not is_user(message.peer) else user_id
    own = next((one for one in copied if int(one.box) == box), None)
    if own is None or media is None:
        return None
    action = Action(kind="GameScore", number=media.extra_id, period=score)
    with tx.unasked():
        return await shown.say(tx, user_id, own, Content(action=action))


async def show(tx: Tx, message: Message, viewer_id: UserId) -> tuple[Message, int, Facts]:
    """Write the table into the game's message, for everyone who has it."""
    names = []
    for place in (await table(tx, message, 0))[:SHOWN]:
        player = await accounts.find(tx, place.score.user_id)
        names.append(f"{place.number}. {player.profile.first_name if player else ''} – {place.score.score}")
    changed = replace(message, content=replace(message.content, text="\n".join(names)))
    pts, facts = await shown.show_again(tx, viewer_id, changed)
    return changed, pts, facts
