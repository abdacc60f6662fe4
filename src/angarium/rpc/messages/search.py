"""messages.*: search, in a chat and everywhere."""

from __future__ import annotations

from typing import Any

from angarium.domain.chats import guards
from angarium.domain.files.kinds import numbers
from angarium.domain.messages import everywhere, histories, searches
from angarium.domain.messages.everywhere import Offset, Wanted
from angarium.domain.messages.histories import Page, Selection, Window
from angarium.domain.messages.searches import Hunt
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, is_saved, is_user
from angarium.rpc.messages.histories import render_page, show_page
from angarium.rpc.messages.reactions import read_reaction
from angarium.rpc.peers import read_folder, read_peer, read_place, read_thread, read_topic
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_FILTERS: dict[str, tuple[str, ...]] = {
    "inputMessagesFilterPhotos": ("photo",),
    "inputMessagesFilterVideo": ("video",),
    "inputMessagesFilterPhotoVideo": ("photo", "video"),
    "inputMessagesFilterDocument": ("document",),
    "inputMessagesFilterUrl": ("url",),
    "inputMessagesFilterGif": ("gif",),
    "inputMessagesFilterVoice": ("voice",),
    "inputMessagesFilterMusic": ("music",),
    "inputMessagesFilterRoundVideo": ("round",),
    "inputMessagesFilterRoundVoice": ("round", "voice"),
    "inputMessagesFilterGeo": ("geo",),
    "inputMessagesFilterContacts": ("contact",),
    "inputMessagesFilterPhoneCalls": ("call",),
    "inputMessagesFilterChatPhotos": ("chat_photo",),
    "inputMessagesFilterPoll": ("poll",),
}


def _kinds(given: types.TypeMessagesFilter) -> tuple[int, ...]:
    return numbers(_FILTERS.get(given.NAME, ()))


def _check_filter(given: types.TypeMessagesFilter) -> None:
    """What is counted by days and places (https://core.telegram.org/method/messages.getSearchResultsCalendar). Refuses
    FILTER_NOT_SUPPORTED."""
    if isinstance(given, types.InputMessagesFilterEmpty | types.InputMessagesFilterMyMentions):
        raise Refusal("FILTER_NOT_SUPPORTED")


async def _selection(call: Call, peer: Peer, given: types.TypeMessagesFilter, **more: object) -> Selection:
    named = call.user_id if isinstance(given, types.InputMessagesFilterMyMentions) else None
    pinned = isinstance(given, types.InputMessagesFilterPinned)
    return await histories.select(
        call.tx, call.user_id, peer, kinds=_kinds(given), pinned=pinned, mentions_of=named, **more
    )


def _author(call: Call, peer: Peer, given: types.TypeInputPeer | None) -> dict[str, Any]:
    """From whom: in a private chat that is one side or the other, in a group it is anybody."""
    if given is None or isinstance(given, types.InputPeerEmpty) or is_saved(call.user_id, peer):
        return {}
    author = read_peer(call, given)
    return {"out": is_saved(call.user_id, author)} if is_user(peer) else {"sender": author}


@method("messages.search", alone=True, flood="search", bots=False)
async def search(call: Call, req: functions.messages.Search) -> types.messages.TypeMessages:
    if isinstance(req.peer, types.InputPeerEmpty):
        return await _anywhere(call, req)
    peer = read_peer(call, req.peer)
    saved = read_topic(call, peer, req.saved_peer_id)
    if req.q.strip():
        await searches.catch_up(call.house, guards.box_of(call.user_id, peer))
    async with call.read() as inner:
        if req.q.strip():
            return await _words(inner, req, peer, saved)
        tag = read_reaction(req.saved_reaction[0]) if req.saved_reaction else ""
        author = _author(call, peer, req.from_id)
        chosen = await _selection(
            inner, peer, req.filter, saved_from=saved, tag=tag, thread=read_thread(peer, req.top_msg_id), **author
        )
        return await show_page(inner, await histories.page(inner.tx, call.user_id, chosen, _window(req)), req.hash)


