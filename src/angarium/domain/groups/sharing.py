"""Folders that somebody shares by links, and that others take over with what is in them
(https://core.telegram.org/api/folders#shared-folders)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain.chats import guards
from angarium.domain.groups import invites, joining, requests
from angarium.domain.messages import folders
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.chats import BANNED
from angarium.model.entities import Entity
from angarium.model.errors import Refusal
from angarium.model.folders import Filter
from angarium.model.ids import Peer, UserId, is_user
from angarium.model.invites import FolderInvite
from angarium.store import filters, folderinvites
from angarium.store import invites as links

LINKS = 100  # chatlist_invites_limit of https://core.telegram.org/api/config
LISTS = 20  # chatlists_joined_limit
TITLE = 32


@dataclass(frozen=True, slots=True)
class Taken:
    """A folder after a link was followed or given up: the chats entered or left, and the messages that say so."""

    filter: Filter
    peers: tuple[Peer, ...] = ()
    notices: tuple[Sent, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """What lies behind a link: the folder's title and look, its chats, and the folder that the viewer has of it already."""

    title: str
    entities: tuple[Entity, ...]
    emoticon: str
    peers: tuple[Peer, ...]
    mine: Filter | None


async def _require(tx: Tx, owner_id: UserId, id: int) -> Filter:
    """Refuses FILTER_ID_INVALID."""
    found = await folders.find(tx, owner_id, id)
    if found is None:
        raise Refusal("FILTER_ID_INVALID")
    return found


async def _require_list(tx: Tx, owner_id: UserId, id: int) -> Filter:
    """Refuses FILTER_ID_INVALID, FILTER_NOT_SUPPORTED."""
    found = await _require(tx, owner_id, id)
    if not found.chatlist:
        raise Refusal("FILTER_NOT_SUPPORTED")
    return found


async def _shareable(tx: Tx, owner_id: UserId, filter: Filter, peers: Iterable[Peer]) -> tuple[Peer, ...]:
    """Of these chats those in the folder into which its owner may bring others. Refuses PEERS_LIST_EMPTY."""
    inside = {*filter.pinned, *filter.included}
    found = [peer for peer in dict.fromkeys(peers) if peer in inside and await _may_share(tx, owner_id, peer)]
    if not found:
        raise Refusal("PEERS_LIST_EMPTY")
    return tuple(found[: folders.CHATS])


async def _may_share(tx: Tx, owner_id: UserId, peer: Peer) -> bool:
    standing = None if is_user(peer) else await guards.find(tx, owner_id, peer)
    if standing is None or standing.chat.profile.deleted or standing.chat.profile.migrated_to is not None:
        return False
    return bool(standing.chat.profile.usernames) or standing.has(invites.RIGHT)


async def export(tx: Tx, owner_id: UserId, id: int, title: str, peers: Sequence[Peer]) -> tuple[Filter, FolderInvite]:
    """A further link to a folder, which has no rules from now on (https://core.telegram.org/method/chatlists.exportChatlistInvite).

    Refuses FILTER_ID_INVALID, FILTER_NOT_SUPPORTED, PEERS_LIST_EMPTY, INVITES_TOO_MUCH, CHATLISTS_TOO_MUCH.
    """
    filter = await _require(tx, owner_id, id)
    ruled = filter.contacts or filter.non_contacts or filter.groups or filter.broadcasts or filter.bots
    if ruled or filter.excluded or filter.exclude_muted or filter.exclude_read or filter.exclude_archived:
        raise Refusal("FILTER_NOT_SUPPORTED")
    if len(await folderinvites.of_filter(tx, owner_id, id)) >= LINKS:
        raise Refusal("INVITES_TOO_MUCH")
    if not filter.chatlist:
        await _check_room(tx, owner_id)
    invite = FolderInvite(
        owner_id=owner_id, filter_id=id, slug=invites.make_secret(tx), title=title.strip()[:TITLE],
        peers=await _shareable(tx, owner_id, filter, peers),
    )  # fmt: skip
    await folderinvites.put(tx, invite)
    shared = replace(filter, chatlist=True, invites=True)
    if shared != filter:
        await folders.put(tx, owner_id, shared)
    return shared, invite


async def _check_room(tx: Tx, owner_id: UserId) -> None:
    if sum(one.chatlist for one in await filters.all_of(tx, owner_id)) >= LISTS:
        raise Refusal("CHATLISTS_TOO_MUCH")


