"""The account that tells people what was taken from theirs, and takes their appeals: apps name it when something is refused to a limited
or frozen account (https://core.telegram.org/api/auth#frozen-accounts)."""

from __future__ import annotations

from angarium.domain import budgets
from angarium.domain.accounts import reports, service
from angarium.domain.bots import commands, dialogues
from angarium.domain.budgets import Allowance
from angarium.domain.messages import notices, reads, robots
from angarium.domain.operator import verdicts
from angarium.domain.work import Tx
from angarium.model.accounts import Report
from angarium.model.bots import BotFace, BotText, Command, Commands
from angarium.model.errors import Refusal
from angarium.model.ids import SPAM_BOT, Peer, UserId
from angarium.model.messages import Content, Message
from angarium.store import accounts, bots, sanctions

APPEALS = Allowance(3, 3)
"""Appeals of one account."""

_COMMENT = 4096


async def prepare(tx: Tx) -> None:
    """Let the account exist; at every start."""
    await service.make_robot(tx, SPAM_BOT, "Spam Info Bot", "SpamBot", BotFace(no_groups=True), verified=True)
    menu = Commands((Command("start", "what my account may do"),))
    await bots.put_item(tx, SPAM_BOT, "commands", f"{commands.EVERYWHERE}|", menu)
    text = BotText(description="I tell you whether your account is limited, why, and until when.")
    await bots.put_item(tx, SPAM_BOT, "text", "", text)


@robots.answers(SPAM_BOT)
async def hear(tx: Tx, message: Message) -> None:
    """Somebody asks how they stand, or objects."""
    user_id = UserId(message.box)
    await reads.read_history(tx, SPAM_BOT, Peer(user_id), 0)
    user = await accounts.find(tx, user_id)
    if user is None or user.profile.bot:
        return
    language, text = await dialogues.language_of(tx, user_id), message.content.text.strip()
    imposed = [one for one in await sanctions.of_user(tx, user_id) if not one.until or one.until > tx.now]
    if not imposed:
        await _say(tx, user_id, verdicts.say(language, "free"))
    elif text and not text.startswith("/"):
        await _say(tx, user_id, verdicts.say(language, await _appeal(tx, user_id, text)))
    else:
        for one in imposed:
            await _say(tx, user_id, verdicts.say(language, one.kind, one))
        await _say(tx, user_id, verdicts.say(language, "object"))


async def _appeal(tx: Tx, user_id: UserId, text: str) -> str:
    """Keep it among the complaints that the operator reads; what to answer."""
    try:
        await budgets.spend(tx, f"appeals:{user_id}", APPEALS)
    except Refusal:
        return "enough"
    await reports.add(tx, user_id, Report(peer=user_id, reason="appeal", comment=text[:_COMMENT]))
    return "passed on"


async def _say(tx: Tx, user_id: UserId, text: str) -> None:
    await notices.put(tx, user_id, SPAM_BOT, Content(text=text, no_webpage=True))
