"""What a bot hears in groups (https://core.telegram.org/bots/features#privacy-mode)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from angarium.domain.chats import rights
from angarium.domain.work import Tx
from angarium.model.bots import BotFace
from angarium.model.chats import ADMIN, Chat
from angarium.model.ids import Box, MessageKey
from angarium.model.messages import Content, Message
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


@dataclass(frozen=True, slots=True)
class Ear:
    """A bot, as far as it matters for what it hears."""

    bot_id: int
    face: BotFace
    usernames: tuple[str, ...]

    def takes(self, spoken: Iterable[Message], named: Mapping[MessageKey, Collection[int]], *, admin: bool) -> bool:
        """Whether it gets what is told of these messages of a supergroup; `named` are those whom they name or answer."""
        for one in spoken:
            reply_to = self.bot_id if self.bot_id in named.get(one.key, ()) else 0
            if not hears(self.bot_id, self.face, self.usernames, said(one.author, one.content, reply_to), admin=admin):
                return False
        return True


async def bots_of(tx: Tx, chat: Chat, concerned: int = 0, right: str = "") -> list[int]:
    """Bots that hear what happens in a chat: those among its admins, with this right, and the one whom it concerns."""
    ids = {concerned} if concerned > 0 else set()
    if chat.admins > 1:
        leaders = await participants.with_status(tx, chat.peer, ADMIN)
        ids |= {one.user_id for one in leaders if not right or right in rights.of(chat, one)}
    people = await accounts.find_many(tx, ids)
    return sorted(id for id, user in people.items() if user.profile.bot and not user.profile.deleted)


async def find_ear(tx: Tx, user_id: int) -> Ear | None:
    """None for people, who hear everything, and for bots that do."""
    user = await accounts.find(tx, user_id)
    if user is None or not user.profile.bot:
        return None
    face = user.profile.face or BotFace()
    return None if face.reads_all else Ear(user_id, face, user.profile.usernames)


async def heard_by(tx: Tx, ear: Ear, peer: int, found: Sequence[Message]) -> list[Message]:
    """Those of a supergroup's messages that a bot gets."""
    place = await participants.find(tx, peer, ear.bot_id)
    answers = {
        one.key: one.content.reply.id for one in found if one.content.reply is not None and not one.content.reply.peer
    }
    answered = await messages.find_many(tx, Box(peer), set(answers.values()))
    named = {key: (answered[id].author,) for key, id in answers.items() if id in answered}
    return [one for one in found if ear.takes((one,), named, admin=rights.is_admin(place))]


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
