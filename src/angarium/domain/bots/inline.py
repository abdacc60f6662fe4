"""Inline mode: what somebody types behind a bot's name goes to the bot, and one of its results is sent
(https://core.telegram.org/api/bots/inline)."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec
from msgspec.structs import replace

from angarium.domain import keyboards
from angarium.domain.bots import apps, bots, instances
from angarium.domain.contents import previews
from angarium.domain.messages import sending
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.work import Tx
from angarium.model.bots import InlineAnswer, InlineResult
from angarium.model.errors import Refusal
from angarium.model.events import InlineAsked, ResultChosen
from angarium.model.ids import Peer, UserId, is_saved, is_user
from angarium.model.messages import Content, Media
from angarium.store import accounts
from angarium.store import bots as stored

PATIENCE = 30
"""Seconds for which results are waited for."""

QUERY, OFFSET, MOST_RESULTS, ID = 256, 64, 50, 64
KEPT = 3600
"""Seconds for which a shown result can be sent, at least."""

_encode = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody types; `place` is (latitude, longitude)."""

    bot_id: UserId
    asker_id: UserId
    peer_type: str
    query: str
    offset: str
    place: tuple[float, float] | None = None

    def key(self, *, private: bool) -> bytes:
        """The same for questions with the same answer."""
        told = (self.query.strip().casefold(), self.offset, self.place, self.asker_id if private else 0)
        return blake2b(_encode(told), digest_size=16).digest()


def new_query_id(tx: Tx, bot_id: int) -> int:
    """Names its bot, because whoever sends a result names only the query."""
    return bot_id << 32 | tx.chance.below(1 << 32)


async def peer_type(tx: Tx, bot_id: int, asker_id: int, peer: int) -> str:
    """The kind of chat in which somebody types, as the bot hears of it; "" when the client did not say."""
    if peer == bot_id:
        return "same_bot"
    if not peer or is_saved(asker_id, peer):
        return "user" if peer else ""
    if is_user(peer):
        other = await accounts.find(tx, peer)
        return "bot" if other is not None and other.profile.bot else "user"
    return await instances.kind_of_chat(tx, peer)


async def ask(tx: Tx, question: Question) -> tuple[int, InlineAnswer | Future[InlineAnswer | None]]:
    """The number of the query, and what is known already or what to wait for. Refuses BOT_INVALID, BOT_INLINE_DISABLED."""
    face = await bots.face_of(tx, question.bot_id)
    if not face.placeholder:
        raise Refusal("BOT_INLINE_DISABLED")
    if not face.inline_geo:
        question = _without_place(question)
    for private in (False, True):
        query_id = await stored.recall(tx, question.bot_id, question.key(private=private), tx.now)
        if query_id and (known := await find(tx, query_id)):
            return query_id, known
    query_id = new_query_id(tx, question.bot_id)
    future = tx.house.waits.open(("asked", question.bot_id, query_id), tx.now + PATIENCE)
    event = InlineAsked(
        query_id=query_id, user_id=question.asker_id, query=question.query, offset=question.offset,
        peer_type=question.peer_type, place=question.place,
    )  # fmt: skip
    with tx.unasked():
        tx.passing(question.bot_id, event)
    return query_id, future


def _without_place(question: Question) -> Question:
    return Question(
        bot_id=question.bot_id, asker_id=question.asker_id, peer_type=question.peer_type, query=question.query,
        offset=question.offset,
    )  # fmt: skip


def check(answer: InlineAnswer) -> None:
    """Refuses RESULT_ID_EMPTY, RESULT_ID_INVALID, RESULT_ID_DUPLICATE, NEXT_OFFSET_INVALID, SWITCH_PM_TEXT_EMPTY,
    START_PARAM_INVALID, SWITCH_WEBVIEW_URL_INVALID."""
    check_results(answer.results)
    if len(answer.next_offset.encode()) > OFFSET:
        raise Refusal("NEXT_OFFSET_INVALID")
    if answer.switch_pm is not None:
        if not answer.switch_pm[0].strip():
            raise Refusal("SWITCH_PM_TEXT_EMPTY")
        check_start(answer.switch_pm[1])
    if answer.switch_web is not None and not keyboards.is_url(answer.switch_web[1], secure=True):
        raise Refusal("SWITCH_WEBVIEW_URL_INVALID")


def check_results(results: Sequence[InlineResult]) -> None:
    """The part of `check` that concerns the results alone."""
    for result in results:
        if not result.id:
            raise Refusal("RESULT_ID_EMPTY")
        if len(result.id.encode()) > ID:
            raise Refusal("RESULT_ID_INVALID")
    if len({result.id for result in results}) < len(results):
        raise Refusal("RESULT_ID_DUPLICATE")


def check_start(parameter: str) -> None:
    """Refuses START_PARAM_INVALID: at most 64 letters, digits, `_` and `-` (https://core.telegram.org/api/links#bot-links)."""
    if len(parameter) > 64 or not all(sign.isascii() and (sign.isalnum() or sign in "_-") for sign in parameter):
        raise Refusal("START_PARAM_INVALID")


