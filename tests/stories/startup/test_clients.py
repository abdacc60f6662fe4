"""What real clients ask when they start, each in its own layer: nothing is refused but what they expect, and every answer has a form there.

Observed from the clients themselves; a query that a layer has not is one that this version of the client does not ask.
"""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import codec, functions, types
from tests.stories.client import RpcError
from tests.stories.harness import Actor, World

ME = types.InputPeerSelf()
SELF = types.InputUserSelf()
EMPTY = types.InputPeerEmpty()
Question = tuple[Any, str]


def expects(query: Any, refusal: str = "") -> Question:
    return query, refusal


async def replay(actor: Actor, questions: list[Any]) -> list[str]:
    """Ask everything that the layer has; the names of what was asked."""
    asked = []
    for question in questions:
        query, refusal = question if isinstance(question, tuple) else (question, "")
        try:
            codec.encode(query, actor.layer)
        except codec.NotInLayer:
            continue
        asked.append(query.NAME)
        try:
            answer = await actor(query)
        except RpcError as error:
            assert error.name == refusal, f"{query.NAME} in layer {actor.layer}: {error}"
            continue
        assert not refusal, f"{query.NAME} in layer {actor.layer} was to be refused with {refusal}"
        codec.encode_result(query.NAME, answer, actor.layer)
    return asked


def stranger(layer: int) -> list[Any]:
    """Before anybody has signed in."""
    return [
        functions.help.GetConfig(),
        functions.help.GetNearestDc(),
        functions.help.GetAppConfig(hash=0),
        functions.help.GetCountriesList(lang_code="de", hash=0),
        functions.langpack.GetDifference(lang_pack="webk", lang_code="de", from_version=0),
        functions.langpack.GetStrings(lang_pack="weba", lang_code="en", keys=["a", "b"]),
        functions.langpack.GetLanguage(lang_pack="weba", lang_code="en"),
        functions.langpack.GetLangPack(lang_pack="weba", lang_code="en"),
        functions.auth.InitPasskeyLogin(api_id=11111, api_hash="a" * 32),
        functions.auth.ExportLoginToken(api_id=11111, api_hash="a" * 32, except_ids=[]),
        expects(functions.users.GetUsers(id=[SELF]), "AUTH_KEY_UNREGISTERED"),
        expects(functions.updates.GetState(), "AUTH_KEY_UNREGISTERED"),
    ]


def tdlib(me: Actor, other: Actor) -> list[Any]:
    return [
        functions.messages.GetTopReactions(limit=200, hash=0),
        functions.messages.GetAttachMenuBots(hash=0),
        functions.messages.GetDialogFilters(),
        functions.account.GetNotifySettings(peer=types.InputNotifyUsers()),
        functions.account.GetNotifySettings(peer=types.InputNotifyChats()),
        functions.account.GetNotifySettings(peer=types.InputNotifyBroadcasts()),
        functions.account.GetReactionsNotifySettings(),
        functions.messages.GetStickerSet(stickerset=types.InputStickerSetAnimatedEmoji(), hash=0),
        functions.messages.GetStickerSet(stickerset=types.InputStickerSetAnimatedEmojiAnimations(), hash=0),
        functions.messages.GetStickerSet(stickerset=types.InputStickerSetEmojiGenericAnimations(), hash=0),
        functions.messages.GetStickerSet(stickerset=types.InputStickerSetDice(emoticon="🎲"), hash=0),
        functions.messages.GetAvailableReactions(hash=0),
        functions.messages.GetAvailableEffects(hash=0),
        functions.account.GetChatThemes(hash=0),
        functions.help.GetPeerColors(hash=0),
        functions.help.GetPeerProfileColors(hash=0),
        functions.aicompose.GetTones(hash=0),
        functions.updates.GetState(),
        functions.account.GetWebBrowserSettings(hash=0),
        functions.help.GetPromoData(),
        functions.help.GetTermsOfServiceUpdate(),
        functions.messages.GetPeerDialogs(peers=[types.InputDialogPeer(peer=me.peer(other))]),
        functions.contacts.GetTopPeers(correspondents=True, bots_inline=True, offset=0, limit=30, hash=0),
        functions.messages.GetPinnedDialogs(folder_id=0),
        functions.messages.GetDialogs(offset_date=0, offset_id=0, offset_peer=EMPTY, limit=100, hash=0),
    ]


