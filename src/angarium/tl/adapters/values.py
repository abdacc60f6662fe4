"""Values whose type changed: one function for every field of that kind."""

from __future__ import annotations

from typing import Any

from angarium.tl import types
from angarium.tl.adapters.registry import Fields, convert, down, extend, up
from angarium.tl.combinator import Combinator
from angarium.tl.errors import NotInLayer
from angarium.tl.objects import TLObject, get_class

INT_MAX = (1 << 31) - 1


@convert("int", "long")
@convert("Bool", "true")
@convert("true", "Bool")
def keep(value: Any) -> Any:
    """The same Python value."""
    return value


@convert("long", "int")
def clamp(value: int) -> int:
    """Sizes and offsets were 32 bits wide up to layer 140: say "very big" instead of a wrong number."""
    return max(-INT_MAX - 1, min(value, INT_MAX))


@convert("int", "double")
def widen(value: int) -> float:
    """A video's duration got fractions in layer 160."""
    return float(value)


@convert("double", "int")
def round_seconds(value: float) -> int:
    """A video's duration in whole seconds."""
    return clamp(round(value))


@convert("int", "string")
def print_offset(value: int) -> str:
    """The offset of a paged list became an opaque string."""
    return str(value) if value else ""


@convert("string", "int")
def parse_offset(value: str) -> int:
    """Offsets of ours are numbers in decimal."""
    return clamp(int(value)) if value.isdecimal() else 0


@convert("string", "TextWithEntities")
def add_entities(text: str) -> types.TextWithEntities:
    """Titles and poll texts were plain once."""
    return types.TextWithEntities(text=text, entities=[])


@convert("TextWithEntities", "string")
def drop_entities(text: types.TextWithEntities) -> str:
    """The text alone."""
    return text.text


@convert("Vector<TextWithEntities>", "string")
def join_texts(texts: list[types.TextWithEntities]) -> str:
    """One text was translated at a time."""
    return "\n".join(text.text for text in texts)


@convert("long", "Peer")
def name_user(user_id: int) -> types.PeerUser:
    """Only users could stand where any peer can now."""
    return types.PeerUser(user_id=user_id)


@convert("Peer", "long")
def get_user_id(peer: types.TypePeer) -> int:
    """Raises NotInLayer for a peer that is no user."""
    if not isinstance(peer, types.PeerUser):
        raise NotInLayer(peer.NAME, 0)
    return peer.user_id


@convert("Vector<Peer>", "Vector<long>")
def list_user_ids(peers: list[types.TypePeer]) -> list[int]:
    """The users among the peers."""
    return [peer.user_id for peer in peers if isinstance(peer, types.PeerUser)]


@convert("Vector<MessagePeerVote>", "Vector<MessageUserVote>")
def list_user_votes(votes: list[types.TypeMessagePeerVote]) -> list[TLObject]:
    """Up to layer 158 only people voted."""
    found: list[TLObject] = []
    for vote in votes:
        if isinstance(vote.peer, types.PeerUser):
            fields = {**vote.__dict__, "user_id": vote.peer.user_id}
            del fields["peer"]
            found.append(get_class(vote.NAME.replace("Peer", "User"), False)(**fields))
    return found


@convert("int", "RecentStory")
def wrap_story(max_id: int) -> types.RecentStory:
    """Only the newest story's id was known."""
    return types.RecentStory(max_id=max_id)


@convert("RecentStory", "int")
def unwrap_story(story: types.RecentStory) -> int:
    """The newest story's id, 0 for none."""
    return story.max_id or 0


@convert("int", "PeerColor")
def wrap_color(color: int) -> types.PeerColor:
    """A colour of the palette."""
    return types.PeerColor(color=color)


@convert("PeerColor", "int")
def unwrap_color(color: types.TypePeerColor) -> int:
    """A colour of the palette; 0 for one of a collectible."""
    return (color.color or 0) if isinstance(color, types.PeerColor) else 0


@convert("long", "StarsAmount")
def wrap_stars(amount: int) -> types.StarsAmount:
    """Whole stars."""
    return types.StarsAmount(amount=amount, nanos=0)


@convert("StarsAmount", "long")
def unwrap_stars(stars: types.TypeStarsAmount) -> int:
    """Whole stars."""
    return stars.amount


@up("starsTransaction", takes=("stars",))
def raise_movement(fields: Fields) -> None:
    """As below."""
    if "stars" in fields:
        moved = fields.pop("stars")
        fields["amount"] = wrap_stars(moved) if isinstance(moved, int) else moved


@down("starsTransaction", gives=("amount", "stars"))
def lower_movement(moved: types.StarsTransaction, form: Combinator) -> types.StarsTransaction:
    """The amount had another name before other currencies came, and before that was a number."""
    if "stars" not in form.field:
        return moved
    whole = form.field["stars"].type == "long"
    return extend(moved, stars=unwrap_stars(moved.amount) if whole else moved.amount)


@convert("string", "NotificationSound")
def name_sound(sound: str) -> types.TypeNotificationSound:
    """Sounds were names: empty for silence, `default` for the client's own choice."""
    if not sound:
        return types.NotificationSoundNone()
    return (
        types.NotificationSoundDefault()
        if sound == "default"
        else types.NotificationSoundLocal(title=sound, data=sound)
    )


@convert("NotificationSound", "string")
def print_sound(sound: types.TypeNotificationSound) -> str:
    """The name, or `default` for what has none."""
    if isinstance(sound, types.NotificationSoundNone):
        return ""
    return sound.data if isinstance(sound, types.NotificationSoundLocal) else "default"


def first(items: list[Any]) -> Any:
    """A list took the place of the one thing there could be."""
    if not items:
        raise NotInLayer("the first of none", 0)
    return items[0]


def only(item: Any) -> list[Any]:
    """The one thing as a list."""
    return [item]


for _kind in ("MessageExtendedMedia", "PaymentSavedCredentials"):
    convert(f"Vector<{_kind}>", _kind)(first)
    convert(_kind, f"Vector<{_kind}>")(only)
