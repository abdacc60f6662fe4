"""The first reactions, stickers and custom emoji as documents and sets. They need no rows and no blobs: their ids and access hashes are
derived from the server's secret, and their bodies are read from the package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

from angarium import starter
from angarium.model.files import Attribute, Document, PhotoSize
from angarium.model.ids import FileId
from angarium.model.stickers import Pack, StickerSet
from angarium.starter import Drawing

PREFIX = "starter:"
"""How the names of blobs begin that lie in the package."""

DATE = 1_767_225_600  # 1 January 2026: when they were drawn
STICKERS, EMOJI = "AngariumStickers", "AngariumEmoji"
ANIMATED, ANIMATIONS, GENERIC = "AnimatedEmojies", "EmojiAnimations", "EmojiGenericAnimations"
GIFTS, STATUSES, CHANNEL_STATUSES, TOPICS = "PremiumGifts", "DefaultStatuses", "ChannelStatuses", "TopicIcons"
DICE = "Dice"
BUILT_IN = (1258816259751983, 5100237018658464041)
KEYCAP = "1️⃣"
THROWS = {"🎲": 6, "🎯": 6, "🏀": 5, "⚽": 5, "🎳": 6}
"""What is thrown, with its number of values."""


def listed(emoji: str) -> tuple[str, ...]:
    """Emoji with blanks between."""
    return tuple(emoji.split())


STATUS_EMOJI = listed("❤ 🔥 😎 🎉 😴 👻 🤓 🏆 💯 🦄 🤔 🥱 🎃 🎄 💊 ⚡ 🕊 🐳 🍓 🌚 👾 🤝 👨‍💻 😇")
CHANNEL_EMOJI = listed("🔥 ⚡ 🏆 💯 🎉 🦄 🕊 🐳 👾 🗿 🎄 🍓")
TOPIC_EMOJI = listed("💯 🔥 ⚡ 🏆 🎉 👀 🤔 👨‍💻 🍾 💊 🐳 🦄 👾 🎃 🎄 ❤ 🤝 💋 🗿 🆒 🌭 🍌 🍓 🕊")
GIFT_EMOJI = listed("🎉 🏆 🦄")
CHOICES = {
    GIFTS: ("activate", "Sticker", GIFT_EMOJI),
    STATUSES: ("select", "CustomEmoji", STATUS_EMOJI),
    CHANNEL_STATUSES: ("select", "CustomEmoji", CHANNEL_EMOJI),
    TOPICS: ("select", "CustomEmoji", TOPIC_EMOJI),
}
"""Sets of a few drawings, with documents of their own: COMPAT(TDLib), for which a sticker is in one set alone."""


@dataclass(frozen=True, slots=True)
class Starters:
    """Everything of one server; `named` finds a document by its purpose and drawing, as in "emoji/1f44d"."""

    documents: dict[FileId, Document]
    named: dict[str, FileId]
    sets: dict[str, StickerSet]
    sets_by_id: dict[int, StickerSet]


def derive(secret: bytes, name: str) -> int:
    """A number that only this server gives this name: 62 bits, odd, as all ids of files are."""
    digest = blake2b(name.encode(), digest_size=8, key=secret, person=b"starter").digest()
    return int.from_bytes(digest, "little") & (2**62 - 1) | 1


def name_set(secret: bytes, name: str) -> tuple[int, int]:
    """A set's id and access hash."""
    if name == ANIMATED:
        return BUILT_IN  # COMPAT(TDLib): it asks for this set by numbers that are built into it
    return derive(secret, f"set {name}"), derive(secret, f"set hash {name}")


@lru_cache(maxsize=4)
def of(secret: bytes) -> Starters:
    """All starter documents and sets of the server that has this secret."""
    drawn = starter.drawings()
    documents = [*_of_reactions(secret, drawn)]
    for set_name, role, kind in (
        (STICKERS, "select", "Sticker"),
        (EMOJI, "select", "CustomEmoji"),
        (ANIMATED, "activate", "Sticker"),
        (ANIMATIONS, "effect", "Sticker"),
    ):
        documents += [_make(secret, f"{set_name}/{one.stem}", one, role, kind, set_name) for one in drawn]
    for set_name, (role, kind, emoji) in CHOICES.items():
        documents += [
            _make(secret, f"{set_name}/{one.stem}", one, role, kind, set_name) for one in drawn if one.emoji in emoji
        ]
    documents += _of_dice(secret)
    documents.append(_make(secret, f"{GENERIC}/around", drawn[0], "around", "Sticker", GENERIC))
    named = {name: document.id for name, document in documents}
    sets = {made.short_name: made for made in _make_sets(secret, named, drawn)}
    return Starters(
        documents={document.id: document for _, document in documents},
        named=named,
        sets=sets,
        sets_by_id={made.id: made for made in sets.values()},
    )


def _of_reactions(secret: bytes, drawn: Sequence[Drawing]) -> list[tuple[str, Document]]:
    roles = ("icon", "appear", "select", "activate", "effect")
    made = [_make(secret, f"{role}/{one.stem}", one, role, "Sticker") for one in drawn for role in roles]
    # The icon within a line of reactions is a first frame: one on which the drawing is there.
    made += [_make(secret, f"center/{one.stem}", one, "activate", "Sticker") for one in drawn]
    return [*made, _make(secret, "around", drawn[0], "around", "Sticker")]


