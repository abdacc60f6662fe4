"""Canonical objects of the kinds that people meet daily; the vectors are made from them (`python -m tools.vectors`)."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions as f
from angarium.tl import types as t

ALICE, BOB = 10_000_000_001, 4_200_000_000_000
DATE = 1_790_000_000

NOTIFY = t.PeerNotifySettings(mute_until=2_147_483_647, show_previews=False, other_sound=t.NotificationSoundDefault())
USER = t.User(
    id=ALICE,
    access_hash=-1_234_567_890_123,
    first_name="Alice",
    last_name="Liddell",
    username="alice",
    phone="99966100001",
    contact=True,
    mutual_contact=True,
    status=t.UserStatusOnline(expires=DATE),
    photo=t.UserProfilePhoto(photo_id=77, dc_id=2, stripped_thumb=bytes(range(40))),
)
SELF = t.User(
    id=BOB, access_hash=5, first_name="Bob Ω 🐇", self=True, usernames=[t.Username(username="bobby", active=True)]
)
CHAT = t.Chat(id=7, title="Tea", photo=t.ChatPhotoEmpty(), participants_count=3, date=DATE, version=1, creator=True)
CHANNEL = t.Channel(
    id=1_234_567,
    access_hash=99,
    title="News",
    username="news",
    photo=t.ChatPhoto(photo_id=5, dc_id=2),
    date=DATE,
    broadcast=True,
    default_banned_rights=t.ChatBannedRights(send_media=True, until_date=0),
    participants_count=12,
)
PHOTO = t.Photo(
    id=900,
    access_hash=901,
    file_reference=b"reference",
    date=DATE,
    sizes=[
        t.PhotoStrippedSize(type="i", bytes=b"\x01\x28\x1e"),
        t.PhotoSize(type="m", w=320, h=240, size=12_345),
        t.PhotoSizeProgressive(type="y", w=1280, h=960, sizes=[100, 2000, 30_000]),
    ],
    dc_id=2,
)
VIDEO = t.Document(
    id=901,
    access_hash=-7,
    file_reference=b"",
    date=DATE,
    mime_type="video/mp4",
    size=3_000_000_000,
    dc_id=2,
    attributes=[
        t.DocumentAttributeVideo(duration=12.5, w=640, h=480, supports_streaming=True),
        t.DocumentAttributeFilename(file_name="väterchen.mp4"),
    ],
)
VOICE = t.Document(
    id=902,
    access_hash=8,
    file_reference=b"x" * 300,
    date=DATE,
    mime_type="audio/ogg",
    size=9_000,
    dc_id=2,
    attributes=[t.DocumentAttributeAudio(duration=4, voice=True, waveform=bytes(63))],
)
PLAIN = t.Message(id=1, peer_id=t.PeerUser(user_id=ALICE), date=DATE, message="")
TEXT = t.Message(
    out=True,
    id=77,
    from_id=t.PeerUser(user_id=BOB),
    peer_id=t.PeerUser(user_id=ALICE),
    date=DATE,
    message="Curiouser and curiouser! 🐇 https://example.org",
    entities=[
        t.MessageEntityBold(offset=0, length=9),
        t.MessageEntityCustomEmoji(offset=25, length=2, document_id=5),
        t.MessageEntityUrl(offset=28, length=19),
    ],
    reply_to=t.MessageReplyHeader(reply_to_msg_id=55),
    edit_date=DATE + 1,
    edit_hide=True,
    reactions=t.MessageReactions(
        results=[t.ReactionCount(reaction=t.ReactionEmoji(emoticon="👍"), count=2, chosen_order=0)],
        recent_reactions=[
            t.MessagePeerReaction(peer_id=t.PeerUser(user_id=ALICE), date=DATE, reaction=t.ReactionEmoji(emoticon="👍"))
        ],
    ),
    ttl_period=86_400,
)
FORWARDED = t.Message(
    id=78,
    peer_id=t.PeerChat(chat_id=7),
    from_id=t.PeerUser(user_id=ALICE),
    date=DATE,
    message="from afar",
    fwd_from=t.MessageFwdHeader(date=DATE - 9, from_id=t.PeerChannel(channel_id=1_234_567), channel_post=9),
    media=t.MessageMediaPhoto(photo=PHOTO),
    silent=True,
)
FILMED = t.Message(
    id=79, peer_id=t.PeerUser(user_id=ALICE), date=DATE, message="film", media=t.MessageMediaDocument(document=VIDEO)
)
SPOKEN = t.Message(id=80, peer_id=t.PeerUser(user_id=ALICE), date=DATE, media=t.MessageMediaDocument(document=VOICE))
POLL = t.Message(
    id=81,
    peer_id=t.PeerChat(chat_id=7),
    date=DATE,
    media=t.MessageMediaPoll(
        poll=t.Poll(
            id=5,
            question=t.TextWithEntities(text="Tea?", entities=[]),
            answers=[
                t.PollAnswer(text=t.TextWithEntities(text="yes", entities=[]), option=b"0"),
                t.PollAnswer(text=t.TextWithEntities(text="no", entities=[]), option=b"1"),
            ],
            quiz=True,
        ),
        results=t.PollResults(
            results=[t.PollAnswerVoters(option=b"0", voters=3, chosen=True)],
            total_voters=3,
            recent_voters=[t.PeerUser(user_id=ALICE), t.PeerUser(user_id=BOB)],
        ),
    ),
)
BUTTONS = t.Message(
    id=82,
    peer_id=t.PeerUser(user_id=ALICE),
    date=DATE,
    message="buttons",
    reply_markup=t.ReplyInlineMarkup(
        rows=[
            t.KeyboardInlineButtonRow(
                buttons=[
                    t.KeyboardInlineButton(text="go", type=t.InlineButtonTypeUrl(url="https://example.org")),
                    t.KeyboardInlineButton(text="do", type=t.InlineButtonTypeCallback(data=b"\x00\xff")),
                ]
            )
        ]
    ),
)
KEYBOARD = t.Message(
    id=83,
    peer_id=t.PeerUser(user_id=ALICE),
    date=DATE,
    message="keys",
    reply_markup=t.ReplyKeyboardMarkup(
        resize=True,
        rows=[
            t.KeyboardButtonRow(
                buttons=[
                    t.KeyboardButton(text="a", type=t.ButtonTypeDefault()),
                    t.KeyboardButton(text="phone", type=t.ButtonTypeRequestPhone()),
                ]
            )
        ],
    ),
)
SERVICE = t.MessageService(
    id=84, peer_id=t.PeerChat(chat_id=7), date=DATE, action=t.MessageActionChatCreate(title="Tea", users=[ALICE, BOB])
)
UNKNOWN = t.MessageService(
    id=85,
    peer_id=t.PeerChat(chat_id=7),
    date=DATE,
    action=t.MessageActionTodoCompletions(completed=[1], incompleted=[]),
)
MESSAGES = [PLAIN, TEXT, FORWARDED, FILMED, SPOKEN, POLL, BUTTONS, KEYBOARD, SERVICE, UNKNOWN]
FOLDER = t.DialogFilter(
    id=2,
    title=t.TextWithEntities(text="Friends", entities=[]),
    emoticon="🐱",
    groups=True,
    pinned_peers=[],
    include_peers=[t.InputPeerUser(user_id=ALICE, access_hash=1)],
    exclude_peers=[],
)
STATE = t.updates.State(pts=5, qts=0, date=DATE, seq=1, unread_count=2)
SENT_CODE = t.auth.SentCode(
    type=t.auth.SentCodeTypeApp(length=5), phone_code_hash="hash", next_type=t.auth.CodeTypeSms(), timeout=60
)

OBJECTS: dict[str, Any] = {
    "users": t.contacts.ResolvedPeer(peer=t.PeerUser(user_id=ALICE), chats=[CHAT, CHANNEL], users=[USER, SELF]),
    **{f"message {message.id}": message for message in MESSAGES},
    "updates": t.Updates(
        updates=[
            t.UpdateMessageID(id=77, random_id=1 << 60),
            t.UpdateNewMessage(message=TEXT, pts=100, pts_count=1),
            t.UpdateReadHistoryInbox(
                peer=t.PeerUser(user_id=ALICE), max_id=5, still_unread_count=0, pts=5, pts_count=1
            ),
            t.UpdateUserStatus(user_id=ALICE, status=t.UserStatusRecently()),
            t.UpdateDeleteMessages(messages=[1, 2, 3], pts=6, pts_count=3),
            t.UpdatePeerBlocked(blocked=True, peer_id=t.PeerUser(user_id=ALICE)),
            t.UpdateBotGuestChatQuery(query_id=1, message=PLAIN, qts=1),
        ],
        users=[USER],
        chats=[],
        date=DATE,
        seq=0,
    ),
    "short": t.UpdateShort(update=t.UpdateUserTyping(user_id=ALICE, action=t.SendMessageTypingAction()), date=DATE),
    "short message": t.UpdateShortSentMessage(id=5, pts=1, pts_count=1, date=DATE, out=True),
    "history": t.messages.MessagesSlice(count=500, messages=[TEXT, FORWARDED], chats=[CHAT], users=[USER]),
    "dialogs": t.messages.Dialogs(
        dialogs=[
            t.Dialog(
                peer=t.PeerUser(user_id=ALICE),
                top_message=77,
                notify_settings=NOTIFY,
                pinned=True,
                draft=t.DraftMessage(message="dra", date=DATE, reply_to=t.InputReplyToMessage(reply_to_msg_id=5)),
            )
        ],
        messages=[TEXT],
        chats=[],
        users=[USER],
    ),
    "difference": t.updates.Difference(
        new_messages=[PLAIN], new_encrypted_messages=[], other_updates=[], chats=[], users=[USER], state=STATE
    ),
    "folder": FOLDER,
    "sent code": SENT_CODE,
    "authorization": t.auth.Authorization(user=SELF, otherwise_relogin_days=3, setup_password_required=True),
    "password": t.account.Password(
        has_password=True,
        current_algo=t.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow(
            salt1=b"1", salt2=b"2", g=3, p=bytes(256)
        ),
        srp_B=bytes(256),
        srp_id=5,
        new_algo=t.PasswordKdfAlgoUnknown(),
        new_secure_algo=t.SecurePasswordKdfAlgoUnknown(),
        secure_random=b"random",
    ),
    "file": t.upload.File(type=t.storage.FileJpeg(), mtime=DATE, bytes=bytes(1000)),
    "error": t.RpcError(error_code=420, error_message="FLOOD_WAIT_17"),
    "ack": t.MsgsAck(msg_ids=[1 << 62, 4]),
    "salt": t.BadServerSalt(bad_msg_id=4, bad_msg_seqno=1, error_code=48, new_server_salt=-5),
    "privacy": t.account.PrivacyRules(rules=[t.PrivacyValueAllowContacts(), t.PrivacyValueDisallowUsers(users=[BOB])]),
}

PEER = f"{ALICE}"
# What a client of a second implementation says, by TL name and field, and what the server must hear.
REQUESTS: dict[str, tuple[dict[str, Any], Any]] = {
    "send": (
        {
            "_": "messages.sendMessage",
            "peer": {"_": "inputPeerUser", "user_id": ALICE, "access_hash": -3},
            "message": "hello 🐇",
            "random_id": -(1 << 62),
            "silent": True,
            "entities": [{"_": "messageEntityBold", "offset": 0, "length": 5}],
        },
        f.messages.SendMessage(
            peer=t.InputPeerUser(user_id=ALICE, access_hash=-3),
            message="hello 🐇",
            random_id=-(1 << 62),
            silent=True,
            entities=[t.MessageEntityBold(offset=0, length=5)],
        ),
    ),
    "reply": (
        {
            "_": "messages.sendMessage",
            "peer": {"_": "inputPeerSelf"},
            "message": "yes",
            "random_id": 5,
            "reply_to_msg_id": 44,
            "reply_to": {"_": "inputReplyToMessage", "reply_to_msg_id": 44},
        },
        f.messages.SendMessage(
            peer=t.InputPeerSelf(), message="yes", random_id=5, reply_to=t.InputReplyToMessage(reply_to_msg_id=44)
        ),
    ),
    "sign in": (
        {"_": "auth.signIn", "phone_number": "99966", "phone_code_hash": "h", "phone_code": "12345"},
        f.auth.SignIn(phone_number="99966", phone_code_hash="h", phone_code="12345"),
    ),
    "wrapped": (
        {
            "_": "invokeWithLayer",
            "layer": 200,
            "query": {
                "_": "initConnection",
                "api_id": 1,
                "device_model": "d",
                "system_version": "s",
                "app_version": "a",
                "system_lang_code": "en",
                "lang_pack": "",
                "lang_code": "de",
                "query": {"_": "help.getConfig"},
            },
        },
        f.InvokeWithLayer(
            layer=200,
            query=f.InitConnection(
                api_id=1,
                device_model="d",
                system_version="s",
                app_version="a",
                system_lang_code="en",
                lang_code="de",
                query=f.help.GetConfig(),
            ),
        ),
    ),
    "history": (
        {
            "_": "messages.getHistory",
            "peer": {"_": "inputPeerChannel", "channel_id": 1_234_567, "access_hash": 99},
            "offset_id": 0,
            "offset_date": 0,
            "add_offset": -10,
            "limit": 100,
            "max_id": 0,
            "min_id": 0,
            "hash": 1 << 40,
        },
        f.messages.GetHistory(
            peer=t.InputPeerChannel(channel_id=1_234_567, access_hash=99), add_offset=-10, limit=100, hash=1 << 40
        ),
    ),
    "upload": (
        {"_": "upload.saveFilePart", "file_id": 5, "file_part": 1, "bytes": "00" * 1024},
        f.upload.SaveFilePart(file_id=5, file_part=1, bytes=bytes(1024)),
    ),
    "read": (
        {"_": "messages.readHistory", "peer": {"_": "inputPeerChat", "chat_id": 7}, "max_id": 9},
        f.messages.ReadHistory(peer=t.InputPeerChat(chat_id=7), max_id=9),
    ),
}
