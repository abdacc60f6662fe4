"""Reactions were emoji in a string before custom emoji came in layer 145.

https://core.telegram.org/api/reactions
"""

from __future__ import annotations

from angarium.tl import types
from angarium.tl.adapters.registry import Fields, convert, down, extend, up
from angarium.tl.combinator import Combinator
from angarium.tl.errors import NotInLayer


@convert("string", "Reaction")
def raise_reaction(emoticon: str) -> types.TypeReaction:
    """An emoji; none for the empty string."""
    return types.ReactionEmoji(emoticon=emoticon) if emoticon else types.ReactionEmpty()


@convert("Reaction", "string")
def lower_reaction(reaction: types.TypeReaction) -> str:
    """Raises NotInLayer for a custom emoji, so that its count is left out."""
    match reaction:
        case types.ReactionEmoji():
            return reaction.emoticon
        case types.ReactionEmpty():
            return ""
    raise NotInLayer(reaction.NAME, 0)


@convert("string", "Vector<Reaction>")
def raise_reactions(emoticon: str) -> list[types.TypeReaction]:
    """One reaction a user was all there could be; the empty string takes it back."""
    return [types.ReactionEmoji(emoticon=emoticon)] if emoticon else []


@convert("Vector<Reaction>", "string")
def lower_reactions(reactions: list[types.TypeReaction]) -> str:
    """The first."""
    return lower_reaction(reactions[0]) if reactions else ""


@convert("Vector<string>", "ChatReactions")
def raise_allowed(emoticons: list[str]) -> types.TypeChatReactions:
    """The reactions that a chat allows."""
    if not emoticons:
        return types.ChatReactionsNone()
    return types.ChatReactionsSome(reactions=[raise_reaction(emoticon) for emoticon in emoticons])


@convert("ChatReactions", "Vector<string>")
def lower_allowed(allowed: types.TypeChatReactions) -> list[str]:
    """The emoji among them; "all" cannot be said, and an empty list means that the client offers none."""
    if not isinstance(allowed, types.ChatReactionsSome):
        return []
    return [reaction.emoticon for reaction in allowed.reactions if isinstance(reaction, types.ReactionEmoji)]


@convert("Bool", "PaidReactionPrivacy")
def raise_privacy(private: bool) -> types.TypePaidReactionPrivacy:
    """Anonymous or not."""
    return types.PaidReactionPrivacyAnonymous() if private else types.PaidReactionPrivacyDefault()


@convert("PaidReactionPrivacy", "Bool")
def lower_privacy(privacy: types.TypePaidReactionPrivacy) -> bool:
    """Anonymous or not."""
    return isinstance(privacy, types.PaidReactionPrivacyAnonymous)


@up("reactionCount", takes=("chosen",))
def raise_count(fields: Fields) -> None:
    """A flag became a position."""
    if fields.pop("chosen", False):
        fields["chosen_order"] = 0


@down("reactionCount", gives=("chosen",))
def lower_count(count: types.ReactionCount, form: Combinator) -> types.ReactionCount:
    """A position became a flag."""
    if "chosen" not in form.field:
        return count
    return extend(count, chosen=count.chosen_order is not None)
