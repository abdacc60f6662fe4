"""Between the canonical layer and older ones: what is heard of clients of old layers, and what they are told."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import codec, functions, types
from angarium.tl.adapters.registry import extend
from angarium.tl.errors import NotInLayer
from angarium.tl.layers import SERVED
from tests.pure.tl import plain
from tests.pure.tl.samples import BUTTONS, KEYBOARD, OBJECTS

SELF: dict[str, Any] = {"_": "inputPeerSelf"}
CHANNEL: dict[str, Any] = {"_": "inputChannel", "channel_id": 5, "access_hash": 6}
USER: dict[str, Any] = {"_": "inputUser", "user_id": 5, "access_hash": 6}
PEER_CHANNEL = types.InputPeerChannel(channel_id=5, access_hash=6)
PEER_USER = types.InputPeerUser(user_id=5, access_hash=6)
ALICE = types.PeerUser(user_id=5)


def plain_text(text: str) -> types.TextWithEntities:
    return types.TextWithEntities(text=text, entities=[])


def hear(layer: int, name: str, **fields: Any) -> Any:
    """What the server hears when a client of the layer says this."""
    return codec.read(plain.write({"_": name, **fields}, layer))


def tell(value: Any, layer: int) -> Any:
    """What a client of the layer is told."""
    return plain.read(codec.encode(value, layer), layer)


F, T = functions, types
HEARD = [
    (158, "messages.sendMessage", {"peer": SELF, "message": "m", "random_id": 1, "reply_to_msg_id": 4},
     F.messages.SendMessage(peer=T.InputPeerSelf(), message="m", random_id=1, reply_to=T.InputReplyToMessage(reply_to_msg_id=4))),
    (152, "messages.sendMessage", {"peer": SELF, "message": "m", "random_id": 1, "top_msg_id": 4},
     F.messages.SendMessage(peer=T.InputPeerSelf(), message="m", random_id=1,
                            reply_to=T.InputReplyToMessage(reply_to_msg_id=4, top_msg_id=4))),
    (152, "messages.sendMessage", {"peer": SELF, "message": "m", "random_id": 1},
     F.messages.SendMessage(peer=T.InputPeerSelf(), message="m", random_id=1)),
    (135, "messages.saveDraft", {"peer": SELF, "message": "m", "reply_to_msg_id": 4},
     F.messages.SaveDraft(peer=T.InputPeerSelf(), message="m", reply_to=T.InputReplyToMessage(reply_to_msg_id=4))),
    (135, "messages.sendScreenshotNotification", {"peer": SELF, "reply_to_msg_id": 4, "random_id": 1},
     F.messages.SendScreenshotNotification(peer=T.InputPeerSelf(), random_id=1,
                                           reply_to=T.InputReplyToMessage(reply_to_msg_id=4))),
    (137, "messages.sendReaction", {"peer": SELF, "msg_id": 4, "reaction": "👍"},
     F.messages.SendReaction(peer=T.InputPeerSelf(), msg_id=4, reaction=[T.ReactionEmoji(emoticon="👍")])),
    (137, "messages.sendReaction", {"peer": SELF, "msg_id": 4, "reaction": ""},
     F.messages.SendReaction(peer=T.InputPeerSelf(), msg_id=4, reaction=[])),
    (143, "messages.setDefaultReaction", {"reaction": "👍"},
     F.messages.SetDefaultReaction(reaction=T.ReactionEmoji(emoticon="👍"))),
    (137, "messages.setChatAvailableReactions", {"peer": SELF, "available_reactions": ["👍"]},
     F.messages.SetChatAvailableReactions(peer=T.InputPeerSelf(), available_reactions=T.ChatReactionsSome(
         reactions=[T.ReactionEmoji(emoticon="👍")]))),
    (137, "messages.setChatAvailableReactions", {"peer": SELF, "available_reactions": []},
     F.messages.SetChatAvailableReactions(peer=T.InputPeerSelf(), available_reactions=T.ChatReactionsNone())),
    (198, "messages.togglePaidReactionPrivacy", {"peer": SELF, "msg_id": 1, "private": True},
     F.messages.TogglePaidReactionPrivacy(peer=T.InputPeerSelf(), msg_id=1, private=T.PaidReactionPrivacyAnonymous())),
    (185, "channels.toggleSignatures", {"channel": CHANNEL, "enabled": True},
     F.channels.ToggleSignatures(channel=T.InputChannel(channel_id=5, access_hash=6), signatures_enabled=True)),
    (185, "messages.report", {"peer": SELF, "id": [1], "reason": {"_": "inputReportReasonSpam"}, "message": "m"},
     F.messages.Report(peer=T.InputPeerSelf(), id=[1], option=b"spam", message="m")),
    (160, "stories.report",
     {"user_id": USER, "id": [1], "reason": {"_": "inputReportReasonFake"}, "message": "m"},
     F.stories.Report(peer=PEER_USER, id=[1], option=b"fake", message="m")),
    (143, "account.verifyEmail", {"email": "a@b.c", "code": "1"},
     F.account.VerifyEmail(purpose=T.EmailVerifyPurposePassport(), verification=T.EmailVerificationCode(code="1"))),
    (143, "account.sendVerifyEmailCode", {"email": "a@b.c"},
     F.account.SendVerifyEmailCode(purpose=T.EmailVerifyPurposePassport(), email="a@b.c")),
    (198, "account.updateColor", {"color": 3, "background_emoji_id": 7},
     F.account.UpdateColor(color=T.PeerColor(color=3, background_emoji_id=7))),
    (198, "account.updateColor", {"for_profile": True}, F.account.UpdateColor(for_profile=True)),
    (198, "messages.setChatTheme", {"peer": SELF, "emoticon": "🎄"},
     F.messages.SetChatTheme(peer=T.InputPeerSelf(), theme=T.InputChatTheme(emoticon="🎄"))),
    (198, "messages.setChatTheme", {"peer": SELF, "emoticon": ""},
     F.messages.SetChatTheme(peer=T.InputPeerSelf(), theme=T.InputChatThemeEmpty())),
    (150, "messages.translateText", {"peer": SELF, "msg_id": 5, "from_lang": "en", "to_lang": "de"},
     F.messages.TranslateText(peer=T.InputPeerSelf(), id=[5], to_lang="de")),
    (150, "messages.translateText", {"text": "hi", "to_lang": "de"},
     F.messages.TranslateText(text=[plain_text("hi")], to_lang="de")),
    (140, "payments.getPaymentForm", {"peer": SELF, "msg_id": 4},
     F.payments.GetPaymentForm(invoice=T.InputInvoiceMessage(peer=T.InputPeerSelf(), msg_id=4))),
    (152, "messages.sendBotRequestedPeer", {"peer": SELF, "msg_id": 1, "button_id": 2, "requested_peer": SELF},
     F.messages.SendBotRequestedPeer(peer=T.InputPeerSelf(), msg_id=1, button_id=2, requested_peers=[T.InputPeerSelf()])),
    (140, "upload.getFile", {"location": {"_": "inputTakeoutFileLocation"}, "offset": 5, "limit": 6},
     F.upload.GetFile(location=T.InputTakeoutFileLocation(), offset=5, limit=6)),
    (150, "channels.createForumTopic", {"channel": CHANNEL, "title": "t", "random_id": 1},
     F.messages.CreateForumTopic(peer=PEER_CHANNEL, title="t", random_id=1)),
    (150, "channels.editCreator", {"channel": CHANNEL, "user_id": USER, "password": {"_": "inputCheckPasswordEmpty"}},
     F.messages.EditChatCreator(peer=PEER_CHANNEL, user_id=T.InputUser(user_id=5, access_hash=6),
                                password=T.InputCheckPasswordEmpty())),
    (150, "channels.getSponsoredMessages", {"channel": CHANNEL}, F.messages.GetSponsoredMessages(peer=PEER_CHANNEL)),
    (150, "channels.viewSponsoredMessage", {"channel": CHANNEL, "random_id": b"1"},
     F.messages.ViewSponsoredMessage(random_id=b"1")),
    (160, "contacts.toggleStoriesHidden", {"id": USER, "hidden": True},
     F.stories.TogglePeerStoriesHidden(peer=PEER_USER, hidden=True)),
    (160, "stories.readStories", {"user_id": {"_": "inputUserSelf"}, "max_id": 1},
     F.stories.ReadStories(peer=T.InputPeerSelf(), max_id=1)),
    (160, "stories.deleteStories", {"id": [1]}, F.stories.DeleteStories(peer=T.InputPeerSelf(), id=[1])),
    (158, "account.setGlobalPrivacySettings",
     {"settings": {"_": "globalPrivacySettings", "archive_and_mute_new_noncontact_peers": True}},
     F.account.SetGlobalPrivacySettings(settings=T.GlobalPrivacySettings(archive_and_mute_new_noncontact_peers=True))),
    (193, "account.updateEmojiStatus", {"emoji_status": {"_": "emojiStatusUntil", "document_id": 1, "until": 2}},
     F.account.UpdateEmojiStatus(emoji_status=T.EmojiStatus(document_id=1, until=2))),
    (135, "account.updateNotifySettings",
     {"peer": {"_": "inputNotifyUsers"}, "settings": {"_": "inputPeerNotifySettings", "sound": "default"}},
     F.account.UpdateNotifySettings(peer=T.InputNotifyUsers(), settings=T.InputPeerNotifySettings(
         sound=T.NotificationSoundDefault()))),
    (150, "payments.canPurchasePremium", {"purpose": {"_": "inputStorePaymentPremiumSubscription"}},
     F.payments.CanPurchaseStore(purpose=T.InputStorePaymentPremiumSubscription())),
    (181, "messages.updateDialogFilter",
     {"id": 2, "filter": {"_": "dialogFilter", "id": 2, "title": "Work", "pinned_peers": [], "include_peers": [],
                          "exclude_peers": []}},
     F.messages.UpdateDialogFilter(id=2, filter=T.DialogFilter(id=2, title=plain_text("Work")))),
]  # fmt: skip


@pytest.mark.parametrize(("layer", "name", "fields", "heard"), HEARD, ids=lambda value: str(value)[:40])
def test_requests_of_old_layers_lose_nothing(layer: int, name: str, fields: dict[str, Any], heard: Any) -> None:
    assert hear(layer, name, **fields) == heard


def test_right_answers_are_found_by_their_place() -> None:
    answers = [{"_": "pollAnswer", "text": text, "option": option} for text, option in (("yes", b"a"), ("no", b"b"))]
    poll = {"_": "poll", "id": 0, "question": "?", "answers": answers}
    media = {"_": "inputMediaPoll", "poll": poll, "correct_answers": [b"b"]}
    heard = hear(158, "messages.sendMedia", peer=SELF, media=media, message="", random_id=1)
    assert heard.media.correct_answers == [1]
    assert heard.media.poll.question == plain_text("?")
    assert [answer.text.text for answer in heard.media.poll.answers] == ["yes", "no"]


def test_old_buttons_become_new_ones() -> None:
    rows = [
        {"_": "keyboardButtonRow", "buttons": [
            {"_": "keyboardButtonUrl", "text": "go", "url": "u"},
            {"_": "keyboardButtonCallback", "text": "do", "data": b"1", "requires_password": True},
            {"_": "keyboardButton", "text": "nothing"},
        ]}
    ]  # fmt: skip
    markup = {"_": "replyInlineMarkup", "rows": rows}
    heard = hear(228, "messages.sendMessage", peer=SELF, message="m", random_id=1, reply_markup=markup).reply_markup
    assert heard == T.ReplyInlineMarkup(rows=[T.KeyboardInlineButtonRow(buttons=[
        T.KeyboardInlineButton(text="go", type=T.InlineButtonTypeUrl(url="u")),
        T.KeyboardInlineButton(text="do", type=T.InlineButtonTypeCallback(data=b"1", requires_password=True)),
        T.KeyboardInlineButton(text="nothing", type=T.InlineButtonTypeDisabled()),
    ])])  # fmt: skip


def test_old_keyboards_become_new_ones() -> None:
    buttons = [{"_": "keyboardButton", "text": "a"}, {"_": "keyboardButtonRequestPhone", "text": "b"}]
    markup = {"_": "replyKeyboardMarkup", "rows": [{"_": "keyboardButtonRow", "buttons": buttons}]}
    heard = hear(150, "messages.sendMessage", peer=SELF, message="m", random_id=1, reply_markup=markup).reply_markup
    assert heard.rows[0].buttons == [
        T.KeyboardButton(text="a", type=T.ButtonTypeDefault()),
        T.KeyboardButton(text="b", type=T.ButtonTypeRequestPhone()),
    ]


def test_peers_are_taken_where_something_narrower_belongs() -> None:
    asked = [T.InputPeerSelf(), T.InputPeerUser(user_id=5, access_hash=6)]
    users = codec.read(codec.encode(F.users.GetUsers(id=asked), 158)).id
    assert users == [T.InputUserSelf(), T.InputUser(user_id=5, access_hash=6)]
    channel = codec.read(codec.encode(F.channels.GetFullChannel(channel=PEER_CHANNEL), 158)).channel
    assert channel == T.InputChannel(channel_id=5, access_hash=6)


def test_inline_buttons_on_a_reply_keyboard_keep_their_text() -> None:
    buttons = [
        {"_": "keyboardButtonUrl", "text": "u", "url": "x"},
        {"_": "keyboardButtonWebView", "text": "w", "url": "x"},
    ]
    markup = {"_": "replyKeyboardMarkup", "rows": [{"_": "keyboardButtonRow", "buttons": buttons}]}
    heard = hear(150, "messages.sendMessage", peer=SELF, message="m", random_id=1, reply_markup=markup).reply_markup
    assert heard.rows[0].buttons == [
        T.KeyboardButton(text="u", type=T.ButtonTypeDefault()),
        T.KeyboardButton(text="w", type=T.ButtonTypeSimpleWebView(url="x")),
    ]


@pytest.mark.parametrize("layer", [135, 150, 198, 228])
def test_new_buttons_become_old_ones(layer: int) -> None:
    inline = tell(BUTTONS, layer)["reply_markup"]["rows"][0]["buttons"]
    assert inline == [
        {"_": "keyboardButtonUrl", "text": "go", "url": "https://example.org"},
        {"_": "keyboardButtonCallback", "text": "do", "data": b"\x00\xff"},
    ]
    reply = tell(KEYBOARD, layer)["reply_markup"]["rows"][0]["buttons"]
    assert reply == [{"_": "keyboardButton", "text": "a"}, {"_": "keyboardButtonRequestPhone", "text": "phone"}]


def test_a_button_that_a_layer_lacks_keeps_its_text() -> None:
    copy = T.KeyboardInlineButton(text="copy", type=T.InlineButtonTypeCopy(copy_text="x"))
    markup = T.ReplyInlineMarkup(rows=[T.KeyboardInlineButtonRow(buttons=[copy])])
    message = T.Message(id=1, peer_id=ALICE, reply_markup=markup)
    [button] = tell(message, 150)["reply_markup"]["rows"][0]["buttons"]
    assert button == {"_": "keyboardButton", "text": "copy"}
    [button] = tell(message, 198)["reply_markup"]["rows"][0]["buttons"]
    assert button == {"_": "keyboardButtonCopy", "text": "copy", "copy_text": "x"}


TOLD = [
    (T.DocumentAttributeVideo(duration=1.6, w=1, h=2), 150, {"duration": 2}),
    (T.DocumentAttributeVideo(duration=1.5, w=1, h=2), 198, {"duration": 1.5}),
    (T.FileHash(offset=1 << 40, limit=1), 140, {"offset": (1 << 31) - 1}),
    (T.ReactionCount(reaction=T.ReactionEmoji(emoticon="x"), count=2, chosen_order=0), 140, {"reaction": "x", "chosen": True}),
    (T.PeerNotifySettings(other_sound=T.NotificationSoundNone()), 138, {"sound": ""}),
    (T.PeerNotifySettings(ios_sound=T.NotificationSoundRingtone(id=1)), 138, {"sound": "default"}),
    (T.EmojiStatus(document_id=1, until=2), 150, {"_": "emojiStatusUntil", "until": 2}),
    (T.EmojiStatusCollectible(document_id=1), 150, {"_": "emojiStatus", "document_id": 1}),
    (T.MessageActionSetChatTheme(theme=T.ChatTheme(emoticon="x")), 198, {"emoticon": "x"}),
    (T.UpdateUserName(usernames=[T.Username(username="u", active=True)]), 146, {"username": "u"}),
    (T.UpdateUserName(), 146, {"username": ""}),
    (T.UpdateStory(peer=ALICE, story=T.StoryItemDeleted(id=1)), 160, {"user_id": 5}),
    (T.UpdateGroupCall(peer=T.PeerChat(chat_id=3), call=T.GroupCallDiscarded()), 150, {"chat_id": 3}),
    (T.UpdateMessagePollVote(poll_id=1, peer=ALICE, qts=1), 158, {"user_id": 5}),
    (T.UpdatePeerBlocked(blocked=True, peer_id=ALICE), 150, {"blocked": True}),
    (T.User(id=1, stories_max_id=T.RecentStory(max_id=4)), 198, {"stories_max_id": 4}),
    (T.MessageActionGiftPremium(currency="XTR", amount=1, days=90), 198, {"months": 3}),
    (T.MessageActionRequestedPeer(button_id=1, peers=[ALICE]), 160, {"peer": {"_": "peerUser", "user_id": 5}}),
    (T.MessageMediaDocument(alt_documents=[T.DocumentEmpty(id=1)]), 181, {"alt_document": {"_": "documentEmpty", "id": 1}}),
    (T.help.PromoData(expires=5), 198, {"_": "help.promoDataEmpty", "expires": 5}),
    (T.PageBlockHeading3(text=T.TextBold(text=T.TextMention(text=T.TextPlain(text="x")))), 150,
     {"_": "pageBlockSubheader", "text": {"_": "textBold", "text": {"_": "textPlain", "text": "x"}}}),
    (T.MessageEntityCustomEmoji(offset=1, length=2, document_id=3), 140, {"_": "messageEntityUnknown", "length": 2}),
    (T.MessageMediaToDo(), 150, {"_": "messageMediaUnsupported"}),
    (T.SendMessageTextDraftAction(), 150, {"_": "sendMessageTypingAction"}),
    (T.auth.SentCodeTypeEmailCode(email_pattern="a*", length=6), 140, {"_": "auth.sentCodeTypeSms", "length": 6}),
    (T.DialogFilterChatlist(id=1, title=plain_text("x")), 150, {"_": "dialogFilter", "title": "x"}),
    (T.messages.TranslateResult(result=[plain_text("a"), plain_text("b")]), 150, {"text": "a\nb"}),
    (T.BotInfo(user_id=1), 140, {"menu_button": {"_": "botMenuButtonDefault"}}),
    (T.ConnectedBot(bot_id=1, recipients=T.BusinessBotRecipients(), rights=T.BusinessBotRights(reply=True)), 198,
     {"can_reply": True}),
    (T.Invoice(currency="EUR", terms_url="u", recurring=True), 150, {"recurring_terms_url": "u"}),
    (T.DraftMessage(message="m", reply_to=T.InputReplyToMessage(reply_to_msg_id=4)), 150, {"reply_to_msg_id": 4}),
    (T.DraftMessage(message="m", reply_to=T.InputReplyToStory(peer=PEER_USER, story_id=4)), 167,
     {"reply_to": {"_": "inputReplyToStory", "user_id": USER, "story_id": 4}}),
    (T.payments.StarsStatus(balance=T.StarsAmount(amount=7)), 185, {"balance": 7}),
    (T.UpdateMessageExtendedMedia(peer=ALICE, extended_media=[T.MessageExtendedMediaPreview(w=1)]), 150,
     {"extended_media": {"_": "messageExtendedMediaPreview", "w": 1, "h": 0}}),
]  # fmt: skip


@pytest.mark.parametrize(("value", "layer", "told"), TOLD, ids=lambda value: str(value)[:40])
def test_old_layers_are_told_the_same_in_their_words(value: Any, layer: int, told: dict[str, Any]) -> None:
    heard = tell(value, layer)
    assert {name: heard.get(name) for name in told} == told


def test_config_keeps_the_limits_that_moved_away() -> None:
    told = tell(T.Config(), 152)
    assert (told["pfs_enabled"], told["pinned_dialogs_count_max"], told["stickers_faved_limit"]) == (True, 5, 5)
    assert "pfs_enabled" not in tell(T.Config(), 198)


def test_what_an_adapter_refuses_is_left_out_of_lists() -> None:
    counts = [
        T.ReactionCount(reaction=T.ReactionCustomEmoji(document_id=1), count=1),
        T.ReactionCount(reaction=T.ReactionEmoji(emoticon="x"), count=2),
    ]
    told = tell(T.Message(id=1, peer_id=ALICE, reactions=T.MessageReactions(results=counts)), 140)
    assert [count["reaction"] for count in told["reactions"]["results"]] == ["x"]
    story = T.UpdateStory(peer=T.PeerChannel(channel_id=1), story=T.StoryItemDeleted(id=1))
    assert tell(T.Updates(updates=[story, T.UpdateConfig()]), 160)["updates"] == [{"_": "updateConfig"}]
    with pytest.raises(NotInLayer):
        codec.encode(story, 160)


UPDATES = T.Updates(date=1)
RESULTS = [
    ("messages.createChat", T.messages.InvitedUsers(updates=UPDATES), 150, "updates"),
    ("messages.createChat", T.messages.InvitedUsers(updates=UPDATES), 198, "messages.invitedUsers"),
    ("channels.joinChannel", T.messages.ChatInviteJoinResultOk(updates=UPDATES), 198, "updates"),
    ("help.getAppConfig", T.help.AppConfig(config=T.JsonNull()), 150, "jsonNull"),
    ("messages.getWebPagePreview", T.messages.WebPagePreview(media=T.MessageMediaEmpty()), 150, "messageMediaEmpty"),
    ("messages.getWebPage", T.messages.WebPage(webpage=T.WebPageEmpty(id=1)), 150, "webPageEmpty"),
    ("messages.requestAppWebView", T.WebViewResultUrl(url="u"), 160, "appWebViewResultUrl"),
    ("messages.requestSimpleWebView", T.WebViewResultUrl(url="u"), 160, "simpleWebViewResultUrl"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "value", "layer", "name"), RESULTS)
def test_results_have_the_type_of_the_layer(method: str, value: Any, layer: int, name: str) -> None:
    assert plain.read(codec.encode_result(method, value, layer), layer)["_"] == name


def test_results_that_were_bools_and_vectors() -> None:
    assert codec.read(codec.encode_result("messages.report", T.ReportResultReported(), 150)) is True
    assert codec.read(codec.encode_result("channels.deleteHistory", UPDATES, 138)) is True
    filters = T.messages.DialogFilters(filters=[T.DialogFilter(title=plain_text("x")), T.DialogFilterDefault()])
    told = plain.Reader(codec.encode_result("messages.getDialogFilters", filters, 138), 138).value(
        "Vector<DialogFilter>"
    )
    assert [folder["title"] for folder in told] == ["x"]
    dates = [T.ReadParticipantDate(user_id=5, date=6)]
    told = plain.Reader(codec.encode_result("messages.getMessageReadParticipants", dates, 150), 150).value(
        "Vector<long>"
    )
    assert told == [5]
    stories = [T.RecentStory(max_id=5), T.RecentStory()]
    assert plain.Reader(codec.encode_result("stories.getPeerMaxIDs", stories, 198), 198).value("Vector<int>") == [5, 0]
    with pytest.raises(NotInLayer):
        codec.encode_result("channels.joinChannel", T.messages.ChatInviteJoinResultWebView(bot_id=1), 198)


@pytest.mark.parametrize("layer", SERVED)
def test_every_sample_is_of_its_layer(layer: int) -> None:
    for value in OBJECTS.values():
        assert tell(value, layer)["_"]


@pytest.mark.parametrize("layer", [135, 146, 158, 160, 177])
@pytest.mark.parametrize("about", [True, False])
def test_an_announcement_in_the_name_of_a_chat_or_a_page(layer: int, about: bool):
    """Up to layer 177 there was no title, and up to 158 no page."""
    page = None if about else T.SponsoredWebPage(url="https://example.org/", site_name="Fair")
    bold = T.MessageEntityBold(offset=3, length=4)
    made = T.SponsoredMessage(
        random_id=b"1", url="https://example.org/", title="Fair", message="On Sunday", entities=[bold]
    )
    told = tell(extend(made, from_id=ALICE, webpage=page), layer)
    if page and layer >= 160:
        assert told["webpage"]["site_name"] == "Fair" and "from_id" not in told and told["message"] == "On Sunday"
        return
    assert told["from_id"] == {"_": "peerUser", "user_id": 5} and "webpage" not in told
    assert told["message"] == ("Fair\nOn Sunday" if about else "Fair\nOn Sunday\n\nhttps://example.org/")
    assert [(one["offset"], one["length"]) for one in told["entities"]] == [(0, 4), (8, 4)]


def test_a_layer_above_our_own_is_told_in_its_forms() -> None:
    """Layer 232, https://core.telegram.org/constructor/botVerification: the description has entities, and answers have another id."""
    verified = codec.encode(types.BotVerification(bot_id=1, icon=2, description="by us"), 232)
    assert verified[:4] == bytes.fromhex("d90e2ef7")
    assert codec.read(verified) == types.BotVerification(bot_id=1, icon=2, description="by us")
    answer = types.MessageReplyHeader(reply_to_msg_id=3, quote_text="this")
    told = codec.encode(answer, 232)
    assert told[:4] == bytes.fromhex("75abb5dd")
    assert codec.read(told) == answer
