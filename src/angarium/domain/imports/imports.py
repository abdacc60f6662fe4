"""Histories of other messengers come into chats here (https://core.telegram.org/api/import): first the text, then its files, then, in the
background and a part a second, the messages. What is in the chat and what is still to come changes in one unit of work, so that an import
that is cut off goes on where it was."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import msgspec
from msgspec.structs import replace

from angarium.domain import budgets, dues
from angarium.domain.budgets import Allowance
from angarium.domain.chats import guards
from angarium.domain.files import uploads
from angarium.domain.files.uploads import Upload
from angarium.domain.house import House
from angarium.domain.imports import exports, readers
from angarium.domain.imports.exports import Outline, Said
from angarium.domain.imports.formats import find_attachment
from angarium.domain.messages import private, sending, typing
from angarium.domain.messages.sending import Target
from angarium.domain.people import sanctions
from angarium.domain.texts import texts
from angarium.domain.work import Tx
from angarium.model.chats import MEGAGROUP
from angarium.model.errors import Refusal
from angarium.model.events import Typing
from angarium.model.ids import Peer, UserId, is_saved, is_user
from angarium.model.messages import Action, Content, Forward, Media
from angarium.store import imports as stored
from angarium.store.imports import Import

DUE, STALE = "history_import", "history_import_stale"
PART = 20
"""Messages that come into a chat at once, each second."""

ALL = Allowance(600, 300, 1)
"""Messages that all imports together may bring in a second: others notice nothing of it."""

AT_ONCE = 200
"""Parts that are written in one unit of work."""

DAY = WAITS = 86400
"""Seconds for which an import waits for its files and to be started."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Said]).decode


async def require_place(tx: Tx, owner_id: UserId, peer: Peer) -> Target:
    """A chat into which somebody may bring a history: a private one with somebody who has them as a contact, too, or a supergroup whose
    profile they may change. Refuses IMPORT_PEER_TYPE_INVALID, USER_NOT_MUTUAL_CONTACT, CHAT_ADMIN_REQUIRED, FROZEN_METHOD_INVALID, and
    what `private.check_may_send` does."""
    sanctions.check_frozen(tx, owner_id, peer)
    if is_saved(owner_id, peer):
        raise Refusal("IMPORT_PEER_TYPE_INVALID")
    if not is_user(peer):
        standing = await guards.require_open(tx, owner_id, peer)
        if standing.chat.kind != MEGAGROUP or standing.chat.profile.monoforum:
            raise Refusal("IMPORT_PEER_TYPE_INVALID")
        return await guards.require_admin(tx, owner_id, peer, "change_info")
    pair = await private.require_pair(tx, owner_id, peer)
    if pair.other.profile.bot:
        raise Refusal("IMPORT_PEER_TYPE_INVALID")
    if pair.mine is None or pair.theirs is None or not (pair.mine.contact and pair.theirs.contact):
        raise Refusal("USER_NOT_MUTUAL_CONTACT")
    private.check_may_send(pair, Content())
    return pair


