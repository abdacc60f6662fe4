"""Sticker sets that people make (https://core.telegram.org/api/stickers#creating-stickersets)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain.files import stickerfiles, stickers, stickersets
from angarium.domain.files.stickerfiles import Given, MaskAt
from angarium.domain.house import House
from angarium.domain.texts import words
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import StickerSetsChanged
from angarium.model.files import Attribute, Document
from angarium.model.ids import FileId, UserId
from angarium.model.stickers import OwnSet, Sticker, StickerSet
from angarium.store import accounts, files
from angarium.store import stickers as stored

MOST = {"stickers": 120, "masks": 120, "emojis": 200}
AT_ONCE = 50
TITLE = 64
_NAME = re.compile(r"[a-zA-Z](?:_?[a-zA-Z0-9])*_?")


@dataclass(frozen=True, slots=True)
class Plan:
    """A set that is to be made."""

    owner_id: UserId
    title: str
    short_name: str
    kind: str
    text_color: bool = False


def check_title(title: str) -> str:
    """Refuses PACK_TITLE_INVALID."""
    title = " ".join(title.split())
    if not 1 <= len(title) <= TITLE:
        raise Refusal("PACK_TITLE_INVALID")
    return title


def is_name(name: str) -> bool:
    """Whether a text can be a short name."""
    return len(name) <= 64 and _NAME.fullmatch(name) is not None


async def check_name(tx: Tx, name: str) -> None:
    """Refuses SHORT_NAME_INVALID, SHORT_NAME_OCCUPIED."""
    if not is_name(name):
        raise Refusal("SHORT_NAME_INVALID")
    if await stickersets.is_taken(tx, name):
        raise Refusal("SHORT_NAME_OCCUPIED")


async def suggest_name(tx: Tx, title: str) -> str:
    """A free short name that sounds like a title. Refuses TITLE_INVALID."""
    if not title.strip() or len(title) > TITLE:
        raise Refusal("TITLE_INVALID")
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in words.fold(title))
    plain = re.sub(r"_+", "_", letters).strip("_")
    name = plain[:50] if plain[:1].isalpha() else f"set_{plain}"[:50].rstrip("_")
    if not await stickersets.is_taken(tx, name):
        return name
    return f"{name.rstrip('_')}_{tx.chance.long() & 0xFFFFFFFF}"


async def check_plan(tx: Tx, plan: Plan, count: int) -> None:
    """Refuses PACK_TITLE_INVALID, PACK_SHORT_NAME_INVALID (a bot's sets end with its name), PACK_SHORT_NAME_OCCUPIED, STICKERS_EMPTY,
    STICKERS_TOO_MUCH."""
    check_title(plan.title)
    if not is_name(plan.short_name):
        raise Refusal("PACK_SHORT_NAME_INVALID")
    if await stickersets.is_taken(tx, plan.short_name):
        raise Refusal("PACK_SHORT_NAME_OCCUPIED")
    if not count:
        raise Refusal("STICKERS_EMPTY")
    if count > AT_ONCE:
        raise Refusal("STICKERS_TOO_MUCH")


async def require_owner(tx: Tx, maker_id: UserId, owner_id: UserId, name: str) -> UserId:
    """Who keeps a new set: people make sets for themselves; a bot keeps what it makes for others, and its sets end with `_by_` and its
    username. Refuses USER_ID_INVALID, PACK_SHORT_NAME_INVALID."""
    maker = await accounts.find(tx, maker_id)
    if maker is None or not maker.profile.bot:
        if owner_id != maker_id:
            raise Refusal("USER_ID_INVALID")
        return owner_id
    if not any(name.casefold().endswith(f"_by_{one.casefold()}") for one in maker.profile.usernames):
        raise Refusal("PACK_SHORT_NAME_INVALID")
    return maker_id


async def create(house: House, plan: Plan, given: Sequence[Given], thumb: Document | None = None) -> StickerSet:
    """Make a set of files that `check_plan` has let through. Refuses what a sticker's file, emoji and mask refuse. Opens its own units
    of work: pictures take their time."""
    set_id = house.now() << 30 | house.chance.long() & (2**30 - 1)
    made = OwnSet(
        id=set_id, access_hash=house.chance.long(), owner_id=plan.owner_id, short_name=plan.short_name,
        title=check_title(plan.title), kind=plan.kind, text_color=plan.text_color, stickers=(),
    )  # fmt: skip
    added = [await make_sticker(house, made, one) for one in given]
    cover = await _make_thumb(house, made, thumb) if thumb is not None else FileId(0)
    made = replace(made, stickers=tuple(added), thumb=cover)
    async with house.work.begin() as tx:
        if await stickersets.is_taken(tx, plan.short_name):
            raise Refusal("PACK_SHORT_NAME_OCCUPIED")
        await stored.add_set(tx, made)
        await stickersets.index(tx, made)
    return stickersets.show(made)


async def make_sticker(house: House, made: OwnSet, given: Given) -> Sticker:
    """A document of its own for a set. Opens its own units of work."""
    emoji = stickerfiles.read_emoji(given.emoji)
    file = await stickerfiles.prepare(house, given.document, made.kind)
    named = _attribute(made, emoji[0], stickerfiles.check_mask(given.mask_at))
    document = await stickerfiles.add_document(house, made.owner_id, file, named)
    return Sticker(document.id, emoji, stickerfiles.read_words(given.words))


def _attribute(made: OwnSet, emoji: str, mask_at: MaskAt | None) -> Attribute:
    if made.kind == "emojis":
        return Attribute(
            kind="CustomEmoji", alt=emoji, free=True, text_color=made.text_color, set_id=made.id,
            set_hash=made.access_hash,
        )  # fmt: skip
    mask = made.kind == "masks"
    return Attribute(
        kind="Sticker",
        alt=emoji,
        mask=mask,
        mask_at=mask_at if mask else None,
        set_id=made.id,
        set_hash=made.access_hash,
    )


async def _make_thumb(house: House, made: OwnSet, thumb: Document) -> FileId:
    file = await stickerfiles.prepare(house, thumb, "thumb")
    named = Attribute(kind="Sticker", set_id=made.id, set_hash=made.access_hash)
    return (await stickerfiles.add_document(house, made.owner_id, file, named)).id


async def get_mine(tx: Tx, owner_id: UserId, shown: StickerSet) -> OwnSet:
    """A set that its maker may change. Refuses STICKERSET_INVALID for anybody else's."""
    found = (await stored.find_sets(tx, (shown.id,))).get(shown.id)
    if found is None or found.owner_id != owner_id:
        raise Refusal("STICKERSET_INVALID")
    return found


async def find_sticker(tx: Tx, owner_id: UserId, document: Document) -> tuple[OwnSet, int]:
    """The set of one's own that holds a document, and its place there. Refuses STICKER_INVALID."""
    set_id = next((one.set_id for one in document.attributes if one.kind in ("Sticker", "CustomEmoji")), 0)
    found = (await stored.find_sets(tx, (set_id,))).get(set_id)
    if found is None or found.owner_id != owner_id:
        raise Refusal("STICKER_INVALID")
    for at, one in enumerate(found.stickers):
        if one.id == document.id:
            return found, at
    raise Refusal("STICKER_INVALID")


async def change(tx: Tx, made: OwnSet) -> StickerSet:
    """Keep a set as it is after a change, and tell its maker's devices."""
    await stored.set_set(tx, made)
    await stickersets.index(tx, made)
    shown = stickersets.show(made)
    if await stickers.find_install(tx, UserId(made.owner_id), shown) is not None:
        await tx.log(made.owner_id, StickerSetsChanged(kind=made.kind))
    return shown


def require_room(made: OwnSet) -> None:
    """Refuses STICKERS_TOO_MUCH when nothing fits in any more."""
    if len(made.stickers) >= MOST[made.kind]:
        raise Refusal("STICKERS_TOO_MUCH")


async def add(house: House, owner_id: UserId, made: OwnSet, given: Given) -> StickerSet:
    """At the end of a set. Opens its own units of work."""
    require_room(made)
    sticker = await make_sticker(house, made, given)
    async with house.work.begin() as tx:
        made = await get_mine(tx, owner_id, stickersets.show(made))
        require_room(made)
        return await change(tx, replace(made, stickers=(*made.stickers, sticker)))


async def put(house: House, owner_id: UserId, old: Document, made: OwnSet, given: Given) -> StickerSet:
    """One sticker in place of another. Opens its own units of work."""
    sticker = await make_sticker(house, made, given)
    async with house.work.begin() as tx:
        made, at = await find_sticker(tx, owner_id, old)
        return await change(tx, replace(made, stickers=(*made.stickers[:at], sticker, *made.stickers[at + 1 :])))


async def remove(tx: Tx, made: OwnSet, at: int) -> StickerSet:
    return await change(tx, replace(made, stickers=(*made.stickers[:at], *made.stickers[at + 1 :])))


async def move(tx: Tx, made: OwnSet, at: int, to: int) -> StickerSet:
    """To another place, counted from 0; beyond the end is the end."""
    rest = [*made.stickers[:at], *made.stickers[at + 1 :]]
    rest.insert(max(0, to), made.stickers[at])
    return await change(tx, replace(made, stickers=tuple(rest)))


async def describe(
    tx: Tx, made: OwnSet, at: int, document: Document, emoji: str | None, mask_at: MaskAt | None, given: str | None
) -> StickerSet:
    """Other emoji, another place on the face, other words; what is None stays."""
    one = made.stickers[at]
    shown = one.emoji if emoji is None else stickerfiles.read_emoji(emoji)
    said = one.words if given is None else stickerfiles.read_words(given)
    before = next(part for part in document.attributes if part.kind in ("Sticker", "CustomEmoji"))
    mask = stickerfiles.check_mask(mask_at) if mask_at is not None and made.kind == "masks" else before.mask_at
    after = replace(before, alt=shown[0], mask_at=mask)
    if after != before:
        parts = tuple(after if part is before else part for part in document.attributes)
        await files.set_document(tx, replace(document, attributes=parts))
    described = (*made.stickers[:at], Sticker(one.id, shown, said), *made.stickers[at + 1 :])
    return await change(tx, replace(made, stickers=described))


async def rename(tx: Tx, made: OwnSet, title: str) -> StickerSet:
    return await change(tx, replace(made, title=check_title(title)))


async def set_thumb(house: House, owner_id: UserId, made: OwnSet, thumb: Document | None, chosen: int) -> StickerSet:
    """A picture of its own, one of the set's stickers (`chosen`), or its first again. Refuses STICKER_INVALID and what the picture
    refuses. Opens its own units of work."""
    if chosen and all(one.id != chosen for one in made.stickers):
        raise Refusal("STICKER_INVALID")
    cover = await _make_thumb(house, made, thumb) if thumb is not None else FileId(chosen)
    async with house.work.begin() as tx:
        made = await get_mine(tx, owner_id, stickersets.show(made))
        return await change(tx, replace(made, thumb=cover))


async def delete(tx: Tx, made: OwnSet) -> None:
    """For everybody; what was sent of it stays."""
    shown = stickersets.show(made)
    installed = await stickers.find_install(tx, UserId(made.owner_id), shown)
    await stored.remove_set(tx, made)
    if installed is not None:
        await tx.log(made.owner_id, StickerSetsChanged(kind=made.kind))


async def listing(tx: Tx, owner_id: UserId) -> list[StickerSet]:
    """The sets that somebody made, latest first."""
    return list((await stickersets.find_many(tx, await stored.owned(tx, owner_id))).values())
