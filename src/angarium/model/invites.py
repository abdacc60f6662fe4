"""Invite links, those who came by them, and those who ask to be let in (https://core.telegram.org/api/invites)."""

from __future__ import annotations

import msgspec

from angarium.model.ids import Peer

PREFIX = "https://t.me/+"


class Invite(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One link. `hash` is its secret part, empty where people ask to join a public chat without a link; `limit` is how many may come
    by it and `expires` when it ends (0 = never). `uses` have come, `requested` wait."""

    chat: Peer
    hash: str
    admin_id: int = 0
    date: int = 0
    title: str = ""
    expires: int = 0
    limit: int = 0
    needs_request: bool = False
    permanent: bool = False
    revoked: bool = False
    uses: int = 0
    requested: int = 0

    @property
    def link(self) -> str:
        return PREFIX + self.hash

    def is_over(self, now: int) -> bool:
        """Whether nobody can come by it any more."""
        return (
            self.revoked or bool(self.expires and self.expires <= now) or bool(self.limit and self.uses >= self.limit)
        )


class Importer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who came by a link, or (`requested`) who asks to be let in and says `about` themselves."""

    user_id: int
    date: int
    hash: str = ""
    approved_by: int = 0
    via_chatlist: bool = False
    requested: bool = False
    about: str = ""


class JoinQuery(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody at a door that a bot guards; `url` is the web app in which it asks them something. `hash` and `about` as in `Importer`."""

    chat: Peer
    user_id: int
    date: int
    hash: str = ""
    about: str = ""
    url: str = ""


class FolderInvite(msgspec.Struct, frozen=True, kw_only=True):
    """A link to a folder, and the chats in it that it opens."""

    owner_id: int
    filter_id: int
    slug: str
    title: str = ""
    peers: tuple[Peer, ...] = ()

    @property
    def link(self) -> str:
        return f"https://t.me/addlist/{self.slug}"
