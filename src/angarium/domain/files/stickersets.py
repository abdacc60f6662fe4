"""Sticker sets whoever made them: the server's own and those of people, found by number, name, word or emoji."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

import msgspec

from angarium.domain.files import starters
from angarium.domain.texts import words
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import FileId
from angarium.model.stickers import OwnSet, Pack, StickerSet
from angarium.store import stickers as stored

FOUND = 100
"""Of one word."""

LOOKED = 200
"""Sets that are gone through for the latest of a kind."""


def show(made: OwnSet) -> StickerSet:
    """A set of somebody's as everyone sees it."""
    packs: dict[str, list[FileId]] = {}
    for one in made.stickers:
        for emoji in one.emoji:
            packs.setdefault(emoji, []).append(one.id)
    listed: tuple[Pack, ...] = tuple((emoji, tuple(ids)) for emoji, ids in packs.items())
    return StickerSet(
        id=made.id,
        access_hash=made.access_hash,
        short_name=made.short_name,
        title=made.title,
        kind=made.kind,
        documents=tuple(one.id for one in made.stickers),
        packs=listed,
        keywords=tuple((one.id, one.words) for one in made.stickers if one.words),
        hash=crc32(msgspec.msgpack.encode((made.title, made.stickers, made.thumb))) & 0x7FFFFFFF,
        owner_id=made.owner_id,
        text_color=made.text_color,
        thumb=made.thumb,
    )


async def find_many(tx: Tx, ids: Iterable[int]) -> dict[int, StickerSet]:
    """Those of `ids` that exist, in their order."""
    known = starters.of(tx.house.secret).sets_by_id
    wanted = tuple(dict.fromkeys(ids))
    theirs = await stored.find_sets(tx, [id for id in wanted if id not in known])
    found: dict[int, StickerSet] = {}
    for id in wanted:
        if id in known:
            found[id] = known[id]
        elif id in theirs:
            found[id] = show(theirs[id])
    return found


async def get(tx: Tx, *, id: int = 0, access_hash: int = 0, name: str = "") -> StickerSet:
    """By id and access hash, or by short name. Refuses STICKERSET_INVALID."""
    if name:
        ours = {short.casefold(): made for short, made in starters.of(tx.house.secret).sets.items()}.get(
            name.casefold()
        )
        if ours is not None:
            return ours
        id = await stored.find_named(tx, name) or 0
    found = (await find_many(tx, (id,))).get(id)
    if found is None or (not name and found.access_hash != access_hash):
        raise Refusal("STICKERSET_INVALID")
    return found


async def latest(tx: Tx, kind: str, offset: int, limit: int) -> list[StickerSet]:
    """The sets of a kind that people made last."""
    found = [show(made) for made in await stored.latest_sets(tx, LOOKED)]
    return [made for made in found if made.kind == kind][offset : offset + limit]


async def is_taken(tx: Tx, name: str) -> bool:
    """Whether a set has this short name."""
    ours = {short.casefold() for short in starters.of(tx.house.secret).sets}
    return name.casefold() in ours or await stored.find_named(tx, name) is not None


async def index(tx: Tx, made: OwnSet) -> None:
    """Let a set be found by the words of its title and name, its stickers by their emoji and words."""
    listed = [("title", word, made.id) for word in words.of_text(f"{made.title} {made.short_name.replace('_', ' ')}")]
    listed.append(("title", made.short_name.casefold(), made.id))
    for one in made.stickers:
        listed += [("emoji", emoji, one.id) for emoji in one.emoji]
        listed += [("word", word, one.id) for said in one.words for word in words.of_text(said)]
    await stored.set_words(tx, made.id, made.kind, listed)


async def by_title(tx: Tx, kind: str, query: str) -> list[StickerSet]:
    """Sets of people in whose title or name every word of the query begins a word."""
    found: list[int] | None = None
    for word in words.of_query(query):
        ids = await stored.find_begun(tx, kind, "title", word, FOUND)
        found = ids if found is None else [id for id in found if id in ids]
    return list((await find_many(tx, found or ())).values())


async def by_emoji(tx: Tx, kind: str, emoji: Sequence[str]) -> list[FileId]:
    """Stickers of people that show one of these emoji, in the order of the emoji."""
    found: list[int] = []
    for one in emoji:
        found += await stored.find_word(tx, kind, "emoji", one, FOUND)
    return [FileId(id) for id in dict.fromkeys(found)]


async def by_words(tx: Tx, kind: str, query: str) -> list[FileId]:
    """Stickers of people that were given words like these."""
    found: list[int] = []
    for word in words.of_query(query):
        found += await stored.find_begun(tx, kind, "word", word, FOUND)
    return [FileId(id) for id in dict.fromkeys(found)]
