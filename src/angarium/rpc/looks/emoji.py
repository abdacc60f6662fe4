"""messages.*: emoji by topic and by word (https://core.telegram.org/api/emoji-categories)."""

from __future__ import annotations

from functools import cache
from typing import cast

from angarium import starter
from angarium.domain.files import starters
from angarium.domain.looks import appconfig
from angarium.domain.texts import emoji
from angarium.domain.texts.emoji import Group
from angarium.model.errors import Refusal
from angarium.rpc.router import Call, method
from angarium.tl import codec, functions, types
from angarium.tl.layers import CANONICAL


def _language(call: Call) -> str:
    return emoji.language(call.caller.device.lang_code if call.caller.device else "") or "en"


def _render_groups(call: Call, kind: str, asked: int) -> types.messages.TypeEmojiGroups:
    language = _language(call)
    listed = emoji.groups(kind)
    number = appconfig.fingerprint([[group.titles[language], group.emoji] for group in listed])
    if asked == number:
        return types.messages.EmojiGroupsNotModified()
    shown = [_render_group(call, group, language) for group in listed]
    return types.messages.EmojiGroups(hash=number, groups=shown)


def _render_group(call: Call, group: Group, language: str) -> types.TypeEmojiGroup:
    stems = {one.emoji: one.stem for one in starter.drawings()}
    icon = starters.of(call.house.secret).named[f"{starters.EMOJI}/{stems[group.icon]}"]
    made = types.EmojiGroupGreeting if group is emoji.GREETING else types.EmojiGroup
    return made(title=group.titles[language], icon_emoji_id=icon, emoticons=list(group.emoji))


@method("messages.getEmojiGroups", bots=False)
async def get_emoji_groups(call: Call, req: functions.messages.GetEmojiGroups) -> types.messages.TypeEmojiGroups:
    return _render_groups(call, "emoji", req.hash)


@method("messages.getEmojiStatusGroups", bots=False)
async def get_emoji_status_groups(
    call: Call, req: functions.messages.GetEmojiStatusGroups
) -> types.messages.TypeEmojiGroups:
    return _render_groups(call, "status", req.hash)


@method("messages.getEmojiProfilePhotoGroups", bots=False)
async def get_emoji_profile_photo_groups(
    call: Call, req: functions.messages.GetEmojiProfilePhotoGroups
) -> types.messages.TypeEmojiGroups:
    return _render_groups(call, "photo", req.hash)


@method("messages.getEmojiStickerGroups", bots=False)
async def get_emoji_sticker_groups(
    call: Call, req: functions.messages.GetEmojiStickerGroups
) -> types.messages.TypeEmojiGroups:
    return _render_groups(call, "stickers", req.hash)


@method("messages.getEmojiKeywords", bots=False)
async def get_emoji_keywords(call: Call, req: functions.messages.GetEmojiKeywords) -> types.EmojiKeywordsDifference:
    return _render_keywords(req.lang_code, 0)


@method("messages.getEmojiKeywordsDifference", bots=False)
async def get_emoji_keywords_difference(
    call: Call, req: functions.messages.GetEmojiKeywordsDifference
) -> types.EmojiKeywordsDifference:
    return _render_keywords(req.lang_code, req.from_version)


def _render_keywords(code: str, known: int) -> types.EmojiKeywordsDifference:
    """Everything, or nothing for who has it. A language without words gets none, which clients take as final."""
    words = _words(emoji.language(code)) if known < emoji.VERSION else []
    return types.EmojiKeywordsDifference(lang_code=code, from_version=known, version=emoji.VERSION, keywords=words)


@cache
def _words(language: str) -> list[types.TypeEmojiKeyword]:
    """The words of a language, encoded: thousands, the same for everybody and in every layer, and each new client asks for them."""
    keywords = (
        types.EmojiKeyword(keyword=word, emoticons=list(found)) for word, found in starter.words(language).items()
    )
    return [cast("types.TypeEmojiKeyword", codec.Raw(codec.encode(keyword, CANONICAL))) for keyword in keywords]


@method("messages.getEmojiKeywordsLanguages", bots=False)
async def get_emoji_keywords_languages(
    call: Call, req: functions.messages.GetEmojiKeywordsLanguages
) -> list[types.TypeEmojiLanguage]:
    asked = [found for code in req.lang_codes[:20] if (found := emoji.language(code))]
    return [types.EmojiLanguage(lang_code=code) for code in dict.fromkeys((*asked, "en"))]


@method("messages.getEmojiURL", bots=False)
async def get_emoji_url(call: Call, req: functions.messages.GetEmojiURL) -> types.TypeEmojiURL:
    # The page where people suggest words: ours are the CLDR's, whose page that is.
    if not emoji.language(req.lang_code):
        raise Refusal("LANG_CODE_NOT_SUPPORTED")
    return types.EmojiURL(
        url=f"https://cldr.unicode.org/translation/characters/short-names-and-keywords#{req.lang_code}"
    )
