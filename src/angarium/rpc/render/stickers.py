"""Sticker sets (https://core.telegram.org/type/StickerSet), and what happens to people's lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from angarium.model import events
from angarium.model.facts import Facts
from angarium.model.ids import FileId
from angarium.model.stickers import Installed, Pack, StickerSet
from angarium.rpc.render.media import DC, render_document
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types

THUMB = 100
"""Pixels; an animated thumbnail is drawn in any size."""


_LETTERS = {"application/x-tgsticker": "a", "video/webm": "v"}


def render_set(made: StickerSet, row: Installed | None, facts: Facts, *, viewer_id: int = 0) -> types.StickerSet:
    """`row` is what the viewer decided about it; `facts` need hold its thumbnail, or else its first document."""
    emojis = made.kind == "emojis"
    shown = made.thumb or (made.documents[0] if made.documents else 0)
    cover = facts.documents.get(shown)
    letter = _LETTERS.get(cover.mime_type, "s") if cover else "s"
    thumb = None if emojis or cover is None else types.PhotoSize(type=letter, w=THUMB, h=THUMB, size=cover.size)
    return types.StickerSet(
        id=made.id,
        access_hash=made.access_hash,
        title=made.title,
        short_name=made.short_name,
        official=made.official,
        masks=made.kind == "masks",
        emojis=emojis,
        animated=letter == "a",
        videos=letter == "v",
        text_color=made.text_color,
        creator=made.owner_id != 0 and made.owner_id == viewer_id,
        archived=row is not None and row.state == "archived",
        installed_date=row.date if row is not None else None,
        thumbs=[thumb] if thumb else None,
        thumb_dc_id=DC if thumb else None,
        thumb_version=_version_of(cover.id) if thumb and cover else None,
        thumb_document_id=cover.id if emojis and cover else None,
        count=len(made.documents),
        hash=made.hash,
    )


def _version_of(cover: FileId) -> int:
    """One number for each picture: telegram-desktop keeps what it has fetched under it alone, without the set."""
    return crc32(cover.to_bytes(8, signed=True)) & 0x7FFFFFFF or 1


def render_packs(packs: Iterable[Pack]) -> list[types.TypeStickerPack]:
    return [types.StickerPack(emoticon=emoji, documents=list(ids)) for emoji, ids in packs]


def render_full(
    made: StickerSet, row: Installed | None, facts: Facts, *, viewer_id: int = 0
) -> types.messages.StickerSet:
    """With all its documents."""
    return types.messages.StickerSet(
        set=render_set(made, row, facts, viewer_id=viewer_id),
        packs=render_packs(made.packs),
        keywords=[types.StickerKeyword(document_id=id, keyword=list(words)) for id, words in made.keywords],
        documents=render_documents(made.documents, facts),
    )


def render_covered(
    made: StickerSet, row: Installed | None, facts: Facts, *, viewer_id: int = 0
) -> types.TypeStickerSetCovered:
    """With one document, as in a list of sets to choose from; all of them for custom emoji, which clients show so."""
    shown = render_set(made, row, facts, viewer_id=viewer_id)
    if not made.documents:
        return types.StickerSetNoCovered(set=shown)
    if made.kind == "emojis":
        full = render_full(made, row, facts)
        return types.StickerSetFullCovered(
            set=shown, packs=full.packs, keywords=full.keywords, documents=full.documents
        )  # fmt: skip
    return types.StickerSetCovered(set=shown, cover=render_document(facts.documents[made.documents[0]], facts))


def render_documents(ids: Iterable[int], facts: Facts) -> list[types.TypeDocument]:
    return [render_document(facts.documents[id], facts) for id in ids if id in facts.documents]


@renders(events.StickerSetAdded)
def _set_added(event: events.StickerSetAdded, told: Told) -> Sequence[types.TypeUpdate]:
    if event.id not in told.facts.sticker_sets:  # gone since then
        return _sets_changed(events.StickerSetsChanged(kind=event.kind), told)
    made, row = told.facts.sticker_sets[event.id]
    return (types.UpdateNewStickerSet(stickerset=render_full(made, row, told.facts, viewer_id=told.viewer_id)),)


@renders(events.StickerSetsChanged)
def _sets_changed(event: events.StickerSetsChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateStickerSets(masks=event.kind == "masks", emojis=event.kind == "emojis"),)


@renders(events.StickerSetsOrdered)
def _sets_ordered(event: events.StickerSetsOrdered, told: Told) -> Sequence[types.TypeUpdate]:
    masks, emojis = event.kind == "masks", event.kind == "emojis"
    return (types.UpdateStickerSetsOrder(masks=masks, emojis=emojis, order=list(event.order)),)
