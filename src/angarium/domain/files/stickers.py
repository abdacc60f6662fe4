"""Sticker sets: finding them, and each person's list of them (https://core.telegram.org/api/stickers)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from angarium import starter
from angarium.domain.files import documents, starters, stickersets
from angarium.domain.texts import emoji
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import RecentStickersChanged, StickerSetAdded, StickerSetsChanged, StickerSetsOrdered
from angarium.model.facts import Facts
from angarium.model.ids import FileId, UserId
from angarium.model.stickers import Installed, StickerSet
from angarium.store import accounts
from angarium.store import stickers as stored

FIRST = (starters.STICKERS, starters.EMOJI)
"""Installed for everyone, until they decide otherwise."""

WAVE = "👋"
LONGEST = 64
"""Characters of a text that is looked through for emoji, and of a search."""

MOST_INSTALLED = 200
"""Sets of a kind in one list; the lowest go into the archive when more come."""

MOST_FOUND = 200
"""Sets or stickers that one search finds."""

Mine = tuple[StickerSet, Installed]


def first_sets(tx: Tx, kind: str) -> list[StickerSet]:
    """Those of a kind that everybody is offered."""
    known = starters.of(tx.house.secret).sets
    return [known[name] for name in FIRST if known[name].kind == kind]


async def listing(tx: Tx, owner_id: UserId, kind: str, state: str = "installed") -> list[Mine]:
    """Sets in one person's list, in their order."""
    rows = await stored.installs(tx, owner_id, kind)
    decided = {row.set_id for row in rows}
    rows += [_first(made) for made in first_sets(tx, kind) if made.id not in decided]
    wanted = [row for row in rows if row.state == state]
    known = await stickersets.find_many(tx, [row.set_id for row in wanted])
    return [(known[row.set_id], row) for row in wanted if row.set_id in known]


def _first(made: StickerSet) -> Installed:
    return Installed(set_id=made.id, kind=made.kind, position=0, date=starters.DATE)


async def find_install(tx: Tx, owner_id: UserId, made: StickerSet) -> Installed | None:
    """What this person decided about a set; None when it is not in their list."""
    return (await find_installs(tx, owner_id, (made,)))[0][1]


async def find_installs(
    tx: Tx, owner_id: UserId, sets: Iterable[StickerSet]
) -> list[tuple[StickerSet, Installed | None]]:
    """The same for many: their list is read once for each kind."""
    wanted = list(sets)
    rows: dict[int, Installed] = {}
    for kind in sorted({made.kind for made in wanted}):
        rows |= {row.set_id: row for row in await stored.installs(tx, owner_id, kind)}
    return [(made, _decision(made, rows.get(made.id))) for made in wanted]


def _decision(made: StickerSet, row: Installed | None) -> Installed | None:
    if row is not None:
        return row if row.state in ("installed", "archived") else None
    return _first(made) if made.short_name in FIRST and made.official else None


async def install(tx: Tx, owner_id: UserId, made: StickerSet, *, archived: bool = False) -> list[Mine]:
    """On top of the list, or into the archive. Returns the sets that went into the archive to make room."""
    await _decide(tx, owner_id, made, "archived" if archived else "installed")
    if archived:
        await tx.log(owner_id, StickerSetsChanged(kind=made.kind))
        return []
    await tx.log(owner_id, StickerSetAdded(id=made.id, kind=made.kind))
    over = (await listing(tx, owner_id, made.kind))[MOST_INSTALLED:]
    for one, _ in over:
        await _decide(tx, owner_id, one, "archived")
    if over:
        await tx.log(owner_id, StickerSetsChanged(kind=made.kind))
    return over


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


async def search_sets(tx: Tx, kind: str, query: str) -> list[StickerSet]:
    """Sets of a kind whose name or title has the words: the server's first, then those of people."""
    words = query[:LONGEST].casefold().split()
    ours = [
        made
        for made in first_sets(tx, kind)
        if words and all(word in f"{made.title} {made.short_name}".casefold() for word in words)
    ]
    return [*ours, *await stickersets.by_title(tx, kind, query[:LONGEST])][:MOST_FOUND]


async def by_emoji(tx: Tx, owner_id: UserId, kind: str, named: Iterable[str]) -> list[FileId]:
    """Stickers or custom emoji that show one of these emoji: those of one's own list first, then anybody's."""
    wanted = list(dict.fromkeys(starters.plain(one) for one in named))[:LONGEST]
    packs: dict[str, list[FileId]] = {}
    mine = [made for made, _ in await listing(tx, owner_id, kind)]
    for made in (*mine, *(one for one in first_sets(tx, kind) if one not in mine)):
        for one, ids in made.packs:
            packs.setdefault(one, []).extend(ids)
    found = [id for one in wanted for id in packs.get(one, ())]
    return list(dict.fromkeys([*found, *await stickersets.by_emoji(tx, kind, wanted)]))[:MOST_FOUND]


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


def named_in(text: str) -> list[str]:
    """The emoji that stand in a text one after the other. A waving hand, by which clients look for something to begin a chat with,
    stands for all greetings."""
    return list(dict.fromkeys((*_drawn(text), *emoji.split(text[:LONGEST]))))


def _drawn(text: str) -> list[str]:
    """The starter emoji in a text; anything else is passed over."""
    text, found = starters.plain(text[:LONGEST]), list(emoji.GREETING.emoji) if WAVE in text else []
    # Longer ones begin like shorter ones.
    known = sorted((one.emoji for one in starter.drawings()), key=len, reverse=True)
    while text:
        one = next((drawn for drawn in known if text.startswith(drawn)), "")
        found += [one] if one else []
        text = text[len(one) or 1 :]
    return found


SEEN = "seen_stickers"


async def seen(tx: Tx, owner_id: UserId) -> tuple[int, ...]:
    """The advertised sets that somebody has looked at."""
    return await accounts.find_setting(tx, owner_id, SEEN, tuple[int, ...]) or ()


async def see(tx: Tx, owner_id: UserId, ids: Sequence[int]) -> None:
    """Somebody has looked at advertised sets; their other devices need not stress them."""
    offered = {made.id for kind in ("stickers", "emojis") for made in first_sets(tx, kind)}
    known = await seen(tx, owner_id)
    after = tuple(dict.fromkeys((*known, *(id for id in ids if id in offered))))
    if after != known:
        await accounts.set_setting(tx, owner_id, SEEN, after)
        await tx.log(owner_id, RecentStickersChanged(what=FEATURED))


FEATURED = "featured_stickers"


async def gather(tx: Tx, made: StickerSet) -> Facts:
    """What it takes to show a whole set."""
    return await documents.show(tx, [*made.documents, *([made.thumb] if made.thumb else [])])


async def add_sets(tx: Tx, owner_id: UserId, ids: Sequence[int], facts: Facts) -> None:
    """Sets as they stand in somebody's list, and their documents, into the facts of updates; nothing of those that are gone."""
    if not ids:
        return
    found = await stickersets.find_many(tx, ids)
    for made, row in await find_installs(tx, owner_id, found.values()):
        facts.merge(await gather(tx, made))
        facts.sticker_sets[made.id] = (made, row)


def get_dice(tx: Tx, thrown: str) -> StickerSet:
    """What a throw looks like, first the dice in motion, then each value. Refuses EMOTICON_STICKERPACK_MISSING, STICKERSET_INVALID."""
    if not thrown:
        raise Refusal("EMOTICON_STICKERPACK_MISSING")
    found = starters.of(tx.house.secret).sets.get(f"{starters.DICE}{starters.plain(thrown)}")
    if found is None:
        raise Refusal("STICKERSET_INVALID")
    return found