def desktop(me: Actor, other: Actor) -> list[Any]:
    chat = me.peer(other)
    return [
        functions.messages.GetDialogFilters(),
        functions.updates.GetState(),
        functions.messages.GetAvailableReactions(hash=0),
        functions.account.GetDefaultEmojiStatuses(hash=0),
        functions.messages.GetStickerSet(stickerset=types.InputStickerSetAnimatedEmoji(), hash=0),
        functions.messages.GetStickerSet(stickerset=types.InputStickerSetPremiumGifts(), hash=0),
        functions.help.GetTermsOfServiceUpdate(),
        functions.users.GetFullUser(id=SELF),
        functions.account.GetNotifySettings(peer=types.InputNotifyUsers()),
        functions.account.GetNotifySettings(peer=types.InputNotifyChats()),
        functions.account.GetNotifySettings(peer=types.InputNotifyBroadcasts()),
        functions.messages.GetEmojiGroups(hash=0),
        functions.messages.GetAttachMenuBots(hash=0),
        functions.messages.GetDialogs(
            exclude_pinned=True, offset_date=0, offset_id=0, offset_peer=EMPTY, limit=20, hash=0
        ),
        functions.messages.GetPinnedDialogs(folder_id=0),
        functions.account.UpdateStatus(offline=False),
        functions.help.GetPremiumPromo(),
        functions.messages.GetStickers(emoticon="👋⭐️", hash=0),
        functions.messages.GetStickers(emoticon="⭐️⭐️", hash=0),
        functions.help.GetPromoData(),
        functions.contacts.GetContacts(hash=0),
        expects(functions.contacts.ResolveUsername(username="nobody_is_here"), "USERNAME_NOT_OCCUPIED"),
        functions.messages.GetPeerSettings(peer=chat),
        functions.users.GetFullUser(id=me.user(other)),
        functions.messages.GetHistory(peer=chat, offset_id=0, offset_date=0, add_offset=0, limit=20, hash=0),
        functions.messages.GetScheduledHistory(peer=chat, hash=0),
        functions.messages.ReadHistory(peer=chat, max_id=0),
        functions.messages.Search(
            peer=chat, q="", filter=types.InputMessagesFilterPinned(), min_date=0, max_date=0, offset_id=0, add_offset=0,
            limit=10, max_id=0, min_id=0, hash=0,
        ),
        functions.messages.GetEmojiKeywordsLanguages(lang_codes=["de", "en"]),
    ]  # fmt: skip


def web_a(me: Actor, other: Actor) -> list[Any]:
    return [
        functions.updates.GetState(),
        functions.users.GetFullUser(id=SELF),
        functions.updates.GetDifference(pts=1, date=1, qts=0),
        functions.messages.GetAvailableEffects(hash=0),
        functions.messages.GetEmojiStickers(hash=0),
        functions.messages.GetFeaturedEmojiStickers(hash=0),
        functions.messages.GetRecentReactions(limit=50, hash=0),
        functions.messages.GetDefaultTagReactions(hash=0),
        functions.account.GetRecentEmojiStatuses(hash=0),
        functions.messages.GetQuickReplies(hash=0),
        functions.payments.GetStarGifts(hash=0),
        functions.account.GetWallPapers(hash=0),
    ]


