"""messages.*: sticker and custom emoji sets (https://core.telegram.org/api/stickers, https://core.telegram.org/api/custom-emoji)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from angarium.domain.files import documents, downloads, ownsets, starters, stickers, stickersets
from angarium.domain.files.stickers import Mine
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.stickers import StickerSet
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.media import render_document
from angarium.rpc.render.stickers import render_covered, render_documents, render_full, render_set
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_SPECIAL: dict[type, str] = {
    types.InputStickerSetAnimatedEmoji: starters.ANIMATED,
    types.InputStickerSetAnimatedEmojiAnimations: starters.ANIMATIONS,
    types.InputStickerSetEmojiGenericAnimations: starters.GENERIC,
    types.InputStickerSetEmojiDefaultStatuses: starters.STATUSES,
    types.InputStickerSetEmojiChannelDefaultStatuses: starters.CHANNEL_STATUSES,
    types.InputStickerSetEmojiDefaultTopicIcons: starters.TOPICS,
    types.InputStickerSetPremiumGifts: starters.GIFTS,
    types.InputStickerSetTonGifts: starters.GIFTS,
}
MOST = 200


async def read_set(tx: Tx, given: types.TypeInputStickerSet) -> StickerSet:
    """Refuses STICKERSET_INVALID."""
    match given:
        case types.InputStickerSetID():
            return await stickersets.get(tx, id=given.id, access_hash=given.access_hash)
        case types.InputStickerSetShortName() if given.short_name:
            return await stickersets.get(tx, name=given.short_name)
        case types.InputStickerSetDice():
            return stickers.get_dice(tx, given.emoticon)
        case _ if type(given) in _SPECIAL:
            return await stickersets.get(tx, name=_SPECIAL[type(given)])
        case _:
            raise Refusal("STICKERSET_INVALID")


def read_kind(*, masks: bool, emojis: bool) -> str:
    return "emojis" if emojis else "masks" if masks else "stickers"


@method("messages.getStickerSet")
async def get_sticker_set(call: Call, req: functions.messages.GetStickerSet) -> types.messages.TypeStickerSet:
    made = await read_set(call.tx, req.stickerset)
    if req.hash and req.hash == made.hash:
        return types.messages.StickerSetNotModified()
    row = await stickers.find_install(call.tx, call.user_id, made)
    return render_full(made, row, await stickers.gather(call.tx, made), viewer_id=call.user_id)


async def _render_mine(call: Call, kind: str, asked: int) -> types.messages.TypeAllStickers:
    mine = await stickers.listing(call.tx, call.user_id, kind)
    number = hash_of(made.hash for made, _ in mine)
    if asked and asked == number:
        return types.messages.AllStickersNotModified()
    facts = await _covers(call.tx, [made for made, _ in mine])
    return types.messages.AllStickers(
        hash=number, sets=[render_set(made, row, facts, viewer_id=call.user_id) for made, row in mine]
    )


async def _covers(tx: Tx, sets: Iterable[StickerSet]) -> Facts:
    """What it takes to show sets in a list: one document each and what stands for it, all of custom emoji."""
    listed = list(sets)
    wanted = [id for made in listed for id in (made.documents if made.kind == "emojis" else made.documents[:1])]
    return await documents.show(tx, [*wanted, *(made.thumb for made in listed if made.thumb)])


@method("messages.getAllStickers", bots=False)
async def get_all_stickers(call: Call, req: functions.messages.GetAllStickers) -> types.messages.TypeAllStickers:
    return await _render_mine(call, "stickers", req.hash)


@method("messages.getMaskStickers", bots=False)
async def get_mask_stickers(call: Call, req: functions.messages.GetMaskStickers) -> types.messages.TypeAllStickers:
    return await _render_mine(call, "masks", req.hash)


@method("messages.getEmojiStickers", bots=False)
async def get_emoji_stickers(call: Call, req: functions.messages.GetEmojiStickers) -> types.messages.TypeAllStickers:
    return await _render_mine(call, "emojis", req.hash)


@method("messages.installStickerSet", writes=True, bots=False)
async def install_sticker_set(
    call: Call, req: functions.messages.InstallStickerSet
) -> types.messages.TypeStickerSetInstallResult:
    made = await read_set(call.tx, req.stickerset)
    over = await stickers.install(call.tx, call.user_id, made, archived=req.archived)
    if over:
        return types.messages.StickerSetInstallResultArchive(sets=await _render_covers(call.tx, over))
    return types.messages.StickerSetInstallResultSuccess()


@method("messages.uninstallStickerSet", writes=True, bots=False)
async def uninstall_sticker_set(call: Call, req: functions.messages.UninstallStickerSet) -> bool:
    await stickers.uninstall(call.tx, call.user_id, await read_set(call.tx, req.stickerset))
    return True


@method("messages.reorderStickerSets", writes=True, bots=False)
async def reorder_sticker_sets(call: Call, req: functions.messages.ReorderStickerSets) -> bool:
    kind = read_kind(masks=req.masks, emojis=req.emojis)
    await stickers.reorder(call.tx, call.user_id, kind, req.order[:MOST])
    return True


@method("messages.toggleStickerSets", writes=True, bots=False)
async def toggle_sticker_sets(call: Call, req: functions.messages.ToggleStickerSets) -> bool:
    state = "removed" if req.uninstall else "archived" if req.archive else "installed"
    sets = [await read_set(call.tx, given) for given in req.stickersets[:MOST]]
    await stickers.toggle(call.tx, call.user_id, sets, state)
    return True


@method("messages.getArchivedStickers", bots=False)
async def get_archived_stickers(
    call: Call, req: functions.messages.GetArchivedStickers
) -> types.messages.TypeArchivedStickers:
    mine = await stickers.listing(call.tx, call.user_id, read_kind(masks=req.masks, emojis=req.emojis), "archived")
    after = [at for at, (made, _) in enumerate(mine) if made.id == req.offset_id]
    page = mine[after[0] + 1 if after else 0 :][: max(0, min(req.limit, MOST))]
    return types.messages.ArchivedStickers(count=len(mine), sets=await _render_covers(call.tx, page))


async def _render_covers(tx: Tx, mine: Sequence[Mine]) -> list[types.TypeStickerSetCovered]:
    facts = await _covers(tx, [made for made, _ in mine])
    return [render_covered(made, row, facts) for made, row in mine]


async def _render_featured(call: Call, kind: str, asked: int) -> types.messages.TypeFeaturedStickers:
    """There is nothing to advertise but the first sets, for those who threw them out."""
    mine = {made.id for made, _ in await stickers.listing(call.tx, call.user_id, kind)}
    sets = [made for made in stickers.first_sets(call.tx, kind) if made.id not in mine]
    seen = await stickers.seen(call.tx, call.user_id)
    unread = [made.id for made in sets if made.id not in seen]
    number = hash_of(id for made in sets for id in (made.id, *((1,) if made.id in unread else ())))
    if asked and asked == number:
        return types.messages.FeaturedStickersNotModified(count=len(sets))
    facts = await _covers(call.tx, sets)
    return types.messages.FeaturedStickers(
        hash=number, count=len(sets), sets=[render_covered(made, None, facts) for made in sets], unread=unread
    )  # fmt: skip


@method("messages.getFeaturedStickers", bots=False)
async def get_featured_stickers(
    call: Call, req: functions.messages.GetFeaturedStickers
) -> types.messages.TypeFeaturedStickers:
    return await _render_featured(call, "stickers", req.hash)


@method("messages.getFeaturedEmojiStickers", bots=False)
async def get_featured_emoji_stickers(
    call: Call, req: functions.messages.GetFeaturedEmojiStickers
) -> types.messages.TypeFeaturedStickers:
    return await _render_featured(call, "emojis", req.hash)


@method("messages.getOldFeaturedStickers", bots=False)
async def get_old_featured_stickers(
    call: Call, req: functions.messages.GetOldFeaturedStickers
) -> types.messages.TypeFeaturedStickers:
    """Those that came before what is advertised now: the sets that people here made last."""
    found = await stickersets.latest(call.tx, "stickers", max(0, req.offset), max(1, min(req.limit, MOST)))
    number = hash_of(made.id for made in found)
    if req.hash and req.hash == number:
        return types.messages.FeaturedStickersNotModified(count=len(found))
    mine = await stickers.find_installs(call.tx, call.user_id, found)
    facts = await _covers(call.tx, found)
    return types.messages.FeaturedStickers(
        hash=number, count=len(found), sets=[render_covered(made, row, facts) for made, row in mine], unread=[]
    )


@method("messages.readFeaturedStickers", writes=True, bots=False)
async def read_featured_stickers(call: Call, req: functions.messages.ReadFeaturedStickers) -> bool:
    await stickers.see(call.tx, call.user_id, req.id[:MOST])
    return True


@method("messages.getAttachedStickers", bots=False)
async def get_attached_stickers(
    call: Call, req: functions.messages.GetAttachedStickers
) -> list[types.TypeStickerSetCovered]:
    """The sets from which stickers were put on a picture or video, as its sender said."""
    found = await stickersets.find_many(call.tx, await _attached(call, req.media))
    mine = await stickers.find_installs(call.tx, call.user_id, found.values())
    facts = await _covers(call.tx, found.values())
    return [render_covered(made, row, facts) for made, row in mine]


async def _attached(call: Call, given: types.TypeInputStickeredMedia) -> tuple[int, ...]:
    """Refuses MEDIA_EMPTY, and what file references refuse."""
    match given:
        case types.InputStickeredMediaPhoto(id=types.InputPhoto() as photo):
            named = (photo.id, photo.access_hash, photo.file_reference)
            return (await downloads.require_photo(call.tx, *named)).sticker_sets
        case types.InputStickeredMediaDocument(id=types.InputDocument() as document):
            named = (document.id, document.access_hash, document.file_reference)
            return (await downloads.require_document(call.tx, *named)).sticker_sets
        case _:
            raise Refusal("MEDIA_EMPTY")


@method("messages.getMyStickers", bots=False)
async def get_my_stickers(call: Call, req: functions.messages.GetMyStickers) -> types.messages.MyStickers:
    mine = await ownsets.listing(call.tx, call.user_id)
    page = [made for made in mine if not req.offset_id or made.id < req.offset_id][: max(0, min(req.limit, MOST))]
    facts = await _covers(call.tx, page)
    rows = await stickers.find_installs(call.tx, call.user_id, page)
    shown = [render_covered(made, row, facts, viewer_id=call.user_id) for made, row in rows]
    return types.messages.MyStickers(count=len(mine), sets=shown)


@method("messages.getCustomEmojiDocuments")
async def get_custom_emoji_documents(
    call: Call, req: functions.messages.GetCustomEmojiDocuments
) -> list[types.TypeDocument]:
    facts = await documents.show(call.tx, req.document_id[:MOST])
    return [
        render_document(found, facts)
        for id in dict.fromkeys(req.document_id[:MOST])
        if (found := facts.documents.get(id)) and any(one.kind == "CustomEmoji" for one in found.attributes)
    ]


@method("messages.searchStickerSets", bots=False, flood="search")
async def search_sticker_sets(
    call: Call, req: functions.messages.SearchStickerSets
) -> types.messages.TypeFoundStickerSets:
    return await _search_sets(call, "stickers", req.q, req.hash)


@method("messages.searchEmojiStickerSets", bots=False, flood="search")
async def search_emoji_sticker_sets(
    call: Call, req: functions.messages.SearchEmojiStickerSets
) -> types.messages.TypeFoundStickerSets:
    return await _search_sets(call, "emojis", req.q, req.hash)


async def _search_sets(call: Call, kind: str, query: str, asked: int) -> types.messages.TypeFoundStickerSets:
    found = await stickers.search_sets(call.tx, kind, query)
    number = hash_of(made.id for made in found)
    if asked and asked == number:
        return types.messages.FoundStickerSetsNotModified()
    mine = await stickers.find_installs(call.tx, call.user_id, found)
    facts = await _covers(call.tx, found)
    return types.messages.FoundStickerSets(hash=number, sets=[render_covered(made, row, facts) for made, row in mine])


def _named(emoticon: str) -> list[str]:
    """Refuses EMOTICON_EMPTY."""
    if not emoticon.strip():
        raise Refusal("EMOTICON_EMPTY")
    return stickers.named_in(emoticon)


@method("messages.getStickers", bots=False)
async def get_stickers(call: Call, req: functions.messages.GetStickers) -> types.messages.TypeStickers:
    # Clients name several emoji without blanks between them, as in "👋⭐️": each is looked for.
    ids = await stickers.by_emoji(call.tx, call.user_id, "stickers", _named(req.emoticon))
    number = hash_of(ids)
    if req.hash and req.hash == number:
        return types.messages.StickersNotModified()
    return types.messages.Stickers(hash=number, stickers=render_documents(ids, await documents.show(call.tx, ids)))


@method("messages.searchStickers", bots=False, flood="search")
async def search_stickers(call: Call, req: functions.messages.SearchStickers) -> types.messages.TypeFoundStickers:
    kind = "emojis" if req.emojis else "stickers"
    named = [*stickers.named_in(req.emoticon), *(stickers.emoji_of(req.q, req.lang_code[:8]) if req.q else ())]
    found = await stickersets.by_words(call.tx, kind, req.q) if req.q else []
    ids = list(dict.fromkeys([*found, *await stickers.by_emoji(call.tx, call.user_id, kind, named)]))
    start, limit = max(0, req.offset), max(1, min(req.limit, MOST))
    page = ids[start : start + limit]
    following = start + limit if start + limit < len(ids) else None
    number = hash_of(page)
    if req.hash and req.hash == number:
        return types.messages.FoundStickersNotModified(next_offset=following)
    facts = await documents.show(call.tx, page)
    return types.messages.FoundStickers(next_offset=following, hash=number, stickers=render_documents(page, facts))


@method("messages.searchCustomEmoji", bots=False, flood="search")
async def search_custom_emoji(call: Call, req: functions.messages.SearchCustomEmoji) -> types.TypeEmojiList:
    ids = await stickers.by_emoji(call.tx, call.user_id, "emojis", _named(req.emoticon))
    number = hash_of(ids)
    if req.hash and req.hash == number:
        return types.EmojiListNotModified()
    return types.EmojiList(hash=number, document_id=list(ids))
