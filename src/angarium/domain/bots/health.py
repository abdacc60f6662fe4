"""Bots that fall behind (https://core.telegram.org/method/help.setBotUpdatesStatus): whoever owns one hears of it."""

from __future__ import annotations

from angarium.domain import budgets
from angarium.domain.bots import bots, dialogues, words
from angarium.domain.budgets import Allowance
from angarium.domain.messages import notices
from angarium.domain.work import Tx
from angarium.model.bots import BOT_FATHER
from angarium.model.ids import UserId

DAILY = Allowance(1, 1)
LETTERS = 300
"""Of the last error, as many are told."""


async def report(tx: Tx, bot_id: UserId, pending: int, error: str) -> None:
    """So many updates wait for the bot; the account that makes bots tells its owner, once a day at most."""
    name = f"bot-late:{bot_id}"
    if pending <= 0 or await budgets.left(tx, name, DAILY) < 1:
        return
    await budgets.spend(tx, name, DAILY)
    bot = await bots.get(tx, bot_id)
    owner = UserId(bot.owner_id)
    language = await dialogues.language_of(tx, owner)
    text = words.say(language, "late", await dialogues.name_of(tx, bot_id), pending)
    if said := error.replace("`", "'").strip()[:LETTERS]:
        text += "\n" + words.say(language, "late_error", said)
    with tx.unasked():
        await notices.put(tx, owner, BOT_FATHER, dialogues.make_content(text, None))
