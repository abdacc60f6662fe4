"""Service messages between people and bots. A bot is told more than the person: `facts.viewer_id` says who reads."""

from __future__ import annotations

from collections.abc import Callable

from angarium.model.facts import Facts
from angarium.model.ids import is_channel, is_user
from angarium.model.messages import Action
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.media import render_photo
from angarium.rpc.render.peers import render_peer
from angarium.tl import types


def _is_for_bot(facts: Facts) -> bool:
    view = facts.users.get(facts.viewer_id)
    return view is not None and view.user.profile.bot


def _web_view(action: Action, facts: Facts) -> types.TypeMessageAction:
    if _is_for_bot(facts):
        return types.MessageActionWebViewDataSentMe(text=action.title, data=action.text)
    return types.MessageActionWebViewDataSent(text=action.title)


def _requested(action: Action, facts: Facts) -> types.TypeMessageAction:
    if _is_for_bot(facts):
        told = frozenset(action.text.split(","))
        peers = [_render_requested(peer, told, facts) for peer in action.users]
        return types.MessageActionRequestedPeerSentMe(button_id=action.number, peers=peers)
    return types.MessageActionRequestedPeer(button_id=action.number, peers=[render_peer(peer) for peer in action.users])


def _render_requested(peer: int, told: frozenset[str], facts: Facts) -> types.TypeRequestedPeer:
    if is_user(peer):
        view = facts.users.get(peer)
        profile = view.user.profile if view else None
        return types.RequestedPeerUser(
            user_id=peer,
            first_name=profile.first_name if profile and "name" in told else None,
            last_name=profile.last_name if profile and "name" in told else None,
            username=profile.usernames[0] if profile and profile.usernames and "username" in told else None,
            photo=_photo(view.photo_id if view and "photo" in told else None, facts),
        )
    chat = facts.chats.get(peer)
    known = chat.chat.profile if chat else None
    title = known.title if known and "name" in told else None
    photo = _photo(known.photo_id if known and "photo" in told else None, facts)
    if is_channel(peer):
        return types.RequestedPeerChannel(channel_id=number_of(peer), title=title, photo=photo)
    return types.RequestedPeerChat(chat_id=number_of(peer), title=title, photo=photo)


def _photo(id: int | None, facts: Facts) -> types.TypePhoto | None:
    return render_photo(facts.photos[id], facts) if id and id in facts.photos else None


def _allowed(action: Action, facts: Facts) -> types.TypeMessageAction:
    app = None
    if action.number:
        app = types.BotApp(
            id=action.number, access_hash=action.number, short_name=action.title, title=action.title, description="",
            photo=types.PhotoEmpty(id=0), hash=0,
        )  # fmt: skip
    return types.MessageActionBotAllowed(
        attach_menu=action.flag, from_request=bool(action.period), domain=action.text or None, app=app
    )


BOT_ACTIONS: dict[str, Callable[[Action, Facts], types.TypeMessageAction]] = {
    "WebViewDataSent": _web_view,
    "RequestedPeer": _requested,
    "BotAllowed": _allowed,
    "GameScore": lambda action, facts: types.MessageActionGameScore(game_id=action.number, score=action.period),
}
