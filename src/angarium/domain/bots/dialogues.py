"""A conversation with the account that makes bots: what it waits for from each person, kept like any other setting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import msgspec

from angarium.domain import keyboards
from angarium.domain.bots import words
from angarium.domain.messages import notices
from angarium.domain.texts import texts
from angarium.domain.work import Tx
from angarium.model.bots import BOT_FATHER, Bot, Button, Keyboard
from angarium.model.entities import Entity
from angarium.model.ids import UserId
from angarium.model.messages import Content, Message
from angarium.store import accounts, bots, logins, usernames

_SETTING = "botfather"
_COLUMNS = 2


class Talk(msgspec.Struct, frozen=True, omit_defaults=True):
    """`step` is what the next message answers; "" = nothing is asked. `then` is the command for which a bot is chosen."""

    step: str = ""
    bot_id: int = 0
    then: str = ""
    held: dict[str, str] = {}


@dataclass(slots=True)
class Asker:
    """One person who talks with us, and what they have just said."""

    tx: Tx
    user_id: UserId
    message: Message
    language: str
    talk: Talk = field(default_factory=Talk)

    @property
    def text(self) -> str:
        return self.message.content.text

    @property
    def is_empty(self) -> bool:
        return self.text.strip() == "/empty"

    async def say(self, key: str, *parts: object, keyboard: Keyboard | None = None) -> None:
        """Answer; the reply keyboard of an earlier answer goes unless there is another."""
        content = make_content(words.say(self.language, key, *parts), keyboard or Keyboard(kind="hide"))
        await notices.put(self.tx, self.user_id, BOT_FATHER, content)

    async def ask(self, step: str, key: str, *parts: object, keyboard: Keyboard | None = None, **held: str) -> None:
        """Answer with a question: the next message goes to `step`."""
        await self.keep(Talk(step, self.talk.bot_id, self.talk.then, {**self.talk.held, **held}))
        await self.say(key, *parts, keyboard=keyboard)

    async def keep(self, talk: Talk) -> None:
        self.talk = talk
        await accounts.set_setting(self.tx, self.user_id, _SETTING, talk)

    async def finish(self, key: str = "done", *parts: object) -> None:
        """Answer, and wait for nothing more."""
        await self.forget()
        await self.say(key, *parts)

    async def forget(self) -> None:
        self.talk = Talk()
        await accounts.remove_setting(self.tx, self.user_id, _SETTING)

    async def own_bots(self) -> list[Bot]:
        return [bot for bot in await bots.owned(self.tx, self.user_id) if not bot.deleted]


async def begin(tx: Tx, user_id: UserId, message: Message) -> Asker:
    """Who asks, where the conversation stands, and in which language."""
    talk = await accounts.find_setting(tx, user_id, _SETTING, Talk) or Talk()
    return Asker(tx, user_id, message, await language_of(tx, user_id), talk)


async def language_of(tx: Tx, user_id: UserId) -> str:
    """The language of the device that somebody used last."""
    devices = await logins.find_all(tx, user_id)
    return devices[0].device.lang_code[:2].lower() if devices else ""


async def name_of(tx: Tx, bot_id: int) -> str:
    """A bot's username."""
    known = await usernames.find_all(tx, bot_id)
    return known[0].shown if known else str(bot_id)


def make_content(text: str, keyboard: Keyboard | None) -> Content:
    """A text whose parts between backticks are code."""
    plain, spans = "", []
    for number, part in enumerate(text.split("`")):
        if number % 2:
            spans.append(Entity("Code", texts.units(plain), texts.units(part)))
        plain += part
    made = texts.clean(plain, tuple(spans), 4096)
    return Content(text=made.text, entities=made.entities, markup=keyboards.pack(keyboard), no_webpage=True)


def choices(labels: Sequence[str], columns: int = _COLUMNS) -> Keyboard:
    """A reply keyboard of plain answers."""
    row = [Button(kind="Default", text=label) for label in labels]
    rows = tuple(tuple(row[at : at + columns]) for at in range(0, len(row), columns))
    return Keyboard(kind="reply", rows=rows, resize=True, single_use=True)


def buttons(rows: Sequence[Sequence[tuple[str, str]]]) -> Keyboard:
    """An inline keyboard of (text, what it sends back)."""
    made = tuple(tuple(Button(kind="Callback", text=text, data=data.encode()) for text, data in row) for row in rows)
    return Keyboard(kind="inline", rows=made)


Step = Callable[[Asker], Awaitable[None]]
STEPS: dict[str, Step] = {}


def step(name: str) -> Callable[[Step], Step]:
    """Register what is done with the answer to a question."""

    def register(deed: Step) -> Step:
        STEPS[name] = deed
        return deed

    return register
