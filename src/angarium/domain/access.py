"""Every read or write of another's thing passes through here."""

from __future__ import annotations

from hashlib import blake2b
from hmac import compare_digest

from angarium.model.errors import Refusal
from angarium.model.ids import REPLIES_USER, SERVICE_USER


def access_hash(secret: bytes, viewer_id: int, kind: str, id: int) -> int:
    """What a viewer must show with an id, to prove that the server gave it to them
    (https://core.telegram.org/api/peers#access-hash): useless to anyone else, and nothing to store."""
    digest = blake2b(b"%d %s %d" % (viewer_id, kind.encode(), id), digest_size=8, key=secret).digest()
    return int.from_bytes(digest, "little", signed=True)


def holds(secret: bytes, viewer_id: int, kind: str, id: int, shown: int) -> bool:
    """Whether the access hash that a client shows is the right one. Everybody may name the accounts that apps know from their first
    day on: TDLib does so with a hash of its own making."""
    if kind == "user" and id in (SERVICE_USER, REPLIES_USER):
        return True
    return compare_digest(
        access_hash(secret, viewer_id, kind, id).to_bytes(8, "little", signed=True),
        shown.to_bytes(8, "little", signed=True),
    )


def require_user_hash(secret: bytes, viewer_id: int, user_id: int, shown: int) -> None:
    """Refuse an inputUser whose access hash was not given to this viewer."""
    if not holds(secret, viewer_id, "user", user_id, shown):
        raise Refusal("USER_ID_INVALID")


def require_peer_hash(secret: bytes, viewer_id: int, user_id: int, shown: int) -> None:
    """Refuse an inputPeerUser whose access hash was not given to this viewer."""
    if not holds(secret, viewer_id, "user", user_id, shown):
        raise Refusal("PEER_ID_INVALID")


def require_channel_hash(secret: bytes, viewer_id: int, peer: int, shown: int) -> None:
    """Refuse an inputChannel whose access hash was not given to this viewer."""
    if not holds(secret, viewer_id, "channel", peer, shown):
        raise Refusal("CHANNEL_INVALID")
