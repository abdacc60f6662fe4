"""How a bot introduces itself: its name, the line in its profile, and what stands in an empty chat with it, in several languages
(https://core.telegram.org/method/bots.setBotInfo)."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as with_fields

from msgspec.structs import replace

from angarium.domain.accounts import profiles
from angarium.domain.bots import bots as known
from angarium.domain.bots import commands
from angarium.domain.work import Tx
from angarium.model.bots import Bot, BotText, Command, MenuButton
from angarium.model.chats import ADMIN, Chat
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import accounts, bots, participants, relations

ABOUT, DESCRIPTION = 120, 512
SMALL, SHOWN = 1000, 50
"""Members of a group in which all bots are looked for, and how many are told."""


async def find(tx: Tx, bot_id: int, language: str) -> BotText:
    """What was set for a language; without one, what everyone sees."""
    if language:
        return await bots.find_item(tx, bot_id, "text", language, BotText) or BotText()
    user = await accounts.find(tx, bot_id)
    kept = await bots.find_item(tx, bot_id, "text", "", BotText) or BotText()
    profile = user.profile if user else None
    return replace(kept, name=profile.first_name if profile else "", about=profile.about if profile else "")


async def put(
    tx: Tx, bot_id: UserId, language: str, name: str | None, about: str | None, description: str | None
) -> None:
    """Set what is not None. Refuses LANG_CODE_INVALID, NAME_INVALID, ABOUT_TOO_LONG, BOT_DESCRIPTION_TOO_LONG."""
    language = commands.check_language(language)
    if name is not None and (name or not language):
        name = known.clean_name(name)
    if about is not None and len(about) > ABOUT:
        raise Refusal("ABOUT_TOO_LONG")
    if description is not None and len(description) > DESCRIPTION:
        raise Refusal("BOT_DESCRIPTION_TOO_LONG")
    given = {"name": name, "about": about, "description": description}
    changes = {field: text for field, text in given.items() if text is not None}
    if not language:
        if name is not None:
            await profiles.change(tx, bot_id, "name", first_name=name)
            await profiles.index(tx, bot_id)
        if about is not None:
            await profiles.change(tx, bot_id, "user", about=about)
        changes = {"description": description} if description is not None else {}
    if changes:
        before = await bots.find_item(tx, bot_id, "text", language, BotText) or BotText()
        await bots.put_item(tx, bot_id, "text", language, replace(before, **changes))
    await known.bump(tx, bot_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything that https://core.telegram.org/constructor/botInfo tells one person of a bot."""

    bot: Bot
    description: str
    about: str
    commands: tuple[Command, ...]
    menu: MenuButton
    has_previews: bool
    sets_status: bool


async def cards_in(tx: Tx, viewer_id: UserId, chat: Chat, language: str) -> list[Card]:
    """The bots of a group or channel with the commands that they have there; in a large one only those who lead."""
    small = chat.members <= SMALL
    ids = await participants.present_ids(tx, chat.peer) if small else []
    if not small:
        ids = [one.user_id for one in await participants.with_status(tx, chat.peer, ADMIN)]
    found = [await card(tx, viewer_id, UserId(id), language) for id in (await bots.among(tx, ids))[:SHOWN]]
    return [
        with_fields(one, commands=await commands.shown_in(tx, one.bot.id, chat.peer, language))
        for one in found if one is not None
    ]  # fmt: skip


async def card(tx: Tx, viewer_id: UserId, bot_id: UserId, language: str) -> Card | None:
    """None for who is no bot that somebody made."""
    bot = await bots.find(tx, bot_id)
    if bot is None or bot.deleted:
        return None
    own = await find(tx, bot_id, language) if language else BotText()
    plain = await find(tx, bot_id, "")
    mine = await relations.find(tx, viewer_id, bot_id)
    return Card(
        bot=bot,
        description=own.description or plain.description,
        about=own.about or plain.about,
        commands=await commands.shown_to(tx, bot_id, viewer_id, language),
        menu=await commands.button_for(tx, bot, viewer_id),
        has_previews=bool(await bots.items(tx, bot_id, "preview", object)),
        sets_status=mine is not None and mine.bot_sets_status,
    )