def _of_dice(secret: bytes) -> list[tuple[str, Document]]:
    return [
        _make(
            secret, f"{DICE}{emoji}/{value}", Drawing(emoji, "", f"{ord(emoji):x}"), str(value), "Sticker", DICE + emoji
        )
        for emoji, values in THROWS.items()
        for value in range(values + 1)
    ]


def _make(secret: bytes, name: str, one: Drawing, role: str, kind: str, set_name: str = "") -> tuple[str, Document]:
    still = role == "icon"
    path = "around.tgs" if role == "around" else f"{one.stem}/{role}.{'webp' if still else 'tgs'}"
    side = 256 if still else 512
    outlined = not still and role not in ("around", "effect")
    attributes = (
        Attribute(kind="ImageSize", width=side, height=side),
        Attribute(
            kind=kind, alt=one.emoji, free=kind == "CustomEmoji",
            set_id=name_set(secret, set_name)[0] if set_name else 0,
            set_hash=name_set(secret, set_name)[1] if set_name else 0,
        ),
        Attribute(kind="Filename", file_name="sticker.webp" if still else "AnimatedSticker.tgs"),
    )  # fmt: skip
    return name, Document(
        id=FileId(derive(secret, name)),
        owner_id=0,
        access_hash=derive(secret, f"hash {name}"),
        date=DATE,
        mime_type="image/webp" if still else "application/x-tgsticker",
        size=starter.sizes()[path],
        blob=PREFIX + path,
        attributes=attributes,
        thumbs=(PhotoSize(type="j", inline=starter.read(f"{one.stem}/outline")),) if outlined else (),
    )


def _make_sets(secret: bytes, named: dict[str, FileId], drawn: Sequence[Drawing]) -> list[StickerSet]:
    stems = {one.emoji: one.stem for one in drawn}
    words = _words()

    def pick(source: str, emoji: Sequence[str]) -> list[Pack]:
        return [(one, (named[f"{source}/{stems[one]}"],)) for one in emoji]

    every = list(stems)
    animations = pick(ANIMATIONS, every)
    # Clients look under a keycap for the animation's number among those of one emoji.
    animations.append((KEYCAP, tuple(ids[0] for _, ids in animations)))
    made: dict[str, tuple[str, str, list[Pack]]] = {
        STICKERS: ("Fluent Emoji", "stickers", pick(STICKERS, every)),
        EMOJI: ("Fluent Emoji", "emojis", pick(EMOJI, every)),
        ANIMATED: ("Animated Emojies", "stickers", pick(ANIMATED, every)),
        ANIMATIONS: ("Emoji Animations", "stickers", animations),
        GENERIC: ("Generic Animations", "stickers", [("✨", (named[f"{GENERIC}/around"],))]),
        GIFTS: ("Gifts", "stickers", pick(GIFTS, GIFT_EMOJI)),
        STATUSES: ("Default Statuses", "emojis", pick(STATUSES, STATUS_EMOJI)),
        CHANNEL_STATUSES: ("Channel Statuses", "emojis", pick(CHANNEL_STATUSES, CHANNEL_EMOJI)),
        TOPICS: ("Topic Icons", "emojis", pick(TOPICS, TOPIC_EMOJI)),
    }
    made |= {
        DICE + emoji: (
            emoji,
            "stickers",
            [(_keycap(value), (named[f"{DICE}{emoji}/{value}"],)) for value in range(values + 1)],
        )
        for emoji, values in THROWS.items()
    }
    return [
        _make_set(secret, name, title, kind, packs, words if name in (STICKERS, EMOJI) else {})
        for name, (title, kind, packs) in made.items()
    ]


def _make_set(
    secret: bytes, name: str, title: str, kind: str, packs: Sequence[Pack], words: dict[str, tuple[str, ...]]
) -> StickerSet:
    documents = tuple(dict.fromkeys(id for _, ids in packs for id in ids))
    number, access_hash = name_set(secret, name)
    return StickerSet(
        id=number,
        access_hash=access_hash,
        short_name=name,
        title=title,
        kind=kind,
        documents=documents,
        packs=tuple(packs),
        keywords=tuple((ids[0], words[emoji]) for emoji, ids in packs if emoji in words),
        official=True,
        hash=crc32(b"".join(id.to_bytes(8, "little") for id in documents)) & 0x7FFFFFFF,
    )


def _keycap(value: int) -> str:
    """By which clients find a value; the dice in motion have the hash sign."""
    return f"{value or '#'}\ufe0f\u20e3"


def _words() -> dict[str, tuple[str, ...]]:
    """The English words for each emoji."""
    found: dict[str, list[str]] = {}
    for word, emoji in starter.words("en").items():
        for one in emoji:
            found.setdefault(plain(one), []).append(word)
    return {emoji: tuple(words[:12]) for emoji, words in found.items()}


def plain(emoji: str) -> str:
    """Without the mark that asks for colour, which clients send or leave out."""
    return emoji.replace("\ufe0f", "")


def read(blob: str) -> bytes:
    """The body of a starter document."""
    return starter.read(blob.removeprefix(PREFIX))
