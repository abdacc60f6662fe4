"""What happens between bots and people; see `model.events`."""

from __future__ import annotations

from angarium.model.bots import Command, MenuButton
from angarium.model.ids import MsgId, Peer
from angarium.model.logged import Base
from angarium.model.messages import Message


class BotCommandsChanged(Base, frozen=True):
    """What a bot offers in one chat."""

    peer: Peer
    bot_id: int
    commands: tuple[Command, ...] = ()


class BotMenuChanged(Base, frozen=True):
    bot_id: int
    button: MenuButton = MenuButton()


class ButtonPressed(Base, frozen=True):
    """To a bot: somebody pressed a button of its. `inline_*` name a message that was sent through it, which lies in another box."""

    query_id: int
    user_id: int
    chat_instance: int
    peer: Peer = Peer(0)
    id: MsgId = MsgId(0)
    data: bytes = b""
    game: str = ""
    inline_box: int = 0
    inline_id: int = 0
    inline_hash: int = 0


class ResultChosen(Base, frozen=True):
    """To a bot: one of its inline results was sent."""

    user_id: int
    query: str
    result_id: str
    place: tuple[float, float] | None = None
    inline_box: int = 0
    inline_id: int = 0
    inline_hash: int = 0


class WebViewAnswered(Base, frozen=True):
    """The web app that was open under this number has sent its message."""

    query_id: int


class GuestAsked(Base, frozen=True):
    """To a bot: somebody has named it in a chat that it is not in."""

    query_id: int
    user_id: int
    peer: Peer
    message: Message
    answered: Message | None = None


class BotStopped(Base, frozen=True):
    """To a bot: somebody has blocked it, or lets it write again."""

    user_id: int
    stopped: bool
    date: int


class BotManaged(Base, frozen=True):
    """To a bot that manages another: that one was made, or has another token. `user_id` owns it."""

    user_id: int
    bot_id: int


class Reacted(Base, frozen=True):
    """To a bot: somebody has other reactions on a message than before."""

    peer: Peer
    id: MsgId
    actor_id: int
    date: int
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class ReactionsCounted(Base, frozen=True):
    """To a bot: how often a post has which reactions, where nobody sees whose they are."""

    peer: Peer
    id: MsgId
    date: int
    counts: tuple[tuple[str, int], ...] = ()


class PollVoted(Base, frozen=True):
    """To a bot: somebody voted in a poll of its own that shows who does."""

    poll_id: int
    peer: Peer
    options: tuple[bytes, ...]
    positions: tuple[int, ...]


class AttachMenuChanged(Base, frozen=True):
    pass


class InlineAsked(Base, frozen=True):
    """To a bot: somebody types behind its name."""

    query_id: int
    user_id: int
    query: str
    offset: str = ""
    peer_type: str = ""
    place: tuple[float, float] | None = None


BotEvent = (
    BotCommandsChanged
    | BotMenuChanged
    | BotManaged
    | BotStopped
    | ButtonPressed
    | InlineAsked
    | ResultChosen
    | WebViewAnswered
    | GuestAsked
    | Reacted
    | ReactionsCounted
    | PollVoted
    | AttachMenuChanged
)