def web_k(me: Actor, other: Actor) -> list[Any]:
    return [
        functions.account.GetContentSettings(),
        functions.help.GetConfig(),
        functions.messages.GetAttachMenuBots(hash=0),
        functions.messages.GetSavedReactionTags(hash=0),
        functions.account.GetGlobalPrivacySettings(),
        functions.help.GetAppConfig(hash=0),
        functions.account.GetThemes(format="macos", hash=0),
        functions.messages.GetFavedStickers(hash=0),
        functions.messages.GetSavedGifs(hash=0),
        functions.payments.GetStarsStatus(peer=ME),
        functions.stories.GetAllStories(),
        functions.users.GetFullUser(id=SELF),
        functions.help.GetPeerProfileColors(hash=0),
        functions.messages.GetDialogs(offset_date=0, offset_id=0, offset_peer=EMPTY, limit=100, hash=0),
        functions.help.GetPeerColors(hash=0),
        functions.messages.GetDialogFilters(),
        functions.contacts.GetTopPeers(correspondents=True, offset=0, limit=15, hash=0),
        functions.updates.GetState(),
        functions.messages.GetAllDrafts(),
        functions.messages.ReceivedMessages(max_id=0),
        functions.account.GetNotifySettings(peer=types.InputNotifyUsers()),
        functions.account.GetNotifySettings(peer=types.InputNotifyPeer(peer=me.peer(other))),
        functions.help.GetPromoData(),
        functions.messages.GetStickerSet(stickerset=types.InputStickerSetAnimatedEmoji(), hash=0),
        functions.messages.GetStickerSet(stickerset=types.InputStickerSetEmojiGenericAnimations(), hash=0),
        functions.updates.GetDifference(pts=1, date=1, qts=0),
        functions.messages.GetStickers(emoticon="👋", hash=0),
        functions.messages.GetAvailableReactions(hash=0),
        functions.messages.GetTopReactions(limit=50, hash=0),
        functions.account.UpdateStatus(offline=False),
    ]


def library(me: Actor, other: Actor) -> list[Any]:
    """Telethon, kurigram, Pyrogram, gramjs and mtcute ask little."""
    return [
        functions.updates.GetState(),
        functions.updates.GetDifference(pts=1, date=1, qts=0),
        functions.users.GetUsers(id=[SELF]),
        functions.users.GetFullUser(id=SELF),
        functions.messages.GetDialogs(offset_date=0, offset_id=0, offset_peer=EMPTY, limit=100, hash=0),
        functions.help.GetConfig(),
    ]


CLIENTS = [
    pytest.param(152, library, 6, id="Telethon 1.27"),
    pytest.param(158, library, 6, id="Pyrogram 2.0.106"),
    pytest.param(198, library, 6, id="gramjs 2.26"),
    pytest.param(199, library, 6, id="Telethon 1.39"),
    pytest.param(227, library, 6, id="mtcute 0.30"),
    pytest.param(229, library, 6, id="Telethon 1.45, kurigram 2.2"),
    pytest.param(200, tdlib, 23, id="TDLib 1.8.46"),
    pytest.param(229, tdlib, 25, id="TDLib 1.8.69"),
    pytest.param(152, desktop, 29, id="telegram-desktop 4.6.5"),
    pytest.param(227, web_a, 12, id="Web A"),
    pytest.param(227, web_k, 30, id="Web K"),
]


@pytest.mark.parametrize(("layer", "questions", "count"), CLIENTS)
async def test_a_client_starts(world: World, layer: int, questions: Any, count: int) -> None:
    device = await world.device("Somebody", "4915510999999", layer=layer)
    assert len(await replay(device, stranger(layer))) >= 11
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    await bob.say(alice, "hello")
    assert len(await replay(alice, questions(alice, bob))) == count


async def test_a_client_newer_than_we_are_is_served_in_our_newest_layer(world: World) -> None:
    """And a method that nobody here knows ends in an error, not in the end of the session."""
    alice = await world.sign_up("Alice")
    wrapped = functions.InvokeWithLayer(layer=232, query=functions.help.GetConfig())
    assert (await alice(wrapped)).this_dc == 2
    with pytest.raises(RpcError):
        await alice.client.send_query("help.getConfig", b"\x12\x34\x56\x78")
    assert (await alice(functions.users.GetUsers(id=[SELF])))[0].self
