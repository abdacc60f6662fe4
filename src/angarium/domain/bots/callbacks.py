"""Buttons that are pressed: the press goes to the bot, and whoever pressed waits for its answer
(https://core.telegram.org/api/bots/buttons#callback-queries)."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from angarium.domain import keyboards
from angarium.domain.bots import father, instances, pressing
from angarium.domain.contents import places
from angarium.domain.house import House
from angarium.domain.messages import copies
from angarium.domain.work import Tx
from angarium.model.bots import BOT_FATHER, Button, Pressed
from angarium.model.errors import Refusal
from angarium.model.events import ButtonPressed
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Message
from angarium.store import accounts

PATIENCE = 30
"""Seconds for which an answer is waited for."""

TEXT, URL = 200, 2048


@dataclass(frozen=True, slots=True)
class Press:
    """A button that somebody presses: its chat, message, and what it carries; None for the button that plays a game."""

    user_id: UserId
    peer: Peer
    id: int
    data: bytes | None


def _known(press: Press) -> Hashable:
    return press.user_id, press.peer, press.id, press.data


async def find_any(tx: Tx, press: Press, fits: Callable[[Button], bool]) -> tuple[Message, Button]:
    """A button of a message that somebody sees. Refuses BUTTON_INVALID, MESSAGE_ID_INVALID when it has none, and what
    `places.require_message` does."""
    message = await places.require_message(tx, press.user_id, press.peer, press.id)
    if not message.content.markup:
        raise Refusal("MESSAGE_ID_INVALID")
    for button in keyboards.buttons(keyboards.unpack(message.content.markup)):
        if fits(button):
            return message, button
    raise Refusal("BUTTON_INVALID")


async def find_button(tx: Tx, press: Press) -> tuple[Message, Button]:
    """Refuses DATA_INVALID, and what `places.require_message` does."""
    kind, data = ("Game", b"") if press.data is None else ("Callback", press.data)
    try:
        return await find_any(tx, press, lambda one: one.kind == kind and one.data == data)
    except Refusal as refusal:
        raise Refusal("DATA_INVALID") if refusal.name == "BUTTON_INVALID" else refusal from None


async def send(tx: Tx, press: Press) -> Pressed | Future[Pressed | None]:
    """Tell the bot; what is known already, or what to wait for. Refuses what `find_button` refuses, and BOT_RESPONSE_TIMEOUT when
    nobody will answer: the bot is gone (https://core.telegram.org/method/messages.getBotCallbackAnswer)."""
    message, button = await find_button(tx, press)
    if (kept := tx.house.answers.find(_known(press), tx.now)) is not None and isinstance(kept, Pressed):
        return kept
    bot_id = message.content.via_bot or message.author
    bot = await accounts.find(tx, bot_id)
    if bot is None or not bot.profile.bot or bot.profile.deleted:
        raise Refusal("BOT_RESPONSE_TIMEOUT")
    if bot_id == BOT_FATHER:
        return await father.press(tx, press.user_id, message, button.data)
    query_id = tx.chance.long()
    future = tx.house.waits.open(("pressed", bot_id, query_id), tx.now + PATIENCE)
    with tx.unasked():
        await tx.log(bot_id, await _told(tx, press, message, bot_id, query_id))
    return future


async def _told(tx: Tx, press: Press, message: Message, bot_id: int, query_id: int) -> ButtonPressed:
    """What the bot hears: its own number for the message, or the one that belongs to what was sent through it."""
    secret, media = tx.house.secret, message.content.media
    game = media.url if media is not None and media.kind == "game" and press.data is None else ""
    instance = instances.chat_instance(secret, press.user_id, press.peer)
    copied = [message, *await copies.of(tx, message)]
    if instances.is_through(message, bot_id):
        own = instances.named_copy(copied, bot_id)
        return ButtonPressed(
            query_id=query_id, user_id=press.user_id, chat_instance=instance, data=press.data or b"", game=game,
            inline_box=own.box, inline_id=own.id,
            inline_hash=instances.inline_hash(secret, bot_id, own.box, own.id),
        )  # fmt: skip
    own = next((copy for copy in copied if copy.box == bot_id), message)
    return ButtonPressed(
        query_id=query_id, user_id=press.user_id, chat_instance=instance, data=press.data or b"", game=game,
        peer=own.peer, id=own.id,
    )  # fmt: skip


def keep(house: House, press: Press, answer: Pressed) -> None:
    """The same press need not be told again for as long as the bot says."""
    if answer.cache_time > 0:
        house.answers.put(_known(press), answer, house.now() + answer.cache_time)


async def answer(tx: Tx, bot_id: UserId, query_id: int, said: Pressed) -> None:
    """What a bot says to a press. Refuses QUERY_ID_INVALID, MESSAGE_TOO_LONG, URL_INVALID."""
    if len(said.text) > TEXT:
        raise Refusal("MESSAGE_TOO_LONG")
    if said.url and not await pressing.may_open(tx, bot_id, said.url):
        raise Refusal("URL_INVALID")
    if not tx.house.waits.answer(("pressed", bot_id, query_id), said):
        raise Refusal("QUERY_ID_INVALID")
