"""Bots and what happens around them (https://core.telegram.org/constructor/botInfo)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from angarium.domain.bots.introductions import Card
from angarium.model import events
from angarium.model.bots import Command, MenuButton, Verification
from angarium.rpc.render.messages import render_message, render_reaction
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types

DC = 2

_PEER_TYPES: dict[str, type[types.TypeInlineQueryPeerType]] = {
    "same_bot": types.InlineQueryPeerTypeSameBotPM,
    "user": types.InlineQueryPeerTypePM,
    "chat": types.InlineQueryPeerTypeChat,
    "megagroup": types.InlineQueryPeerTypeMegagroup,
    "broadcast": types.InlineQueryPeerTypeBroadcast,
    "bot": types.InlineQueryPeerTypeBotPM,
}


def render_commands(commands: Iterable[Command]) -> list[types.BotCommand]:
    return [types.BotCommand(command=one.name, description=one.description) for one in commands]


def render_menu(button: MenuButton) -> types.TypeBotMenuButton:
    match button.kind:
        case "web":
            return types.BotMenuButton(text=button.text, url=button.url)
        case "commands":
            return types.BotMenuButtonCommands()
        case _:
            return types.BotMenuButtonDefault()


def render_info(card: Card) -> types.BotInfo:
    bot = card.bot
    verifier = types.BotVerifierSettings(icon=bot.verify_icon, company=bot.verifies, can_modify_custom_description=True)
    return types.BotInfo(
        has_preview_medias=card.has_previews,
        user_id=bot.id,
        description=card.description or None,
        commands=render_commands(card.commands),
        menu_button=render_menu(card.menu),
        privacy_policy_url=bot.privacy_url or None,
        verifier_settings=verifier if bot.verifies else None,
    )


def render_vouched(vouched: Verification) -> types.BotVerification:
    return types.BotVerification(bot_id=vouched.bot_id, icon=vouched.icon, description=vouched.description)


def render_inline_id(box: int, id: int, access_hash: int) -> types.InputBotInlineMessageID64:
    """The number under which a bot changes a message that somebody sent through it."""
    return types.InputBotInlineMessageID64(dc_id=DC, owner_id=box, id=id, access_hash=access_hash)


def render_place(place: tuple[float, float] | None) -> types.GeoPoint | None:
    return types.GeoPoint(long=place[1], lat=place[0], access_hash=0) if place else None


def render_peer_type(name: str) -> types.TypeInlineQueryPeerType | None:
    kind = _PEER_TYPES.get(name)
    return kind() if kind else None


def render_peer_types(names: Iterable[str]) -> list[types.TypeInlineQueryPeerType]:
    return [_PEER_TYPES[name]() for name in names]


@renders(events.BotCommandsChanged)
def _commands_changed(event: events.BotCommandsChanged, told: Told) -> Sequence[types.TypeUpdate]:
    commands = render_commands(event.commands)
    return (types.UpdateBotCommands(peer=render_peer(event.peer), bot_id=event.bot_id, commands=commands),)


@renders(events.BotMenuChanged)
def _menu_changed(event: events.BotMenuChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateBotMenuButton(bot_id=event.bot_id, button=render_menu(event.button)),)


@renders(events.ButtonPressed)
def _pressed(event: events.ButtonPressed, told: Told) -> Sequence[types.TypeUpdate]:
    if event.inline_id:
        inline_id = render_inline_id(event.inline_box, event.inline_id, event.inline_hash)
        return (
            types.UpdateInlineBotCallbackQuery(
                query_id=event.query_id, user_id=event.user_id, msg_id=inline_id, chat_instance=event.chat_instance,
                data=event.data or None, game_short_name=event.game or None,
            ),
        )  # fmt: skip
    return (
        types.UpdateBotCallbackQuery(
            query_id=event.query_id, user_id=event.user_id, peer=render_peer(event.peer), msg_id=event.id,
            chat_instance=event.chat_instance, data=event.data or None, game_short_name=event.game or None,
        ),
    )  # fmt: skip


@renders(events.InlineAsked)
def _asked(event: events.InlineAsked, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateBotInlineQuery(
            query_id=event.query_id, user_id=event.user_id, query=event.query, geo=render_place(event.place),
            peer_type=render_peer_type(event.peer_type), offset=event.offset,
        ),
    )  # fmt: skip


@renders(events.ResultChosen)
def _chosen(event: events.ResultChosen, told: Told) -> Sequence[types.TypeUpdate]:
    inline_id = render_inline_id(event.inline_box, event.inline_id, event.inline_hash) if event.inline_id else None
    return (
        types.UpdateBotInlineSend(
            user_id=event.user_id,
            query=event.query,
            geo=render_place(event.place),
            id=event.result_id,
            msg_id=inline_id,
        ),
    )


@renders(events.WebViewAnswered)
def _answered(event: events.WebViewAnswered, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateWebViewResultSent(query_id=event.query_id),)


@renders(events.GuestAsked)
def _guest_asked(event: events.GuestAsked, told: Told) -> Sequence[types.TypeUpdate]:
    answered = [render_message(event.answered, told.facts)] if event.answered is not None else None
    message = render_message(event.message, told.facts)
    return (
        types.UpdateBotGuestChatQuery(
            query_id=event.query_id, message=message, reference_messages=answered, qts=told.qts
        ),
    )


@renders(events.BotStopped)
def _stopped(event: events.BotStopped, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateBotStopped(user_id=event.user_id, date=event.date, stopped=event.stopped, qts=told.qts),)


@renders(events.BotManaged)
def _managed(event: events.BotManaged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateManagedBot(user_id=event.user_id, bot_id=event.bot_id, qts=told.qts),)


@renders(events.Reacted)
def _reacted(event: events.Reacted, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateBotMessageReaction(
            peer=render_peer(event.peer), msg_id=event.id, date=event.date, actor=render_peer(event.actor_id),
            old_reactions=[render_reaction(one) for one in event.before],
            new_reactions=[render_reaction(one) for one in event.after], qts=told.qts,
        ),
    )  # fmt: skip


@renders(events.ReactionsCounted)
def _reactions_counted(event: events.ReactionsCounted, told: Told) -> Sequence[types.TypeUpdate]:
    counts = [types.ReactionCount(reaction=render_reaction(one), count=count) for one, count in event.counts]
    peer = render_peer(event.peer)
    return (
        types.UpdateBotMessageReactions(peer=peer, msg_id=event.id, date=event.date, reactions=counts, qts=told.qts),
    )


@renders(events.AttachMenuChanged)
def _attach_menu_changed(event: events.AttachMenuChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateAttachMenuBots(),)