def _window(req: functions.messages.Search) -> Window:
    return Window(
        offset_id=req.offset_id, add_offset=req.add_offset, limit=req.limit, max_id=req.max_id, min_id=req.min_id,
        min_date=req.min_date, max_date=req.max_date,
    )  # fmt: skip


async def _anywhere(call: Call, req: functions.messages.Search) -> types.messages.TypeMessages:
    """In all private chats and basic groups: clients list calls this way. Refuses SEARCH_QUERY_EMPTY."""
    kinds = _kinds(req.filter)
    if not req.q.strip():
        if not kinds:
            raise Refusal("SEARCH_QUERY_EMPTY")
        async with call.read() as inner:
            chosen = Selection(box=call.user_id, kinds=kinds)
            return render_page(await histories.page(inner.tx, call.user_id, chosen, _window(req)), req.hash)
    await searches.catch_up(call.house, call.user_id)
    before = [bound for bound in (req.offset_id, req.max_id) if bound > 0]
    hunt = Hunt(
        words=[req.q], kinds=kinds, before=min(before, default=2**31), after=req.min_id, min_date=req.min_date,
        max_date=req.max_date or 2**62,
    )  # fmt: skip
    async with call.read() as inner:
        found = await searches.find(inner.tx, call.user_id, call.user_id, hunt, req.limit, req.add_offset)
        return render_page(found.page, req.hash, inexact=found.inexact)


async def _words(
    call: Call, req: functions.messages.Search, peer: Peer, saved: Peer | None
) -> types.messages.TypeMessages:
    before = [bound for bound in (req.offset_id, req.max_id) if bound > 0]
    chosen = await histories.select(call.tx, call.user_id, peer, saved_from=saved)
    hunt = Hunt(
        words=[req.q], peer=peer, kinds=_kinds(req.filter), saved_from=chosen.saved_from, **_author(call, peer, req.from_id),
        thread=read_thread(peer, req.top_msg_id),
        before=min(before, default=2**31), after=max(req.min_id, chosen.floor), min_date=req.min_date, max_date=req.max_date or 2**62,
    )  # fmt: skip
    found = await searches.find(call.tx, call.user_id, chosen.box, hunt, req.limit, req.add_offset)
    return await show_page(call, found.page, req.hash, inexact=found.inexact)


@method("messages.searchGlobal", alone=True, flood="search", bots=False)
async def search_global(call: Call, req: functions.messages.SearchGlobal) -> types.messages.TypeMessages:
    wanted = Wanted(
        query=req.q.strip(),
        kinds=_kinds(req.filter),
        folder=read_folder(req.folder_id),
        where="channels" if req.broadcasts_only else "groups" if req.groups_only else "users" if req.users_only else "",
        min_date=req.min_date,
        max_date=req.max_date,
        limit=req.limit,
        after=_offset(call, req),
    )
    if not wanted.query and not wanted.kinds:
        raise Refusal("SEARCH_QUERY_EMPTY")
    async with call.read() as inner:
        places = await everywhere.own_places(inner.tx, call.user_id, wanted)
    if wanted.query:
        await everywhere.catch_up(call.house, places)
    async with call.read() as inner:
        found = await everywhere.find(inner.tx, call.user_id, places, wanted)
        return render_page(found.page, inexact=found.inexact, next_rate=_rate(found.page))


def _offset(call: Call, req: Any) -> Offset | None:
    """Where the page before ended."""
    if req.offset_id <= 0:
        return None
    box = guards.box_of(call.user_id, read_place(call, req.offset_peer))
    return Offset(date=req.offset_rate or 2**62, box=box, id=req.offset_id)


@method("channels.searchPosts", alone=True, flood="search", bots=False)
async def search_posts(call: Call, req: functions.channels.SearchPosts) -> types.messages.TypeMessages:
    wanted = Wanted(
        query=(req.query or "").strip(), hashtag=(req.hashtag or "").strip().lstrip("#$"), limit=req.limit,
        after=_offset(call, req),
    )  # fmt: skip
    if not wanted.query and not wanted.hashtag:
        raise Refusal("SEARCH_QUERY_EMPTY")
    async with call.begin() as inner:
        if wanted.query and wanted.after is None:
            await everywhere.spend(inner.tx, call.user_id)
        places = await everywhere.public_places(inner.tx)
    await everywhere.catch_up(call.house, places)
    async with call.read() as inner:
        found = await everywhere.find(inner.tx, call.user_id, places, wanted)
        return render_page(found.page, inexact=found.inexact, next_rate=_rate(found.page))


