"""Reactions with their pictures, message effects."""

from __future__ import annotations

import gzip
import json
from typing import Any

from angarium import starter
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused


async def fetch(actor: Actor, document: Any) -> bytes:
    """The whole of a document."""
    location = types.InputDocumentFileLocation(
        id=document.id, access_hash=document.access_hash, file_reference=document.file_reference, thumb_size=""
    )
    found = await actor(functions.upload.GetFile(location=location, offset=0, limit=1024 * 1024))
    assert len(found.bytes) == document.size
    return found.bytes


def is_animation(body: bytes) -> bool:
    """Whether these bytes are an animated sticker (https://core.telegram.org/stickers)."""
    made = json.loads(gzip.decompress(body))
    return made["tgs"] == 1 and made["w"] == made["h"] == 512 and len(body) <= 64 * 1024


async def test_every_reaction_has_its_pictures(world: World) -> None:
    alice = await world.sign_up("Alice")
    found = await alice(functions.messages.GetAvailableReactions(hash=0))
    assert [one.reaction for one in found.reactions] == [one.emoji for one in starter.drawings()]
    thumb = found.reactions[0]
    still = await fetch(alice, thumb.static_icon)
    assert still[:4] == b"RIFF" and thumb.static_icon.mime_type == "image/webp"
    for role in ("appear_animation", "select_animation", "activate_animation", "effect_animation", "center_icon"):
        assert is_animation(await fetch(alice, getattr(thumb, role)))
    assert is_animation(await fetch(alice, thumb.around_animation))
    again = await alice(functions.messages.GetAvailableReactions(hash=found.hash))
    assert isinstance(again, types.messages.AvailableReactionsNotModified)


async def test_references_to_reactions_are_new_on_another_day(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    ask = functions.messages.GetAvailableReactions(hash=0)
    today = await alice(ask)
    assert (await alice(ask)) == today
    await world.pass_time(5 * 86400)
    later = await alice(ask)
    before, after = (found.reactions[0].static_icon.file_reference for found in (today, later))
    assert before != after
    await fetch(alice, later.reactions[0].static_icon)
    assert len((await bob(ask)).reactions) == len(today.reactions)


async def test_pictures_come_in_pieces_and_only_by_their_reference(world: World) -> None:
    alice = await world.sign_up("Alice")
    found = await alice(functions.messages.GetAvailableReactions(hash=0))
    document = found.reactions[3].effect_animation
    whole = await fetch(alice, document)
    location = types.InputDocumentFileLocation(
        id=document.id, access_hash=document.access_hash, file_reference=document.file_reference, thumb_size=""
    )
    second = await alice(functions.upload.GetFile(location=location, offset=1024, limit=1024))
    assert second.bytes == whole[1024:2048]
    location.access_hash += 1
    with refused("FILE_ID_INVALID"):
        await alice(functions.upload.GetFile(location=location, offset=0, limit=1024))
    location.access_hash -= 1
    location.file_reference = b"\0" * len(document.file_reference)
    with refused("FILE_REFERENCE_INVALID"):
        await alice(functions.upload.GetFile(location=location, offset=0, limit=1024))


async def test_every_reaction_that_is_shown_may_be_sent(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    sent = await alice.say(bob, "react to this")
    for one in (starter.drawings()[0], starter.drawings()[-1]):
        chosen = [types.ReactionEmoji(emoticon=one.emoji)]
        await alice(functions.messages.SendReaction(peer=alice.peer(bob), msg_id=sent.id, reaction=chosen))
    emoji = (await alice(functions.messages.GetEmojiStickers(hash=0))).sets[0].thumb_document_id
    own = [types.ReactionCustomEmoji(document_id=emoji)]
    await alice(functions.messages.SendReaction(peer=alice.peer(bob), msg_id=sent.id, reaction=own))
    with refused("REACTION_INVALID"):
        wrong = [types.ReactionEmoji(emoticon="🧿")]
        await alice(functions.messages.SendReaction(peer=alice.peer(bob), msg_id=sent.id, reaction=wrong))


async def test_effects_have_their_documents(world: World) -> None:
    alice = await world.sign_up("Alice")
    found = await alice(functions.messages.GetAvailableEffects(hash=0))
    documents = {document.id for document in found.documents}
    assert len(found.effects) == 12
    for effect in found.effects:
        assert {effect.static_icon_id, effect.effect_sticker_id, effect.effect_animation_id} <= documents
    again = await alice(functions.messages.GetAvailableEffects(hash=found.hash))
    assert isinstance(again, types.messages.AvailableEffectsNotModified)
