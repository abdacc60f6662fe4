"""Folders as clients show them: filters over the list of chats (https://core.telegram.org/api/folders)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import FilterOrderChanged, FiltersChanged
from angarium.model.folders import Filter
from angarium.model.ids import UserId
from angarium.store import accounts, filters, folderinvites

MOST = 30  # dialog_filters_limit_premium of https://core.telegram.org/api/config
CHATS = 200  # dialog_filters_chats_limit_premium
ORDER, TAGS = "filter_order", "filter_tags"


async def listing(tx: Tx, owner_id: UserId) -> tuple[list[Filter | None], bool]:
    """The folders in order, None in the place of "all chats"; and whether clients show them as tags."""
    known = {filter.id: filter for filter in await filters.all_of(tx, owner_id)}
    order = await accounts.find_setting(tx, owner_id, ORDER, tuple[int, ...]) or ()
    ids = dict.fromkeys((*(id for id in order if id == 0 or id in known), *known))
    ids = ids if 0 in ids else {0: None} | ids
    tags = await accounts.find_setting(tx, owner_id, TAGS, bool) or False
    return [known.get(id) for id in ids], tags


async def put(tx: Tx, owner_id: UserId, filter: Filter) -> None:
    """Add or change a folder. Refuses FILTER_ID_INVALID, FILTER_TITLE_EMPTY, FILTER_INCLUDE_EMPTY, FILTERS_TOO_MUCH."""
    if not 2 <= filter.id <= 255:  # 0 is "all chats", 1 the archive
        raise Refusal("FILTER_ID_INVALID")
    if not filter.title.strip():
        raise Refusal("FILTER_TITLE_EMPTY")
    kinds = filter.contacts or filter.non_contacts or filter.groups or filter.broadcasts or filter.bots
    if not (filter.pinned or filter.included or kinds):
        raise Refusal("FILTER_INCLUDE_EMPTY")
    if max(len(filter.pinned) + len(filter.included), len(filter.excluded)) > CHATS:
        raise Refusal("FILTER_INCLUDE_TOO_MUCH")
    known = await filters.all_of(tx, owner_id)
    if len(known) >= MOST and filter.id not in {one.id for one in known}:
        raise Refusal("FILTERS_TOO_MUCH")
    await filters.put(tx, owner_id, filter, len(known))
    await tx.log(owner_id, FiltersChanged(id=filter.id))


async def find(tx: Tx, owner_id: UserId, id: int) -> Filter | None:
    """One folder."""
    return next((one for one in await filters.all_of(tx, owner_id) if one.id == id), None)


async def as_chatlist(tx: Tx, owner_id: UserId, changed: Filter) -> Filter:
    """A shared folder as its owner changes it: what belongs to its links stays. Refuses FILTER_NOT_SUPPORTED for another one."""
    known = await find(tx, owner_id, changed.id)
    if known is None or not known.chatlist:
        raise Refusal("FILTER_NOT_SUPPORTED")
    return replace(
        changed,
        chatlist=True,
        invites=known.invites,
        slug=known.slug,
        joined=known.joined,
        hidden=known.hidden,
    )


async def remove(tx: Tx, owner_id: UserId, id: int) -> None:
    """Refuses FILTER_ID_INVALID."""
    if id not in {one.id for one in await filters.all_of(tx, owner_id)}:
        raise Refusal("FILTER_ID_INVALID")
    await filters.remove(tx, owner_id, id)
    await folderinvites.remove_all(tx, owner_id, id)
    await tx.log(owner_id, FiltersChanged(id=id, deleted=True))


async def reorder(tx: Tx, owner_id: UserId, order: Sequence[int]) -> None:
    known = {one.id for one in await filters.all_of(tx, owner_id)}
    after = tuple(id for id in dict.fromkeys(order) if id == 0 or id in known)
    await accounts.set_setting(tx, owner_id, ORDER, after)
    await tx.log(owner_id, FilterOrderChanged(order=after))


async def show_tags(tx: Tx, owner_id: UserId, *, shown: bool) -> None:
    await accounts.set_setting(tx, owner_id, TAGS, shown)
    await tx.log(owner_id, FiltersChanged())
