"""How clients and single chats look: backgrounds and themes (https://core.telegram.org/api/wallpapers, https://core.telegram.org/api/themes)."""

from __future__ import annotations

import msgspec

from angarium.model.ids import FileId


class Wallpaper(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A fill of one to four colours as RGB (two are a gradient turned by `rotation` degrees), or a picture or pattern (`document_id`)
    over them. `slug` and `access_hash` are those of one with a file."""

    id: int
    colors: tuple[int, ...] = ()
    rotation: int = 0
    dark: bool = False
    default: bool = False
    document_id: FileId = FileId(0)
    access_hash: int = 0
    slug: str = ""
    creator_id: int = 0
    pattern: bool = False
    blur: bool = False
    motion: bool = False
    intensity: int | None = None  # of a pattern, -100 to 100
    emoticon: str = ""  # of a background that belongs to a chat theme


class Look(msgspec.Struct, frozen=True, array_like=True):
    """`base` is "Classic", "Day", "Night", "Tinted" or "Arctic"; colours are RGB."""

    base: str
    accent: int
    bubbles: tuple[int, ...]
    wallpaper: Wallpaper | None = None
    outbox: int | None = None
    animated: bool = False


class Theme(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`emoji` names a theme for chats, which has a light and a dark look. One that a person made may be a file (`document_id`)."""

    id: int
    slug: str
    title: str
    looks: tuple[Look, ...] = ()
    emoji: str = ""
    creator_id: int = 0
    access_hash: int = 0
    document_id: FileId = FileId(0)


class ChatLook(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One chat on one side of it: the theme's emoji, the background, and the own one that the other side has covered with theirs."""

    theme: str = ""
    wallpaper: Wallpaper | None = None
    overridden: bool = False
    own: Wallpaper | None = None