async def exported(tx: Tx, owner_id: UserId, id: int) -> list[FolderInvite]:
    """Links to a folder. Refuses FILTER_ID_INVALID, FILTER_NOT_SUPPORTED."""
    await _require_list(tx, owner_id, id)
    return await folderinvites.of_filter(tx, owner_id, id)


async def _require_link(tx: Tx, owner_id: UserId, id: int, slug: str) -> tuple[Filter, FolderInvite]:
    filter = await _require_list(tx, owner_id, id)
    invite = await require_slug(tx, slug)
    if (invite.owner_id, invite.filter_id) != (owner_id, id):
        raise Refusal("INVITE_SLUG_EXPIRED")
    return filter, invite


async def edit(
    tx: Tx, owner_id: UserId, id: int, slug: str, title: str | None, peers: Sequence[Peer] | None
) -> FolderInvite:
    """Refuses FILTER_ID_INVALID, FILTER_NOT_SUPPORTED, INVITE_SLUG_EMPTY, INVITE_SLUG_EXPIRED, PEERS_LIST_EMPTY."""
    filter, invite = await _require_link(tx, owner_id, id, slug)
    if title is not None:
        invite = replace(invite, title=title.strip()[:TITLE])
    if peers is not None:
        invite = replace(invite, peers=await _shareable(tx, owner_id, filter, peers))
    await folderinvites.put(tx, invite)
    return invite


async def delete(tx: Tx, owner_id: UserId, id: int, slug: str) -> None:
    """Refuses FILTER_ID_INVALID, FILTER_NOT_SUPPORTED, INVITE_SLUG_EMPTY, INVITE_SLUG_EXPIRED."""
    filter, invite = await _require_link(tx, owner_id, id, slug)
    await folderinvites.remove(tx, invite)
    if not await folderinvites.of_filter(tx, owner_id, id):
        # A folder that nobody can come by any more and that came by no link is a plain one again.
        await folders.put(tx, owner_id, replace(filter, invites=False, chatlist=bool(filter.slug)))


# --- following a link


async def require_slug(tx: Tx, slug: str) -> FolderInvite:
    """Refuses INVITE_SLUG_EMPTY, INVITE_SLUG_EXPIRED."""
    slug = slug.rstrip("/").rsplit("/", 1)[-1].rsplit("=", 1)[-1]
    if not slug:
        raise Refusal("INVITE_SLUG_EMPTY")
    found = await folderinvites.find(tx, slug)
    if found is None:
        raise Refusal("INVITE_SLUG_EXPIRED")
    return found


async def check(tx: Tx, user_id: UserId, slug: str) -> Offered:
    """What lies behind a link. Refuses INVITE_SLUG_EMPTY, INVITE_SLUG_EXPIRED."""
    invite = await require_slug(tx, slug)
    source = await folders.find(tx, UserId(invite.owner_id), invite.filter_id)
    assert source is not None  # its links go with a folder
    if invite.owner_id == user_id:
        mine: Filter | None = source
    else:
        mine = next((one for one in await filters.all_of(tx, user_id) if one.slug == invite.slug), None)
    return Offered(source.title, source.title_entities, source.emoticon, await _open(tx, invite), mine)


async def _open(tx: Tx, invite: FolderInvite) -> tuple[Peer, ...]:
    """The chats behind a link into which its owner may still bring others."""
    owner = UserId(invite.owner_id)
    return tuple([peer for peer in invite.peers if await _may_share(tx, owner, peer)])


async def join(tx: Tx, user_id: UserId, slug: str, peers: Sequence[Peer]) -> Taken:
    """Take over a folder with those of its chats that are named (https://core.telegram.org/method/chatlists.joinChatlistInvite).

    Refuses INVITE_SLUG_EMPTY, INVITE_SLUG_EXPIRED, FILTER_INCLUDE_EMPTY, CHATLISTS_TOO_MUCH, FILTERS_TOO_MUCH, CHANNELS_TOO_MUCH.
    """
    offered = await check(tx, user_id, slug)
    invite = await require_slug(tx, slug)
    filter = offered.mine
    if filter is None:
        await _check_room(tx, user_id)
        taken = {one.id for one in await filters.all_of(tx, user_id)}
        free = next(id for id in range(2, 256) if id not in taken)
        filter = Filter(
            id=free, title=offered.title, title_entities=offered.entities, emoticon=offered.emoticon, chatlist=True,
            slug=invite.slug,
        )  # fmt: skip
    return await _take(tx, user_id, filter, invite, [peer for peer in peers if peer in offered.peers])


