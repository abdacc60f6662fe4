"""What a bot hears in groups (https://core.telegram.org/bots/features#privacy-mode)."""

from __future__ import annotations

from dataclasses import dataclass, field

from angarium.model.bots import BotFace


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What matters of a message in a group. `commands` are the commands in it, without `/`, with `@name` where one is called so;
    `mentioned` the usernames in it; `last_speaker` = the bot was the last whom somebody commanded."""

    author_id: int
    from_bot: bool = False
    service: bool = False
    via_bot: int = 0
    reply_to: int = 0  # who wrote the answered message
    commands: tuple[str, ...] = ()
    mentioned: frozenset[str] = field(default_factory=frozenset)


def hears(bot_id: int, face: BotFace, usernames: tuple[str, ...], said: Said, *, admin: bool = False) -> bool:
    """Whether a bot in a group gets this message: everything as an admin or without privacy mode; else what is meant for it. Of other
    bots it hears nothing."""
    if said.author_id == bot_id:
        return True
    if said.from_bot:
        return False
    if admin or face.reads_all or said.service:
        return True
    if bot_id in (said.via_bot, said.reply_to):
        return True
    own = {name.lower() for name in usernames}
    if own & {name.lower() for name in said.mentioned}:
        return True
    return any(_is_for(command, own) for command in said.commands)


def _is_for(command: str, own: set[str]) -> bool:
    """A command without a name is for every bot."""
    _, at, name = command.partition("@")
    return not at or name.lower() in own
