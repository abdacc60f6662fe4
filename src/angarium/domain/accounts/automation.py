"""What clients fetch and save on their own (https://core.telegram.org/api/auto-download), and how they open links. The server keeps
these settings so that all devices of a person share them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit
from zlib import crc32

import msgspec

from angarium.domain.chats import guards
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId
from angarium.store import accounts

MIB = 1024 * 1024
LARGEST = 4096 * MIB
DOWNLOAD, SAVE, BROWSER = "auto_download", "auto_save", "browser"
MOST = 200
"""Chats, and sites, of which somebody wishes otherwise; of more, the oldest are forgotten: clients know of no limit."""
ADDRESS = 2048
"""Characters of a site's address."""


class Download(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Sizes in bytes; `bitrate` in kilobits a second."""

    disabled: bool = False
    preload_large: bool = False
    preload_next: bool = False
    less_data: bool = False
    stories: bool = False
    photo: int = MIB
    video: int = 0
    file: int = 0
    bitrate: int = 50
    small_queue: int = 0
    large_queue: int = 0


class Downloads(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """For bad, usual and good connections."""

    low: Download = Download()
    medium: Download = Download(photo=MIB, video=10 * MIB, file=MIB, bitrate=70, preload_next=True)
    high: Download = Download(
        photo=MIB, video=15 * MIB, file=3 * MIB, bitrate=100, preload_large=True, preload_next=True, stories=True
    )


class Save(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    photos: bool = False
    videos: bool = False
    video_size: int = 100 * MIB


class Saves(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """By kind of chat, and for single chats by their peer."""

    users: Save = Save()
    chats: Save = Save()
    broadcasts: Save = Save()
    exceptions: dict[int, Save] = {}


class Site(msgspec.Struct, frozen=True, kw_only=True):
    domain: str
    url: str
    external: bool


class Browser(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How links are opened; `sites` are opened otherwise."""

    external: bool = False
    close_button: bool = False
    sites: tuple[Site, ...] = ()


async def downloads(tx: Tx, owner_id: UserId) -> Downloads:
    return await accounts.find_setting(tx, owner_id, DOWNLOAD, Downloads) or Downloads()


async def set_download(tx: Tx, owner_id: UserId, preset: str, wish: Download) -> None:
    """`preset` is "low", "medium" or "high". Sizes are held between nothing and the largest file."""
    photo, video, file = (max(0, min(size, LARGEST)) for size in (wish.photo, wish.video, wish.file))
    wish = msgspec.structs.replace(wish, photo=photo, video=video, file=file)
    made = msgspec.structs.replace(await downloads(tx, owner_id), **{preset: wish})
    await accounts.set_setting(tx, owner_id, DOWNLOAD, made)


async def saves(tx: Tx, owner_id: UserId) -> Saves:
    return await accounts.find_setting(tx, owner_id, SAVE, Saves) or Saves()


async def set_save(tx: Tx, owner_id: UserId, scopes: Sequence[str], peer: int, wish: Save) -> None:
    """For kinds of chats, or for one chat (`peer`; 0 = none). Refuses PEER_ID_INVALID, for a group or channel what
    `guards.require_all_open` does (https://core.telegram.org/method/account.saveAutoSaveSettings)."""
    known = await saves(tx, owner_id)
    changes: dict[str, object] = dict.fromkeys(scopes, wish)
    if peer:
        if peer > 0 and await accounts.find(tx, peer) is None:
            raise Refusal("PEER_ID_INVALID")
        await guards.require_all_open(tx, owner_id, (Peer(peer),))
        others = [one for one in known.exceptions.items() if one[0] != peer]
        changes["exceptions"] = dict([*others, (peer, wish)][-MOST:])
    await accounts.set_setting(tx, owner_id, SAVE, msgspec.structs.replace(known, **changes))


async def forget_save_exceptions(tx: Tx, owner_id: UserId) -> None:
    known = await saves(tx, owner_id)
    await accounts.set_setting(tx, owner_id, SAVE, msgspec.structs.replace(known, exceptions={}))


async def browser(tx: Tx, owner_id: UserId) -> Browser:
    return await accounts.find_setting(tx, owner_id, BROWSER, Browser) or Browser()


async def set_browser(tx: Tx, owner_id: UserId, **changes: object) -> Browser:
    made = msgspec.structs.replace(await browser(tx, owner_id), **changes)
    await accounts.set_setting(tx, owner_id, BROWSER, made)
    return made


async def set_site(tx: Tx, owner_id: UserId, url: str, external: bool | None) -> Site:
    """Open a site's links otherwise; None = as all the others again. Refuses URL_INVALID."""
    host = _host(url)
    if not host:
        raise Refusal("URL_INVALID")
    known = await browser(tx, owner_id)
    site = Site(domain=host, url=url, external=bool(external))
    others = tuple(one for one in known.sites if one.domain != host)
    await set_browser(tx, owner_id, sites=others if external is None else (site, *others)[:MOST])
    return site


def _host(url: str) -> str:
    """The site that an address leads to; "" = it leads nowhere."""
    if len(url) > ADDRESS:
        return ""
    try:
        return urlsplit(url if "//" in url else f"https://{url}").hostname or ""
    except ValueError:
        return ""


def fingerprint(known: Browser) -> int:
    """The `hash` by which a client says what it has."""
    return crc32(msgspec.msgpack.encode(known))