async def _take(tx: Tx, user_id: UserId, filter: Filter, invite: FolderInvite, peers: Sequence[Peer]) -> Taken:
    if not peers:
        raise Refusal("FILTER_INCLUDE_EMPTY")
    entered: list[Peer] = []
    inside: list[Peer] = []
    notices: list[Sent] = []
    for peer in dict.fromkeys(peers):
        standing = await guards.find(tx, user_id, peer)
        if standing is None or (standing.me is not None and standing.me.status == BANNED):
            continue
        if not standing.is_present:
            if standing.chat.profile.join_request:
                await requests.ask(tx, standing.chat, user_id, None, in_passing=True)
                continue
            link = await links.find_permanent(tx, peer, invite.owner_id)
            if link is not None:
                notice = await invites.come(tx, standing, link, via_chatlist=True)
            else:
                notice = await joining.arrive(tx, standing)
            entered.append(peer)
            notices += [notice] if notice is not None else []
        inside.append(peer)
    known = {*filter.pinned, *filter.included}
    made = replace(
        filter,
        included=(*filter.included, *(peer for peer in inside if peer not in known)),
        joined=tuple(dict.fromkeys((*filter.joined, *entered))),
    )
    if made != filter:
        await folders.put(tx, user_id, made)
    return Taken(made, tuple(entered), tuple(notices))


async def missing(tx: Tx, user_id: UserId, id: int) -> tuple[Peer, ...]:
    """What was added behind the link that a folder came by. Refuses FILTER_ID_INVALID, FILTER_NOT_SUPPORTED."""
    filter = await _require_list(tx, user_id, id)
    invite = await folderinvites.find(tx, filter.slug) if filter.slug else None
    if invite is None:
        return ()
    known = {*filter.pinned, *filter.included, *filter.hidden}
    return tuple(peer for peer in await _open(tx, invite) if peer not in known)


async def join_more(tx: Tx, user_id: UserId, id: int, peers: Sequence[Peer]) -> Taken:
    """Take over what was added. Refuses FILTER_ID_INVALID, FILTER_NOT_SUPPORTED, FILTER_INCLUDE_EMPTY, CHANNELS_TOO_MUCH."""
    filter, offered = await _require_list(tx, user_id, id), await missing(tx, user_id, id)
    invite = await folderinvites.find(tx, filter.slug) if filter.slug else None
    if invite is None:
        raise Refusal("FILTER_INCLUDE_EMPTY")
    return await _take(tx, user_id, filter, invite, [peer for peer in peers if peer in offered])


async def hide(tx: Tx, user_id: UserId, id: int) -> None:
    """Do not offer what was added so far. Refuses FILTER_ID_INVALID, FILTER_NOT_SUPPORTED."""
    filter, offered = await _require_list(tx, user_id, id), await missing(tx, user_id, id)
    await filters.put(tx, user_id, replace(filter, hidden=(*filter.hidden, *offered)), 0)


async def suggestions(tx: Tx, user_id: UserId, id: int) -> list[Peer]:
    """What somebody came into by the folder's link and is still in. Refuses FILTER_ID_INVALID, FILTER_NOT_SUPPORTED."""
    filter = await _require_list(tx, user_id, id)
    inside = {*filter.pinned, *filter.included}
    return [peer for peer in filter.joined if peer in inside and await _is_in(tx, user_id, peer)]


async def _is_in(tx: Tx, user_id: UserId, peer: Peer) -> bool:
    standing = await guards.find(tx, user_id, peer)
    return standing is not None and standing.is_present


async def leave(tx: Tx, user_id: UserId, id: int, peers: Sequence[Peer]) -> Taken:
    """Give up a shared folder, and leave those of its chats that are named. Refuses FILTER_ID_INVALID, FILTER_NOT_SUPPORTED."""
    filter = await _require_list(tx, user_id, id)
    left: list[Peer] = []
    for peer in dict.fromkeys(peers):
        standing = await guards.find(tx, user_id, peer) if peer in {*filter.pinned, *filter.included} else None
        if standing is not None and standing.is_present and not standing.is_creator:
            await joining.leave(tx, user_id, peer)
            left.append(peer)
    await folders.remove(tx, user_id, id)
    return Taken(filter, tuple(left))