@method("channels.checkSearchPostsFlood", bots=False)
async def check_search_posts_flood(call: Call, req: functions.channels.CheckSearchPostsFlood) -> types.SearchPostsFlood:
    left, wait = await everywhere.left(call.tx, call.user_id)
    return types.SearchPostsFlood(
        total_daily=everywhere.SEARCHES.burst,
        remains=left,
        wait_till=wait or None,
        stars_amount=0,
    )


def _rate(page: Page) -> int:
    """Where to go on; a client hands it back as `offset_rate`, beside the last message's id."""
    return page.messages[-1].date if page.messages else 0


@method("messages.getSearchCounters", bots=False)
async def get_search_counters(
    call: Call, req: functions.messages.GetSearchCounters
) -> list[types.messages.SearchCounter]:
    peer = read_peer(call, req.peer)
    counters, saved = [], read_topic(call, peer, req.saved_peer_id)
    for given in req.filters[:32]:
        number = await histories.count(
            call.tx, await _selection(call, peer, given, saved_from=saved, thread=read_thread(peer, req.top_msg_id))
        )
        counters.append(types.messages.SearchCounter(filter=given, count=number))
    return counters


@method("messages.getSearchResultsCalendar", bots=False)
async def get_search_results_calendar(
    call: Call, req: functions.messages.GetSearchResultsCalendar
) -> types.messages.SearchResultsCalendar:
    peer = read_peer(call, req.peer)
    _check_filter(req.filter)
    found = await histories.calendar(
        call.tx, call.user_id, await _selection(call, peer, req.filter, saved_from=read_topic(call, peer, req.saved_peer_id)),
        req.offset_id, req.offset_date,
    )  # fmt: skip
    return types.messages.SearchResultsCalendar(
        count=found.count,
        min_date=found.messages[-1].date if found.messages else 0,
        min_msg_id=found.days[-1][1] if found.days else 0,
        periods=[
            types.SearchResultsCalendarPeriod(date=day * 86400, min_msg_id=low, max_msg_id=high, count=number)
            for day, low, high, number in found.days
        ],
        messages=[render_message(message, found.facts) for message in found.messages],
        chats=render_chats(found.facts),
        users=render_users(found.facts),
    )


@method("messages.getSearchResultsPositions", bots=False)
async def get_search_results_positions(
    call: Call, req: functions.messages.GetSearchResultsPositions
) -> types.messages.SearchResultsPositions:
    peer = read_peer(call, req.peer)
    _check_filter(req.filter)
    chosen = await _selection(call, peer, req.filter, saved_from=read_topic(call, peer, req.saved_peer_id))
    page = await histories.page(call.tx, call.user_id, chosen, Window(offset_id=req.offset_id, limit=req.limit))
    start = page.offset or 0
    return types.messages.SearchResultsPositions(
        count=page.count,
        positions=[
            types.SearchResultPosition(msg_id=message.id, date=message.date, offset=start + at)
            for at, message in enumerate(page.messages)
        ],
    )


@method("messages.searchSentMedia", alone=True, bots=False, flood="search")
async def search_sent_media(call: Call, req: functions.messages.SearchSentMedia) -> types.messages.TypeMessages:
    kinds = _kinds(req.filter) or numbers(("document",))
    if not req.q.strip():
        chosen = Selection(box=call.user_id, kinds=kinds, out=True)
        async with call.read() as inner:
            return render_page(await histories.page(inner.tx, call.user_id, chosen, Window(limit=req.limit)))
    await searches.catch_up(call.house, call.user_id)
    async with call.read() as inner:
        hunt = Hunt(words=[req.q], kinds=kinds, out=True)
        found = await searches.find(inner.tx, call.user_id, call.user_id, hunt, req.limit)
        return render_page(found.page, inexact=found.inexact)
