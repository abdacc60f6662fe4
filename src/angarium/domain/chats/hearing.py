"""What a bot hears in groups (https://core.telegram.org/bots/features#privacy-mode)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from angarium.domain.chats import rights
from angarium.domain.work import Tx
from angarium.model.bots import BotFace
from angarium.model.ids import Box
from angarium.model.messages import Content, Message
from angarium.model.users import User
from angarium.store import accounts, bots, messages, participants


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What matters of a message in a group. `commands` are the commands in it, without `/`, with `@name` where one is called so;
    `mentioned` the usernames in it, `named` the people whom it names without one; `reply_to` wrote the answered message."""

    author_id: int
    from_bot: bool = False
    service: bool = False
    via_bot: int = 0
    reply_to: int = 0
    commands: tuple[str, ...] = ()
    mentioned: frozenset[str] = field(default_factory=frozenset)
    named: frozenset[int] = field(default_factory=frozenset)


def said(author_id: int, content: Content, reply_to: int = 0, *, from_bot: bool = False) -> Said:
    """The same of a message's content."""
    raw = content.text.encode("utf-16-le")
    parts: dict[str, list[str]] = {"BotCommand": [], "Mention": []}
    for entity in content.entities:
        if entity.kind in parts:
            text = raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")
            parts[entity.kind].append(text[1:])
    return Said(
        author_id=author_id,
        from_bot=from_bot,
        service=content.action is not None,
        via_bot=content.via_bot,
        reply_to=reply_to,
        commands=tuple(parts["BotCommand"]),
        mentioned=frozenset(parts["Mention"]),
        named=frozenset(entity.target for entity in content.entities if entity.kind == "MentionName"),
    )


def hears(bot_id: int, face: BotFace, usernames: tuple[str, ...], what: Said, *, admin: bool = False) -> bool:
    """Whether a bot in a group gets this message: everything as an admin or without privacy mode; else what is meant for it. Of other
    bots it hears nothing."""
    if what.author_id == bot_id:
        return True
    if what.from_bot and not what.service:
        return False
    if admin or face.reads_all or what.service:
        return True
    if bot_id in (what.via_bot, what.reply_to) or bot_id in what.named:
        return True
    own = {name.lower() for name in usernames}
    if own & {name.lower() for name in what.mentioned}:
        return True
    return any(_is_for(command, own) for command in what.commands)


def _is_for(command: str, own: set[str]) -> bool:
    """A command without a name is for every bot."""
    _, at, name = command.partition("@")
    return not at or name.lower() in own


async def heard_by(tx: Tx, bot: User, peer: int, found: Sequence[Message]) -> list[Message]:
    """Those of a supergroup's messages that one bot gets."""
    place = await participants.find(tx, peer, bot.id)
    face = bot.profile.face or BotFace()
    admin = rights.is_admin(place)
    if admin or face.reads_all:
        return list(found)
    answered = {
        one.content.reply.id for one in found if one.content.reply is not None and one.content.reply.peer is None
    }
    authors = {id: one.author for id, one in (await messages.find_many(tx, Box(peer), answered)).items()}
    robots = set(await bots.among(tx, {one.author for one in found if one.author > 0}))
    heard = []
    for one in found:
        reply_to = authors.get(one.content.reply.id, 0) if one.content.reply is not None else 0
        what = said(one.author, one.content, reply_to, from_bot=one.author in robots)
        if hears(bot.id, face, bot.profile.usernames, what):
            heard.append(one)
    return heard


async def listeners(
    tx: Tx, peer: int, readers: Sequence[int], author_id: int, content: Content, reply_to: int
) -> list[int]:
    """Those of `readers` who get a message of a group: all but the bots for which it is not meant."""
    ids = await bots.among(tx, readers)
    if not ids:
        return list(readers)
    people = await accounts.find_many(tx, {*ids, author_id})
    places = await participants.find_many(tx, peer, ids)
    author = people.get(author_id)
    what = said(author_id, content, reply_to, from_bot=author is not None and author.profile.bot)
    deaf = set()
    for id in ids:
        profile = people[id].profile if id in people else None
        admin = rights.is_admin(places.get(id))
        if profile is not None and not hears(id, profile.face or BotFace(), profile.usernames, what, admin=admin):
            deaf.add(id)
    return [id for id in readers if id not in deaf]
