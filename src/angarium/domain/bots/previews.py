"""Pictures and videos on a bot's page (https://core.telegram.org/api/bots/webapps#main-mini-app-previews), in several languages."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.bots import bots as known
from angarium.domain.bots import commands
from angarium.domain.facts import gather
from angarium.domain.work import Tx
from angarium.model.bots import Bot, Preview
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId
from angarium.model.messages import Content, Media, Message
from angarium.store import bots

MOST = 12


async def find(tx: Tx, bot_id: int, language: str) -> tuple[Preview, ...]:
    return await bots.find_item(tx, bot_id, "preview", language, tuple[Preview, ...]) or ()


async def languages(tx: Tx, bot_id: int) -> list[str]:
    """Those that have previews of their own."""
    return [name for name, _ in await bots.items(tx, bot_id, "preview", tuple[Preview, ...]) if name]


async def shown_to(tx: Tx, bot_id: int, language: str) -> tuple[Preview, ...]:
    """In somebody's language, or for everyone."""
    return await find(tx, bot_id, language) or await find(tx, bot_id, "")


async def _put(tx: Tx, bot: Bot, language: str, previews: Sequence[Preview]) -> None:
    if previews:
        await bots.put_item(tx, bot.id, "preview", language, tuple(previews))
    else:
        await bots.remove_item(tx, bot.id, "preview", language)
    await known.bump(tx, bot.id)


def _of(media: Media, date: int) -> Preview:
    if media.kind not in ("photo", "document") or (media.kind == "document" and media.form not in ("video", "gif")):
        raise Refusal("MEDIA_INVALID")
    return Preview(date=date, kind=media.kind, file_id=media.file_id, form=media.form)


def as_media(preview: Preview) -> Media:
    return Media(kind=preview.kind, file_id=preview.file_id, form=preview.form)


async def add(tx: Tx, bot: Bot, language: str, media: Media) -> Preview:
    """The newest stands first. Refuses MEDIA_INVALID, also when there are too many; LANG_CODE_INVALID."""
    before = await find(tx, bot.id, commands.check_language(language))
    if len(before) >= MOST:
        raise Refusal("MEDIA_INVALID")
    made = _of(media, tx.now)
    await _put(tx, bot, language, (made, *before))
    return made


async def edit(tx: Tx, bot: Bot, language: str, old: Media, new: Media) -> Preview:
    """Refuses MEDIA_INVALID for one that is not there."""
    before = await find(tx, bot.id, language)
    if all(one.file_id != old.file_id for one in before):
        raise Refusal("MEDIA_INVALID")
    made = _of(new, tx.now)
    await _put(tx, bot, language, [made if one.file_id == old.file_id else one for one in before])
    return made


async def delete(tx: Tx, bot: Bot, language: str, gone: Sequence[Media]) -> None:
    ids = {media.file_id for media in gone}
    await _put(tx, bot, language, [one for one in await find(tx, bot.id, language) if one.file_id not in ids])


async def reorder(tx: Tx, bot: Bot, language: str, order: Sequence[Media]) -> None:
    """Those that are not named stay behind the others."""
    place = {media.file_id: number for number, media in enumerate(order)}
    before = await find(tx, bot.id, language)
    await _put(tx, bot, language, sorted(before, key=lambda one: place.get(one.file_id, len(place))))


async def show(tx: Tx, viewer_id: UserId, previews: Sequence[Preview]) -> Facts:
    """What it takes to show them."""
    shown = [
        Message(
            box=Box(viewer_id), id=MsgId(number), peer=Peer(viewer_id), sender=Peer(viewer_id), date=one.date,
            content=Content(media=as_media(one)),
        )
        for number, one in enumerate(previews)
    ]  # fmt: skip
    return await gather(tx, viewer_id, shown)