async def begin(house: House, owner_id: UserId, peer: Peer, upload: Upload, files: int) -> int:
    """Read an exported chat and get ready to take its files; the import's number (https://core.telegram.org/method/messages.initHistoryImport).
    Refuses IMPORT_FILE_INVALID, IMPORT_FORMAT_UNRECOGNIZED, IMPORT_FORMAT_DATE_INVALID, PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_XMIN
    (also when another took its place meanwhile), FLOOD_WAIT_X, and what `require_place` and uploads do. Opens its own units of work:
    long texts take their time."""
    async with house.work.read() as tx:
        await require_place(tx, owner_id, peer)
        await _require_free(tx, owner_id, peer)
    if not 0 <= files <= house.config.limits.import_files:
        raise Refusal("IMPORT_FILE_INVALID")
    async with house.reading:
        text = await _read_text(house, owner_id, upload)
        about = exports.outline(text)
        if about.group if is_user(peer) else about.pm:
            raise Refusal("IMPORT_PEER_TYPE_INVALID")
        bodies = await asyncio.to_thread(_read_parts, text, house.now() // DAY)
    return await _keep(house, owner_id, peer, about, bodies, files)


def _read_parts(text: str, today: int) -> list[bytes]:
    said = exports.read_all(text, today)
    return [_encode(said[at : at + PART]) for at in range(0, len(said), PART)]


async def _read_text(house: House, owner_id: UserId, upload: Upload) -> str:
    most = house.config.limits.import_size
    try:
        text = (await uploads.read(house, owner_id, upload, most, refusal="IMPORT_FILE_INVALID")).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("IMPORT_FILE_INVALID") from None
    if not text:
        raise Refusal("IMPORT_FILE_INVALID")
    return text


async def _require_free(tx: Tx, owner_id: UserId, peer: Peer) -> list[Import]:
    """What the same person left lying for this chat; refuses PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_XMIN while something comes into it."""
    there = [one for one in await stored.of_box(tx, guards.box_of(owner_id, peer)) if one.peer == peer]
    for one in there:
        if one.started:
            raise Refusal("PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_%dMIN", (one.parts - one.done) // 60 + 1)
    return [one for one in there if one.owner_id == owner_id]


async def _keep(house: House, owner_id: UserId, peer: Peer, about: Outline, bodies: list[bytes], files: int) -> int:
    """Write an import down, its parts in several units of work."""
    box = guards.box_of(owner_id, peer)
    id = house.chance.long() & (2**62 - 1) | 1
    async with house.work.begin() as tx:
        await require_place(tx, owner_id, peer)
        for old in await _require_free(tx, owner_id, peer):
            await _forget(tx, old)
        most = house.config.limits.imports
        await budgets.spend(tx, f"imports:{owner_id}", Allowance(most, most))
        await stored.put(tx, Import(box, id, owner_id, peer, about.app, False, files, len(bodies)))
        await dues.put(tx, box, STALE, id, tx.now + WAITS)
    for first in range(0, len(bodies), AT_ONCE):
        async with house.work.begin() as tx:
            if await stored.find(tx, box, id) is None:  # another came for the same chat in the meantime
                raise Refusal("PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_%dMIN", 1)
            await stored.add_parts(tx, box, id, first, bodies[first : first + AT_ONCE])
    return id


async def _require_own(tx: Tx, owner_id: UserId, peer: Peer, id: int) -> Import:
    """Refuses IMPORT_ID_INVALID, and what `require_place` does."""
    await require_place(tx, owner_id, peer)
    one = await stored.find(tx, guards.box_of(owner_id, peer), id)
    if one is None or one.owner_id != owner_id or one.peer != peer:
        raise Refusal("IMPORT_ID_INVALID")
    return one


async def require_waiting(tx: Tx, owner_id: UserId, peer: Peer, id: int) -> Import:
    """An import that still takes files. Refuses IMPORT_ID_INVALID, and what `require_place` does."""
    one = await _require_own(tx, owner_id, peer, id)
    if one.started:
        raise Refusal("IMPORT_ID_INVALID")
    return one


async def add_file(tx: Tx, owner_id: UserId, peer: Peer, id: int, name: str, media: Media) -> None:
    """A file that messages name (https://core.telegram.org/method/messages.uploadImportedMedia). Refuses MEDIA_INVALID beyond the number
    that was said, and what `require_waiting` does."""
    one = await require_waiting(tx, owner_id, peer, id)
    name = PurePosixPath(name.replace("\\", "/")).name[:255]
    if not name or media.kind not in ("photo", "document") or media.ttl_seconds:
        raise Refusal("MEDIA_INVALID")
    if (
        name not in await stored.find_files(tx, one.box, id, [name])
        and await stored.count_files(tx, one.box, id) >= one.files
    ):
        raise Refusal("MEDIA_INVALID")
    await stored.put_file(tx, one.box, id, name, media)


async def start(tx: Tx, owner_id: UserId, peer: Peer, id: int) -> None:
    """From now on the messages come (https://core.telegram.org/method/messages.startHistoryImport); a second time it does nothing.
    Refuses what `_require_own` does, and PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_XMIN when another came first."""
    one = await _require_own(tx, owner_id, peer, id)
    if one.started:
        return
    await _require_free(tx, owner_id, peer)
    await stored.put(tx, replace(one, started=True))
    await dues.remove(tx, one.box, STALE, id)
    await dues.put(tx, one.box, DUE, id, tx.now)


# --- in the background ----------------------------------------------------------------------------------------------------------------


@dues.happens(STALE)
async def forget_stale(tx: Tx, box: int, id: int) -> None:
    """Nobody started it."""
    await stored.remove(tx, box, id)


@dues.happens(DUE)
async def go_on(tx: Tx, box: int, id: int) -> None:
    """The next part. When its owner may not write into the chat any more, it ends."""
    one = await stored.find(tx, box, id)
    if one is None:
        return
    if one.told:  # all is there
        await _close(tx, one)
        return
    owner_id, peer = UserId(one.owner_id), Peer(one.peer)
    try:
        target = await require_place(tx, owner_id, peer)
    except Refusal:
        await _forget(tx, one)
        return
    try:
        await budgets.spend(tx, "imports", ALL, PART)
    except Refusal as busy:
        await dues.put(tx, box, DUE, id, tx.now + (busy.number or 1))
        return
    body = await stored.take_part(tx, box, id, one.done)
    said = _decode(body) if body is not None else []
    one = await readers.listen(tx, one)
    brought = [await sending.deliver(tx, target, content, None) for content in await _contents(tx, one, said)]
    one = replace(await readers.spare(tx, one, brought), done=one.done + 1)
    if one.done >= one.parts:
        action = Action(kind="CustomAction", text=f"Chat history imported from {one.app}")
        await sending.deliver(tx, target, Content(action=action, silent=True), None)
        await _close(tx, one)
        return
    await stored.put(tx, one)
    await dues.put(tx, box, DUE, id, tx.now + 1)
    progress = Typing(
        peer=Peer(owner_id),
        user_id=owner_id,
        action=typing.IMPORT,
        progress=100 * one.done // one.parts,
    )
    await typing.show(tx, owner_id, peer, progress)


async def _close(tx: Tx, one: Import) -> None:
    """After the last part: those who had read the chat are spared, many of them a part a second."""
    told = await readers.pass_over(tx, one)
    if not told:
        await _forget(tx, one)
        return
    await stored.put(tx, replace(one, told=told))
    await dues.put(tx, one.box, DUE, one.id, tx.now + 1)


async def _forget(tx: Tx, one: Import) -> None:
    await stored.remove(tx, one.box, one.id)
    await dues.remove(tx, one.box, STALE, one.id)
    await dues.remove(tx, one.box, DUE, one.id)


async def _contents(tx: Tx, one: Import, said: Iterable[Said]) -> list[Content]:
    """The messages as they are written into the chat: in their importer's name, each with who said it and when."""
    said = list(said)
    attached = [find_attachment(message.text) if len(message.text) < 8192 else None for message in said]
    files = await stored.find_files(tx, one.box, one.id, {found[0] for found in attached if found})
    limits = tx.house.config.limits
    made = []
    for message, found in zip(said, attached, strict=True):
        media, text = (files[found[0]], found[1]) if found and found[0] in files else (None, message.text)
        forward = Forward(date=message.date, name=message.author, imported=True)
        if media is not None:
            fits = len(text) <= limits.caption_length
            made.append(_content(text if fits else "", forward, media, limits.caption_length))
            text = "" if fits else text
        made += [
            _content(piece, forward, None, limits.message_length) for piece in _pieces(text, limits.message_length)
        ]
    return [content for content in made if content.text or content.media]


def _pieces(text: str, most: int) -> Iterator[str]:
    for at in range(0, len(text), most):
        yield text[at : at + most]


def _content(text: str, forward: Forward, media: Media | None, most: int) -> Content:
    """Links are found in it; nobody is named by it, and no bot called."""
    clean = texts.clean(text, (), most)
    entities = tuple(entity for entity in clean.entities if entity.kind not in ("Mention", "BotCommand"))
    return Content(text=clean.text, entities=entities, media=media, forward=forward, silent=True)