async def require_games(tx: Tx, bot_id: UserId, answer: InlineAnswer) -> InlineAnswer:
    """The results with their games filled in. Refuses SHORT_NAME_INVALID."""
    made = []
    for result in answer.results:
        if result.game:
            game = await apps.require(tx, bot_id, "game", result.game)
            markup = result.message.markup or keyboards.pack(keyboards.play(game.title))
            message = replace(result.message, media=apps.as_media(game), markup=markup)
            made.append(replace(result, title=game.title, description=game.description, message=message))
        else:
            made.append(result)
    return replace(answer, results=tuple(made))


def answer(tx: Tx, bot_id: UserId, query_id: int, said: InlineAnswer) -> None:
    """What a bot answers. Refuses QUERY_ID_INVALID."""
    if not tx.house.waits.answer(("asked", bot_id, query_id), said):
        raise Refusal("QUERY_ID_INVALID")


async def keep(tx: Tx, question: Question, query_id: int, said: InlineAnswer) -> None:
    """Results can be sent for a while, and be shown to others who ask the same."""
    said = replace(said, query=question.query, offset=question.offset, place=question.place, asker_id=question.asker_id)
    until = tx.now + max(KEPT, said.cache_time)
    await stored.put_query(tx, question.bot_id, "inline", query_id, until, said)
    if said.cache_time > 0:
        key = question.key(private=said.private)
        await stored.remember(tx, question.bot_id, key, query_id, tx.now + said.cache_time)


async def find(tx: Tx, query_id: int) -> InlineAnswer | None:
    """What a bot answered to a query."""
    return await stored.find_query(tx, query_id >> 32, "inline", query_id, tx.now, InlineAnswer)


# --- sending one


async def require_result(tx: Tx, query_id: int, id: str, peer: Peer) -> tuple[UserId, InlineAnswer, InlineResult]:
    """A result that was shown. Refuses QUERY_ID_EMPTY, INLINE_RESULT_EXPIRED, RESULT_ID_INVALID, PEER_TYPES_INVALID."""
    if not query_id:
        raise Refusal("QUERY_ID_EMPTY")
    found = await find(tx, query_id)
    if found is None:
        raise Refusal("INLINE_RESULT_EXPIRED")
    result = next((one for one in found.results if one.id == id), None)
    if result is None:
        raise Refusal("RESULT_ID_INVALID")
    bot_id = UserId(query_id >> 32)
    if found.peer_types and await peer_type(tx, bot_id, found.asker_id, peer) not in found.peer_types:
        raise Refusal("PEER_TYPES_INVALID")
    return bot_id, found, result


def content_of(bot_id: UserId, result: InlineResult, media: Media | None, *, silent: bool = False) -> Content:
    """The message that a result becomes; `media` is what came of a file of the web."""
    message = result.message
    return Content(
        text=message.text,
        entities=message.entities,
        media=media or message.media or media_of(result),
        via_bot=bot_id,
        markup=message.markup,
        silent=silent,
        no_webpage=message.no_webpage,
        invert_media=message.invert_media,
    )


def media_of(result: InlineResult) -> Media | None:
    """The file of a result that is sent with it."""
    if result.message.kind != "MediaAuto":
        return None
    if result.photo_id:
        return Media(kind="photo", file_id=result.photo_id)
    if result.document_id:
        return Media(kind="document", file_id=result.document_id, form=result.form)
    return None


@dataclass(frozen=True, slots=True)
class Choice:
    """A result that somebody sends."""

    bot_id: UserId
    answer: InlineAnswer
    result: InlineResult


async def send(
    tx: Tx, user_id: UserId, peer: Peer, choice: Choice, content: Content, random_id: int, replies: Replies | None,
    *, clear_draft: bool, send_as: Peer | None = None,
) -> Sent:  # fmt: skip
    """Send a result; the bot hears of it as often as its owner wants. Refuses what sending refuses."""
    content = await previews.attach(tx, user_id, peer, content)
    sent = await sending.send(
        tx, user_id, peer, content, random_id, replies=replies, clear_draft=clear_draft, send_as=send_as
    )
    await previews.follow(tx, sent.message)
    if not sent.again:
        await tell(tx, user_id, choice, sent)
    return sent


async def tell(tx: Tx, user_id: UserId, choice: Choice, sent: Sent) -> None:
    """Let the bot know which of its results was chosen; of a message with buttons, also under which number it can be changed."""
    bot = await stored.find(tx, choice.bot_id)
    if bot is None or tx.chance.below(100) >= bot.feedback:
        return
    message = sent.message
    named = bool(message.content.markup)
    secret = tx.house.secret
    event = ResultChosen(
        user_id=user_id, query=choice.answer.query, result_id=choice.result.id, place=choice.answer.place,
        inline_box=message.box if named else 0, inline_id=message.id if named else 0,
        inline_hash=instances.inline_hash(secret, choice.bot_id, message.box, message.id) if named else 0,
    )  # fmt: skip
    with tx.unasked():
        await tx.log(choice.bot_id, event)
