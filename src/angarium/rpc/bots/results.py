"""Results of inline queries (https://core.telegram.org/type/InputBotInlineResult): read from bots, rendered for people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from angarium.domain import keyboards
from angarium.domain.files import downloads
from angarium.domain.files.kinds import form_of
from angarium.domain.work import Tx
from angarium.model.bots import InlineResult, InlineText
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.rpc.files.media import read_media
from angarium.rpc.keyboards import read_keyboard
from angarium.rpc.messages.texts import read_caption, read_text
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.keyboards import render_markup
from angarium.rpc.render.media import render_document, render_media, render_photo
from angarium.rpc.render.payments import render_inline_invoice
from angarium.rpc.render.webfiles import read_file, render_file
from angarium.rpc.router import Call
from angarium.rpc.stars.invoices import make_invoice
from angarium.tl import types

_TYPES = frozenset(
    {"article", "photo", "gif", "video", "audio", "voice", "file", "sticker", "location", "venue", "contact", "game",
     "mpeg4_gif", "geo", "document"}
)  # fmt: skip
_NEEDS_THUMB = frozenset({"photo", "gif"})


def _markup(call: Call, given: types.TypeReplyMarkup | None, *, game: bool = False, price: str = "") -> bytes:
    """Only buttons below the message: it goes to chats that the bot is not in. Refuses REPLY_MARKUP_INVALID and others."""
    if given is None:
        return keyboards.pack(keyboards.buy(price)) if price else b""
    keyboard = read_keyboard(call, given)
    if keyboard.kind != "inline":
        raise Refusal("REPLY_MARKUP_INVALID")
    return keyboards.pack(keyboards.check(keyboard, private=False, game=game, invoice=bool(price)))


async def read_result(call: Call, given: types.TypeInputBotInlineResult) -> InlineResult:
    """Refuses RESULT_TYPE_INVALID, PHOTO_INVALID, DOCUMENT_INVALID, AUDIO_CONTENT_URL_EMPTY, PHOTO_CONTENT_URL_EMPTY,
    PHOTO_THUMB_URL_EMPTY, WEBDOCUMENT_URL_INVALID, SEND_MESSAGE_TYPE_INVALID, SEND_MESSAGE_MEDIA_INVALID, what `_miss_title` does,
    and what its text, files and buttons refuse."""
    match given:
        case types.InputBotInlineResult():
            return await _read_web(call, given)
        case types.InputBotInlineResultPhoto():
            photo = await _require(call, given.photo, downloads.require_photo, "PHOTO_INVALID")
            message = await read_message(call, given.send_message, media=True)
            return InlineResult(id=given.id, type="photo", photo_id=photo.id, message=message)
        case types.InputBotInlineResultDocument():
            document = await _require(call, given.document, downloads.require_document, "DOCUMENT_INVALID")
            _check_type(given.type)
            return InlineResult(
                id=given.id, type=given.type, title=given.title or "", description=given.description or "",
                document_id=document.id, form=form_of(document),
                message=await read_message(call, given.send_message, media=True),
            )  # fmt: skip
        case types.InputBotInlineResultGame():
            if not isinstance(given.send_message, types.InputBotInlineMessageGame):
                raise Refusal("SEND_MESSAGE_TYPE_INVALID")
            message = InlineText(kind="Game", markup=_markup(call, given.send_message.reply_markup, game=True))
            return InlineResult(id=given.id, type="game", game=given.short_name, message=message)


_File = TypeVar("_File")


async def _require(
    call: Call, given: Any, require: Callable[[Tx, int, int, bytes], Awaitable[_File]], otherwise: str
) -> _File:
    """A file that the bot names. Refuses `otherwise` where there is none, and what file references refuse."""
    if isinstance(given, types.InputPhotoEmpty | types.InputDocumentEmpty):
        raise Refusal(otherwise)
    try:
        async with call.house.work.read() as tx:
            return await require(tx, given.id, given.access_hash, given.file_reference)
    except Refusal as refusal:
        raise Refusal(otherwise) if refusal.name == "FILE_ID_INVALID" else refusal from None


def _check_type(kind: str) -> None:
    if kind not in _TYPES:
        raise Refusal("RESULT_TYPE_INVALID")


def _miss_title(kind: str) -> None:
    """What has to have a title. Refuses ARTICLE_TITLE_EMPTY, AUDIO_TITLE_EMPTY, VIDEO_TITLE_EMPTY, FILE_TITLE_EMPTY."""
    match kind:
        case "article":
            raise Refusal("ARTICLE_TITLE_EMPTY")
        case "audio":
            raise Refusal("AUDIO_TITLE_EMPTY")
        case "video":
            raise Refusal("VIDEO_TITLE_EMPTY")
        case "file":
            raise Refusal("FILE_TITLE_EMPTY")


async def _read_web(call: Call, given: types.InputBotInlineResult) -> InlineResult:
    _check_type(given.type)
    if not (given.title or "").strip():
        _miss_title(given.type)
    if given.type == "audio" and (given.content is None or not given.content.url):
        raise Refusal("AUDIO_CONTENT_URL_EMPTY")
    if given.type in _NEEDS_THUMB:
        if given.content is None or not given.content.url:
            raise Refusal("PHOTO_CONTENT_URL_EMPTY")
        if given.thumb is None or not given.thumb.url:
            raise Refusal("PHOTO_THUMB_URL_EMPTY")
    return InlineResult(
        id=given.id, type=given.type, title=given.title or "", description=given.description or "", url=given.url or "",
        thumb=read_file(given.thumb), content=read_file(given.content),
        message=await read_message(call, given.send_message, media=given.content is not None),
    )  # fmt: skip


async def read_message(call: Call, given: types.TypeInputBotInlineMessage, *, media: bool) -> InlineText:
    """What is sent; `media` = the result has a file. Refuses MESSAGE_EMPTY, SEND_MESSAGE_TYPE_INVALID, SEND_MESSAGE_MEDIA_INVALID."""
    match given:
        case types.InputBotInlineMessageText():
            text = read_text(call, given.message, given.entities)
            if not text.text:
                raise Refusal("MESSAGE_EMPTY")
            return InlineText(
                kind="Text", text=text.text, entities=text.entities, no_webpage=given.no_webpage,
                invert_media=given.invert_media, markup=_markup(call, given.reply_markup),
            )  # fmt: skip
        case types.InputBotInlineMessageMediaAuto():
            if not media:
                raise Refusal("SEND_MESSAGE_MEDIA_INVALID")
            text = read_caption(call, given.message, given.entities)
            return InlineText(
                kind="MediaAuto", text=text.text, entities=text.entities, invert_media=given.invert_media,
                markup=_markup(call, given.reply_markup),
            )  # fmt: skip
        case types.InputBotInlineMessageMediaWebPage():
            text = read_text(call, given.message, given.entities)
            return InlineText(
                kind="MediaWebPage", text=text.text or given.url, entities=text.entities, url=given.url,
                invert_media=given.invert_media, large=given.force_large_media, small=given.force_small_media,
                markup=_markup(call, given.reply_markup),
            )  # fmt: skip
        case types.InputBotInlineMessageMediaInvoice():
            asked = types.InputMediaInvoice(
                title=given.title, description=given.description, photo=given.photo, invoice=given.invoice,
                payload=given.payload, provider=given.provider, provider_data=given.provider_data,
            )  # fmt: skip
            offered = await make_invoice(call, asked)
            markup = _markup(call, given.reply_markup, price=offered.title)
            return InlineText(kind="MediaInvoice", media=offered, markup=markup)
    make = _PLACES.get(type(given))
    if make is None:
        raise Refusal("SEND_MESSAGE_TYPE_INVALID")
    kind = given.NAME.removeprefix("inputBotInlineMessage")
    return InlineText(
        kind=kind, media=await read_media(call, make(given)), markup=_markup(call, getattr(given, "reply_markup", None))
    )


def _read_geo(given: types.InputBotInlineMessageMediaGeo) -> types.TypeInputMedia:
    if given.period:
        return types.InputMediaGeoLive(
            geo_point=given.geo_point, heading=given.heading, period=given.period,
            proximity_notification_radius=given.proximity_notification_radius,
        )  # fmt: skip
    return types.InputMediaGeoPoint(geo_point=given.geo_point)


_PLACES: dict[type[Any], Callable[[Any], types.TypeInputMedia]] = {
    types.InputBotInlineMessageMediaGeo: _read_geo,
    types.InputBotInlineMessageMediaVenue: lambda given: types.InputMediaVenue(
        geo_point=given.geo_point, title=given.title, address=given.address, provider=given.provider,
        venue_id=given.venue_id, venue_type=given.venue_type,
    ),
    types.InputBotInlineMessageMediaContact: lambda given: types.InputMediaContact(
        phone_number=given.phone_number, first_name=given.first_name, last_name=given.last_name, vcard=given.vcard
    ),
}  # fmt: skip


# --- for people


def render_result(result: InlineResult, facts: Facts) -> types.TypeBotInlineResult:
    message = render_inline_message(result.message, facts)
    if result.photo_id or result.document_id or result.game:
        return types.BotInlineMediaResult(
            id=result.id,
            type=result.type,
            photo=render_photo(facts.photos.get(result.photo_id), facts) if result.photo_id else None,
            document=render_document(facts.documents.get(result.document_id), facts) if result.document_id else None,
            title=result.title or None,
            description=result.description or None,
            send_message=message,
        )
    return types.BotInlineResult(
        id=result.id, type=result.type, title=result.title or None, description=result.description or None,
        url=result.url or None, thumb=render_file(result.thumb), content=render_file(result.content),
        send_message=message,
    )  # fmt: skip


def render_inline_message(message: InlineText, facts: Facts) -> types.TypeBotInlineMessage:
    markup = render_markup(message.markup)
    entities = render_entities(message.entities) or None
    match message.kind:
        case "Text":
            return types.BotInlineMessageText(
                message=message.text, entities=entities, no_webpage=message.no_webpage,
                invert_media=message.invert_media, reply_markup=markup,
            )  # fmt: skip
        case "MediaWebPage":
            return types.BotInlineMessageMediaWebPage(
                message=message.text, entities=entities, url=message.url, invert_media=message.invert_media,
                force_large_media=message.large, force_small_media=message.small, reply_markup=markup,
            )  # fmt: skip
        case "MediaInvoice" if message.media is not None and message.media.extra_id in facts.invoices:
            return render_inline_invoice(facts.invoices[message.media.extra_id], markup)
        case "MediaGeo" | "MediaVenue" | "MediaContact" if message.media is not None:
            return _render_place(render_media(message.media, facts), markup)
        case _:
            return types.BotInlineMessageMediaAuto(
                message=message.text, entities=entities, invert_media=message.invert_media, reply_markup=markup
            )


def _render_place(media: types.TypeMessageMedia, markup: types.TypeReplyMarkup | None) -> types.TypeBotInlineMessage:
    match media:
        case types.MessageMediaVenue():
            return types.BotInlineMessageMediaVenue(
                geo=media.geo, title=media.title, address=media.address, provider=media.provider, venue_id=media.venue_id,
                venue_type=media.venue_type, reply_markup=markup,
            )  # fmt: skip
        case types.MessageMediaContact():
            return types.BotInlineMessageMediaContact(
                phone_number=media.phone_number, first_name=media.first_name, last_name=media.last_name, vcard=media.vcard,
                reply_markup=markup,
            )  # fmt: skip
        case types.MessageMediaGeoLive():
            return types.BotInlineMessageMediaGeo(
                geo=media.geo, heading=media.heading, period=media.period,
                proximity_notification_radius=media.proximity_notification_radius, reply_markup=markup,
            )  # fmt: skip
        case types.MessageMediaGeo():
            return types.BotInlineMessageMediaGeo(geo=media.geo, reply_markup=markup)
        case _:
            raise TypeError(media.NAME)
