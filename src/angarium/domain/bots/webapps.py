"""Web apps: opened from buttons, menus and links, and what they may do in a chat (https://core.telegram.org/api/bots/webapps)."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain.accounts import profiles
from angarium.domain.bots import bots, dialogues, initdata, inline, instances
from angarium.domain.keyboards import is_url
from angarium.domain.messages import sending
from angarium.domain.messages.replies import Answered, resolve
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.bots import Bot, InlineAnswer, InlineResult, WebSession
from angarium.model.errors import Refusal
from angarium.model.events import WebViewAnswered
from angarium.model.ids import MsgId, Peer, UserId
from angarium.model.messages import Action, Content
from angarium.store import bots as stored
from angarium.store import relations

OPEN = 60
"""Seconds for which an app that its client does not vouch for counts as open (https://core.telegram.org/method/messages.prolongWebView)."""

DATA = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How somebody opens an app: from which chat, on which platform, in which colours (JSON)."""

    user_id: UserId
    bot: Bot
    peer: Peer
    platform: str
    theme: str = ""
    start: str = ""
    silent: bool = False
    reply_id: int = 0
    send_as: Peer | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """Where the client goes; `query_id` 0 = the app cannot answer in the chat."""

    url: str
    query_id: int = 0


async def open_simple(tx: Tx, opening: Opening, url: str) -> Opened:
    """From a button of a reply keyboard: the app learns nothing of the person and answers with `send_data`."""
    require_url(url)
    return Opened(initdata.address(url, opening.platform, opening.theme, None, opening.start))


async def open_full(tx: Tx, opening: Opening, url: str, *, answers: bool) -> Opened:
    """With what the app may know of the person; `answers` = it may send one message to the chat. Refuses URL_INVALID, and what
    `profiles.get` does."""
    require_url(url)
    inline.check_start(opening.start)
    user = await profiles.get(tx, opening.user_id)
    towards = await relations.find(tx, opening.user_id, opening.bot.id)
    may_write = towards is not None and towards.bot_may_write
    language = await dialogues.language_of(tx, opening.user_id)
    fields = {"user": initdata.describe(user, language, may_write=may_write), "auth_date": str(tx.now)}
    secret = tx.house.secret
    if opening.start:
        fields["start_param"] = opening.start
    query_id = 0
    if answers:
        query_id = inline.new_query_id(tx, opening.bot.id)
        fields["query_id"] = name_of(query_id)
        session = WebSession(
            user_id=opening.user_id, peer=opening.peer, silent=opening.silent, reply_id=opening.reply_id,
            send_as=opening.send_as,
        )  # fmt: skip
        await stored.put_query(tx, opening.bot.id, "web", query_id, tx.now + OPEN, session)
    else:
        fields["chat_type"] = await _chat_type(tx, opening)
        fields["chat_instance"] = str(instances.chat_instance(secret, opening.user_id, opening.peer))
    signed = initdata.sign(secret, bots.token_of(secret, opening.bot), opening.bot.id, fields)
    return Opened(initdata.address(url, opening.platform, opening.theme, signed, opening.start), query_id)


async def _chat_type(tx: Tx, opening: Opening) -> str:
    kind = await inline.peer_type(tx, opening.bot.id, opening.user_id, opening.peer)
    names = {"same_bot": "sender", "user": "private", "bot": "private", "chat": "group", "megagroup": "supergroup"}
    return names.get(kind, "channel" if kind == "broadcast" else "sender")


def require_url(url: str) -> None:
    """Refuses URL_INVALID."""
    if not is_url(url, secure=True):
        raise Refusal("URL_INVALID")


def may_download(name: str, url: str) -> bool:
    """Whether a client may offer to save a file that an app names (https://core.telegram.org/method/bots.checkDownloadFileParams)."""
    return (
        is_url(url, secure=True) and 0 < len(name) <= 255 and name.isprintable() and not set(name) & set('/\\:*?"<>|')
    )


def name_of(query_id: int) -> str:
    """A query's number as an app knows it."""
    return f"{query_id:x}"


# --- while it is open


async def prolong(tx: Tx, user_id: UserId, bot_id: UserId, query_id: int, session: WebSession) -> None:
    """The app is still open. Refuses QUERY_ID_INVALID."""
    known = await stored.find_query(tx, bot_id, "web", query_id, tx.now, WebSession)
    if known is None or known.user_id != user_id or known.peer != session.peer:
        raise Refusal("QUERY_ID_INVALID")
    await stored.put_query(tx, bot_id, "web", query_id, tx.now + OPEN, session)


async def send_data(tx: Tx, user_id: UserId, bot_id: UserId, random_id: int, text: str, data: str) -> Sent:
    """What an app of a reply keyboard says goes to the bot as a service message. Refuses BOT_INVALID, DATA_INVALID."""
    await bots.get(tx, bot_id)
    if not data or len(data.encode()) > DATA:
        raise Refusal("DATA_INVALID")
    action = Action(kind="WebViewDataSent", title=text[:256], text=data)
    return await sending.send(tx, user_id, Peer(bot_id), Content(action=action), random_id)


async def require_session(tx: Tx, bot_id: UserId, name: str) -> tuple[int, WebSession]:
    """An open app of this bot. Refuses QUERY_ID_INVALID."""
    try:
        query_id = int(name, 16)
    except ValueError:
        raise Refusal("QUERY_ID_INVALID") from None
    found = None
    if query_id >> 32 == bot_id:
        found = await stored.find_query(tx, bot_id, "web", query_id, tx.now, WebSession)
    if found is None:
        raise Refusal("QUERY_ID_INVALID")
    return query_id, found


async def answer(tx: Tx, bot_id: UserId, query_id: int, session: WebSession, result: InlineResult) -> Sent:
    """An app sends its one message, in its user's name (https://core.telegram.org/method/messages.sendWebViewResultMessage)."""
    content = inline.content_of(bot_id, result, None, silent=session.silent)
    replies = None
    if session.reply_id:
        replies = await resolve(tx, session.user_id, session.peer, Answered(MsgId(session.reply_id)))
    await stored.remove_query(tx, bot_id, "web", query_id)
    with tx.unasked():
        sent = await sending.send(
            tx, session.user_id, session.peer, content, tx.chance.long(), replies=replies, send_as=session.send_as
        )
        await tx.log(session.user_id, WebViewAnswered(query_id=query_id))
    choice = inline.Choice(bot_id, InlineAnswer(results=(result,)), result)
    await inline.tell(tx, session.user_id, choice, sent)
    return sent
