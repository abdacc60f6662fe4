"""Sticker sets: finding them, and each person's list of them (https://core.telegram.org/api/stickers)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from angarium import starter
from angarium.domain.files import starters
from angarium.domain.texts import emoji
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import StickerSetsChanged, StickerSetsOrdered
from angarium.model.ids import FileId, UserId
from angarium.model.stickers import Installed, StickerSet
from angarium.store import stickers as stored

FIRST = (starters.STICKERS, starters.EMOJI)
"""Installed for everyone, until they decide otherwise."""

WAVE = "👋"
LONGEST = 64
"""Characters of a text that is looked through for emoji, and of a search."""

Mine = tuple[StickerSet, Installed]


def get_set(tx: Tx, *, id: int = 0, access_hash: int = 0, name: str = "") -> StickerSet:
    """By id and access hash, or by short name. Refuses STICKERSET_INVALID."""
    known = starters.of(tx.house.secret)
    if name:
        found = {short.casefold(): made for short, made in known.sets.items()}.get(name.casefold())
    else:
        found = known.sets_by_id.get(id)
        if found is not None and found.access_hash != access_hash:
            found = None
    if found is None:
        raise Refusal("STICKERSET_INVALID")
    return found


def first_sets(tx: Tx, kind: str) -> list[StickerSet]:
    """Those of a kind that everybody is offered."""
    known = starters.of(tx.house.secret).sets
    return [known[name] for name in FIRST if known[name].kind == kind]


async def listing(tx: Tx, owner_id: UserId, kind: str, state: str = "installed") -> list[Mine]:
    """Sets in one person's list, in their order."""
    known = starters.of(tx.house.secret).sets_by_id
    rows = await stored.installs(tx, owner_id, kind)
    decided = {row.set_id for row in rows}
    rows += [_first(made) for made in first_sets(tx, kind) if made.id not in decided]
    return [(known[row.set_id], row) for row in rows if row.set_id in known and row.state == state]


def _first(made: StickerSet) -> Installed:
    return Installed(set_id=made.id, kind=made.kind, position=0, date=starters.DATE)


async def find_install(tx: Tx, owner_id: UserId, made: StickerSet) -> Installed | None:
    """What this person decided about a set; None when it is not in their list."""
    for state in ("installed", "archived"):
        for one, row in await listing(tx, owner_id, made.kind, state):
            if one.id == made.id:
                return row
    return None


async def install(tx: Tx, owner_id: UserId, made: StickerSet, *, archived: bool = False) -> None:
    """On top of the list, or into the archive."""
    await _decide(tx, owner_id, made, "archived" if archived else "installed")
    await tx.log(owner_id, StickerSetsChanged(kind=made.kind))


async def uninstall(tx: Tx, owner_id: UserId, made: StickerSet) -> None:
    """Refuses STICKERSET_INVALID for one that is not in the list."""
    if await find_install(tx, owner_id, made) is None:
        raise Refusal("STICKERSET_INVALID")
    await _decide(tx, owner_id, made, "removed")
    await tx.log(owner_id, StickerSetsChanged(kind=made.kind))


async def toggle(tx: Tx, owner_id: UserId, sets: Sequence[StickerSet], state: str) -> None:
    """Archive, bring back or throw out several at once; what is not in the list is left alone."""
    changed = set()
    for made in sets:
        if await find_install(tx, owner_id, made) is not None:
            await _decide(tx, owner_id, made, state)
            changed.add(made.kind)
    for kind in sorted(changed):
        await tx.log(owner_id, StickerSetsChanged(kind=kind))


async def _decide(tx: Tx, owner_id: UserId, made: StickerSet, state: str) -> None:
    top = max((row.position for row in await stored.installs(tx, owner_id, made.kind)), default=0)
    row = Installed(set_id=made.id, kind=made.kind, position=top + 1, date=tx.now, state=state)
    await stored.put(tx, owner_id, row)


async def reorder(tx: Tx, owner_id: UserId, kind: str, order: Sequence[int]) -> None:
    """Highest first; sets that are not named come after. Refuses ORDER_INVALID for one that is not installed."""
    mine = {made.id: row for made, row in await listing(tx, owner_id, kind)}
    if any(id not in mine for id in order):
        raise Refusal("ORDER_INVALID")
    made = list(dict.fromkeys((*order, *mine)))
    for at, id in enumerate(reversed(made), 1):
        await stored.put(tx, owner_id, replace(mine[id], position=at))
    await tx.log(owner_id, StickerSetsOrdered(order=tuple(made), kind=kind))


def search_sets(tx: Tx, kind: str, query: str) -> list[StickerSet]:
    """Sets of a kind whose name or title has the words."""
    words = query[:LONGEST].casefold().split()
    return [
        made
        for made in first_sets(tx, kind)
        if words and all(word in f"{made.title} {made.short_name}".casefold() for word in words)
    ]


def by_emoji(tx: Tx, kind: str, named: Iterable[str]) -> list[FileId]:
    """Stickers or custom emoji that show one of these emoji, in the order of the emoji."""
    wanted = [starters.plain(one) for one in named]
    packs: dict[str, list[FileId]] = {}
    for made in first_sets(tx, kind):
        for one, ids in made.packs:
            packs.setdefault(one, []).extend(ids)
    return list(dict.fromkeys(id for one in wanted for id in packs.get(one, ())))


def emoji_of(query: str, languages: Sequence[str]) -> list[str]:
    """The emoji that words lead to: those of whole words first, then those of words that begin so."""
    query = query[:LONGEST].casefold().strip()
    exact: list[str] = []
    begun: list[str] = []
    for language in dict.fromkeys((*(code.partition("-")[0] for code in languages), "en")):
        words = starter.words(language)
        exact += words.get(query, ())
        if len(query) > 1:
            begun += [one for word, found in words.items() if word.startswith(query) for one in found]
    return list(dict.fromkeys(starters.plain(one) for one in (*exact, *begun)))


def split(text: str) -> list[str]:
    """The emoji that stand in a text one after the other; what is no starter emoji is passed over. A waving hand, by which clients look
    for something to begin a chat with, stands for all greetings."""
    text, found = starters.plain(text[:LONGEST]), list(emoji.GREETING.emoji) if WAVE in text else []
    # Longer ones begin like shorter ones.
    known = sorted((one.emoji for one in starter.drawings()), key=len, reverse=True)
    while text:
        one = next((drawn for drawn in known if text.startswith(drawn)), "")
        found += [one] if one else []
        text = text[len(one) or 1 :]
    return found


def get_dice(tx: Tx, thrown: str) -> StickerSet:
    """What a throw looks like, first the dice in motion, then each value. Refuses STICKERSET_INVALID."""
    found = starters.of(tx.house.secret).sets.get(f"{starters.DICE}{starters.plain(thrown)}")
    if found is None:
        raise Refusal("STICKERSET_INVALID")
    return found
